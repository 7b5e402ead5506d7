"""What the decision on a candidate of two pieces rests on: the words of the pieces, and the place they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from plainlabel.facts.reactions.piece_candidates import Candidate, Span, Words
from plainlabel.facts.reactions.words import UNKNOWN, classes, terms


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
