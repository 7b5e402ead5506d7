"""What a question asks for, piece by piece, in words to look for in a label: concepts, other medicines, and its own words.

A topic is too wide to tell whether a passage answers: one on eyes says nothing on blurred vision. The concepts of
vocabulary/answer_concepts.tsv are as narrow as questions are; a word that no concept knows is looked for as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.vocabulary.topics import NO_TOPIC

_STEM: Final = 6
_SHORT: Final = 4
_FEW_WORDS: Final = 2
"""Words of a question that no concept knows, from which on they say how it is asked rather than what for."""
_SUBJECTS: Final = frozenset({"protein binding", "excretion", "metabolism", "absorption", "half life"})
"""Concepts that are what is asked for, whatever type the question reads as: "how much is bound" asks for no dose."""
_OF_THEIR_OWN: Final = frozenset(
    {"action_time", "dose", "forgotten_dose", "overdose", "stopping", "storage", "usage", "usage_time"}
)
"""Types that say what is asked for; a concept beside their topic tells for whom or why ("how long for an infection")."""
NEVER_A_USE: Final = _SUBJECTS | {
    "qt",
    "alcohol",
    "driving",
    "grapefruit",
    "sun",
    "caffeine",
    "smoking",
    "food",
    "milk",
    "crushing",
    "surgery",
    "mri",
    "vaccines",
    "fridge",
    "freezing",
    "disposal",
    "expiry",
    "platelets",
    "dry mouth",
    "weight gain",
    "hair loss",
    "older people",
    "children",
}
"""Concepts that no medicine is approved for: a question on them is not answered by the list of uses."""
_BY_WORDS: Final = frozenset({"side_effects", "interaction", "contraindication", "other"})
_MAIN: Final = 1.0
_BESIDE: Final = 0.5


class Piece(Struct, frozen=True):
    """One piece of what is asked for: its name, what to look for, places that mean something else, how much it counts, its kind."""

    name: str
    label: re.Pattern[str]
    apart: re.Pattern[str] | None
    weight: float
    kind: str

    def held(self, text: str) -> bool:
        """Returns whether a text speaks of this."""
        found = self.label.search(text)
        if found is None or self.apart is None:
            return found is not None
        return self.label.search(self.apart.sub("\x00", text)) is not None


class _Concept(Struct, frozen=True):
    asked: re.Pattern[str]
    piece: Piece
    over: frozenset[str]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{text})", re.IGNORECASE)


def _apart(text: str) -> re.Pattern[str] | None:
    return None if text == "-" else re.compile(text, re.IGNORECASE)


@cache
def _concepts() -> tuple[_Concept, ...]:
    return tuple(
        _Concept(
            _pattern(row["asked"]),
            Piece(
                row["concept"].replace("_", " "),
                re.compile(rf"(?<!\w){NO_TOPIC}(?:{row['label']})", re.IGNORECASE),
                _apart(row["apart"]),
                _MAIN,
                "concept",
            ),
            frozenset() if row["over"] == "-" else frozenset(each.replace("_", " ") for each in row["over"].split(",")),
        )
        for row in rows("answer_concepts.tsv")
    )


@cache
def _types() -> dict[str, Piece]:
    return {
        row["type"]: Piece(row["type"], _pattern(row["label"]), _apart(row["apart"]), _MAIN, "type")
        for row in rows("answer_type_words.tsv")
    }


def pieces(question: Question) -> tuple[Piece, ...]:
    """Returns what a question asks for: its concepts, else its own words where they are few, and what its type must speak of.

    The concept that is the question's topic counts most; others may say for whom or why it is asked.
    """
    found = [(match, each) for each in _concepts() if (match := each.asked.search(question.masked))]
    found = [(match, each) for match, each in found if not _inside(match, [other for other, _ in found])]
    wider = {name for _, each in found for name in each.over}
    on_topic = {each.piece.name for match, each in found if _is_topic(match, question)}
    kept = [each for _, each in found if each.piece.name not in wider]
    alone = any(each.piece.name in _SUBJECTS for each in kept)
    of_type = (_types()[question.type],) if question.type in _types() and not alone else ()
    topical = [bool(on_topic & {each.piece.name, *each.over}) for each in kept]
    other = question.topic is not None and question.topic.kind == "topic" and question.type in _OF_THEIR_OWN
    if kept and other and not any(topical):
        return of_type  # The question is on something else; what else it speaks of says for whom or why.
    named = tuple(_weighed(each.piece, beside=any(topical) and not own) for each, own in zip(kept, topical, strict=True))
    return (*(named or _words(question)), *of_type)


def _is_topic(match: re.Match[str], question: Question) -> bool:
    asked = question.topic.asked.strip() if question.topic is not None else ""
    return bool(asked) and (asked in match[0] or match[0] in asked)


def _weighed(piece: Piece, *, beside: bool) -> Piece:
    return msgspec.structs.replace(piece, weight=_BESIDE) if beside else piece


def _words(question: Question) -> tuple[Piece, ...]:
    topic = question.topic
    words = content_words(question.masked)
    if question.type not in _BY_WORDS or topic is None or topic.kind != "words" or len(words) > _FEW_WORDS:
        return ()
    return tuple(_word(word) for word in words if len(word) >= _SHORT)


def _inside(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    """Returns whether a match lies within a longer one: "heart" in "heart failure"."""
    return any(other.start() <= match.start() and match.end() <= other.end() and len(other[0]) > len(match[0]) for other in others)


@cache
def _word(word: str) -> Piece:
    stem = re.escape(word if len(word) <= _STEM else word[: max(_STEM, len(word) - 2)])
    return Piece(word, _pattern(rf"{stem}\w*"), None, _MAIN, "word")
