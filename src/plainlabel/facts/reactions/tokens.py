"""Cutting the text of a section into segments and tokens, by offsets.

A segment is what a tagger reads at once: a sentence, a list item or a table row, whether the text kept its lines (SPL, TAC 2017) or
was flattened (openFDA). It needs to be quick rather than perfect: `plainlabel.labels.sentences` is the careful one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|[^\sA-Za-z\d]")
_CUT = re.compile(
    r"\n\s*\n"
    r"|(?<=[a-z\])%][.;?!])\s+(?=[A-Z*•\[(])"
    r"|\s(?=[•●]\s)"
    r"|\n(?=\s*\*\s)"
    r"|(?<=\S)\s*\n(?=\s+\S.*\s\d)"
)


class Tokens:
    """The tokens of one segment, column by column: words as written, lower-cased, and their [start, end) in the segment."""

    __slots__ = ("ends", "lower", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.words = [match.group() for match in found]
        self.lower = [word.lower() for word in self.words]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]

    def gaps(self) -> list[str]:
        """Returns what stands before each token and at the end: 0 nothing, 1 a blank, 2 more (a cell), n a line end, E an end."""
        text, between = self.text, ["E"]
        for end, start in zip(self.ends, self.starts[1:], strict=False):
            width = start - end
            between.append("0" if not width else "n" if "\n" in text[end:start] else "1" if width == 1 else "2")
        between.append("E")
        return between


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Yields [start, end) of every segment of a section that is not blank."""
    start = 0
    for cut in _CUT.finditer(text):
        if text[start : cut.start()].strip():
            yield start, cut.start()
        start = cut.end()
    if text[start:].strip():
        yield start, len(text)


def normal(text: str) -> str:
    """Returns a text in lower case with single blanks: the form in which TAC 2017 compares strings."""
    return " ".join(text.lower().split())
