"""The words of dosing schedules as data: amounts, intervals, times."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.errors import UsageError

_NUMBER_WORDS: Final = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)  # noqa: SIM905
}
NUMBER: Final = rf"(?:\d+(?:\.\d+)?|\.\d+|{'|'.join(_NUMBER_WORDS)})"
_DAYS_OF: Final = {"hour": 1 / 24, "hr": 1 / 24, "h": 1 / 24, "day": 1.0, "d": 1.0, "week": 7.0, "wk": 7.0, "w": 7.0, "month": 28.0}
UNIT: Final = r"(?:hours?|hrs?|h|days?|d|weeks?|wks?|w|months?)"
_MG_OF: Final = {"mg": 1.0, "g": 1000.0, "gram": 1000.0, "mcg": 1e-3, "microgram": 1e-3, "ug": 1e-3, "µg": 1e-3, "milligram": 1.0}
_AMOUNT = re.compile(
    rf"(?<![\w.])(-?\s?{NUMBER})\s*(milligrams?|micrograms?|grams?|mg|mcg|µg|ug|g)(?![a-z])(\s*/\s*kg|\s+per\s+kg)?"
)
_SCHEDULES: Final = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"\bq2w\b|\bevery other week\b|\bevery second week\b|\bbiweekly\b|\bfortnightly\b", 14.0),
        (r"\bevery other day\b|\bevery second day\b|\bqod\b", 2.0),
        (r"\b(?:twice|two times|2 times|2x) (?:a |per |each )?(?:day|daily)\b|\bbid\b|\bb\.i\.d\.", 0.5),
        (r"\b(?:three|3) times (?:a |per |each )?(?:day|daily)\b|\btid\b|\bt\.i\.d\.", 1 / 3),
        (r"\b(?:four|4) times (?:a |per |each )?(?:day|daily)\b|\bqid\b|\bq\.i\.d\.", 0.25),
        (r"\btwice (?:a |per |each )?week(?:ly)?\b", 3.5),
        (r"\b(?:once )?(?:a|per|each|every) day\b|\bdaily\b|\bqd\b|\bod\b|/\s*day\b", 1.0),
        (r"\b(?:once )?(?:a|per|each|every) week\b|\bweekly\b|\bqw\b|/\s*week\b", 7.0),
        (r"\b(?:once )?(?:a|per|each|every) month\b|\bmonthly\b|\bqm\b", 28.0),
    )
)
_EVERY = re.compile(rf"\bevery (-?\s?{NUMBER})\s*({UNIT})\b|\bq\s?(\d+)\s?([hdw])\b")


def number(text: str) -> float:
    """Returns a number written in figures or as a word ("two")."""
    plain = text.replace(" ", "")
    return float(_NUMBER_WORDS[plain]) if plain in _NUMBER_WORDS else float(plain)


def days(amount: str, unit: str) -> float:
    """Returns a length of time in days; a month is four weeks, as in dosing schedules."""
    name = unit if unit in _DAYS_OF else unit.rstrip("s")
    return number(amount) * _DAYS_OF[name]


def amount_mg(text: str) -> float:
    """Returns the one dose that a phase names, in mg.

    Raises:
        UsageError: none, several different ones, a negative one, or one a kilogram.
    """
    found = _AMOUNT.findall(text)
    if any(per_kg for *_, per_kg in found):
        raise UsageError("The dose is given a kilogram", next_step="Multiply it by the weight and write the dose in mg")
    doses = {number(figure) * _MG_OF[unit if unit in _MG_OF else unit.rstrip("s")] for figure, unit, _ in found}
    if not doses:
        raise UsageError(f"No dose in {text.strip()!r}", next_step='Write it as "300 mg every 2 weeks"')
    if len(doses) > 1:
        raise UsageError(f"Two doses in {text.strip()!r}", next_step='Part them with "then"')
    dose = doses.pop()
    if not 0 < dose <= 100_000:
        raise UsageError(f"A dose cannot be {dose:g} mg", next_step="It must be more than 0 and at most 100000 mg")
    return dose


def interval_days(text: str) -> float | None:
    """Returns the days between doses ("q2w" is 14), None where the words name no schedule.

    Raises:
        UsageError: two schedules that differ, or an interval that is not above zero.
    """
    found = {days(figure or short, unit or letter) for figure, unit, short, letter in _EVERY.findall(text)}
    rest = _EVERY.sub(" ", text)
    for pattern, length in _SCHEDULES:
        rest, times = pattern.subn(" ", rest)
        found |= {length} if times else set()
    if len(found) > 1:
        raise UsageError(f"Conflicting schedules in {text.strip()!r}", next_step='Part them with "then"')
    if found and not 1 / 24 <= min(found) <= 366:
        raise UsageError(f"Doses cannot be {min(found):g} days apart", next_step="It must be between an hour and a year")
    return found.pop() if found else None
