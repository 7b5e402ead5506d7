"""What the doses of a label say together: which limit is of a first dose alone, what is given once, how often all are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from plainlabel.facts.dosage_amounts import COUNTED, amounts
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
_TITLE_FREE = pattern("dosage.title_free")
_GENERAL = pattern("dosage.general_frequency")
_SINGLE = pattern("dosage.single_occasion")
_PER_COURSE = pattern("dosage.per_course")  # A single dose in each cycle is given again.
_SEVERAL_DAYS = re.compile(r"\bdays? \d+(?:,|-| and| to| through| or)", re.IGNORECASE)
_FOLLOWED_BY = re.compile(r"\bfollowed by\b", re.IGNORECASE)
_MOST_TITLE = 8
_RATE = re.compile(r"\bat a rate of (?:up to )?\d[\d.,]*\s?mL ?(?:/|per) ?(?:hour|hr|h|minute|min)\b", re.IGNORECASE)
_TAKEN = re.compile(r"\btaking\b|\bdose\b")
_DAY = 24.0
_MASSES = frozenset(("mg", "mcg"))


def whole_label(facts: list[Fact], source: Source) -> Iterator[Fact]:
    """Returns the doses of a label with what only all of them together tell."""
    every = [_unnamed(fact, source) for fact in _without_first_limits(facts, source)]
    if any(_lacks_interval(fact) for fact in every):
        every = _with_intervals(every, _told_intervals(source))
        every = _as_often_as_counted(every)
    every = _without_lesser(every)
    yield from _once(every, source) if _is_single(every, oral=_is_oral(source)) else every


def _without_lesser(facts: list[Fact]) -> list[Fact]:
    """Returns the facts without those that say less than another: the same dose with no route, or with no word on how often."""
    known = {fact.value for fact in facts}
    routed = {structs.replace(one, route=None) for one in known if isinstance(one, Dosage) and one.route is not None}
    told = {_amount(fact) for fact in facts if not _lacks_interval(fact) and not _is_of(fact, "maximum")}
    bare = [fact for fact in facts if _lacks_interval(fact) and _is_of(fact, "usual", "maintenance") and _amount(fact) in told]
    return [fact for fact in facts if fact.value not in routed and fact not in bare]


def _is_of(fact: Fact, *phases: str) -> bool:
    return isinstance(fact.value, Dosage) and fact.value.phase in phases


def _amount(fact: Fact) -> tuple[object, ...]:
    """Returns how much a dose is, for whom and for what, and in which section it stands."""
    names = ("low", "high", "unit", "condition", "min_age_months", "max_age_months", "min_weight_kg", "max_weight_kg", "adults")
    return (fact.place.section_id, *(getattr(fact.value, name) for name in names))


def _unnamed(fact: Fact, source: Source) -> Fact:
    """Returns a dose without a condition that is the name of a product of the label, or of any brand."""
    value = fact.value
    if not isinstance(value, Dosage) or value.condition is None:
        return fact
    kept = [one for one in value.condition.split(", ") if not ("®" in one or "™" in one or _is_name(one, source))]
    condition = ", ".join(kept) or None
    return fact if condition == value.condition else structs.replace(fact, value=structs.replace(value, condition=condition))


def _is_name(words: str, source: Source) -> bool:
    if source.names is None or " with " in words:
        return False  # What it is taken with may be of the same name: a partner.
    return bool(source.names.search(words)) and not _TAKEN.search(words)


def is_barred_title(title: str) -> bool:
    """Returns whether a title heads what gives no dose; a long one is a heading that has run into its text."""
    return bool(_TITLE_BAR.search(_TITLE_FREE.sub(" ", " ".join(title.split()[:_MOST_TITLE]))))


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


def again_every(facts: list[Fact], told: str, often: list[Frequency]) -> list[Fact]:
    """Returns doses with the interval that the sentence behind theirs tells of them ("This regimen is repeated every 3 weeks.")."""
    if _SEVERAL_DAYS.search(_FOLLOWED_BY.split(told)[0]):
        return facts  # The cycle is repeated, the doses are given on several days of it.
    every = often[0] if len(often) == 1 and (often[0].every_hours or 0.0) > _DAY else None
    return [_with(fact, every) if every and _lacks_interval(fact) else fact for fact in facts]


def _with_intervals(facts: list[Fact], told: dict[str, set[Frequency]]) -> list[Fact]:
    """Returns the facts, those without an interval as often as their section says, else as often as the whole label says.

    What is said is taken where it is one thing, and where no dose beside is taken in another way.
    """
    for section_id, often in told.items():
        facts = _within([fact.place.section_id == section_id for fact in facts], facts, often)
    return _within([True] * len(facts), facts, set().union(*told.values()))


def _within(concerned: list[bool], facts: list[Fact], told: set[Frequency]) -> list[Fact]:
    beside = [fact for own, fact in zip(concerned, facts, strict=True) if own]
    if len(told) != 1:
        return facts
    often = next(iter(told))
    if not all(_agrees(fact.value, often) for fact in beside if not _lacks_interval(fact)):
        return facts
    return [
        _with(fact, often) if own and _lacks_interval(fact) and _may_be(fact.value, often) else fact
        for own, fact in zip(concerned, facts, strict=True)
    ]


def _as_often_as_counted(facts: list[Fact]) -> list[Fact]:
    """Returns the facts, a first mass without an interval as often as the one tablet or capsule of its subsection is taken."""
    counted: dict[str, set[Frequency]] = {}
    for fact in facts:
        value, section_id = fact.value, fact.place.section_id or ""
        if isinstance(value, Dosage) and value.unit in COUNTED and value.high == 1 and "/" in section_id:
            counted.setdefault(section_id, set()).add(Frequency(value.every_hours, value.per_day))
    one = {section_id: next(iter(often)) for section_id, often in counted.items() if len(often) == 1}
    return [_with(fact, one[fact.place.section_id or ""]) if _is_first_mass(fact, one) else fact for fact in facts]


def _is_first_mass(fact: Fact, counted: dict[str, Frequency]) -> bool:
    value = fact.value
    if not isinstance(value, Dosage) or (fact.place.section_id or "") not in counted:
        return False
    return value.phase == "starting" and value.unit in _MASSES and _lacks_interval(fact)


def _may_be(value: FactValue, often: Frequency) -> bool:
    """Returns whether a dose may be taken as often as a section says: weeks apart are neither first doses nor limits."""
    return (often.every_hours or 0.0) <= _DAY or (isinstance(value, Dosage) and value.phase in {"usual", "maintenance"})


def _told_intervals(source: Source) -> dict[str, set[Frequency]]:
    """Returns by section how often the medicine is taken in sentences without an amount ("Take it once daily.")."""
    told: dict[str, set[Frequency]] = {}
    for section in full_sections(source, _CODE):
        if not any(word in section.text for word in ("aily", "eekly", " day", " every ")):
            continue
        if is_barred_title(section.title):
            continue
        for passage in source.full_text(section):
            text = _RATE.sub(" ", section.text[passage.start : passage.end])
            if passage.kind != "row" and _GENERAL.search(text) and not amounts(text) and not is_barred(text):
                told.setdefault(section.id, set()).update(frequencies(text))
    return told


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


def _once(facts: Iterable[Fact], source: Source) -> Iterator[Fact]:
    """Returns the doses of a medicine for one occasion as given once, where its sections say that a dose is a single one."""
    sections = list(full_sections(source, _CODE))
    said = any(_SINGLE.search(section.text) for section in sections) and not any(_PER_COURSE.search(one.text) for one in sections)
    texts = {section.id: section.text for section in source.label.sections} if said else {}
    for fact in facts:
        value = fact.value
        words = texts.get(fact.place.section_id or "", "")[fact.place.start : fact.place.end]
        several = _SEVERAL_DAYS.search(words)  # The days of a cycle.
        if said and not several and isinstance(value, Dosage) and value.every_hours is None and value.per_day is None:
            yield structs.replace(fact, value=structs.replace(value, once=True))
        else:
            yield fact
