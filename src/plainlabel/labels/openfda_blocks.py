"""The stored text of one section: paragraphs, list items, table rows, and what repeats the Highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.label import Block, BlockKind, Cell
from plainlabel.labels.openfda_tables import PartSpan, TableSpan

_BULLET: Final = re.compile(r"(?:(?<=\s)|\A)(?=[•●▪■◦○·] ?\S)")
_HIGHLIGHT_END: Final = re.compile(r"\(\s*\d{1,2}(?:\.\d{1,2})*(?:\s*[,–-]\s*\d{1,2}(?:\.\d{1,2})*)*\s*\)")
_NAMED: Final = re.compile(
    r"(?:Precautions|Reactions|Administration|Interactions|Populations|Pharmacology|Studies|Usage|Strengths|Contraindications|Toxicology"
    r"|Handling|Information|Overdosage|Description|Dependence|Experience|Warnings?|Use|[Ss]ections?|[Ss]ee|Use in)\s*$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?][)\]]?\s+(?=[A-Z•])")


class Body(Struct, frozen=True):
    """A section's text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


class _Piece(Struct):
    kind: BlockKind
    start: int
    end: int
    highlight: bool = False
    table: int | None = None
    part: PartSpan | None = None


def body(text: str, start: int, end: int, tables: Sequence[TableSpan], number: str | None) -> Body:
    """Returns the stored text and blocks for [start, end) of a root's text."""
    inside = [table for table in tables if table.start < end and start < table.end]
    excerpt = _highlights(text, start, end, number, inside)
    out: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in _pieces(text, start, end, inside, excerpt):
        if piece.part is not None and piece.part.cells:
            block_text, cells = _row(text, piece.part, length)
        else:
            block_text, cells = text[piece.start : piece.end].strip(), ()
        if not block_text.strip():
            continue
        level = 1 if piece.kind == "item" else 0
        blocks.append(Block(piece.kind, length, length + len(block_text), piece.highlight, level, piece.table, cells))
        out.append(block_text)
        length += len(block_text) + 1
    return Body("\n".join(out), tuple(blocks))


def _row(text: str, part: PartSpan, at: int) -> tuple[str, tuple[Cell, ...]]:
    texts = [text[cell.start : cell.end] for cell in part.cells]
    cells: list[Cell] = []
    for cell, cell_text in zip(part.cells, texts, strict=True):
        cells.append(Cell(at, at + len(cell_text), cell.header, cell.colspan, cell.rowspan))
        at += len(cell_text) + 1
    return "\t".join(texts), tuple(cells)


def _pieces(text: str, start: int, end: int, tables: Sequence[TableSpan], excerpt: tuple[int, int]) -> Iterator[_Piece]:
    at = start
    for index, table in enumerate(tables, 1):
        for part in table.parts:
            if part.start < at or part.end > end:
                continue
            yield from _prose(text, at, part.start, excerpt)
            highlight = excerpt[0] <= part.start < excerpt[1]
            yield _Piece("row" if part.kind == "row" else "caption", part.start, part.end, highlight, index, part)
            at = part.end
    yield from _prose(text, at, end, excerpt)


def _prose(text: str, start: int, end: int, excerpt: tuple[int, int]) -> Iterator[_Piece]:
    """Returns the paragraphs and list items of [start, end)."""
    cuts = sorted({start, *(place for place in excerpt if start < place < end), *_bullets(text, start, end), end})
    for begin, stop in zip(cuts, cuts[1:], strict=False):
        kind: BlockKind = "item" if text[begin : begin + 1] in "•●▪■◦○·" else "paragraph"
        yield _Piece(kind, begin, stop, excerpt[0] <= begin < excerpt[1])


def _bullets(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in _BULLET.finditer(text, start, end)]


def _highlights(text: str, start: int, end: int, number: str | None, tables: Sequence[TableSpan]) -> tuple[int, int]:
    """Returns where the Highlights excerpt stands in a chapter's own text: sentences that end in "( 5.1 )"; (0, 0) for none."""
    if number is None or "." in number:
        return (0, 0)
    ends = [
        match
        for match in _HIGHLIGHT_END.finditer(text, start, end)
        if re.search(rf"(?<![\d.]){number}(?!\d)", match[0])
        and not _NAMED.search(text, max(start, match.start() - 24), match.start())
        and not any(table.start <= match.start() < table.end for table in tables)
    ]
    if not ends:
        return (0, 0)
    first = start
    for match in _SENTENCE.finditer(text, start, ends[0].start()):
        if match.end() < ends[0].start() - 3:
            first = match.end()
    return (first, end)
