"""Patterns kept as data: the tables of question types, danger signs and class words, read once.

Each table is a tab-separated file in `plainlabel.vocabulary` with a header line; lines that start with "#" are notes.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from plainlabel.errors import UsageError

MEDICINE: Final = "\u00f8"
"""What stands for a medicine in the text that patterns see: a letter, so that word boundaries hold; the tables write "@"."""


class TypeRule(Struct, frozen=True):
    """One rule of the type table: a question whose masked text matches `pattern` speaks for `type` with `weight`."""

    type: str
    weight: int
    pattern: re.Pattern[str]
    why: str


class DangerRule(Struct, frozen=True):
    """One rule of the danger table: words that tell a danger, and the words beside which they only ask about one.

    A pattern may name two figures, `taken` and `meant`: it tells a danger only where more was taken than was meant.
    """

    kind: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    why: str

    def told(self, masked: str) -> re.Match[str] | None:
        """Returns the words of a masked question that tell this danger, None where it tells none."""
        found = self.pattern.search(masked)
        if found is None or (self.unless is not None and self.unless.search(masked)):
            return None
        figures = [_figure(found[name]) for name in ("taken", "meant") if name in found.re.groupindex]
        return None if figures and figures[0] <= figures[1] else found


def _figure(text: str) -> float:
    try:
        return float(text.replace(",", "").rstrip("."))
    except ValueError:
        return 0.0


class ClassWord(Struct, frozen=True):
    """One class word people use, and the FDA classes that make it true.

    `fda` matches names of established pharmacologic, mechanism or chemical classes that are that class; `near` those that share
    its effect under another name; `own` matches the label's words about itself; `hallmark` matches subjects of boxed warnings
    the class is known by; `closed` tells whether an FDA class outside both means no; `meaning` explains the word; `members`
    are the established classes by name that are counted when the medicine is compared with the class.
    """

    name: str
    words: re.Pattern[str]
    fda: re.Pattern[str]
    near: re.Pattern[str] | None
    own: re.Pattern[str]
    hallmark: re.Pattern[str] | None
    hallmark_name: str
    closed: bool
    meaning: str
    members: tuple[str, ...] = ()


def rows(name: str) -> list[dict[str, str]]:
    """Returns the rows of a vocabulary table as dictionaries by column name.

    Raises:
        UsageError: a row has more or fewer cells than the header.
    """
    text = files("plainlabel.vocabulary").joinpath(name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    header = lines[0][1].split("\t")
    table = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise UsageError(f"{len(cells)} cells where {len(header)} are due", file=name, location=f"line {number}")
        table.append(dict(zip(header, cells, strict=True)))
    return table


@cache
def related_rows() -> tuple[dict[str, str], ...]:
    """Returns the table of the questions that a label can answer."""
    return tuple(rows("related_questions.tsv"))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("@", MEDICINE))


@cache
def type_rules() -> tuple[TypeRule, ...]:
    """Returns the type table, heaviest rule first."""
    rules = [TypeRule(row["type"], int(row["weight"]), _compiled(row["pattern"]), row["why"]) for row in rows("question_types.tsv")]
    return tuple(sorted(rules, key=lambda rule: -rule.weight))


@cache
def danger_rules() -> tuple[DangerRule, ...]:
    """Returns the danger table in its own order, the gravest first, with its named pieces ("=asks" for "{asks}") filled in."""
    table = rows("question_dangers.tsv")
    pieces = {f"{{{row['kind'][1:]}}}": row["pattern"] for row in table if row["kind"].startswith("=")}

    def whole(pattern: str) -> re.Pattern[str]:
        for name, piece in pieces.items():
            pattern = pattern.replace(name, piece)
        return _compiled(pattern)

    return tuple(
        DangerRule(row["kind"], whole(row["pattern"]), whole(row["unless"]) if row["unless"] != "-" else None, row["why"])
        for row in table
        if not row["kind"].startswith("=")
    )


@cache
def class_words() -> tuple[ClassWord, ...]:
    """Returns the table of class words."""
    return tuple(_class_word(row) for row in rows("question_classes.tsv"))


def _class_word(row: dict[str, str]) -> ClassWord:
    return ClassWord(
        row["name"],
        re.compile(rf"\b(?:{row['words']})\b"),
        re.compile(row["fda"], re.IGNORECASE),
        re.compile(row["near"], re.IGNORECASE) if row["near"] != "-" else None,
        re.compile(rf"\b(?:{row['own']})\b", re.IGNORECASE),
        re.compile(row["hallmark"], re.IGNORECASE) if row["hallmark"] != "-" else None,
        row["hallmark_name"],
        row["closed"] == "yes",
        row["meaning"],
        tuple(row["members"].split("|")) if row["members"] != "-" else (),
    )
