"""What a question says of the person: age, weight, pregnancy, breast-feeding, a child. The patterns are in question_person.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from plainlabel.questions.patterns import MEDICINE, rows
from plainlabel.questions.question import Person

_ADULT_YEARS: Final = 18
_KG_PER_POUND: Final = 0.4536
_IN_A_YEAR: Final = {"mo": 12.0, "we": 52.0, "wk": 52.0}
"""How many of a unit, known by its first letters, make a year; any other unit is years."""


def person_of(masked: str) -> Person:
    """Returns what a masked question tells of the person; a child that is planned is no child."""
    years = _years(masked)
    present = _told("planned_child").sub(" ", masked)
    return Person(
        years,
        _weight_kg(masked),
        pregnant=present != masked or bool(_told("pregnant").search(masked)),
        breast_feeding=bool(_told("breast_feeding").search(masked)),
        child=bool(_told("child").search(present)) or (years is not None and years < _ADULT_YEARS),
    )


def _years(masked: str) -> float | None:
    """Returns the age told in a masked question; a time a treatment lasted, a reading or a strength is none."""
    for found in _told("age").finditer(masked):
        before = masked[: found.start()]
        if told := found["aged"] or found["plain"] or found["of"]:
            return float(told)
        if found["beyond"]:
            if re.search(r"\b(?:age|older)\b", found["limit"]) or not _told("no_limit").search(
                f"{before}\n{masked[found.end() :]}"
            ):
                return float(found["beyond"])
        elif found["old"] or _is_age(before, found["unit"], found["after"] or ""):
            return float(found["figure"]) / _IN_A_YEAR.get(found["unit"][:2], 1.0)
    return None


def _is_age(before: str, unit: str, after: str) -> bool:
    """Returns whether a figure of years without "old" is an age: "my 5 year child" is, "5 years ago" is not."""
    if unit.startswith("y") and "o" in unit:
        return True
    if _told("age_after").match(after):
        return True
    lasts = _told("no_age_after").match(after) or _told("no_age_before").search(before)
    return bool(_told("age_before").search(before)) and not lasts


def _weight_kg(masked: str) -> float | None:
    """Returns the weight told in a masked question, None where none is or where it is spoken of losing or gaining."""
    found = _told("weight").search(masked)
    if found is None or _told("weight_change").search(masked):
        return None
    return float(found[1]) * (_KG_PER_POUND if found[2][0] in "lp" else 1.0)


@cache
def _told(name: str) -> re.Pattern[str]:
    """Returns the pattern of that name."""
    return re.compile(_sources()[name].replace("@", MEDICINE))


@cache
def _sources() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in rows("question_person.tsv")}
