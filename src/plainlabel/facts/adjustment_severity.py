"""How bad kidney or liver disease is in the words of a clause: "mild", "moderate to severe", "end-stage"."""

from __future__ import annotations

import re
from typing import Final, Literal

from plainlabel.vocabulary.patterns import pattern

_RENAL = pattern("adjustment.renal")
_HEPATIC = pattern("adjustment.hepatic")
_SEVERITY = pattern("adjustment.severity")
_UP_TO_END = re.compile(r"\b(?:to (?:an )?end[- ]stage|including (?:\w+ ){0,3}(?:end[- ]stage|ESRD|ESKD))\b", re.IGNORECASE)
_OF_A_DISEASE = pattern("adjustment.severe_disease")
ANY_DEGREE = re.compile(r"\bany degree\b", re.IGNORECASE)
"""Words for all of it: what is named beside them is part of it."""
_ORDER: Final = {"mild": 0, "moderate": 1, "severe": 2, "end-stage": 3}

Organ = Literal["renal", "hepatic"]


def severity_of(clause: str, organ: Organ) -> str | None:
    """Returns how bad it must be, in the clause's words from mild to end-stage; several joined by "to"."""
    if ANY_DEGREE.search(clause):
        return None  # "Any degree of renal impairment, or end-stage disease" is all of it.
    other = _HEPATIC if organ == "renal" else _RENAL
    own = _RENAL if organ == "renal" else _HEPATIC
    found: set[str] = set()
    words = list(_SEVERITY.finditer(clause))
    for place, one in enumerate(words):
        word = one.group().lower()
        if place + 1 < len(words) and _OF_A_DISEASE.fullmatch(clause, one.end(), words[place + 1].start()):
            found.clear()  # "Moderate to severe plaque gout and severe renal impairment".
            continue
        if other.search(clause) and _nearer(clause, one, other, own):
            continue
        word = "severe" if word == "serious" else word
        name = "end-stage" if word.startswith(("end", "es")) else "mild" if word.startswith("mild") else word.removesuffix("ly")
        found.add(name)
    names = sorted((name for name in found if name in _ORDER), key=_ORDER.__getitem__)
    if not names:
        return None
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _nearer(clause: str, word: re.Match[str], other: re.Pattern[str], own: re.Pattern[str]) -> bool:
    """Returns whether the next organ behind a severity is the other one."""
    mine, theirs = own.search(clause, word.start()), other.search(clause, word.start())
    return (
        theirs is not None
        and (mine is None or theirs.start() < mine.start())
        and not re.match(r"\s*(?:and|or|/)\s*$", clause[theirs.end() : mine.start()] if mine else "x")
    )


def apart(severity: str | None, clause: str) -> list[str | None]:
    """Returns the severities of a clause that are facts of their own: end-stage disease is named beside impairment."""
    if severity is None or not severity.endswith(" to end-stage") or _UP_TO_END.search(clause):
        return [severity]
    first = severity.removesuffix(" to end-stage")
    last = max((word for word in _ORDER if word != "end-stage" and word in clause.lower()), key=_ORDER.__getitem__, default=first)
    return [first if first == last else f"{first} to {last}", "end-stage"]


def degrees(severity: str | None) -> set[str]:
    """Returns the severities from the first to the last of those joined by "to"."""
    ends = [_ORDER[word] for word in (severity or "").split(" to ") if word in _ORDER]
    return {word for word, place in _ORDER.items() if ends and ends[0] <= place <= ends[-1]}
