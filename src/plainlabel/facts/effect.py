"""Effect over time: end points of clinical studies tables whose caption, header, heading or row names a time.

The figure on the medicine stands beside the comparator's. Baselines, differences, p values and intervals are no results; tables
without a time (survival, exacerbation rates) give nothing. Months count 52/12 weeks, days a seventh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.effect_end_points import GENERIC_ROW, TIME_HEAD, head_over, named_words, of_caption, trial_in, without_time
from plainlabel.facts.effect_grid import of_grid
from plainlabel.facts.effect_rows import arm_column, cells_of_arms, is_shifted
from plainlabel.facts.effect_times import LASTING_TIME, MEDIAN_CELL, MEDIAN_TIME, TIME, week
from plainlabel.facts.effect_titles import title_of, week_behind
from plainlabel.facts.effect_values import Context
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.table_arms import rows_are_arms, rows_name_arms
from plainlabel.facts.table_population import comparator_name, condition, titled_condition
from plainlabel.facts.tables import Grid, grids
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34092-7"
_NO_TABLE = pattern("effects.no_table")
_TRIAL_HEADING = re.compile(r"\b(?:study|trial)\b", re.IGNORECASE)


def effects(source: Source) -> Iterator[Fact]:
    """Returns the results over time of a label's clinical studies tables, each with its row."""
    yield from distinct(fact for section in source.under(_CODE) for fact in _of_section(source, section))


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    found = list(grids(section))
    names = Medicine(source) if found else None
    for grid in found:
        if (
            names is None
            or _NO_TABLE.search(f"{grid.title_words} {grid.heads[0][0] if grid.heads[0] else ''}")
            or not _has_time(grid)
            or is_shifted(grid)
        ):
            continue
        column = 0 if rows_are_arms(names, grid) or rows_name_arms(names, grid) else arm_column(names, grid)
        if column is not None:
            yield from _of_arm_rows(source, section, names, grid, column)
        else:
            yield from of_grid(source, section, names, grid)


def _of_arm_rows(source: Source, section: Section, names: Medicine, grid: Grid, column: int) -> Iterator[Fact]:
    """Returns the results of a table whose rows are arms."""
    title = title_of(grid)
    who = titled_condition(section, names) or condition(grid, section, names)
    over = head_over(grid)
    for cell in cells_of_arms(names, grid, title, column):
        at = week(cell.heading) or week(cell.head) or week(f"{over} {cell.head}") or week(title)
        at = at or week_behind(grid)
        of_trial = _TRIAL_HEADING.search(cell.heading) and not GENERIC_ROW.fullmatch(named_words(cell.head))
        own = without_time(cell.head if of_trial else cell.heading or cell.head)
        bare = GENERIC_ROW.fullmatch(own) or own.isdigit()
        end_point = of_caption("mean", Context("", None, None, None), title) if bare else own
        same = cell.comparator if cell.comparator and cell.comparator.unit == cell.medicine.unit else None
        if at is not None and end_point:
            value = EffectOverTime(
                end_point=end_point,
                result=cell.medicine.number,
                unit=cell.medicine.unit,
                week=at,
                comparator_result=same.number if same else None,
                comparator=comparator_name(cell.comparator_name) if same and cell.comparator_name else None,
                condition=who,
                trial=cell.trial or trial_in(title),
            )
            yield Fact(value, source.place(section, cell.row.start, cell.row.end))


def _has_time(grid: Grid) -> bool:
    heads = " ".join(text for head in grid.heads for text in head)
    if TIME.search(f"{grid.title_words} {heads}") or TIME_HEAD.fullmatch(" ".join(grid.heads[0])):
        return True
    return any(
        TIME.search(row.texts[0])
        or LASTING_TIME.search(row.texts[0])
        or MEDIAN_TIME.search(f"median {row.texts[0]}")
        or any(map(MEDIAN_CELL.match, row.texts[1:3]))
        for row in grid.rows
    )
