"""What a question is about beside its type, word by word: an answer that bears none of it answers something else.

`asked.pieces` knows the concepts of a question. What no concept knows still matters: "blood tests" of a question that reads like
one on how often to take it, "juice" of one on how to swallow. These words, without those that only carry the question, must
stand in what the answer rests on, together in one place; else it is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from plainlabel.answers.asked import carriers, known_spans
from plainlabel.answers.word_forms import any_of, names_of
from plainlabel.questions.patterns import MEDICINE, rows
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.vocabulary.names import ordinary_words

_WORD: Final = re.compile(r"[a-z](?:[a-z'-]*[a-z])?\b")
_LONGEST: Final = 4
_SHORTEST: Final = 3
MOST: Final = 5
"""Words from which on a question tells a story: what it is about is not told by its words one by one."""
_BY_NAMES: Final = frozenset(
    {
        "action",
        "alternatives",
        "appearance",
        "brand_names",
        "class",
        "comparison",
        "indication",
        "information",
        "ingredient",
        "manufacturer",
        "pronunciation",
    }
)
"""Types whose own part compares the words of the question with names: uses, classes, ingredients, makers."""
_OR: Final = re.compile(r"\bor\b")
_CUT: Final = re.compile(r"(?<=[.;:!?])\s+|\n|\t|\u2022")


@lru_cache(maxsize=512)
def focus(question: Question) -> tuple[re.Pattern[str], ...]:
    """Returns what the answer must speak of beside concepts and type: a pattern for each word or named condition."""
    if question.type in _BY_NAMES or len(content_words(question.masked)) >= MOST:
        return ()
    return tuple(dict.fromkeys((*(each for each, _ in _patterns(question.masked, _words(question))), *_named(question.masked))))


@lru_cache(maxsize=512)
def phrases(question: Question) -> tuple[re.Pattern[str], ...]:
    """Returns those of `focus` that the question names in several words: "sleep apnea", not "hard"."""
    wanted = focus(question)
    several = {each for each, of_several in _patterns(question.masked, _words(question)) if of_several}
    return tuple(each for each in wanted if each in several or each in set(_named(question.masked)))


@lru_cache(maxsize=64)
def joined_by_or(question: Question) -> bool:
    """Returns whether "or" stands between the things asked about: either of them answers."""
    told = [*known_spans(question.masked), *((each.start(), each.end()) for each in _words(question))]
    return bool(told) and bool(_OR.search(question.masked, min(start for start, _ in told), max(end for _, end in told)))


def focus_words(question: Question) -> str:
    """Returns the words of a question from the first to the last that tell what it is about."""
    words = _words(question)
    spans = [*known_spans(question.masked), *((each.start(), each.end()) for each in words)]
    told = question.masked[min(start for start, _ in spans) : max(end for _, end in spans)] if words else ""
    return told if MEDICINE not in told else " ".join(each[0] for each in words)


@lru_cache(maxsize=64)
def _words(question: Question) -> tuple[re.Match[str], ...]:
    masked = question.masked
    spans = known_spans(masked)
    content = set(content_words(masked))
    return tuple(
        match
        for match in _WORD.finditer(masked)
        if match[0] in content
        and len(match[0]) >= _SHORTEST
        and not any(start <= match.start() and match.end() <= end for start, end in spans)
        and not _carries(match[0])
        and match[0] in ordinary_words()
        and not (spans and match[0] in _qualifiers())
        and not _tells_type(question, match)
    )


def borne_together(wanted: Iterable[re.Pattern[str]], texts: Iterable[str]) -> bool:
    """Returns whether one of the texts, or its sentence with the heading above, speaks of all that is wanted."""
    several = tuple(wanted)
    return any(all(each.search(text) for each in several) for text in texts)


def sentences(text: str) -> list[str]:
    """Returns the sentences, items and cells of a passage."""
    return [part for part in _CUT.split(text) if part]


def _patterns(masked: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yields a pattern for each condition that words name, by all its names, and each other word; and whether it is of several.

    The longest name around a word counts ("sleep apnea", although sleep is a topic). What "or" joins is one: "to burp or
    hiccup" is answered by either.
    """
    every = list(_WORD.finditer(masked))
    names: tuple[str, ...] = ()
    end, several = 0, False
    for word in words:
        if word.start() < end:
            continue
        if names and not _OR.search(masked[end : word.start()]):
            yield any_of(names), several
            names, several = (), False
        start, end = _widest(masked, every, word)
        phrase = masked[start:end]
        names, several = (*names, phrase, *names_of(phrase)), several or " " in phrase
    if names:
        yield any_of(names), several


def _named(masked: str) -> Iterator[re.Pattern[str]]:
    """Yields a pattern for each condition of several words that goes beyond a concept: "hepatitis b" is not any liver trouble."""
    every = list(_WORD.finditer(masked))
    for start, end in known_spans(masked):
        for word in every:
            if start <= word.start() < end:
                wide = _widest(masked, every, word)
                names = names_of(masked[slice(*wide)]) if wide[1] > end or wide[0] < start else ()
                more = [each[0] for each in every if wide[0] <= each.start() < wide[1] and not start <= each.start() < end]
                if names and any(each not in _qualifiers() and not _carries(each) for each in more):
                    yield any_of((masked[slice(*wide)], *names))


def _widest(masked: str, every: list[re.Match[str]], word: re.Match[str]) -> tuple[int, int]:
    """Returns where the longest name of a condition around a word stands; the word itself where there is none."""
    content = {each for each in content_words(masked) if not _carries(each)}
    at = next(place for place, each in enumerate(every) if each.start() == word.start())
    for length in range(_LONGEST, 1, -1):
        for first in range(max(0, at - length + 1), min(at, len(every) - length) + 1):
            start, end = every[first].start(), every[first + length - 1].end()
            at_ends = {each for each in (every[first][0], every[first + length - 1][0]) if len(each) > 1}
            if MEDICINE not in masked[start:end] and at_ends <= content and names_of(masked[start:end]):
                return start, end
    return word.start(), word.end()


def _tells_type(question: Question, word: re.Match[str]) -> bool:
    """Returns whether the question would read as another type without this word: it is part of how it is asked."""
    if not question.type_rule:
        return False
    rest = f"{question.masked[: word.start()]}{'x' * (word.end() - word.start())}{question.masked[word.end() :]}"
    return re.search(question.type_rule, rest) is None


def _carries(word: str) -> bool:
    return word in carriers() or word.endswith("ly")


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("answer_qualifiers.tsv"))
