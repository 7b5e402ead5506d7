"""Which rows of a dosing table are steps: those between the first dose and the last are none to recommend."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import amounts
from plainlabel.facts.dosage_cells import Row, plain_cell
from plainlabel.facts.dosage_frequency import frequencies
from plainlabel.vocabulary.patterns import pattern

_LEAST = 2
_WEEK_STEP = pattern("dosage.week_step")
_COUNTED_STEP = pattern("dosage.counted_step")
_ONWARD = pattern("dosage.onward")
_TITRATION = pattern("dosage.titration")
_KIND = pattern("dosage.row_kind")
_DAY_ROW = re.compile(r"\W*(?:on )?days?\s(?:\d+|one|two|three)\b", re.IGNORECASE)
_DOSE_ROW = re.compile(r"\W*(?:\w+ ){0,2}dos(?:e|es|age|ages)\b", re.IGNORECASE)


def says_doses(rows: list[Row]) -> bool:
    """Returns whether rows without a heading give doses: each how often, or their first cells name kinds of dose."""
    told = [row for row in rows if len(row.cells) > 1]
    if len(told) < _LEAST:
        return False
    named = sum(bool(_DOSE_ROW.match(row.cells[0])) and not amounts(row.cells[0]) for row in told)
    return named >= _LEAST or all(any(amounts(plain_cell(cell)) and frequencies(cell) for cell in row.cells[1:]) for row in told)


def steps_of(rows: list[Row], head: str) -> dict[int, str | None]:
    """Returns what the rows of a table of steps are, by where each begins: the word for its phase, None for one not to be read.

    The first and the last step of a titration count, and rows that name what they are ("Maximum dose"). Days that are each of
    another amount, in no titration, count all. Empty where the rows are no steps.
    """
    titrated = bool(_TITRATION.search(head))
    steps = _steps(rows)
    if steps and not titrated and all(_DAY_ROW.match(row.cells[0]) for row in steps) and not _ONWARD.search(_last(steps)):
        return dict.fromkeys((row.start for row in steps), "day")
    if steps and (titrated or _ONWARD.search(_last(steps))):
        told: dict[int, str | None] = dict.fromkeys((row.start for row in steps), None if titrated else "")
        told[steps[0].start] = "starting"
        told |= {steps[-1].start: "maintenance"} if _ONWARD.search(_last(steps)) else {}
        return told
    return {row.start: None for row in rows if not any(_KIND.search(cell) for cell in row.cells)} if titrated else {}


def _last(steps: list[Row]) -> str:
    return " ".join(cell for cell in steps[-1].cells if not amounts(cell))


def _steps(rows: list[Row]) -> list[Row]:
    """Returns the rows that count days or weeks in one of their columns, where half of the rows do."""
    width = max((len(row.cells) for row in rows), default=0)
    for column in range(width):
        counted = _WEEK_STEP if column == 0 else _COUNTED_STEP
        steps = [row for row in rows if column < len(row.cells) and counted.match(row.cells[column])]
        if len(steps) >= _LEAST and len(steps) * 2 >= len(rows):
            return steps
    return []
