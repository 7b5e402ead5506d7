"""Integrates stiff models by extrapolating a semi-implicit Euler step, every trajectory at steps of its own.

Written as production and loss, x' = P - L x with L >= 0, each state has the stable step x <- (x + h P) / (1 + h L): fast losses
need no short steps and nothing turns negative. The step is of order one; extrapolated over 1, 2, 3 ... parts of an interval
(Deuflhard, Numer Math 41 (1983) 399; Hairer & Wanner, Solving ODEs II, section IV.9) it becomes of high order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plainlabel.errors import PlainLabelError

Array = NDArray[np.float64]
Patients = NDArray[np.intp] | slice
Relax = Callable[[Array, Array], Array]
"""(state (states, n), time (n,) at the end of the step) to the state after one semi-implicit Euler step."""
Stepper = Callable[[Array], Relax]
"""The length of a step (n,) to that step: what depends on the length alone is computed once."""
Problem = Callable[[Patients], Stepper]
"""Which trajectories to their semi-implicit step."""

_SMALLEST_STEP: Final = 1e-9
_MAX_TRIES: Final = 100_000


def advance(
    state: Array,
    step: Array,
    begin: Array | float,
    end: float,
    problem: Problem,
    allowed: Callable[[Patients, Array], Array],
    *,
    order: int = 7,
    longest: float = np.inf,
) -> None:
    """Returns nothing; moves `state` (states, n) in place from `begin` to `end`.

    `begin` is one time for all, or one each; `step` keeps what to try next.

    Raises:
        PlainLabelError: the step became too small: the parameters are beyond what can be computed.
    """
    time = np.array(np.broadcast_to(begin, state.shape[1:]), dtype=np.float64)
    everyone: Patients = slice(None)
    for _ in range(_MAX_TRIES):
        active = np.flatnonzero(time < end)
        if not active.size:
            return
        who = everyone if active.size == time.size else active
        left, wished = end - time[who], np.minimum(step[who], longest)
        tried = np.where(wished >= left, left, np.where(wished > left / 2, left / 2, wished))
        before = state[:, who]
        new, error = _extrapolated(before, time[who], tried, problem(who), order)
        size = np.abs(error / allowed(who, new)).max(axis=0)
        size = np.where(np.isfinite(size), np.maximum(size, 1e-12), 1e12)
        fine = size <= 1.0
        proposed = tried * np.clip(0.85 * size ** (-1.0 / order), 0.1, 4.0)
        step[who] = np.where(fine & (tried < wished), np.maximum(proposed, wished), proposed)
        state[:, who] = np.where(fine, new, before)
        time[who] = np.where(fine, np.where(tried == left, end, time[who] + tried), time[who])
        if step.min() < _SMALLEST_STEP:
            break
    raise PlainLabelError("The course cannot be computed: its steps become too small", next_step="Check the parameters given")


def _extrapolated(state: Array, time: Array, step: Array, stepper: Stepper, order: int) -> tuple[Array, Array]:
    """Returns the state after `step`, and the difference to the extrapolation of one order less."""
    ends = np.empty((order, *state.shape))
    for parts in range(1, order + 1):
        short = step / parts
        relax, new = stepper(short), state
        for part in range(parts):
            new = relax(new, time + (part + 1) * short)
        ends[parts - 1] = new
    best, less = (_weights(order) @ ends.reshape(order, -1)).reshape(2, *state.shape)
    return best, best - less


@cache
def _weights(order: int) -> Array:
    """Returns (2, order) what extrapolates 1, 2 ... `order` parts to infinitely many; in the second row without the first."""
    rows = np.zeros((2, order))
    for row, first in enumerate((1, 2)):
        for parts in range(first, order + 1):
            others = (other for other in range(first, order + 1) if other != parts)
            rows[row, parts - 1] = math.prod(parts / (parts - other) for other in others)
    return rows
