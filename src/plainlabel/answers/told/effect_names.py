"""What an effect is called in a sentence: as it was asked where that names it, else by its concept or the label's own term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plainlabel.answers.concepts import Piece
from plainlabel.answers.mentions_of_topic import AS_ILLNESS
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import lower_words

_SHORT_SUBJECT: Final = 5
ADJECTIVE: Final = re.compile(
    r"\w+(?:ive|ous|ed|able|ible|ful|ish|al|ic|ent)|(?:sleep|dizz|drows|itch|groggy|wobbl|jitter|mood|gass|angr|hungr|thirst|heav|naus)y"
)
"""One word that says how a person or a medicine is: a sentence on an effect needs the effect itself."""


def headed(subjects: Sequence[str]) -> str:
    """Returns how the label heads its warning of the effect, where that is short and whole: "pulmonary toxicity"."""
    short = [each for each in subjects if len(each.split()) <= _SHORT_SUBJECT and not each.endswith("\u2026")]
    return lower_words(short[0]) if short else ""


def may_name(piece: Piece) -> bool:
    """Returns whether a piece of a question is a word of its own that can name an effect: "term" and "problems" cannot."""
    return piece.kind == "word" and not asks("no_effect_word").fullmatch(piece.name.lower())


def known(name: str) -> str:
    """Returns what a concept is called as an illness: "liver" is "liver problems"."""
    return AS_ILLNESS.get(name, name)


def noun(key: str, asked: str, piece: Piece) -> str:
    """Returns what an effect is called: as it was asked where that names it, else by its concept ("addictive" names none)."""
    if key in AS_ILLNESS:
        return AS_ILLNESS[key]
    named = piece.kind == "word" or (piece.held(asked) and not ADJECTIVE.fullmatch(asked))
    return asked if named else known(piece.name)


def by_fact(name: str, told: str, piece: Piece, subjects: Sequence[str]) -> str:
    """Returns what to call an effect: words that no concept knows never name one, so the label's own term does."""
    if piece.kind != "word":
        return name
    return told or lower_words(min(subjects, key=len))
