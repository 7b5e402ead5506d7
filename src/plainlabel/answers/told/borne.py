"""The further places that bear a fact: where a figure or a denial it tells does not stand in the passage it was read from.

A label tells how to keep a solution in one sentence and how long in the next; a fact holds both and one place. Who reads the
sentence must find all of it in what it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from plainlabel.answers.draft import Draft
from plainlabel.answers.told.patterns import asks
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AppearanceFact, FactValue, Indication, MissedDose, PopulationFact, Stopping, Storage
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
_MOST: Final = 2


def cite(draft: Draft, reading: Reading, fact: Fact) -> list[int]:
    """Returns the numbers of the citations that bear a fact between them: its place, then what its place does not say."""
    return [draft.cite_fact(reading, fact), *(draft.cite_found(reading, each) for each in also_cited(reading, fact))]


def unborne(reading: Reading, fact: Fact) -> bool:
    """Returns whether a fact denies all knowledge of a group and no sentence of its section does."""
    if not (reading.full and isinstance(fact.value, PopulationFact) and fact.value.data == "none"):
        return False
    place, denies = fact.place, asks("tells_no_data")
    section = reading.section(place.section_id)
    return section is not None and place.start is not None and not denies.search(reading.text(section.id))


def also_cited(reading: Reading, fact: Fact) -> list[Found]:
    """Returns the nearest passages of the section with what a fact tells and its own passage does not say; empty for none."""
    if not reading.full:
        return []
    place = fact.place
    section = reading.section(place.section_id)
    if section is None or place.start is None or place.end is None:
        return []
    text = reading.text(section.id)
    missing = [each for each in _wanted(fact.value) if not each.search(text, place.start, place.end)]
    if not missing:
        return []
    start = place.start
    # What goes on with a passage stands behind it more often than before.
    near = sorted(reading.passages(section.id), key=lambda each: (each.start - start) * (1 if each.start >= start else -_AFTER))
    places = {
        (found.start, found.end)
        for pattern in missing
        if (found := next((each for each in near if pattern.search(text, each.start, each.end)), None)) is not None
    }
    return [reading.quote(section, *each) for each in sorted(places)[:_MOST]]


def _wanted(value: FactValue) -> Iterator[re.Pattern[str]]:
    """Yields patterns of what a fact tells: its times and ages, its advice, what a tablet is marked with."""
    yield from (_time(float(number), unit) for number, unit in _times(value) if number)
    if isinstance(value, AppearanceFact) and value.imprint:
        first = re.split(r"[;/]", value.imprint)[0].strip()
        yield re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])")
    if isinstance(value, Stopping):
        yield from (re.compile(r"\W+".join(map(re.escape, risk.split())), re.IGNORECASE) for risk in value.risks)
    if isinstance(value, PopulationFact) and value.data == "none":
        yield asks("tells_no_data")
    if isinstance(value, PopulationFact) and value.advice in _SAID:
        yield asks(_SAID[value.advice])


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
