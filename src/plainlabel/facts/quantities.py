"""Numbers with units in label text: temperatures, durations, ages and weights."""

# ruff: noqa: RUF001 - labels are written with several degree signs and dashes, and so are the patterns that read them.
from __future__ import annotations

import re
from typing import Final, NamedTuple

from plainlabel.vocabulary.patterns import pattern

_WORDS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
} | {
    "sixteen": 16,
    "eighteen": 18,
    "twenty": 20,
    "twenty-one": 21,
    "twenty-four": 24,
    "twenty-eight": 28,
    "thirty": 30,
    "forty-eight": 48,
    "sixty": 60,
    "ninety": 90,
}
_UNITS: Final = {"h": ("hours", 1.0), "d": ("days", 1.0), "w": ("days", 7.0), "m": ("months", 1.0), "y": ("months", 12.0)}


def number(text: str) -> float:
    """Returns the number a figure or a small number word stands for.

    Raises:
        ValueError: when it stands for none.
    """
    word = text.strip().lower()
    return float(_WORDS[word]) if word in _WORDS else float(word)


def duration(count: str, unit: str) -> tuple[str, float]:
    """Returns ("hours" | "days" | "months", number): weeks in days, years in months."""
    name, factor = _UNITS[unit[0].lower()]
    return name, number(count) * factor


class Temperatures(NamedTuple):
    """A temperature range in both scales as a label states it; None where it does not."""

    low_c: float | None = None
    high_c: float | None = None
    low_f: float | None = None
    high_f: float | None = None


_RANGE = pattern("quantities.range")
_SINGLE = pattern("quantities.single")
_CEILING = pattern("quantities.ceiling")
_SPREAD = re.compile(r"(?P<value>\d+(?:\.\d)?)\s?[°º˚]?\s?[CF]?\s?(?:±|\+/-)\s?(?P<spread>\d(?:\.\d)?)\s?[°º˚]?\s?(?P<scale>[CF])")
# "86°-77°F": the ends of a range in the wrong order; with words between them they are two figures.
_SWAPPED = re.compile(r"[°º˚]\s?[-–—]\s?\d")
_OR_BELOW = re.compile(r"[\s\d°ºo()CF/]{0,16}or (?:below|less|colder|lower)\b", re.IGNORECASE)
_FLOOR = re.compile(r"(?<!not )(?:above|at least|higher than|≥|>)\s[^.;°]{0,12}$", re.IGNORECASE)


def temperatures(text: str) -> Temperatures | None:
    """Returns the first temperature range of `text` in each scale, None when it has none.

    "below 30°C" and "up to 77°F" have no lower end; "25°C" alone has both ends alike.
    """
    ranges: dict[str, tuple[float | None, float | None]] = {}
    rest = text = _spelled(text)
    for found in _RANGE.finditer(text):
        low, high = _signed(found["low"]), _signed(found["high"])
        if low <= high or low < 0 or high < 0 or _SWAPPED.search(found.group()):
            ranges.setdefault(found["scale"][0].upper(), (min(low, high), max(low, high)))
            rest = rest.replace(found.group(), " " * len(found.group()), 1)
    for found in _SINGLE.finditer(rest):
        scale = found["scale"][0].upper()
        if scale not in ranges:
            ranges[scale] = _bounds(text, rest, found, ranges)
    if not ranges:
        return None
    return Temperatures(*ranges.get("C", (None, None)), *ranges.get("F", (None, None)))


def several(text: str) -> bool:
    """Returns whether `text` names more than one range of the same scale, so that no single range can be read from it."""
    seen: dict[str, set[str]] = {}
    for found in _RANGE.finditer(_spelled(text)):
        seen.setdefault(found["scale"][0].upper(), set()).add(f"{found['low']} {found['high']}")
    return any(len(values) > 1 for values in seen.values())


def _spelled(text: str) -> str:
    """Returns a text with degree signs of one character and a spread ("23°C ± 2°C") written out."""
    if "\u2103" in text or "\u2109" in text:
        text = text.replace("\u2103", "°C").replace("\u2109", "°F")
    return _SPREAD.sub(_from_to, text) if "±" in text or "+/-" in text else text


def _from_to(found: re.Match[str]) -> str:
    value, spread = float(found["value"]), float(found["spread"])
    return f"{value - spread:g}° to {value + spread:g}°{found['scale']}"


def _bounds(
    text: str, rest: str, found: re.Match[str], known: dict[str, tuple[float | None, float | None]]
) -> tuple[float | None, float | None]:
    value = _signed(found["value"])
    before = rest[max(0, found.start() - 60) : found.start()]
    if _CEILING.search(before) or _OR_BELOW.match(text, found.end()):
        return None, value
    if _FLOOR.search(before):
        return value, None
    # The second scale in brackets follows the first: "up to 25°C (77°F)".
    for low, high in known.values():
        return (None if low is None else value), (None if high is None else value)
    return value, value


def _signed(text: str) -> float:
    return float(re.sub(r"^(?:minus\s|[−–])", "-", text))
