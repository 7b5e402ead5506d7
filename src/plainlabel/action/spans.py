"""Times and figures as a person would say them: "22 hours to 4 days", "every 2 weeks"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_UNITS: Final = (("weeks", 168.0, 3 * 168.0), ("days", 24.0, 48.0), ("hours", 1.0, 1.0))
"""A unit, its hours, and from how many hours on it is used."""
_SHORT: Final = ("minutes", 1 / 60)
_MONTHS: Final = ("months", 730.5, 24 * 168.0)
_YEARS: Final = ("years", 8766.0, 2 * 8766.0)


def span(hours: tuple[float, float]) -> str:
    """Returns a range of times, each end in the unit that reads best: "3 weeks", "10 to 25 hours", "22 hours to 4 days"."""
    (low, unit), (high, other) = (_time(each) for each in hours)
    if unit != other and hours[1] < 3 * hours[0]:  # ends that lie close read better in one unit
        length = _length(unit)
        high, other = figure(hours[1] / length), unit
    if (low, unit) == (high, other):
        return _one(low, unit)
    return f"{low} to {high} {other}" if unit == other else f"{_one(low, unit)} to {_one(high, other)}"


def interval(hours: float) -> str:
    """Returns the time between doses: "every 12 hours", "every day", "every 2 weeks"."""
    for name, length in (("week", 168.0), ("day", 24.0), ("hour", 1.0)):
        count = hours / length
        if abs(count - round(count)) < 1e-6 and round(count) >= 1:
            return f"every {name}" if round(count) == 1 else f"every {round(count)} {name}s"
    return f"every {hours:g} hours"


def figure(value: float) -> str:
    """Returns a figure with two digits that count: "0.45", "1.6", "12"."""
    return f"{value:.0f}" if value >= 9.5 else f"{float(f'{value:.2g}'):g}"


def listed(words: Sequence[str]) -> str:
    """Returns words as a list: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _time(hours: float) -> tuple[str, str]:
    name, length = next(
        ((name, length) for name, length, least in (_YEARS, _MONTHS, *_UNITS) if hours >= least * (1 - 1e-9)), _SHORT
    )
    return figure(hours / length), name


def _length(unit: str) -> float:
    return next(length for name, length in (_YEARS[:2], _MONTHS[:2], *(each[:2] for each in _UNITS), _SHORT) if name == unit)


def _one(count: str, unit: str) -> str:
    return f"{count} {unit[:-1] if count == '1' else unit}"
