"""How often a dose is taken, in the words of a sentence or a table cell: "twice daily", "every 2 weeks", "once or twice a day"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from plainlabel.facts.dosage_amounts import Amount
from plainlabel.facts.quantities import number as word_number
from plainlabel.vocabulary.patterns import pattern

_PER_DAY = pattern("dosage.per_day")
_EVERY = pattern("dosage.every")
_ONCE = pattern("dosage.once")
_EITHER = pattern("dosage.either")
_SINGLE_OR = pattern("dosage.single_or")
_SERIES = pattern("dosage.series")
_APART = pattern("dosage.apart")
_HOURLY = re.compile(r"(?<![\d-])(?<!\d )\bhourly\b", re.IGNORECASE)
_A_WEEK_OR = re.compile(
    r"\b(?P<low>one|two|three|[1-4]|once|twice)(?: times?)? (?:to|or|-|\u2013) "
    r"(?P<high>two|three|four|five|six|[2-6]|twice)(?: times)? "
    r"(?:(?:a|per|each|every) week|weekly)\b",
    re.IGNORECASE,
)
_EVERY_OR = re.compile(r"\bevery (?P<low>\d) or (?P<high>\d) weeks\b", re.IGNORECASE)
_PARTS = re.compile(r"\bor\b[^.;]{0,20}?\b(?P<parts>two|three|four|2|3|4) (?:\w+ ){0,2}doses\b", re.IGNORECASE)
LIMITED = pattern("dosage.limited")
"""The words between a dose and its limit ("up to a maximum of"): both are taken as often."""
_TIMES: Final = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_DAY: Final = 24.0
_HOURS: Final = {"h": 1.0, "d": 24.0, "w": 168.0, "m": 720.0, "y": 8760.0}
_NAMED: Final = {
    "daily": 24.0, "weekly": 168.0, "twice_weekly": 84.0, "thrice_weekly": 56.0, "monthly": 720.0, "yearly": 8760.0
}  # fmt: skip


class Series(NamedTuple):
    """Days or weeks at which the first doses are given: the hours between them where they are evenly spaced, and where it ends."""

    every_hours: float | None
    end: int


class Frequency(NamedTuple):
    """How often: the interval in hours, or the times a day, or once."""

    every_hours: float | None = None
    per_day: float | None = None
    once: bool = False
    divided: bool = False
    ranged: bool = False


@lru_cache(maxsize=4_096)
def frequency(text: str) -> Frequency | None:
    """Returns how often the words behind an amount say it is taken, None where they do not say."""
    text = _APART.sub(_every, text) if "apart" in text or "separated" in text else text
    text = _HOURLY.sub("every 1 hour", text) if "ourly" in text else text
    times, every = _PER_DAY.search(text), _EVERY.search(text)
    divided = bool(times and re.search(r"doses", times.group())) or "divided" in text
    per_day = next((count for name, count in _TIMES.items() if times and times[name]), None)
    hours = _hours(every) if every else None
    if times and divided and "divided" not in text and hours and hours > _DAY:
        return Frequency(hours)  # "In two doses separated by 6 days": each of them is a whole dose.
    if times and every and every.start() < times.start() and not divided and hours and not every["daily"]:
        per_day = None
    if per_day is not None:
        return Frequency(None, per_day, divided=divided)
    if divided and every and hours == _DAY and (part := _part(text, every.end())):
        return Frequency(part, divided=True)  # "80 mg/kg per 24 hours in divided doses every 6 hours"
    if hours is not None:
        return Frequency(hours, divided=divided, ranged=bool(every and (every["n2"] or every["iv2"])))
    return Frequency(once=True) if _ONCE.search(text) else None


def _part(text: str, start: int) -> float | None:
    """Returns the hours between the parts of the amount of a day, which are told behind the day; None where they are not."""
    found = _EVERY.search(text, start)
    hours = _hours(found) if found and not (found["n2"] or found["iv2"]) else None
    return hours if hours is not None and hours < _DAY else None


def _every(found: re.Match[str]) -> str:
    return f"every {found['gap'] or found['gap2']} "


def frequencies(text: str) -> list[Frequency]:
    """Returns how often the words say it is taken: two where they leave a choice ("once or twice daily", "3 or 4 times a day")."""
    either = _EITHER.search(text)
    if either is None and "week" in text and (weekly := _of_weeks(text)):
        return weekly
    if either is None:
        single = _SINGLE_OR.search(text)
        first = frequency(text)
        if single and (parts := _PARTS.search(single.string, single.start())):
            return [Frequency(24.0), Frequency(None, _count(parts["parts"]), divided=True)]
        if single and first and first.divided:
            return [Frequency(24.0), first]
        return [first] if first else []
    if either["low_parts"]:
        return [Frequency(24.0, divided=True)]  # "In 2 or 3 divided doses": the amount of a day; the parts are left open.
    divided = "dose" in either.group().lower() or "divided" in text
    counts = (_count(either["low"]), _count(either["high"]))
    return [Frequency(24.0) if count == 1 else Frequency(None, count, divided=divided) for count in counts]


def _of_weeks(text: str) -> list[Frequency]:
    """Returns the two ways of "2 to 4 times per week" and of "every 2 or 4 weeks", none elsewhere."""
    if week := _A_WEEK_OR.search(text):
        return [Frequency(_HOURS["w"] / _count(week[count])) for count in ("low", "high")]
    weeks = _EVERY_OR.search(text)
    return [Frequency(float(weeks[count]) * _HOURS["w"]) for count in ("low", "high")] if weeks else []


def often_in_words(often: list[Frequency]) -> str:
    """Returns words that say how often, to be set behind an amount; none where it is not one interval."""
    if len(often) != 1 or often[0].once or often[0].divided:
        return ""
    every, times = often[0].every_hours, often[0].per_day
    return f"every {every:g} hours" if every else f"{times:g} times a day" if times else ""


def interval(amount: Amount, often: Frequency | None) -> tuple[float | None, float | None, bool]:
    """Returns the interval in hours, the times a day and whether it is a single administration.

    A total that is divided over the day has both the day and the number of its parts.
    """
    if often is None:
        return amount.period, None, False
    if often.divided or (amount.period == _DAY and (often.every_hours or 0.0) <= _DAY):
        parts = often.per_day
        if parts is None and often.every_hours and often.every_hours < _DAY and not often.ranged:
            parts = round(_DAY / often.every_hours)
        return _DAY, parts, False
    if amount.period and amount.period != _DAY:
        return amount.period, None, False
    return often.every_hours, often.per_day, often.once


def series(text: str) -> Series | None:
    """Returns the days or weeks that a text lists ("at Weeks 0, 4 and 8"), None where it lists none."""
    found = _SERIES.search(text)
    if found is None:
        return None
    days = [float(one) for one in re.findall(r"\d+", found["list"] or found["list2"])]
    steps = {later - one for one, later in pairwise(days)}
    step = steps.pop() if len(steps) == 1 else None
    unit = found["unit"] or found["unit2"]
    return Series(step * _HOURS[unit[0].lower()] if step and step > 0 else None, found.end())


def _count(words: str) -> float:
    return _TIMES.get(words.lower()) or {"once": 1.0, "one": 1.0, "twice": 2.0}.get(words.lower()) or float(words)


def _hours(found: re.Match[str]) -> float | None:
    named = next((hours for name, hours in _NAMED.items() if found[name]), None)
    if named is not None:
        return named
    if cycle := found["cycle"] or found["cycle2"]:
        return float(cycle) * 24
    if found["other"]:
        return 2 * _HOURS[found["other_unit"][0].lower()]
    count, unit = next(
        pair for pair in ((found["n"], found["unit"]), (found["qn"], found["qu"]), (found["iv"], found["ivu"])) if pair[1]
    )
    half = 0.5 if count and count.endswith("½") else 0.0
    return (word_number(count.rstrip("½")) + half if count else 1.0) * _HOURS[unit[0].lower()]
