"""A medicine simulated from what its own label states: half-life, time to the peak, volume, and the usual dose.

`plainlabel.action` computes and knows nothing of labels; here facts become its figures. Where a population model is published
(`action.pharmacokinetics`), that model is taken instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.action.pharmacokinetics import ANTIBODIES
from plainlabel.action.simulate import DEFAULT_WEEKS, Simulation, antibody_simulation, stated_simulation
from plainlabel.action.stated_figures import Range, StatedFigures
from plainlabel.errors import UsageError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage, Pharmacokinetic

_MG: Final = {"mg": 1.0, "g": 1000.0, "mcg": 1e-3}
_REFERENCE_KG: Final = 70.0
"""Whom a volume per kg of body weight is computed for. Our assumption."""
_SHORTEST_HOURS: Final = 1.0
_DAY_HOURS: Final = 24.0
_HALF_LIVES_SHOWN: Final = 8
_MOST_WEEKS: Final = 52.0
_PHASES: Final = ("maintenance", "usual", "starting", "maximum")


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
    model = next((each for each in ANTIBODIES if tuple(one.lower() for one in ingredients) == (each,)), None)
    if model is not None:
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
    held = tuple(facts)
    figures = stated(held)
    if figures is None:
        raise UsageError(
            f"The label of {name} states no half-life, so nothing can be computed from it",
            next_step="Ask your pharmacist how long it acts",
        )
    words = asked.words or usual_words(held)
    weeks = asked.weeks if asked.weeks is not None else _weeks(figures)
    found = stated_simulation(name, figures, words or "100 mg once", weeks=weeks, missed=asked.missed, stop_week=asked.stop_week)
    return found if words else _without_dose(found)


def stated(facts: Iterable[Fact]) -> StatedFigures | None:
    """Returns the figures of a label for the medicine itself in people at large, each with its range; None without a half-life."""
    values = [fact.value for fact in facts if isinstance(fact.value, Pharmacokinetic)]
    general = [each for each in values if each.population is None and each.of is None]
    half_life = _range(general, "half_life", "hours") or _range(
        [each for each in values if each.population is None], "half_life", "hours"
    )
    if half_life is None:
        return None
    share = _range(general, "bioavailability", "percent")
    return StatedFigures(
        half_life_hours=half_life,
        tmax_hours=_range(general, "tmax", "hours"),
        bioavailability=None if share is None or share[1] > 100 else (share[0] / 100, share[1] / 100),
        volume_l=_volume(general),
    )


def usual_words(facts: Iterable[Fact]) -> str | None:
    """Returns the usual dose of an adult as words of a regimen ("300 mg every 12 hours"), None where none is stated in grams."""
    doses = [fact.value for fact in facts if isinstance(fact.value, Dosage)]
    fits = [each for each in doses if each.unit in _MG and each.adults is not False and each.low > 0 and _hours(each)]
    for phase in _PHASES:
        for each in fits:
            if each.phase == phase:
                return f"{each.low * _MG[each.unit]:g} mg every {_hours(each):g} hours"
    return None


def _hours(dose: Dosage) -> float | None:
    """Returns the hours between doses, None where the label does not say or they cannot be."""
    if dose.per_day and not dose.every_hours:
        return _DAY_HOURS / dose.per_day
    if dose.every_hours == _DAY_HOURS and dose.per_day and dose.per_day > 1:
        return None  # the amount is that of a whole day, given in parts: the single dose is not stated
    return dose.every_hours if dose.every_hours and dose.every_hours >= _SHORTEST_HOURS else None


def _range(values: Iterable[Pharmacokinetic], parameter: str, unit: str) -> Range | None:
    found = [each for each in values if each.parameter == parameter and each.unit == unit and each.low > 0 and each.bound is None]
    return (min(each.low for each in found), max(each.high for each in found)) if found else None


def _volume(values: Sequence[Pharmacokinetic]) -> Range | None:
    per_kg = _range(values, "volume", "L/kg")
    return _range(values, "volume", "L") or (None if per_kg is None else (per_kg[0] * _REFERENCE_KG, per_kg[1] * _REFERENCE_KG))


def _weeks(figures: StatedFigures) -> float:
    """Returns how long to show: until a level is steady and gone again, between a day and a year."""
    days = _HALF_LIVES_SHOWN * figures.half_life_hours[1] / _DAY_HOURS
    return min(_MOST_WEEKS, max(1.0, days) / 7)


def _without_dose(found: Simulation) -> Simulation:
    """Returns the simulation told as shares of the highest level: the label states no dose in mg to compute with."""
    import msgspec  # noqa: PLC0415

    top = max(found.concentration_mg_per_l["typical"]) or 1.0
    curves = {name: [value / top for value in curve] for name, curve in found.concentration_mg_per_l.items()}
    told = "The label states no dose in mg that could be computed with: one dose is shown, as a share of its highest level."
    return msgspec.structs.replace(found, concentration_mg_per_l=curves, relative=True, warnings=[*found.warnings, told])
