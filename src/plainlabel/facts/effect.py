"""Effect over time: end points of clinical studies tables whose caption, header, heading or row names a time.

The figure on the medicine stands beside the comparator's. Baselines, differences, p values and intervals are no results; tables
without a time (survival, exacerbation rates) give nothing. Months count 52/12 weeks, days a seventh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.effect_figures import Result, result, unit_said
from plainlabel.facts.effect_rows import arm_column, cells_of_arms, is_shifted
from plainlabel.facts.effect_times import (
    LASTING_TIME,
    MEDIAN_CELL,
    MEDIAN_TIME,
    TIME,
    is_median_cell,
    is_median_time,
    lasting,
    says_lasting,
    week,
)
from plainlabel.facts.effect_weeks import single_weeks
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.reaction_terms import without_marks
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.table_arms import Pair, arms, names_arm, rows_are_arms, rows_name_arms
from plainlabel.facts.table_columns import Arm, label_columns
from plainlabel.facts.table_doses import recommended
from plainlabel.facts.table_population import comparator_name, condition, titled_condition
from plainlabel.facts.tables import Grid, Row, grids, without_note
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34092-7"
_NO_TABLE = pattern("effects.no_table")
_OTHER_COLUMN = pattern("effects.other_column")
_OTHER_ROW = pattern("effects.other_row")
_GENERIC_ROW = pattern("effects.generic_row")
_TRIAL = pattern("effects.trial")
_TRIAL_HEAD = pattern("effects.trial_head")
_CAPTION_NUMBER = re.compile(r"^\W*Table\s+\w+\s?[.:]?\s*", re.IGNORECASE)
_NO_END_POINT = pattern("effects.no_end_point")
_FIGURE = re.compile(r"[\d.,]+ ?(?:[(–-]|months?|weeks?|$)")  # noqa: RUF001 - labels use typographic signs
_UNIT_WORDS = pattern("effects.unit_words")
_SPREAD = pattern("effects.spread")
_COUNT_CELL = pattern("effects.count_cell")
_CHANGE = re.compile(r"\bchange from baseline\b", re.IGNORECASE)
_PEOPLE = pattern("effects.of_people")
_MEDIAN_OVER = re.compile(r"(?:median |duration of |time to )", re.IGNORECASE)
_MEDIAN_ONLY = re.compile(
    r"\W*median\W*(?:range\W*)?(?:in )?(?:months?|weeks?|days)?(?:\W*range)?\W*(?:(?:calculated|estimated|based)\b.*)?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"[a-z*†‡]\s")
_DOSE_ROW = re.compile(r"\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)(?:/\w+)?", re.IGNORECASE)
_SCALED = pattern("effects.scaled")
_CAPTION_END = pattern("effects.caption_end")
_LEADING = pattern("effects.caption_lead")
_MOST_WORDS = 20
_OTHER_UNIT = re.compile(r"\([^()]*[/\u00d7][^()]*\)")
_TITLE_LENGTH = 240
_LONG_HEAD = 9
"""Words from which on a header piece is a note ("At Day 1, subjects received ...") rather than a heading."""
_AT_TIME = re.compile(r",?\s*(?:\b(?:at|through|to|by|from)\s)?\b(?:week|month|day)\s\d{1,3}$", re.IGNORECASE)


class _Context(NamedTuple):
    """What is known of a table, or of the rows under one of its headings."""

    heading: str
    week: float | None
    trial: str | None
    condition: str | None


def effects(source: Source) -> Iterator[Fact]:
    """Returns the results over time of a label's clinical studies tables, each with its row."""
    yield from distinct(fact for section in source.under(_CODE) for fact in _of_section(source, section))


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    found = list(grids(section))
    names = Medicine(source) if found else None
    for grid in found:
        if names is None or _NO_TABLE.search(grid.title_words) or not _has_time(grid) or is_shifted(grid):
            continue
        column = 0 if rows_are_arms(names, grid) or rows_name_arms(names, grid) else arm_column(names, grid)
        if column is not None:
            yield from _of_arm_rows(source, section, names, grid, column)
        else:
            yield from _of_grid(source, section, names, grid)


def _of_arm_rows(source: Source, section: Section, names: Medicine, grid: Grid, column: int) -> Iterator[Fact]:
    """Returns the results of a table whose rows are arms."""
    title = without_note(_CAPTION_NUMBER.sub("", grid.title_words))
    who = titled_condition(section, names) or condition(grid, section, names)
    over = _head_over(grid)
    for cell in cells_of_arms(names, grid, title, column):
        at = week(cell.heading) or week(cell.head) or week(f"{over} {cell.head}") or week(title)
        own = _AT_TIME.sub("", _named(cell.heading or cell.head))
        end_point = (
            _of_caption("mean", _Context("", None, None, None), title) if _GENERIC_ROW.fullmatch(own) or own.isdigit() else own
        )
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
                trial=cell.trial or _trial(title),
            )
            yield Fact(value, source.place(section, cell.row.start, cell.row.end))


