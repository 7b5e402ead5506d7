"""Rows of effect tables that name several weeks, as lines of one cell come run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from plainlabel.facts.tables import Row

_SEVERAL_WEEKS = re.compile(r"(?P<name>.*?\S)\s+(?P<weeks>(?:(?:Week|Month|Day|Year)\s\d{1,3}\s*){2,6})$")
# "Episodes a week Mean Baseline Mean Change from Baseline" with two figures a cell: what stands in the lines of one cell.
_STACKED = re.compile(
    r"(?P<name>\S.*?),?\s+(?:(?:LS )?Mean )?Baseline(?: \((?:SD|SE)\))?\s+(?P<change>(?:(?:LS )?Mean )?Change from Baseline\b.*)",
    re.IGNORECASE,
)
_TWO_FIGURES = re.compile(
    r"\s*[-–−]?\d[\d.,]*\s?%?(?:\s?\([^()]*\))?\s+(?P<change>[-–−+]?\s?\d[\d.,]*\s?%?(?:\s?\([^()]*\))?\W{0,3})"  # noqa: RUF001
)
_WEEK = re.compile(r"(?:Week|Month|Day|Year)\s\d{1,3}")
_LEAST = 2
_FIGURE = re.compile(r"[-−]?\d[\d.,]*\s?%?(?:\s?\([^()]*\))?")  # noqa: RUF001 - labels use several minus signs


def single_weeks(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Returns the rows, one a week where a name has several ("Response Week 6 Week 9") and each cell as many figures."""
    for row in map(_of_change, rows):
        several = _SEVERAL_WEEKS.fullmatch(row.texts[0])
        weeks = _WEEK.findall(several["weeks"]) if several else []
        parts = [_FIGURE.findall(text) if text else [""] * len(weeks) for text in row.texts[1:]]
        if several is None or any(len(one) != len(weeks) for one in parts):
            yield row
            continue
        for at, week in enumerate(weeks):
            yield replace(row, texts=(f"{several['name']} {week}", *(one[at].strip() for one in parts)))


def _of_change(row: Row) -> Row:
    """Returns a row whose cells hold baseline and change in two lines as that of the change; another row as it is."""
    stacked = _STACKED.fullmatch(row.texts[0])
    if stacked is None:
        return row
    cells = [_TWO_FIGURES.fullmatch(text) for text in row.texts[1:]]
    if sum(cell is not None for cell in cells) < _LEAST:
        return row
    told = (cell["change"].strip() if cell else "" for cell in cells)
    return replace(row, texts=(f"{stacked['name']}, {stacked['change']}", *told))
