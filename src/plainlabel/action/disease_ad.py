"""The atopic dermatitis model of Miyano, Irvine and Tanaka (Allergy 2021, doi 10.1111/all.14870).

Fourteen states: skin barrier integrity, infiltrated pathogens, four kinds of T helper cells, eight cytokines. Time in weeks, levels
relative; EASI 0 to 72. A treatment is a vector of inhibitions between 0 and 1. It is a published hypothesis without
pharmacokinetics of its own; it overshoots the SOLO trials. Letting the inhibitions follow a concentration over time is PlainLabel's
addition (`Stretch`), and must be called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action import extrapolation
from plainlabel.action.virtual_patients import distribution

Array = NDArray[np.float64]
Patients = NDArray[np.intp] | slice

STATES: Final = (
    "skin barrier",
    "pathogens",
    "Th1",
    "Th2",
    "Th17",
    "Th22",
    "IL-4",
    "IL-13",
    "IL-17",
    "IL-22",
    "IL-31",
    "IFN-gamma",
    "TSLP",
    "OX40L",
)
TARGETS: Final = ("IL-4", "IL-13", "IL-17", "IL-22", "IL-31", "TSLP", "OX40L")
START: Final = (0.5931, 0.4069, 3.1, 8.7, 2.0, 21.0, 38.0, 40.5, 5.4, 3.0, 2.0, 1.5, 4.4, 9.7)
"""The states from which every patient is brought to the baseline, in the order of `STATES`."""
BASELINE_WEEKS: Final = 1000.0
TREATMENT_WEEKS: Final = (1, 2, 4, 8, 12, 16, 24)
MAX_EASI: Final = 72.0
_SCALE: Final = np.maximum(np.array(START) * 1e-2, 1e-3)[:, None]
_RELATIVE: Final = 3e-4
_FIRST_STEP_WEEKS: Final = 0.05
_BLOCK: Final = 4096
"""Trajectories computed together: as many as stay in the processor's cache."""


class Intervention(Struct, frozen=True):
    """A treatment as the paper gives it.

    Attributes:
        name: as published.
        blocks: target and inhibited share (0 to 1) of each.
        il13_share: how much of the inhibition of IL-13 takes effect (0.4396 for tralokinumab).
        ifn_gamma_added: IFN-gamma given as a medicine, in the units of the model.
        trial: skin care as in a trial, which every treatment and placebo comes with.
    """

    name: str
    blocks: tuple[tuple[str, float], ...] = ()
    il13_share: float = 1.0
    ifn_gamma_added: float = 0.0
    trial: bool = True

    def inhibitions(self) -> list[float]:
        """Returns the effective inhibitions in the order of `TARGETS`."""
        given = dict(self.blocks)
        return [given.get(target, 0.0) * (self.il13_share if target == "IL-13" else 1.0) for target in TARGETS]


_FULL: Final = 0.99
UNTREATED: Final = Intervention("untreated", trial=False)
INTERVENTIONS: Final = (
    Intervention("placebo"),
    Intervention("dupilumab", (("IL-4", _FULL), ("IL-13", _FULL))),
    Intervention("nemolizumab", (("IL-31", _FULL),)),
    Intervention("tezepelumab", (("TSLP", _FULL),)),
    Intervention("GBR 830 (OX40)", (("OX40L", _FULL),)),
    Intervention("fezakinumab", (("IL-22", _FULL),)),
    Intervention("secukinumab", (("IL-17", _FULL),)),
    Intervention("rIFN-gamma", ifn_gamma_added=210.0),
    Intervention("tralokinumab", (("IL-13", _FULL),), il13_share=0.4396),
    Intervention("lebrikizumab", (("IL-13", _FULL),)),
)
"""Placebo and the nine treatments of the paper, under the names of its program."""


class Stretch(Struct, frozen=True):
    """PlainLabel's addition: up to `until_week`, the share of IL-4 and IL-13 signalling that is blocked, one value a trajectory."""

    until_week: float
    il4_block: Array
    il13_block: Array


class Treatment(Struct, frozen=True):
    """What acts on a batch of trajectories: effective inhibitions (targets, n), added IFN-gamma, skin care (0 or 1)."""

    inhibitions: Array
    ifn_gamma_added: Array
    trial: Array


