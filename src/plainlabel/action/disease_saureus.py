"""The model of Staphylococcus aureus on skin with atopic dermatitis (Miyano, Irvine, Tanaka; the authors' published program).

Four states: skin barrier, S. aureus and coagulase-negative staphylococci (log scale, at most 7), IL-4/13. Time in weeks. agr
expression, the signal by which S. aureus does its damage, follows at once. Losses of bacteria do not depend on their number, so the
equations take them below 0; everything that depends on them, and every result, counts that as 0, and a treatment begins from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plainlabel.action import extrapolation
from plainlabel.action.virtual_patients import distribution

Array = NDArray[np.float64]
Patients = NDArray[np.intp] | slice

STATES: Final = ("skin barrier", "S. aureus", "CoNS", "IL-4/13")
SERIES: Final = ("EASI", "skin barrier", "S. aureus", "CoNS", "agr expression", "IL-4/13")
START: Final = (0.5931, 7.0, 7.0, 39.2)
BASELINE_WEEKS: Final = 1000.0
TREATMENT_WEEKS: Final = (1, 2, 4, 8, 12, 16)
MOST: Final = 7.0
"""The largest number of bacteria, log scale."""
ARMS: Final = {"placebo": 0.0, "dupilumab": 0.99}
"""Arm and its inhibition of IL-4/13."""
_RELATIVE: Final = 1e-6
_SCALE: Final = np.array(START)[:, None] * 1e-2


def agr_expression(parameters: dict[str, Array], states: Array) -> Array:
    """Returns agr expression, 0 to 1, of states (4, ...)."""
    aureus, others = np.maximum(states[1], 0.0), np.maximum(states[2], 0.0)
    expression: Array = np.tanh(parameters["k1"] * aureus / (1 + parameters["b1"] * others))
    return expression


def easi(parameters: dict[str, Array], states: Array) -> Array:
    """Returns the Eczema Area and Severity Index of states (4, ...)."""
    score: Array = 72.0 * (2 * agr_expression(parameters, states) + 2 * (1 - states[0])) / 4
    return score


def named(parameters: Array) -> dict[str, Array]:
    """Returns parameters (26, patients) by their names."""
    return dict(zip(distribution("staphylococcus_aureus").names, parameters, strict=True))


def baseline(parameters: Array) -> Array:
    """Returns (4, patients) the states after 1,000 untreated weeks; parameters (26, patients)."""
    count = parameters.shape[1]
    start = np.repeat(np.array(START)[:, None], count, axis=1)
    return run(parameters, start, 0.0, (BASELINE_WEEKS,), trial=False)[:, :, 0]


def treat(parameters: Array, start: Array, inhibition: float, weeks: Sequence[float] = TREATMENT_WEEKS) -> dict[str, Array]:
    """Returns the published series, (patients, weeks) each, of one arm; IL-4/13 is what remains effective."""
    states = run(parameters, start, inhibition, weeks)
    k = {name: value[:, None] for name, value in named(parameters).items()}
    values = (easi(k, states), states[0], states[1], states[2], agr_expression(k, states), (1 - inhibition) * states[3])
    return dict(zip(SERIES, values, strict=True))


def run(parameters: Array, start: Array, inhibition: float, weeks: Sequence[float], *, trial: bool = True) -> Array:
    """Returns (4, patients, weeks) the states at `weeks` (ascending); `trial`: with the skin care of a trial."""
    k = named(parameters)
    k["k3"] = k["k3"] * float(trial)
    state, step = start.copy(), np.full(start.shape[1], 0.02)
    out = np.empty((*start.shape, len(weeks)))
    now = 0.0

    def problem(who: Patients) -> extrapolation.Stepper:
        some = {name: value[who] for name, value in k.items()}
        return lambda h: lambda state, _: _relaxed(some, 1 - inhibition, state, h)

    for at, week in enumerate(weeks):
        if week > now:
            extrapolation.advance(state, step, now, float(week), problem, _allowed)
        now = float(week)
        out[:, :, at] = state
    out[1:3] = np.maximum(out[1:3], 0.0)
    return out


def _allowed(_: Patients, state: Array) -> Array:
    return _RELATIVE * (np.abs(state) + _SCALE)


def _relaxed(k: dict[str, Array], free: float, state: Array, h: Array) -> Array:
    """Returns the state one semi-implicit step of `h` weeks later."""
    new = np.empty_like(state)
    aureus, others = np.maximum(state[1], 0.0), np.maximum(state[2], 0.0)
    expression = agr_expression(k, state)
    signal = free * state[3]
    repair = (k["k2"] + k["k3"]) / (1 + k["b2"] * signal)
    damage = k["d1"] + k["d2"] * expression
    new[0] = (state[0] + h * repair) / (1 + h * (repair + damage))
    held_back = 1 + k["b4"] * signal
    growth = k["k4"] / (1 + k["b3"] * new[0])
    lost = k["d3"] * others + k["d4"] / held_back + k["d5"]
    new[1] = (state[1] + h * (growth - lost)) / (1 + h * growth / MOST * (state[1] > 0))
    lost = k["d6"] * aureus + k["d7"] / held_back + k["d8"]
    new[2] = (state[2] + h * (k["k5"] - lost)) / (1 + h * k["k5"] / MOST * (state[2] > 0))
    new[3] = (state[3] + h * (k["k6"] * expression + k["k7"])) / (1 + h * k["d9"])
    return new
