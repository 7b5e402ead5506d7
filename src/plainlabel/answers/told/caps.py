"""The limits that stand with doses by weight: 10 mg/kg, but never more than 600 mg. One is not told without the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.sentences.using import amount
from plainlabel.answers.told.held import Held
from plainlabel.facts.kinds import Dosage

_BY_WEIGHT: Final = ("/kg", "/m2")
_NEAR: Final = 400
"""Characters within which a limit stands in the row or sentence of a dose, where the places are known to the character."""


def caps_of(doses: Sequence[Held[Dosage]], fitting: Sequence[Held[Dosage]]) -> list[Held[Dosage]]:
    """Returns the limits in whole amounts that belong to doses by weight: of the same place, people and use."""
    by_weight = [pair for pair in doses if pair[1].phase != "maximum" and pair[1].unit.endswith(_BY_WEIGHT)]
    limits = [pair for pair in fitting if pair[1].phase == "maximum" and not pair[1].unit.endswith(_BY_WEIGHT)]
    return [limit for limit in limits if any(_limits(limit, dose) for dose in by_weight)]


def cap_words(caps: Sequence[Held[Dosage]]) -> str:
    """Returns a sentence on the limits of doses by weight, beginning with a space; empty where there are none."""
    told = list(dict.fromkeys(amount(replace(value, route=None)) for _, value in caps))
    several = " Which limit holds depends on the case; they are below." if len(told) > 1 else ""
    return f" The label limits it: at most {', or '.join(told[:3])}.{several}" if told else ""


def with_caps(ordered: Sequence[Held[Dosage]], caps: Sequence[Held[Dosage]], most: int) -> list[Held[Dosage]]:
    """Returns doses with the limits among the first `most`: a list that is cut never loses them."""
    late = [pair for pair in ordered[most:] if pair in caps][:most]
    if not late:
        return list(ordered)
    kept = [pair for pair in ordered if pair not in late]
    return [*kept[: most - len(late)], *late, *kept[most - len(late) :]]


def _limits(limit: Held[Dosage], dose: Held[Dosage]) -> bool:
    return _of(limit[1]) == _of(dose[1]) and _same_place(limit, dose)


def _of(value: Dosage) -> tuple[object, ...]:
    people = (value.min_age_months, value.max_age_months, value.min_weight_kg, value.max_weight_kg, value.adults)
    return (*people, value.condition)


def _same_place(limit: Held[Dosage], dose: Held[Dosage]) -> bool:
    one, other = limit[0].place, dose[0].place
    if (one.section_code, one.section) != (other.section_code, other.section):
        return False
    return one.start is None or other.start is None or abs(one.start - other.start) <= _NEAR
