"""Items of Contraindications: the borders between those that flattened text runs into one another, and the terms of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.contraindication_overlap import of_overlap
from plainlabel.facts.contraindication_terms import listed_terms, people_clause
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.kinds import Contraindication
from plainlabel.facts.source import Source
from plainlabel.facts.terms import plain, without_brackets
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

MARKS: Final = " \t•●▪■◦○‣∙*-–;."  # noqa: RUF001 - labels use these signs as bullets
"""Signs before an item."""
VERB: Final = pattern("contraindication.verb")
SUBORDINATE: Final = re.compile(r"\b(?:who|that|which|whom|whose|if|when|where|because|since|unless|due to)\b", re.IGNORECASE)
"""What opens a clause about the words before it."""
_ALLERGY = pattern("contraindication.allergy")
_ITEM_OF_HYPERSENSITIVITY = pattern("contraindication.hypersensitivity_item")
_ITEM_OF_ONE_WORD = re.compile(r"(?<=[a-z)\]])\s+(?=[A-Z][a-z]{3,}\s+[A-Z][a-z]{2,}[\s,-]+[a-z(])")
_BINDS = pattern("contraindication.binds")
_INNER = re.compile(
    r"(?<=[a-z)\]])\.?\s+(?=[A-Z][a-z]{2,}(?:[\s,-]+[a-z(]|$)|(?:In|Who|With)\s)|(?<=[a-z)\]])\s*\.\s+(?=[a-z]{3})|\s{4,}(?:\.\s+)?(?=[A-Z])|\.?\s+(?=\d{1,2}\.[A-Z])|\s*[;•●▪■]\s*"
)
_IF = re.compile(r"\W*if\s+(?=allergic|hypersensitive|sensitive|pregnant)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:(?<=[a-z,] )|(?<=^)|(?<=^ ))[A-Z][a-z]+(?: [A-Z][a-z]+)*\s*$")
_LETTER = re.compile(r"(?:^\W*[a-h]\.\s+|\s[a-h]\.?\s*$)")
HAVE: Final = re.compile(r"\W*(?:have|had|are)\s+(?!been\b|not\b)", re.IGNORECASE)
"""What an item may begin with that goes on with "patients who"."""
_NEEDS_MORE = re.compile(
    r"\b(?:of|to|with|by|from|the|an?|or|and|in|than|any|other|non|such as|including|like|due|for)$", re.IGNORECASE
)
_HEADING = re.compile(r"\W*(?:other |further |absolute |relative )*contraindications?\W*", re.IGNORECASE)


def items_within(source: Source, text: str) -> bool:
    """Returns whether a text runs several items together."""
    return bool(borders_within(source, text))


def borders_within(source: Source, text: str) -> list[re.Match[str]]:
    """Returns the borders between the items that a text runs together: the name of the medicine begins none."""
    names = source.names
    return [one for one in _inner(text, 0) if names is None or names.match(text, one.end()) is None]


def _inner(text: str, start: int) -> list[re.Match[str]]:
    """Returns the borders between items that flattened text runs into one another, in their order."""
    alone = [one for one in _ITEM_OF_ONE_WORD.finditer(text, start) if not _BINDS.search(text[start : one.start()])]
    more = [one for one in _ITEM_OF_HYPERSENSITIVITY.finditer(text, start) if not _BINDS.search(text[start : one.start()])]
    borders = {one.start(): one for one in (*alone, *more, *_INNER.finditer(text, start))}
    # A mark before everything opens the item, and behind "of" or "to" none begins.
    return [borders[at] for at in sorted(borders) if text[start:at].strip(MARKS) and not _needs_more(text[start:at], borders[at])]


def _needs_more(before: str, border: re.Match[str]) -> bool:
    return border.group() == " " and _NEEDS_MORE.search(before) is not None


def _within_name(source: Source, before: str) -> bool:
    """Returns whether a border would cut a name of several words with capitals ("Zorf Norven syndrome") behind one of them."""
    run = _CAPITALS.search(before)
    if run is None or _ALLERGY.match(plain(before[: run.end()])):
        return False
    words = run.group().strip()
    known = find(words)
    if known is not None and known.how != "head":
        return False
    return not (is_medicine(words.split()[-1]) or (source.names is not None and source.names.search(words)))


def of_item(source: Source, sentence: Sentence, start: int, *, flattened: bool) -> Iterator[Fact]:
    """Returns the terms of an item; flattened text runs items into one another, each begins with a capital."""
    text = sentence.plain
    position = start
    # What stands in brackets opens no item.
    borders = [
        (one.start(), one.end())
        for one in (_inner(text, start) if flattened else ())
        if text.count("(", 0, one.start()) <= text.count(")", 0, one.start())
        # A full stop, a mark or the room of a reference parts whatever stands before it.
        and not (one.group() == " " and _within_name(source, text[start : one.start()]))
    ]
    for stop, following in [*borders, (len(text), len(text))]:
        if stop < len(text) and source.names is not None and source.names.match(text, following):
            continue
        words = text[position:stop]
        head, _, more = words.partition(": ")
        if more and _HEADING.fullmatch(head):
            words = more
        words = head if more and words is not more and len(head.split()) > 1 and VERB.search(more) else words
        having = HAVE.match(words) or _IF.match(words)
        if having is not None:
            position, words = position + having.end(), words[having.end() :]
        first = sentence.start + position + len(words) - len(words.lstrip())
        last = sentence.start + position + len(words.rstrip())
        if not VERB.search(SUBORDINATE.split(without_brackets(words), maxsplit=1)[0]):
            place = source.place(sentence.section, first, last)
            clause = people_clause(_LETTER.sub("", words))
            overlap = of_overlap(source, words)
            names = iter(overlap) if overlap is not None else listed_terms(source, words) if clause is None else [clause]
            yield from (Fact(Contraindication(name), place) for name in names)
        position = following
