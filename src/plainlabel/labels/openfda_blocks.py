"""The stored text of one section: paragraphs, list items, table rows, and what repeats the Highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.label import DATA_CELL, Block, BlockKind, CellForm
from plainlabel.labels.openfda_headings import subheading_pattern
from plainlabel.labels.openfda_notes import notes
from plainlabel.labels.openfda_tables import PartSpan, TableSpan

_BULLETS: Final = "•●▪■◦○·"
_BULLET: Final = re.compile(rf"[{_BULLETS}] ?(?=\S)")
_COLON: Final = re.compile(r" ?:")


class Body(Struct, frozen=True):
    """A section's text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


class _Piece(Struct):
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    table: int | None = None
    part: PartSpan | None = None


def body(text: str, start: int, end: int, tables: Sequence[TableSpan], excerpt: tuple[int, int]) -> Body:
    """Returns the stored text and blocks for [start, end) of a root's text; what lies in `excerpt` repeats the Highlights."""
    inside = [table for table in tables if table.start < end and start < table.end]
    out: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in _pieces(text, start, end, inside, excerpt):
        if piece.kind == "row" and piece.part is not None:
            block_text, forms = _row(text, piece.part)
        else:
            block_text, forms = text[piece.start : piece.end].strip(), ()
        if not block_text.strip():
            continue
        highlight = excerpt[0] <= piece.start < excerpt[1]
        blocks.append(Block(piece.kind, length, length + len(block_text), highlight, piece.level, piece.table, forms))
        if piece.part is not None and piece.part.noted:
            blocks += (Block("footnote", at, end, highlight, table=piece.table) for at, end in _inner_notes(piece.part, length))
        out.append(block_text)
        length += len(block_text) + 1
    return Body("\n".join(out), tuple(blocks))


def _row(text: str, part: PartSpan) -> tuple[str, tuple[CellForm, ...]]:
    """Returns the text of a row, and the forms of its cells unless all are plain."""
    forms = tuple((cell.header, cell.colspan, cell.rowspan) for cell in part.cells)
    plain = forms.count(DATA_CELL) == len(forms)
    return "\t".join(text[cell.start : cell.end] for cell in part.cells), () if plain else forms


def _inner_notes(part: PartSpan, at: int) -> Iterator[tuple[int, int]]:
    """Returns where the footnotes stand that lie in the cells of a caption or row whose stored text begins at `at`."""
    for cell in part.cells:
        yield from ((at + start - cell.start, at + end - cell.start) for start, end in cell.notes)
        at += cell.end - cell.start + 1


def _pieces(text: str, start: int, end: int, tables: Sequence[TableSpan], excerpt: tuple[int, int]) -> Iterator[_Piece]:
    at = start
    for index, table in enumerate(tables, 1):
        held = False
        for part in table.parts:
            if part.start < at or part.end > end:
                continue
            yield from _prose(text, at, part.start, excerpt)
            yield from _table_part(part, index)
            at, held = part.end, True
        if held and any(sum(cell.end > cell.start for cell in part.cells) > 1 for part in table.parts):
            following = min([end, *(other.start for other in tables[index:])])
            for note, stop in notes(text, at, following, _shown(text, table)):
                yield _Piece("footnote", note, stop, table=index)
                at = stop
    yield from _prose(text, at, end, excerpt)


def _shown(text: str, table: TableSpan) -> str:
    """Returns the words of a table, a line for each cell."""
    return "\n".join(text[cell.start : cell.end] for part in table.parts for cell in part.cells)


def _table_part(part: PartSpan, table: int) -> Iterator[_Piece]:
    """Returns a caption or row; a row whose one cell holds a list or paragraphs is layout, and comes as those."""
    full = [cell for cell in part.cells if cell.end > cell.start]
    if part.kind != "row":
        kind: BlockKind = "footnote" if part.kind == "footnote" else "caption"
        yield _Piece(kind, part.start, part.end, table=table, part=part if kind == "caption" else None)
    elif len(full) != 1 or not full[0].breaks:
        yield _Piece("row", part.start, part.end, table=table, part=part)
    else:
        levels = {part.start: 0, **dict(full[0].breaks)}
        places = sorted(levels)
        for place, following in zip(places, [*places[1:], part.end], strict=True):
            level = levels[place]
            yield _Piece("item" if level else "paragraph", place, following, level=level, table=table)


def _prose(text: str, start: int, end: int, excerpt: tuple[int, int]) -> Iterator[_Piece]:
    """Returns the paragraphs, list items and inner headings of [start, end)."""
    if start >= end:
        return
    headings = dict(_headings(text, start, end))
    cuts = {start, *(place for place in excerpt if start < place < end), *headings, *headings.values()}
    cuts |= {at for match in _BULLET.finditer(text, start, end) if (at := match.start()) == start or text[at - 1] == " "}
    places = sorted(place for place in cuts if place < end)
    for place, following in zip(places, [*places[1:], end], strict=True):
        if place in headings:
            yield _Piece("heading", place, following)
        elif text[place] in _BULLETS:
            yield _Piece("item", place, following, level=1)
        else:
            yield _Piece("paragraph", place, following)


def _headings(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Returns the inner headings ("Risk Summary") of [start, end): known words where a sentence has ended."""
    before = start
    for match in subheading_pattern().finditer(text, start, end):
        gap = text[before : match.start()].strip()
        if not gap or text[match.start() - 2] in ".!?])":
            colon = _COLON.match(text, match.end(), end)
            before = colon.end() if colon else match.end()
            yield match.start(), before
