"""Figures of clinical studies tables with their units: "38%", "-1.81 (0.2)", "32 (32%)", "0.4 ± 0.1"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.table_figures import float_of
from plainlabel.vocabulary.patterns import pattern

_NUMBER = r"[-−–+]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.·]\d+)?(?<=\d)"  # noqa: RUF001 - labels use several minus signs
_CELL = re.compile(
    rf"\s*(?P<first>{_NUMBER})\s?(?P<percent>%)?(?:\s?[*†‡§#a-e]{{1,3}}(?![\w%]))*"
    rf"(?:\s?/\s?(?P<of>\d[\d,]*))?"
    rf"(?:\s?±\s?\d[\d.]*%?)?"
    rf"(?:\s?[(\[]\s?(?P<second>{_NUMBER})\s?(?P<percent2>%)?(?P<more>\s?(?:,|;|to|-|–|/)[^()\[\]]*)?\s?[)\]])?"  # noqa: RUF001 - labels use typographic signs
    rf"\s*[*†‡§¶#a-e]{{0,3}}\s*(?:[,;]?\s[A-Z(][A-Za-z].*|[,;]?\s?[Pp]\s?[<=].*)?$",
    re.DOTALL,
)
_UNITS = tuple(
    (unit, pattern(f"effects.unit_{unit.replace(' ', '_')}")) for unit in ("percent change", "percentage points", "points")
)
_COUNT = pattern("effects.unit_count")
_OF_PEOPLE = pattern("effects.of_people")
_MEAN_CHANGE = re.compile(r"\b(?:means?|median)\s+(?:%|percent(?:age)?)\s+(?:change|reduction)", re.IGNORECASE)
_BRACKETED = pattern("effects.unit_bracketed")
_PERCENT = Guarded(pattern("effects.unit_percent"))


_PEOPLE_BEFORE = re.compile(r"^\s*N\s?=\s?\d[\d,]*\s+(?=\d[\d.]*\s?%)", re.IGNORECASE)
_NOTHING_BEHIND = re.compile(r"(?:\s+[-–—]{1,2})+\s*$")  # noqa: RUF001 - labels use several minus signs
_BELOW_ONE = re.compile(r"^\s*<\s?1(?=\s?%|\s|$)")
_SEVERAL = re.compile(rf"\s*(?P<first>{_NUMBER}\s?%?(?:\s?\([\d.]+%?\))?)\s+{_NUMBER}\s?%?\s?[(\[][^()\[\]]*[)\]]")


class Result(NamedTuple):
    """One figure with its unit."""

    number: float
    unit: str


@lru_cache(maxsize=4_096)
def unit_said(text: str) -> str | None:
    """Returns the unit a row, header or caption names for its figures, None where it names none."""
    if _COUNT.search(text):
        return "count"
    if _MEAN_CHANGE.search(text):
        return "percent change"
    if _OF_PEOPLE.search(text):
        return "percent"
    for unit, said in _UNITS:
        if said.search(text):
            return unit
    bracketed = _BRACKETED.search(text)
    if bracketed:
        return str(bracketed["unit"])
    return "percent" if _PERCENT.search(text) else None


def result(cell: str, said: str | None, of: int | None) -> Result | None:
    """Returns the figure of a cell: the percentage of people where it has one, else the first number in the unit said."""
    cell = _NOTHING_BEHIND.sub("", _PEOPLE_BEFORE.sub("", cell))
    found = _CELL.match(_BELOW_ONE.sub("1", cell)) or _CELL.match(_first_figure(cell))
    if found is None:
        return None
    first, second = found["first"], found["second"]
    both = found["percent"] and found["percent2"]  # The first is of everybody, the second of some.
    if second is not None and not found["more"] and not both and (found["percent2"] or _is_share(first, second, found["of"], of)):
        return _share(_number(second))
    if found["of"] is not None:
        return Result(0.0, "percent") if first.strip() == "0" else None  # nobody of so many
    if found["percent"]:
        return Result(_number(first), said if said in {"percent change", "percentage points"} else "percent")
    return None if said in {None, "count"} else _share(_number(first)) if said == "percent" else Result(_number(first), str(said))


def _first_figure(cell: str) -> str:
    """Returns the first figure, with its spread, of a cell that holds several ("-8.8 (0.7) -3.0 (-4.4, -1.6) 0.02")."""
    found = _SEVERAL.match(cell)
    return found["first"] if found else ""


def _share(number: float) -> Result | None:
    """Returns a percentage of people, None where it cannot be one."""
    return Result(number, "percent") if 0 <= number <= 100 else None


def _is_share(count: str, percent: str, own: str | None, of: int | None) -> bool:
    """Returns whether the second number is the percentage that the first makes of the denominator."""
    whole = int(float_of(own)) if own else of
    if not whole or "." in count or count.strip()[0] in "-−–+":  # noqa: RUF001 - labels use several minus signs
        return False
    return abs(100 * _number(count) / whole - _number(percent)) <= 1.0 and _number(percent) > 0


def is_no_share(cell: str, of: int | None) -> bool:
    """Returns whether a cell of two numbers proves that the second is no percentage of people ("44 (23)" of 228: a spread)."""
    found = _CELL.match(cell)
    if found is None or found["second"] is None or found["more"] or found["percent2"] or not (of or found["of"]):
        return False
    return float_of(found["second"]) > 0 and not _is_share(found["first"], found["second"], found["of"], of)


def _number(text: str) -> float:
    sign = -1 if text.strip()[0] in "-−–" else 1  # noqa: RUF001 - labels use several minus signs
    return sign * float_of(text.strip(" +-−–"))  # noqa: RUF001 - labels use several minus signs
