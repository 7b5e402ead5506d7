"""The amount that a question names: "400 mg", ".25mg", "1,000 mg", "1 1/2 tablets", "half a pill"."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from plainlabel.answers.told.patterns import asks

_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_UNITS: Final = {"mcg": "mcg", "mic": "mcg", "ug": "mcg", "\u00b5g": "mcg", "\u03bcg": "mcg", "mg": "mg", "mgs": "mg", "mil": "mg"}
_THOUSANDS: Final = re.compile(r"(?<!\b0),(?=\d{3}(?!\d))")
_HALF: Final = 0.5


class Amount(Struct, frozen=True):
    """An amount with its unit: "mcg", "mg", "g", or "tablet" for anything that is counted; `words` are those of the question."""

    count: float
    unit: str
    words: str


def amount_named(masked: str) -> Amount | None:
    """Returns the first amount that a masked question names, None where it names none or one of a weight or a volume."""
    found = asks("dose_named").search(masked)
    return Amount(_count(found), _unit(found["unit"]), found[0].strip()) if found else None


def _count(found: re.Match[str]) -> float:
    if found["half"]:
        return _HALF
    if found["over"]:
        return float(found["whole"] or 0) + float(found["over"]) / float(found["under"])
    count = _NUMBERS.get(found["count"]) or float(_THOUSANDS.sub("", found["count"]).replace(",", "."))
    return count + (_HALF if found["and_half"] else 0)


def _unit(unit: str | None) -> str:
    return "tablet" if unit is None else _UNITS.get(unit, _UNITS.get(unit[:3], "g"))
