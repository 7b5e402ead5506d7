"""What the mention finder looks at in each token: features of words, of pairs of words and of the place they stand in.

Every feature is a short string, the same in training (tools/train_conditions.py) and in use. They come in three groups, so that the
weights of a group can be summed once and remembered: words repeat, and so do places.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from plainlabel.facts.conditions.context import CUES, indicated_names, known_names, openings
from plainlabel.facts.conditions.tokens import Token
from plainlabel.vocabulary.conditions import in_text_order

WINDOW: Final = (-3, -2, -1, 0, 1, 2, 3)
_NEAR: Final = frozenset((-1, 0, 1))
EDGE: Final = "|"


class Place(NamedTuple):
    """The place of a token: known names around it, cue words before it, and the kind of sentence."""

    before: str
    here: str
    after: str
    cue: str
    cue_before: str
    distance: int
    negated: bool
    doubted: bool
    heading: bool
    told: str
    opened: str


@cache
def _disease_words() -> dict[str, int]:
    """Returns how many known names each word stands in, as a class from 1 (few) to 4 (many)."""
    counts = Counter(word for key in in_text_order() for word in set(key.split()))
    return {word: min(4, 1 + count.bit_length() // 2) for word, count in counts.items()}


def shape(text: str) -> str:
    """Returns how a token is written: "num", "sign", "up" (two capitals or more), "cap" or "low"."""
    if text[0].isdigit():
        return "num"
    if not text[0].isalpha():
        return "sign"
    return "up" if len(text) > 1 and text[:2].isupper() else "cap" if text[0].isupper() else "low"


def word_features(offset: int, token: Token | None) -> list[str]:
    """Returns the features of the word `offset` tokens away; None stands for the edge of the sentence."""
    if token is None:
        return [f"w{offset}={EDGE}"]
    key = token.key
    found = [f"w{offset}={key}"]
    if offset in _NEAR:
        found += [f"s{offset}={key[-3:]}", f"l{offset}={key[-5:]}", f"h{offset}={shape(token.text)}"]
    if abs(offset) <= 2:
        found.append(f"d{offset}={_disease_words().get(key, 0)}")
    if offset == 0:
        found.append(f"p={key[:4]}")
    return found


def pair_features(offset: int, first: str, second: str) -> list[str]:
    """Returns the features of the pair of words that begins `offset` tokens away."""
    return [f"b{offset}={first}_{second}"]


def place_features(place: Place) -> list[str]:
    """Returns the features of a place."""
    name = place.here
    flags = f"{int(place.negated)}{int(place.doubted)}{int(place.heading)}"
    return [
        f"g={name}",
        f"gb={place.before}{name}",
        f"ga={name}{place.after}",
        f"gg={place.before}{name}{place.after}",
        f"gt={name}{place.told}",
        f"c={place.cue}{place.distance}",
        f"cc={place.cue}_{place.cue_before}",
        f"cg={place.cue}{name}{place.told}",
        f"ccg={place.cue}_{place.cue_before}{name}",
        f"f={flags}",
        f"fg={flags}{name}",
        f"fgt={flags}{name}{place.told}",
        f"fc={flags}{place.cue}",
        f"o={place.opened}",
        f"og={place.opened}{name}{place.told}",
        f"oc={place.opened}{place.cue}",
        f"oh={place.opened}{int(place.heading)}{name}",
    ]


def places(text: list[list[Token]]) -> list[list[Place]]:
    """Returns the place of every token of a text."""
    names = [known_names(sentence) for sentence in text]
    indicated = indicated_names(text, names)
    opened = openings(text)
    return [_places(sentence, spans, indicated, state) for sentence, spans, state in zip(text, names, opened, strict=True)]


def _places(sentence: list[Token], spans: list[tuple[int, int]], indicated: frozenset[str], opened: str) -> list[Place]:
    tags, told = ["O"] * len(sentence), ["-"] * len(sentence)
    for first, last in spans:
        tags[first:last] = ["B"] + ["I"] * (last - first - 1)
        mark = "y" if " ".join(token.key for token in sentence[first:last]) in indicated else "n"
        told[first:last] = [mark] * (last - first)
    kinds = {CUES.get(token.key) for token in sentence}
    heading = len(sentence) <= 8 and sentence[-1].text != "."
    found: list[Place] = []
    cue, cue_before, cue_at, negated = EDGE, EDGE, -1, False
    for at, token in enumerate(sentence):
        distance = min(3, (at - cue_at).bit_length())
        after = tags[at + 1] if at + 1 < len(tags) else EDGE
        before = tags[at - 1] if at else EDGE
        found.append(
            Place(before, tags[at], after, cue, cue_before, distance, negated, "known" in kinds, heading, told[at], opened)
        )
        kind = CUES.get(token.key)
        if kind is not None:
            cue_before = cue if kind != cue else cue_before
            cue, cue_at = kind, at
            negated = negated or kind == "not"
    return found
