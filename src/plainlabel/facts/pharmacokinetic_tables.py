"""Pharmacokinetic tables: parameters down the first column or across the head, with their units, a figure a dose or group.

"T max (h)" with "1.0 [0.5 to 4.0]" is a time to peak of 1 hour: the first figure of a cell is the mean or median, what stands in
brackets or behind "±" its spread.
"""

# ruff: noqa: RUF001 - labels are written with several dashes and signs, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.pharmacokinetic_context import Context, named_group
from plainlabel.facts.pharmacokinetic_figures import Figure, figures
from plainlabel.facts.pharmacokinetic_parameters import MEASURES, fact_value
from plainlabel.facts.tables import Grid, grids
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NAMES: Final = {
    name: pattern(f"pk.table_{name}")
    for name in ("half_life", "tmax", "bioavailability", "volume", "clearance", "accumulation", "steady_state")
}
_OTHER = pattern("pk.table_other")
_NOT_ABOUT = pattern("pk.not_about")
_CELL = re.compile(r"^\W{0,2}(?P<low>\d+(?:\.\d+)?)\s*(?:(?:to|-|–)\s*(?P<high>\d+(?:\.\d+)?))?(?=$|\s|[(\[±*†‡a-d%/]|\+/)")
_UNIT = re.compile(
    r"[(\[,]\s*(?P<unit>hours?|hrs?|hr|h|minutes?|mins?|min|days?|d|weeks?|%|mL/min(?:/kg|/1\.73\s?m\s?2)?"
    r"|L/(?:hour|hr|h|day|d)(?:/kg|/m\s?2)?|L/kg|mL/kg|mL/(?:hr|h|min)/kg|mL/(?:hr|h)|L(?!/))(?![\w/])[^)\]]*[)\]]?"
)
_DOSE = re.compile(r"\d[\d,.]*\s?(?:mg|mcg|μg|µg|g|units?|IU|mL)(?:/kg|/m2)?\b(?!\s?/\s?min)", re.IGNORECASE)
_MOST_COLUMNS: Final = 8


class _Named(NamedTuple):
    parameter: str
    unit: str


def table_values(section: Section, context: Context) -> Iterator[tuple[Pharmacokinetic, int, int]]:
    """Returns the figures of the tables of a section, each with the place of its row."""
    if not any(block.kind == "row" and not block.highlight for block in section.blocks):
        return
    for grid in grids(section):
        if not _NOT_ABOUT.search(f"{grid.title_words} {context.title}") and not _OTHER.search(grid.title_words):
            yield from _down(grid, context)
            yield from _across(grid, context)


def _down(grid: Grid, context: Context) -> Iterator[tuple[Pharmacokinetic, int, int]]:
    """Returns the figures of rows that begin with a parameter: one a column."""
    for row in grid.rows:
        named = _named(row.texts[0])
        if named is None or len(row.texts) > _MOST_COLUMNS:
            continue
        seen: set[int] = set()
        for column, text in enumerate(row.texts[1:], start=1):
            if row.origins[column] in seen:
                continue
            seen.add(row.origins[column])
            head = " ".join(grid.heads[column]) if column < len(grid.heads) else ""
            value = _value(named, text, f"{head} {row.texts[0]}", grid, context)
            if value is not None:
                yield value, row.start, row.end


def _across(grid: Grid, context: Context) -> Iterator[tuple[Pharmacokinetic, int, int]]:
    """Returns the figures below heads that name a parameter: one a row."""
    for column, heads in enumerate(grid.heads[:_MOST_COLUMNS]):
        named = _named(" ".join(heads)) if column else None
        if named is None:
            continue
        for row in grid.rows:
            if row.filled > 1 and _named(row.texts[0]) is None:
                value = _value(named, row.texts[column], f"{row.texts[0]} {' '.join(heads)}", grid, context)
                if value is not None:
                    yield value, row.start, row.end


def _named(words: str) -> _Named | None:
    """Returns the parameter words name, with its unit ("" where they give none); None for none or for more than one."""
    found = [name for name, named in _NAMES.items() if named.search(words)]
    if len(found) != 1:
        return None
    unit = _UNIT.search(words)
    return _Named(found[0], unit["unit"] if unit else "")


def _value(named: _Named, text: str, words: str, grid: Grid, context: Context) -> Pharmacokinetic | None:
    """Returns the figure of a cell as a value: of the dose, substance or group its row and column tell."""
    cell = _CELL.match(text)
    if cell is None:
        return None
    written = f"{cell['low']}{' to ' + cell['high'] if cell['high'] else ''} {named.unit}"
    low, high = float(cell["low"]), float(cell["high"] or cell["low"])
    ratio = named.parameter == "accumulation" and not named.unit
    figure = Figure("fold", low, high, "ratio", 0, 0, None) if ratio else next(figures(written if named.unit else text), None)
    if figure is None or figure.measure != MEASURES[named.parameter]:
        return None
    dose = _DOSE.search(words)
    substance = context.substance_in(words)
    population = named_group(f"{words} {grid.title_words}")
    return fact_value(named.parameter, figure, substance or (dose.group() if dose else None), population)
