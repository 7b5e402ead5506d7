"""Small pieces of sentences: figures, times, ages and groups of people in plain words."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.wording import age, date_in_words, figure, lower_words

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ADULT: Final = 18 * 12
_DAY: Final = 24.0
_WEEK: Final = 168.0
_MONTH: Final = 720.0


def thing(name: str) -> str:
    """Returns a term as it stands inside a sentence: shouting undone, abbreviations kept."""
    shouted = name.isupper() and len(name) > 5 and not any(letter.isdigit() for letter in name)
    return lower_words(name.lower() if shouted else name)


def span(low: float, high: float, unit: str = "") -> str:
    """Returns "2 to 3 hours", or "2 hours" where both are equal."""
    words = figure(low) if low == high else f"{figure(low)} to {figure(high)}"
    return f"{words} {unit}".strip()


def time_span(low_hours: float, high_hours: float) -> str:
    """Returns a time in the unit people use: minutes below an hour, days from two days, weeks from three."""
    for size, unit in ((_WEEK, "week"), (_DAY, "day")):
        if high_hours >= 2 * size and (size < _WEEK or low_hours % size == 0 == high_hours % size):
            return _counted(low_hours / size, high_hours / size, unit)
    if high_hours < 1:
        return _counted(round(low_hours * 60, 1), round(high_hours * 60, 1), "minute")
    return _counted(low_hours, high_hours, "hour")


def _counted(low: float, high: float, unit: str) -> str:
    return span(round(low, 1), round(high, 1), unit if low == high == 1 else f"{unit}s")


def every(hours: float) -> str:
    """Returns an interval: "once a day", "every 2 weeks", "once a month"."""
    known = {_DAY: "once a day", 12.0: "every 12 hours", _WEEK: "once a week", _MONTH: "once a month", 48.0: "every other day"}
    known |= {_WEEK / 2: "twice a week", _WEEK / 3: "3 times a week", _WEEK / 4: "4 times a week", _WEEK / 5: "5 times a week"}
    if hours in known:
        return known[hours]
    for size, unit in ((_MONTH, "months"), (_WEEK, "weeks"), (_DAY, "days")):
        if hours > size and hours % size == 0:
            return f"every {figure(hours / size)} {unit}"
    return f"every {figure(hours)} hours"


def people(
    low: int | None, high: int | None, adults: bool | None, low_kg: float | None = None, high_kg: float | None = None
) -> str:
    """Returns whom a fact is for: "people 6 years and older", "people 2 to 11 years old, less than 30 kg"; "" where unsaid."""
    who = _by_age(low, high, adults)
    if low_kg is not None and low_kg == high_kg:
        who = f"{who}, " * bool(who) + f"{figure(low_kg)} kg"
    elif low_kg is not None and high_kg is not None:
        who = f"{who}, " * bool(who) + f"{figure(low_kg)} to less than {figure(high_kg)} kg"
    elif low_kg is not None:
        who = f"{who}, " * bool(who) + f"at least {figure(low_kg)} kg"
    elif high_kg is not None:
        who = f"{who}, " * bool(who) + f"less than {figure(high_kg)} kg"
    return who


def _by_age(low: int | None, high: int | None, adults: bool | None) -> str:
    who = "children" if adults is False else "people"
    if not low and high is not None:
        return f"{who} younger than {age(high)}"
    if low is not None and high is not None:
        years = low % 12 == 0 == high % 12 and high >= 2 * 12
        return f"{who} {low // 12} to {high // 12} years old" if years else f"{who} {age(low)} to {age(high)} old"
    if low is not None:
        if not low:
            return f"{who} of all ages"
        return f"{who if low < _ADULT else 'adults'} {age(low)} and older"
    return {True: "adults", False: "children", None: ""}[adults]


def month_in_words(date: str) -> str:
    """Returns "April 2026" for "2026-04", a whole date as day, month and year, a year alone as it is."""
    parts = date.split("-")
    if len(parts) == 2:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return date if len(parts) == 1 else date_in_words(date)
