"""Mentions of the conditions a text says its medicine is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.features import places
from plainlabel.facts.conditions.governed import governed
from plainlabel.facts.conditions.model import Model, model
from plainlabel.facts.conditions.tokens import Token, sentences
from plainlabel.vocabulary.abbreviations import definitions
from plainlabel.vocabulary.clinical_keys import ordered_key
from plainlabel.vocabulary.clinical_names import defined_abbreviations, normalise
from plainlabel.vocabulary.conditions import in_text_order

_SHARE: Final = 1 / 3
_CLOSING: Final = frozenset(")],;:")


class Mention(Struct, frozen=True):
    """One mention: [start, end) in the text, the words there, and the plain name of the condition, None where it has none."""

    start: int
    end: int
    text: str
    name: str | None


@lru_cache(maxsize=64)
def mentions(text: str) -> tuple[Mention, ...]:
    """Returns the mentions of the conditions a medicine is for, in the order of the text (an indications section).

    The last ones are remembered: several ways of reading ask for the same text.
    """
    abbreviations = defined_abbreviations(text)
    return tuple(
        Mention(start, end, text[start:end], normalise(text[start:end], abbreviations)) for start, end in spans(text, model())
    )


def spans(text: str, by: Model) -> list[tuple[int, int]]:
    """Returns [start, end) of every mention that a model finds in a text.

    A name that is often a mention is one wherever the text has it, and so are the abbreviation it defines for the name and the name
    it abbreviates: who reads "osteoarthritis (OA)" knows what "OA" is two lines below.
    """
    read = sentences(text)
    around = places(read)
    found = [
        [piece for span in _whole(sentence, list(_spans(tags))) for piece in _pieces(sentence, *span)]
        for sentence, tags in zip(read, by.tag(read, around), strict=True)
    ]
    if not any(found):
        found = [list(governed(sentence, where)) for sentence, where in zip(read, around, strict=True)]
    keys = _often(
        read, Counter(_key(sentence[first:last]) for sentence, those in zip(read, found, strict=True) for first, last in those)
    )
    keys |= _abbreviated(text, keys)
    names = {key: key.split() for key in keys}
    return [span for sentence, those in zip(read, found, strict=True) for span in _repeated(sentence, those, names)]


def _often(read: list[list[Token]], counts: Counter[str]) -> set[str]:
    """Returns the names that are mentions in a third or more of the places where a text has them."""
    texts = [f" {_key(sentence)} " for sentence in read]
    return {key for key, count in counts.items() if count >= _SHARE * sum(text.count(f" {key} ") for text in texts)}


def _abbreviated(text: str, keys: set[str]) -> set[str]:
    """Returns the keys of abbreviations whose long form is a mention, and of long forms whose abbreviation is one."""
    more: set[str] = set()
    for one in definitions(text):
        short, long = ordered_key(one.short), ordered_key(one.long)
        if short in keys or any(long == key or long.endswith(f" {key}") or key.endswith(f" {long}") for key in keys):
            more |= {short, long}
    return more


def _repeated(sentence: list[Token], those: list[tuple[int, int]], names: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    """Returns the places of the mentions of a sentence with those of the names that stand elsewhere in it."""
    tokens = [token.key for token in sentence]
    taken = {at for first, last in those for at in range(first, last)}
    every = list(those)
    for words in sorted(names.values(), key=len, reverse=True):
        for at in range(len(tokens) - len(words) + 1):
            if tokens[at] == words[0] and tokens[at : at + len(words)] == words and taken.isdisjoint(range(at, at + len(words))):
                if len(words) == 1 and len(words[0]) < 4 and sum(sign.isupper() for sign in sentence[at].text) < 2:
                    continue
                every.append((at, at + len(words)))
                taken.update(range(at, at + len(words)))
    return ((sentence[first].start, sentence[last - 1].end) for first, last in sorted(every))


def _whole(sentence: list[Token], those: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Returns the mentions, each with the "non" of its name: "small cell lung cancer" is another disease than "non-small ..."."""
    names = [name for name in known_names(sentence) if sentence[name[0]].key.startswith("non")]
    end = 0
    for first, last in those:
        around = next((name for name in names if name[0] <= first and last <= name[1]), None)
        begin, end_here = around if around is not None and around[0] >= end else (first, last)
        if begin >= end:
            end = end_here
            yield begin, end_here


def _pieces(sentence: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Returns the mentions in [first, last): without a number in front of it ("1.1 )"), each line of a flattened list by itself.

    Flattened text runs one line into the next: a capital behind a known name that is written small begins another mention.
    """
    while last - first > 1 and not sentence[first].text[0].isalpha() and (not sentence[first + 1].text[0].isalpha()):
        first += 1
    if last - first > 1 and sentence[first].text in _CLOSING:
        first += 1
    names = in_text_order()
    for at in range(first + 1, last):
        opens = sentence[at].text[0].isupper() and not sentence[at].text.isupper() and sentence[at - 1].text.islower()
        if opens and _key(sentence[first:at]) in names and _key(sentence[first:last]) not in names:
            yield first, at
            first = at
    yield first, last


def _key(tokens: list[Token]) -> str:
    return " ".join(token.key for token in tokens)


def _spans(tags: list[str]) -> Iterator[tuple[int, int]]:
    """Returns [first, last) of the mentions that tags tell."""
    first: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if first is not None and tag != "I":
            yield first, at
            first = None
        if tag == "B":
            first = at
