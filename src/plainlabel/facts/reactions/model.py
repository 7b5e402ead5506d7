"""The tagger: a linear-chain conditional random field over three tags, read from its weights and decoded by Viterbi.

Tags: outside a mention, at its beginning, inside it. Weights are relative to "outside", whose score is 0 for every token, so that a
token has two scores; those of a word at a distance, of a pair of words and so on are added up once and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from plainlabel.facts.reactions import features as names
from plainlabel.facts.reactions.tokens import Tokens
from plainlabel.facts.reactions.words import marks

Score = tuple[float, float]
Span = tuple[int, int]
_HUNDREDTHS: Final = 100.0
_MOST_KEPT: Final = 200_000
_NOTHING: Final = (0.0,) * 14


class Model:
    """A trained tagger: `scored` gives a segment its scores."""

    def __init__(self, weights: dict[str, Score], steps: dict[str, float]) -> None:
        """Takes weights by feature, and by two tags ("OB") those of a step from one to the next."""
        self._weights = weights
        self._steps = steps
        self._words: dict[str, tuple[float, ...]] = {}
        self._pairs: dict[tuple[str, str, str], Score] = {}
        self._marks: dict[tuple[str | None, str, str | None], Score] = {}
        self._gaps: dict[tuple[str, str], Score] = {}
        self._edges = {distance: self._sum(names.edge_features(distance)) for distance in range(-names.REACH, names.REACH + 1)}
        self._governors: dict[tuple[str, str, str], Score] = {}

    def _sum(self, features: Iterable[str]) -> Score:
        weights, begin, inside = self._weights, 0.0, 0.0
        for feature in features:
            weight = weights.get(feature)
            if weight is not None:
                begin += weight[0]
                inside += weight[1]
        return begin, inside

    def _word(self, word: str) -> tuple[float, ...]:
        """Returns the scores that a word gives to the tokens from three before to three behind it, two each."""
        distances = range(names.REACH, -names.REACH - 1, -1)
        found = tuple(score for distance in distances for score in self._sum(names.word_features(word, distance)))
        if len(self._words) < _MOST_KEPT:
            self._words[word] = found
        return found

    def scores(self, tokens: Tokens, section: str) -> tuple[list[float], list[float]]:
        """Returns the scores of each token as the beginning and as the inside of a mention."""
        count = len(tokens.words)
        begin, inside = self._base(tokens, section)
        known = self._words
        rows = [_NOTHING] * 3 + [known.get(word) or self._word(word) for word in tokens.words] + [_NOTHING] * 3
        around = zip(begin, inside, *(rows[at : at + count] for at in range(7)), strict=True)
        begin, inside = [], []
        for one, two, a, b, c, d, e, f, g in around:
            begin.append(one + a[12] + b[10] + c[8] + d[6] + e[4] + f[2] + g[0])
            inside.append(two + a[13] + b[11] + c[9] + d[7] + e[5] + f[3] + g[1])
        self._add_context(tokens, begin, inside)
        return begin, inside

    def _base(self, tokens: Tokens, section: str) -> tuple[list[float], list[float]]:
        count = len(tokens.words)
        start, inner = self._sum([*names.section_features(section), *names.row_features(tokens.lower)])
        begin, inside = [start] * count, [inner] * count
        for distance, (one, two) in self._edges.items():
            for at in range(max(0, count - distance), count) if distance > 0 else range(min(-distance, count)):
                begin[at] += one
                inside[at] += two
        return begin, inside

    def _add_context(self, tokens: Tokens, begin: list[float], inside: list[float]) -> None:
        lower = ["BOS", *tokens.lower, "EOS"]
        found = marks(tokens.lower)
        held = names.governors(tokens.lower, found)
        listed: list[str | None] = [None, *found, None]
        gaps = tokens.gaps()
        for at in range(len(begin)):
            pair = (lower[at], lower[at + 1], lower[at + 2])
            mark = (listed[at], listed[at + 1] or "-", listed[at + 2])
            gap = (gaps[at], gaps[at + 1])
            one = self._weights_of_pair(pair)
            two = self._marks.get(mark) or self._marks.setdefault(mark, self._sum(names.mark_features(*mark)))
            three = self._gaps.get(gap) or self._gaps.setdefault(gap, self._sum(names.gap_features(*gap)))
            four = self._weights_of_governor(held[at])
            begin[at] += one[0] + two[0] + three[0] + four[0]
            inside[at] += one[1] + two[1] + three[1] + four[1]

    def _weights_of_pair(self, pair: tuple[str, str, str]) -> Score:
        found = self._pairs.get(pair)
        if found is None:
            found = self._sum(names.pair_features(*pair))
            if len(self._pairs) < _MOST_KEPT:
                self._pairs[pair] = found
        return found

    def _weights_of_governor(self, held: tuple[str, str, str]) -> Score:
        found = self._governors.get(held)
        if found is None:
            found = self._sum(names.governor_features(*held))
            if len(self._governors) < _MOST_KEPT:
                self._governors[held] = found
        return found

    def scored(self, tokens: Tokens, section: str) -> Scored:
        """Returns a segment with the scores of its tokens, ready to be decoded."""
        begin, inside = self.scores(tokens, section)
        return Scored(begin, inside, self._steps)


class Scored:
    """A segment whose tokens have scores."""

    def __init__(self, begin: list[float], inside: list[float], steps: dict[str, float]) -> None:
        """Takes the scores of each token as beginning and inside, and those of the steps."""
        self._begin = begin
        self._inside = inside
        self._steps = steps

    def spans(self, outside: float = 0.0) -> list[Span]:
        """Returns the mentions as [first, last) of the tokens in the likeliest reading, "outside" scored so much at each token."""
        return spans_of(_path(self._begin, self._inside, self._steps, outside))

    def margin(self, span: Span) -> float:
        """Returns how much likelier a mention is than none, all else being outside."""
        first, last = span
        step = self._steps
        size = last - first
        total = step["OB"] + self._begin[first] - step["OO"] * (size + 1)
        if size == 1:
            return total + step["BO"]
        return total + sum(self._inside[first + 1 : last]) + step["BI"] + step["II"] * (size - 2) + step["IO"]


def _path(begin: list[float], inside: list[float], step: dict[str, float], outside: float) -> list[int]:
    """Returns the likeliest tags (0 outside, 1 beginning, 2 inside) by Viterbi."""
    oo, ob, oi = step["OO"], step["OB"], step["OI"]
    bo, bb, bi = step["BO"], step["BB"], step["BI"]
    io, ib, ii = step["IO"], step["IB"], step["II"]
    out, first, inner = outside, begin[0], inside[0]
    back: list[tuple[int, int, int]] = []
    for at in range(1, len(begin)):
        from_out, from_first, from_inner = out + oo, first + bo, inner + io
        best, to_out = (from_out, 0) if from_out >= from_first else (from_first, 1)
        if from_inner > best:
            best, to_out = from_inner, 2
        one, two, three = out + ob, first + bb, inner + ib
        start, to_first = (one, 0) if one >= two else (two, 1)
        if three > start:
            start, to_first = three, 2
        one, two, three = out + oi, first + bi, inner + ii
        more, to_inner = (one, 0) if one >= two else (two, 1)
        if three > more:
            more, to_inner = three, 2
        back.append((to_out, to_first, to_inner))
        out, first, inner = best + outside, start + begin[at], more + inside[at]
    tag = 0 if out >= first and out >= inner else 1 if first >= inner else 2
    tags = [tag]
    for choice in reversed(back):
        tag = choice[tag]
        tags.append(tag)
    tags.reverse()
    return tags


def spans_of(tags: list[int]) -> list[Span]:
    """Returns the mentions that tags (0 outside, 1 beginning, 2 inside) mark."""
    found: list[Span] = []
    start: int | None = None
    for at, tag in enumerate([*tags, 0]):
        if start is not None and tag != 2:
            found.append((start, at))
            start = None
        if tag and start is None:
            start = at
    return found


def parse(text: str) -> Model:
    """Returns the model that a file of weights describes (`written` is the other way round)."""
    weights: dict[str, Score] = {}
    steps: dict[str, float] = {}
    for line in text.split("\n"):
        if not line or line.startswith("# "):
            continue
        name, *numbers = line.split("\t")
        if len(numbers) == 1:
            steps[name] = int(numbers[0]) / _HUNDREDTHS
        else:
            weights[name] = (int(numbers[0]) / _HUNDREDTHS, int(numbers[1]) / _HUNDREDTHS)
    return Model(weights, steps)


@cache
def shipped() -> Model:
    """Returns the model of this package, read when first asked for."""
    return parse(files("plainlabel.vocabulary").joinpath("reaction_weights.tsv").read_text(encoding="utf-8"))
