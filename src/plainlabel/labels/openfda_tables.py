"""Tables of openFDA records: the HTML beside a text, found again inside the flattened text.

openFDA gives each table twice: flattened into the section's text, and as HTML in the field's "_table" list. White space differs
between the two, so both are compared without any.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import accumulate
from typing import Final

from msgspec import Struct

_OTHER_TAG: Final = re.compile(r"</?(?!(?:tr|td|th|caption|list|item|paragraph|br|footnote|tfoot)\b)[A-Za-z][^>]*>")
_TAG: Final = re.compile(r"<(/?)(tr|td|th|caption|list|item|paragraph|br|footnote|tfoot)\b([^>]*)>")
_SPAN: Final = re.compile(r"(col|row)span\s*=\s*\"?(\d{1,4})")
_MAX_SPAN: Final = 1000


class CellSpan(Struct, frozen=True):
    """A cell at [start, end) of the text; `breaks` are where a paragraph (level 0) or a list item (its level) begins in it.

    `notes` are the footnotes that lie in it, as [start, end).
    """

    start: int
    end: int
    header: bool
    colspan: int
    rowspan: int
    breaks: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[int, int], ...] = ()


class PartSpan(Struct, frozen=True):
    """A caption, a row or a footnote with its cells, at [start, end) of the text; `noted` where footnotes lie in them."""

    kind: str
    start: int
    end: int
    cells: tuple[CellSpan, ...] = ()
    noted: bool = False


class TableSpan(Struct, frozen=True):
    """A table at [start, end) of the text, and its parts in order."""

    start: int
    end: int
    parts: tuple[PartSpan, ...]


class _Cell(Struct):
    text: str
    header: bool
    colspan: int = 1
    rowspan: int = 1
    breaks: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[int, int], ...] = ()


class _Part(Struct):
    kind: str
    cells: list[_Cell]


class Squeezed:
    """A text without its spaces that can tell where its characters stood; the text has single spaces only."""

    def __init__(self, text: str) -> None:
        words = text.split(" ")
        self.text = "".join(words)
        self.starts = list(accumulate(map(len, words), initial=0))

    def place(self, at: int) -> int:
        """Returns where the character at `at` of the squeezed text stands in the text: as many spaces later as words before it."""
        return at + bisect_right(self.starts, at) - 1


def locate(text: str, htmls: Iterable[str]) -> Iterator[TableSpan]:
    """Returns the places of the tables of `htmls` in `text`; one not found is left out.

    `text` has its white space folded to single spaces. Tables are looked for in order; alike ones take one place after the other.
    """
    squeezed = Squeezed(text)
    after: dict[str, int] = {}
    for html in htmls:
        parts = _Parser().read(html)
        wanted = "".join(cell.text for part in parts for cell in part.cells)
        at = squeezed.text.find(wanted, after.get(wanted, 0)) if wanted else -1
        if at >= 0:
            after[wanted] = at + len(wanted)
            yield _span(squeezed, at, parts)


def _span(text: Squeezed, at: int, parts: Sequence[_Part]) -> TableSpan:
    spans: list[PartSpan] = []
    position = at
    for part in parts:
        cells: list[CellSpan] = []
        for cell in part.cells:
            end = position + len(cell.text)
            start_at = (
                text.place(position)
                if position < end
                else (cells[-1].end if cells else text.place(min(position, len(text.text) - 1)))
            )
            end_at = text.place(end - 1) + 1 if position < end else start_at
            breaks = cell.breaks and tuple((text.place(position + at), level) for at, level in cell.breaks if at < len(cell.text))
            notes = cell.notes and tuple(
                (text.place(position + at), text.place(position + stop - 1) + 1) for at, stop in cell.notes
            )
            cells.append(CellSpan(start_at, end_at, cell.header, cell.colspan, cell.rowspan, breaks, notes))
            position = end
        full = [cell for cell in cells if cell.end > cell.start]
        if full:
            # What stands in one cell of a table's foot is a note; a foot of several cells is a row like others.
            kind = "row" if part.kind == "footnote" and len(full) > 1 else part.kind
            noted = any([cell.notes for cell in part.cells])  # noqa: C419 - faster, and done for each of 100,000 rows
            spans.append(PartSpan(kind, full[0].start, full[-1].end, tuple(cells), noted))
    return TableSpan(spans[0].start, spans[-1].end, tuple(spans))


class _Parser:
    """Reads the captions and rows of a table in document order, cell texts without white space."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.row: _Part | None = None
        self.cell: _Cell | None = None
        self.level = 0
        self.foot = False
        self.note: int | None = None

    def read(self, html: str) -> list[_Part]:
        """Returns the parts of the table in `html`."""
        at = 0
        html = _OTHER_TAG.sub("", html)
        for tag in _TAG.finditer(html):
            if tag.start() > at:
                self._text(html[at : tag.start()])
            at = tag.end()
            self._tag(tag[2], tag[3], closing=bool(tag[1]))
        self._text(html[at:])
        return self.parts

    def _tag(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "tr":
            self.row, self.cell, self.level = None if closing else _Part("footnote" if self.foot else "row", []), None, 0
            self.note = None
            if self.row is not None:
                self.parts.append(self.row)
        elif name in {"td", "th"}:
            self.cell = None if closing else self._new_cell(name, attributes)
            if attributes.endswith("/"):
                self.cell = None
        elif name == "caption" and self.row is None:
            self.cell = None if closing else _Cell("", header=False)
            if self.cell is not None:
                self.parts.append(_Part("caption", [self.cell]))
        elif name == "tfoot":
            self.foot = not closing
        elif name == "footnote" and self.cell is not None:
            self._note(self.cell, closing=closing)
        elif name in {"list", "item", "paragraph", "br"} and self.cell is not None and self.note is None:
            self._break(self.cell, name, closing=closing)

    def _new_cell(self, name: str, attributes: str) -> _Cell:
        spans = {kind: min(int(count), _MAX_SPAN) or 1 for kind, count in _SPAN.findall(attributes)} if "span" in attributes else {}
        cell = _Cell("", name == "th", spans.get("col", 1), spans.get("row", 1))
        if self.row is not None:
            self.row.cells.append(cell)
        return cell

    def _break(self, cell: _Cell, name: str, *, closing: bool) -> None:
        """Returns nothing; notes where an item or paragraph begins, or text goes on after a list."""
        if name == "list":
            self.level = max(0, self.level - 1) if closing else self.level + 1
        if name == "item" and not closing:
            cell.breaks = (*cell.breaks, (len(cell.text), max(self.level, 1)))
        elif (name == "list" and closing and not self.level) or (name in {"paragraph", "br"} and not self.level):
            cell.breaks = (*cell.breaks, (len(cell.text), 0))

    def _note(self, cell: _Cell, *, closing: bool) -> None:
        """Returns nothing; notes where a footnote begins in a cell, and keeps it when it ends."""
        if not closing:
            self.note = len(cell.text)
        elif self.note is not None:
            if len(cell.text) > self.note:
                cell.notes = (*cell.notes, (self.note, len(cell.text)))
            self.note = None

    def _text(self, text: str) -> None:
        squeezed = "".join((unescape(text) if "&" in text else text).split())
        if not squeezed:
            return
        if self.cell is None:
            self.cell = _Cell("", header=False)
            if self.row is not None:
                self.row.cells.append(self.cell)
            else:
                self.parts.append(_Part("caption", [self.cell]))
        self.cell.text += squeezed
