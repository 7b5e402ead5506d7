"""A medicine simulated from what its own label states: half-life, time to the peak, volume, and the usual dose.

`plainlabel.action` computes and knows nothing of labels; here facts become its figures. Where a population model is published
(`action.pharmacokinetics`), that model is taken instead.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, structs

from plainlabel.action.dosing_words import interval_days
from plainlabel.action.numbers import one
from plainlabel.action.pharmacokinetics import ANTIBODIES
from plainlabel.action.simulate import DEFAULT_WEEKS, Simulation, antibody_simulation, stated_simulation
from plainlabel.action.spans import interval
from plainlabel.action.stated_figures import StatedFigures
from plainlabel.answers.label_figures import REFERENCE_KG, Chosen, chosen, words_of
from plainlabel.answers.usual_dose import DAY_HOURS, MG, hours_between, usual_dose
from plainlabel.errors import UsageError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage, Pharmacokinetic

_HALF_LIVES_SHOWN: Final = 8
_DOSES_SHOWN: Final = 4
_ONE_DOSE: Final = "100 mg once"
_MOST_WEEKS: Final = 52.0


class Asked(Struct, frozen=True):
    """What a person asks of a simulation: the doses in words (None: the usual ones), weight, length, what was missed."""

    words: str | None = None
    weight_kg: float | None = None
    weeks: float | None = None
    missed: tuple[int, ...] = ()
    stop_week: float | None = None
    patients: int = 200
    seed: int = 1


def simulated(name: str, ingredients: Sequence[str], facts: Iterable[Fact], asked: Asked) -> Simulation:
    """Returns the simulation of a medicine: by its published model where there is one, else by the figures of its label.

    Raises:
        UsageError: there is no model, and the label states no half-life; or the regimen or a number cannot be.
    """
    model = next((each for each in ANTIBODIES if tuple(part.lower() for part in ingredients) == (each,)), None)
    if model is not None:
        return _of_model(model, asked)
    held = tuple(facts)
    weight_kg = one("weight in kg", REFERENCE_KG if asked.weight_kg is None else asked.weight_kg, least=2, most=400)
    found = chosen((fact.value for fact in held if isinstance(fact.value, Pharmacokinetic)), ingredients, weight_kg)
    if found is None:
        raise UsageError(
            f"The label of {name} states no half-life, so nothing can be computed from it",
            next_step="Ask your pharmacist how long it acts",
        )
    words = asked.words or usual_words(held)
    told = structs.replace(_course(name, found, words, asked), weight_kg=found.weight_kg)
    if asked.weight_kg is not None and found.weight_kg is None:
        told = structs.replace(
            told, warnings=[*told.warnings, "The weight changes nothing here: the label states no figure by weight."]
        )
    if words is None:
        told = structs.replace(told, regimen={**told.regimen, "words": "one dose"})
        return _relative(told, "The label states no dose in mg that could be computed with: one dose is shown.")
    if len(ingredients) > 1:
        return _relative(told, "The dose of each part is not computed: the level is a share of its highest.")
    return told


def _of_model(model: str, asked: Asked) -> Simulation:
    """Returns the simulation by a published model."""
    return antibody_simulation(
        model,
        asked.words,
        weight_kg=asked.weight_kg,
        weeks=DEFAULT_WEEKS if asked.weeks is None else asked.weeks,
        missed=asked.missed,
        stop_week=asked.stop_week,
        patients=asked.patients,
        seed=asked.seed,
    )


def _course(name: str, found: Chosen, words: str | None, asked: Asked) -> Simulation:
    """Returns the simulation by the figures of a label, of one dose where none is stated."""
    return stated_simulation(
        name,
        found.figures,
        words or _ONE_DOSE,
        weeks=asked.weeks if asked.weeks is not None else _weeks(found.figures, words),
        missed=asked.missed,
        stop_week=asked.stop_week,
        told=words_of(found),
    )


def usual_words(facts: Iterable[Fact]) -> str | None:
    """Returns the usual dose of an adult as words of a regimen ("300 mg every 12 hours"), None where none is stated in grams."""
    dose = usual_dose(fact.value for fact in facts if isinstance(fact.value, Dosage))
    if dose is None or dose.unit not in MG:
        return None
    return f"{dose.low * MG[dose.unit]:g} mg {interval(hours_between(dose) or DAY_HOURS)}"


def _weeks(figures: StatedFigures, words: str | None) -> float:
    """Returns how long to show, in whole days: until a level is steady, some doses at least, between a day and a year."""
    days = _HALF_LIVES_SHOWN * figures.half_life_hours[1] / DAY_HOURS
    if words is not None:
        days = max(days, _DOSES_SHOWN * (interval_days(words) or 0.0))
    return min(_MOST_WEEKS, max(1, math.ceil(days - 1e-9)) / 7)


def _relative(found: Simulation, told: str) -> Simulation:
    """Returns the simulation told as shares of the highest level, and why."""
    top = max(found.concentration_mg_per_l["typical"]) or 1.0
    curves = {name: [value / top for value in curve] for name, curve in found.concentration_mg_per_l.items()}
    return structs.replace(found, concentration_mg_per_l=curves, relative=True, warnings=[*found.warnings, told])
