"""Pharmacokinetic parameters: what each measures, how labels name it before or behind its figure, and the fact a figure makes."""

from __future__ import annotations

from typing import Final, NamedTuple, get_args, get_type_hints

from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.pharmacokinetic_figures import Figure
from plainlabel.vocabulary.patterns import pattern

_PARAMETERS: Final = {str(name): name for name in get_args(get_type_hints(Pharmacokinetic)["parameter"])}
MEASURES: Final = {
    "half_life": "time",
    "tmax": "time",
    "steady_state": "time",
    "bioavailability": "percent",
    "protein_binding": "percent",
    "excretion_urine": "percent",
    "excretion_feces": "percent",
    "volume": "volume",
    "clearance": "clearance",
    "accumulation": "fold",
}
NAMED: Final = {name: pattern(f"pk.{name}") for name in MEASURES}
BEHIND: Final = {
    name: pattern(f"pk.{name}_behind")
    for name in (
        "half_life",
        "protein_binding",
        "bioavailability",
        "excretion_urine",
        "excretion_feces",
        "accumulation",
        "steady_state",
    )
}
_ALL: Final = 100
"""A share of the dose has no more percent."""


class Reading(NamedTuple):
    """A parameter, its figure, the words that tell of whom it is; `of` where they name the substance or dose.

    `group` is the one it was dealt to by "respectively"; `changed` is True where the figure is what a parameter rose or fell to.
    `near` are the words between the figures beside it, `whom` the people said right at it ("men (22 hours)").
    """

    parameter: str
    figure: Figure
    scope: str
    of: str | None = None
    group: str | None = None
    changed: bool = False
    near: str = ""
    whom: str | None = None


def fact_value(parameter: str, figure: Figure, of: str | None, population: str | None) -> Pharmacokinetic | None:
    """Returns the value a figure makes; None where it cannot be what it was read as."""
    low, high, unit = figure.low, figure.high, figure.unit
    if parameter == "steady_state":
        low, high, unit = round(low / 24, 4), round(high / 24, 4), "days"
    value = Pharmacokinetic(_PARAMETERS[parameter], low, high, unit, of, population, figure.bound)
    return value if _plausible(value) else None


def _plausible(value: Pharmacokinetic) -> bool:
    """Returns whether a figure can be of its parameter: no share above 100 percent, nothing at zero but a share."""
    if value.unit == "percent":
        return value.high <= _ALL and not (value.parameter == "bioavailability" and value.low == 0)
    if value.parameter == "accumulation":
        return 1 <= value.low <= _ALL
    return value.low > 0
