"""Table rows compared cell by cell."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest

from plainlabel.history.plain import plain
from plainlabel.history.records import CellChange
from plainlabel.label import Section


def cell_changes(old: str, new: str, heads: tuple[str, ...] = ()) -> tuple[CellChange, ...]:
    """Returns the cells in which two rows differ; `heads` are the heads of the new table's columns."""
    before, after = [_cells(row) for row in (old, new)]
    row = after[0] if after else ""
    if len(before) == len(after):
        return tuple(
            CellChange(row, _head(heads, column), one, other)
            for column, (one, other) in enumerate(zip(before, after, strict=True))
            if one != other
        )
    found = []
    for tag, i, j, k, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = zip_longest(before[i:j], after[k:end])
            found += [CellChange(row, _head(heads, k + place), one, other) for place, (one, other) in enumerate(pairs)]
    return tuple(found)


def heads_of(section: Section, start: int) -> tuple[str, ...]:
    """Returns the heads of the columns of the table whose row stands at `start`; empty where the first row is that row."""
    row = next((block for block in section.blocks if block.kind == "row" and block.start <= start < block.end), None)
    if row is None:
        return ()
    first = next(block for block in section.blocks if block.kind == "row" and block.table == row.table)
    return () if first is row else tuple(_cells(section.text[first.start : first.end]))


def _cells(row: str) -> list[str]:
    return [plain(cell) for cell in row.split("\t")]


def _head(heads: tuple[str, ...], column: int) -> str | None:
    return (heads[column] or None) if column < len(heads) else None
