"""Doses: in the label's words, with the strengths the products come in. Never a figure of our own, never a bare yes."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.quoting import looked_for
from plainlabel.answers.told.of_product import of_asked
from plainlabel.answers.told.unit_doses import strengths
from plainlabel.answers.wording import listed
from plainlabel.retrieval.find import query_words
from plainlabel.retrieval.reading import Found

_STRENGTHS: Final = re.compile(r"\b(strengths?|available|comes? in|milligrams?|what mgs?\.?|mgs? (are|does|do|is))\b")
_MAXIMUM: Final = re.compile(r"\b(max\w*|highest|most|too much|safe dos\w*)\b")
_MAXIMUM_LABEL: Final = re.compile(
    r"\b(maximum|not (to )?exceed|do not (take|use) more than|should not exceed|no more than|up to \d)\b", re.IGNORECASE
)
_AMOUNT: Final = re.compile(
    r"\b\d[\d,.]*\s*(-|to)?\s*\d*\s*"
    r"(mg|mcg|g|grams?|mL|units?|tablets?|capsules?|puffs?|sprays?|drops?|patch\w*|%|inhalations?|IU|mEq)\b",
    re.IGNORECASE,
)
_STRENGTH: Final = re.compile(
    r"\b\d[\d,.]*\s?(?:mg|mcg|g|units?|mEq|%)(?:/(?:\d[\d.]*\s?)?(?:mL|g|h|hr|actuation))?(?!\w)", re.IGNORECASE
)
_MOST_STRENGTHS: Final = 10
_SPECIAL: Final = re.compile(
    r"\b(renal|kidneys?|hepatic|liver|geriatric|elderly|older|pediatric|child\w*|over \d\d years|impair\w*|dialysis|creatinine)\b",
    re.IGNORECASE,
)
_CODES: Final = ("34068-7", "42231-1", "34076-0", "42230-3", "43684-0")


def answer_dose(case: Case) -> None:
    """Returns nothing; the draft gives the dose the label sets, its highest dose, or the strengths, whichever is asked."""
    masked = case.question.masked
    if _STRENGTHS.search(masked) and not _MAXIMUM.search(masked) and _strengths(case):
        return
    found = _passages(case, _MAXIMUM_LABEL if _MAXIMUM.search(masked) else _AMOUNT)
    if not found and _MAXIMUM.search(masked):
        case.absent("a highest dose", nearest=next(iter(_passages(case, _AMOUNT)), None))
        return
    if found:
        case.draft.summary = case.lead(found[:1], f"The dose of {case.name} is set for each person. The label's words are below.")
        case.quotes(found)
    elif not _strengths(case):
        case.absent(f"a dose ({looked_for(case)})")
        return
    if case.question.yes_no:
        case.draft.verdict = "depends"
    case.draft.say("Take the dose your prescriber set for you. Ask before you change it.", "advice")


def _strengths(case: Case) -> bool:
    held = strengths(case.reading.label.products)
    if held:
        number = case.draft.cite_label(case.reading.label, "Product data")
        case.draft.summary = f"{case.name} comes as {listed(held[:6])}."
        case.draft.say(f"The products of this label hold {listed(held[:20])}.", "label", number)
        return True
    found = tuple(case.reading.matching(_AMOUNT, case.reading.coded("43678-2") or case.reading.coded("34069-5", "55106-9")))
    if found:
        amounts = dict.fromkeys(match[0].replace("  ", " ") for each in found[:20] for match in _STRENGTH.finditer(each.text or ""))
        case.draft.summary = (
            f"The strengths on the label of {case.name}: {listed(list(amounts)[:_MOST_STRENGTHS])}."
            if amounts
            else (f"The label lists the strengths of {case.name}. Its words are below.")
        )
        case.quotes(found, 6)
    return bool(found)


def _passages(case: Case, pattern: re.Pattern[str]) -> tuple[Found, ...]:
    found = [each for each in case.reading.matching(pattern, case.reading.coded(*_CODES)) if len((each.text or "").split()) > 3]
    if not found:
        everywhere = case.reading.matching(pattern, case.reading.sections)
        found = [each for each in everywhere if re.search(r"\bdos(e|es|age)\b", each.text or "", re.IGNORECASE)]
    if pattern is _MAXIMUM_LABEL:
        found = [each for each in found if _AMOUNT.search(each.text or "")]
    found = of_asked(case, found)
    words = topic_pattern([word for word in query_words(case.question) if len(word) > 2])
    particular = _SPECIAL.search(case.question.masked)
    best = sorted(
        found,
        key=lambda each: (
            bool(_SPECIAL.search(f"{each.section.title} {each.text}")) and not particular,
            -len({match.lower() for match in words.findall(f"{each.section.title} {each.text}")}),
            not re.search(r"\d\s?(mg|mcg|g|mL|units?)\b", each.text or ""),
            not _AMOUNT.search(each.text or ""),
            each.kind == "row",
        ),
    )
    return tuple(best)
