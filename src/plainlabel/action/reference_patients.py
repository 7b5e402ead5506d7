"""Virtual patients given by their parameters, computed with the disease models: what `simulate --parameters FILE` answers with.

A patient is an object with `parameters` (51: atopic dermatitis; 26: Staphylococcus aureus). What comes back has the structure of
the reference files: the patient with its `baseline`, and `easi` (intervention, week) or `week` (series, arm, week). Weeks and
interventions are those the patient names, or the published ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from plainlabel.action import disease_ad, disease_saureus
from plainlabel.action.numbers import one
from plainlabel.action.virtual_patients import MAX_PARAMETER, distribution
from plainlabel.errors import UsageError

Array = NDArray[np.float64]
Patient = Mapping[str, Any]
MAX_PATIENTS: Final = 10_000
MAX_WEEKS: Final = 520
_ECZEMA, _AUREUS = "atopic_dermatitis", "staphylococcus_aureus"


def computed(data: object) -> list[dict[str, Any]] | dict[str, Any]:
    """Returns the patients of `data` (a list, or one patient) computed: baseline and every series.

    Raises:
        UsageError: `data` holds no patients, or parameters that cannot be.
    """
    if isinstance(data, Mapping):
        return _computed([data])[0]
    if not isinstance(data, Sequence) or isinstance(data, str | bytes) or not data or len(data) > MAX_PATIENTS:
        raise UsageError(f"A list of 1 to {MAX_PATIENTS} patients is needed", next_step='Each is an object with "parameters"')
    return _computed(data)


def _computed(patients: Sequence[Any]) -> list[dict[str, Any]]:
    models = [_model(patient, at) for at, patient in enumerate(patients)]
    done: dict[int, dict[str, Any]] = {}
    for model, compute in ((_ECZEMA, _eczema), (_AUREUS, _aureus)):
        which = [at for at, name in enumerate(models) if name == model]
        # Patients who name the same weeks and interventions are computed together.
        plans: dict[object, list[int]] = {}
        for at in which:
            plans.setdefault(_plan(patients[at], model), []).append(at)
        for plan, alike in plans.items():
            parameters = distribution(model).of_patients([patients[at]["parameters"] for at in alike])
            done.update(zip(alike, compute(parameters, *plan), strict=True))  # type: ignore[misc]
    return [{**patients[at], **done[at]} for at in range(len(patients))]


def _model(patient: Any, at: int) -> str:
    given = patient.get("parameters") if isinstance(patient, Mapping) else None
    lengths = {len(distribution(model).names): model for model in (_ECZEMA, _AUREUS)}
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) not in lengths:
        raise UsageError(
            "A patient needs its list of parameters", location=f"[{at}].parameters", next_step="51 for eczema, 26 for S. aureus"
        )
    for place, value in enumerate(given):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_PARAMETER:
            raise UsageError(
                f"A parameter must be a number from 0 to {MAX_PARAMETER:g}, not {str(value)[:40]!r}",
                location=f"[{at}].parameters[{place}]",
            )
    return lengths[len(given)]


def _plan(patient: Patient, model: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Returns (interventions, weeks) a patient names, or the published ones."""
    if model == _ECZEMA:
        series, known = patient.get("easi"), tuple(one_.name for one_ in disease_ad.INTERVENTIONS)
        weeks: Sequence[int] = disease_ad.TREATMENT_WEEKS
    else:
        series, known = patient.get("week"), tuple(disease_saureus.ARMS)
        weeks = disease_saureus.TREATMENT_WEEKS
        series = next(iter(series.values()), None) if isinstance(series, Mapping) else None
    if not isinstance(series, Mapping) or not series:
        return known, tuple(weeks)
    unknown = set(series) - set(known)
    if unknown:
        raise UsageError(
            f"Unknown intervention: {', '.join(sorted(map(str, unknown)))}", next_step=f"There are: {', '.join(known)}"
        )
    named = sorted({_week(week) for course in series.values() if isinstance(course, Mapping) for week in course})
    return tuple(name for name in known if name in series), tuple(named or weeks)


def _week(text: object) -> int:
    if not str(text).isdecimal():
        raise UsageError(f"A week is a whole number, not {str(text)[:40]!r}")
    return int(one("week", int(str(text)), least=0, most=MAX_WEEKS))


def _eczema(parameters: Array, names: tuple[str, ...], weeks: tuple[int, ...]) -> list[dict[str, Any]]:
    start = disease_ad.baseline(parameters)
    chosen = [one_ for name in names for one_ in disease_ad.INTERVENTIONS if one_.name == name]
    easi = disease_ad.treat(parameters, start, chosen, weeks)
    return [
        {
            "baseline": _states(disease_ad.STATES, start[:, at], float(disease_ad.easi(start)[at])),
            "easi": {name: _by_week(weeks, easi[row, at]) for row, name in enumerate(names)},
        }
        for at in range(parameters.shape[1])
    ]


def _aureus(parameters: Array, arms: tuple[str, ...], weeks: tuple[int, ...]) -> list[dict[str, Any]]:
    start = disease_saureus.baseline(parameters)
    before = disease_saureus.easi(disease_saureus.named(parameters), start)
    courses = {arm: disease_saureus.treat(parameters, start, disease_saureus.ARMS[arm], weeks) for arm in arms}
    return [
        {
            "baseline": _states(disease_saureus.STATES, start[:, at], float(before[at])),
            "week": {series: {arm: _by_week(weeks, courses[arm][series][at]) for arm in arms} for series in disease_saureus.SERIES},
        }
        for at in range(parameters.shape[1])
    ]


def _states(names: Sequence[str], values: Array, easi: float) -> dict[str, float]:
    return {"EASI": easi, **{name: float(value) for name, value in zip(names, values, strict=True)}}


def _by_week(weeks: Sequence[int], values: Array) -> dict[str, float]:
    return {str(week): float(value) for week, value in zip(weeks, values, strict=True)}
