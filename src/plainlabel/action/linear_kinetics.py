"""The closed form of linear two-compartment kinetics behind an absorption chain, for many patients at once.

Time in days, amounts in mg. Per unit of absorbed dose (Kovalenko 2016, CPT Pharmacometrics Syst Pharmacol 5:617)::

    D' = -ktr D;  T1' = ktr (D - T1);  T2' = ktr (T1 - T2);  T3' = ktr T2 - ka T3      (without transit: T3 is the depot)
    A' = ka T3 - (ke + kcp) A + kpc P;  P' = kcp A - kpc P

Every amount is a sum over seven basis functions of the time t since the last dose: 1, exp(-alpha t), exp(-beta t), exp(-ka t)
and exp(-ktr t) times 1, t, t^2. A course is the array of their coefficients; a dose adds to it, time multiplies it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action.numbers import checked
from plainlabel.errors import UsageError

Array = NDArray[np.float64]

CENTRAL, PERIPHERAL, ABSORPTION, WAITING = range(4)
"""Rows of a course: central, peripheral, last absorption compartment, and what still waits before it (depot and transit)."""
BASIS: Final = 7
_SAME: Final = 1e-6
"""Relative distance below which two rate constants are moved apart: the closed form divides by their difference."""


class RateConstants(Struct, frozen=True):
    """Rate constants a patient, 1/day, and the volume in L. `ktr_per_day` None: first-order absorption without transit."""

    ka_per_day: Array
    ke_per_day: Array
    kcp_per_day: Array
    kpc_per_day: Array
    volume_l: Array
    bioavailability: Array
    ktr_per_day: Array | None = None

    def take(self, patients: NDArray[np.intp]) -> RateConstants:
        """Returns the constants of some of the patients."""
        ktr = None if self.ktr_per_day is None else self.ktr_per_day[patients]
        return RateConstants(
            self.ka_per_day[patients],
            self.ke_per_day[patients],
            self.kcp_per_day[patients],
            self.kpc_per_day[patients],
            self.volume_l[patients],
            self.bioavailability[patients],
            ktr,
        )


def rate_constants(
    *,
    ka_per_day: Array | float,
    ke_per_day: Array | float,
    kcp_per_day: Array | float,
    kpc_per_day: Array | float,
    volume_l: Array | float,
    bioavailability: Array | float,
    ktr_per_day: Array | float | None = None,
) -> RateConstants:
    """Returns rate constants of equal length, checked.

    Raises:
        UsageError: a constant is negative, zero where it must not be, or no number.
    """
    given = {"ka": ka_per_day, "ke": ke_per_day, "volume": volume_l, "bioavailability": bioavailability}
    positive = [checked(name, value, above=0.0) for name, value in given.items()]
    exchange = [checked(name, value, least=0.0) for name, value in (("kcp", kcp_per_day), ("kpc", kpc_per_day))]
    ktr = [] if ktr_per_day is None else [checked("ktr", ktr_per_day, above=0.0)]
    ka, ke, volume, fraction, kcp, kpc, *transit = (one.copy() for one in np.broadcast_arrays(*positive, *exchange, *ktr))
    if np.any((kcp > 0) & (kpc == 0)):
        raise UsageError("What goes into the peripheral compartment must come back: kpc must be above 0")
    if transit and np.any(transit[0] < 2 * ka):
        raise UsageError("The transit through the injection site must be at least twice as fast as the absorption (ktr, ka)")
    return RateConstants(ka, ke, kcp, kpc, volume, fraction, transit[0] if transit else None)


class LinearKinetics:
    """The closed form for a batch of patients.

    Attributes:
        rates: what the patients' bodies do.
        exponents: (7, patients) decay rates of the basis, 1/day.
        unit_dose: (4, 7, patients) the course after one absorbed mg.
        unit_sink: (4, 7, patients) the course after one mg/day has begun to leave the central compartment.
    """

    def __init__(self, rates: RateConstants) -> None:
        self.rates = rates
        total = rates.ke_per_day + rates.kcp_per_day + rates.kpc_per_day
        root = np.sqrt(np.maximum(total**2 - 4 * rates.ke_per_day * rates.kpc_per_day, 0.0))
        alpha = (total + root) / 2
        # beta by the product of the roots: their difference would cancel for slow elimination.
        beta = np.where(rates.kpc_per_day > 0, rates.ke_per_day * rates.kpc_per_day / alpha, 0.0)
        one_compartment = rates.kcp_per_day == 0
        alpha = np.where(one_compartment, rates.ke_per_day, alpha)
        beta = np.where(one_compartment, 2 * rates.ke_per_day + 1.0, beta)  # no weight is put on it
        ka = rates.ka_per_day
        for mode in (alpha, beta):
            ka = np.where(np.abs(ka - mode) < _SAME * ka, mode * (1 + _SAME), ka)
        self.ka = ka
        ktr = rates.ktr_per_day if rates.ktr_per_day is not None else np.full_like(ka, 1e3)
        self.exponents = np.stack([np.zeros_like(ka), alpha, beta, ka, ktr, ktr, ktr])
        self._weights = self._central_and_peripheral(alpha, beta, one_compartment)
        self.unit_dose = self._dose()
        self.unit_sink = self._sink()

    def _central_and_peripheral(self, alpha: Array, beta: Array, one_compartment: NDArray[np.bool_]) -> Array:
        """Returns (2 amounts, 2 modes, patients): what one mg put into the central compartment becomes."""
        kcp, kpc = self.rates.kcp_per_day, self.rates.kpc_per_day
        apart = np.where(one_compartment, 1.0, alpha - beta)
        central_beta = np.where(one_compartment, 0.0, (kpc - beta) / apart)
        return np.array([[1 - central_beta, central_beta], [-kcp / apart, kcp / apart]])

    def _dose(self) -> Array:
        unit = np.zeros((4, BASIS, self.ka.size))
        ka, ktr, modes = self.ka, self.rates.ktr_per_day, self.exponents[1:3]
        if ktr is None:
            spread, late = np.ones_like(ka), None
            into_mode = ka / (ka - modes)
        else:
            q = ktr - ka
            spread = (ktr / q) ** 3
            into_mode = ka * ktr**3 / ((ktr - modes) ** 3 * (ka - modes))
            late = (q, ktr)
            unit[ABSORPTION, 4:] = -spread * np.stack([np.ones_like(q), q, q**2 / 2])
            unit[WAITING, 4:] = np.stack([np.ones_like(q), ktr, ktr**2 / 2])
        unit[ABSORPTION, 3] = spread
        for amount, weights in enumerate(self._weights):
            unit[amount, 1:3] = weights * into_mode
            unit[amount, 3] = -(weights * (ka * spread / (ka - modes))).sum(axis=0)
            if late is not None:
                unit[amount, 4:] = ka * spread * _transit_part(weights, modes, *late)
        return unit

    def _sink(self) -> Array:
        unit = np.zeros((4, BASIS, self.ka.size))
        for amount, weights in enumerate(self._weights):
            unit[amount, 1:3] = weights / self.exponents[1:3]
            unit[amount, 0] = -unit[amount, 1:3].sum(axis=0)
        return unit

    def later(self, course: Array, days: float) -> Array:
        """Returns the coefficients of `course` for time counted from `days` later."""
        moved = course * np.exp(-self.exponents * days)
        first, second = moved[:, 5].copy(), moved[:, 6].copy()
        moved[:, 4] += days * first + days**2 * second
        moved[:, 5] += 2 * days * second
        return moved


def _transit_part(weights: Array, modes: Array, q: Array, ktr: Array) -> Array:
    """Returns (3, patients): the coefficients of exp(-ktr t) times 1, t, t^2 in the central (or peripheral) amount."""
    distance = ktr - modes
    return np.stack(
        [
            (weights * sum(q**k / distance ** (k + 1 - power) for k in range(power, 3))).sum(axis=0) / (2.0 if power == 2 else 1.0)
            for power in range(3)
        ]
    )


def basis(exponents: Array, days: Array | float) -> Array:
    """Returns (7, patients) the basis functions at `days` (one for all, or one a patient) since the course began."""
    functions = np.exp(-exponents * days)
    functions[5] *= days
    functions[6] *= days * days
    return functions
