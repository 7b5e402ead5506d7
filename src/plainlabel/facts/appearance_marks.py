"""Looks from a table whose rows are the strengths: columns "Color", "Shape", "Imprint" or "Debossed" beside the amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.appearance_looks import look
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AppearanceFact
from plainlabel.facts.source import Source
from plainlabel.facts.strength_amounts import amounts
from plainlabel.facts.strength_forms import last_form
from plainlabel.label import Section, cells
from plainlabel.vocabulary.patterns import pattern

_STRENGTH_HEAD = pattern("appearance.strength_head")
_LOOKS_HEAD = pattern("appearance.looks_head")
_MARK_HEAD = pattern("appearance.mark_head")
_SIDED = pattern("appearance.mark_sided")
_SHORT_MARK = pattern("appearance.short_mark")
_FIGURE: Final = re.compile(r"[\d.,]+")
_LONGEST_MARK: Final = 24


class Head(NamedTuple):
    """The columns of a table of marks: that of the strength, the unit its head names, those of marks and of other looks."""

    strength: int
    unit: str
    marks: tuple[int, ...]
    looks: tuple[int, ...]


def of_marks(source: Source, section: Section, form: str | None) -> Iterator[Fact]:
    """Returns the looks of each strength that heads a row of a table with a column of marks."""
    head: Head | None = None
    above = ""
    for block in section.blocks:
        words = [section.text[one.start : one.end].strip() for one in cells(section.text, block)]
        if block.kind != "row" or (found := _head(words)) is not None:
            head, above = found if block.kind == "row" else None, ""
            continue
        strength = _strength(words, head) if head is not None else None
        if head is None or strength is None:
            # A sign that stands in a row of its own above the strength belongs to its mark.
            told = [word for word in words if word]
            above = told[0] if head is not None and told == [_cell(words, head.marks[0])] else ""
            continue
        mark = _mark(words, head, above)
        above = ""
        if mark is not None:
            seen = look(" ".join(_cell(words, at) for at in head.looks))
            value = AppearanceFact(form or last_form(section.text[: block.start]), strength, seen.colors, seen.shape, mark)
            yield Fact(value, source.place(section, block.start, block.end))


def _head(words: list[str]) -> Head | None:
    """Returns the columns of a row of heads; None for another row, or one of several columns of strengths."""
    strengths = [at for at, word in enumerate(words) if _STRENGTH_HEAD.match(word)]
    marks = tuple(at for at, word in enumerate(words) if _MARK_HEAD.match(word))
    if len(strengths) != 1 or not marks or strengths[0] in marks:
        return None
    looks = tuple(at for at, word in enumerate(words) if at not in marks and _LOOKS_HEAD.match(word))
    unit = re.search(r"\((?P<unit>m?c?g)\s*\)", words[strengths[0]])
    return Head(strengths[0], unit["unit"] if unit else "", marks, looks)


def _strength(words: list[str], head: Head) -> str | None:
    """Returns the strength of a row, None where its cell holds none or several."""
    cell = _cell(words, head.strength)
    if head.unit and _FIGURE.fullmatch(cell):
        return f"{cell} {head.unit}"
    found = amounts(cell)
    return found[0].strength if len(found) == 1 and not re.search(r"\d\s?m?c?g?/\s?\d", cell) else None


def _mark(words: list[str], head: Head, above: str) -> str | None:
    """Returns the imprint that the cells of marks tell, sides joined by ";"; None where one is no short mark."""
    marks = []
    for at in head.marks:
        cell = _cell(words, at)
        told = look(cell, marked=True).imprint
        if told is None:
            sided = _SIDED.match(cell)
            told = sided["mark"].strip() if sided else cell
            if not _SHORT_MARK.fullmatch(told) or len(told) > _LONGEST_MARK:
                return None
        marks.append(told)
    mark = ";".join(dict.fromkeys(marks))
    return f"{above} {mark}" if above else mark or None


def _cell(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""
