"""What every composed sentence must pass: its numbers, people, groups and denials stand in what it cites, or it stays unsaid.

A row of a table tells its figures; whose they are, and when, stands over it. What is missing from the passages cited is looked for
over the row, then in the section, and cited too. A sentence that nothing bears is replaced by the label's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.contract import Citation, Statement
from plainlabel.answers.told.claims import Claim, claims, denied, without
from plainlabel.answers.told.wording import as_narrow
from plainlabel.label import Passage
from plainlabel.retrieval.reading import Found, Reading

_MOST: Final = 3
_BEFORE: Final = 1.5
"""How much nearer a passage before one is to it than one behind it."""
_NEXT: Final = 4
_TABLE: Final = re.compile(r"\s*table \d", re.IGNORECASE)
_OF_TABLE: Final = frozenset({"row", "footnote", "heading"})
_QUOTE: Final = "\u201c"
_BELOW: Final = "What the label of {} says on this is below."


def guard(case: Case) -> None:
    """Returns nothing; each composed sentence of the draft is borne by what it cites, or gives way to the label's words."""
    readings = {each.label.set_id: each for each in (case.reading, *(other for _, other in case.others if other is not None))}
    if not any(each.full for each in readings.values()):
        return
    draft, kept = case.draft, len(case.draft.used)
    told: list[Statement] = []
    unsaid: list[tuple[Statement, Reading, Found]] = []
    for statement in draft.statements:
        cited = _cited(case, readings, statement)
        if not cited:
            told.append(statement)
            continue
        text, further, borne = _borne(statement.text, cited)
        if not borne:
            unsaid.append((statement, *cited[0]))
            continue
        if text != statement.text:
            draft.summary = draft.summary.replace(statement.text, text)
        numbers = (draft.cite_found(cited[0][0], each) for each in further)
        told.append(replace(statement, text=text, citations=tuple(dict.fromkeys((*statement.citations, *numbers)))))
    del draft.used[kept:]  # What is cited beside a sentence is no passage that was found for the question.
    draft.statements[:] = told
    for statement, reading, found in unsaid:
        _in_words_of_label(case, statement, reading, found)


def _in_words_of_label(case: Case, statement: Statement, reading: Reading, found: Found) -> None:
    """Returns nothing; the words that a sentence cited stand for it, and the summary no longer says its figures."""
    draft = case.draft
    figures = set(re.findall(r"\d[\d.,]*\d|\d", statement.text))
    if statement.text in draft.summary or figures & set(re.findall(r"\d[\d.,]*\d|\d", draft.summary)):
        draft.summary = _BELOW.format(case.name)
    before = len(draft.statements)
    case.quote_from(reading, found)
    advice = next((at for at, each in enumerate(draft.statements[:before]) if each.basis == "advice"), before)
    draft.statements[advice:] = [*draft.statements[before:], *draft.statements[advice:before]]


def _cited(case: Case, readings: dict[str, Reading], statement: Statement) -> list[tuple[Reading, Found]]:
    """Returns the passages a composed sentence cites; none for a quote, or where one of its citations has no words."""
    if statement.basis != "label" or _QUOTE in statement.text:
        return []
    found: list[tuple[Reading, Found]] = []
    for number in statement.citations:
        each: Citation = case.draft.citations[number - 1]
        reading = readings.get(each.set_id)
        section = reading.section(each.section_id) if reading is not None else None
        if reading is None or section is None or each.quote is None or each.start is None or each.end is None:
            return []
        found.append((reading, Found(each.set_id, section, each.start, each.end, each.quote)))
    return found


def _borne(text: str, cited: list[tuple[Reading, Found]]) -> tuple[str, list[Found], bool]:
    """Returns a sentence without what nothing bears, what it must cite besides, and whether it may be said at all."""
    words = "\n".join(each for reading, found in cited for each in (found.text or "", *_headings(reading, found)))
    further: list[Found] = []
    if denied(text, "\n".join(found.text or "" for _, found in cited)):
        return text, [], False
    for claim in claims(text):
        if claim.pattern.search(words):
            continue
        other = next((each for reading, found in cited if (each := _bearer(reading, found, claim)) is not None), None)
        if other is not None and len(further) < _MOST:
            further.append(other)
            words = f"{words}\n{other.text}"
        elif (shorter := without(text, claim)) is not None:
            text = shorter
        else:
            return text, [], False
    own = [each.text or "" for _, each in cited if each.kind != "row"]
    return as_narrow(text, words, own[0] if len(own) == 1 else ""), further, True


def _headings(reading: Reading, found: Found) -> Iterator[str]:
    """Yields the title of a passage's section and those it stands under."""
    at = reading.section(found.section.id)
    while at is not None:
        yield at.title
        at = reading.section(at.parent)


def _bearer(reading: Reading, found: Found, claim: Claim) -> Found | None:
    """Returns the passage that bears a claim nearest to the one cited: over its row, else in the section; None for none."""
    text, passages = reading.text(found.section.id), reading.passages(found.section.id)
    over = list(_over(text, passages, found.start))
    own = next((each for each in passages if each.start <= found.start < each.end), None)
    near = sorted(
        (each for each in passages if own is None or each.highlight is own.highlight),
        key=lambda each: (each.start - found.start) * (1 if each.start >= found.start else -1 / _BEFORE),
    )
    if claim.kind == "denial" and claim.elsewhere is claim.pattern:
        near, over = near[:_NEXT], over[:_NEXT]
    elif claim.kind == "arm" and own is not None and own.kind == "row":
        near = []
    for each in (*over, *near):
        if claim.elsewhere.search(text, each.start, each.end):
            return reading.quote(found.section, each.start, each.end)
    return None


def _over(text: str, passages: tuple[Passage, ...], start: int) -> Iterator[Passage]:
    """Yields what stands over a row in its table, the nearest first, its caption last; a cell over several rows is no end of it."""
    for each in reversed(passages):
        if each.end > start:
            continue
        yield each
        apart = each.kind not in _OF_TABLE and text[each.start : each.end].rstrip().endswith((".", ":"))
        if apart or each.kind == "caption" or _TABLE.match(text, each.start):
            return
