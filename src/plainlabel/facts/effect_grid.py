"""Effect over time from tables whose columns are arms and whose rows are end points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.effect_end_points import (
    GENERIC_ROW,
    MEDIAN_ONLY,
    OTHER_COLUMN,
    TIME_HEAD,
    end_point,
    head_over,
    measured_over,
    named_words,
    of_caption,
    of_group,
    row_name,
    told_length,
    trial_in,
    under_heading,
    without_stacked,
)
from plainlabel.facts.effect_regimens import beside_one_arm, regimens
from plainlabel.facts.effect_single import single_arm, trial_columns
from plainlabel.facts.effect_times import is_median_cell, week, week_over
from plainlabel.facts.effect_titles import title_of, week_behind
from plainlabel.facts.effect_values import Context, other_row, value_of
from plainlabel.facts.effect_weeks import single_weeks
from plainlabel.facts.fact import Fact
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import Pair, arms, names_arm
from plainlabel.facts.table_columns import label_columns
from plainlabel.facts.table_doses import recommended
from plainlabel.facts.table_population import condition, titled_condition
from plainlabel.facts.tables import Grid, Row, without_note
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_COUNT_CELL = pattern("effects.count_cell")
_EVENTS = pattern("effects.events")
_SUBGROUPS = pattern("effects.subgroups")
_TOTAL = re.compile(r"^\W*(?:total|overall|all (?:GTs|patients|subjects|genotypes))\b", re.IGNORECASE)
_TRIAL_ROW = re.compile(r"(?:Study|Trial)\s\w{1,3}")
_TRIALS_HEAD = re.compile(r"\W*(?:study|trial|region|country)\W*", re.IGNORECASE)


def of_grid(source: Source, section: Section, names: Medicine, grid: Grid) -> Iterator[Fact]:
    """Returns the results of a table whose columns are arms, row by row."""
    pairs = _of_all(recommended(source, arms(names, grid, OTHER_COLUMN)), grid) or single_arm(grid) or trial_columns(grid)
    pairs = [one for pair in pairs for one in regimens(names, beside_one_arm(pair, grid), grid)]
    if not pairs:
        return
    labels = label_columns(grid)
    below = _Below(grid, _start(section, names, grid), title_of(grid))
    cell: tuple[int, str] | None = None
    for row in single_weeks(grid.rows):
        if labels == 1 and cell is not None and row.origins[0] == cell[0] and row.texts[0] == cell[1]:
            continue  # The spread under the figures of a row.
        cell = row.origins[0], row.texts[0]
        named = [text for text in row.texts[:labels] if text]
        name = without_stacked(row_name(named, below.over))
        if row.filled == 1 or not any(text and not _COUNT_CELL.fullmatch(text) for text in row.texts[labels:]):
            below.heading(without_note(name or row.texts[0]))
            continue
        if below.of_subgroups:
            continue
        here = below.row(name, named)
        told, here = below.measured_in(row, name, here, pairs)
        if (told is None and not week(without_note(name))) or names_arm(names, name):
            continue
        for pair in pairs:
            what = told or of_group(pair.medicine.group)
            value = value_of(grid, row, pair, name, what, here) if what else None
            if value is not None:
                yield Fact(value, source.place(section, row.start, row.end))


class _Below:
    """What is known at a row: of the table, of the heading above the row, and of the rows before it."""

    def __init__(self, grid: Grid, start: Context, title: str) -> None:
        """Keeps what caption and header tell."""
        self.over = " ".join(grid.heads[0])
        self._start = self._context = start
        self._title = title
        self._above = ""
        self._said: set[str] = set()
        self.of_subgroups = False
        """Whether the rows are parts of those studied ("Response by age")."""
        self._measured = measured_over(grid) or told_length(of_caption("mean", start, title))

    def heading(self, words: str) -> None:
        """Takes a heading row: one that says only how ("Change from baseline") stands below the one that says what."""
        self.of_subgroups = bool(_SUBGROUPS.search(words))
        self._context = under_heading(self._start, words)
        if not GENERIC_ROW.fullmatch(named_words(words)):
            self._above = self._above if other_row(words) else words
        elif self._above:
            self._context = self._context._replace(heading=self._above)
        self._said.clear()

    def row(self, name: str, named: list[str]) -> Context:
        """Returns what holds for a row."""
        if name in self._said and not other_row(name):
            # The same row again: another end point began without a heading.
            self._context = self._start._replace(heading="")
        self._said.add(name)
        here = self._context
        if len(named) > 1:
            here = here._replace(heading=named[0], week=week(without_note(named[0])) or here.week)
        events = _EVENTS.match(name)  # "PFS events, n (%)" tells what the median below it is of.
        self._measured = events["what"] if events else self._measured
        if self._measured and not here.heading and MEDIAN_ONLY.fullmatch(named_words(name)):
            here = here._replace(heading=self._measured)
        return here

    def measured_in(self, row: Row, name: str, here: Context, pairs: list[Pair]) -> tuple[str | None, Context]:
        """Returns the end point of a row, and what holds for it."""
        if _TRIAL_ROW.fullmatch(name) or (_TRIALS_HEAD.fullmatch(self.over) and week(name) is None):
            # A row a trial: the heading or the caption names what was measured.
            above = named_words(self._context.heading)
            told = above if above and not GENERIC_ROW.fullmatch(above) else of_caption("mean", self._start, self._title)
            return told, here._replace(trial=name)
        timed = any(is_median_cell(name, row.texts[pair.medicine.column]) for pair in pairs)
        return end_point(name, here, timed=timed) or of_caption(name, here, self._title), here


def _start(section: Section, names: Medicine, grid: Grid) -> Context:
    """Returns what caption and header tell of all rows."""
    title = title_of(grid)
    return Context(
        "" if TIME_HEAD.fullmatch(" ".join(grid.heads[0])) else head_over(grid),
        week_over(grid) or week(title) or week_behind(grid),
        trial_in(title),
        titled_condition(section, names) or condition(grid, section, names),
    )


def _of_all(pairs: list[Pair], grid: Grid) -> list[Pair]:
    """Returns the arm of everybody where the others are parts of it ("Total", "Genotype 1", ...), else all."""
    totals = [one for one in pairs if any(_TOTAL.search(piece) for piece in grid.heads[one.medicine.column])]
    if not totals or len(totals) == len(pairs) or any(one.medicine.dose for one in pairs):
        return pairs
    least = min(len(grid.heads[one.medicine.column]) for one in totals)
    return [one for one in totals if len(grid.heads[one.medicine.column]) == least]
