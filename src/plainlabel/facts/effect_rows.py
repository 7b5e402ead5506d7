"""Effect over time from tables whose rows are arms and whose columns are end points or times ("Placebo", "10 mg" below "LDL-C")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.effect_figures import Result, result, unit_said
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.table_columns import COMPARATOR
from plainlabel.facts.table_figures import holds_number
from plainlabel.facts.tables import Grid, Row, without_note
from plainlabel.vocabulary.patterns import pattern

_OTHER_COLUMN = pattern("effects.other_column")
_DOSE = pattern("tables.dose")
_SCALED = pattern("effects.scaled")
_NUMBER = re.compile(r"\W*(?:n|number(?: of (?:patients|subjects))?|no\.?)\W*$|.*\bn\s?=", re.IGNORECASE)
_MARK = re.compile(r"(?<=[\d%])\s\d$|(?<=[%\d])\s?[*†‡§#]+$")
_MOST_NAME_WORDS = 9
_MOST_HEAD_WORDS = 14


class Cell(NamedTuple):
    """One result: the row of the medicine, the column's header, the results of the medicine and of the comparator, its name."""

    row: Row
    head: str
    medicine: Result
    comparator: Result | None
    comparator_name: str | None
    dose: str


def cells_of_arms(names: Medicine, grid: Grid, title: str) -> Iterator[Cell]:
    """Returns the results of a table whose rows are arms; none where a row is neither an arm nor empty."""
    rows = [row for row in grid.rows if row.filled > 1]
    medicines = [row for row in rows if _is_medicine(names, row.texts[0])]
    others = [row for row in rows if row not in medicines]
    if any(len(row.texts[0].split()) > _MOST_NAME_WORDS or not row.texts[0] for row in rows) or len(rows) < len(grid.rows):
        return
    controls = [row for row in others if COMPARATOR.search(row.texts[0])]
    if not medicines:  # Doses alone beside placebo.
        medicines = [row for row in others if row not in controls and _DOSE.match(row.texts[0])]
        if not controls or len(medicines) + len(controls) < len(rows):
            return
    beside = controls or [row for row in others if row not in medicines]
    if len(beside) > 1:
        return
    for column in range(1, len(grid.heads)):
        yield from _of_column(grid, column, medicines, beside[0] if beside else None, title)


def _is_medicine(names: Medicine, text: str) -> bool:
    return names.names(without_note(text)) and not COMPARATOR.search(text)


def _of_column(grid: Grid, column: int, medicines: list[Row], beside: Row | None, title: str) -> Iterator[Cell]:
    head = " ".join(without_note(piece) for piece in grid.heads[column])
    if not head or len(head.split()) > _MOST_HEAD_WORDS or _OTHER_COLUMN.search(head) or _NUMBER.match(head):
        return
    said = unit_said(head) or unit_said(title) or ("units" if _SCALED.search(f"{head} {title}") else None)
    for row in medicines:
        found = _figure(row, column, said)
        if found is not None:
            other = _figure(beside, column, said) if beside is not None else None
            yield Cell(row, head, found, other, beside.texts[0] if beside is not None and other else None, row.texts[0])


def _figure(row: Row, column: int, said: str | None) -> Result | None:
    text = _MARK.sub("", row.texts[column])
    return result(text, None if said == "count" else said, None) if holds_number(text) else None
