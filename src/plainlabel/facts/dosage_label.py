"""What the doses of a label say together: which limit is of a first dose alone, what is given once, how often all are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from plainlabel.facts.dosage_amounts import has_amount
from plainlabel.facts.dosage_bars import is_barred
from plainlabel.facts.dosage_frequency import Frequency, frequencies
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import full_sections
from plainlabel.facts.kinds import Dosage, FactValue
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_CODE = "34068-7"
_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:max\w*|exceed\w*|no more than|not more than)\b", re.IGNORECASE)
_TITLE_BAR = pattern("dosage.title_bar")
_GENERAL = pattern("dosage.general_frequency")
_MOST_TITLE = 8
_DAY = 24.0


def whole_label(facts: list[Fact], source: Source) -> Iterator[Fact]:
    """Returns the doses of a label with what only all of them together tell."""
    every = list(_without_first_limits(facts, source))
    if any(_lacks_interval(fact) for fact in every) and (often := _general_frequency(source)):
        same = all(_agrees(fact.value, often) for fact in every if not _lacks_interval(fact))
        every = [_with(fact, often) if same and _lacks_interval(fact) else fact for fact in every]
    yield from _once(every) if _is_single(every, oral=_is_oral(source)) else every


def is_barred_title(title: str) -> bool:
    """Returns whether a title heads what gives no dose; a long one is a heading that has run into its text."""
    return bool(_TITLE_BAR.search(" ".join(title.split()[:_MOST_TITLE])))


def _lacks_interval(fact: Fact) -> bool:
    value = fact.value
    return isinstance(value, Dosage) and value.phase != "loading" and not (value.every_hours or value.per_day or value.once)


def _agrees(value: FactValue, often: Frequency) -> bool:
    """Returns whether a dose is taken as often as the medicine in general; limits of a day are."""
    if not isinstance(value, Dosage) or (value.phase == "maximum" and value.every_hours == _DAY):
        return True
    return (value.every_hours, value.per_day) == (often.every_hours, often.per_day)


def _with(fact: Fact, often: Frequency) -> Fact:
    return structs.replace(fact, value=structs.replace(fact.value, every_hours=often.every_hours, per_day=often.per_day))


def _general_frequency(source: Source) -> Frequency | None:
    """Returns how often the medicine is taken where sentences without an amount all say the same ("Take it once daily.")."""
    told: set[Frequency] = set()
    for section in full_sections(source, _CODE):
        if "aily" not in section.text and "eekly" not in section.text and " day" not in section.text:
            continue
        if is_barred_title(section.title):
            continue
        for passage in source.full_text(section):
            text = section.text[passage.start : passage.end]
            if passage.kind != "row" and _GENERAL.search(text) and not has_amount(text) and not is_barred(text):
                told.update(frequencies(text))
    return told.pop() if len(told) == 1 else None


def _without_first_limits(facts: list[Fact], source: Source) -> Iterator[Fact]:
    """Returns the facts without limits of a first dose alone ("start with 0.2 mg/kg or up to 10 mg"): no such limit holds later."""
    texts = {section.id: section.text for section in source.label.sections}
    starts = {fact.place for fact in facts if isinstance(fact.value, Dosage) and fact.value.phase == "starting"}
    for fact in facts:
        limit = isinstance(fact.value, Dosage) and fact.value.phase == "maximum" and fact.place in starts
        said = texts.get(fact.place.section_id or "", "")[fact.place.start : fact.place.end] if limit else ""
        if not (limit and _UP_TO.search(said) and not _MOST.search(said)):
            yield fact


def _is_oral(source: Source) -> bool:
    """Returns whether a product of the label is taken by mouth."""
    return any("oral" in route.lower() for product in source.label.products for route in product.routes)


def _is_single(facts: list[Fact], *, oral: bool) -> bool:
    """Returns whether a medicine is given on one occasion (a contrast agent): no dose has an interval.

    What is taken by mouth and has a limit a day is taken daily; the limit of an anesthetic in a day says nothing of its doses.
    """
    doses = [fact.value for fact in facts if isinstance(fact.value, Dosage)]
    return not any((one.every_hours or one.per_day) and (oral or one.phase != "maximum") for one in doses)


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        value = fact.value
        if isinstance(value, Dosage) and value.every_hours is None and value.per_day is None:
            yield structs.replace(fact, value=structs.replace(value, once=True))
        else:
            yield fact
