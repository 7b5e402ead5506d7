"""The rows of dosing tables: what each cell gives, for whom and for what its row says, and which phase its column heads."""

# ruff: noqa: RUF001 - labels are written with several dashes, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from plainlabel.facts.dosage_amounts import amounts, has_amount, route, unit_in
from plainlabel.facts.dosage_cells import Row, Table, doses_of_cell, plain_cell
from plainlabel.facts.dosage_context import Context, Weights, band_starts, condition_of_row, own_band, several_bands, weights, who
from plainlabel.facts.dosage_frequency import Frequency, frequencies
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_BAR = pattern("dosage.table_bar")
_CELL_BAR = pattern("dosage.cell_bar")
_COLUMN_BAR = pattern("dosage.column_bar")
_AGES = pattern("dosage.table_ages")
_AGE = re.compile(r"\bages?\b", re.IGNORECASE)
_LABEL_BAR = re.compile(
    r"\W*(?:concentrations?|strengths?|NDC|volume of (?:diluent|solution)|duration|infusion (?:rate|time))\b", re.IGNORECASE
)
_VOLUME = pattern("dosage.volume_column")
_COUNT = re.compile(r"\bnumber of\b", re.IGNORECASE)
_MASSES = frozenset(("mg", "mcg", "g", "units", "mEq", "mCi", "MBq"))
_ONE_FIGURE = re.compile(r"(?:(?:\d{1,2}\s?)?[½¼¾]|\d[\d,]*(?:\.\d+)?)(?:\s?(?:-|–|to)\s?\d[\d,]*(?:\.\d+)?)?")
_FIGURES = re.compile(rf"(?:(?:up to|≥|≤)\s?)?{_ONE_FIGURE.pattern}(?:,?\s(?:or )?{_ONE_FIGURE.pattern})*\W{{0,2}}", re.IGNORECASE)
_ALONE = re.compile(r"[A-Za-z][a-z]{4,}(?: [a-z]+)?")
_STEP = re.compile(r"\b(?:days?|weeks?|months?)\s\d+\b|\btitration schedule\b", re.IGNORECASE)
_ON_DAY = re.compile(r"\W*(?:cycle \d+,?\s)?day \d+\b(?!\s?(?:to|through|and|onward|-|–))\W*", re.IGNORECASE)
_TITRATION = pattern("dosage.titration")
_ONWARD = pattern("dosage.onward")
_SWITCHING = pattern("dosage.switching_to")
_EVERY = re.compile(r"\W*(?:every|once|twice|daily|weekly|morning|noon|evening|bedtime)\b", re.IGNORECASE)
_TOTAL = pattern("dosage.total_column")
_REGIMEN = pattern("dosage.regimen_corner")
MOST_WORDS = 45
"""Words in a cell; a leaflet or a narrative laid out as a table has longer ones."""


class Found(NamedTuple):
    """One dose of a table and the row it stands in."""

    value: Dosage
    start: int
    end: int


def doses_of_row(row: Row, table: Table, context: Context, beneath: str, step: str = "") -> Iterator[Found]:
    """Returns the doses of one row, each with for whom and for what; `step` is the word for the phase of a step that counts."""
    first = row.cells[0]
    label = "" if amounts(plain_cell(first)) and len(row.cells) > 1 and not names_people(first) else first
    if table.own_rows and _ALONE.fullmatch(label.strip()) and not (table.names and table.names.search(label)):
        return  # The row of another medicine of the regimen.
    if _is_barred_label(label, step):
        return
    columns = range(1 if label else 0, len(row.cells))
    heading = {
        column: " ".join(dict.fromkeys(line.cells[column] for line in table.head if column < len(line.cells))) for column in columns
    }
    beside = [row.cells[column] for column in columns if not amounts(plain_cell(row.cells[column]))]
    often = next((one for cell in beside if (one := frequencies(cell))), None) or frequencies(table.caption)
    corner = table.head[0].cells[0] if table.head and table.head[0].cells else ""
    people = who(_aged(label, corner), context.who)
    on_day = any(_ON_DAY.match(cell) for cell in row.cells)
    for column in columns:
        if (_AGE.search(heading[column]) or _AGES.match(row.cells[column])) and not amounts(plain_cell(row.cells[column])):
            people = who(_aged(row.cells[column], ""), people)
    named = _taken_before(label, corner) or own_condition(label, table.names)
    at = context._replace(
        condition=named or context.condition,
        weights=own_band(weights(_weight(plain_cell(label), corner)), context.weights),
    )
    # Three days or weeks side by side are steps of a titration.
    steps = {column for column in columns if _STEP.search(heading[column])}
    days = {column for column in steps if _ON_DAY.fullmatch(heading[column])}
    if _TITRATION.search(table.caption) or any(_ONWARD.search(heading[column]) for column in columns):
        days = set()
    texts = {column: _with_unit(row.cells[column], heading[column], label) for column in columns}
    totals = [column for column in columns if _TOTAL.search(heading[column])]
    parts = [column for column in columns if column not in totals and _gives_part(texts[column], heading[column])]
    counts = [column for column in columns if _COUNT.search(heading[column])]
    masses = any(one.unit.split("/")[0] in _MASSES for text in texts.values() for one in amounts(plain_cell(text)))
    seen: set[int] = {row.origin(column) for column in steps} if len(steps) > 2 and days != steps else set()
    for column in columns:
        cell = texts[column]
        barred = _is_barred_cell(cell, heading[column], masses=masses)
        # The amount of a day beside its parts; counts of several strengths add up to one dose.
        barred = barred or (bool(parts) and column in totals) or (column in counts and (masses or len(counts) > 1))
        if row.origin(column) in seen or len(cell.split()) > MOST_WORDS or barred:
            continue
        seen.add(row.origin(column))
        if several_bands(plain_cell(cell)):
            here = at._replace(who=who(heading[column], people), condition=named or _of_heading(heading[column], table, at))
            yield from _of_bands(cell, heading[column], f"{beneath} {label}", often, table, here, row)
            continue
        own = own_band(weights(f"weight {plain_cell(cell)}"), at.weights)
        here = at._replace(
            weights=own,
            condition=named or _of_heading(heading[column], table, at),
            who=who(heading[column], people),
            route=route(f"{cell} {label} {table.caption} {heading[column]}") or at.route,
        )
        group = here.who
        given_on = on_day or column in days
        for value, before in doses_of_cell(cell, heading[column], f"{beneath} {step or label}", often, table, on_day=given_on):
            group = who(before, group)
            yield Found(_told(value, here._replace(who=group)), row.start, row.end)


