"""Looks from a table whose columns are the strengths: rows "Color", "Shape", "Imprint" below a row of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.appearance_looks import Look, look
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AppearanceFact
from plainlabel.facts.source import Source
from plainlabel.facts.strength_amounts import amounts
from plainlabel.facts.strength_forms import last_form
from plainlabel.label import Block, Section, cells
from plainlabel.vocabulary.patterns import pattern

_ROW = pattern("appearance.row")
_MARK_ROW = pattern("appearance.mark_row")
_SIDE: Final = re.compile(r"\s+on (?:one|both|each|the) .*")
_LONGEST_MARK: Final = 40


def of_columns(source: Source, section: Section, form: str | None) -> Iterator[Fact]:
    """Returns the looks of each strength that heads a column of the section's tables."""
    heads: dict[int, str] = {}
    seen: dict[str, tuple[Look, Block]] = {}
    for block in section.blocks:
        words = [section.text[one.start : one.end].strip() for one in cells(section.text, block)] if block.kind == "row" else []
        if strengths := _strengths(words):
            heads = strengths
        elif heads and len(words) > 1 and _ROW.match(words[0]):
            for at, strength in heads.items():
                if at < len(words):
                    known = seen.get(strength)
                    seen[strength] = _with(known[0] if known else Look(), words[0], words[at]), known[1] if known else block
    for strength, (told, block) in seen.items():
        if told.colors or told.imprint:
            value = AppearanceFact(form or last_form(section.text[: block.start]), strength, told.colors, told.shape, told.imprint)
            yield Fact(value, source.place(section, block.start, block.end))


def _strengths(words: list[str]) -> dict[int, str]:
    """Returns the strength of each column of a row of heads, none where a cell holds no or several amounts."""
    found = [amounts(word) for word in words[1:]]
    if len(found) < 2 or any(len(one) != 1 for one in found):
        return {}
    return {at: one[0].strength for at, one in enumerate(found, start=1)}


def _with(told: Look, row: str, cell: str) -> Look:
    """Returns looks with what one more row says of them."""
    if _MARK_ROW.search(row):
        mark = look(cell, marked=True).imprint or _SIDE.sub("", cell)
        return told._replace(imprint=mark if 0 < len(mark) <= _LONGEST_MARK else None)
    more = look(cell)
    return Look(told.colors or more.colors, told.shape or more.shape, told.imprint or more.imprint)
