"""Pharmacokinetic tables: parameters down the first column or across the head, with their units, a figure a dose or group.

"T max (h)" with "1.0 [0.5 to 4.0]" is a time to peak of 1 hour: the first figure of a cell is the mean or median, what stands in
brackets or behind "±" its spread.
"""

# ruff: noqa: RUF001 - labels are written with several dashes and signs, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import structs

from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.pharmacokinetic_context import Context, named_group
from plainlabel.facts.pharmacokinetic_figures import Figure, figures
from plainlabel.facts.pharmacokinetic_parameters import MEASURES, fact_value
from plainlabel.facts.tables import Grid, grids
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NAMES: Final = {
    name: pattern(f"pk.table_{name}")
    for name in (
        "half_life",
        "tmax",
        "bioavailability",
        "volume",
        "clearance",
        "accumulation",
        "steady_state",
        "protein_binding",
        "excretion_urine",
        "excretion_feces",
    )
}
_OTHER = pattern("pk.table_other")
_NOT_ABOUT = pattern("pk.not_about")
_CELL = re.compile(r"^\W{0,2}(?P<low>\d+(?:\.\d+)?)\s*(?:(?:to|-|–)\s*(?P<high>\d+(?:\.\d+)?))?(?=$|\s|[(\[±*†‡a-d%/]|\+/|-?fold)")
_UNIT = re.compile(
    r"[(\[,]\s*(?P<unit>hours?|hrs?|hr|h|minutes?|mins?|min|days?|d|weeks?|%|mL/min(?:/kg|/1\.73\s?m\s?2)?"
    r"|L/(?:hour|hr|h|day|d)(?:/kg|/m\s?2)?|L/kg|mL/kg|mL/(?:hr|h|min)/kg|mL/(?:hr|h)|L(?!/))(?![\w/])[^)\]]*[)\]]?"
)
_BARE_UNIT = re.compile(
    r"\s(?P<unit>hours?|hrs?|h|minutes?|min|days?|mL/min(?:/kg)?|L/hr?(?:/kg)?|mL/hr?(?:/kg)?|mL/kg|L/kg|L)\W*$"
)
_ADULTS = pattern("pk.adults")
_UNCHANGED = pattern("pk.unchanged_aside")
_NAMED_CELLS = pattern("pk.named_cells")
_COUNT_ROW: Final = frozenset({"N", "n", "SD", "CV%", "%CV", "CV (%)", "Min", "Max", "Range"})
_COUNT_HEAD = re.compile(r"(?:^|\| )\W*(?:[Nn]|[Nn]o\.?|[Nn]umber(?: of (?:subjects|patients|participants))?)\W*$")
_HEAD_ROW = re.compile(r"(?i)\W*(?:(?:PK|pharmacokinetic) )?(?:parameters?|variables?)?\W*(?:\([^)]*\))?")
_SUBSTANCES = re.compile(r"(?i)\b(?:metabolites?|compounds?|analytes?|hormones?|moiety|drugs?|substances?|components?)\b")
_MOST_COLUMNS: Final = 12


_Cell = tuple[Pharmacokinetic, str, int, int]


class _Named(NamedTuple):
    parameter: str
    unit: str


def table_values(section: Section, context: Context) -> Iterator[_Cell]:
    """Returns the figures of the tables of a section, each with the words that tell of whom, and the place of its row."""
    if not any(block.kind == "row" and not block.highlight for block in section.blocks):
        return
    for grid in grids(section):
        if not _NOT_ABOUT.search(f"{grid.title_words} {context.title}") and not _OTHER.search(grid.title_words):
            yield from _down(grid, context)
            yield from _across(grid, context)


def _down(grid: Grid, context: Context) -> Iterator[_Cell]:
    """Returns the figures of rows that begin with a parameter: one a column."""
    over: tuple[str, ...] = ()
    for row in grid.rows:
        named = _named(row.texts[0])
        if named is None and _HEAD_ROW.fullmatch(row.texts[0]) and len(set(row.texts)) > 1 and not any(grid.heads):
            over = row.texts
        if named is None or len(row.texts) > _MOST_COLUMNS:
            continue
        seen: set[int] = set()
        for column, text in enumerate(row.texts[1:], start=1):
            if row.origins[column] in seen:
                continue
            seen.add(row.origins[column])
            head = " | ".join(grid.heads[column]) if column < len(grid.heads) else ""
            head = head or (over[column] if column < len(over) else "")
            if _COUNT_HEAD.search(head):
                continue
            for of, own in _parts(text):
                value = _value(named, own, f"{head} {row.texts[0]}", grid, context)
                if value is not None:
                    yield structs.replace(value, of=of) if of else value, head, row.start, row.end
            aside = _UNCHANGED.search(text) if named.parameter.startswith("excretion") else None
            value = _value(named._replace(unit="%"), aside["low"], head, grid, context) if aside else None
            if value is not None:
                yield structs.replace(value, of="unchanged"), head, row.start, row.end


def _parts(text: str) -> list[tuple[str | None, str]]:
    """Returns the figures of a cell that names several substances ("ZOR: 0.5 M1: 25"), else the cell."""
    named = list(_NAMED_CELLS.finditer(text))
    return [(one["name"], f"{one['low']}-{one['high']}" if one["high"] else one["low"]) for one in named] or [(None, text)]


def _across(grid: Grid, context: Context) -> Iterator[_Cell]:
    """Returns the figures below heads that name a parameter: one a row."""
    for column, heads in enumerate(grid.heads[:_MOST_COLUMNS]):
        named = _named(" ".join(heads)) if column else None
        if named is None:
            continue
        for row in grid.rows:
            if row.filled > 1 and _named(row.texts[0]) is None and not _COUNT_ROW.intersection(row.texts):
                value = _value(named, row.texts[column], f"{row.texts[0]} {' '.join(heads)}", grid, context)
                if value is not None:
                    named_row = _SUBSTANCES.search(" ".join(grid.heads[0])) and value.of is None and value.population is None
                    value = structs.replace(value, of=row.texts[0].strip()) if named_row else value
                    yield value, row.texts[0], row.start, row.end


def _named(words: str) -> _Named | None:
    """Returns the parameter words name, with its unit ("" where they give none); None for none or for more than one."""
    found = [name for name, named in _NAMES.items() if named.search(words)]
    if len(found) != 1:
        return None
    unit = _UNIT.search(words) or _BARE_UNIT.search(words)
    share = "%" if MEASURES[found[0]] == "percent" and "%" in words else ""
    return _Named(found[0], unit["unit"] if unit else share)


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
    sign = text.strip()[0]
    if sign in "<≤>≥":
        figure = figure._replace(bound="at_most" if sign in "<≤" else "at_least")
    population = named_group(words) or (None if _ADULTS.search(words) else named_group(grid.title_words))
    return fact_value(named.parameter, figure, context.substance_in(words), population)