def _has_time(grid: Grid) -> bool:
    heads = " ".join(text for head in grid.heads for text in head)
    if TIME.search(f"{grid.title_words} {heads}"):
        return True
    return any(
        TIME.search(row.texts[0])
        or LASTING_TIME.search(row.texts[0])
        or MEDIAN_TIME.search(f"median {row.texts[0]}")
        or any(map(MEDIAN_CELL.match, row.texts[1:3]))
        for row in grid.rows
    )


def _of_grid(source: Source, section: Section, names: Medicine, grid: Grid) -> Iterator[Fact]:
    pairs = recommended(source, arms(names, grid, _OTHER_COLUMN))
    if not pairs:
        return
    title = without_note(_CAPTION_NUMBER.sub("", grid.title_words))
    start = _Context(
        _head_over(grid),
        week(title),
        _trial(title),
        titled_condition(section, names) or condition(grid, section, names),
    )
    context = start
    labels = label_columns(grid)
    said: set[str] = set()
    cell: tuple[int, str] | None = None
    for row in single_weeks(grid.rows):
        if labels == 1 and cell is not None and row.origins[0] == cell[0] and row.texts[0] == cell[1]:
            continue  # The spread under the figures of a row.
        cell = row.origins[0], row.texts[0]
        named = [text for text in row.texts[:labels] if text]
        name = next((text for text in reversed(named) if len(named) < 2 or not _TRIAL_HEAD.fullmatch(text)), "")
        if len(named) > 1 and _DOSE_ROW.fullmatch(name):
            name = named[-2]
        if row.filled == 1 or not any(text and not _COUNT_CELL.fullmatch(text) for text in row.texts[labels:]):
            context = _under(start, without_note(name or row.texts[0]))
            said.clear()
            continue
        if name in said and not _other_row(name):
            context = start._replace(heading="")  # The same row again: another end point began without a heading.
        said.add(name)
        here = context._replace(heading=named[0], week=week(without_note(named[0])) or context.week) if len(named) > 1 else context
        timed = any(is_median_cell(name, row.texts[pair.medicine.column]) for pair in pairs)
        end_point = _end_point(name, here, timed=timed) or _of_caption(name, here, title)
        if (end_point is None and not week(without_note(name))) or names_arm(names, name):
            continue
        for pair in pairs:
            over = end_point or _of_group(pair.medicine.group)
            value = _value(grid, row, pair, name, over, here) if over else None
            if value is not None:
                yield Fact(value, source.place(section, row.start, row.end))


def _of_group(group: tuple[str, ...]) -> str | None:
    """Returns the end point that the header above an arm names ("women with fracture (%)")."""
    pieces = [_named(piece) for piece in reversed(group) if not _TRIAL.search(piece) and not _OTHER_COLUMN.search(piece)]
    return next((piece for piece in pieces if 1 < len(piece.split()) <= _MOST_WORDS), None)


def _head_over(grid: Grid) -> str:
    """Returns what the header of the first column says of the rows: the last piece that is no count and no general word."""
    pieces = [without_note(piece) for piece in reversed(grid.heads[0])]
    return next((piece for piece in pieces if piece and not _other_row(piece) and not _NO_END_POINT.search(piece)), "")


def _other_row(text: str) -> bool:
    """Returns whether a row holds no result of an arm (a difference, a p value, a baseline), apart from how its spread is given."""
    return bool(_OTHER_ROW.search(_SPREAD.sub("", text)))


def _of_caption(name: str, context: _Context, title: str) -> str | None:
    """Returns the end point that the caption names, for a row that says only when or how, under no heading that says more."""
    if (
        _other_row(without_note(name))
        or _other_row(context.heading)
        or not _GENERIC_ROW.fullmatch(_AT_TIME.sub("", _named(name)) or "mean")
    ):
        return None
    if not re.search(r"[A-Za-z%]", name) or _FOOTNOTE.match(title):
        return None
    words = _CAPTION_END.split(_LEADING.sub("", title), maxsplit=1)[0].strip(" ,;:-")
    return _named(words) if 0 < len(words.split()) <= _MOST_WORDS and not _NO_END_POINT.search(words) else None


