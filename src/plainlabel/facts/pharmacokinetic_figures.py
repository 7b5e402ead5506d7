"""Figures of pharmacokinetic sentences: numbers with the units pharmacokinetics is told in.

"35.6 h (108%)", "57 hours (32 to 90 hours)", "50 (±15) hours", "2 to 3 hours", "40% to 60%", "1.12 L/hr/kg", ">99%". A spread
(standard deviation, coefficient of variation, range) is passed over; the figure itself is kept.
"""

# ruff: noqa: RUF001 - labels are written with several dashes and signs, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from plainlabel.facts.quantities import number

Measure = Literal["time", "percent", "volume", "clearance", "fold"]

_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WORD_N = rf"one-half|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_ONES)}|ten|twelve|fifteen"
_SPREAD = (
    r"(?:\s?(?:±|\+/-|\+-|\(\s?(?:±|\+/-|SD|CV|%?\s?CV|[\d.]{1,12}\s?%?\s?(?:CV)?\s?\)))[^()a-zA-Z]{0,30}\)?"
    r"|\s?[\[(](?:[\d.,\s–-]|\bto\b){1,40}[\])])?"
)
_UNIT = (
    r"(?P<time>hours?\b|hrs?\b\.?|h\b(?!\s?[*∙•·×])|minutes?\b|min\b(?!\s*/)|days?\b(?!\s?[*∙•·×])|weeks?\b|wks?\b|months?\b|seconds?\b)"
    r"|(?P<clearance>m?[Ll]\s*/\s*(?:h(?:ou)?r|h|min)\s*/\s*(?:m\s?2|m²|1\.73\s?m\s?2|1\.73\s?m²)"
    r"|m?[Ll](?:iters?)?\s*/\s*(?:h(?:ou)?rs?|h|min(?:ute)?|day|d)\b(?:\s*[/·×x•∙]\s*kg|\s*per\s*kg)?"
    r"|m?[Ll]\s*/\s*kg\s*[/•·∙]\s*(?:h(?:ou)?r|h|min|day)\b"
    r"|(?:liters?|m?L)\s+per\s+(?:hour|hr|h|minute|min|day)\b(?:\s+per\s+(?:kg|kilogram))?)"
    r"|(?P<volume>m?[Ll]\s*/\s*[Kk]g\b|liters?\s*/\s*kg\b|liters?\s+per\s+(?:kg|kilogram)\b|mL\s*/\s*kg\b|L\s?/\s?m\s?2\b"
    r"|L\b(?!\s?/)|liters?\b)"
    r"|(?P<percent>%|percent\b)"
    r"|(?P<fold>-?\s?fold\b|times\b)"
)
_FIGURE: Final = re.compile(
    r"(?<![\w.,/-])(?:(?P<bound><|>|≤|≥|(?i:less than|more than|greater than|over|at least|up to)\s)\s?)?"
    rf"(?P<low>{_N}|\b(?i:{_WORD_N})\b){_SPREAD}\s*(?P<low_unit>%|mL/min/kg|L/h(?:r|our)?/kg|mL/h(?:r|our)?/kg|hours?|h\b|hrs?|minutes?|days?|L/kg|L/h(?:ou)?r?(?:/m\s?2)?|L/m\s?2|mL/min|mL/kg|L\b|liters?)?"
    rf"(?:\s*(?:to\s+(?:about|approximately)\b|to|-|–|—|and|or|through)\s*(?P<high>{_N}|\b(?i:{_WORD_N})\b){_SPREAD})?[\s-]*(?:{_UNIT})"
)
_APART: Final = re.compile(_FIGURE.pattern.replace("|and|or|through", "|through"))
_BETWEEN: Final = re.compile(r"(?P<low>\bbetween [^,;()]{1,25}?) and ")
_INTERVAL: Final = re.compile(r"\b\d{2}\s?%\s*(?:CI\b|confidence|prediction|PI\b|range)", re.IGNORECASE)
_SERIES: Final = re.compile(
    rf"(?P<list>(?:(?>{_N}){_SPREAD}\s*,\s*){{0,11}}(?>{_N}){_SPREAD}\s*,?\s*(?:and|or)\s*)(?P<last>(?:{_N}){_SPREAD}[\s-]*(?P<whole>{_UNIT}))"
)
_HOURS: Final = {"h": 1.0, "m": 1 / 60, "d": 24.0, "w": 168.0, "s": 1 / 3600}


