"""A reason not to use a medicine, in the words that fit what it is: people, an allergy, a medicine, a time, an illness."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.patterns import asks
from plainlabel.facts.interaction_medicines import is_medicine as is_substance
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.names import class_words

_NOT: Final = "It must not be used"
_COMPONENTS_ALONE: Final = re.compile(r"(?<=hypersensitivity) to (?:any |its |the )?(?:other )?components?\Z", re.IGNORECASE)
"""An allergy "to this medicine or any other component", of which the fact keeps the last word."""
_LEADING: Final = re.compile(r"\A(?:the )?(?:setting|presence) of (?:the |an? )?", re.IGNORECASE)


def reason_against(term: str) -> str:
    """Returns a sentence on one reason not to use it; a term of no kind that is known is named as a reason and no more."""
    spoken = bare_reason(thing(term).rstrip("."))
    plain = spoken.lower()
    together = asks("tells_against_together").match(spoken)
    if together and spoken[together.end() :].strip():
        return f"{_NOT} together with {spoken[together.end() :].strip()}."
    for how, fits in _KINDS:
        if fits(plain):
            return f"{_NOT} {how} {_with_article(spoken)}.".replace("  ", " ")
    return f"A reason not to use it: {spoken}."


def is_medicine(term: str) -> bool:
    """Returns whether a term is the name of a medicine or of a kind of them: a label warns about use with it, not of it."""
    return term.lower() in _kinds_of_medicine() or is_substance(term)


def bare_reason(term: str) -> str:
    """Returns a reason not to use a medicine without the words before it that name nothing ("setting of")."""
    return _COMPONENTS_ALONE.sub(" to it or its components", _LEADING.sub("", term))


def _with_article(spoken: str) -> str:
    return f"a {spoken}" if spoken.lower().startswith(("history", "known history", "prior ", "previous ", "tendency")) else spoken


@cache
def _kinds_of_medicine() -> frozenset[str]:
    return frozenset(form for each in class_words() for form in (each.name.lower(), f"{each.name.lower()}s"))


_KINDS: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    ("", lambda plain: asks("tells_against_time").match(plain)),
    ("in people", lambda plain: asks("tells_against_age").match(plain)),
    ("in", lambda plain: asks("tells_against_people").search(plain)),
    ("by people with", lambda plain: asks("tells_against_allergy").search(plain) or asks("tells_against_history").match(plain)),
    ("by people", lambda plain: asks("tells_against_state").match(plain)),
    ("for", lambda plain: asks("tells_against_purpose").match(plain)),
    ("together with", lambda plain: asks("tells_against_medicine").search(plain) or plain in _kinds_of_medicine()),
    ("by people with", lambda plain: asks("tells_against_illness").search(plain) or find(plain)),
)
"""What stands before a term, by the first kind that it fits."""
