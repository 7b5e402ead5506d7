"""The half-lives of a label that speak of the medicine, those of its own before those of what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from plainlabel.answers.told.held import Held, held
from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.retrieval.reading import Reading

_SLOWED: Final = re.compile(r"\b(renal|kidneys?|hepatic|liver|cirrho\w+|poor metaboli[sz]ers?|elderly|geriatric)\b", re.IGNORECASE)
_BECOMES: Final = re.compile(r"\bmetabolites?\b|\bm\d+\b", re.IGNORECASE)
_LONGER: Final = 1.5
"""By how much a figure for everybody must exceed all others for everybody before it is held to be of a slowed group."""


def half_lives(reading: Reading, ingredients: Sequence[str]) -> list[Held[Pharmacokinetic]]:
    """Returns the half-lives told, those of the medicine itself in people at large first.

    A figure that is told of everybody, but is longer than all that is told of people with weak kidneys or a weak liver, cannot
    be of everybody: it is left out where other figures for everybody are told.
    """
    found = [pair for pair in held(reading, Pharmacokinetic) if pair[1].parameter == "half_life"]
    slowed = [value.high for _, value in found if value.population is not None and _SLOWED.search(value.population)]
    general = [value for _, value in found if value.population is None and is_own(value, ingredients)]
    kept = [pair for pair in found if pair[1] not in general or not _too_long(pair[1], general, slowed)]
    return sorted(kept, key=lambda pair: (pair[1].population is not None, not is_own(pair[1], ingredients)))


def is_own(value: Pharmacokinetic, ingredients: Iterable[str]) -> bool:
    """Returns whether a figure is of the medicine itself, not of a part, a form or what the body makes of it."""
    if value.of is None:
        return True
    of = value.of.lower()
    return any(of.startswith(each.lower()) for each in ingredients) and _BECOMES.search(of) is None


def _too_long(value: Pharmacokinetic, general: Sequence[Pharmacokinetic], slowed: Sequence[float]) -> bool:
    others = [each.high for each in general if each != value]
    return bool(others and slowed) and value.low > max(slowed) and value.low > _LONGER * max(others)
