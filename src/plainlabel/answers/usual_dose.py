"""The usual dose of an adult, read in one way for all that computes with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Final

from plainlabel.facts.kinds import Dosage

MG: Final = {"mg": 1.0, "g": 1000.0, "mcg": 1e-3}
"""Milligrams of a unit of mass."""
DAY_HOURS: Final = 24.0
_SHORTEST_HOURS: Final = 1.0
_PHASES: Final = ("maintenance", "usual", "starting")
_GROUPS: Final = re.compile(
    r"\b(elderly|geriatric|renal|kidney|hepatic|liver|impair\w*|dialysis|child\w*|pediatric)\b", re.IGNORECASE
)


def usual_dose(doses: Iterable[Dosage]) -> Dosage | None:
    """Returns the dose that an adult takes again and again, one in grams first; None where the label states none.

    What reaches the highest dose of an adult is no usual one: it is the amount of a whole day.
    """
    adult = [each for each in doses if _of_adults(each)]
    most = min((_mg(each) for each in adult if each.phase == "maximum" and each.unit in MG), default=math.inf)
    fits = [each for each in adult if each.phase in _PHASES and hours_between(each) and (each.unit not in MG or _mg(each) < most)]
    return min(fits, key=lambda each: (each.unit not in MG, _PHASES.index(each.phase), each.condition is not None), default=None)


def usual_hours(doses: Iterable[Dosage]) -> float | None:
    """Returns the hours between the doses of an adult: of the usual dose, or the one interval that all doses share.

    A medicine with several uses has no one usual amount; still every dose of it may be "twice daily". What may be the amount of a
    whole day tells no interval.
    """
    every = list(doses)
    usual = usual_dose(every)
    if usual is not None:
        return hours_between(usual)
    adult = [each for each in every if _of_adults(each) and each.phase != "maximum" and not each.once]
    shared = {None if each.every_hours == DAY_HOURS and not each.per_day else hours_between(each) for each in adult}
    return shared.pop() if len(shared) == 1 else None


def hours_between(dose: Dosage) -> float | None:
    """Returns the hours between doses, None where the label does not say or they cannot be."""
    if dose.per_day and not dose.every_hours:
        return DAY_HOURS / dose.per_day
    if dose.every_hours == DAY_HOURS and dose.per_day and dose.per_day > 1:
        return None  # the amount is that of a whole day, given in parts: the single dose is not stated
    return dose.every_hours if dose.every_hours and dose.every_hours >= _SHORTEST_HOURS else None


def _of_adults(dose: Dosage) -> bool:
    """Returns whether a dose is one of adults at large: of no child, and of nobody whose body clears it slowly."""
    young = dose.adults is False or dose.max_age_months is not None or dose.max_weight_kg is not None
    return dose.low > 0 and not young and not _GROUPS.search(dose.condition or "")


def _mg(dose: Dosage) -> float:
    return dose.low * MG[dose.unit]
