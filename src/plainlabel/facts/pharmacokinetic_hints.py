"""What tells figures of one parameter apart: the group of people, the route, the form, the dose, the meal.

Said of a figure that stands alone these words are no part of the fact ("after a single oral dose the half-life was 7 hours"); they
are where the label gives several figures that differ by them. So they are read as hints and used at the end, over the whole label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from plainlabel.facts.fact import Place
from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.vocabulary.patterns import pattern

_KINDS: Final = ("group", "route", "form", "dose", "meal")
_NAMED: Final = {name: pattern(f"pk.hint_{name}") for name in _KINDS}
_BAND: Final = pattern("pk.hint_band")
_ROUTES: Final = {"iv": "intravenous", "sc": "subcutaneous", "im": "intramuscular"}
_TWO: Final = 2


class Told(NamedTuple):
    """A value with its place and the hints of the words around its figure, by their kind."""

    value: Pharmacokinetic
    place: Place
    hints: dict[str, str]
    in_table: bool = False


def hints(words: str, *, head: bool = False) -> dict[str, str]:
    """Returns the hints words give, one a kind; in the `head` of a table a bare age ("3 weeks to < 8 weeks") is a group, too."""
    found = {name: named.search(words) for name, named in _NAMED.items()}
    told = {name: " ".join(one.group("hint").split()).lower() for name, one in found.items() if one}
    if "route" in told:
        told["route"] = _ROUTES.get(told["route"].replace(".", ""), told["route"])
    if "dose" in told and (dose := found["dose"]):
        told["dose"] = " ".join(dose.group("hint").split())
    band = _BAND.search(words) if head else None
    return {"group": " ".join(band.group().split()).strip("| "), **told} if band else told


def told_apart(every: Iterable[Told]) -> Iterator[Told]:
    """Returns the facts with the hint that tells each from the others of its parameter, where there are others."""
    read = list(every)
    alike: dict[tuple[str, str, str | None, str | None], list[int]] = {}
    for at, told in enumerate(read):
        value = told.value
        alike.setdefault((value.parameter, value.unit, value.of, value.population), []).append(at)
    values = [told.value for told in read]
    for places in alike.values():
        if len({(values[at].low, values[at].high) for at in places}) >= _TWO:
            for at, value in _named(places, read, values):
                values[at] = value
    for told, value in zip(read, values, strict=True):
        yield told._replace(value=value)


def _named(places: list[int], read: list[Told], values: list[Pharmacokinetic]) -> Iterator[tuple[int, Pharmacokinetic]]:
    """Returns the values at `places` with the first kind of hint by which they differ."""
    differing = [kind for kind in _KINDS if len({read[at].hints.get(kind) for at in places} - {None}) >= _TWO]
    groups = "group" in differing
    kind = next((one for one in differing if one != "group"), None)
    for at in places:
        group = read[at].hints.get("group") if groups else None
        own = read[at].hints.get(kind) if kind else None
        value = values[at]
        if group:
            whole = f"{value.population} {group}" if value.population == "children" and group[0].isdigit() else group
            value = msgspec.structs.replace(value, population=whole)
        yield at, msgspec.structs.replace(value, of=own) if own and value.of is None else value
