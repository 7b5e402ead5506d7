"""A population of virtual patients with atopic dermatitis under one medicine, with the trials beside it.

The model is published (`disease_ad`); its population overshoots the trials, so both are always given together. Asked for with a
regimen, the inhibition of IL-4 and IL-13 follows the concentration (`pharmacokinetics`, `receptors`): PlainLabel's own addition.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from plainlabel.action import disease_ad, receptors
from plainlabel.action.pharmacokinetics import DUPILUMAB, course, population
from plainlabel.action.regimens import regimen
from plainlabel.action.tables import rows
from plainlabel.action.virtual_patients import distribution
from plainlabel.errors import UsageError

Array = NDArray[np.float64]
DISEASES: Final = ("atopic-dermatitis",)
WEEKS: Final = tuple(range(25))
SEED: Final = 6
"""Of the population drawn unless another is asked for: of the seeds 1 to 10 the one nearest to what 20,000 patients give."""
_MOST_LINKED: Final = 2000
"""Patients whose block may follow the concentration day by day: each costs ten times one under the published block."""
_RESPONSE: Final = 75.0
_OVERSHOOT: Final = (
    "A published hypothesis, not a forecast: with dupilumab it shows more improvement than the SOLO trials measured. "
    "Read the trial results beside it."
)


class Trial(Struct, frozen=True):
    """One trial result, with what the model gives for the same endpoint, week and medicine where it gives that (else None)."""

    medicine: str
    endpoint: str
    week: int
    trial: str
    value: float
    placebo: float
    unit: str
    source: str
    model: float | None = None
    model_placebo: float | None = None


class DiseaseSimulation(Struct, frozen=True):
    """What a population does under placebo and a medicine, by week; `easi` holds the percentiles of every arm."""

    disease: str
    drug: str
    model: str
    patients: int
    weeks: list[int]
    easi: dict[str, dict[str, list[float]]]
    easi_change_percent: dict[str, list[float]]
    easi_75_percent: dict[str, list[float]]
    trials: list[Trial]
    linked_to_concentration: bool
    assumptions: list[str]
    warnings: list[str]


def disease_simulation(
    disease: str, drug: str, *, patients: int = 1000, seed: int = SEED, words: str | None = None, weight_kg: float = 75.0
) -> DiseaseSimulation:
    """Returns the course of `patients` virtual patients over 24 weeks, placebo beside `drug`.

    Args:
        disease: "atopic-dermatitis".
        drug: one of the published interventions.
        patients: how many to draw; those whose EASI reaches 72 do not count, as in the paper.
        seed: of the random numbers.
        words: a regimen of dupilumab; then the block follows its concentration (our addition).
        weight_kg: of the patients, with `words`.

    Raises:
        UsageError: a disease or drug the model does not have, a regimen of another drug.
    """
    if disease.lower().replace(" ", "-") not in DISEASES:
        raise UsageError(f"There is no model of {disease!r}", next_step=f"There is: {', '.join(DISEASES)}")
    chosen = intervention(drug)
    if words is not None and patients > _MOST_LINKED:
        raise UsageError(f"With a regimen {patients} patients take too long", next_step=f"Ask for at most {_MOST_LINKED}")
    random = np.random.default_rng(seed)
    parameters = distribution("atopic_dermatitis").draw(patients, random)
    start = disease_ad.baseline(parameters)
    arms = [disease_ad.INTERVENTIONS[0]] + ([chosen] if chosen.name != "placebo" else [])
    easi = disease_ad.treat(parameters, start, arms, [float(week) for week in WEEKS])
    names = [arm.name for arm in arms]
    if words is not None:
        easi = np.concatenate([easi, linked(chosen, parameters, start, words, weight_kg, random)[None]])
        names.append(f"{chosen.name}, following its concentration (our addition)")
    kept = (easi.max(axis=(0, 2)) < disease_ad.MAX_EASI) & (disease_ad.easi(start) < disease_ad.MAX_EASI)
    return _result(disease, chosen.name, dict(zip(names, easi[:, kept], strict=True)), linked_too=words is not None)


def intervention(drug: str) -> disease_ad.Intervention:
    """Returns the published intervention of that name, whatever the case; "GBR 830" and "OX40" name the same."""
    wanted = drug.strip().lower()
    for one in disease_ad.INTERVENTIONS:
        if wanted and wanted in (one.name.lower(), *one.name.lower().replace(")", "").split(" (")):
            return one
    names = ", ".join(one.name for one in disease_ad.INTERVENTIONS)
    raise UsageError(f"The model has no treatment {drug!r}", next_step=f"There are: {names}")


def linked(
    chosen: disease_ad.Intervention, parameters: Array, start: Array, words: str, weight_kg: float, random: np.random.Generator
) -> Array:
    """Returns EASI (patients, weeks) with the block of IL-4 and IL-13 following the concentration of dupilumab day by day."""
    if chosen.name != DUPILUMAB.name:
        raise UsageError("Only dupilumab can follow its concentration", next_step="Leave the regimen out")
    count = parameters.shape[1]
    last = WEEKS[-1]
    people = population(DUPILUMAB, weight_kg, count, random)
    noon = np.arange(0.5, 7 * last)  # the block of a day is that at its middle
    levels = course(DUPILUMAB, people, regimen(words, last), noon).concentration_mg_per_l
    il4, il13 = receptors.il4_block(levels), receptors.il13_block(levels)
    stretches = [disease_ad.Stretch((day + 1) / 7, il4[:, day], il13[:, day]) for day in range(noon.size)]
    acting = disease_ad.treatment([disease_ad.Intervention("linked")], count)
    states = disease_ad.run(parameters, start, acting, [float(week) for week in WEEKS], stretches)
    return disease_ad.easi(states)


def trials(drug: str) -> list[Trial]:
    """Returns the trial results that stand beside the model's."""
    return [
        Trial(name, endpoint, int(week), trial, float(value), float(placebo), unit, source)
        for name, endpoint, week, trial, value, placebo, unit, _, source in rows("trials")
        if name == drug
    ]


