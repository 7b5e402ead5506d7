"""What two terms of contraindications share: whether a label has said the one when it has said the other."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.vocabulary.patterns import pattern

_ALLERGY = pattern("contraindication.allergy")
_ANAPHYLAXIS = re.compile(r"(?:known )?anaphyla(?:xis|ctic reactions?) (?:to|with)", re.IGNORECASE)
_FEW_MORE: Final = 3
_SMALL: Final = frozenset(("a", "an", "any", "of", "the", "in", "its", "their", "known", "with", "use"))


def key_of(name: str) -> frozenset[str]:
    """Returns the words two terms are told apart by: of a hypersensitivity the substance."""
    allergy = _ALLERGY.match(name)
    words = re.findall(r"\w+", (allergy["objects"] if allergy else name).lower())
    return frozenset(re.sub(r"(?<=[a-z]{3})s$", "", word) for word in words if word not in _SMALL) | (
        {_told_reaction(allergy["lead"])} if allergy else set()
    )


def _told_reaction(lead: str) -> str:
    """Returns "anaphylaxis" for that alone, which a label may list beside hypersensitivity."""
    return "anaphylaxis" if _ANAPHYLAXIS.fullmatch(lead.strip()) else "allergy"


def is_said(key: frozenset[str], other: frozenset[str], first: str) -> bool:
    """Returns whether a term says nothing that another one, which begins with `first`, does not say.

    What reactions are to is not itself forbidden by them, nor is one word deep within a phrase.
    """
    if not key <= other or ("allergy" in key) != ("allergy" in other):
        return False
    return len(key) > 1 or len(other) <= _FEW_MORE or key == key_of(first)