def spelled_out(text: str) -> str:
    """Returns a text whose series share no unit any more: "5, 7 and 9 hours" has it behind each figure."""
    return _SERIES.sub(
        lambda found: re.sub(rf"((?:{_N}){_SPREAD})(?=\s*(?:,|and|or))", rf"\g<1> {found['whole']}", found["list"]) + found["last"],
        text,
    )


class Figure(NamedTuple):
    """A figure at [start, end): what it measures, low and high, its unit, and the bound word where one stands before it."""

    measure: Measure
    low: float
    high: float
    unit: str
    start: int
    end: int
    bound: Literal["at_most", "at_least"] | None


def figures(text: str, *, apart: bool = False) -> Iterator[Figure]:
    """Returns the figures of a sentence in their order. Times in hours, volumes in L or L/kg, clearance in the unit as written.

    "5 and 7 hours" is one range, and two figures where they are to be told `apart`.
    """
    whole = _BETWEEN.sub(r"\g<low>  to ", _whole(text)) if apart else _whole(text)
    for found in (_APART if apart else _FIGURE).finditer(whole):
        one = _figure(found)
        if one is not None:
            yield one


def _whole(text: str) -> str:
    """Returns the text, of the same length, with "½" told apart: "1½" cannot be read as 1, so no figure starts there."""
    return _INTERVAL.sub(lambda found: " " * len(found.group()), re.sub(r"\d[½¼¾]", "xx", text))


def _figure(found: re.Match[str]) -> Figure | None:
    measure = next((name for name in ("clearance", "volume", "percent", "fold", "time") if found[name]), None)
    if measure is None:
        return None
    low, high = _value(found["low"]), _value(found["high"] or found["low"])
    if found["low_unit"] and not found["high"]:
        return None
    unit = re.sub(r"\s+", "", str(found[measure]))
    if measure == "time":
        factor = _factor(unit)
        first = _factor(found["low_unit"]) if found["low_unit"] else factor
        low, high, unit = _rounded(low * first), _rounded(high * factor), "hours"
    elif measure == "volume":
        low, high, unit = _litres(low, high, unit)
    elif measure == "clearance":
        unit = _clearance_unit(str(found[measure]))
    else:
        unit = "percent" if measure == "percent" else "ratio"
    if low > high:
        return None
    return Figure(measure, low, high, unit, found.start(), found.end(), _bound(found["bound"]))  # type: ignore[arg-type]


def _value(text: str) -> float:
    if not text[0].isalpha():
        return float(text.replace(",", ""))
    tens, _, ones = text.lower().replace(" ", "-").partition("-")
    if tens in _TENS:
        return float(_TENS[tens] + (_ONES.index(ones) + 1 if ones else 0))
    return 0.5 if text.lower() == "one-half" else number(text)


def _rounded(value: float) -> float:
    return round(value, 4)


def _factor(unit: str) -> float:
    return 24 * 365 / 12 if unit.lower().startswith("mo") else _HOURS[unit[0].lower()]


def _litres(low: float, high: float, unit: str) -> tuple[float, float, str]:
    per_kg = "kg" in unit.lower() or "kilogram" in unit
    scale = 0.001 if unit.lower().startswith("ml") else 1.0
    return _rounded(low * scale), _rounded(high * scale), "L/kg" if per_kg else "L/m2" if "m2" in unit else "L"


def _clearance_unit(written: str) -> str:
    """Returns the unit of a clearance as mL or L, per min, h or day, per kg or m2 where it says so."""
    words = re.sub(r"per", "/", written.lower()).replace(" ", "")
    amount = "mL" if words.startswith("ml") else "L"
    time = "min" if "min" in words else "day" if re.search(r"/(?:day|d)\b", words) else "h"
    return f"{amount}/{time}{'/kg' if 'k' in words.replace('kilogram', 'kg') else '/m2' if 'm2' in words or 'm²' in words else ''}"


def _bound(word: str | None) -> Literal["at_most", "at_least"] | None:
    if not word:
        return None
    return "at_most" if word.strip().lower() in {"<", "≤", "less than", "up to"} else "at_least"
