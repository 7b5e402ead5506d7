"""The rows of dosing tables: what each cell gives, for whom and for what its row says, and which phase its column heads."""

# ruff: noqa: RUF001 - labels are written with several dashes, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from plainlabel.facts.dosage_amounts import Amount, amounts, route, unit_in
from plainlabel.facts.dosage_bars import other_name, without_partners
from plainlabel.facts.dosage_context import Context, Weights, condition_of_row, own_band, several_bands, weights, who
from plainlabel.facts.dosage_frequency import Frequency, frequencies, interval
from plainlabel.facts.kinds import Dosage, Phase
from plainlabel.vocabulary.patterns import pattern

_BAR = pattern("dosage.table_bar")
_CELL_BAR = pattern("dosage.cell_bar")
_BEFORE_BAR = pattern("dosage.before_bar")
_MAXIMUM = pattern("dosage.maximum")
_STARTING = pattern("dosage.starting")
_LOADING = pattern("dosage.loading")
_MAINTENANCE = pattern("dosage.maintenance")
_DOSE = re.compile(r"\bdos(?:e|es|age|ing)\b|\bregimen|\brecommended\b|\bdirections\b|\bamount\b|\bfrequency\b", re.IGNORECASE)
_NEGATED = re.compile(r"\bno \w+(?: \w+){0,2} doses?\b[^.;]*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COLUMN_BAR = pattern("dosage.column_bar")
_AGES = pattern("dosage.table_ages")
_AGE = re.compile(r"\bages?\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:or|and|,|/)\s*", re.IGNORECASE)
_LABEL_BAR = re.compile(
    r"\W*(?:concentrations?|strengths?|NDC|volume of (?:diluent|solution)|duration|infusion (?:rate|time))\b", re.IGNORECASE
)
_VOLUME = pattern("dosage.volume_column")
_MASSES = frozenset(("mg", "mcg", "g", "units", "mEq", "mCi", "MBq"))
_ONE_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d[\d,]*(?:\.\d+)?)?")
_FIGURES = re.compile(rf"(?:(?:up to|≥|≤)\s?)?{_ONE_FIGURE.pattern}(?:,?\s(?:or )?{_ONE_FIGURE.pattern})*\W{{0,2}}", re.IGNORECASE)
_ALONE = re.compile(r"[A-Za-z][a-z]{4,}(?: [a-z]+)?")
_DAYTIME = re.compile(r"\W*(?:morning|noon|midday|afternoon|evening|bedtime|night)(?: dose)?\W*$", re.IGNORECASE)
_STEP = re.compile(r"\b(?:days?|weeks?|months?)\s\d+\b|\btitration schedule\b", re.IGNORECASE)
_DAY = re.compile(r"\bday \d+\s?:?\s?$", re.IGNORECASE)
MOST_WORDS = 45
"""Words in a cell; a leaflet or a narrative laid out as a table has longer ones."""


class Row(NamedTuple):
    """One row: the texts of its cells, columns that are spanned repeated, its place, and which cell each text is of."""

    cells: list[str]
    start: int
    end: int
    origins: tuple[int, ...] = ()

    def origin(self, column: int) -> int:
        """Returns which cell the text of a column is of: spanned columns have the same."""
        return self.origins[column] if column < len(self.origins) else column


class Table(NamedTuple):
    """What the rows of a table share: its heading rows, its caption, and the names of the label's medicines."""

    head: list[Row]
    caption: str
    names: re.Pattern[str] | None
    own_rows: bool = False

    @property
    def gives_doses(self) -> bool:
        """Returns whether the caption says that the amounts are doses."""
        return bool(_DOSE.search(self.caption))


class Found(NamedTuple):
    """One dose of a table and the row it stands in."""

    value: Dosage
    start: int
    end: int


def doses_of_row(row: Row, table: Table, context: Context, beneath: str) -> Iterator[Found]:
    """Returns the doses of one row, each with for whom and for what it is."""
    first = row.cells[0]
    label = "" if amounts(plain_cell(first)) and len(row.cells) > 1 and not names_people(first) else first
    if table.own_rows and _ALONE.fullmatch(label.strip()) and not (table.names and table.names.search(label)):
        return  # The row of another medicine of the regimen.
    if _BAR.search(label) or _LABEL_BAR.match(label) or _STEP.match(label) or len(label.split()) > MOST_WORDS:
        return
    columns = range(1 if label else 0, len(row.cells))
    heading = {
        column: " ".join(dict.fromkeys(line.cells[column] for line in table.head if column < len(line.cells))) for column in columns
    }
    beside = [row.cells[column] for column in columns if not amounts(plain_cell(row.cells[column]))]
    often = next((one for cell in beside if (one := frequencies(cell))), None) or frequencies(table.caption)
    corner = table.head[0].cells[0] if table.head and table.head[0].cells else ""
    people = who(_aged(label, corner), context.who)
    for column in columns:
        if (_AGE.search(heading[column]) or _AGES.match(row.cells[column])) and not amounts(plain_cell(row.cells[column])):
            people = who(_aged(row.cells[column], ""), people)
    at = context._replace(
        condition=own_condition(label, table.names) or context.condition,
        weights=own_band(weights(_weight(plain_cell(label), corner)), context.weights),
    )
    # Three days or weeks side by side are steps of a titration.
    steps = {column for column in columns if _STEP.search(heading[column])}
    texts = {column: _with_unit(row.cells[column], heading[column], label) for column in columns}
    masses = any(one.unit.split("/")[0] in _MASSES for text in texts.values() for one in amounts(plain_cell(text)))
    seen: set[int] = {row.origin(column) for column in steps} if len(steps) > 2 else set()
    for column in columns:
        cell = texts[column]
        barred = _CELL_BAR.search(cell) or _COLUMN_BAR.search(heading[column]) or (masses and _VOLUME.search(heading[column]))
        if row.origin(column) in seen or len(cell.split()) > MOST_WORDS or barred:
            continue
        seen.add(row.origin(column))
        own = own_band(weights(f"weight {plain_cell(cell)}"), at.weights)
        here = at._replace(
            weights=own,
            condition=at.condition or own_condition(heading[column], table.names),
            who=who(heading[column], people),
            route=route(f"{cell} {label} {table.caption} {heading[column]}") or at.route,
        )
        group = here.who
        for value, before in _of_cell(cell, heading[column], f"{beneath} {label}", often, table):
            group = who(before, group)
            yield Found(_told(value, here._replace(who=group)), row.start, row.end)


