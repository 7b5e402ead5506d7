"""Words to look for in a label: with their endings, and with the other names of the condition they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from plainlabel.vocabulary.clinical_names import find

_PART: Final = re.compile(r"[\w'-]+")
_ENDING: Final = re.compile(r"(?:ies|es|s|ing|ed|y|e)\Z")
_KIND: Final = re.compile(r" (?:disease|disorders?|infections?|syndrome|problems?|trouble)\Z")
_STEM: Final = 5


@cache
def names_of(phrase: str) -> tuple[str, ...]:
    """Returns every name of the condition that a phrase names, none where it names none."""
    known = find(phrase)
    if known is None or known.how != "name":
        return ()
    bare = _KIND.sub("", phrase)
    return (*known.condition.names, *((bare,) if bare != phrase and " " in bare else ()))


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern for any of the names, each word by its beginning."""
    return re.compile(r"\b(?:" + "|".join(dict.fromkeys(_stemmed(name) for name in names)) + ")", re.IGNORECASE)


def _stemmed(name: str) -> str:
    return r"\W+".join(_forms(word) for word in _PART.findall(name.lower()))


def _forms(word: str) -> str:
    """Returns a pattern for a word and its endings: "contacts" is no "contain", "gene" no "general"."""
    stem = _ENDING.sub("", word) if len(word) > _STEM else word
    return (
        rf"{re.escape(stem)}(?:\w{{0,4}}|\w*(?:tion|ness|ity)\w?)\b"
        if len(stem) > _STEM
        else rf"{re.escape(stem)}(?:e?[sd]|ing)?\b"
    )