def _under(start: _Context, heading: str) -> _Context:
    """Returns what holds for the rows under a heading row."""
    trial = _trial(heading)
    return _Context(heading, week(heading) or start.week, trial or start.trial, start.condition)


def _trial(text: str) -> str | None:
    """Returns the one trial a text names, None where it names none or several."""
    found = {one.group().strip() for one in _TRIAL.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _trial_of(group: tuple[str, ...]) -> str | None:
    """Returns the trial that the header above an arm names."""
    return next((piece for piece in reversed(group) if _TRIAL_HEAD.fullmatch(piece) and not TIME.search(piece)), None)


def _end_point(name: str, context: _Context, *, timed: bool) -> str | None:
    """Returns the end point a row is about: its own words, or its heading's where the row says only when or how."""
    own = _AT_TIME.sub("", _named(name))
    if lasting(name, context.heading) is not None:
        above = _named(context.heading)
        return own if says_lasting(name) or not above else f"{above} {own}"
    if _other_row(without_note(name)) and not timed and not is_median_time(name, context.heading):
        return None
    if not own or _GENERIC_ROW.fullmatch(own) or _MEDIAN_ONLY.fullmatch(own):
        above = _named(context.heading)
        if _MEDIAN_ONLY.fullmatch(own):
            return f"median {above}" if above and not _GENERIC_ROW.fullmatch(above) else own
        return above if above and not _TRIAL.fullmatch(above) and not _GENERIC_ROW.fullmatch(above) else None
    return own if len(own.split()) <= _MOST_WORDS else None


def _named(text: str) -> str:
    words = without_marks(without_note(text))
    return " ".join(_UNIT_WORDS.sub(" ", words).split()).strip(" ,;:-–*†‡")  # noqa: RUF001 - labels use typographic signs


def _value(grid: Grid, row: Row, pair: Pair, name: str, end_point: str, context: _Context) -> EffectOverTime | None:
    medicine, comparator = pair
    if comparator is not None and row.origins[medicine.column] == row.origins[comparator.column]:
        return None
    found = _result(grid, row, medicine, name, context)
    own = " | ".join(piece for piece in grid.heads[medicine.column] if len(piece.split()) < _LONG_HEAD)
    timed = is_median_time(name, context.heading) or is_median_cell(name, row.texts[medicine.column])
    so_long = lasting(name, context.heading)
    at = None if timed else so_long or week(name) or week(own) or context.week
    if found is None or (at is None and not timed):
        return None
    if so_long is None and _other_row(_MEDIAN_OVER.sub("", context.heading)):
        return None
    if comparator is not None and _FIGURE.match(comparator.name):
        return None  # A figure that stands among the header's words.
    beside = _result(grid, row, comparator, name, context) if comparator is not None else None
    beside = beside if beside is not None and beside.unit == found.unit else None
    return EffectOverTime(
        end_point=end_point,
        result=found.number,
        unit=found.unit,
        week=at,
        comparator_result=beside.number if beside else None,
        comparator=comparator_name(comparator.name) if beside and comparator else None,
        condition=context.condition,
        trial=_trial_of(medicine.group) or context.trial,
    )


def _result(grid: Grid, row: Row, arm: Arm, name: str, context: _Context) -> Result | None:
    """Returns the figure of an arm with its unit, as the cell, the row, its heading, the column or the caption says it."""
    if _OTHER_UNIT.search(name) and unit_said(name) is None:
        return None
    if is_median_cell(name, row.texts[arm.column]):
        found = MEDIAN_CELL.match(row.texts[arm.column])
        return Result(float(found["number"]), found["unit"].lower().rstrip("s") + "s") if found else None
    if is_median_time(name, context.heading):
        told = MEDIAN_TIME.search(f"median {context.heading} {name}")
        return result(row.texts[arm.column], str(told["unit"]).lower().rstrip("s") + "s" if told else None, None)
    pieces = [without_note(piece) for piece in (*reversed(grid.heads[arm.column]), *grid.heads[0])]
    heads = [piece for piece in pieces if len(piece.split()) < _LONG_HEAD]
    texts = (name, f"{context.heading} {name}", *heads, without_note(grid.title_words)[:_TITLE_LENGTH])
    said = next((unit for text in texts if (unit := unit_said(text))), None)
    if said in {None, "count"} and any(_SCALED.search(text) for text in texts):
        said = "units"
    changed = any(map(_CHANGE.search, texts)) and not any(map(_PEOPLE.search, texts))
    if said == "percent" and unit_said(name) == "percent" and changed:
        said = "percentage points"
    return result(row.texts[arm.column], "percent" if said is None and lasting(name, context.heading) else said, arm.of)
