"""What the tagger sees of a token: features by name, of the token itself, its neighbours and its place.

Every feature hangs on one word at one distance, on two neighbouring words, on three marks of the term list, on the blanks around
the token or on the kind of section, so that the weights of each can be added up once and kept (`model.Model`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from plainlabel.facts.reactions.tokens import Tokens
from plainlabel.facts.reactions.words import classes, marks

REACH: Final = 3
_NEAR: Final = ("s3", "s4", "p4")
_SMALL, _LARGE, _DIGITS = re.compile("[a-z]+"), re.compile("[A-Z]+"), re.compile(r"\d+")
_UNKNOWN: Final = ("cU",)
_PASSED: Final = frozenset([",", ";", "/", "(", ")", "[", "]", "-", "and", "or", "%", "*", ":"])


def _shape(word: str) -> str:
    return _DIGITS.sub("0", _LARGE.sub("A", _SMALL.sub("a", word)))


def _affixes(lower: str) -> list[str]:
    if not lower[0].isalpha():
        return []
    ends = [f"s{size}={lower[-size:]}" for size in (2, 3, 4, 5) if len(lower) > size]
    return ends + [f"p{size}={lower[:size]}" for size in (3, 4, 5) if len(lower) > size]


@lru_cache(maxsize=65_536)
def word_features(word: str, distance: int) -> tuple[str, ...]:
    """Returns the features of a word that stands at a distance from the token looked at (0: the token itself)."""
    lower = word.lower()
    names = [f"w={lower}"]
    grains = classes().get("0" if lower[0].isdigit() else lower, _UNKNOWN)
    if abs(distance) <= 1:
        affixes = _affixes(lower)
        names += affixes if distance == 0 else [name for name in affixes if name[:2] in _NEAR]
        names += [f"sh={_shape(word)}", *grains]
    else:
        names += grains[1:2]
    return tuple(f"{distance}{name}" for name in names)


def edge_features(distance: int) -> list[str]:
    """Returns the features of there being no token at a distance."""
    return [f"{distance}X"]


def pair_features(before: str, word: str, behind: str) -> list[str]:
    """Returns the features of a token with the words before and behind it, all in lower case."""
    return [f"b-{before}_{word}", f"b+{word}_{behind}"]


def mark_features(before: str | None, mark: str, behind: str | None) -> list[str]:
    """Returns the features of the term marks of a token and of its neighbours (None: there is none)."""
    names = [f"0l{mark}", f"0l{mark[0]}"]
    if before is not None:
        names += [f"-l{before}", f"-0l{before[0]}{mark[0]}"]
    if behind is not None:
        names += [f"+l{behind}", f"+0l{mark[0]}{behind[0]}"]
    return names


def governors(lower: list[str], listed: list[str]) -> list[tuple[str, str, str]]:
    """Returns for each token what an enumeration around it hangs on: the last two words before it and the first behind it.

    Listed terms, commas and "and" are passed over: the governor of "stroke" in "history of migraine or stroke" is "history of".
    """
    behind: list[str] = []
    one = two = "EOS"
    for word, mark in zip(reversed(lower), reversed(listed), strict=True):
        behind.append(one)
        if mark == "-" and word not in _PASSED:
            one = word
    behind.reverse()
    found: list[tuple[str, str, str]] = []
    one = two = "BOS"
    for word, mark, after in zip(lower, listed, behind, strict=True):
        found.append((two, one, after))
        if mark == "-" and word not in _PASSED:
            two, one = one, "0" if word[0].isdigit() else word
    return found


def governor_features(two: str, one: str, behind: str) -> list[str]:
    """Returns the features of what the enumeration that holds a token hangs on."""
    return [f"v<{one}", f"v<<{two}_{one}", f"v>{behind}"]


def row_features(lower: list[str]) -> list[str]:
    """Returns the feature of how many figures a segment has and whether it ends with one: a table row does."""
    figures = sum(word[0].isdigit() for word in lower)
    return [f"row{min(4, figures)}{lower[-1][0].isdigit():d}{min(3, len(lower) // 8)}"]


def gap_features(before: str, behind: str) -> list[str]:
    """Returns the features of what separates a token from its neighbours."""
    return [f"g<{before}", f"g>{behind}", f"g<>{before}{behind}"]


def section_features(section: str) -> list[str]:
    """Returns the feature of the kind of section (its first letter)."""
    return [f"sec={section}"]


def features(tokens: Tokens, section: str) -> list[list[str]]:
    """Returns all features of each token of a segment: what training reads, and what `model.Model` must agree with."""
    count = len(tokens.words)
    lower = ["BOS", *tokens.lower, "EOS"]
    listed: Sequence[str | None] = [None, *marks(tokens.lower), None]
    gaps = tokens.gaps()
    held = governors(tokens.lower, marks(tokens.lower))
    whole = section_features(section) + row_features(tokens.lower)
    rows: list[list[str]] = []
    for at in range(count):
        row = list(whole)
        for distance in range(-REACH, REACH + 1):
            inside = 0 <= at + distance < count
            row.extend(word_features(tokens.words[at + distance], distance) if inside else edge_features(distance))
        row += pair_features(lower[at], lower[at + 1], lower[at + 2])
        row += mark_features(listed[at], str(listed[at + 1]), listed[at + 2])
        rows.append(row + gap_features(gaps[at], gaps[at + 1]) + governor_features(*held[at]))
    return rows
