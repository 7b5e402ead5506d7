"""Integrates two states a patient with the Dormand-Prince method of order 5(4), every patient at steps of its own.

Dormand & Prince, J Comput Appl Math 6 (1980) 19, coefficients as printed there. A patient who needs short steps (a course that
falls through the saturation constant) does not hold up the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plainlabel.errors import PlainLabelError

Array = NDArray[np.float64]
Slopes = Callable[[int, Array], Array]
"""(stage, state) to the state's rate of change; the stage says at which of the prepared times."""
Prepare = Callable[[NDArray[np.intp] | slice, Array, Array], Slopes]
"""(patients, their times, their steps) to the right-hand side at the stages of one step."""
Scale = Callable[[NDArray[np.intp] | slice, Array], Array]
"""(patients, central state) to the error that is allowed."""

Leaves = Callable[[Array, Array], NDArray[np.bool_]]
"""(times, state) of everyone to who is to be left to another method."""

NODES: Final = np.array([0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0])
_A: Final = (
    np.array([]),
    np.array([1 / 5]),
    np.array([3 / 40, 9 / 40]),
    np.array([44 / 45, -56 / 15, 32 / 9]),
    np.array([19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729]),
    np.array([9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656]),
    np.array([35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84]),
)
_ERROR: Final = np.array([71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])
_MAX_TRIES: Final = 200_000
_SMALLEST_STEP: Final = 1e-11


def advance(state: Array, step: Array, days: float, prepare: Prepare, scale: Scale, leaves: Leaves) -> Array:
    """Returns how far each patient came: `days`, or less where `leaves` took one out (another method goes on from there).

    `state` (2, patients) is moved in place; `step` keeps what to try next.

    Raises:
        PlainLabelError: the step became too small: the parameters are beyond what can be computed.
    """
    time = np.zeros(state.shape[1])
    everyone: NDArray[np.intp] | slice = slice(None)
    for _ in range(_MAX_TRIES):
        active = np.flatnonzero((time < days) & ~leaves(time, state))
        if not active.size:
            return time
        who = everyone if active.size == time.size else active
        left = days - time[who]
        wished = step[who]
        # A last step that would leave a crumb is halved instead.
        tried = np.where(wished >= left, left, np.where(wished > left / 2, left / 2, wished))
        new, error = _try(state[:, who], tried, prepare(who, time[who], tried))
        size = np.maximum(np.abs(error / scale(who, new)).max(axis=0), 1e-10)
        fine = size <= 1.0
        proposed = tried * np.clip(0.9 * size**-0.2, 0.2, 5.0)
        # A step cut short by the end of the interval says nothing against the longer one.
        step[who] = np.where(fine & (tried < wished), np.maximum(proposed, wished), proposed)
        state[:, who] = np.where(fine, new, state[:, who])
        ended = np.where(tried == left, days, time[who] + tried)
        time[who] = np.where(fine, ended, time[who])
        if step.min() < _SMALLEST_STEP:
            break
    raise PlainLabelError("The course cannot be computed: its steps become too small", next_step="Check the parameters given")


def _try(state: Array, step: Array, slopes: Slopes) -> tuple[Array, Array]:
    """Returns the state after one step of order 5, and the difference to order 4."""
    shape = state.shape
    rates = np.empty((7, *shape))
    flat = rates.reshape(7, -1)
    rates[0] = slopes(0, state)
    new = state
    for stage in range(1, 7):
        new = state + step * (_A[stage] @ flat[:stage]).reshape(shape)
        rates[stage] = slopes(min(stage, 5), new)
    return new, step * (_ERROR @ flat).reshape(shape)
