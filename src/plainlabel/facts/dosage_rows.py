"""The rows of dosing tables: what each cell gives, for whom and for what its row says, and which phase its column heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from plainlabel.facts.dosage_amounts import amounts, route
from plainlabel.facts.dosage_bands import cells_of, last_heading, row_bands, surface_in
from plainlabel.facts.dosage_cells import Row, Table, doses_of_cell, plain_cell
from plainlabel.facts.dosage_columns import (
    ON_DAY,
    STEP,
    TITRATION,
    free_part,
    given_on_days,
    gives_part,
    is_barred_cell,
    of_another_medicine,
    over_the_day,
    titrated_across,
    with_unit,
)
from plainlabel.facts.dosage_context import Context, Weights, band_starts, own_band, several_bands, weights, who
from plainlabel.facts.dosage_frequency import Frequency, frequencies
from plainlabel.facts.dosage_row_names import genotype, own_condition, taken_before
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.population import Population
from plainlabel.vocabulary.patterns import pattern

_BAR = pattern("dosage.table_bar")
_AGES = pattern("dosage.table_ages")
_FIRST_DOSE = re.compile(r"\W*(?:first|initial) dose\b(?=.*\b(?:day|week)\b)", re.IGNORECASE)
_AGED = re.compile(r"\W*\d+\s?(?:-|–|to)?\s?\d*\+?\s?years?\b", re.IGNORECASE)  # noqa: RUF001 - an en dash of labels
_HEADED_AGES = re.compile(r"\bages?\W*(?:range |group )?\W*(?:in )?(?P<unit>years|months)\b", re.IGNORECASE)
_FIGURES_ALONE = re.compile(
    r"\W*(?:(?:under|over|less than|up to|to|through|and)?\W*\d+\W*)+(?:or (?:older|more)|and (?:older|over))?\W*", re.IGNORECASE
)
_AGE = re.compile(r"\bages?\b", re.IGNORECASE)
_LABEL_BAR = re.compile(
    r"\W*(?:(?:up-?)?titration\W*$|(?:mild|moderate|severe)\b[\w ]{0,24}\b(?-i:[RH]I)\b"
    r"|(?:concentrations?|strengths?|NDC|volume of (?:diluent|solution)|duration|infusion (?:rate|time))\b)",
    re.IGNORECASE,
)
# "Patients with Normal Renal and Hepatic Function": a note hangs in the cell of those whose dose is the usual one.
_NORMAL = re.compile(r"\W*(?:\w+ ){0,3}normal (?:renal|kidney|hepatic|liver)\b[\w ]{0,24}\bfunction\b", re.IGNORECASE)
_RATE = re.compile(r"\d\s?(?:mL|mg)\s?(?:per |/\s?)(?:h|min)", re.IGNORECASE)
_COUNT = re.compile(r"\bnumber of\b", re.IGNORECASE)
_MASSES = frozenset(("mg", "mcg", "g", "units", "mEq", "mCi", "MBq"))
_ALONE = re.compile(r"[A-Za-z][a-z]{4,}(?: [a-z]+)?")
_SWITCHING = pattern("dosage.switching_to")
_KIND_CELL = re.compile(r"(?:loading|maintenance|starting|initial) (?:dose|dosage|phase)", re.IGNORECASE)
_TOTAL = pattern("dosage.total_column")
_DAY = 24.0
_MOST_PEOPLE = 7
_MOST_BAND = 4
_MOST_DAY = 9
MOST_WORDS = 45
"""Words in a cell; a leaflet or a narrative laid out as a table has longer ones."""


class Found(NamedTuple):
    """One dose of a table and the row it stands in."""

    value: Dosage
    start: int
    end: int


class _Cells(NamedTuple):
    """What the cells of a row say beside its doses, and the words of each cell with its unit."""

    label: str
    corner: str
    heading: dict[int, str]
    texts: dict[int, str]
    bands: dict[int, Weights]
    surface: str | None
    named: str | None
    people: Population
    often: list[Frequency]
    on_day: bool
    days: set[int]
    words: str


def doses_of_row(row: Row, table: Table, context: Context, beneath: str, step: str = "") -> Iterator[Found]:
    """Returns the doses of one row, each with for whom and for what; `step` is the word for the phase of a step that counts."""
    label = _label(row)
    if table.own_rows and _is_of_another(label, table.names):
        return
    if _is_barred_label(label, step):
        return
    columns = range(1 if label else 0, len(row.cells))
    heading = {
        column: " ".join(dict.fromkeys(line.cells[column] for line in table.head if column < len(line.cells))) for column in columns
    }
    # Three days or weeks side by side are steps of a titration.
    kinds = titrated_across(table.head) if TITRATION.search(f"{table.caption} {' '.join(heading.values())}") else set()
    steps = {column for column in columns if STEP.search(heading[column])} - kinds
    days = given_on_days(heading, steps, titrated=bool(TITRATION.search(table.caption)))
    held = _cells(row, table, context, columns, heading)._replace(days=days)
    kind = next((cell for _, cell in cells_of(row, columns, label) if _KIND_CELL.fullmatch(cell.strip())), "")
    held = held._replace(words=f"{beneath} {step or label} {kind}")
    at = context._replace(
        condition=held.named or context.condition, weights=own_band(held.bands.get(0, Weights()), context.weights)
    )
    parts_of_day = over_the_day(held.texts, heading)
    seen: set[int] = {row.origin(column) for column in steps} if len(steps) > 2 and not days else set()
    barred = _barred_columns(held, table, columns) | {column for column in columns if kinds and column not in kinds}
    for column in columns:
        if row.origin(column) in seen or column in barred:
            continue
        seen.add(row.origin(column))
        told, time = parts_of_day.get(column, (heading[column], None))
        if several_bands(plain_cell(held.texts[column])):
            yield from _of_bands(column, held, table, at, row)
        elif told or time is not None or column not in parts_of_day:
            yield from _of_column(column, held, table, at, row, told, time)


def _cells(row: Row, table: Table, context: Context, columns: range, heading: dict[int, str]) -> _Cells:
    """Returns what the cells of a row say beside its doses."""
    label = _label(row)
    often, first_dose = _beside(row, columns, table.caption)
    corner = " ".join(dict.fromkeys(line.cells[0] for line in table.head if line.cells))
    on_day = first_dose or any(ON_DAY.match(cell) and not amounts(" ".join(cell.split()[:_MOST_DAY])) for cell in row.cells)
    last = {column: last_heading(table.head, column) for column in range(len(row.cells))}
    bands = row_bands(row, last | {0: corner}, columns, label)
    surface, labelled = surface_in(row, {0: corner} | heading, columns, label)
    labelled = labelled or (0 in bands and len(label.split()) <= _MOST_BAND)
    labelled = labelled or bool(_HEADED_AGES.search(corner) and _FIGURES_ALONE.fullmatch(label))
    named = None if labelled else taken_before(label, corner) or own_condition(label, table.names)
    texts = {
        column: with_unit(free_part(row.cells[column]), (heading[column], last[column]), label, table.caption) for column in columns
    }
    people = _people(row, heading, label, corner, context)
    return _Cells(label, corner, heading, texts, bands, surface, named, people, often, on_day, set(), label)


def _barred_columns(held: _Cells, table: Table, columns: range) -> set[int]:
    """Returns the columns that give no dose of their own.

    The amount of a day beside its parts is none; counts of several strengths add up to one dose.
    """
    texts, heading = held.texts, held.heading
    totals = [column for column in columns if _TOTAL.search(heading[column])]
    parts = [column for column in columns if column not in totals and gives_part(texts[column], heading[column])]
    counts = [column for column in columns if _COUNT.search(heading[column])]
    masses = any(one.unit.split("/")[0] in _MASSES for text in texts.values() for one in amounts(plain_cell(text)))
    return {
        column
        for column in columns
        if is_barred_cell(texts[column], heading[column], masses=masses, alone=len(columns) == 1)
        or of_another_medicine(heading[column], table.names)
        or (bool(parts) and column in totals)
        or (column in counts and (masses or len(counts) > 1))
        or len(texts[column].split()) > MOST_WORDS
    }


def _of_column(column: int, held: _Cells, table: Table, at: Context, row: Row, told: str, time: str | None) -> Iterator[Found]:
    """Returns the doses of the cell of one column, which is headed by `told`."""
    cell, heading = held.texts[column], held.heading[column]
    beside_it = next((held.bands[place] for place in range(column, -1, -1) if place in held.bands), weights(heading))
    condition = held.named or _of_heading(heading, table, at)
    named = (genotype(held.corner, condition), genotype(heading), held.surface, time)
    here = at._replace(
        weights=own_band(weights(f"weight {plain_cell(cell)}"), own_band(beside_it, at.weights)),
        condition=", ".join(filter(None, named)) or None,
        who=who(f"aged {heading}" if _AGED.match(heading) else heading, held.people),
        route=route(f"{cell} {held.label} {table.caption} {heading}") or at.route,
    )
    group = here.who
    same = column in held.days and _again(column, held.days, held.texts, held.heading)
    given_on = (held.on_day or column in held.days) and not same
    told, every = ("", [Frequency(_DAY)]) if same else (told, held.often)
    for value, before in doses_of_cell(cell, told, held.words, every, table, on_day=given_on):
        group = who(before, group)
        yield Found(_told(value, here._replace(who=group)), row.start, row.end)


def _again(column: int, days: set[int], texts: dict[int, str], heading: dict[int, str]) -> bool:
    """Returns whether the column of the day before or after gives the same dose: both are one dose, taken daily."""
    own, day = plain_cell(texts[column]), _day(heading[column])
    return any(
        beside in days and abs(_day(heading[beside]) - day) == 1 and plain_cell(texts.get(beside, "")) == own
        for beside in (column - 1, column + 1)
    )


def _day(heading: str) -> int:
    """Returns the last number of a heading ("Day 8"), 0 where it has none."""
    return int(found[-1]) if (found := re.findall(r"\d+", heading)) else 0


def _beside(row: Row, columns: range, caption: str) -> tuple[list[Frequency], bool]:
    """Returns how often the cells beside the amounts say, else the caption, and whether the row is of the first dose alone."""
    beside = [
        row.cells[column]
        for column in columns
        if not amounts(plain_cell(row.cells[column])) and not _RATE.search(row.cells[column])
    ]
    told = next((one for cell in (*beside, _label(row)) if (one := frequencies(cell))), None)
    first = told is None and any(_FIRST_DOSE.match(cell) for cell in beside)
    return ([] if first else told or [one for one in frequencies(caption) if not one.once]), first


def _is_of_another(label: str, names: re.Pattern[str] | None) -> bool:
    """Returns whether a first cell is the name of another medicine of the regimen; "Adults" is none."""
    return _ALONE.fullmatch(label.strip()) is not None and not (names and names.search(label)) and not names_people(label)


def _label(row: Row) -> str:
    """Returns what the first cell of a row says of its doses, "" where it is a dose itself."""
    first = row.cells[0]
    if amounts(plain_cell(first)) and len(row.cells) > 1 and not names_people(first):
        return ""
    if _NORMAL.match(first):
        return "Patients"
    noted = len(first.split()) > MOST_WORDS and first[:1].isdigit() and names_people(first)
    return " ".join(first.split()[:_MOST_PEOPLE]) if noted else first  # A note hangs in the cell of an age.


def _people(row: Row, heading: dict[int, str], label: str, corner: str, context: Context) -> Population:
    """Returns the people a row is for by its first cell and its column of ages."""
    people = who(_aged(label, corner), context.who)
    for column, words in heading.items():
        cell = row.cells[column]
        if (_AGE.search(words) or _AGES.match(cell)) and not amounts(plain_cell(cell)):
            people = who(_aged(cell, words), people)
    return people


def _is_barred_label(label: str, step: str) -> bool:
    """Returns whether the first cell of a row says that the row gives no dose; a `step` that counts is none of these."""
    barred = _BAR.search(_SWITCHING.sub(" ", label)) or _LABEL_BAR.match(label) or (STEP.match(label) and not step)
    return bool(barred) or len(label.split()) > MOST_WORDS


def _of_bands(column: int, held: _Cells, table: Table, at: Context, row: Row) -> Iterator[Found]:
    """Returns the doses of a cell that lists them by weight."""
    heading = held.heading[column]
    at = at._replace(who=who(heading, held.people), condition=held.named or _of_heading(heading, table, at))
    for part, band in _banded(plain_cell(held.texts[column])):
        for value, _ in doses_of_cell(part, heading, held.words, held.often, table):
            yield Found(_told(value, at._replace(weights=band)), row.start, row.end)


def _banded(cell: str) -> Iterator[tuple[str, Weights]]:
    """Returns the parts of a cell that lists doses by weight ("5 to 10 kg: 5 mg 10 kg or more: 10 mg"), each with its band."""
    starts = band_starts(cell)
    for start, end in zip(starts, [*starts[1:], len(cell)], strict=True):
        part = cell[start:end]
        yield part, weights(f"weight {part}")


def _of_heading(heading: str, table: Table, at: Context) -> str | None:
    """Returns the condition that a column is headed by, that of the table where the heading names none that is approved."""
    approved = at.approved.at_start(heading, lead=False) if at.approved else None
    return approved or at.condition or own_condition(heading, table.names)


def _told(value: Dosage, at: Context) -> Dosage:
    """Returns a dose with for whom and for what."""
    return structs.replace(
        value,
        route=at.route,
        condition=", ".join(filter(None, (at.condition, value.condition))) or None,
        min_age_months=at.who.min_age_months,
        max_age_months=at.who.max_age_months,
        min_weight_kg=at.weights.low if at.weights != Weights() else at.who.min_weight_kg,
        max_weight_kg=at.weights.high,
        adults=at.who.adults,
    )


def names_people(cell: str) -> bool:
    """Returns whether a cell names people, so that its figures are ages and weights."""
    return bool(re.search(r"(?<!/)(?<!per )\b(?:kg|lbs?|years?|months?|adults?|children|patients)\b", cell, re.IGNORECASE))


def _aged(cell: str, corner: str) -> str:
    """Returns a cell of ages so that its figures are read as such; a length of treatment is none."""
    ages = re.search(r"\b(?:years?|months?)\b", cell) and not re.search(r"\b(?:up to|for|every|duration|daily)\b", cell)
    unit = found["unit"] if (found := _HEADED_AGES.search(corner)) and _FIGURES_ALONE.fullmatch(cell) else ""
    return f"aged {cell} {unit}".rstrip() if (ages or _AGE.search(corner)) and "weight" not in corner.lower() else cell
