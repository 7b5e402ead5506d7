"""Candidates for mentions of two pieces: a piece that names often share, with a member of an enumeration in the same segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, chain
from typing import Final

from msgspec import Struct

from plainlabel.facts.reactions.tokens import Tokens

Span = tuple[int, int]
Words = tuple[str, ...]
FURTHEST: Final = 40
_MOST_FIGURES: Final = 2
_LONGEST: Final = 4
_BREAKS: Final = frozenset(
    ["and", "or", "/", ",", ";", ":", "(", ")", "[", "]", "including", "like", "as", "e", "g", "due", "to", "than", "with"]
)
_STOPS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "may",
        "can",
        "could",
        "should",
        "would",
        "will",
        "not",
        "no",
        "than",
        "that",
        "which",
        "this",
        "these",
        "those",
        "their",
        "its",
        "patients",
        "subjects",
        "reported",
        "occurred",
        "observed",
        "occur",
        "associated",
        "when",
        "if",
        "during",
        "after",
        "before",
        "while",
        "but",
    ]
)
_SKIPPED: Final = frozenset(["the", "a", "an", "their", "its", "in", "of", "severe", "e", "g", "either", "both"])


class Candidate(Struct, frozen=True):
    """Two pieces, each [first, last) of the tokens of a segment, and what the decision rests on.

    `kind` is s where the first piece is shared, e ("end") where the second is; `whole` is the mention that the shared piece is of.
    """

    kind: str
    first: Span
    second: Span
    whole: Span

    @property
    def member(self) -> Span:
        """Returns the piece that is a member of the enumeration; the other is shared."""
        return self.second if self.kind == "s" else self.first


class Shared(Struct, frozen=True):
    """Pieces that many names of reactions start with or end with."""

    starts: frozenset[Words]
    ends: frozenset[Words]


def candidates(tokens: Tokens, spans: list[Span], shared: Shared) -> Iterator[Candidate]:
    """Yields what could be a mention of two pieces, given the mentions of one piece that were found."""
    for kind, first, second, whole in pairs(tokens.lower, spans, shared):
        yield Candidate(kind, first, second, whole)


def pairs(lower: list[str], spans: list[Span], shared: Shared) -> Iterator[tuple[str, Span, Span, Span]]:
    """Yields the parts of every candidate; most are dropped by their words before anything is built of them."""
    if len(lower) < 4:
        return
    members = _members(lower, spans)
    figures = [0, *accumulate(word[0].isdigit() for word in lower)]
    seen: set[tuple[Span, Span]] = set()
    for first, second, whole in chain(_with_start(lower, spans, members, shared), _with_end(lower, spans, shared)):
        between = figures[second[0]] - figures[first[1]]
        if between <= _MOST_FIGURES and (first, second) not in seen:
            seen.add((first, second))
            yield "s" if whole[0] == first[0] else "e", first, second, whole


def _members(lower: list[str], spans: list[Span]) -> list[Span]:
    """Returns the members of enumerations: what follows a break, up to the next break or word of a sentence."""
    found: set[Span] = set()
    for at in range(1, len(lower)):
        if lower[at - 1] in _BREAKS and lower[at][0].isalpha() and lower[at] not in _BREAKS:
            start = at
            while start < len(lower) and lower[start] in _SKIPPED:
                start += 1
            end = start
            while end < len(lower) and end - start < 6 and _goes_on(lower, end):
                end += 1
            if start < end <= start + _LONGEST:
                found.add((start, end))
    found.update(span for span in spans if span[1] - span[0] <= _LONGEST)
    return sorted(found)


def _goes_on(lower: list[str], at: int) -> bool:
    word = lower[at]
    return (word[0].isalpha() and word not in _BREAKS and word not in _STOPS) or word == "-"


def _with_start(lower: list[str], spans: list[Span], members: list[Span], shared: Shared) -> Iterator[tuple[Span, Span, Span]]:
    """Yields a shared piece and a member behind it, with the mention (or nothing more) that the shared piece starts."""
    for start, end in _heads(lower, spans, shared.starts):
        for cut in range(start + 1, min(end, start + 6) + 1):
            if tuple(lower[start:cut]) not in shared.starts:
                continue
            after = bisect_left(members, (max(cut, end - 3) + 1, 0))
            for member in members[after : bisect_left(members, (cut + FURTHEST + 1, 0))]:
                yield (start, cut), member, (start, end)


def _heads(lower: list[str], spans: list[Span], starts: frozenset[Words]) -> list[Span]:
    """Returns the mentions found, and the places outside them where a shared piece starts."""
    inside = {at for start, end in spans for at in range(start, end)}
    heads = list(spans)
    for at in range(len(lower)):
        if at not in inside and (lower[at],) in starts:
            size = max(size for size in range(1, 5) if tuple(lower[at : at + size]) in starts)
            heads.append((at, at + size))
    return heads


def _with_end(lower: list[str], spans: list[Span], shared: Shared) -> Iterator[tuple[Span, Span, Span]]:
    """Yields a member and the shared piece that a mention behind it ends with."""
    inside = {at for start, end in spans for at in range(start, end)}
    tails = spans + [(at, at + 1) for at in range(len(lower)) if at not in inside and (lower[at],) in shared.ends]
    for start, end in tails:
        for cut in range(max(start, end - 5), end):
            if tuple(lower[cut:end]) not in shared.ends:
                continue
            for stop in range(max(1, start - 14), start + 1 if cut > start else start):
                if lower[stop] in _BREAKS and stop < cut:
                    for size in range(1, _LONGEST):
                        if stop - size >= 0 and all(_goes_on(lower, at) for at in range(stop - size, stop)):
                            yield (stop - size, stop), (cut, end), (start, end)
