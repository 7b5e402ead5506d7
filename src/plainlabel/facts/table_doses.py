"""Which arms of a table of several doses are on a recommended dose: those whose amount the section on dosage names."""

from __future__ import annotations

import re

from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import Pair

_DOSAGE = ("34068-7",)
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<unit>mg|mcg|µg|μg|micrograms|g|units?|mL|%)", re.IGNORECASE
)
_PARTS = (1, 2, 3, 4)
_UNITS = {"µg": "mcg", "μg": "mcg", "micrograms": "mcg", "unit": "units"}
Amount = tuple[float, str]


def recommended(source: Source, pairs: list[Pair]) -> list[Pair]:
    """Returns the pairs on a dose that the label recommends; all of them where no arm or the whole table tells no amount.

    A dose a day counts where its half, third or quarter is named.
    """
    if len(pairs) < 2:
        return pairs
    named = {amount for section in source.under(*_DOSAGE) for amount in _amounts(section.text)}
    fits = [_fits(pair.medicine.dose, named) for pair in pairs]
    return [pair for pair, fit in zip(pairs, fits, strict=True) if fit is not False] if any(fits) else pairs


def _fits(dose: str | None, named: set[Amount]) -> bool | None:
    """Returns whether one of the amounts of an arm is recommended, None where it has none."""
    amounts = list(_amounts(dose or ""))
    if not amounts:
        return None
    return any((round(number / part, 4), unit) in named for number, unit in amounts for part in _PARTS)


def _amounts(text: str) -> list[Amount]:
    return [
        (float(found["number"].replace(",", "")), _UNITS.get(found["unit"].lower(), found["unit"].lower()))
        for found in _AMOUNT.finditer(text)
    ]
