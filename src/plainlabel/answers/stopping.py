"""Stopping a medicine: safety first, from the label's warnings, its headings, or its FDA class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.draft import Draft
from plainlabel.answers.effects import subjects_of
from plainlabel.answers.told.doses import tell_highest
from plainlabel.answers.told.using import must_taper, tell_stopping
from plainlabel.answers.wording import lower_words
from plainlabel.facts.fact import Fact
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found, Reading

DO_NOT_STOP: Final = "Do not stop suddenly."
CALL_FIRST: Final = "Call the person who prescribes it before you cut the dose. They can plan slow steps with you."
WATCH: Final = (
    "If you have thoughts of harming yourself, call or text 988. For a seizure, chest pain or trouble breathing, call 911."
)
_ENDING: Final = re.compile(
    r"\b(discontinu\w*|stop\w*|withdraw\w*|cessation|terminat\w*|taper\w*|missed|interrupt\w*)\b", re.IGNORECASE
)
_DOSES: Final = re.compile(r"\b(\d[\d,.]*)\s*mg\b")


@cache
def _risks(kind: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    found = (row for row in rows("stopping_risks.tsv") if row["kind"] == kind)
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["group"], row["risk"]) for row in found)


def class_risk(classes: tuple[str, ...]) -> tuple[str, str] | None:
    """Returns the group and what stopping suddenly can bring for FDA classes that must be tapered, or None."""
    for pattern, group, risk in _risks("class"):
        if any(pattern.search(name) for name in classes):
            return group, risk
    return None


def passages_on_stopping(reading: Reading) -> tuple[Found, ...]:
    """Returns the passages that speak of stopping suddenly, those about this ending first; empty in an edition of facts."""
    if not reading.full:
        return ()
    pattern = _risks("text")[0][0]
    found = reading.matching(pattern, reading.coded(*plan("stopping").codes))
    ending = [each for each in found if _ENDING.search(each.text or "") and len((each.text or "").split()) > 4]
    return tuple(sorted(ending, key=lambda each: not re.search(r"abrupt|sudden", each.text or "", re.IGNORECASE)))


def headings_on_stopping(reading: Reading) -> tuple[Fact, ...]:
    """Returns the warning facts whose subject speaks of withdrawal or of stopping suddenly."""
    pattern = _risks("heading")[0][0]
    return tuple(
        fact for fact in reading.facts("boxed_warning", "warning") if any(pattern.search(each) for each in subjects_of(fact))
    )


def answer_stopping(case: Case) -> None:
    """Returns nothing; the draft leads with not stopping suddenly where anything tells so, else says what the label holds."""
    found = passages_on_stopping(case.reading)
    facts = headings_on_stopping(case.reading)
    by_class = class_risk(tuple(each.name for each in case.reading.label.classes)) or class_risk(kin(case.medicine.ingredients))
    if not (found or facts or by_class or must_taper(case)):
        if not _occasion(case):
            _nothing_told(case)
        return
    case.draft.summary = f"{DO_NOT_STOP} {CALL_FIRST}"
    tell_stopping(case)
    _beside(case)
    case.quotes(found)
    of_label = bool(facts or case.draft.statements)
    if facts:
        _say_headings(case, facts)
    if by_class:
        _say_class(case, *by_class)
    _dose_taken(case)
    if not of_label and case.reading.whole:  # The class tells to take care; on how to stop, the label is silent.
        case.draft.outcome = "silent"
        case.draft.summary += " The label does not say how to stop it."
    case.draft.say(WATCH, "advice")


def _say_headings(case: Case, facts: Sequence[Fact]) -> None:
    """Returns nothing; the draft names the headings of the warnings that speak of stopping."""
    numbers = [case.draft.cite_fact(case.reading, fact) for fact in facts[:4]]
    pattern = _risks("heading")[0][0]
    subjects = list(dict.fromkeys(each for fact in facts for each in subjects_of(fact) if pattern.search(each)))
    case.draft.say(
        f"The label carries a warning headed: {'; '.join(lower_words(each) for each in subjects[:4])}.", "label", *numbers
    )


def _say_class(case: Case, group: str, risk: str) -> None:
    """Returns nothing; the draft says what its class tells, and whether FDA or our own list puts it there."""
    told = f"among {group}. Stopping these suddenly can bring {risk}."
    if class_risk(tuple(each.name for each in case.reading.label.classes)):
        case.draft.say(f"It counts {told}", "class", case.draft.cite_label(case.reading.label, "FDA class"))
    else:
        case.draft.say(f"Our list counts it {told}", "computed", case.draft.cite_label(case.reading.label, "Active ingredient"))


def _occasion(case: Case) -> bool:
    """Returns whether the label speaks of stopping for the occasion asked for, which is then the answer."""
    _beside(case)
    if not case.draft.statements:
        return False
    case.draft.summary = f"Talk to your doctor before you stop {case.name}. What the label says on this is below."
    return True


def _beside(case: Case) -> None:
    """Returns nothing; where the question names an occasion ("before surgery"), what the label says of it comes first."""
    topic = case.question.topic
    if topic is None or topic.kind != "topic" or topic.key in {"withdrawal", "dependence"} or not case.reading.full:
        return
    words = topic_pattern(topic.words)
    hits = case.reading.matching(words, case.reading.coded(*plan("stopping").codes)) or case.reading.matching(
        words, case.reading.sections
    )
    case.quotes(tuple(each for each in hits if _ENDING.search(each.text or "")), 2)


def stopping_without_label(draft: Draft) -> None:
    """Returns nothing; the draft leads with safety where no label is held."""
    draft.say(
        "Many medicines must be cut down in small steps: pain medicines of the morphine family, calming and sleeping pills, "
        "steroids, antidepressants, seizure and heart medicines.",
        "advice",
    )
    draft.say(CALL_FIRST, "advice")
    draft.say(WATCH, "advice")


def _nothing_told(case: Case) -> None:
    """Returns nothing; without a word on stopping suddenly the label is silent on how to stop, which is not leave to stop."""
    case.absent("how to stop it (stopping suddenly, tapering, withdrawal)")
    first = f"Talk to your doctor before you stop {case.name}."
    if case.draft.outcome == "silent":
        case.draft.summary = f"{first} The label does not say how to stop it."
    else:
        case.draft.summary = f"{first} {case.draft.summary}"


def _dose_taken(case: Case) -> None:
    """Returns nothing; where the question tells a dose, the label's highest dose is quoted."""
    if not _DOSES.search(case.question.text.lower()) or tell_highest(case) or not case.reading.full:
        return
    highest = re.compile(r"\b(not (to )?exceed|maximum)\b[^.]{0,60}\bmg|\bmg[^.]{0,30}\bmaximum\b", re.IGNORECASE)
    found = case.reading.matching(highest, case.reading.coded("34068-7"))
    if found:
        case.quotes(found, 1)
