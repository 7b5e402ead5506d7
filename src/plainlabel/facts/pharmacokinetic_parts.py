"""Which part of a whole a pharmacokinetic figure is of: a phase, a mirror form, what is excreted unchanged, the kidneys' share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.pharmacokinetic_figures import Figure
from plainlabel.facts.pharmacokinetic_parameters import NAMED, Reading
from plainlabel.vocabulary.patterns import pattern

_ROUTE_BEFORE = re.compile(r"\b(?P<route>urine|feces|faeces|stool)\s$", re.IGNORECASE)
_ROUTES: Final = {"u": "urine", "f": "feces", "s": "feces"}
_UNCHANGED_BEHIND = pattern("pk.unchanged_behind")
_UNCHANGED_BEFORE = pattern("pk.unchanged_before")
_PHASE = pattern("pk.phase")
_BESIDE: Final = frozenset({"effective", "accumulation", "functional"})
"""Half-lives told beside the terminal one."""
_OTHER_HALF_LIFE = re.compile(r"\b(?:terminal|elimination|beta)(?:\s\w+){0,2}\s+half", re.IGNORECASE)
_RENAL_CLEARANCE = pattern("pk.renal_clearance")
_REACH: Final = 150
"""How many characters may stand between a parameter and its figure."""
_NEAR: Final = 100
"""How far before a figure a word of change tells of it."""
_ENANTIOMER = pattern("pk.enantiomer")
_ENANTIOMER_BEHIND = pattern("pk.enantiomer_behind")


def of_asides(asides: list[re.Match[str]], readings: list[Reading]) -> Iterator[Reading]:
    """Returns the unchanged parts that brackets behind a share tell ("69% was recovered in feces (19% as unchanged drug)")."""
    for aside in asides:
        whole = [one for one in readings if one.parameter.startswith("excretion") and one.figure.end <= aside.start() + 2]
        if whole:
            low = float(aside["low"])
            high = float(aside["high"] or low)
            route = _ROUTE_BEFORE.search(aside.string, 0, aside.start())
            parameter = f"excretion_{_ROUTES[route.group('route')[0].lower()]}" if route else whole[-1].parameter
            figure = Figure("percent", low, high, "percent", aside.start("low"), aside.end(), "at_most" if aside["bound"] else None)
            yield whole[-1]._replace(parameter=parameter, figure=figure, of="unchanged")


def part(text: str, reading: Reading, *, of: str | None) -> str | None:
    """Returns which half-life or clearance a figure is of where it is not the whole: the first phase's, the kidneys'.

    `of` is the substance; where one is told, or no other half-life beside it, "effective" is no part of it.
    """
    before = text[max(0, reading.figure.start - _REACH) : reading.figure.start]
    if mirrored := _mirrored(text, reading, before):
        return mirrored
    if reading.parameter == "half_life":
        phases = list(_PHASE.finditer(before))
        named = list(NAMED["half_life"].finditer(before))
        phase = phases[-1]["phase"].lower() if phases and named and phases[-1].end() >= named[-1].start() else None
        return None if phase in _BESIDE and (of is not None or not _OTHER_HALF_LIFE.search(text)) else phase
    if reading.parameter == "clearance":
        parts = list(_RENAL_CLEARANCE.finditer(before))
        named = list(NAMED["clearance"].finditer(before))
        return (
            str(parts[-1]["which"] or parts[-1]["free"]).lower()
            if parts and named and parts[-1].end() >= named[-1].start()
            else None
        )
    return None


def _mirrored(text: str, reading: Reading, before: str) -> str | None:
    """Returns the mirror form a figure is of ("R-norvexin"): named right behind it, else last before it."""
    if reading.group is not None or "respectively" in text:
        return None
    behind = _ENANTIOMER_BEHIND.match(text, reading.figure.end)
    found = behind or next(reversed([*_ENANTIOMER.finditer(before)]), None)
    return str(found["form"]).strip() if found is not None else None


def form(text: str, reading: Reading) -> str | None:
    """Returns "unchanged" for the share of the dose that is excreted so."""
    figure = reading.figure
    if not reading.parameter.startswith("excretion") or not any(word in text for word in ("nchanged", "ntact", "arent")):
        return None
    before = text[max(0, figure.start - _NEAR) : figure.start]
    told = _UNCHANGED_BEHIND.search(text[figure.end :]) or _UNCHANGED_BEFORE.search(before)
    return "unchanged" if told else None
