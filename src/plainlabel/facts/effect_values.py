"""One result of a clinical studies table: the figure of an arm in a row with its unit and time, and the comparator's."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from plainlabel.facts.effect_figures import Result, is_no_share, result, unit_said
from plainlabel.facts.effect_times import MEDIAN_CELL, MEDIAN_TIME, TIME, is_median_cell, is_median_time, lasting, week
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.facts.table_arms import Pair
from plainlabel.facts.table_columns import Arm
from plainlabel.facts.table_figures import float_of
from plainlabel.facts.table_population import comparator_name
from plainlabel.facts.tables import Grid, Row, without_note
from plainlabel.vocabulary.patterns import pattern

_CHANGE = re.compile(r"\bchange from baseline\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,]+ ?(?:[(–-]|months?|weeks?|$)")  # noqa: RUF001 - labels use typographic signs
_MEDIAN_OVER = re.compile(r"(?:median |duration of |time to )", re.IGNORECASE)
_OTHER_UNIT = re.compile(r"\([^()]*[/\u00d7][^()]*\)")
_PEOPLE = pattern("effects.of_people")
_SCALED = pattern("effects.scaled")
_LONG_HEAD = 14
_SENTENCE_HEAD = re.compile(r"(?:\S+\s+){8}", re.DOTALL)
_HEAD_VERB = re.compile(r"\b(?:received?|were|was|are|is|had|have|include[sd]?)\b")
"""A header piece of many words with a verb is a note ("At Day 1, subjects received ...") rather than a heading."""
_OTHER_ROW = pattern("effects.other_row")
_SPREAD = pattern("effects.spread")
_TRIAL_HEAD = pattern("effects.trial_head")
_TITLE_LENGTH = 240
_TRIAL_LEVEL = re.compile(r"\W*(?:trial|study)\W*", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^()]*\)")


class Context(NamedTuple):
    """What is known of a table, or of the rows under one of its headings."""

    heading: str
    week: float | None
    trial: str | None
    condition: str | None


def other_row(text: str) -> bool:
    """Returns whether a row holds no result of an arm (a difference, a p value, a baseline), apart from how its spread is given."""
    return bool(_OTHER_ROW.search(_SPREAD.sub("", text)))


def _trial_of(group: tuple[str, ...]) -> str | None:
    """Returns the trial that the header above an arm names."""
    return next((piece for piece in reversed(group) if _TRIAL_HEAD.fullmatch(piece) and not TIME.search(piece)), None)


def _trial_beside(grid: Grid, medicine: Arm) -> str | None:
    """Returns what stands above an arm beside the word "Trial" of the first column."""
    at = next((at for at, piece in enumerate(grid.heads[0]) if _TRIAL_LEVEL.fullmatch(piece)), None)
    if at is None or at >= len(grid.heads[medicine.column]):
        return None
    named = _BRACKETED.sub("", grid.heads[medicine.column][at]).strip()
    return named if named and any(piece.startswith(named) for piece in medicine.group) else None


def _is_head(piece: str) -> bool:
    return len(piece.split()) < _LONG_HEAD and not (_SENTENCE_HEAD.match(piece) and _HEAD_VERB.search(piece))


def value_of(grid: Grid, row: Row, pair: Pair, name: str, end_point: str, context: Context) -> EffectOverTime | None:
    """Returns the result of an arm in a row with the comparator's beside it; None where it has none or no time."""
    medicine, comparator = pair
    if comparator is not None and row.origins[medicine.column] == row.origins[comparator.column]:
        return None
    if comparator is not None and any(is_no_share(row.texts[arm.column], arm.of) for arm in pair if arm is not None):
        medicine, comparator = replace(medicine, of=None), replace(comparator, of=None)
    found = _result(grid, row, medicine, name, context)
    own = " | ".join(filter(_is_head, grid.heads[medicine.column]))
    timed = is_median_time(name, context.heading) or is_median_cell(name, row.texts[medicine.column])
    so_long = lasting(name, context.heading)
    at = None if timed else so_long or week(name) or week(own) or context.week
    if found is None or (at is None and not timed):
        return None
    if so_long is None and other_row(_MEDIAN_OVER.sub("", context.heading)):
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
        trial=_trial_of(medicine.group) or _trial_beside(grid, medicine) or context.trial,
    )


def _result(grid: Grid, row: Row, arm: Arm, name: str, context: Context) -> Result | None:
    """Returns the figure of an arm with its unit, as the cell, the row, its heading, the column or the caption says it."""
    other = "units" if _OTHER_UNIT.search(name) and unit_said(name) is None else None
    if is_median_cell(name, row.texts[arm.column]):
        found = MEDIAN_CELL.match(row.texts[arm.column])
        return Result(float_of(found["number"]), found["unit"].lower().rstrip("s") + "s") if found else None
    if is_median_time(name, context.heading):
        told = MEDIAN_TIME.search(f"median {context.heading} {name}")
        return result(row.texts[arm.column], str(told["unit"]).lower().rstrip("s") + "s" if told else None, None)
    pieces = [without_note(piece) for piece in (*reversed(grid.heads[arm.column]), *grid.heads[0])]
    heads = [*filter(_is_head, pieces)]
    texts = (name, f"{context.heading} {name}", *heads, without_note(grid.title_words)[:_TITLE_LENGTH])
    said = next((unit for text in texts if (unit := unit_said(text))), None)
    said = other if other and said != "percent change" else said
    if said in {None, "count"} and any(_SCALED.search(text) for text in texts):
        said = "units"
    changed = any(map(_CHANGE.search, texts)) and not any(map(_PEOPLE.search, texts))
    if said == "percent" and unit_said(name) == "percent" and changed:
        said = "percentage points"
    return result(row.texts[arm.column], "percent" if said is None and lasting(name, context.heading) else said, arm.of)
