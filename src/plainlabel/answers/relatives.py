"""Which medicines are near one another: of one class, for the same conditions, taken the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from plainlabel.answers.listed import ListedMedicine, readable_key

_WHOLE_BODY: Final = frozenset({"oral", "injection", "mouth", "transdermal"})
"""Groups of routes by which a medicine reaches the whole body; each other group acts where it is put, and stands for itself."""


class Relative(Struct, frozen=True):
    """What medicines are compared by.

    `conditions` are readable keys, `routes` groups of routes ("oral", "skin"); `established` tells that FDA puts both in one class.
    """

    listed: ListedMedicine
    routes: frozenset[str]
    conditions: frozenset[str]
    established: bool = False


def nearest(own: Relative, others: Iterable[Relative]) -> tuple[ListedMedicine, ...]:
    """Returns the others, the nearest first; of those that hold nothing new only the nearest stays.

    A class of FDA counts before a class by the label's own words, the kind of route before the share of conditions in common.
    """
    ranked = sorted(others, key=lambda each: _distance(own, each))
    listed, seen = [], [frozenset(own.listed.ingredients)]
    named: set[str] = set()
    for each in ranked:
        ingredients = frozenset(each.listed.ingredients)
        if ingredients in seen or (ingredients and ingredients <= named):
            continue
        seen.append(ingredients)
        named |= ingredients
        listed.append(each.listed)
    return tuple(listed)


def _distance(own: Relative, other: Relative) -> tuple[object, ...]:
    all_conditions = own.conditions | other.conditions
    share = len(own.conditions & other.conditions) / len(all_conditions) if all_conditions else 0.0
    return (
        not other.established,
        not (own.routes & other.routes or (own.routes & _WHOLE_BODY and other.routes & _WHOLE_BODY)),
        -share,
        not own.routes & other.routes,
        abs(len(own.listed.ingredients) - len(other.listed.ingredients)),
        readable_key(other.listed.name),
        other.listed.key,
    )
