"""Shares of a dose told item by item: each behind its route, each in brackets behind a metabolite, or of two substances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.pharmacokinetic_figures import Figure
from plainlabel.facts.pharmacokinetic_parameters import Reading
from plainlabel.vocabulary.patterns import pattern

_BOTH_ROUTES = pattern("pk.both_routes")
_ITEM = Guarded(pattern("pk.item"))
_METABOLITE_WORD = pattern("pk.metabolite_word")
_TWO_SHARES = pattern("pk.two_shares")
_URINE = re.compile(r"\b(?:urine|urinary)\b", re.IGNORECASE)
_FECES = re.compile(r"\b(?:fa?eces|fa?ecal|stool)\b", re.IGNORECASE)
_ROUTES: Final = {"u": "urine", "k": "urine", "r": "urine", "f": "feces", "s": "feces"}
_SEVERAL: Final = 2


def shares(text: str) -> list[Reading]:
    """Returns the shares of a sentence that tells several in a row, none where it does not."""
    if "%" not in text:
        return []
    return _both_routes(text) or list(_two_substances(text)) or _items(text)


def _both_routes(text: str) -> list[Reading]:
    """Returns the shares of a sentence that tells each behind its route ("in feces (13%) and urine (87%)")."""
    found = _BOTH_ROUTES.search(text)
    if found is None:
        return []
    told = [(_ROUTES[found[route][0].lower()], share) for route, share in (("first", "one"), ("second", "two"))]
    if told[0][0] == told[1][0]:
        return []
    return [_reading(f"excretion_{route}", text, found, share) for route, share in told]


def _two_substances(text: str) -> Iterator[Reading]:
    """Returns the shares of "33% of (A) and 12% of (B) are excreted in urine"."""
    found = _TWO_SHARES.search(text)
    parameter = _parameter(found["how"], found["rest"]) if found else None
    if found is not None and parameter is not None:
        for share, name in (("one", "first"), ("two", "second")):
            substance = found[name].strip()
            yield _reading(parameter, text, found, share)._replace(of=None if "dose" in substance else substance)


def _parameter(how: str, rest: str) -> str | None:
    if how.lower() == "bound":
        return "protein_binding"
    return "excretion_urine" if _URINE.search(rest) else "excretion_feces" if _FECES.search(rest) else None


def _items(text: str) -> list[Reading]:
    """Returns the shares in brackets behind metabolites ("in urine, M1 (31%), M2 (5% to 8%)")."""
    found = list(_ITEM.finditer(text))
    if len(found) < _SEVERAL or not _METABOLITE_WORD.search(text):
        return []
    route = [name for name, said in (("urine", _URINE), ("feces", _FECES)) if said.search(text)]
    if len(route) != 1:
        return []
    return [_reading(f"excretion_{route[0]}", text, one, "low", "high")._replace(of=one["name"]) for one in found]


def _reading(parameter: str, text: str, found: re.Match[str], low: str, high: str | None = None) -> Reading:
    first = float(found[low])
    last = float(found[high]) if high and found[high] else first
    figure = Figure("percent", first, last, "percent", found.start(low), found.end(high if high and found[high] else low), None)
    return Reading(parameter, figure, text, near=text)
