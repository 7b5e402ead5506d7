"""Series in pharmacokinetic sentences: "10 and 13 hours for the 100 mg and 300 mg doses, respectively".

Figures are dealt out in turn: to as many parameters of their measure as there are figures, or to one parameter for as many groups,
doses or substances.
"""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.pharmacokinetic_figures import Figure, figures, spelled_out
from plainlabel.facts.pharmacokinetic_parameters import MEASURES, NAMED, Reading
from plainlabel.facts.pharmacokinetic_readings import is_age
from plainlabel.vocabulary.patterns import pattern

_RESPECTIVELY = Guarded(re.compile(r",?\s*\(?\brespectively\b"))
_CLAUSE = re.compile(r"[^;]+")
_ROUTES: Final = (
    # The air breathed out is a route of its own, which no parameter is for.
    (
        re.compile(r"(?i)\burine\s*,\s*f(?:a)?eces\s*,?\s*(?:and|or)\s+(?:expired|exhaled) air"),
        ("excretion_urine", "excretion_feces", ""),
    ),
    (re.compile(r"(?i)\burine\s+(?:and|or)\s+(?:in\s+)?(?:the\s+)?f(?:a)?eces"), ("excretion_urine", "excretion_feces")),
    (re.compile(r"(?i)\bf(?:a)?eces\s+(?:and|or)\s+(?:in\s+)?(?:the\s+)?urine"), ("excretion_feces", "excretion_urine")),
)
_DOSES = pattern("pk.series_dose")
_DOSE_UNIT = pattern("pk_dose_unit")
_BOUND_BEHIND = re.compile(r"\W*(?:is|are|was|were)\s+(?:\w+\s+)?bound\b", re.IGNORECASE)
_BARE = re.compile(r"\d[\d,.]*")
_GROUPS: Final = (pattern("pk.series_subject"), pattern("pk.series_groups"))
_CHANGE = pattern("pk.change")
_AND_METABOLITE = pattern("pk.and_metabolite")
_TWO: Final = 2
_SPLIT = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_MOST: Final = 6


def in_turn(text: str) -> list[Reading]:
    """Returns the readings of a sentence that deals its figures out by "respectively"; none where they do not come out even."""
    ends = list(_RESPECTIVELY.finditer(text))
    if len(ends) > 1 and ";" in text:  # a clause each
        clauses = [found for found in _CLAUSE.finditer(text) if _RESPECTIVELY.search(found.group())]
        return [one for found in clauses for one in in_turn(" " * found.start() + found.group())]
    end = ends[0] if ends else None
    if end is None or _CHANGE.search(text):
        return []
    whole = spelled_out(text[: end.start()])
    every = [figure for figure in figures(whole, apart=True) if not is_age(whole, figure)]
    read: list[Reading] = []
    for measure in dict.fromkeys(figure.measure for figure in every):
        dealt = [figure for figure in every if figure.measure == measure]
        named = _parameters(whole, measure, dealt)
        if not named and measure == "percent" and _BOUND_BEHIND.match(text, end.end()):
            named = ["protein_binding"]
        if len(dealt) > _MOST or not named:
            continue
        if len(named) == len(dealt):
            read += [Reading(name, figure, whole) for name, figure in zip(named, dealt, strict=True) if name]
        elif len(named) == 1:
            read += _for_groups(whole, named[0], dealt)
    return read


def _parameters(text: str, measure: str, dealt: list[Figure]) -> list[str]:
    """Returns the parameters of a measure a text names, in their order: before the figures, of shares also behind them."""
    if measure == "percent":
        for route, names in _ROUTES:
            if route.search(text):
                return list(names) if len(dealt) == len(names) else []
    until = len(text) if measure == "percent" else dealt[-1].start
    found = sorted(
        (one.start(), name) for name, named in NAMED.items() if MEASURES[name] == measure for one in named.finditer(text, 0, until)
    )
    return list(dict.fromkeys(name for _, name in found))


def _for_groups(text: str, parameter: str, dealt: list[Figure]) -> list[Reading]:
    """Returns one reading a figure, each with the group, dose or substance named in its turn."""
    lists = [_SPLIT.split(found["groups"].strip()) for named in _GROUPS for found in named.finditer(text)]
    groups = next((one for one in reversed(lists) if len(one) == len(dealt)), None) or _doses(text, len(dealt))
    its_own = _AND_METABOLITE.search(text, 0, dealt[0].start) if groups is None and len(dealt) == _TWO else None
    if its_own is not None:
        named = its_own["short"] or its_own["name"] or "metabolite"
        return [Reading(parameter, dealt[0], text, near=text), Reading(parameter, dealt[1], text, named, near=text)]
    if groups is None:
        # A share of the dose is only told by what it was found as; other figures are the medicine's whatever the groups are.
        return [] if MEASURES[parameter] == "percent" else [Reading(parameter, figure, text) for figure in dealt]
    every = " ".join(groups)
    unit = next((found.group() for group in reversed(groups) if (found := _DOSE_UNIT.search(group))), "")
    return [
        Reading(parameter, figure, every, _dose(group, unit), group=group, near=group)
        for figure, group in zip(dealt, groups, strict=True)
    ]


def _doses(text: str, count: int) -> list[str] | None:
    """Returns the last list of `count` doses a text names."""
    lists = [_SPLIT.split(found.group()) for found in _DOSES.finditer(text)]
    return next((one for one in reversed(lists) if len(one) == count), None)


def _dose(group: str, unit: str) -> str | None:
    """Returns the dose a group is told by; the last of a series has the unit of all ("30 and 120 units/kg")."""
    if unit and _BARE.fullmatch(group.strip()):
        return f"{group.strip()} {unit}"
    found = _DOSES.search(group)
    return found.group() if found else None
