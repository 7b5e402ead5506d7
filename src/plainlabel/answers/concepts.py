"""The concepts that questions ask for, as narrow as questions are: how each is asked for, and how labels speak of it.

They are the rows of vocabulary/answer_concepts.tsv; vocabulary/answer_type_words.tsv tells what a text on a type speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from plainlabel.questions.patterns import rows
from plainlabel.vocabulary.topics import NO_TOPIC

MAIN: Final = 1.0
_TOGETHER: Final = 8
"""Concepts whose patterns are first tried as one: few are asked for, and one search tells that none of these is."""


class Piece(Struct, frozen=True):
    """One piece of what is asked for: its name, what to look for, places that mean something else, how much it counts, its kind.

    `also` is a word that belongs to it ("stones" of "kidney stones"): a text that does not hold it speaks of something else.
    """

    name: str
    label: re.Pattern[str]
    apart: re.Pattern[str] | None
    weight: float
    kind: str
    also: re.Pattern[str] | None = None

    def held(self, text: str) -> bool:
        """Returns whether a text speaks of this."""
        if self.also is not None and self.also.search(text) is None:
            return False
        found = self.label.search(text)
        if found is None or self.apart is None:
            return found is not None
        return self.label.search(self.apart.sub("\x00", text)) is not None


class Concept(Struct, frozen=True):
    """One row of the table: its name, how it is asked for, how labels speak of it, and the wider concepts that it stands over.

    Patterns are made when first needed: a question needs few of them, and all take longer to make than an answer does.
    """

    name: str
    words: str
    label: str
    apart: str
    over: frozenset[str]

    @property
    def asked(self) -> re.Pattern[str]:
        """Returns the pattern of how it is asked for."""
        return spoken(self.words)

    @property
    def piece(self) -> Piece:
        """Returns what to look for."""
        return _piece(self.name, self.label, self.apart)


@cache
def spoken(text: str) -> re.Pattern[str]:
    """Returns a pattern for words where a word begins."""
    return re.compile(rf"(?<!\w)(?:{text})", re.IGNORECASE)


@cache
def _piece(name: str, label: str, apart: str) -> Piece:
    return Piece(name, re.compile(rf"(?<!\w){NO_TOPIC}(?:{label})", re.IGNORECASE), _apart(apart), MAIN, "concept")


def _apart(text: str) -> re.Pattern[str] | None:
    return None if text == "-" else re.compile(text, re.IGNORECASE)


@cache
def concepts() -> tuple[Concept, ...]:
    """Returns the table of concepts."""
    return tuple(
        Concept(
            row["concept"].replace("_", " "),
            row["asked"],
            row["label"],
            row["apart"],
            frozenset() if row["over"] == "-" else frozenset(each.replace("_", " ") for each in row["over"].split(",")),
        )
        for row in rows("answer_concepts.tsv")
    )


@cache
def types() -> dict[str, Piece]:
    """Returns what a text speaks of that answers a type, by type."""
    return {
        row["type"]: Piece(row["type"], spoken(row["label"]), _apart(row["apart"]), MAIN, "type")
        for row in rows("answer_type_words.tsv")
    }


def concept(name: str) -> Piece | None:
    """Returns the piece of a concept by its name ("weight loss"), None where there is none."""
    return next((each.piece for each in concepts() if each.name == name), None)


def concept_of(words: str) -> Piece | None:
    """Returns the piece of the first concept that some words ask for ("vitamin B12"), None where they ask for none."""
    return next((each.piece for each in _likely(words.lower()) if each.asked.search(words.lower())), None)


def is_concept(words: str) -> bool:
    """Returns whether words as a whole ask for a concept."""
    return any(each.asked.fullmatch(words) for each in _likely(words))


@lru_cache(maxsize=64)
def matches(masked: str) -> tuple[tuple[re.Match[str], Concept], ...]:
    """Returns every place where a masked question asks for a concept, in the order of the table, then of its words."""
    return tuple((match, each) for each in _likely(masked) for match in each.asked.finditer(masked))


def _likely(masked: str) -> Iterator[Concept]:
    """Yields the concepts among which are all that some words ask for, in the order of the table."""
    return (each for any_of_them, several in _tried_together() if any_of_them.search(masked) for each in several)


@cache
def _tried_together() -> tuple[tuple[re.Pattern[str], tuple[Concept, ...]], ...]:
    every = concepts()
    chunks = (every[at : at + _TOGETHER] for at in range(0, len(every), _TOGETHER))
    return tuple((spoken("|".join(f"(?:{each.words})" for each in several)), several) for several in chunks)
