"""Words of a storage rule: its time limit and its temperatures."""

from __future__ import annotations

from plainlabel.answers.wording import figure
from plainlabel.facts.kinds import Storage


def limited(rule: Storage) -> bool:
    """Returns whether a storage rule sets a time limit."""
    return bool(rule.months or rule.days or rule.hours)


def limit(rule: Storage) -> str:
    """Returns the time limit of a storage rule in words."""
    if rule.months:
        return "1 month" if rule.months == 1 else f"{figure(rule.months)} months"
    if rule.days:
        return "1 day" if rule.days == 1 else f"{figure(rule.days)} days"
    return "1 hour" if rule.hours == 1 else f"{figure(rule.hours or 0)} hours"


def temperature(rule: Storage) -> str:
    """Returns the temperatures of a storage rule: "36 to 46 F (2 to 8 C)"; empty where none is given."""
    fahrenheit = _range(rule.low_f, rule.high_f, "F")
    celsius = _range(rule.low_c, rule.high_c, "C")
    return f"{fahrenheit} ({celsius})" if fahrenheit and celsius else fahrenheit or celsius


def top(rule: Storage) -> str:
    """Returns the highest temperature of a storage rule: "77 F (25 C)"; empty where none is given."""
    fahrenheit = f"{figure(rule.high_f)} F" if rule.high_f is not None else ""
    celsius = f"{figure(rule.high_c)} C" if rule.high_c is not None else ""
    return f"{fahrenheit} ({celsius})" if fahrenheit and celsius else fahrenheit or celsius


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is not None and high is not None and low != high:
        return f"{figure(low)} to {figure(high)} {unit}"
    only = high if high is not None else low
    return f"{figure(only)} {unit}" if only is not None else ""
