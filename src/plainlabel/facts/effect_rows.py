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
_DIFFERENCE = re.compile(r"\bdifferences?\b|\bp[- ]?values?\b|\b(?:vs\.?|versus|minus)\b|^\W*(?:95\s?%|\(?ci\b)", re.IGNORECASE)
_MARK = re.compile(r"(?<=[\d%])\s\d$|(?<=[%\d])\s?[*†‡§#]+$")
_ADDED = re.compile(r"\+|/|\b(?:and|plus|with)\b")
_ARM_WORD = re.compile(r"[a-z0-9][\w.-]*")
_MOST_NAME_WORDS = 12
_MOST_TRIAL_WORDS = 4
_MOST_HEAD_WORDS = 14


class Cell(NamedTuple):
    """One result: the row of the medicine, the column's header, the results of the medicine and of the comparator, its name."""

    row: Row
    head: str
    medicine: Result
    comparator: Result | None
    comparator_name: str | None
    dose: str
    trial: str | None = None
    heading: str = ""


def is_shifted(grid: Grid) -> bool:
    """Returns whether the header is wider than the body: its cells then do not stand above their figures."""
    wider = not set(grid.heads[-1]) <= set(grid.heads[-2])  # Else one cell only spans too far.
    return wider and bool(grid.rows) and not any(row.texts[-1] for row in grid.rows)


def arm_column(names: Medicine, grid: Grid) -> int | None:
    """Returns the column behind the first that names the arms, one a row ("Study | Treatment | Week 4"), None for none."""
    rows = [row for row in grid.rows if row.filled > 1]
    for column in range(1, min(3, len(grid.heads) - 1)):
        named = [row.texts[column] for row in rows]
        arms = [text for text in named if _is_medicine(names, text) or COMPARATOR.search(text)]
        if len(rows) > 1 and 2 * len(arms) >= len(rows) and any(_is_medicine(names, text) for text in named) and all(named):
            return column
    return None


def cells_of_arms(names: Medicine, grid: Grid, title: str, column: int = 0) -> Iterator[Cell]:
    """Returns the results of a table whose rows are arms, named in `column`; none where a row is neither an arm nor empty."""
    every = [row for row in grid.rows if row.filled > 1]
    rows = [row for row in every if not _DIFFERENCE.search(row.texts[column])]
    named = [row.texts[column] for row in rows]
    if any(len(name.split()) > _MOST_NAME_WORDS or not name for name in named):
        return
    if len(every) < len(grid.rows):
        if column == 0 and all(_is_medicine(names, name) or COMPARATOR.search(name) for name in named):
            yield from _under_headings(names, grid, title)
        return
    for trial, group in _groups(rows, column):
        yield from _of_group(names, grid, title, column, trial, group)


def _under_headings(names: Medicine, grid: Grid, title: str) -> Iterator[Cell]:
    """Returns the results of arms that stand below the end point they are of."""
    heading, group = "", list[Row]()
    for row in (*grid.rows, None):
        if row is not None and row.filled > 1:
            group.extend([row] if not _DIFFERENCE.search(row.texts[0]) else [])
            continue
        if heading and group:
            for cell in _of_group(names, grid, f"{heading} {title}", 0, None, group):
                yield cell._replace(heading=heading)
        heading, group = (row.lone or "") if row is not None else "", []


def _groups(rows: list[Row], column: int) -> Iterator[tuple[str | None, list[Row]]]:
    """Returns the rows of each study that the first column names, all rows where the arms themselves stand there."""
    if column == 0:
        yield None, rows
        return
    name, group = rows[0].texts[0], [rows[0]]
    for row in rows[1:]:
        if row.texts[0] and row.texts[0] != name:
            yield _trial(name), group
            name, group = row.texts[0], []
        group.append(row)
    yield _trial(name), group


def _trial(name: str) -> str | None:
    bare = without_note(name).strip()
    return (f"Study {bare}" if bare.isdigit() else bare) if 0 < len(bare.split()) <= _MOST_TRIAL_WORDS else None


def _of_group(names: Medicine, grid: Grid, title: str, column: int, trial: str | None, rows: list[Row]) -> Iterator[Cell]:
    medicines = [row for row in rows if _is_medicine(names, row.texts[column])]
    others = [row for row in rows if row not in medicines]
    controls = [row for row in others if COMPARATOR.search(row.texts[column])]
    if not medicines:  # Doses alone beside placebo.
        medicines = [row for row in others if row not in controls and _DOSE.match(row.texts[column])]
        if not controls or len(medicines) + len(controls) < len(rows):
            return
    beside = controls or [row for row in others if row not in medicines]
    added = {row.start: other for row in medicines if (other := _without_it(names, row, others, column)) is not None}
    if len(beside) > 1:
        return
    for at in range(column + 1, len(grid.heads)):
        for row in medicines:
            other = added.get(row.start, beside[0] if beside else None)
            for cell in _of_column(grid, at, [row], other, title):
                yield cell._replace(trial=trial, comparator_name=other.texts[column] if cell.comparator and other else None)


def _without_it(names: Medicine, row: Row, others: list[Row], column: int) -> Row | None:
    """Returns the row on what a medicine is added to, of which the medicine's own row names the rest ("X + Y 10 mg": "Y 10 mg")."""
    if not _ADDED.search(row.texts[column]):
        return None
    rest = _arm_words(names.without(row.texts[column]))
    return next((other for other in others if rest and rest == _arm_words(other.texts[column])), None)


def _arm_words(text: str) -> list[str]:
    return sorted(set(_ARM_WORD.findall(without_note(text).lower())) - {"alone", "and", "plus", "with", "monotherapy", "placebo"})


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
