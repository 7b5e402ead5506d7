"""The columns of a table of rates, each read from its header: role, dose, denominator, grade, and how its figures are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.table_figures import Layout, column_layout, float_of, holds_number, is_numeric
from plainlabel.facts.tables import Grid, without_note
from plainlabel.vocabulary.patterns import pattern

COMPARATOR = pattern("tables.comparator")
POOLED = pattern("tables.pooled")
_ALL_GRADES = pattern("tables.all_grades")
_GRADE = pattern("tables.grade")
_SEVERITY = pattern("tables.severity")
_CONTROLLED = pattern("tables.controlled")
_OR_HIGHER = re.compile(r"[≥>]|higher|above|greater")
_NOTE_LETTER = re.compile(r"(?<=[\w%)])\s[a-h](?:,\s?[a-h])*(?=\s?[()\d,]|\s*$|\s[A-Z(\d])")
_ACTIVE = pattern("tables.active")
_PERCENT_SAID = pattern("tables.percent_said")
_N = re.compile(r"\(?\[?(?:\b|(?<=[km]g))n\s?[a-d*†‡]?\s?[=:]\s?(?P<n>\d{1,3}(?:,\s?\d{3})+|\d+)\s?\]?\)?", re.IGNORECASE)
_BARE_N = re.compile(r"\(?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})\)?$")
_LAYOUTS: tuple[tuple[Layout, re.Pattern[str]], ...] = (
    ("count_percent", pattern("tables.count_percent")),
    ("percent_count", pattern("tables.percent_count")),
    ("percent", pattern("tables.percent")),
    ("count", pattern("tables.count")),
)
_ONLY = re.compile(r"(?:only|alone|arm|group)", re.IGNORECASE)
_UNITS = pattern("tables.units")
_HEADER_NOTE = pattern("tables.header_note")
_EXPOSURE = pattern("tables.exposure")
_PEOPLE = re.compile(r"\(\s?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})\s(?:patients|subjects)\s?\)", re.IGNORECASE)
_LONG_N = re.compile(r"\bn\s?=?\s?number\b[^=]{0,120}=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)", re.IGNORECASE)
_DROP_CAP = re.compile(r"(?<=^[A-Z]) (?=[a-z]{2,}\b)")
_UNSPACED = re.compile(r"(?<=\d)(?=(?:mg|mcg|mL|g|units?)\b)")
_DOSE_FORM = pattern("tables.dose_form")
_MOST_ARM_WORDS = 10
_HEAD_WORDS = 8
"""How many words of a header piece are looked at for what the column holds: behind them stand notes."""
# Grades that a rate may be limited to; other combinations say how the reactions were spread over the grades.
GRADE_LIMITS = {"24": "2 to 4", "34": "3 to 4", "25": "2 to 5", "35": "3 to 5", "234": "2 to 4", "345": "3 to 5", "2345": "2 to 5"}

Role = Literal["medicine", "comparator", "unknown"]


class Arm(Struct, frozen=True):
    """One column of rates: its role, the words that name it, its dose, and how its figures are written.

    `grade` is the grade the column is limited to ("3 to 4"), `group` the header texts above the arm (a trial).
    `people` is the group of people it is about, where the columns are such groups.
    """

    column: int
    role: Role
    name: str
    dose: str | None
    of: int | None
    layout: Layout | None
    group: tuple[str, ...] = ()
    grade: str | None = None
    people: str | None = None


def label_columns(grid: Grid) -> int:
    """Returns how many columns in front hold names rather than figures, at least one."""
    width = len(grid.heads)
    columns = 0
    for column in range(width - 1):
        texts = [row.texts[column] for row in grid.rows if row.filled > 1 and row.texts[column]]
        if texts and sum(is_numeric(text) for text in texts) > 0.3 * len(texts):
            break
        columns += 1
    return max(columns, 1)


def counts(grid: Grid, column: int, other: re.Pattern[str]) -> bool:
    """Returns whether a column holds numbers and no other measure."""
    pieces = (without_note(_EXPOSURE.sub(" ", _HEADER_NOTE.sub(" ", piece))) for piece in grid.heads[column])
    head = " ".join(" ".join(piece.split()[:_HEAD_WORDS]) for piece in pieces)
    return not other.search(head) and any(holds_number(row.texts[column]) for row in grid.rows)


def column_arm(named: Callable[[str], bool], names: Medicine, grid: Grid, column: int) -> Arm:
    """Returns one column as an arm; `named` tells whether a header piece names the medicine."""
    whole = grid.heads[column]
    pieces = [_piece(text) for text in whole]
    found = (
        _N.search(piece) or _BARE_N.match(piece) or _LONG_N.search(piece) or _PEOPLE.search(piece)
        for piece in (*reversed(pieces), *reversed(whole))
    )
    of = next((_number(one["n"]) for one in found if one), None)
    head = " | ".join(pieces)
    grade = None if _ALL_GRADES.search(head) else _grade(head)
    words = [text for piece in pieces if (text := header_words(piece))]
    role, at = _role(named, words)
    # "Total" under another medicine's name is a column of that one.
    pooled = role == "unknown" and any(POOLED.match(piece) for piece in ([words[at]] if words else pieces))
    name = "total" if pooled else words[at] if 0 <= at < len(words) else ""
    if at > 0 and _ONLY.fullmatch(name):
        name = f"{words[at - 1]} {name}"
    dose = _dose(names, words[at:] if at >= 0 else words)
    layout = column_layout(_layout([*whole, *pieces], grid), [row.texts[column] for row in grid.rows])
    return Arm(column, role, name, dose, of, layout, tuple(words[: max(at, 0)]), grade)


def _piece(text: str) -> str:
    """Returns a header piece without notes, marks of notes, exposures and what only says how a trial was run."""
    text = _DROP_CAP.sub("", text)
    return _CONTROLLED.sub(" ", _NOTE_LETTER.sub("", without_note(_EXPOSURE.sub(" ", _HEADER_NOTE.sub(" ", text)))))


def _grade(head: str) -> str | None:
    found = _GRADE.search(head)
    if found:
        digits = "".join(re.findall(r"\d", found.group()))
        if len(digits) == 1 and _OR_HIGHER.search(found.group()):
            return f"{digits} or higher"
        return GRADE_LIMITS.get(digits, "severe")
    return "severe" if any(_SEVERITY.fullmatch(piece.strip()) for piece in head.split("|")) else None


def _number(text: str) -> int:
    return int(float_of(text.replace(" ", "")))


@lru_cache(maxsize=4_096)
def header_words(piece: str) -> str:
    """Returns what a header piece says besides denominators, units and grades."""
    bare = _UNITS.sub(" ", _ALL_GRADES.sub(" ", _GRADE.sub(" ", _N.sub(" ", _PEOPLE.sub(" ", piece)))))
    bare = "" if _BARE_N.match(bare.strip()) and not _N.search(piece) else bare
    return " ".join(bare.split()).strip(" ,;:()[]*†‡§¶|-–")  # noqa: RUF001 - labels use typographic signs


def _layout(pieces: list[str], grid: Grid) -> Layout | None:
    """Returns how the figures of a column are written, by its own header, the first column's header, then the caption."""
    for text in (*reversed(pieces), *(grid.heads[0] or ())):
        for layout, said in _LAYOUTS:
            if said.search(_N.sub(" ", text)):
                return layout
    for layout, said in _LAYOUTS[:2]:
        if said.search(grid.title_words):
            return layout
    return "percent" if _PERCENT_SAID.search(f"{grid.caption} {grid.before} {grid.over}") else None


def _role(named: Callable[[str], bool], words: list[str]) -> tuple[Role, int]:
    """Returns the role of a column and which of its header pieces tells it: the lowest one that names an arm."""
    for at in range(len(words) - 1, -1, -1):
        comparator = COMPARATOR.search(words[at])
        ours = named(words[at])
        if comparator and not (ours and not named(words[at][comparator.start() :]) and "+" not in words[at][comparator.start() :]):
            return "comparator", at
        if ours:
            return "medicine", at
    return ("medicine" if words and _ACTIVE.search(words[-1]) else "unknown"), len(words) - 1


def _dose(names: Medicine, words: list[str]) -> str | None:
    """Returns what tells an arm from the others: its dose, else its words without the medicine's name."""
    joined = " ".join(words)
    text = _UNSPACED.sub(" ", " ".join(names.without(joined).split()).strip(" ,;:()[]®™+/-"))
    text = _DOSE_FORM.sub("", text)
    return text if text and len(text.split()) <= _MOST_ARM_WORDS else None
