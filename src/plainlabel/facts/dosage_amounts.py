"""Amounts in the words of a sentence or a table cell: "400 mg", "1 or 2 tablets", "10 to 15 mg/kg/day"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from plainlabel.facts.quantities import number as word_number
from plainlabel.vocabulary.patterns import pattern

_AMOUNT = pattern("dosage.amount")
_FIGURE = re.compile(r"[\d½¼¾]|\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Hh]alf|single)\b")
_ROUTE = pattern("dosage.route")
_BETWEEN = re.compile(
    r"(?<=between )(?P<low>\d[\d.,]*(?:\s?(?:mg|mcg|g|mL|units)(?:\s?/\s?(?:kg|m2|day|dose))*)?) and(?P<gap> )(?=\d)"
)
_RATIO = pattern("dosage.ratio")
_SPACED = re.compile(r"\d\s?\.\s(?:\d\s)*$|(?:^\s*|\.\s?)(?:\d\s)+$")  # "0 . 2 5 mg" is not 5 mg.
_PER_KG = re.compile(
    r"\s(?:of )?(?:[\w-]+ +){1,6}per (?:kg|kilogram)\b|\s(?:of )?(?:[a-z][\w-]+ ){0,3}[a-z][\w-]+\s?/\s?kg\b", re.IGNORECASE
)
_RATE = pattern("dosage.rate")
_COUNT = re.compile(r"\b(?P<count>one|two|three|four|five|six|[1-9])\s$", re.IGNORECASE)
_FORM = re.compile(
    r"(?P<gap>[\s-]\s*)(?:[a-z-]+ ){0,2}?(?P<form>tablet|capsule|caplet|softgel|packet|patch|suppository|lozenge)", re.IGNORECASE
)
_HEADED_UNIT = pattern("dosage.headed_unit")
_MARKS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_FRACTIONS: Final = {"one-half": 0.5, "one half": 0.5, "half": 0.5, "a single": 1.0}
_UNITS: Final = {
    "\u00b5g": "mcg", "\u03bcg": "mcg", "microgram": "mcg", "milligram": "mg", "gram": "g", "gm": "g", "milliequivalent": "mEq",
    "ml": "mL",
    "milliliter": "mL", "centimeter": "cm", "inche": "inch", "inches": "inch",
    "iu": "units", "international unit": "units", "usp unit": "units", "unit": "units",
    "million unit": "million units", "million iu": "million units", "millicurie": "mCi", "nanogram": "ng", "puff": "inhalation",
    "gtt": "drop", "tsp": "teaspoon", "teaspoonful": "teaspoon", "tablespoonful": "tablespoon", "patches": "patch",
    "suppositorie": "suppository", "suppositories": "suppository", "gummie": "gummy", "gummies": "gummy", "vector genome": "vg",
    "applicatorful": "applicator", "mg": "mg", "mcg": "mcg", "g": "g", "meq": "mEq", "mci": "mCi", "mbq": "MBq", "gbq": "GBq",
    "kbq": "kBq", "pfu": "PFU",
    "cell": "cells", "cells": "cells",
}  # fmt: skip
# A choice of masses is two doses ("5 mg or 10 mg"); where the unit is said once ("5 or 10 mg", "1 or 2 tablets") it is a range.
_EACH_PUFF = re.compile(r"actuation|spray", re.IGNORECASE)
_CHOICE = re.compile(r"\s?or\b", re.IGNORECASE)
# A tablet of double strength is another dose than a tablet.
_DOUBLE = re.compile(r"\bDS\b")
_DOUBLE_TABLET: Final = "DS tablet"
COUNTED: Final = frozenset(
    (
        "tablet",
        _DOUBLE_TABLET,
        "capsule",
        "caplet",
        "softgel",
        "drop",
        "spray",
        "inhalation",
        "lozenge",
        "gummy",
        "packet",
        "patch",
        "teaspoon",
        "mL",
        "cm",
        "inch",
        "applicator",
        "suppository",
        "film",
        "insert",
    )
)
_PERIODS: Final = {"day": 24.0, "week": 168.0, "month": 720.0}
_PER: Final = {
    "kilogram": "kg",
    "m 2": "m2",
    "m²": "m2",
    "square meter": "m2",
    "24 hours": "day",
    "24 hrs": "day",
    "24 hr": "day",
    "24 h": "day",
    "hr": "hour",
    "h": "hour",
    "minute": "min",
}


class Amount(NamedTuple):
    """An amount at [start, end): `low` to `high` in `unit`; `period` is the hours it is a total for ("20 mg/day": 24)."""

    low: float
    high: float
    unit: str
    period: float | None
    start: int
    end: int


def has_amount(text: str) -> bool:
    """Returns whether a text may hold an amount: a cheap test before the reading."""
    return bool(_FIGURE.search(text)) and bool(_AMOUNT.search(text) or ("/" in text and _RATIO.search(text)))


def amounts(text: str) -> list[Amount]:
    """Returns the amounts of a text in order; rates of infusion and strengths (a mass in a volume) are left out."""
    return list(_amounts(text))


@lru_cache(maxsize=4_096)  # a cell, a sentence is asked for its amounts by one reader after the other
def _amounts(text: str) -> tuple[Amount, ...]:
    found: list[Amount] = []
    if not _FIGURE.search(text):
        return ()
    if "between" in text:
        text = _BETWEEN.sub(lambda found: f"{found['low']} to  ", text)
    told = text
    if "/" in text or "+" in text:
        text = _RATIO.sub(_first_of_ratio, text)
    for one in _AMOUNT.finditer(text):
        unit, period = _unit(one["unit"], one["per"])
        if (
            unit is None
            or _part_of_ratio(text, one)
            or _SPACED.search(text, max(0, one.start() - 8), one.start())
            or (found and _EACH_PUFF.search(one["per"] or ""))
        ):
            continue
        if several := _count_of_forms(text, one, told):
            found.append(several)
            continue
        low, high = _bounds(one, text)
        first = _unit(one["low_unit"], one["low_per"])[0] if one["low_unit"] else unit
        if first is not None and first.split("/")[1:] != unit.split("/")[1:] and one["low_per"]:
            # Two ways to say one dose ("10 mg/kg or 350 mg/m2"), not a range.
            found.append(Amount(low, low, first, period, one.start(), one.end("low_per")))
            found.append(Amount(high, high, unit, period, one.start("high"), one.end()))
        elif _is_choice(text, one, unit, low, high):
            own = _unit(one["low_unit"], one["low_per"])[1] if one["low_per"] else None
            end = one.end("low_per") if one["low_unit"] else one.end("low")
            single = "tablet" if unit == _DOUBLE_TABLET and low > high else None  # "2 or 1 DS tablet"
            found.append(Amount(low, low, single or first or unit, own or period, one.start(), end))
            found.append(Amount(high, high, unit, period, one.start("high"), one.end()))
        elif 0 < low <= high:
            found.append(Amount(low, high, unit, period, one.start(), one.end()))
    return tuple(found)


def _bounds(found: re.Match[str], text: str) -> tuple[float, float]:
    """Returns the figures of an amount; "two-300 mg" says how many, not from two."""
    high = _number(found["high"] or found["low"])
    counted = found["high"] and found["low"].isalpha() and text[found.end("low")] == "-" and found["high"][0].isdigit()
    return (high if counted else _number(found["low"])), high


def _is_choice(text: str, found: re.Match[str], unit: str, low: float, high: float) -> bool:
    """Returns whether two figures are two doses to choose from, each with its unit, or the larger first ("2 or 1 large tablet")."""
    if not found["high"] or not _CHOICE.match(text, found.end("low_per") if found["low_unit"] else found.end("low")):
        return False
    return 0 < high < low or (0 < low < high and bool(found["low_unit"]) and unit not in COUNTED)


def _first_of_ratio(found: re.Match[str]) -> str:
    """Returns text of the same length with the first amount of a combination alone ("160 mg/12.5 mg": the 160 mg)."""
    unit = found["unit"] or found["shared"]
    kept = f"{found['first']} {unit}"
    return kept + " " * (len(found.group()) - len(kept)) if len(kept) <= len(found.group()) else found.group()


def _count_of_forms(text: str, strength: re.Match[str], told: str) -> Amount | None:
    """Returns the count for "two 250 mg tablets", None where the mass stands for itself ("one 250 mg tablet").

    One tablet of a combination ("one 40 mg/10 mg tablet") is counted too: neither mass stands for it.
    """
    before, behind = _COUNT.search(text, max(0, strength.start() - 12), strength.start()), _FORM.match(text, strength.end())
    if before is None or behind is None:
        return None
    if (count := _number(before["count"])) == 1 and "/" not in told[strength.start() : behind.start("form")]:
        return None
    name = behind["form"].lower()
    return Amount(count, count, _UNITS.get(name, name), None, before.start(), behind.end())


def joined(text: str, found: list[Amount]) -> list[Amount]:
    """Returns the amounts with "40 mg/day to 60 mg/day" as one, and masses of "mg of ... per kg" by weight."""
    ranges: list[Amount] = []
    for amount in found:
        if _PER_KG.match(text, amount.end) and "/" not in amount.unit:
            ranges.append(amount._replace(unit=f"{amount.unit}/kg"))
        elif ranges and ranges[-1].unit == amount.unit and _joins(text, ranges[-1], amount) and ranges[-1].high < amount.high:
            ranges[-1] = ranges[-1]._replace(high=amount.high, end=amount.end, period=amount.period)
        else:
            ranges.append(amount)
    return ranges


def _joins(text: str, low: Amount, high: Amount) -> bool:
    """Returns whether the words between two amounts make them a range ("from 3 mg to 7 mg", "between 3 mg and 7 mg")."""
    gap = text[low.end : high.start].strip()
    return gap in {"to", "-", "\u2013"} or (gap == "and" and text[: low.start].rstrip().endswith("between"))


def unit_in(heading: str) -> str | None:
    """Returns the unit that a heading gives its column ("Dose (mg/kg)", "mL"), None where it gives none."""
    found = list(_HEADED_UNIT.finditer(heading))
    return found[-1]["unit"] if found else None


def route(text: str) -> str | None:
    """Returns the one route that a text names, None where it names none or several."""
    found = {name for one in _ROUTE.finditer(text) for name, words in one.groupdict().items() if words}
    return found.pop().replace("intraarticular", "intra-articular") if len(found) == 1 else None


def _unit(unit_words: str, per_words: str | None) -> tuple[str | None, float | None]:
    """Returns the unit in short and the hours the amount is a total for; no unit for a rate."""
    words = unit_words.lower()
    words = words if words.startswith(("international", "usp", "million", "vector")) else words.split()[-1]
    name = words.removesuffix("s")
    unit = _UNITS.get(words, _UNITS.get(name, name))
    if unit == "tablet" and _DOUBLE.search(unit_words):
        unit = _DOUBLE_TABLET
    period: float | None = None
    for piece in re.split(r"\s?(?:/|\bper\b|\bfor (?:each|every)\b)\s?", per_words or ""):
        per = _PER.get(piece.strip().lower(), piece.strip().lower().split(" ")[0])
        if per in {"hour", "min", "cycle"}:
            return None, None
        period = _PERIODS.get(per, period)
        if per in {"kg", "m2"}:
            unit += f"/{per}"
    return unit, period


def _part_of_ratio(text: str, found: re.Match[str]) -> bool:
    """Returns whether the amount is one side of a strength ("300 mg/2 mL", "25 mg/5 mg") or runs on as a rate."""
    behind = text[found.end() : found.end() + 14]
    before = text[max(0, found.start() - 2) : found.start()]
    return bool(
        re.match(r"\s?(?:[A-Za-z]{4,} ?){0,2}/(?!\s?day\b)\s?[\d.]*\s?[a-zA-Z]", text[found.end() : found.end() + 30])
        or _RATE.match(behind)
        or "/" in before
    )


def _number(text: str) -> float:
    words = text.lower().replace(",", "")
    if words[-1:] in _MARKS:
        return float(words[:-1].strip() or 0) + _MARKS[words[-1]]
    if "/" in words:
        whole, _, part = words.rpartition(" ")
        above, _, beneath = part.partition("/")
        return float(whole or 0) + float(above) / float(beneath)
    return _FRACTIONS.get(words) or word_number(words)
