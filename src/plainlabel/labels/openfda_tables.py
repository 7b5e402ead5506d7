"""Tables of openFDA records: the HTML beside a text, found again inside the flattened text.

openFDA gives each table twice: flattened into the section's text, and as HTML in the field's "_table" list. White space differs between
the two, so both are compared without any.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from msgspec import Struct

_TAG: Final = re.compile(r"<(/?)([A-Za-z]+)([^>]*)>")
_SPAN: Final = re.compile(r"(col|row)span\s*=\s*\"?(\d+)", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
_MAX_SPAN: Final = 1000


class CellSpan(Struct, frozen=True):
    """A cell at [start, end) of the text."""

    start: int
    end: int
    header: bool
    colspan: int
    rowspan: int


class PartSpan(Struct, frozen=True):
    """A caption, a footnote, or a row with its cells, at [start, end) of the text."""

    kind: str
    start: int
    end: int
    cells: tuple[CellSpan, ...] = ()


class TableSpan(Struct, frozen=True):
    """A table at [start, end) of the text, and its parts in order."""

    start: int
    end: int
    parts: tuple[PartSpan, ...]


class _Cell(Struct):
    text: str
    header: bool
    colspan: int
    rowspan: int


class _Part(Struct):
    kind: str
    cells: list[_Cell]


class _Squeezed:
    """A text without white space that can tell where its characters stood."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.squeezed_starts: list[int] = []
        words: list[str] = []
        length = 0
        for match in _WORD.finditer(text):
            self.starts.append(match.start())
            self.squeezed_starts.append(length)
            words.append(match[0])
            length += len(match[0])
        self.text = "".join(words)

    def place(self, at: int) -> int:
        """Returns where the character at `at` of the squeezed text stands in the text."""
        word = bisect_right(self.squeezed_starts, at) - 1
        return self.starts[word] + at - self.squeezed_starts[word]


def locate(texts: Sequence[str], htmls: Sequence[str]) -> Iterator[tuple[int, TableSpan]]:
    """Returns for each table of `htmls` that is found in one of `texts`: the index of the text and the table's place there."""
    squeezed = [_Squeezed(text) for text in texts]
    after = [0] * len(texts)
    for html in htmls:
        parts = _parts(html)
        wanted = "".join("".join(cell.text for cell in part.cells) for part in parts)
        if not wanted:
            continue
        for index, text in enumerate(squeezed):
            at = text.text.find(wanted, after[index])
            if at < 0:
                at = text.text.find(wanted)
            if at >= 0:
                after[index] = at + len(wanted)
                yield index, _span(text, at, parts)
                break


def _span(text: _Squeezed, at: int, parts: Sequence[_Part]) -> TableSpan:
    spans: list[PartSpan] = []
    position = at
    for part in parts:
        cells: list[CellSpan] = []
        for cell in part.cells:
            end = position + len(cell.text)
            start_at = text.place(position) if position < end else (cells[-1].end if cells else text.place(min(position, len(text.text) - 1)))
            end_at = text.place(end - 1) + 1 if position < end else start_at
            cells.append(CellSpan(start_at, end_at, cell.header, cell.colspan, cell.rowspan))
            position = end
        full = [cell for cell in cells if cell.end > cell.start]
        if full:
            spans.append(PartSpan(part.kind, full[0].start, full[-1].end, tuple(cells) if part.kind == "row" else ()))
    return TableSpan(spans[0].start, spans[-1].end, tuple(spans))


def _parts(html: str) -> list[_Part]:
    """Returns the captions and rows of a table in document order, cell texts without white space."""
    parts: list[_Part] = []
    at = 0
    row: _Part | None = None
    cell: _Cell | None = None
    for tag in _TAG.finditer(html):
        _append(parts, row, cell, html[at : tag.start()])
        at = tag.end()
        name, closing = tag[2].lower(), bool(tag[1])
        if name == "tr":
            row, cell = (None, None) if closing else (_Part("row", []), None)
            if row is not None:
                parts.append(row)
        elif name in {"td", "th"} and not closing and not tag[3].endswith("/"):
            spans = {kind.lower(): min(int(count), _MAX_SPAN) or 1 for kind, count in _SPAN.findall(tag[3])}
            cell = _Cell("", name == "th", spans.get("col", 1), spans.get("row", 1))
            if row is not None:
                row.cells.append(cell)
        elif name in {"td", "th"} and not closing and row is not None:
            row.cells.append(_Cell("", name == "th", 1, 1))
        elif name in {"td", "th"}:
            cell = None
        elif name == "caption" and row is None:
            cell = None if closing else _Cell("", header=False, colspan=1, rowspan=1)
            if cell is not None:
                parts.append(_Part("caption", [cell]))
    _append(parts, row, cell, html[at:])
    return parts


def _append(parts: list[_Part], row: _Part | None, cell: _Cell | None, text: str) -> None:
    squeezed = "".join(unescape(text).split())
    if not squeezed:
        return
    if cell is None:
        cell = _Cell("", header=False, colspan=1, rowspan=1)
        if row is not None:
            row.cells.append(cell)
        else:
            parts.append(_Part("caption", [cell]))
    cell.text += squeezed
