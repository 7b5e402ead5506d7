"""Pharmacokinetic figures of one sentence, each with the parameter that it is of and the words that tell of whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.pharmacokinetic_figures import Figure, figures
from plainlabel.facts.pharmacokinetic_parameters import BEHIND, MEASURES, NAMED, Reading
from plainlabel.vocabulary.patterns import pattern

_LEADS = pattern("pk.leads")
_TIME_LEADS = pattern("pk.time_leads")
_CHANGE = pattern("pk.change")
_CHANGED_TO = pattern("pk.changed_to")
_PER_AREA = re.compile(r"\s*(?:per|/)\s*1\.73")
_CHANGED_BEHIND = pattern("pk.changed_behind")
_COMPARED = pattern("pk.compared")
_COMPARED_AGAIN = pattern("pk.compared_again")
"""The parameter itself told again for what its figure is compared with ("8 hours, compared to a half-life of")."""
_CHANGE_OF = pattern("pk.change_of")
_OF_EFFECT = pattern("pk.of_effect")
_NOT_OWN = pattern("pk.not_own")
_RANGE_ONLY = re.compile(r"\brange\s?:\s*$")
_NEXT = re.compile(r"^(?:[^;.]|(?<=\d)\.(?=\d)){0,90}?(?:,|\band\b)\s*(?:approximately |about )?$")
_FOR_WHOM = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:for|in|at|with|following)\s|\s*\([A-Z][^)]*\)")
_RATIO = pattern("pk.accumulation_ratio")
_SECOND_RATIO = pattern("pk.accumulation_second")
_CLAUSE = pattern("pk.clause")
_PLURAL = pattern("pk.plural")
_EACH_GROUP = pattern("pk.each_group")
"""A figure for one group and, joined by "and", another for the next ("in adults is 14 hours and 15 hours in children")."""
_GROUP_BRACKET = pattern("pk.group_bracket")
_GROUP_BEFORE = pattern("pk.group_before")
_OTHER_UNIT = pattern("pk.other_unit")
_UNCHANGED_BEHIND = pattern("pk.unchanged_behind")
_ATTAINED = re.compile(r"\b(?:attained|reached|achieved|occur(?:s|red)?|observed)\s+(?:\w+\s+){0,2}$")
_AFTER = pattern("pk.after")
_SAME_OF = pattern("pk.same_of")
_NAMED_AGAIN: Final = frozenset({"half_life", "clearance", "tmax"})
_SELF_TOLD: Final = frozenset({"protein_binding", "half_life"})
"""Parameters whose name behind a figure tells enough to be read again in the same sentence."""
_OF_RECOVERED = pattern("pk.of_recovered")
_MADE_UP = re.compile(r"\b(?:account\w*\s+for|represent\w*|compris\w+|constitut\w+)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_WHAT_IS_FOUND = re.compile(r"Of (?:the|this|that)\b[^,\d]{0,60}\bin (?:the )?(?:urine|feces)[^,\d]{0,20},", re.IGNORECASE)
_THAN = re.compile(r"\b(?:(?:higher|lower|longer|shorter|greater|less) than|compared (?:to|with)|versus)\b")
_RISEN_TO = re.compile(r"\bto\s+(?:approximately |about )?$")
_REACH: Final = 150
"""How many characters may stand between a parameter and its figure."""
_FAR: Final = 260
"""How many may stand between a peak and the time at which it is said to be reached."""
_NEAR: Final = 100
"""How far before a figure a word of change tells of it."""
_AGE_BEHIND = re.compile(r"[\s-]*(?:of age|old|of life|postnatal|gestation\w*|after birth|infants?|neonates?)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|younger than|older than|under|infants|neonates|children) (?:of |between |from )?(?:\d+ (?:and|to|-) )?$",
    re.IGNORECASE,
)


def readings(text: str) -> list[Reading]:
    """Returns each parameter of a sentence with its figure and the words that tell of whom it is.

    Further figures of the same parameter count where a group stands behind each ("6 hours for children, 10 hours for adults").
    """
    read: list[Reading] = []
    several = "respectively" in text or bool(_PLURAL.search(text) or _EACH_GROUP.search(text))
    every = [figure for figure in figures(text, apart=several) if not _of_others(text, figure)]
    for at, figure in enumerate(every):
        behind = text[figure.end : every[at + 1].start if at + 1 < len(every) else len(text)]
        told = _behind(text, figure)
        parameter = told or _before(text, figure)
        again = next((one for one in read if one.parameter == parameter), None)
        whom: str | None = None
        anew = several or bool(_FOR_WHOM.match(text, figure.end) or _AFTER.match(text, figure.end)) or told in _SELF_TOLD
        shared = read and read[-1].parameter.startswith("excretion") and figure.measure == "percent"
        unchanged = shared and _UNCHANGED_BEHIND.search(behind)
        if unchanged and (parameter is None or text[: figure.start].rstrip().endswith("(")):
            parameter, again, anew = read[-1].parameter, read[-1], True
        if read and read[-1].figure.measure == figure.measure and parameter in {None, read[-1].parameter}:
            between = text[read[-1].figure.end : figure.start]
            bracketed = _GROUP_BRACKET.search(between)
            other_unit = figure.unit != read[-1].figure.unit and _OTHER_UNIT.search(between)
            whom = bracketed["group"].strip() if bracketed else None
            same_of = _SAME_OF.search(between)
            if bracketed or other_unit or (parameter is None and (same_of or _NEXT.search(between))):
                parameter, again = read[-1].parameter, read[-1]
            anew = anew or bool(same_of)
            named_again = parameter in _NAMED_AGAIN and NAMED[parameter].search(text, read[-1].figure.end, figure.start)
            anew = anew or bool(bracketed or other_unit or named_again or unchanged or _CLAUSE.search(between))
        if parameter is not None and (again is None or (anew and again.figure != figure)):
            start = every[at - 1].end if at else 0
            scope = _scope(text, start, figure, behind, again=again is not None)
            first = _GROUP_BEFORE.search(text[start : figure.start])
            whom = whom or (first["group"].strip() if first else None)
            before = text[start : figure.start]
            after = text[figure.end : next((one.start for one in every[at + 1 :] if one.measure == figure.measure), len(text))]
            near = f"{after} {before}" if _FOR_WHOM.match(text, figure.end) else f"{before} {after}"
            read.append(Reading(parameter, figure, scope, changed=_is_change(text, figure), near=near, whom=whom))
    return read


def ratios(text: str) -> Iterator[Reading]:
    """Returns accumulation told as a bare number ("the accumulation ratio was 2.1")."""
    found = _RATIO.search(text) if "ccumulation" in text else None
    if found is not None and not _CHANGE.search(found.group()):
        low = float(found["low"])
        figure = Figure("fold", low, float(found["high"] or low), "ratio", found.start("low"), found.end(), None)
        second = _SECOND_RATIO.match(text, found.end())
        yield Reading("accumulation", figure, text, second["first"] if second else None, near=text)
        if second is not None:
            figure = Figure("fold", float(second["low"]), float(second["low"]), "ratio", found.start("low"), second.end(), None)
            yield Reading("accumulation", figure, text, second["second"], near=text)


def _scope(text: str, start: int, figure: Figure, behind: str, *, again: bool) -> str:
    """Returns what speaks of a figure: its clause where clauses are set against each other, else all before and behind it."""
    behind = _THAN.split(_CLAUSE.split(behind, maxsplit=1)[0], maxsplit=1)[0]
    if not again:
        return f"{text[: figure.start]} {behind}"
    own = _CLAUSE.split(text[start : figure.start])
    return f"{own[-1]} {behind}" if len(own) > 1 else behind


def _of_others(text: str, figure: Figure) -> bool:
    """Returns whether a figure is one of a change, of what the medicine is compared to, or an age."""
    if is_age(text, figure) or (figure.measure == "time" and _OF_EFFECT.match(text)):
        return True
    if _CHANGE_OF.search(text, max(0, figure.start - _NEAR), figure.start):
        return True
    if figure.measure == "percent" and _is_of_recovered(text, figure):
        return True
    compared = _COMPARED.search(text, 0, figure.start) and not _COMPARED_AGAIN.search(text, 0, figure.start)
    changed = _is_change(text, figure) and not _RISEN_TO.search(text[: figure.start])
    return bool(compared or changed or _CHANGED_BEHIND.match(text[figure.end :]) or _PER_AREA.match(text, figure.end))


def is_age(text: str, figure: Figure) -> bool:
    """Returns whether a time is the age of people."""
    return figure.measure == "time" and bool(_AGE_BEHIND.match(text, figure.end) or _AGE_BEFORE.search(text, 0, figure.start))


def _is_of_recovered(text: str, figure: Figure) -> bool:
    """Returns whether a share is of what was found in urine or feces, not of the dose ("M1 made up 80% of the ... recovered")."""
    led = _OF_WHAT_IS_FOUND.match(text, 0, figure.start)
    return bool(led or (_MADE_UP.search(text, 0, figure.start) and _OF_RECOVERED.match(text, figure.end)))


def _is_change(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(_CHANGED_TO.search(before) and _CHANGE.search(before))


def _before(text: str, figure: Figure) -> str | None:
    """Returns the parameter named last before a figure, when nothing but leading words stands between."""
    best: tuple[int, str] | None = None
    for name, named in NAMED.items():
        if MEASURES[name] != figure.measure:
            continue
        for found in named.finditer(text, 0, figure.start):
            if best is None or found.end() > best[0]:
                best = found.end(), name
    if best is None:
        return None
    between = text[best[0] : figure.start]
    if _RISEN_TO.search(between):
        between = _CHANGE.sub(" ", between)
    leads = _TIME_LEADS if best[1] in {"tmax", "steady_state"} else _LEADS
    reach = _FAR if best[1] == "tmax" and _ATTAINED.search(between) else _REACH
    fits = len(between) <= reach and leads.search(between) and not _NOT_OWN.search(between) and not _RANGE_ONLY.search(between)
    return best[1] if fits else None


def _behind(text: str, figure: Figure) -> str | None:
    for name, named in BEHIND.items():
        if MEASURES[name] == figure.measure and named.match(text, figure.end):
            return name
    return None