def easi(states: Array) -> Array:
    """Returns the Eczema Area and Severity Index of states (14, ...)."""
    score: Array = MAX_EASI * (2 * states[1] + 2 * (1 - states[0])) / 4
    return score


def treatment(interventions: Iterable[Intervention], patients: int) -> Treatment:
    """Returns what acts on the trajectories of `patients` patients under each intervention, intervention by intervention."""
    every = tuple(interventions)
    return Treatment(
        np.repeat(np.array([one.inhibitions() for one in every]).T, patients, axis=1),
        np.repeat([one.ifn_gamma_added for one in every], patients),
        np.repeat([float(one.trial) for one in every], patients),
    )


def baseline(parameters: Array) -> Array:
    """Returns (14, patients) the states after 1,000 untreated weeks; parameters (51, patients)."""
    count = parameters.shape[1]
    start = np.repeat(np.array(START)[:, None], count, axis=1)
    return run(parameters, start, treatment([UNTREATED], count), [BASELINE_WEEKS])[:, :, 0]


def treat(
    parameters: Array, start: Array, interventions: Sequence[Intervention], weeks: Sequence[float] = TREATMENT_WEEKS
) -> Array:
    """Returns EASI (interventions, patients, weeks) from baseline states (14, patients)."""
    count, many = parameters.shape[1], len(interventions)
    states = run(np.tile(parameters, many), np.tile(start, many), treatment(interventions, count), weeks)
    return easi(states).reshape(many, count, len(weeks))


def run(parameters: Array, start: Array, acting: Treatment, weeks: Sequence[float], stretches: Sequence[Stretch] = ()) -> Array:
    """Returns (14, trajectories, weeks) the states at `weeks` (ascending), one column of parameters and start a trajectory."""
    total = parameters.shape[1]
    out = np.empty((len(STATES), total, len(weeks)))
    for begin in range(0, total, _BLOCK):
        block = slice(begin, begin + _BLOCK)
        part = Treatment(acting.inhibitions[:, block].copy(), acting.ifn_gamma_added[block], acting.trial[block])
        course = [Stretch(one.until_week, one.il4_block[block], one.il13_block[block]) for one in stretches]
        out[:, block] = _run_block(parameters[:, block], start[:, block].copy(), part, weeks, course)
    return out


def _run_block(parameters: Array, state: Array, acting: Treatment, weeks: Sequence[float], stretches: Sequence[Stretch]) -> Array:
    out = np.empty((*state.shape, len(weeks)))
    step = np.full(state.shape[1], _FIRST_STEP_WEEKS)
    problem = _Model(parameters, acting)
    stops = sorted({*weeks, *(one.until_week for one in stretches if one.until_week <= weeks[-1])})
    coming, now = list(stretches), 0.0
    for stop in stops:
        if coming:
            problem.block(coming[0])
            coming = coming[1:] if coming[0].until_week <= stop else coming
        if stop > now:
            extrapolation.advance(state, step, now, float(stop), problem, _allowed)
        now = stop
        if stop in weeks:
            out[:, :, weeks.index(stop)] = state
    return out


def _allowed(_: Patients, state: Array) -> Array:
    return _RELATIVE * (np.abs(state) + _SCALE)


class _Model:
    """The equations as production and loss, for the trajectories asked for."""

    def __init__(self, parameters: Array, acting: Treatment) -> None:
        self.names = distribution("atopic_dermatitis").names
        self.parameters = parameters
        self.free = 1.0 - acting.inhibitions
        self.ifn_gamma_added = acting.ifn_gamma_added
        self.trial = acting.trial

    def block(self, stretch: Stretch) -> None:
        """Lets the block of IL-4 and IL-13 be that of a stretch of time."""
        self.free[0], self.free[1] = 1.0 - stretch.il4_block, 1.0 - stretch.il13_block

    def __call__(self, who: Patients) -> extrapolation.Stepper:
        k = dict(zip(self.names, self.parameters[:, who], strict=True))
        effective = _effective(k, self.free[:, who], self.trial[who])
        added = self.ifn_gamma_added[who]

        def stepper(h: Array) -> extrapolation.Relax:
            cytokines = _cytokine_steps(k, h)
            return lambda state, _: _relaxed(effective, cytokines, added, state, h)

        return stepper


