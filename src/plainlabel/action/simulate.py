"""One medicine simulated: its concentration over time with what it does to the receptor, and plain answers computed from it.

`antibody_simulation` for the medicines with a published population model, `stated_simulation` for any medicine whose label states a
half-life, `disease_simulation` (in `simulate_disease`) for the atopic dermatitis model. All of it is a model, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action import computed_answers, receptors
from plainlabel.action.numbers import one
from plainlabel.action.pharmacokinetics import Antibody, antibody, course, population, typical
from plainlabel.action.regimens import Regimen, regimen
from plainlabel.action.stated_figures import StatedFigures, corners, levels

Array = NDArray[np.float64]
Curves = dict[str, list[float]]
PERCENTILES: Final = (5, 25, 50, 75, 95)
WEIGHT_SD_LOG: Final = 0.2
"""Between people, where no weight is given: about the spread of adults in trials. Our assumption."""
DEFAULT_WEIGHT_KG: Final = 75.0
DEFAULT_WEEKS: Final = 16.0
_EARLY_DAYS: Final = (2 / 24, 6 / 24, 0.5)
_MOST_POINTS: Final = 2000
_MODEL_ONLY: Final = "This is computed with a model, not measured in you. It does not replace the label or your doctor."


class Simulation(Struct, frozen=True):
    """What one simulation gives; `time_days` is the axis of every curve. `label_says`: what the label rules, before the model."""

    medicine: str
    model: str
    regimen: dict[str, Any]
    weight_kg: float | None
    patients: int
    time_days: list[float]
    concentration_mg_per_l: Curves
    relative: bool
    occupancy: Curves | None
    signal_block: dict[str, Curves] | None
    answers: dict[str, Any]
    assumptions: list[str]
    warnings: list[str]
    label_says: dict[str, list[str]] = {}


def antibody_simulation(
    medicine: str,
    words: str | None = None,
    *,
    weight_kg: float | None = None,
    weeks: float = DEFAULT_WEEKS,
    missed: tuple[int, ...] = (),
    stop_week: float | None = None,
    patients: int = 200,
    seed: int = 1,
) -> Simulation:
    """Returns the simulation of a medicine with a published model, over `patients` drawn patients and the typical one.

    Without `weight_kg` the patients' weights vary around 75 kg.

    Raises:
        UsageError: no such model, a regimen or numbers that cannot be.
    """
    drug = antibody(medicine)
    given = regimen(words or drug.usual_regimen, weeks, missed=missed, stop_week=stop_week)
    centre = one("weight in kg", DEFAULT_WEIGHT_KG if weight_kg is None else weight_kg, least=2, most=400)
    random = np.random.default_rng(seed)
    spread = WEIGHT_SD_LOG if weight_kg is None else 0.0
    weights = centre * np.exp(spread * random.standard_normal(max(1, min(patients, 100_000))))
    people = population(drug, weights, patients, random)
    days = axis(given)
    middle = course(drug, typical(drug, centre), given, days).concentration_mg_per_l[0]
    every = course(drug, people, given, days).concentration_mg_per_l
    blocking = drug.name == "dupilumab"
    return Simulation(
        medicine=drug.name,
        model=drug.source,
        regimen=_told(given),
        weight_kg=weight_kg,
        patients=patients,
        time_days=days.tolist(),
        concentration_mg_per_l={"typical": _rounded(middle), "mean": _rounded(every.mean(axis=0)), **_percentiles(every)},
        relative=False,
        occupancy=_occupancy(middle) if blocking else None,
        signal_block=_signal_block(middle) if blocking else None,
        answers=computed_answers.of_antibody(drug, people, centre, given),
        assumptions=[*_assumptions(drug, weight_kg, blocking=blocking), _MODEL_ONLY],
        warnings=antibody_warnings(drug, given, weights),
    )


def stated_simulation(
    medicine: str,
    figures: StatedFigures,
    words: str,
    *,
    weeks: float = 1,
    missed: tuple[int, ...] = (),
    stop_week: float | None = None,
    told: Sequence[str] = (),
) -> Simulation:
    """Returns the simulation of a medicine from what its label states; relative levels where no volume is stated.

    `told` is what was chosen of the label's figures, said among the assumptions.
    """
    given = regimen(words, weeks, missed=missed, stop_week=stop_week)
    days = axis(given, min(figures.half_life_hours[0], *(figures.tmax_hours or figures.half_life_hours)) / 72)
    every = levels(figures, given, days)
    _, known = corners(figures)
    scale = 1.0 if known else float(every[0].max() or 1.0)
    every = every / scale
    low, high = every.min(axis=0), every.max(axis=0)
    warnings = [] if known else ["No volume of distribution is stated: levels are relative to the highest of the middle course."]
    return Simulation(
        medicine=medicine,
        model="one compartment, first-order absorption, from the figures of the label",
        regimen=_told(given),
        weight_kg=None,
        patients=every.shape[0],
        time_days=days.tolist(),
        concentration_mg_per_l={"typical": _rounded(every[0]), "low": _rounded(low), "high": _rounded(high)},
        relative=not known,
        occupancy=None,
        signal_block=None,
        answers=computed_answers.of_stated(figures, given.interval_days),
        assumptions=[
            *told,
            "Grown-ups whose kidneys and liver work as usual, if the label says no other.",
            "The ranges of the label are carried through: low and high are the extremes of every combination.",
            "The body clears a share of what is there, the same at every dose. Where the label says otherwise, this does not hold.",
            _MODEL_ONLY,
        ],
        warnings=warnings,
    )


def axis(given: Regimen, finest_days: float = 1.0) -> Array:
    """Returns the days to compute: daily, twelve a dose interval or `finest_days` where shorter; the first hours and doses too."""
    horizon = given.horizon_days
    wanted = min(1.0, (given.interval_days or 14.0) / 12, finest_days)
    count = int(min(_MOST_POINTS, np.ceil(horizon / wanted)))
    grid = np.linspace(0.0, horizon, max(count, 1) + 1)
    doses = [dose.day for dose in given.doses] if len(given.doses) <= _MOST_POINTS else []
    return np.unique(np.concatenate([grid, [day for day in _EARLY_DAYS if day < horizon], doses]))


def antibody_warnings(drug: Antibody, given: Regimen, weight_kg: Array) -> list[str]:
    """Returns what is outside the range the model was checked for."""
    warnings = []
    days = [dose.day for dose in given.doses]
    gaps = np.diff(days) if len(days) > 1 else np.zeros(1)
    if gaps.max() > drug.steady_interval_days or (given.interval_days or 0) > drug.steady_interval_days:
        warnings.append(
            f"Doses more than {drug.steady_interval_days:g} days apart are outside the validated range: "
            "the model falls faster than what was measured there."
        )
    low, high = drug.weight_range_kg
    if weight_kg.size and (np.median(weight_kg) < low or np.median(weight_kg) > high):
        warnings.append(f"The weight is outside the validated range of {low:g} to {high:g} kg.")
    if any(dose.dose_mg > 600 for dose in given.doses):
        warnings.append("A dose above 600 mg is outside the validated range.")
    if not given.doses:
        warnings.append("No dose is given before the end of the time asked for.")
    if drug.name == "lebrikizumab":
        warnings.append("The model comes from people with asthma.")
    return warnings


def _told(given: Regimen) -> dict[str, Any]:
    return {
        "words": given.words,
        "weeks": given.horizon_days / 7,
        "interval_days": given.interval_days,
        "doses": [{"day": round(dose.day, 6), "dose_mg": dose.dose_mg} for dose in given.doses],
        "missed_days": list(given.missed_days),
        "late_days": list(given.late_days),
        "stopped_day": given.stopped_day,
    }


def _percentiles(every: Array) -> Curves:
    found = np.percentile(every, PERCENTILES, axis=0)
    return {f"p{share}": _rounded(curve) for share, curve in zip(PERCENTILES, found, strict=True)}


def _occupancy(concentration: Array) -> Curves:
    return _banded([receptors.occupancy(concentration, one_) for one_ in (receptors.DUPILUMAB, *receptors.BAND)])


def _signal_block(concentration: Array) -> dict[str, Curves]:
    middle, low, high = (receptors.blocks(concentration, one_) for one_ in (receptors.DUPILUMAB, *receptors.BAND))
    return {signal: _banded([middle[signal], low[signal], high[signal]]) for signal in receptors.SIGNALS}


def _banded(curves: list[Array]) -> Curves:
    return {name: _rounded(curve) for name, curve in zip(("typical", "low", "high"), curves, strict=True)}


def _rounded(curve: Array) -> list[float]:
    """Returns a curve at seven significant digits: more would be noise in a file."""
    return [float(f"{value:.7g}") for value in curve]


def _assumptions(drug: Antibody, weight_kg: float | None, *, blocking: bool) -> list[str]:
    who = f"weight {weight_kg:g} kg" if weight_kg is not None else "weights around 75 kg (SD of the logarithm 0.2)"
    told = [f"Adults, {who}, varying between people as published.", f"Population model: {drug.source}."]
    if blocking:
        low, high = receptors.KD_BAND_MG_PER_L
        told.append(
            f"Receptor: apparent KD {receptors.KD_MG_PER_L:g} mg/L; band {low:g} to {high:g}, with the ranges of the others."
        )
    return told
