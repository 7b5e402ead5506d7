"""Courses of any medicine from the figures its label states: half-life, time to peak, bioavailability, volume, each with its range.

One compartment with first-order absorption, closed form (`linear_kinetics`). It answers how long a medicine stays, when its level
is steady and what a missed dose does; it knows nothing of what the medicine does. Where a half-life is a range, so is every answer.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action.linear_kinetics import RateConstants, rate_constants
from plainlabel.action.numbers import one
from plainlabel.action.regimens import Regimen
from plainlabel.action.saturable import amounts
from plainlabel.errors import UsageError

Array = NDArray[np.float64]
Range = tuple[float, float]

HALF_LIVES_GONE: Final = 5
"""After five half-lives 3% is left: the usual meaning of "out of the system"."""
HALF_LIVES_STEADY: Final = (4, 5)
_FASTEST: Final = 1e5
"""The largest absorption rate constant as a multiple of elimination: beyond it the peak comes at once."""


class StatedFigures(Struct, frozen=True):
    """What a label states of one medicine. Each is (low, high); equal where one figure is stated, None where none is."""

    half_life_hours: Range
    tmax_hours: Range | None = None
    bioavailability: Range | None = None
    volume_l: Range | None = None

    def __post_init__(self) -> None:
        _check("half-life in hours", self.half_life_hours, 24 * 366 * 5)
        for name, value, most in (
            ("time to the peak in hours", self.tmax_hours, 24.0 * 366),
            ("bioavailability", self.bioavailability, 1.0),
            ("volume in L", self.volume_l, 1e6),
        ):
            if value is not None:
                _check(name, value, most)


class Stay(Struct, frozen=True):
    """How long a medicine stays after the last dose, and when its level is steady, in days (shortest, longest)."""

    half_life_days: Range
    half_gone_days: Range
    nearly_gone_days: Range
    one_percent_days: Range
    steady_days: Range


def stay(figures: StatedFigures) -> Stay:
    """Returns how long the medicine stays: halves, five half-lives (3% left), 1%, and four to five half-lives to a steady level."""
    low, high = (hours / 24 for hours in figures.half_life_hours)
    hundredth = math.log2(100)
    return Stay(
        half_life_days=(low, high),
        half_gone_days=(low, high),
        nearly_gone_days=(HALF_LIVES_GONE * low, HALF_LIVES_GONE * high),
        one_percent_days=(hundredth * low, hundredth * high),
        steady_days=(HALF_LIVES_STEADY[0] * low, HALF_LIVES_STEADY[1] * high),
    )


def share_left(figures: StatedFigures, days: float) -> Range:
    """Returns the share of the last level that is left after `days` without a dose."""
    since = one("days", days, least=0)
    low, high = (float(0.5 ** (since * 24 / hours)) for hours in figures.half_life_hours)
    return low, high


def missed_dose_share(figures: StatedFigures, interval_days: float) -> Range:
    """Returns what is left, of the usual level before a dose, one interval after a dose was missed."""
    return share_left(figures, one("days between doses", interval_days, above=0))


def absorption_per_day(half_life_hours: float, tmax_hours: float | None) -> float:
    """Returns the rate constant of absorption at which the peak comes after `tmax_hours`: ln(ka / ke) / (ka - ke) = tmax.

    Elimination is taken to be the slower of the two. A peak later than 1 / ke has no solution: the slowest absorption is taken.
    """
    ke = math.log(2) / half_life_hours * 24
    if tmax_hours is None:
        return _FASTEST * ke
    wanted = tmax_hours / 24 * ke
    low, high = 1.0 + 1e-6, _FASTEST
    if math.log(high) / (high - 1) >= wanted:
        return _FASTEST * ke
    for _ in range(100):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if math.log(middle) / (middle - 1) > wanted else (low, middle)
    return low * ke


def corners(figures: StatedFigures) -> tuple[RateConstants, bool]:
    """Returns the middle of all ranges, then every corner of them, as patients; and whether the volume (so mg/L) is known.

    Without a volume it is 1 L, and concentrations mean relative levels only.
    """
    given = [figures.half_life_hours, figures.tmax_hours, figures.bioavailability, figures.volume_l]
    ranges: list[tuple[float | None, ...]] = [(None,) if one_ is None else tuple(dict.fromkeys(one_)) for one_ in given]
    middle = tuple(None if one_ is None else math.sqrt(one_[0] * one_[1]) for one_ in given)
    every = [middle, *product(*ranges)]
    half_lives = [float(row[0] or 0.0) for row in every]
    rates = rate_constants(
        ka_per_day=np.array([absorption_per_day(hours, row[1]) for hours, row in zip(half_lives, every, strict=True)]),
        ke_per_day=math.log(2) / np.array(half_lives) * 24,
        kcp_per_day=0.0,
        kpc_per_day=0.0,
        volume_l=np.array([row[3] or 1.0 for row in every]),
        bioavailability=np.array([row[2] or 1.0 for row in every]),
    )
    return rates, figures.volume_l is not None


def levels(figures: StatedFigures, given: Regimen, days: Array) -> Array:
    """Returns (corners, days) the levels at `days`, the middle of the ranges first; mg/L where the volume is stated."""
    rates, _ = corners(figures)
    return amounts(rates, given.doses, days).concentration_mg_per_l


def _check(name: str, value: Range, most: float) -> None:
    low, high = (one(name, bound, above=0, most=most) for bound in value)
    if low > high:
        raise UsageError(f"The {name} is a range from {low:g} down to {high:g}", next_step="Give the lower figure first")
