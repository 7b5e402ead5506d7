"""The arm a result is compared with: one that pools others by its own name, one that is the medicine itself as none."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from plainlabel.facts.effect_times import week
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.table_arms import Pair
from plainlabel.facts.table_columns import COMPARATOR, POOLED, header_words
from plainlabel.facts.tables import Grid


def beside_one_arm(pair: Pair, grid: Grid) -> Pair:
    """Returns the pair without a comparator that pools the arms; one below a head of all people has the name of its own cell."""
    if pair.comparator is None or not POOLED.match(pair.comparator.name):
        return pair
    own = [header_words(piece) for piece in grid.heads[pair.comparator.column]]
    name = next((piece for piece in reversed(own) if piece), "")
    return Pair(pair.medicine, replace(pair.comparator, name=name) if name and not POOLED.match(name) else None)


def regimens(names: Medicine, pair: Pair, grid: Grid) -> Iterator[Pair]:
    """Returns two arms without a comparator where both are of the medicine, each for its own time ("12 weeks", "24 weeks")."""
    medicine, beside = pair
    if beside is None or COMPARATOR.search(beside.name) or not names.names(beside.name):
        yield pair
        return
    times = [week(" | ".join(grid.heads[arm.column])) for arm in (medicine, beside)]
    if None in times or times[0] == times[1]:
        yield pair
        return
    yield Pair(medicine, None)
    yield Pair(replace(beside, role="medicine"), None)
