"""Passages of a section: sentences, list items, table rows, captions and footnotes, with exact offsets.

A passage never crosses a block. Blocks may lie inside one another (a footnote inside the row that holds it): the inner one is cut
out of the outer. Text that no block covers is read as a paragraph, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainlabel.label import Block, BlockKind, Passage, Section
from plainlabel.labels.sentences import run_in_heading, sentences

# Layout tables of patient leaflets hold whole pages in one cell: such rows are split like paragraphs.
_LONG_ROW = 500
_WHOLE: frozenset[BlockKind] = frozenset({"heading", "image"})
_SENTENCES: frozenset[BlockKind] = frozenset({"paragraph", "item"})


def passages(section: Section) -> tuple[Passage, ...]:
    """Returns the passages of a section in document order.

    Offsets count code points of `section.text`; each passage is free of white space at both ends, and every character that is not
    white space lies in exactly one. A sub-heading that flattened text runs into a sentence becomes a passage of kind "heading".
    """
    found = [passage for block in _pieces(section) for passage in _of_block(section, block)]
    return tuple(found)


def _pieces(section: Section) -> list[Block]:
    """Returns blocks that do not overlap and together cover the text."""
    pieces: list[Block] = []
    nested: list[Block] = [Block("paragraph", 0, len(section.text))]
    position = 0
    for block in sorted(section.blocks, key=lambda one: (one.start, -one.end)):
        while nested[-1].end <= block.start and len(nested) > 1:
            position = _piece(pieces, nested[-1], position, nested.pop().end)
        position = _piece(pieces, nested[-1], position, block.start)
        nested.append(block)
    while nested:
        position = _piece(pieces, nested[-1], position, nested.pop().end)
    return pieces


def _piece(pieces: list[Block], block: Block, position: int, stop: int) -> int:
    """Adds what `block` holds from `position` to `stop`, if anything, and returns where the next piece begins."""
    if stop > position:
        pieces.append(Block(block.kind, position, stop, block.highlight))
    return max(position, stop)


def _of_block(section: Section, block: Block) -> Iterator[Passage]:
    for kind, start, end in _spans(section.text, block):
        yield Passage(section.id, start, end, kind, block.highlight)


def _spans(text: str, block: Block) -> Iterator[tuple[BlockKind, int, int]]:
    if block.kind in _SENTENCES:
        yield from _sentences(text, block.kind, block.start, block.end)
    elif block.kind in _WHOLE or block.end - block.start <= _LONG_ROW:
        yield from _whole(text, block.kind, block.start, block.end)
    elif block.kind == "row":
        for start, end in _cells(text, block):
            yield from ((block.kind, *span) for span in sentences(text, start, end))
    else:
        yield from ((block.kind, *span) for span in sentences(text, block.start, block.end))


def _sentences(text: str, kind: BlockKind, block_start: int, block_end: int) -> Iterator[tuple[BlockKind, int, int]]:
    for start, end in sentences(text, block_start, block_end):
        rest = run_in_heading(text, start, end)
        if rest is None:
            yield kind, start, end
        else:
            yield "heading", start, rest
            yield from _whole(text, kind, rest, end)


def _whole(text: str, kind: BlockKind, start: int, end: int) -> Iterator[tuple[BlockKind, int, int]]:
    piece = text[start:end]
    if left := piece.lstrip():
        yield kind, start + len(piece) - len(left), start + len(piece.rstrip())


def _cells(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Returns the stretches of a row between tabs, its cell borders: a sentence never crosses a cell."""
    borders = {block.start, block.end, *(at + 1 for at in range(block.start, block.end - 1) if text[at] == "\t")}
    yield from pairwise(sorted(borders))
