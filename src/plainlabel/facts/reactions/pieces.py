"""Mentions of two pieces: words shared in an enumeration ("decreased neutrophils and platelets", "upper and lower abdominal pain").

Candidates join a piece that names often share ("increased", "injection site", "infections") with a member of an enumeration in
the same segment (`piece_candidates`); a logistic regression decides (vocabulary/reaction_pieces.tsv: shared pieces, and weights by
feature of `piece_features`).
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from plainlabel.facts.reactions.piece_candidates import Candidate, Shared, Span, Words, pairs
from plainlabel.facts.reactions.piece_features import Found, place_features, word_features
from plainlabel.facts.reactions.tokens import Tokens

# No place makes up for words that are further below the least margin than this; looking at the place takes the time.
_MOST_OF_PLACE: Final = 3.0


class Joiner:
    """Decides which candidates are mentions."""

    def __init__(self, shared: Shared, weights: dict[str, float], least: float) -> None:
        """Takes the shared pieces, weights by feature and the least probability of a mention."""
        self._shared = shared
        self._weights = weights
        self._least = math.log(least / (1 - least))
        self._hopeful = lru_cache(maxsize=65_536)(self._by_words)

    def _by_words(self, kind: str, one: Words, two: Words) -> float:
        weights = self._weights
        return sum([weights.get(name, 0.0) for name in word_features(kind, one, two)])

    def joined(self, tokens: Tokens, spans: list[Span]) -> list[tuple[float, Candidate]]:
        """Returns the likeliest candidate of each member of an enumeration, with its margin."""
        best: dict[Span, tuple[float, Candidate]] = {}
        weights, lower, found = self._weights, tokens.lower, Found(spans)
        words: dict[Span, Words] = {}
        least = self._least - _MOST_OF_PLACE
        for kind, first, second, whole in pairs(lower, spans, self._shared):
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
