"""The further places that bear a fact: where a figure or a denial it tells does not stand in the passage it was read from.

A label tells how to keep a solution in one sentence and how long in the next; a fact holds both and one place. Who reads the
sentence must find all of it in what it cites. What stands in no passage is left out of the fact (`trimmed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.draft import Draft
from plainlabel.answers.told.patterns import asks
from plainlabel.edition.records import SectionRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import (
    Adjustment,
    AppearanceFact,
    Dosage,
    FactValue,
    Indication,
    MissedDose,
    Overdose,
    PopulationFact,
    Stopping,
    Storage,
)
from plainlabel.retrieval.reading import Found, Reading

_UNITS: Final = {
    "hour": (("hours?|hrs?|h", 1.0), ("days?", 24.0), ("minutes?|min", 1 / 60), ("weeks?", 168.0)),
    "day": (("days?", 1.0), ("hours?", 1 / 24), ("weeks?", 7.0), ("months?", 30.0)),
    "month": (("months?", 1.0), ("years?", 12.0), ("weeks?", 7 / 30), ("days?", 1 / 30)),
}
_NAMES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS: Final = dict(enumerate(_NAMES, 1))
_SAID: Final = {
    "avoid": "tells_advice_avoid",
    "contraindicated": "tells_advice_avoid",
    "discontinue_one": "tells_advice_discontinue_one",
    "benefit_risk": "tells_advice_benefit_risk",
    "caution": "tells_advice_caution",
    "contraception": "tells_advice_contraception",
}
"""By the advice of a fact, the pattern of the words that give it."""
_AFTER: Final = 1.5
_MOST: Final = 3
_ADULT_MONTHS: Final = 216
_FEWEST_LETTERS: Final = 4
_STEM: Final = 6
_SAYS: Final = {
    "taper": r"\b(?:taper\w*|gradual\w*|slow\w*|step(?:wise|s)?|wean\w*|decrement\w*)\b",
    "abrupt": r"\b(?:abrupt\w*|sudden\w*|rapid\w*|quick\w*|all at once|immediate\w*|prematur\w*)\b",
    "dialysis": r"(?:dialy[sz]|dialyzable|h(?:a?)emoperfusion)",
    "no_antidote": r"\bantidote|\bspecific (?:treatment|therapy|reversal)|\breversal agent",
    "children": r"\b(?:child(?:ren)?|p(?:a?)ediatric|adolescents?|infants?|neonat\w*|newborns?|years|months|days of age)\b",
    "adults": r"\badults?\b",
    "unknown": r"\b(?:not known|unknown|no (?:data|information|experience)|not been (?:studied|established|determined))\b",
    "solution": r"\bdialysis (?:solutions?|fluids?)\b",
    "organ": r"\b(?:kidneys?|renal\w*|creatinine|nephr\w*|anuri\w*|oliguri\w*|GFR|eGFR|h(?:a?)emodialysis|ESRD|CKD)\b",
    "no_data": r"\b(?:no|not|without|lack\w*|insufficient|inadequate|limited|few|unavailable|absence)\b[^.]*"
    r"\b(?:data|stud\w+|information|known|reports?|experience|evaluated|evidence)\b"
    r"|\b(?:data|stud\w+|information|reports?|experience|evidence)\b[^.]*"
    r"\b(?:not|insufficient|inadequate|limited|unavailable|unknown|lacking|scarce)\b|\bunknown\b",
    "skips_next": r"\bskip the next\b",
    "stopping": r"\b(?:stop\w*|discontinu\w*|withdraw\w*|cessation|taper\w*)\b",
}
"""Words that a passage must have to bear a part of a fact."""
_COMMON: Final = frozenset({"symptoms", "symptom", "reactions", "reaction", "signs", "syndrome", "effects", "events", "disease"})


def cite(draft: Draft, reading: Reading, fact: Fact) -> list[int]:
    """Returns the numbers of the citations that bear a fact between them: its place, then what its place does not say."""
    return [draft.cite_fact(reading, fact), *(draft.cite_found(reading, each) for each in also_cited(reading, fact))]


def unborne(reading: Reading, fact: Fact) -> bool:
    """Returns whether the words of a fact's section speak against it.

    A denial of all knowledge of a group that no sentence makes, a missed dose where the next one is to be skipped, kidney disease
    read from the name of a solution for dialysis.
    """
    value = fact.value
    if not (reading.full and isinstance(value, PopulationFact | MissedDose | Adjustment)):
        return False
    place = fact.place
    section = reading.section(place.section_id)
    if section is None or place.start is None or place.end is None:
        return False
    text = reading.text(section.id)
    if isinstance(value, PopulationFact) and value.data == "none":
        return not asks("tells_no_data").search(text)
    if isinstance(value, MissedDose):  # The next dose is left out there, not the missed one.
        return bool(_says("skips_next").search(text))
    if isinstance(value, Adjustment) and value.organ == "renal":
        of_product = _says("solution").search(text, place.start, place.end)
        return bool(of_product) and not _says("organ").search(f"{section.title} {text[place.start : place.end]}")
    return False


def also_cited(reading: Reading, fact: Fact) -> list[Found]:
    """Returns the nearest passages with what a fact tells and its own passage does not say; empty for none."""
    missing = _missing(reading, fact, _wanted(trimmed(reading, fact)))
    places = {place for pattern in missing if (place := _bearer(reading, fact, pattern))}
    return [reading.quote(*place) for place in sorted(places, key=lambda each: (each[0].ordinal, each[1]))[:_MOST]]


def trimmed(reading: Reading, fact: Fact) -> FactValue:
    """Returns what a fact on stopping or on too much tells, without what no passage says: such a fact gathers several places."""
    value = fact.value
    if not reading.full or not isinstance(value, Stopping | Overdose):
        return value

    def unsaid(pattern: re.Pattern[str]) -> bool:
        return any(_bearer(reading, fact, each) is None for each in _missing(reading, fact, (pattern,)))

    if isinstance(value, Stopping):
        tapers = value.taper is not True or not unsaid(_says("taper"))
        return replace(
            value,
            taper=value.taper if tapers else None,
            percent_low=value.percent_low if tapers else None,
            every_days_low=value.every_days_low if tapers else None,
            abrupt_warning=value.abrupt_warning and not unsaid(_says("abrupt")),
            risks=tuple(risk for risk in value.risks if not unsaid(_named(risk))),
        )
    return replace(
        value,
        antidote=None if value.antidote and unsaid(_named(value.antidote)) else value.antidote,
        no_antidote=value.no_antidote and not unsaid(_says("no_antidote")),
        dialysis=None if unsaid(_says("dialysis")) or _not_known(reading, fact) else value.dialysis,
    )


def _not_known(reading: Reading, fact: Fact) -> bool:
    """Returns whether what a section says of dialysis is that nothing is known."""
    place = _bearer(reading, fact, _says("dialysis"))
    return place is not None and bool(_says("unknown").search(reading.text(place[0].id), *place[1:]))


def _missing(reading: Reading, fact: Fact, wanted: Iterable[re.Pattern[str]]) -> list[re.Pattern[str]]:
    """Returns the patterns that the passage of a fact does not bear; none where its words are not held."""
    if not reading.full:
        return []
    place = fact.place
    section = reading.section(place.section_id)
    if section is None or place.start is None or place.end is None:
        return []
    text = reading.text(section.id)
    return [each for each in wanted if not each.search(text, place.start, place.end)]


def _bearer(reading: Reading, fact: Fact, pattern: re.Pattern[str]) -> tuple[SectionRecord, int, int] | None:
    """Returns the nearest passage of the section that bears a pattern; on stopping, else the first one of the label on that."""
    section, start = reading.section(fact.place.section_id), fact.place.start or 0
    if section is None:
        return None
    text = reading.text(section.id)
    # What goes on with a passage stands behind it more often than before.
    near = sorted(reading.passages(section.id), key=lambda each: (each.start - start) * (1 if each.start >= start else -_AFTER))
    stopping = isinstance(fact.value, Stopping)
    for each in near:
        if pattern.search(text, each.start, each.end) and (not stopping or _says("stopping").search(text, each.start, each.end)):
            return section, each.start, each.end
    if not stopping:
        return None
    for other in reading.sections:
        text = reading.text(other.id) if other.characters else ""
        if pattern.search(text) is None:
            continue
        for each in reading.passages(other.id):
            if pattern.search(text, each.start, each.end) and _says("stopping").search(text, each.start, each.end):
                return other, each.start, each.end
    return None


def _wanted(value: FactValue) -> Iterator[re.Pattern[str]]:
    """Yields patterns of what a fact tells: its times and ages, its advice, what a tablet is marked with."""
    yield from (_time(float(number), unit) for number, unit in _times(value) if number)
    if isinstance(value, AppearanceFact) and value.imprint:
        first = re.split(r"[;/]", value.imprint)[0].strip()
        yield re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])")
    if isinstance(value, Stopping):
        yield from (_says(name) for name, told in (("taper", value.taper), ("abrupt", value.abrupt_warning)) if told)
        yield from map(_named, value.risks)
    if isinstance(value, Overdose):
        yield from map(_named, filter(None, (value.antidote, *value.signs)))
        parts = (("dialysis", value.dialysis is not None), ("no_antidote", value.no_antidote))
        yield from (_says(name) for name, told in parts if told)
    if isinstance(value, Dosage):
        low = value.min_age_months or 0
        of_children = value.adults is False or 0 < low < _ADULT_MONTHS
        whom = (("children", of_children), ("adults", value.adults is True and low <= _ADULT_MONTHS))
        yield from (_says(name) for name, told in whom if told)
        yield from (_weight(each) for each in (value.min_weight_kg, value.max_weight_kg) if each)
    if isinstance(value, PopulationFact) and value.data == "none":
        yield _says("no_data")
    if isinstance(value, PopulationFact) and value.advice in _SAID:
        yield asks(_SAID[value.advice])


@cache
def _says(name: str) -> re.Pattern[str]:
    return re.compile(_SAYS[name], re.IGNORECASE)


@cache
def _named(term: str) -> re.Pattern[str]:
    """Returns a pattern of a term by the stems of its words, in any form; words that any term may have do not count."""
    words = [word for word in re.findall(r"\w+", term.lower()) if len(word) >= _FEWEST_LETTERS and word not in _COMMON]
    stems = [re.escape(word[:_STEM].rstrip("s")) for word in words] or [re.escape(term)]
    return re.compile(r"\b" + r"\w*(?:\W+\w+){0,4}?\W+".join(stems), re.IGNORECASE)


@cache
def _weight(kg: float) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.]){re.escape(format(kg, 'g'))}(?![\d]|\.\d)")


def _times(value: FactValue) -> tuple[tuple[float | None, str], ...]:
    match value:
        case Storage():
            return (value.hours, "hour"), (value.days, "day"), (value.months, "month")
        case MissedDose():
            return (value.within_hours, "hour"), (value.until_next_hours, "hour")
        case Indication() | PopulationFact():
            return ((value.min_age_months, "month"),)
        case _:
            return ()


@cache
def _time(number: float, unit: str) -> re.Pattern[str]:
    """Returns a pattern of a time in any unit in which labels write it: 24 hours is "one day" too."""
    ways = []
    for names, size in _UNITS[unit]:
        count = number / size
        if abs(count - round(count)) < 0.05 and round(count):
            said = f"{round(count)}|{_WORDS[round(count)]}" if round(count) in _WORDS else f"{round(count)}"
            ways.append(rf"\b(?:{said})\)?[ -]*(?:(?:to|or|-|\u2013) ?\S+[ -])?(?:{names})\b")
        elif unit != "month":
            ways.append(rf"\b{count:g}[ -]*(?:{names})\b")
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)
