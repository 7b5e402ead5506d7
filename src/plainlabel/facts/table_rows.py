"""The rows of a label table, and which of them are its header: by the figures and the words of their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from plainlabel.facts.table_figures import is_numeric
from plainlabel.vocabulary.patterns import pattern

MOST_HEAD_WORDS: Final = 12
_NAME_SHARE: Final = 0.3
_HEAD_ROWS: Final = 3
_SHORT_WORDS: Final = 8
_NOTE_ROW = pattern("tables.note_row")
_HEAD_WORDS = pattern("tables.head_words")
_COUNT_ROW = pattern("tables.count_row")
_ARM_FIRST = pattern("tables.arm_first")
_ALL_GRADES_CELL = re.compile(r"\W*(?:all|any)(?: grades?)?\W*(?:%\W*)?", re.IGNORECASE)
_SPAN = re.compile(r"0\s?[-–]\s?\d+ (?:year|month|week)", re.IGNORECASE)  # noqa: RUF001 - labels use this dash
_TIME_ALONE = re.compile(r"\d{1,2}")
_SHARE = re.compile(r"\d[\d.]*\s?%")
_PEOPLE_AND_SHARE = re.compile(r"\W*N\s?=\s?\d[\d,]*\s+\d[\d.]*\s?%", re.IGNORECASE)
_EVERYBODY = re.compile(r"(?:\d[\d,]*\s?)?\(\s?100(?:\.0)?\s?%?\s?\)")
_N = re.compile(r"\bn\s?=\s?\d", re.IGNORECASE)
_FIGURE_OF = re.compile(r"\s*[<≥>]?\s?\d[\d.,]*\s?%?\s*[(\[]\s?n\s?=", re.IGNORECASE)


class Row(Struct, frozen=True):
    """One body row: its place, the text of every column, and the number of the cell each column was filled from.

    `filled` counts the cells with text.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    origins: tuple[int, ...]
    filled: int

    @property
    def lone(self) -> str | None:
        """Returns the text of a row that has only one cell filled, in its first columns or across all: a heading or a note."""
        return next((text for text in self.texts if text), None) if self.filled == 1 else None


def is_across(row: Row) -> bool:
    """Returns whether one cell stands across the whole table."""
    return len(row.texts) > 1 and len(set(row.origins)) == 1


def is_note(row: Row, at: int) -> bool:
    """Returns whether a row is a note; a short text above the columns of figures ("Percentage of ...") is a header."""
    lone = row.lone
    if not lone or not _NOTE_ROW.search(lone):
        return False
    head = (not row.texts[0] and not is_across(row)) or lone.lower().startswith("percent")
    return not (head and at < _HEAD_ROWS and len(lone.split()) < _SHORT_WORDS)


def name_columns(rows: list[Row]) -> int:
    """Returns how many columns in front hold the names of rows, 0 where no row tells."""
    width = max((len(row.texts) for row in rows), default=0)
    counted = Counter(_names_in_front(row) for row in rows if len(row.texts) == width and row.filled > 1)
    del counted[0]
    every = counted.total()
    return max((names for names, count in counted.items() if count > _NAME_SHARE * every), default=0)


def aligned(rows: list[Row], width: int) -> Iterator[Row]:
    """Returns the rows with a header that lacks a cell put right: it has none over the names, or one for all columns of names."""
    names = name_columns([row for row in rows if len(row.texts) == width])
    for at, row in enumerate(rows):
        short = width - len(row.texts)
        head = at < _HEAD_ROWS and row.filled > 1 and not has_figures(row, names)
        if head and ((not row.texts[0] and 0 < short < names) or (0 < short == names and _ARM_FIRST.search(row.texts[0]))):
            yield Row(row.start, row.end, ("",) * short + row.texts, (-1,) * short + row.origins, row.filled)
        else:
            yield row


def _names_in_front(row: Row) -> int:
    named = next((at for at, text in enumerate(row.texts) if text[:1].isalpha()), 0)
    front = [text.replace(",", "") for text in row.texts[:named] if text]
    if front and all(text.isdigit() for text in front):
        return named + 1  # Numbers of studies and people stand before the arm ("1 | 588 | Norvexin | 68%").
    return next((at for at, text in enumerate(row.texts) if text and is_numeric(text)), 0)


def parts(rows: list[Row], names: int) -> Iterator[list[Row]]:
    """Returns the rows in pieces that each begin with a header: a row of "N=" below figures begins another piece."""
    begin = 0
    seen = False
    for at, row in enumerate(rows):
        if seen and not _is_long_note(row) and any(_counts_people(text) for text in row.texts[1:]):
            start = at
            while start > begin + 1 and not has_figures(rows[start - 1], names):
                start -= 1
            yield rows[begin:start]
            begin, seen = start, False
        seen = seen or has_figures(row, names)
    yield rows[begin:]


def first_body_row(rows: list[Row], names: int) -> int:
    """Returns where the body begins: at the first row with figures, or at the headings right above it."""
    first = next((at for at, row in enumerate(rows) if has_figures(row, names)), len(rows))
    while first > 0 and (lone := rows[first - 1].lone) and rows[first - 1].texts[0] == lone and not _HEAD_WORDS.search(lone):
        first -= 1
    return first


def has_figures(row: Row, names: int = 0) -> bool:
    """Returns whether a row has a name in front, in one of the first `names` columns, and a figure behind it."""
    if _TIME_ALONE.fullmatch(row.texts[0]) and all(_SHARE.match(text) for text in row.texts[1:]):
        return len(row.texts) > 1  # "4 | 63% | 56%" below "Week"
    named = next((at for at, text in enumerate(row.texts) if text and (not is_numeric(text) or _SPAN.match(text))), None)
    if named is None or (0 < names <= named) or any(_ALL_GRADES_CELL.fullmatch(text) for text in row.texts[1:]):
        return False
    shares = any(("%" in text or "(" in text) and not _EVERYBODY.fullmatch(text) for text in row.texts[named + 1 :])
    if (_COUNT_ROW.match(row.texts[named]) and not shares) or any(_counts_people(text) for text in row.texts[max(1, named) :]):
        return False
    return any(is_numeric(text) for text in row.texts[named + 1 :])


def _counts_people(text: str) -> bool:
    """Returns whether a header cell counts people ("N=20"); a figure with its own count does not head a column."""
    return bool(_N.search(text)) and not _FIGURE_OF.match(text) and not _PEOPLE_AND_SHARE.match(text)


def _is_long_note(row: Row) -> bool:
    return is_across(row) and len((row.lone or "").split()) > MOST_HEAD_WORDS
