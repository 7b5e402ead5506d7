"""A section of a label as a page shows it: its blocks in order, each passage with its anchor, the cited place marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from plainlabel.label import Block, Passage, Section, cells, heading

MOST_CHARACTERS: Final = 60_000
"""A page holds about so much of a label; subsections beyond it have pages of their own."""

Mark = tuple[int, int] | None


class Piece(Struct, frozen=True):
    """A run of text: the anchor of the passage that begins with it, and whether it is (and begins) the cited one."""

    text: str
    anchor: str | None
    marked: bool
    first: bool


class ShownCell(Struct, frozen=True):
    """One cell of a table."""

    pieces: tuple[Piece, ...]
    header: bool
    colspan: int
    rowspan: int


class ShownBlock(Struct, frozen=True):
    """A paragraph, list item, heading, caption, footnote or image; or a whole table (`kind` "table") with its rows."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    name: str | None = None
    caption: tuple[Piece, ...] = ()
    rows: tuple[tuple[str | None, tuple[ShownCell, ...]], ...] = ()


class SectionView(Struct, frozen=True):
    """A section as it is shown: its heading, how deep it stands below the page's own, and its blocks."""

    id: str
    anchor: str
    heading: str
    depth: int
    blocks: tuple[ShownBlock, ...]
    marked: bool


def view(section: Section, passages: Sequence[Passage], *, prefix: str, depth: int, mark: Mark = None) -> SectionView:
    """Returns a section as it is shown; `prefix` makes the anchors of several sections on one page distinct."""
    writer = _Writer(section.text, passages, prefix, mark)
    blocks = tuple(writer.blocks(section.blocks))
    return SectionView(section.id, f"{prefix}top", heading(section), depth, blocks, writer.marked)


class _Writer:
    def __init__(self, text: str, passages: Sequence[Passage], prefix: str, mark: Mark) -> None:
        self._text = text
        self._anchors = {each.start: f"{prefix}p-{each.start}" for each in passages}
        self._cuts = sorted({place for each in passages for place in (each.start, each.end)} | set(mark or ()))
        self._mark = mark or (0, 0)
        self.marked = False

    def blocks(self, blocks: Sequence[Block]) -> Iterator[ShownBlock]:
        """Yields the blocks; those of one table as one."""
        table: list[Block] = []
        for block in (*blocks, None):
            if table and (block is None or block.table != table[0].table):
                yield self._table(table)
                table = []
            if block is not None and block.table is not None:
                table.append(block)
            elif block is not None:
                yield ShownBlock(block.kind, self._pieces(block.start, block.end), block.level, block.name)

    def _table(self, blocks: Sequence[Block]) -> ShownBlock:
        shown = [each for each in blocks if each.kind in {"caption", "row"}]
        # A note that stands in a cell or the caption is shown there.
        apart = [each for each in blocks if each not in shown and not any(_holds(one, each) for one in shown)]
        caption = tuple(one for each in shown if each.kind == "caption" for one in self._pieces(each.start, each.end))
        rows = tuple(self._row(each) for each in shown if each.kind == "row")
        notes = tuple(one for each in apart for one in self._pieces(each.start, each.end))
        return ShownBlock("table", pieces=notes, caption=caption, rows=rows)

    def _row(self, block: Block) -> tuple[str | None, tuple[ShownCell, ...]]:
        """Returns the anchor of a row and its cells; an anchor on the row is on none of its cells."""
        anchor = self._anchors.pop(block.start, None)
        found = [
            ShownCell(self._pieces(each.start, each.end), each.header, each.colspan, each.rowspan)
            for each in cells(self._text, block)
        ]
        return anchor, tuple(found)

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        places = [start, *(cut for cut in self._cuts if start < cut < end), end]
        return tuple(self._piece(one, other) for one, other in pairwise(places) if one < other)

    def _piece(self, start: int, end: int) -> Piece:
        low, high = self._mark
        marked = low < end and start < high
        first = marked and not self.marked
        self.marked = self.marked or marked
        return Piece(self._text[start:end], self._anchors.get(start), marked, first)


def _holds(outer: Block, inner: Block) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def children(tree: dict[str, Section]) -> dict[str | None, list[Section]]:
    """Returns the sections by their parent, in document order."""
    found: dict[str | None, list[Section]] = {}
    for each in tree.values():
        found.setdefault(each.parent, []).append(each)
    return found
