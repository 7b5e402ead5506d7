"""Runs of reactions without commas, as flattened lists write them ("Vomiting Dry mouth Rash"), parted at their capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from plainlabel.vocabulary.patterns import pattern

Span = tuple[int, int]

_CAPITAL = pattern("lists.capital")
_ORGAN = pattern("lists.organ_inside")
_OF_ORGAN = pattern("lists.of_organ")
_LONGEST = 5  # Segments that one term may have ("Atrial Fibrillation").
_A_PIECE = 0.4  # What each piece more costs, in words known: longer known terms win over their parts.
_LEAST = 2


def parted(text: str, start: int, end: int, is_known: Callable[[str], bool]) -> Iterator[Span]:
    """Returns a stretch of a list as its pieces: more than one where capitals part terms of which most are known."""
    segments = _segments(text, start, end)
    if len(segments) == 1:
        yield start, end
        return
    pieces = _best(text, segments, is_known)
    organs = [piece for piece in pieces if _ORGAN.fullmatch(text, *piece)]
    known = [piece for piece in pieces if piece not in organs and is_known(text[piece[0] : piece[1]])]
    named = any(" " in text[begin:stop].strip() and not _OF_ORGAN.match(text, stop, end) for begin, stop in organs)
    if (
        len(known) < (1 if named else _LEAST)
        or len(pieces) - len(known) - len(organs) > len(known) / 3
        or is_known(text[start:end])
    ):
        yield start, end
        return
    yield from (piece for piece in pieces if piece not in organs)


def _segments(text: str, start: int, end: int) -> list[Span]:
    at = [start, *(found.end() for found in _CAPITAL.finditer(text, start, end)), end]
    return [(begin, stop) for begin, stop in pairwise(at) if text[begin:stop].strip()]


def _best(text: str, segments: list[Span], is_known: Callable[[str], bool]) -> list[Span]:
    """Returns the parting with the most words known in the fewest pieces."""
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for stop in range(1, len(segments) + 1):
        ways: list[tuple[float, list[Span]]] = []
        for first in range(max(0, stop - _LONGEST), stop):
            begin, end = segments[first][0], segments[stop - 1][1]
            words = text[begin:end].strip(" ,;.")
            known = _words(words) if _ORGAN.fullmatch(words) or is_known(words) else 0
            if known or stop - first == 1:
                score, pieces = best[first]
                ways.append((score + known - _A_PIECE, [*pieces, (begin, begin + len(text[begin:end].rstrip()))]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]


def _words(text: str) -> int:
    return len(re.findall(r"[A-Za-z][\w-]+", text))