def _is_barred_cell(cell: str, heading: str, *, masses: bool) -> bool:
    """Returns whether a cell or its heading speak of something else: beside `masses` volumes are none."""
    return bool(_CELL_BAR.search(cell) or _COLUMN_BAR.search(heading) or (masses and _VOLUME.search(heading)))


def _gives_part(cell: str, heading: str) -> bool:
    """Returns whether a column gives what is taken each time, several times a day."""
    return bool(amounts(plain_cell(cell))) and any(one.per_day for one in frequencies(heading) or frequencies(cell))


def _is_barred_label(label: str, step: str) -> bool:
    """Returns whether the first cell of a row says that the row gives no dose; a `step` that counts is none of these."""
    barred = _BAR.search(_SWITCHING.sub(" ", label)) or _LABEL_BAR.match(label) or (_STEP.match(label) and not step)
    return bool(barred) or len(label.split()) > MOST_WORDS


def _of_bands(cell: str, heading: str, label: str, often: list[Frequency], table: Table, at: Context, row: Row) -> Iterator[Found]:
    """Returns the doses of a cell that lists them by weight."""
    for part, band in _banded(plain_cell(cell)):
        for value, _ in doses_of_cell(part, heading, label, often, table):
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


def _taken_before(label: str, corner: str) -> str | None:
    """Returns what people take so far, where the first column is headed by that ("Current Regimen")."""
    if not label or not _REGIMEN.search(corner) or has_amount(label):
        return None
    words = term(plain_cell(label))
    return None if words is None else words if words.lower().startswith(("not ", "no ")) else f"taking {words} so far"


def _with_unit(cell: str, heading: str, label: str) -> str:
    """Returns a cell of figures with the unit that its column or its row is headed by, any other cell as it is."""
    text = plain_cell(cell)
    if not _FIGURES.fullmatch(text):
        return cell
    unit = unit_in(plain_heading(heading)) or unit_in(heading) or unit_in(label)
    if unit is None:
        return cell
    unit = unit.lower() if len(unit) > 3 else unit
    return _ONE_FIGURE.sub(lambda found: f"{found.group()} {unit}", text)


def figures_below(grid: list[Row], at: int) -> bool:
    """Returns whether a row has figures alone under a heading that gives their unit, or behind a first cell that does."""
    row = grid[at]
    return any(
        _FIGURES.fullmatch(plain_cell(cell))
        and (
            unit_in(row.cells[0])
            or any(column < len(line.cells) and unit_in(plain_heading(line.cells[column])) for line in grid[:at])
        )
        for column, cell in enumerate(row.cells[1:], start=1)
    )


def plain_heading(heading: str) -> str:
    """Returns a heading without its footnote marks."""
    return " ".join(re.sub(r"[*†‡§¶]", " ", heading).split())


def _weight(label: str, corner: str) -> str:
    """Returns a label of weights with the unit that its heading names."""
    unit = " kg" if "kg" in corner and label[-1:].isdigit() else ""
    return f"weight {label}{unit}"


def own_condition(words: str, names: re.Pattern[str] | None) -> str | None:
    """Returns the condition that a cell names; a name of the medicine is none."""
    found = condition_of_row(plain_cell(words)) if words and not _STEP.match(words) and not _EVERY.match(words) else None
    return None if found and names and names.search(found) else found


def _told(value: Dosage, at: Context) -> Dosage:
    """Returns a dose with for whom and for what."""
    return structs.replace(
        value,
        route=at.route,
        condition=at.condition,
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
    return f"aged {cell}" if (ages or _AGE.search(corner)) and "weight" not in corner.lower() else cell
