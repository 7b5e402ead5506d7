"""Two-compartment kinetics with linear and saturable elimination: the course of dupilumab in a batch of patients.

    A' = ka T3 - (ke + kcp) A + kpc P - Vmax Vc C / (Km + C)        C = A / Vc, Vmax in mg/L/day (Kovalenko 2016 and 2020)

Far above Km the saturable way removes nearly Vmax Vc a day. So the course is split: the closed form (`linear_kinetics`) of all
doses with that constant loss, plus a remainder z with z' = M z + Vmax Vc Km / (Km + C), which changes slowly while C is high.
Only z is integrated (`dormand_prince`); the sharp rise after a dose costs no steps.

Below a few Km the saturable way empties the blood within minutes and the equations are stiff. There A and P themselves are
integrated by a method for that (`extrapolation`) until the next dose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action import dormand_prince, extrapolation
from plainlabel.action.linear_kinetics import ABSORPTION, BASIS, CENTRAL, PERIPHERAL, LinearKinetics, RateConstants, basis
from plainlabel.action.regimens import Dose

Array = NDArray[np.float64]
Patients = NDArray[np.intp] | slice
_RELATIVE: Final = 2e-9
_ABSOLUTE_MG_PER_L: Final = 5e-10
_SAME_ABOVE_MG_PER_L: Final = 1.0
_STIFF_BELOW: Final = 2.5
"""In units of Km: below it a washed-out patient is left to the stiff method."""
_GONE: Final = 40.0
"""exp(-40) of the fast transit terms is nothing beside the rest."""


class Amounts(Struct, frozen=True):
    """Amounts in mg, (patients, times): what waits to be absorbed, the central and the peripheral compartment."""

    days: Array
    waiting_mg: Array
    central_mg: Array
    peripheral_mg: Array
    volume_l: Array

    @property
    def concentration_mg_per_l(self) -> Array:
        """Returns (patients, times): the concentration in the central compartment."""
        return self.central_mg / self.volume_l[:, None]


def amounts(
    rates: RateConstants,
    doses: tuple[Dose, ...],
    days: Array,
    vmax_mg_per_l_per_day: Array | None = None,
    km_mg_per_l: float = 0.01,
) -> Amounts:
    """Returns the amounts of every patient at `days` (ascending; a dose counts from the moment after its own time).

    Without `vmax_mg_per_l_per_day` all is closed form.
    """
    course = _Course(rates, vmax_mg_per_l_per_day, km_mg_per_l)
    out = np.zeros((4, rates.volume_l.size, days.size))
    coming = sorted(doses, key=lambda dose: dose.day)
    for at, day in enumerate(days):
        while coming and coming[0].day < day:
            course.go_to(coming[0].day)
            course.give(coming.pop(0).dose_mg)
        course.go_to(float(day))
        out[:, :, at] = course.now()
    return Amounts(days, out[2] + out[3], out[0], out[1], rates.volume_l)


class _Course:
    """A batch of patients at one moment: coefficients of the closed form since the last dose, and the remainder z."""

    def __init__(self, rates: RateConstants, vmax: Array | None, km: float) -> None:
        count = rates.volume_l.size
        self.rates, self.km = rates, km
        self.kinetics = LinearKinetics(rates)
        self.loss = None if vmax is None else np.broadcast_to(vmax, (count,)) * rates.volume_l
        self.closed = np.zeros((4, BASIS, count))
        self.remainder = np.zeros((2, count))
        self.step = np.full(count, 1e-4)
        self.stiff_step = np.full(count, 0.1)
        self.begun: float | None = None
        self.origin = self.day = 0.0

    def give(self, dose_mg: float) -> None:
        """Gives a dose now; the closed form starts again from here."""
        self.closed = self.kinetics.later(self.closed, self.day - self.origin)
        self.closed += dose_mg * self.rates.bioavailability * self.kinetics.unit_dose
        if self.begun is None:
            self.begun = self.day
            if self.loss is not None:
                self.closed += self.loss * self.kinetics.unit_sink
        self.origin = self.day
        if self.loss is not None:
            # Where little is left the dose comes as a shock: begin with small steps.
            low = self.now()[CENTRAL] < 5 * self.rates.volume_l
            self.step[low] = np.minimum(self.step[low], 1e-3)

    def go_to(self, day: float) -> None:
        """Lets time pass."""
        if self.loss is not None and self.begun is not None and day > self.day:
            ahead = day - self.day
            came = dormand_prince.advance(self.remainder, self.step, ahead, self._prepare, self._allowed, self._is_stiff)
            left = np.flatnonzero(came < ahead)
            if left.size:
                self._go_on_stiff(left, came[left], ahead)
        self.day = day

    def now(self) -> Array:
        """Returns (4, patients): central, peripheral, in absorption and before it."""
        present = np.einsum("abp,bp->ap", self.closed, basis(self.kinetics.exponents, self.day - self.origin))
        present[:2] += self.remainder
        held: Array = np.maximum(present, 0.0)
        return held

    def _central(self, who: Patients, since: Array) -> Array:
        """Returns the closed central amount, (times, patients), at `since` days after the last dose."""
        exponents, coefficients = self.kinetics.exponents[:, who], self.closed[CENTRAL][:, who]
        fast = self.rates.ktr_per_day is not None and bool(exponents[4].min() * since.min() < _GONE)
        functions = np.exp(-exponents[1 : 5 if fast else 4, None] * since)
        total: Array = coefficients[0] + np.einsum("bp,btp->tp", coefficients[1:4], functions[:3])
        if fast:
            total += functions[3] * (coefficients[4] + since * (coefficients[5] + since * coefficients[6]))
        return total

    def _prepare(self, who: Patients, time: Array, step: Array) -> dormand_prince.Slopes:
        rates, km = self.rates, self.km
        assert self.loss is not None
        volume, loss_km = rates.volume_l[who], self.loss[who] * km
        out, there, back = (rates.ke_per_day + rates.kcp_per_day)[who], rates.kcp_per_day[who], rates.kpc_per_day[who]
        closed = self._central(who, (self.day - self.origin) + time + dormand_prince.NODES[:, None] * step)
        self._end = closed[-1]

        def slopes(stage: int, state: Array) -> Array:
            rate = np.empty_like(state)
            concentration = np.maximum(closed[stage] + state[0], 0.0) / volume
            back_flow = back * state[1]
            rate[0] = loss_km / (km + concentration) - out * state[0] + back_flow
            rate[1] = there * state[0] - back_flow
            return rate

        return slopes

    def _allowed(self, who: Patients, state: Array) -> Array:
        volume = self.rates.volume_l[who]
        # An error made at a high level stays as large while the level falls: no more is allowed there than at 1 mg/L.
        central = np.minimum(np.abs(self._end + state[0]), _SAME_ABOVE_MG_PER_L * volume)
        return np.stack([_RELATIVE * central, _RELATIVE * (central + 0.1 * volume)]) + _ABSOLUTE_MG_PER_L * volume

    def _is_stiff(self, time: Array, remainder: Array) -> NDArray[np.bool_]:
        since = (self.day - self.origin) + time
        settled: NDArray[np.bool_] = self.kinetics.exponents[4] * since > _GONE
        if settled.any():
            settled &= self._slow(CENTRAL, slice(None), since) + remainder[0] < _STIFF_BELOW * self.km * self.rates.volume_l
        return settled

    def _slow(self, amount: int, who: Patients, since: Array) -> Array:
        """Returns a closed amount at `since` days after the last dose, when its transit is over."""
        functions = np.exp(-self.kinetics.exponents[1:4, who] * since)
        total: Array = self.closed[amount][0, who] + (self.closed[amount][1:4, who] * functions).sum(axis=0)
        return total

    def _go_on_stiff(self, who: NDArray[np.intp], came: Array, ahead: float) -> None:
        """Takes washed-out patients on from where they are to `ahead` days from now."""
        since = self.day - self.origin
        held = np.stack([self._slow(amount, who, since + came) for amount in (CENTRAL, PERIPHERAL)]) + self.remainder[:, who]
        step = self.stiff_step[who]
        extrapolation.advance(held, step, came, ahead, lambda some: self._relax(who[some]), self._allowed_low(who))
        self.stiff_step[who] = step
        end = np.full(who.size, since + ahead)
        self.remainder[:, who] = held - np.stack([self._slow(amount, who, end) for amount in (CENTRAL, PERIPHERAL)])

    def _relax(self, who: NDArray[np.intp]) -> extrapolation.Stepper:
        rates, km = self.rates, self.km
        assert self.loss is not None
        volume, loss = rates.volume_l[who], self.loss[who]
        out, there, back = (rates.ke_per_day + rates.kcp_per_day)[who], rates.kcp_per_day[who], rates.kpc_per_day[who]
        ka, coming, since = self.kinetics.ka[who], self.closed[ABSORPTION][3, who], self.day - self.origin

        def relax(h: Array, state: Array, time: Array) -> Array:
            new = np.empty_like(state)
            inflow = ka * coming * np.exp(-ka * (since + time)) + back * state[1]
            new[0] = (state[0] + h * inflow) / (1 + h * (out + loss / (km * volume + state[0])))
            new[1] = (state[1] + h * there * new[0]) / (1 + h * back)
            return new

        return lambda h: lambda state, time: relax(h, state, time)

    def _allowed_low(self, who: NDArray[np.intp]) -> Callable[[Patients, Array], Array]:
        volume = self.rates.volume_l[who]
        relative, absolute = np.array([[1e-4], [_RELATIVE]]), np.array([[1e-7], [_ABSOLUTE_MG_PER_L]])
        # What is in the blood follows what comes back from the tissue at once: its own error does not last.
        return lambda some, state: relative * state + absolute * volume[some]
