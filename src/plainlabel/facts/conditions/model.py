"""A linear-chain conditional random field, decoded in plain Python: which tokens begin (B), go on (I) or are outside (O) a mention.

The weights (condition_weights.tsv) are learnt with CRFsuite by tools/train_conditions.py. Sums of weights are remembered by word,
by pair of words and by place, so that a token costs about a dozen look-ups.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from plainlabel.facts.conditions.features import EDGE, WINDOW, Place, pair_features, place_features, word_features
from plainlabel.facts.conditions.tokens import Token

Scores = tuple[float, float, float]
TAGS: Final = ("B", "I", "O")
_NEVER: Final = -1e9
_REMEMBERED: Final = 200_000


class Model:
    """The weights of a trained field; `tag` reads texts with them."""

    def __init__(self, weights: dict[str, Scores], transitions: dict[tuple[str, str], float]) -> None:
        """Keeps the weights by feature, in the order of TAGS, and those of moving from one tag to the next."""
        self._weights = weights
        self._moves = tuple(tuple(transitions.get((a, b), 0.0) for b in TAGS) for a in TAGS)
        self._words: dict[tuple[int, str], Scores] = {}
        self._pairs: dict[tuple[int, str, str], Scores] = {}
        self._places: dict[Place, Scores] = {}

    def _sum(self, features: list[str]) -> Scores:
        rows = [self._weights[feature] for feature in features if feature in self._weights]
        return (sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows))

    def _word(self, offset: int, token: Token | None) -> Scores:
        key = offset, EDGE if token is None else token.text
        known = self._words.get(key)
        if known is None:
            known = self._sum(word_features(offset, token))
            if len(self._words) < _REMEMBERED:
                self._words[key] = known
        return known

    def _pair(self, offset: int, first: str, second: str) -> Scores:
        key = offset, first, second
        known = self._pairs.get(key)
        if known is None:
            known = self._sum(pair_features(offset, first, second))
            if len(self._pairs) < _REMEMBERED:
                self._pairs[key] = known
        return known

    def _place(self, place: Place) -> Scores:
        known = self._places.get(place)
        if known is None:
            known = self._places[place] = self._sum(place_features(place))
        return known

    def _emissions(self, sentence: list[Token], around: list[Place]) -> list[Scores]:
        edge = [None] * max(WINDOW)
        padded: list[Token | None] = [*edge, *sentence, *edge]
        keys = [EDGE if token is None else token.key for token in padded]
        found: list[Scores] = []
        for at, place in enumerate(around):
            middle = at + len(edge)
            parts = [self._word(offset, padded[middle + offset]) for offset in WINDOW]
            parts.append(self._pair(-1, keys[middle - 1], keys[middle]))
            parts.append(self._pair(0, keys[middle], keys[middle + 1]))
            parts.append(self._place(place))
            b = i = o = 0.0
            for part in parts:
                b += part[0]
                i += part[1]
                o += part[2]
            found.append((b, i, o))
        return found

    def tag(self, text: list[list[Token]], around: list[list[Place]]) -> list[list[str]]:
        """Returns the tag of every token of a text with the places of its tokens, sentence by sentence."""
        return [self._best(self._emissions(sentence, where)) for sentence, where in zip(text, around, strict=True)]

    def _best(self, emissions: list[Scores]) -> list[str]:
        """Returns the sequence of tags with the highest sum (Viterbi)."""
        scores = [emissions[0][0], _NEVER, emissions[0][2]]
        back: list[list[int]] = []
        for emission in emissions[1:]:
            step: list[int] = []
            following: list[float] = []
            for to in range(3):
                options = [scores[at] + self._moves[at][to] for at in range(3)]
                if to == 1:
                    options[2] = _NEVER
                best = options.index(max(options))
                step.append(best)
                following.append(options[best] + emission[to])
            back.append(step)
            scores = following
        at = scores.index(max(scores))
        path = [at]
        for step in reversed(back):
            at = step[at]
            path.append(at)
        return [TAGS[at] for at in reversed(path)]


@cache
def model() -> Model:
    """Returns the model that ships with PlainLabel; read once, when first asked for."""
    text = (files("plainlabel.facts.conditions") / "condition_weights.tsv").read_text(encoding="utf-8")
    weights: dict[str, Scores] = {}
    transitions: dict[tuple[str, str], float] = {}
    for line in text.splitlines():
        name, *values = line.split("\t")
        if name.startswith("#"):
            continue
        if len(values) == 1:
            transitions[name[0], name[1]] = int(values[0]) / 100
        else:
            b, i, o = (int(value) / 100 if value else 0.0 for value in values)
            weights[name] = b, i, o
    return Model(weights, transitions)
