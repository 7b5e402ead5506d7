"""The columns of dosing tables: which give a dose, in what unit, and which are steps, days or times of the day."""

# ruff: noqa: RUF001 - labels are written with several dashes, and so are the patterns that read them.
from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import amounts, unit_in
from plainlabel.facts.dosage_bars import other_name
from plainlabel.facts.dosage_cells import Row, plain_cell
from plainlabel.facts.dosage_frequency import frequencies
from plainlabel.vocabulary.patterns import pattern

STEP = re.compile(r"\b(?:days?|weeks?|months?)\s\d+\b|\btitration schedule\b", re.IGNORECASE)
ON_DAY = re.compile(r"\W*(?:cycle \d+,?\s)?day \d+\b(?!\s?(?:to|through|and|onward|-|–))\W*", re.IGNORECASE)
_ON_WEEK = re.compile(r"(?:[^:]* )?(?:day|week) \d+\W*", re.IGNORECASE)
TITRATION = pattern("dosage.titration")
_ONWARD = pattern("dosage.onward")
_KIND = re.compile(r"\b(?:starting|initial|maintenance|maximum|target)\b", re.IGNORECASE)
_COLUMN_BAR = pattern("dosage.column_bar")
_CELL_BAR = pattern("dosage.cell_bar")
_VOLUME = pattern("dosage.volume_column")
_DEVICE = re.compile(r"\((?:[\w-]+ )*(?:syringe|pen)s?\)", re.IGNORECASE)
_NOTE = re.compile(r"(?<=[a-z\])])\s?[.]\s.*", re.DOTALL)
_EQUATION = re.compile(r"\d[\d.]*\s?m?c?g\b[^=]{0,30}=\s?\d[\d.]*\s?mL\b")
_MASS_FIRST = re.compile(r"\W*\d[\d.,]*\s?(?:mg|mcg|g)\b(?!\s?/\s?\d*\s?mL)")
_MASS_OF_VOLUME = re.compile(r"\d\s?mL \(\d[\d.,]*\s?(?:mg|mcg|g)\)")
_CLAUSE = re.compile(r";\s|(?<=[a-z])\.\s(?=[A-Z])")
_STRENGTH = re.compile(r"(?:tablet|capsule)s? strengths?\W*", re.IGNORECASE)
_NUMBER_OF = pattern("dosage.number_of")
_ONE_FIGURE = re.compile(r"(?:(?:\d{1,2}\s?)?[½¼¾]|\d[\d,]*(?:\.\d+)?)(?:\s?(?:-|–|to)\s?\d[\d,]*(?:\.\d+)?)?")
_FIGURES = re.compile(rf"(?:(?:up to|≥|≤)\s?)?{_ONE_FIGURE.pattern}(?:,?\s(?:or )?{_ONE_FIGURE.pattern})*\W{{0,2}}", re.IGNORECASE)
_DAYTIME = re.compile(r"\b(?P<time>morning|noon|midday|afternoon|evening|bedtime|night)(?: dos(?:e|ing))?\W*$", re.IGNORECASE)
_DASH = re.compile(r"[-–—]{1,2}")
_WORD = re.compile(r"[A-Za-z]{5,}")
_LEAST_KINDS = 2
_DAY = 24.0


def counted_in(caption: str) -> str | None:
    """Returns what a table counts by its caption ("Number of Zelvora 5 mg tablets needed"), None where it counts nothing."""
    found = _NUMBER_OF.search(caption)
    return found["unit"].lower() if found else None


def titrated_across(head: list[Row]) -> set[int]:
    """Returns the columns of a titration that name the kind of their dose ("Starting dose", "Target"), where several do."""
    width = max((len(line.cells) for line in head), default=0)
    kinds = {
        column for column in range(1, width) if any(_KIND.search(line.cells[column]) for line in head if column < len(line.cells))
    }
    return kinds if len(kinds) >= _LEAST_KINDS and len(kinds) < width - 1 else set()


def given_on_days(heading: dict[int, str], steps: set[int], *, titrated: bool) -> set[int]:
    """Returns the columns of doses that are given once on a day ("Day 1"), or in a week before an interval ("Week 0")."""
    if titrated:
        return set()
    onward = [column for column in heading if _ONWARD.search(heading[column])]
    if onward:
        told = all(any(one.every_hours for one in frequencies(heading[column])) for column in onward)
        weeks = {column for column in steps if column not in onward and _ON_WEEK.fullmatch(heading[column])}
        return weeks if told and weeks == steps - set(onward) else set()
    return {column for column in steps if ON_DAY.fullmatch(heading[column])}


