"""The rows of a dosing table: cells that span rows and columns stand in each place, footnotes and contents are left out."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_cells import Row
from plainlabel.label import Block, Cell, Section, cells
from plainlabel.vocabulary.patterns import pattern

_LEAST_NOTE = 12
_LEAST_CONTENTS = 3
_GIVEN = pattern("dosage.given_row")
_VOLUME_ROW = pattern("dosage.volume_row")


def grid_of(section: Section, rows: list[Block]) -> list[Row]:
    """Returns the rows of a table."""
    notes = notes_of(section, rows)
    grid: list[Row] = []
    hanging: dict[int, tuple[int, str, int]] = {}
    number = 0
    held = [list(cells(section.text, block)) for block in rows]
    width = max((_width(line) for line in held), default=0)
    for block, own in zip(rows, held, strict=True):
        line: list[tuple[str, int]] = []
        if _width(own) + sum(left > 0 for left, _, _ in hanging.values()) > width:
            hanging.clear()  # Rows that a cell was said to span were lost in flattening.
        for cell in own:
            _fill(line, hanging)
            number += 1
            text = without_notes(section.text[cell.start : cell.end].strip(), notes)
            for _ in range(max(1, min(cell.colspan, 12))):
                if cell.rowspan > 1:
                    hanging[len(line)] = cell.rowspan - 1, text, number
                line.append((text, number))
        _fill(line, hanging)
        line = line or [(section.text[block.start : block.end], number)]
        grid.append(Row([text for text, _ in line], block.start, block.end, tuple(origin for _, origin in line)))
    return grid


def _width(line: list[Cell]) -> int:
    return sum(max(1, min(cell.colspan, 12)) for cell in line)


def _fill(line: list[tuple[str, int]], hanging: dict[int, tuple[int, str, int]]) -> None:
    """Adds the cells that hang down from rows above."""
    while len(line) in hanging and hanging[len(line)][0] > 0:
        left, text, number = hanging[len(line)]
        hanging[len(line)] = left - 1, text, number
        line.append((text, number))


def notes_of(section: Section, rows: list[Block]) -> list[str]:
    """Returns the footnotes of a table: the reader marks them, but they stand in the words of a cell too."""
    tables = {block.table for block in rows}
    found = [
        section.text[block.start : block.end] for block in section.blocks if block.kind == "footnote" and block.table in tables
    ]
    return [note for note in found if len(note) >= _LEAST_NOTE]


def without_notes(cell: str, notes: list[str]) -> str:
    """Returns a cell without the footnotes that have run into it, as it is where nothing else stands in it."""
    rest = cell
    for note in notes:
        if note in rest:
            rest = rest.replace(note, " ")
    return " ".join(rest.split()) if rest is not cell and rest.strip() else cell


def without_contents(grid: list[Row], names: re.Pattern[str] | None) -> list[Row]:
    """Returns the rows of a table without those that say how much of each of several ingredients a dose holds."""
    held = {
        at: found.group().lower() for at, row in enumerate(grid) if row.cells and (found := names and names.match(row.cells[0]))
    }
    volume = next((at for at, row in enumerate(grid) if len(row.cells) > 1 and _VOLUME_ROW.search(row.cells[0])), None)
    if volume is not None and volume > 0 and len(grid) - volume > _LEAST_CONTENTS:
        return grid[: volume + 1]  # How much of the mixture is given, and beneath it what is in that.
    if len(set(held.values())) < _LEAST_CONTENTS:
        return grid
    first = min(held)
    return [row for at, row in enumerate(grid) if at < first or (row.cells and _GIVEN.search(row.cells[0]))]
