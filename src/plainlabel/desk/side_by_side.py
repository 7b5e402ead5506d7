"""Two sentences side by side: which words went, which came."""

from __future__ import annotations

from difflib import SequenceMatcher

from msgspec import Struct


class Piece(Struct, frozen=True):
    """Some words of a sentence; `other` where the sentence beside it does not have them."""

    text: str
    other: bool


def side_by_side(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Returns both sentences in pieces; joined by spaces they are the sentences, white space folded."""
    before, after = old.split(), new.split()
    mine: list[Piece] = []
    theirs: list[Piece] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if start < end:
            mine.append(Piece(" ".join(before[start:end]), kind != "equal"))
        if begin < stop:
            theirs.append(Piece(" ".join(after[begin:stop]), kind != "equal"))
    return tuple(mine), tuple(theirs)
