"""Mentions of two pieces: words shared in an enumeration ("decreased neutrophils and platelets", "upper and lower abdominal pain").

Candidates join a piece that names often share ("increased", "injection site", "infections") with a member of an enumeration in
the same segment; a logistic regression decides (vocabulary/reaction_pieces.tsv: shared pieces, and weights by feature).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, chain
from typing import Final

from msgspec import Struct

from plainlabel.facts.reactions.tokens import Tokens
from plainlabel.facts.reactions.words import UNKNOWN, classes, terms

Span = tuple[int, int]
Words = tuple[str, ...]
FURTHEST: Final = 40
_MOST_FIGURES: Final = 2
# No place makes up for words that are further below the least margin than this; looking at the place takes the time.
_MOST_OF_PLACE: Final = 3.0
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
    for kind, first, second, whole in _pairs(tokens.lower, spans, shared):
        yield Candidate(kind, first, second, whole)


def _pairs(lower: list[str], spans: list[Span], shared: Shared) -> Iterator[tuple[str, Span, Span, Span]]:
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


class Found:
    """The mentions of one piece found in a segment, to be asked about a span."""

    def __init__(self, spans: list[Span]) -> None:
        """Takes the mentions."""
        self._spans = set(spans)
        self._covered = {at for start, end in spans for at in range(start, end)}

    def how(self, span: Span) -> str:
        """Returns whether a span is a mention found (same), overlaps one (part) or not (none)."""
        if span in self._spans:
            return "same"
        return "part" if any(at in self._covered for at in range(*span)) else "none"


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


def features(lower: list[str], candidate: Candidate, found: Found) -> list[str]:
    """Returns the features of a candidate in a segment of these words."""
    one, two = lower[slice(*candidate.first)], lower[slice(*candidate.second)]
    return [*word_features(candidate.kind, tuple(one), tuple(two)), *place_features(lower, candidate, found)]


def word_features(kind: str, one: Words, two: Words) -> list[str]:
    """Returns the features of the words of both pieces, wherever they stand."""
    classes_x, classes_y = _classes(one[-1]), _classes(two[-1])
    return [
        kind,
        f"{kind}x={' '.join(one)}",
        f"{kind}y={' '.join(two)}",
        *(f"{kind}x1={one[0]}", f"{kind}xn={one[-1]}", f"{kind}y1={two[0]}", f"{kind}yn={two[-1]}"),
        f"{kind}lx{len(one)}",
        f"{kind}ly{len(two)}",
        *(f"{kind}x{name}" for name in classes_x),
        *(f"{kind}y{name}" for name in classes_y),
        f"{kind}{one[-1]}+{classes_y[0]}",
        f"{kind}{classes_x[-1]}+{two[-1]}",
    ]


def place_features(lower: list[str], candidate: Candidate, found: Found) -> Iterator[str]:
    """Yields the features of the place: what stands between and beside the pieces."""
    kind, first, second, whole = candidate.kind, candidate.first, candidate.second, candidate.whole
    gap = lower[first[1] : second[0]]
    member = candidate.member
    rest = lower[first[1] : whole[1]] if kind == "s" else lower[whole[0] : second[0]]
    yield from _rest_features(kind, rest, lower[member[0] : member[1]])
    yield from _gap_features(kind, gap)
    yield f"{kind}m{found.how(member)}"
    yield f"{kind}w{found.how(whole)}"
    listed = terms().get((*lower[slice(*first)], *lower[slice(*second)]))
    yield f"{kind}t{listed or '-'}"
    yield f"{kind}t?{listed is not None}"
    yield f"{kind}n{min(6, gap.count(','))}"


def _rest_features(kind: str, rest: list[str], member: list[str]) -> Iterator[str]:
    """Yields whether what the shared piece stands with is of the member's kind (both laboratory values, both parts of the body)."""
    if not rest:
        yield f"{kind}r-"
        return
    same = [a == b for a, b in zip(_classes(rest[-1]), _classes(member[-1]), strict=False)]
    yield f"{kind}r={''.join('1' if x else '0' for x in same)}"
    yield f"{kind}r{rest[-1]}"
    yield f"{kind}rl{min(4, len(rest))}{min(4, len(member))}"


def _gap_features(kind: str, gap: list[str]) -> Iterator[str]:
    size = len(gap)
    yield f"{kind}g{size if size < 6 else 6 + min(4, (size - 6) // 8)}"
    yield f"{kind}g1={gap[0]}"
    yield f"{kind}gn={gap[-1]}"
    yield f"{kind}g1n={gap[0]}_{gap[-1]}"
    if size <= 3:
        yield f"{kind}gg={' '.join(gap)}"
    for mark in ("(", ")", ":", ";", ".", "and", "or", "including", "such", "was", "were"):
        if mark in gap:
            yield f"{kind}ghas{mark}"
    if gap.count("(") > gap.count(")"):
        yield f"{kind}gopen"
    if any(word[0].isdigit() for word in gap):
        yield f"{kind}gdigit"


def _classes(word: str) -> tuple[str, ...]:
    return classes().get(word, UNKNOWN)


class Joiner:
    """Decides which candidates are mentions."""

    def __init__(self, shared: Shared, weights: dict[str, float], least: float) -> None:
        """Takes the shared pieces, weights by feature and the least probability of a mention."""
        self._shared = shared
        self._weights = weights
        self._least = math.log(least / (1 - least))
        self._hopeful = lru_cache(maxsize=65_536)(self._by_words)

    def _by_words(self, kind: str, one: Words, two: Words) -> float:
        return sum(self._weights.get(name, 0.0) for name in word_features(kind, one, two))

    def joined(self, tokens: Tokens, spans: list[Span]) -> list[tuple[float, Candidate]]:
        """Returns the likeliest candidate of each member of an enumeration, with its margin."""
        best: dict[Span, tuple[float, Candidate]] = {}
        weights, lower, found = self._weights, tokens.lower, Found(spans)
        words: dict[Span, Words] = {}
        least = self._least - _MOST_OF_PLACE
        for kind, first, second, whole in _pairs(lower, spans, self._shared):
            one = words.get(first) or words.setdefault(first, tuple(lower[first[0] : first[1]]))
            two = words.get(second) or words.setdefault(second, tuple(lower[second[0] : second[1]]))
            total = self._hopeful(kind, one, two)
            if total < least:
                continue
            candidate = Candidate(kind, first, second, whole)
            total += sum([weights.get(name, 0.0) for name in place_features(lower, candidate, found)])
            member = candidate.member
            if total >= self._least and (member not in best or total > best[member][0]):
                best[member] = (total, candidate)
        return list(best.values())


def parse(text: str) -> Joiner:
    """Returns the joiner that a file describes."""
    starts: set[Words] = set()
    ends: set[Words] = set()
    weights: dict[str, float] = {}
    least = 0.1
    for line in text.split("\n"):
        name, _, value = line.partition("\t")
        if name == "start":
            starts.add(tuple(value.split(" ")))
        elif name == "end":
            ends.add(tuple(value.split(" ")))
        elif name == "least":
            least = int(value) / 100
        elif value and not name.startswith("# "):
            weights[name] = int(value) / 100
    return Joiner(Shared(frozenset(starts), frozenset(ends)), weights, least)


@cache
def shipped() -> Joiner:
    """Returns the joiner of this package, read when first asked for."""
    return parse(files("plainlabel.vocabulary").joinpath("reaction_pieces.tsv").read_text(encoding="utf-8"))