def is_barred_cell(cell: str, heading: str, *, masses: bool, alone: bool) -> bool:
    """Returns whether a cell or its heading speak of something else: beside `masses` volumes are none.

    The strength of a tablet is a dose where it is all that the table tells beside for whom (`alone`).
    """
    heading = _EQUATION.sub(" ", _NOTE.sub("", _DEVICE.sub(" ", heading)))
    column = _COLUMN_BAR.search(heading) and not (_STRENGTH.fullmatch(heading) and alone)
    volume = masses and _VOLUME.search(heading) and not (_MASS_OF_VOLUME.search(cell) or _MASS_FIRST.match(cell))
    return bool(_CELL_BAR.search(cell) or column or volume)


def free_part(cell: str) -> str:
    """Returns a cell up to the clause that speaks of something else ("5 mg daily; 9 mg daily has been studied")."""
    if not _CELL_BAR.search(cell):
        return cell
    first = _CLAUSE.split(cell)[0]
    return first if amounts(plain_cell(first)) and not _CELL_BAR.search(first) else cell


def gives_part(cell: str, heading: str) -> bool:
    """Returns whether a column gives what is taken each time, several times a day."""
    return bool(amounts(plain_cell(cell))) and any(
        one.per_day or (one.every_hours or _DAY) < _DAY for one in frequencies(heading) or frequencies(cell)
    )


def with_unit(cell: str, headings: tuple[str, str], label: str, caption: str) -> str:
    """Returns a cell of figures with the unit that its column, its row or its table is headed by, any other cell as it is.

    `headings`: all words above the column, and those of the lowest heading alone.
    """
    text = plain_cell(cell)
    if not _FIGURES.fullmatch(text):
        return cell
    heading, lowest = headings
    unit = unit_in(plain_heading(heading)) or unit_in(heading) or unit_in(lowest) or unit_in(label) or counted_in(caption)
    if unit is None:
        return cell
    unit = unit.lower() if len(unit) > 3 else unit
    return _ONE_FIGURE.sub(lambda found: f"{found.group()} {unit}", text)


def figures_below(grid: list[Row], at: int, caption: str = "") -> bool:
    """Returns whether a row has figures alone under a heading that gives their unit, or behind a first cell that does."""
    row = grid[at]
    counted = bool(_FIGURES.fullmatch(plain_cell(row.cells[0])))  # Beneath a weight, a dash is no dose.
    return any(
        (_FIGURES.fullmatch(plain_cell(cell)) or (counted and _DASH.fullmatch(cell.strip())))
        and (
            unit_in(row.cells[0])
            or (at and counted_in(caption))
            or any(column < len(line.cells) and unit_in(plain_heading(line.cells[column])) for line in grid[:at])
        )
        for column, cell in enumerate(row.cells[1:], start=1)
    )


def plain_heading(heading: str) -> str:
    """Returns a heading without its footnote marks."""
    return " ".join(re.sub(r"[*†‡§¶]", " ", heading).split())


def over_the_day(texts: dict[int, str], heading: dict[int, str]) -> dict[int, tuple[str, str | None]]:
    """Returns how often and for what the doses of columns by time of day are: equal ones are one dose, several times a day.

    Of unequal ones each is a dose of its own ("morning dose"). A column without words is told by one before it.
    """
    times = {
        column: found["time"].lower()
        for column in texts
        if (found := _DAYTIME.search(plain_cell(heading[column]))) and amounts(plain_cell(texts[column]))
    }
    if len(times) < _LEAST_KINDS:
        return {}
    given = {column: plain_cell(texts[column]) for column in times}
    kinds = {column: found.group() if (found := _KIND.search(heading[column])) else "" for column in times}
    if len(set(given.values())) > 1:
        return {column: (f"{kinds[column]} daily".lstrip(), f"{time} dose") for column, time in times.items()}
    first = min(times)
    told: dict[int, tuple[str, str | None]] = dict.fromkeys(times, ("", None))
    return told | {first: (f"{kinds[first]} {len(times)} times a day".lstrip(), None)}


def of_another_medicine(heading: str, names: re.Pattern[str] | None) -> bool:
    """Returns whether a column is headed by the name of another medicine ("Norvexin dose" beside that of the label)."""
    if names is None or names.search(heading):
        return False
    return any(other_name(f"{word.lower()} ", names) for word in _WORD.findall(heading))
