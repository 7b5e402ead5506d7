"""Clauses of running text that may list reactions: sentences and items, parted at organ classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reaction_terms import is_listed, organ_class
from plainlabel.facts.source import Source
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_ORGAN = pattern("lists.organ_heading")
_ANY_HEADING = pattern("lists.any_heading")
_ORGAN_START = pattern("lists.organ_start")
_SHOUTED_ORGAN = pattern("lists.shouted_heading")
_ELSEWHERE = Guarded(pattern("lists.elsewhere"))
_NOTE = Guarded(pattern("lists.note"))
_VERB = pattern("lists.verb")
_BLOCKED = pattern("lists.blocked")
_SENTENCE = pattern("lists.item_sentence")
_REFERENCE = re.compile(r"[\[({]\s?see\b[^\[\]{}]*[\])}]\s?[.,;]?", re.IGNORECASE)
_REACTIONS = re.compile(r"(?:[A-Z][a-z]+ (?:[a-z]+ )?)?[Aa]dverse (?:events|reactions)\b")
_NEXT_CLAUSE = pattern("lists.next_clause")
_HEADING_SIGNS = (":", "isorders", "onditions", "nfestations", " - ", "\u2013", "\u2014")
_BULLET = re.compile(r"\W*[•●▪■◦○·*–-]?\s*")  # noqa: RUF001 - labels use this dash as a bullet
_OPENING = 250
_LONGEST_ITEM = 160
_HEADING_LENGTH = 80
_SURE_LIST = 3
_RUN = 2  # From so many organ classes on every heading with a colon parts the text.


class Clause(NamedTuple):
    """A piece of running text: [start, end) in the section, without the organ class that heads it.

    `follows` tells that another piece of the same passage stands before it; `elsewhere` that it lists what other sections discuss.
    """

    start: int
    end: int
    kind: str
    organ_class: str | None = None
    follows: bool = False
    elsewhere: bool = False


def clauses(source: Source, section: Section, *, highlights: bool) -> Iterator[Clause]:
    """Returns the clauses of a section; `highlights` tells to read the Highlights, where there is no other text."""
    for passage in _running(source, section, highlights=highlights):
        words = section.text[passage.start : passage.end]
        if _NOTE.match(words):
            yield from _behind_note(section.text, passage)
            continue
        if len(words) < _HEADING_LENGTH and ":" not in words[:-1] and organ_class(words) is not None:
            continue
        start, end = passage.start, passage.end
        if (stop := elsewhere_end(words)) is not None:
            yield Clause(start, start + stop, passage.kind, elsewhere=True)
            start += stop
            if section.text[start:end].strip():
                yield from _parted(section.text, start, end, "paragraph", follows=True)
            continue
        yield from _at_next(section.text, passage)


def _behind_note(text: str, passage: Passage) -> Iterator[Clause]:
    """Returns the sentence on reactions that runs on behind the notes of a table without a break."""
    for found in _NEXT_CLAUSE.finditer(text, passage.start, passage.end):
        if _REACTIONS.match(text, found.end()):
            yield from _parted(text, found.end(), passage.end, "paragraph", follows=False)
            return


def _at_next(text: str, passage: Passage) -> Iterator[Clause]:
    """Returns a passage in two where "The most common ..." runs on behind a bracket without a full stop."""
    start, kind, follows = passage.start, str(passage.kind), False
    for found in _NEXT_CLAUSE.finditer(text, passage.start, passage.end):
        yield from _parted(text, start, found.start(), kind, follows=follows)
        start, kind, follows = found.end(), "paragraph", False
    yield from _parted(text, start, passage.end, kind, follows=follows)


def _running(source: Source, section: Section, *, highlights: bool) -> Iterator[Passage]:
    """Returns the passages of running text; of the Highlights only what lists reactions by organ class, which they never do."""
    lists = [
        (block.start, block.end)
        for block in section.blocks
        if block.highlight and len(_headings(section.text[block.start : block.end])) >= _SURE_LIST
    ]
    for passage in source.passages(section):
        if passage.kind in {"row", "caption", "footnote", "image", "heading"}:
            continue
        kept = not passage.highlight or highlights
        if kept or any(start <= passage.start < end for start, end in lists):
            yield passage


def _parted(text: str, start: int, end: int, kind: str, *, follows: bool) -> Iterator[Clause]:
    """Returns a stretch of text parted at the organ classes in it."""
    words = text[start:end]
    headings = _headings(words)
    until = headings[0][0] if headings else len(words)
    if words[:until].strip(" •●▪*-"):
        yield Clause(start, start + until, kind, follows=follows)
        follows = True
    for at, (_, begin, organ) in enumerate(headings):
        stop = headings[at + 1][0] if at + 1 < len(headings) else len(words)
        if words[begin:stop].strip():
            yield Clause(start + begin, start + stop, kind, organ, follows)
        follows = True


def _headings(words: str) -> list[tuple[int, int, str]]:
    """Returns [start, end) and the name of the organ classes that head lists in a text; most texts hold none of the signs."""
    found: list[tuple[int, int, str]] = []
    opened = _ORGAN_START.match(words)
    if opened and not is_listed(" ".join(words.split()[:2]).strip(".,;")):
        found.append((opened.start(), opened.end(), opened["organ"].lower()))
    if any(sign in words for sign in _HEADING_SIGNS):
        first = found[0][1] if found else 0
        every = [*_ORGAN.finditer(words, first), *_SHOUTED_ORGAN.finditer(words, first)]
        named = [(one.start(), one.end(), name) for one in every if (name := organ_class(one["organ"])) is not None]
        if len(named) >= _RUN:
            named += _other_headings(words, named)
        for start, end, name in sorted(named):
            if not found or start >= found[-1][1]:
                found.append((start, end, name))
    return found


def _other_headings(words: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Returns the headings with a colon that are no known organ class, behind the first of those and beside them."""
    found = [(one.start(), one.end(), one["organ"].lower()) for one in _ANY_HEADING.finditer(words, named[0][1])]
    return [one for one in found if not any(start < one[1] and one[0] < end for start, end, _ in named)]


def elsewhere_end(words: str) -> int | None:
    """Returns where the list of what other sections discuss ends in a text that opens one, None where it opens none."""
    if not _ELSEWHERE.search(words[:_OPENING]):
        return None
    end = None
    for _, stop, after in referred(words, elsewhere_start(words)):
        end = max(stop, after)
    return end


def elsewhere_start(words: str) -> int:
    """Returns where the items begin in a text that opens a list of what other sections discuss."""
    opened = _ELSEWHERE.search(words)
    colon = words.find(":", opened.start() if opened else 0)
    if 0 <= colon < _OPENING:
        return colon + 1
    stop = re.search(r"labell?ing\b[.\s]*|sections?[.:]\s", words[opened.start() if opened else 0 :])
    if stop and opened:
        return opened.start() + stop.end()
    return next((found.end() for found in _VERB.finditer(words) if not _BLOCKED.match(words, found.end())), 0)


def referred(words: str, start: int) -> Iterator[tuple[int, int, int]]:
    """Returns [start, end) of each item of a run of items with references, and where its reference ends."""
    for found in _REFERENCE.finditer(words, start):
        bullet = _BULLET.match(words, start)
        begin = bullet.end() if bullet else start
        item = words[begin : found.start()]
        if len(item) > _LONGEST_ITEM or _SENTENCE.search(item):
            return
        if item.strip():
            yield begin, found.start(), found.end()
        start = found.end()