def _result(disease: str, drug: str, courses: dict[str, Array], *, linked_too: bool) -> DiseaseSimulation:
    change = {name: 100 * (easi / easi[:, :1] - 1) for name, easi in courses.items()}
    extra = ["Block of IL-4 and IL-13 from the concentration: PlainLabel's addition, not part of the published model."]
    return DiseaseSimulation(
        disease=disease,
        drug=drug,
        model="Miyano, Irvine, Tanaka. Allergy 2021, doi 10.1111/all.14870",
        patients=next(iter(courses.values())).shape[0],
        weeks=list(WEEKS),
        easi={name: _spread(easi) for name, easi in courses.items()},
        easi_change_percent={name: _rounded(values.mean(axis=0)) for name, values in change.items()},
        easi_75_percent={name: _rounded(100 * (values <= -_RESPONSE).mean(axis=0)) for name, values in change.items()},
        trials=[_beside(one, change) for one in trials(drug)],
        linked_to_concentration=linked_too,
        assumptions=[
            "Virtual patients drawn from the published distributions; placebo includes the skin care of a trial.",
            "EASI-75 is a score at or below a quarter of that before treatment. Other seeds give about a point more or less.",
            "The published inhibition of 0.99 acts at once and fully.",
            *(extra if linked_too else []),
        ],
        warnings=[_OVERSHOOT],
    )


def _beside(trial: Trial, change: dict[str, Array]) -> Trial:
    """Returns the trial with the model's figure for the same endpoint and week."""
    if trial.week not in WEEKS or trial.endpoint not in ("EASI change", "EASI-75") or trial.medicine not in change:
        return trial
    at = {arm: values[:, trial.week] for arm, values in change.items()}
    found = {
        arm: float(values.mean() if trial.endpoint == "EASI change" else 100 * (values <= -_RESPONSE).mean())
        for arm, values in at.items()
    }
    return structs.replace(trial, model=round(found[trial.medicine], 1), model_placebo=round(found["placebo"], 1))


def _spread(easi: Array) -> dict[str, list[float]]:
    found = np.percentile(easi, (5, 25, 50, 75, 95), axis=0)
    return {f"p{share}": _rounded(curve) for share, curve in zip((5, 25, 50, 75, 95), found, strict=True)}


def _rounded(values: Array) -> list[float]:
    return [float(f"{value:.6g}") for value in values]