def _with_unit(cell: str, heading: str, label: str) -> str:
    """Returns a cell of figures with the unit that its column or its row is headed by, any other cell as it is."""
    text = plain_cell(cell)
    if not _FIGURES.fullmatch(text):
        return cell
    unit = unit_in(plain_heading(heading)) or unit_in(heading) or unit_in(label)
    if unit is None:
        return cell
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
    found = condition_of_row(plain_cell(words)) if words else None
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


def plain_cell(cell: str) -> str:
    """Returns a cell on one line without what stands in brackets."""
    return " ".join(_BRACKETS.sub(" ", cell).split())


def names_people(cell: str) -> bool:
    """Returns whether a cell names people, so that its figures are ages and weights."""
    return bool(re.search(r"\b(?:kg|lbs?|years?|months?|adults?|children|patients)\b", cell, re.IGNORECASE))


def _aged(cell: str, corner: str) -> str:
    """Returns a cell of ages so that its figures are read as such; a length of treatment is none."""
    ages = re.search(r"\b(?:years?|months?)\b", cell) and not re.search(r"\b(?:up to|for|every|duration|daily)\b", cell)
    return f"aged {cell}" if (ages or _AGE.search(corner)) and "weight" not in corner.lower() else cell


def _of_cell(cell: str, heading: str, label: str, often: list[Frequency], table: Table) -> Iterator[tuple[Dosage, str]]:
    """Returns the doses of one cell, each with the words before it."""
    text = plain_cell(cell)
    found = without_partners(text, amounts(text), table.names)
    last: Phase | None = None
    told = _often(text, found)
    for place, amount in enumerate(found):
        before = text[found[place - 1].end if place else 0 : amount.start]
        if _BEFORE_BAR.search(before) or other_name(before, table.names) or several_bands(text):
            continue
        phase = last if last is not None and _AND.fullmatch(before) else _phase(before, heading, label)
        last = phase
        own = told[place]
        if not own and _DAY.search(before):
            phase, own = "loading", [Frequency(once=True)]
        beside = [one for one in often if not (one.once and phase == "maintenance")] if phase not in {"loading", "maximum"} else []
        own = own or ([Frequency(24.0)] if _DAYTIME.match(heading) else [])
        own = own or ([] if amount.period else frequencies(heading) or beside)
        if own or amount.period or phase != "usual" or _DOSE.search(heading) or table.gives_doses:
            yield from ((one, before) for one in _doses(phase, amount, own))


def _often(text: str, found: list[Amount]) -> list[list[Frequency]]:
    """Returns how often each amount of a cell is taken, by the words behind it, else before it, else behind the next."""
    ends = [*(one.start for one in found[1:]), len(text)][: len(found)]
    often = [
        frequencies(text[amount.end : end]) or frequencies(text[found[place - 1].end if place else 0 : amount.start])
        for place, (amount, end) in enumerate(zip(found, ends, strict=True))
    ]
    for place in range(len(found) - 2, -1, -1):
        if not often[place] and _AND.fullmatch(text[found[place].end : found[place + 1].start]):
            often[place] = often[place + 1]
    return often


def _doses(phase: Phase, amount: Amount, often: list[Frequency]) -> Iterator[Dosage]:
    ways: list[Frequency | None] = [*often] or [None]
    for one in ways:
        every, per_day, once = interval(amount, one)
        once = once or (phase == "loading" and every is None and per_day is None)
        yield Dosage(phase, amount.low, amount.high, amount.unit, every, per_day, once)


def _phase(before: str, heading: str, label: str) -> Phase:
    for words in (before, _NEGATED.sub(" ", heading), label):
        if _MAXIMUM.search(words) or re.search(r"\bup to\b", words, re.IGNORECASE):
            return "maximum"
        if _LOADING.search(words):
            return "loading"
        if _MAINTENANCE.search(words):
            return "maintenance"
        if _STARTING.search(words):
            return "starting"
    return "usual"