_SEEN: Final = (
    ("b1", 0), ("b7", 0), ("k10", 0), ("b2", 1), ("b8", 1), ("b3", 2), ("d5", 2),
    ("b4", 3), ("d6", 3), ("k2", 3), ("b5", 4), ("d2", 4), ("b9", 6),
)  # fmt: skip
"""Parameters that act on what a treatment leaves of a target (place in `TARGETS`)."""
_CYTOKINES: Final = {
    6: (3, "k11", "k12", "d10"),
    7: (3, "k13", "k14", "d11"),
    8: (4, "k15", "k16", "d12"),
    9: (5, "k17", "k18", "d13"),
    10: (3, "k19", "k20", "d14"),
    11: (2, "k21", "k22", "d15"),
    12: (1, "k23", "k24", "d16"),
    13: (12, "k25", "k26", "d17"),
}
"""State of a cytokine: what it comes from, its production by that and elsewhere, its loss."""
_Steps = dict[int, tuple[Array, Array, Array]]


def _effective(k: dict[str, Array], free: Array, trial: Array) -> dict[str, Array]:
    """Returns the parameters with the treatment multiplied into those that meet a target."""
    found = dict(k)
    found.update((name, k[name] * free[target]) for name, target in _SEEN)
    found["repair"] = k["k1"] + k["k3"] * trial
    found["d1d3"] = k["d1"] * k["d3"]
    found["free TSLP"] = free[5]
    return found


def _cytokine_steps(k: dict[str, Array], h: Array) -> _Steps:
    """Returns, a cytokine, what multiplies its level and its source in a step of `h` weeks, and what is added."""
    steps = {}
    for at, (_, made, elsewhere, lost) in _CYTOKINES.items():
        stays = 1 / (1 + h * k[lost])
        come = h * stays
        steps[at] = stays, come * k[made], come * k[elsewhere]
    return steps


def _relaxed(k: dict[str, Array], cytokines: _Steps, added: Array, state: Array, h: Array) -> Array:
    """Returns the state one semi-implicit step of `h` weeks later (the paper's equations; k4 = d8)."""
    new = np.empty_like(state)
    s, p = state[0], state[1]
    il4, il13, il17, il22, il31 = state[6:11]
    gamma = state[11] + added
    slowed = (1 + k["b1"] * il4) * (1 + k["b2"] * il13) * (1 + k["b3"] * il17) * (1 + k["b4"] * il22) * (1 + k["b5"] * il31)
    repair = h * (k["repair"] + k["k2"] * il22) / slowed
    damage = h * (k["d1"] + k["d1d3"] * p + k["d2"] * il31)
    new[0] = (s + repair) / (1 + repair + damage)
    cleared = (1 + k["d4"] * p) * (1 + k["d5"] * il17) * (1 + k["d6"] * il22) * (1 + k["d7"] * gamma)
    removal = cleared / ((1 + k["b7"] * il4) * (1 + k["b8"] * il13)) + k["d8"]
    new[1] = (p + h * k["d8"] / (1 + k["b6"] * new[0])) / (1 + h * removal)
    _fill(new, state, 12, new[1], cytokines)
    _fill(new, state, 13, k["free TSLP"] * new[12], cytokines)
    _relax_cells(k, new, state, gamma, h)
    for at in range(6, 12):
        _fill(new, state, at, new[_CYTOKINES[at][0]], cytokines)
    return new


def _relax_cells(k: dict[str, Array], new: Array, state: Array, gamma: Array, h: Array) -> None:
    towards_th1, towards_th2 = k["k9"] * gamma, k["k10"] * state[6]
    kept = 1 + k["b9"] * new[13]
    stays = kept / (kept + h * k["d9"])
    primed = h * new[1] / (4 + towards_th1 + towards_th2)
    new[2] = (state[2] + primed * k["k5"] * (1 + towards_th1)) * stays
    new[3] = (state[3] + primed * k["k6"] * (1 + towards_th2)) * stays
    new[4] = (state[4] + primed * k["k7"]) * stays
    new[5] = (state[5] + primed * k["k8"]) * stays


def _fill(new: Array, state: Array, at: int, source: Array, cytokines: _Steps) -> None:
    stays, made, elsewhere = cytokines[at]
    new[at] = state[at] * stays + source * made + elsewhere
