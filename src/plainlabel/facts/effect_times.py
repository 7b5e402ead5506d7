"""The times that clinical studies tables name: when a result was taken, how long one lasted, medians that are times themselves.

Months count 52/12 weeks, days a seventh.
"""

from __future__ import annotations

import re

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.tables import Grid, without_note
from plainlabel.vocabulary.patterns import pattern

TIME = Guarded(pattern("effects.time"))
LASTING_TIME = pattern("effects.lasting_time")
MEDIAN_TIME = pattern("effects.median_time")
MEDIAN_CELL = pattern("effects.median_cell")
_FOLLOW_UP = Guarded(
    re.compile(
        r"(?:(?:minimum(?: of)?|at least|median(?: of)?|mean(?: of)?) )?(?:\d+[ -](?:weeks?|months?|years?|days?) (?:of )?)?"
        r"(?:median |mean )?(?:duration of )?follow[- ]?up",
        re.IGNORECASE,
    )
)
_SINCE = re.compile(r"\bfrom (?:week|day|month) \d+ (?=to (?:week|day|month) \d)", re.IGNORECASE)
_SEVERAL = pattern("effects.several_times")
_LASTING = pattern("effects.lasting")
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bnumber\b|\brate\b", re.IGNORECASE)
_ONLY_TIME = re.compile(r"\W*(?:at )?(?:week|month|day|year)s? \d{1,3}\W*", re.IGNORECASE)
_WEEKS = {"w": 1.0, "m": 52 / 12, "d": 1 / 7, "y": 52.0}


def week(text: str) -> float | None:
    """Returns the one time a text names in weeks, None where it names none or several."""
    text = _SINCE.sub("", _FOLLOW_UP.split(text, 1)[0])
    if _SEVERAL.search(text):
        return None
    times = {
        round(
            float(found["number"] or found["number2"] or found["number3"])
            * _WEEKS[(found["unit"] or found["unit2"] or found["unit3"])[0].lower()],
            1,
        )
        for found in TIME.finditer(text)
    }
    return times.pop() if len(times) == 1 else None


def week_over(grid: Grid) -> float | None:
    """Returns the time that alone stands in the header above the names of the rows, the nearest to them."""
    return next((week(piece) for piece in reversed(grid.heads[0]) if _ONLY_TIME.fullmatch(piece)), None)


def lasting(name: str, heading: str) -> float | None:
    """Returns the weeks of a row that counts who kept something so long ("response of 6 months or more")."""
    name = without_note(name)
    found = LASTING_TIME.search(name)
    if found is None or not _LASTING.search(f"{heading} {name}") or _MEDIAN.search(name):
        return None
    return round(float(found["number"]) * _WEEKS[found["unit"][0].lower()], 1)


def says_lasting(name: str) -> bool:
    """Returns whether a row says itself what lasted."""
    return bool(_LASTING.search(name))


def is_median_time(name: str, heading: str) -> bool:
    """Returns whether a row gives how long something lasted ("Median, months"): a result that is itself a time."""
    said = f"{heading} {name}"
    if _COUNTED.search(name):
        return False
    if _MEDIAN.search(name) and MEDIAN_TIME.search(without_note(name)):
        return True  # Whatever is counted above it.
    if _COUNTED.search(heading):
        return False
    return bool(MEDIAN_TIME.search(without_note(name)) or (_MEDIAN.search(name) and MEDIAN_TIME.search(f"median {said}")))


def is_median_cell(name: str, cell: str) -> bool:
    """Returns whether the cell of a median says itself that it is a time ("11 months")."""
    return bool(_MEDIAN.search(name) and not _COUNTED.search(name) and MEDIAN_CELL.match(cell))
