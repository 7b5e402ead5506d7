"""Uses that one text tells apart: the items of its lists, or its several statements, each as the phrase it is told in.

A subsection may head a group ("Lymphoma") and then list what is treated ("previously untreated pale-cell lymphoma in combination
with ..."); running text may say several times what the medicine is for. Each phrase is read by `indication_grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.tokens import sentences
from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_acts import is_prevention
from plainlabel.facts.indication_coordination import names_one
from plainlabel.facts.indication_grammar import acts_first, conditions_of, opens_use, until_more
from plainlabel.facts.indication_people import made
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_keys import ordered_key
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_OPENING: Final = pattern("uses.opening")
_STATED: Final = pattern("uses.stated")
_NO_LIST: Final = pattern("uses.no_list")
_LIST_END: Final = pattern("uses.list_end")
_BORDER: Final = pattern("uses.border")
_ACT: Final = pattern("uses.act")
_STATE_WORDS: Final = pattern("uses.states")
_ONLY_WHO: Final = re.compile(r"^\W*(?:who|whose|have|has|are|with|in whom|for whom|that|which)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\bnot\s+$", re.IGNORECASE)
_TOLD: Final = pattern("uses.told")
_NOT_TOLD: Final = pattern("uses.not_told")
# A heading that flattened text runs into the next line ("Blue fever Adjunctive").
_RUN_ON: Final = re.compile(
    r"[a-z)] (?:Acute|Adjunctive|Newly|Treatment|Maintenance|In|As|The|For|Adults?|Pediatric)\b|"
    r"\b(?:or|and) (?:for|to|in)\b|characterized|\bto (?:provide|facilitate)\b|\bby \w+ion\b"
)
_ANEW: Final = pattern("uses.anew")
_GROUP: Final = pattern("uses.group")
_VERB: Final = pattern("uses.verbless")
_EXAMPLES: Final = re.compile(r"\s*,?\s*(?:such as|including)\b.*$", re.IGNORECASE | re.DOTALL)
_NEGATES: Final = re.compile(r"\bnot (?:been|recommended|indicated|proved|established)\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"\W*[A-Z][a-z]+\W*")
_PREVENTED: Final = ("prevention of ", "prophylaxis of ")
_LONGEST_BEFORE: Final = 120
_LEAST: Final = 2
_FEW: Final = 4
_MOST_WORDS: Final = 14


class Use(NamedTuple):
    """One use at [start, end) of a section, and the words that tell for whom."""

    start: int
    end: int
    condition: str
    told: str


def uses_apart(source: Source, section: Section) -> list[Fact]:
    """Returns the uses that a subsection tells apart; none where it tells one, or one in several states or lines of treatment."""
    found = _in_full_text(source, section, _uses(section))
    abbreviations: dict[str, str] = {}
    for chapter in (*source.under("34067-9"), section):
        abbreviations.update(defined_abbreviations(f"{chapter.title}. {chapter.text}"))
    cores = {_core(one.condition, abbreviations) for one in found}
    if len(cores) < _LEAST or any(all(one <= other for other in cores) for one in cores if len(one) > 1):
        return []
    seen: set[frozenset[str]] = set()
    facts = []
    for one in found:
        named = source.names.search(one.condition) if source.names is not None else None
        if named is not None:
            return []
        core = frozenset(ordered_key(one.condition).split())
        if not any(core <= other for other in seen):
            seen.add(core)
            facts.append(Fact(made(one.condition, one.told), source.place(section, one.start, one.end)))
    return facts


def uses_told(source: Source, section: Section) -> list[Fact]:
    """Returns every use that the lists and sentences of a text tell, where its phrase names a condition."""
    text = section.text
    found: list[Use] = []
    for opening in _OPENING.finditer(text):
        if not _NOT.search(text, max(0, opening.start() - 12), opening.start()) and not _NO_LIST.search(opening.group()):
            found += _read(text, _items(text, opening.end()), opening.group(), _before(text, opening.start()))
    taken = [(one.start, one.end) for one in found]
    for one in _TOLD.finditer(text):
        start, end = one.span("said")
        if _NOT_TOLD.search(one["before"]) or _NEGATES.search(one["said"]) or any(a < end and start < b for a, b in taken):
            continue
        said = _ANEW.split(one["said"]) if acts_first(one["said"]) else []
        found += [Use(start, end, condition, one.group()) for part in said for condition in conditions_of(part)]
    found += _grouped(text) if found or _STATED.search(text) else []
    return [
        Fact(made(one.condition, one.told), source.place(section, one.start, one.end))
        for one in _in_full_text(source, section, found)
        if (names_one(one.condition) or is_prevention(one.condition))
        and not _RUN_ON.search(one.condition)
        and (source.names is None or source.names.search(one.condition) is None)
    ]


def _in_full_text(source: Source, section: Section, uses: Sequence[Use]) -> list[Use]:
    """Returns the uses that the text itself tells, without those that only the Highlights within it tell."""
    read = [(one.start, one.end) for one in source.full_text(section)]
    return [one for one in uses if any(start <= one.start < end for start, end in read)]


def _grouped(text: str) -> list[Use]:
    """Returns what is listed without a verb under its cause ("Blue cocci: lung infections; ...")."""
    groups = [one for one in _GROUP.finditer(text) if not _VERB.search(one["items"]) and ";" in one["items"]]
    found = []
    for one in groups:
        for item in re.split(r";\s*", one["items"]):
            name = term(_EXAMPLES.sub("", until_more(item)), _MOST_WORDS)
            if name is not None and names_one(name):
                found.append(Use(one.start("items"), one.end("items"), name, ""))
    return found


def _uses(section: Section) -> list[Use]:
    """Returns the uses of the lists of a section, or else of its statements; none where few of them can be read."""
    text = section.text
    found: list[Use] = []
    for opening in _OPENING.finditer(text):
        if _NOT.search(text, max(0, opening.start() - 12), opening.start()) or _NO_LIST.search(opening.group()):
            continue
        items = _items(text, opening.end())
        if len(items) >= _LEAST:
            found += _read(text, items, opening.group(), _before(text, opening.start()))
    if found:
        return found
    stated = [(one.start("said"), one.end()) for one in _STATED.finditer(text)]
    return _read(text, stated, "") if len(stated) >= _LEAST else []


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """Returns the places of the items of a list that begins at `start`."""
    end = _LIST_END.search(text, start)
    last = end.start() if end else len(text)
    borders = [start, *(one.end() for one in _BORDER.finditer(text, start, last))]
    if end is None or end["sentence"] is None or _ACT.match(text, borders[-1], last):
        borders.append(last)
    items = [(one, other) for one, other in pairwise(borders) if text[one:other].strip(" \n.;•")]
    # A word that stands alone belongs to the item behind it ("Contrast Computed tomography").
    alone = {one for one in items[:-1] if _ALONE.fullmatch(text, *one) and find(text[one[0] : one[1]].strip()) is None}
    starts = {after: one[0] for one, after in pairwise(items) if one in alone}
    return [(starts.get(one, one[0]), one[1]) for one in items if one not in alone]


def _before(text: str, end: int) -> str:
    """Returns what a sentence says before its "indicated" ("X, in combination with Y, is"); nothing of a long one."""
    before = text[max(text.rfind(". ", 0, end), text.rfind("\n", 0, end)) + 1 : end]
    return before if len(before) <= _LONGEST_BEFORE else ""


def _read(text: str, items: Sequence[tuple[int, int]], lead: str, before: str = "") -> list[Use]:
    """Returns the uses of items; none where an item only tells of whom the list is, or more than a few cannot be read."""
    if lead and any(_ONLY_WHO.match(text[start:end]) for start, end in items):
        return []
    read = [conditions_of(text[start:end], lead) for start, end in items]
    known = sum(any(find(one) for one in conditions) for conditions in read)
    uses: list[Use] = []
    unread = 0
    for (start, end), named in zip(items, read, strict=True):
        words, conditions = text[start:end], named
        if _LEAST * known >= len(items) and not opens_use(words):
            # Among known conditions what is none and is told by no act goes on with an item ("if two or more of ...").
            conditions = [one for one in named if find(one) is not None or _prevents_known(one)]
        unread += not conditions
        told = f"{before}{lead} {words}" if lead else words
        uses += [Use(start, end, one, told) for one in conditions]
    return uses if _FEW * unread <= len(items) else []


def _prevents_known(condition: str) -> bool:
    """Returns whether a condition is told as prevented and holds the name of a known one."""
    return condition.startswith(_PREVENTED) and any(True for sentence in sentences(condition) for _ in known_names(sentence))


def _core(condition: str, abbreviations: dict[str, str]) -> frozenset[str]:
    """Returns the words that tell a condition from another, without those of state and severity."""
    whole = " ".join(abbreviations.get(word.strip(","), word) for word in condition.split())
    return frozenset(ordered_key(_STATE_WORDS.sub(" ", whole)).split())
