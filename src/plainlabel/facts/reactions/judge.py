"""Whether a string that the tagger proposes in a section is a reaction there: a logistic regression over all its places.

The tagger reads one segment at a time and is asked generously (`proposals`); the judge sees how sure it was at each place, how
many of the string's places it took, what else was proposed there and how labels list the string.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from plainlabel.facts.reactions.proposals import Proposal
from plainlabel.facts.reactions.words import UNKNOWN, classes, counts

_EDGES: Final = (-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 11, 15)


def features(places: Sequence[Proposal], occurrences: int, section: str) -> list[str]:
    """Returns the features of a string proposed at some places of a section that has it at so many (a,b,w: its kind)."""
    best = min(places, key=lambda place: (place.level, -place.margin))
    words = best.words
    level = f"J{best.joined:d}{best.level}"
    first, last = classes().get(words[0], UNKNOWN), classes().get(words[-1], UNKNOWN)
    names = [level, f"{level}{section}", f"{level}L{min(6, len(words))}"]
    names += _sure(places, occurrences, level)
    names += _listed(words, level)
    names += [f"{level}{name}{value}" for name, value in sorted(_around(places).items())]
    names += [f"f{first[1]}", f"l{last[1]}", f"{level}l{last[0]}", f"{level}f{first[0]}"]
    names += [f"W{words[0]}", f"V{words[-1]}", f"{level}V{words[-1]}"]
    names += [f"B{best.before}", f"A{best.behind}", f"{level}B{best.before}", f"{level}A{best.behind}"]
    return names if len(words) > 1 else [*names, f"1{last[2]}"]


def _sure(places: Sequence[Proposal], occurrences: int, level: str) -> Iterator[str]:
    """Yields how sure the tagger was, and at how many of the string's places."""
    margins = [place.margin for place in places]
    top, mean = _bin(max(margins)), _bin(sum(margins) / len(margins))
    sure = sum(place.level == 0 for place in places)
    ratio = min(1.0, sure / max(1, occurrences))
    yield from (f"m{top}", f"{level}m{top}", f"M{mean}", f"n{min(5, len(places))}", f"sure{min(5, sure)}")
    yield f"{level}r{int(4 * ratio)}o{min(3, occurrences.bit_length())}"


def _bin(margin: float) -> int:
    return sum(margin > edge for edge in _EDGES)


def _listed(words: tuple[str, ...], level: str) -> Iterator[str]:
    reactions, warnings, others = counts().get(words, (0, 0, 0))
    yield f"{level}a{reactions.bit_length()}"
    yield f"w{warnings.bit_length()}"
    yield f"o{others.bit_length()}"
    yield f"q{math.floor(math.log2((1 + reactions) / (1 + others)))}"


def _around(places: Sequence[Proposal]) -> dict[str, int]:
    """Returns how readily longer and shorter strings were proposed at the same places, and whether another was joined from it."""
    found: dict[str, int] = {}
    for place in places:
        for name, level in place.around:
            found[name] = min(level, found.get(name, level))
    return found


class Judge:
    """Decides which strings are reactions."""

    def __init__(self, weights: dict[str, float], least: float) -> None:
        """Takes weights by feature and the least probability."""
        self._weights = weights
        self._least = math.log(least / (1 - least))

    def holds(self, names: list[str]) -> bool:
        """Returns whether a string of these features is a reaction."""
        weights = self._weights
        return sum([weights.get(name, 0.0) for name in names]) >= self._least


def parse(text: str) -> Judge:
    """Returns the judge that a file describes."""
    weights: dict[str, float] = {}
    for line in text.split("\n"):
        name, _, value = line.partition("\t")
        if value and not name.startswith("# "):
            weights[name] = int(value) / 100
    return Judge(weights, weights.pop("least", 0.4))


@cache
def shipped() -> Judge:
    """Returns the judge of this package, read when first asked for."""
    return parse(files("plainlabel.vocabulary").joinpath("reaction_strings.tsv").read_text(encoding="utf-8"))
