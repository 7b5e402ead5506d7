"""Storage tables: a time limit in a cell, and what its column and its row say about where the limit holds.

A row such as "vial | 28 days" says nothing without the heading above it ("Not in use, room temperature up to 30 C"). Read are
tables of which a heading or a first cell speaks of room temperature, the refrigerator or use; a cell counts when it names
exactly one length of time. Of 49 such tables in 1,466 labels, leaflets laid out as tables make up half: they have no such cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.kinds import Storage
from plainlabel.facts.quantities import duration, several, temperatures
from plainlabel.label import Block, Section, cells
from plainlabel.vocabulary.patterns import pattern

_TIME = pattern("storage.table_time")
_HEADING = pattern("storage.table_heading")
_NEW = pattern("storage.table_new")
_IN_USE = pattern("storage.table_in_use")
_WARM = pattern("storage.table_warm")
_COLD = pattern("storage.table_cold")
_EXPIRY = re.compile(r"\W*until (?:the )?expir", re.IGNORECASE)
_MOST_WORDS = 16
"""Words in a cell or heading of a storage table; a leaflet laid out as a table has longer ones."""


class TableRule(NamedTuple):
    """A rule read from a table: its value, and the row it stands in."""

    value: Storage
    start: int
    end: int


def table_rules(section: Section) -> Iterator[TableRule]:
    """Returns the storage rules of a section's tables, row by row."""
    tables: dict[int, list[Block]] = {}
    for block in section.blocks:
        if block.kind == "row" and block.table is not None and not block.highlight:
            tables.setdefault(block.table, []).append(block)
    for rows in tables.values():
        yield from _of_table(section, rows)


def is_heading(row: str) -> bool:
    """Returns whether the text of a table row heads warm and cold columns: read as a sentence it would mix the two."""
    return "\t" in row and bool(_WARM.search(row) and _COLD.search(row)) and not _TIME.search(row)


def _of_table(section: Section, rows: list[Block]) -> Iterator[TableRule]:
    grid = _grid(section, rows)
    headings = 0
    while headings < len(grid) - 1 and not any(_one_time(cell) for cell in grid[headings][1:]):
        headings += 1
    if not any(_HEADING.search(cell) for line in grid[:headings] for cell in line):
        return
    for block, line in zip(rows[headings:], grid[headings:], strict=True):
        for column, cell in enumerate(line[1:] or line, start=min(1, len(line) - 1)):
            above = " ".join(dict.fromkeys(grid[row][column] for row in range(headings) if column < len(grid[row])))
            value = _rule(above, line[0] if column else "", cell)
            if value is not None:
                yield TableRule(value, block.start, block.end)


def _grid(section: Section, rows: list[Block]) -> list[list[str]]:
    """Returns the text of every place of a table, cells that span columns or rows repeated."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for block in rows:
        line: list[str] = []

        def fill(line: list[str] = line) -> None:
            while len(line) in hanging and hanging[len(line)][0] > 0:
                left, text = hanging[len(line)]
                hanging[len(line)] = left - 1, text
                line.append(text)

        for cell in cells(section.text, block):
            fill()
            text = section.text[cell.start : cell.end].strip()
            for _ in range(max(1, min(cell.colspan, 20))):
                if cell.rowspan > 1:
                    hanging[len(line)] = cell.rowspan - 1, text
                line.append(text)
        fill()
        grid.append(line or [section.text[block.start : block.end]])
    return grid


def _one_time(cell: str) -> re.Match[str] | None:
    times = list(_TIME.finditer(cell))
    alike = {(found["number"], found["unit"][0].lower()) for found in times}
    return times[0] if len(alike) == 1 and len(cell.split()) <= _MOST_WORDS else None


def _rule(above: str, beside: str, cell: str) -> Storage | None:
    """Returns the rule of one cell, None where its heading does not tell whether it is warm or in use."""
    if _EXPIRY.match(cell) and _COLD.search(above) and not _WARM.search(above) and not _IN_USE.search(_NEW.sub(" ", above)):
        low_c, high_c, low_f, high_f = (None if several(above) else temperatures(above)) or (None, None, None, None)
        return Storage("normal", low_c, high_c, low_f, high_f, where="refrigerator")
    time = _one_time(cell)
    if time is None or len(above.split()) > 2 * _MOST_WORDS or len(beside.split()) > _MOST_WORDS:
        return None
    told = f"{above} {beside} {cell}"
    warm, cold = bool(_WARM.search(told)), bool(_COLD.search(told))
    new = bool(_NEW.search(told))
    used = bool(_IN_USE.search(_NEW.sub(" ", told)))
    if new and used:
        return None
    degrees = None if several(told) or (warm and cold) else temperatures(told)
    if not used and (not warm or cold):
        return None
    low_c, high_c, low_f, high_f = degrees or (None, None, None, None)
    unit, number = duration(time["number"], time["unit"])
    value = {unit: number}
    where = "room" if warm and not cold else "refrigerator" if cold and not warm else None
    return Storage("opened" if used else "room", low_c, high_c, low_f, high_f, where=where, **value)  # type: ignore[arg-type]
