"""Side effects as a page shows them: rates beside the comparator in groups, and those that are only named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from plainlabel.answers.sentences.dosing import spoken
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.wording import capital
from plainlabel.facts.kinds import AdverseReaction

_NAMED: Final = (
    ("serious", "Serious side effects"),
    ("common", "Common side effects"),
    ("reported", "Also seen in studies"),
    ("postmarketing", "Reported after the medicine came to market"),
)
BAR_WIDTH: Final = 120


class Rate(Struct, frozen=True):
    """One row: the effect, its rate and the comparator's in percent, and the widths of their bars."""

    term: str
    percent: float
    below: bool
    comparator_percent: float | None
    width: float
    comparator_width: float | None


class Rates(Struct, frozen=True):
    """The rates of one population and dose, the highest first, and what they stand beside."""

    heading: str
    comparator: str | None
    rows: tuple[Rate, ...]


def rates(values: Sequence[AdverseReaction]) -> tuple[Rates, ...]:
    """Returns the rates by population and dose."""
    groups: dict[tuple[str, str, str], list[AdverseReaction]] = {}
    for value in values:
        if value.rate_percent is not None:
            groups.setdefault((value.condition or "", value.dose or "", value.comparator or ""), []).append(value)
    return tuple(_group(key, held) for key, held in groups.items())


def named(values: Sequence[AdverseReaction]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns (heading, terms) of the effects that are named without a rate, the serious ones first."""
    found = []
    for seriousness, heading in _NAMED:
        terms = dict.fromkeys(thing(each.term) for each in values if each.rate_percent is None and each.seriousness == seriousness)
        if terms:
            found.append((heading, tuple(terms)))
    return tuple(found)


def _group(key: tuple[str, str, str], held: list[AdverseReaction]) -> Rates:
    condition, dose, comparator = key
    top = max(max(each.rate_percent or 0, each.comparator_percent or 0) for each in held)
    scale = BAR_WIDTH / max(10, math.ceil(top / 10) * 10)
    ordered = sorted(held, key=lambda each: -(each.rate_percent or 0))
    rows = {(each.term, each.rate_percent): _row(each, scale) for each in ordered}
    who = f"People with {thing(condition)}" if condition else "In studies"
    return Rates(
        f"{who} on {spoken(dose)}" if dose else who, spoken(thing(comparator)) if comparator else None, tuple(rows.values())
    )


def _row(value: AdverseReaction, scale: float) -> Rate:
    percent, other = value.rate_percent or 0, value.comparator_percent
    width = None if other is None else round(other * scale, 1)
    return Rate(capital(thing(value.term)), percent, value.below, other, round(percent * scale, 1), width)
