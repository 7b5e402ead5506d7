"""Who a sentence speaks of: ages in months, weight in kg, adults."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.quantities import number
from plainlabel.vocabulary.patterns import pattern

_RANGE = Guarded(pattern("population.range"))
_UP = pattern("population.up")
_DOWN = Guarded(pattern("population.down"))
_WEIGHT = Guarded(pattern("population.weight"))
_WEIGHT_FLOOR = pattern("population.weight_floor")
_ADULTS = re.compile(r"\badults?\b", re.IGNORECASE)
_NOT_ADULTS = re.compile(r"\b(?:not|non)[- ](?:\w+ ){0,3}adults?\b|adults? in the household", re.IGNORECASE)
_FROM_BIRTH = Guarded(
    re.compile(r"\b(?:from |at )birth\b(?! weight| defect)|\bneonat\w+ and older|\bnewborns? and older|all ages\b", re.IGNORECASE)
)
_MONTHS = {"y": 12.0, "m": 1.0, "w": 12 / 52, "d": 12 / 365}
# A time span that is not an age: "for at least 3 months", "within 12 months", "at least 2 years after".
_SPAN_BEFORE = pattern("population.span_before")
_AGE_WORD = pattern("population.age_word")


class Population(NamedTuple):
    """Ages in months and the least weight in kg; None where unsaid. `adults` is None where it cannot be told."""

    min_age_months: int | None = None
    max_age_months: int | None = None
    min_weight_kg: float | None = None
    adults: bool | None = None


@lru_cache(maxsize=4_096)
def population(text: str) -> Population:
    """Returns whom a sentence speaks of. Several age groups give the youngest lower and the oldest upper limit."""
    lows, highs = _ages(text)
    adults = bool(_ADULTS.search(text)) and not _NOT_ADULTS.search(text)
    open_ended = bool(lows) and None in highs
    if _FROM_BIRTH.search(text):
        lows.append(0)
    ends = [high for high in highs if high is not None]
    max_age = max(ends) if ends and not open_ended and not adults else None
    told = True if adults or open_ended else False if max_age is not None and max_age <= 18 * 12 else None
    # Adults named beside "younger than 12 years" still have no upper limit.
    return Population(min(lows) if lows else None, max_age, _weight(text), told)


def ages_told(text: str) -> int:
    """Returns how many different limits of age a text names."""
    lows, highs = _ages(text)
    return len({*lows, *(high for high in highs if high is not None)})


def _ages(text: str) -> tuple[list[int], list[int | None]]:
    """Returns lower limits and upper limits (None for an open end) of the age groups of a text."""
    lows: list[int] = []
    highs: list[int | None] = []
    rest = text
    for found in _RANGE.finditer(text):
        if _is_age(text, found):
            lows.append(_months(found["low"], found["low_unit"] or found["unit"]))
            highs.append(_months(found["high"], found["unit"]))
            rest = rest.replace(found.group(), " " * len(found.group()), 1)
    for found in _UP.finditer(rest):
        if _is_age(rest, found):
            lows.append(_months(found["low"] or found["low2"], found["unit"] or found["unit2"]))
            highs.append(None)
            rest = rest.replace(found.group(), " " * len(found.group()), 1)
    highs.extend(_months(found["high"], found["unit"]) for found in _DOWN.finditer(rest) if _is_age(rest, found))
    return lows, highs


def _is_age(text: str, found: re.Match[str]) -> bool:
    if re.search(r"of age|\bages? of\b|\bold|older|younger", found.group()):
        return True
    before, after = text[: found.start()], text[found.end() : found.end() + 14]
    return bool(
        re.match(r"\s*(?:of age|old|in age)\b", after) or (_AGE_WORD.search(before[-34:]) and not _SPAN_BEFORE.search(before))
    )


def _months(count: str, unit: str) -> int:
    return int(number(count) * _MONTHS[unit[0].lower()] + 0.5)


def _weight(text: str) -> float | None:
    floors = [
        float(found["kg"])
        for found in _WEIGHT.finditer(text)
        if not found["rest"] and (_WEIGHT_FLOOR.search(found.group()) or _WEIGHT_FLOOR.match(text[found.end() :].lstrip()))
    ]
    return min(floors) if floors else None
