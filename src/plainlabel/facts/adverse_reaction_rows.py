"""Adverse reactions from tables that list rather than count: an organ class or a frequency, and beside it the reactions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.reaction_list_parts import Seriousness
from plainlabel.facts.reaction_mentions import end_of, named_in, start_of
from plainlabel.facts.reaction_terms import is_listed, listed_terms, normal_name, organ_class, reaction_term
from plainlabel.facts.source import Source
from plainlabel.facts.table_figures import is_numeric
from plainlabel.facts.tables import Row, table_rows
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_POSTMARKETING = pattern("lists.postmarketing")
_FREQUENCY = pattern("lists.frequency_word")
_RATED = re.compile(r"(?P<term>[A-Za-z][^%\d(]*?)\s+(?P<percent>\d{1,2}(?:\.\d)?)\s?%(?=\s*(?:[,;.]|$|\([^)]*\)|\s[A-Z]))")
_MOSTLY = 0.5


def row_reactions(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the reactions of a section's rows that list them."""
    how: Seriousness = "postmarketing" if _POSTMARKETING.search(section.title) else "reported"
    for rows in table_rows(section):
        organ: str | None = None
        for row in rows:
            organ = _heading(row) or organ
            if _lists(row):
                yield from _of_row(source, section, row, how, organ)


def _heading(row: Row) -> str | None:
    return organ_class(row.texts[0]) if row.texts[0] else None


def _lists(row: Row) -> bool:
    """Returns whether a row is headed by an organ class or a frequency and has words, not figures, beside it."""
    cells = [text for text in row.texts[1:] if text]
    headed = _heading(row) is not None or _FREQUENCY.fullmatch(row.texts[0]) is not None or not row.texts[0]
    return headed and bool(cells) and not any(is_numeric(text) for text in cells)


def _of_row(source: Source, section: Section, row: Row, how: Seriousness, organ: str | None) -> Iterator[Fact]:
    for text in dict.fromkeys(cell for cell in row.texts[1:] if cell):
        rated = {found["term"].strip(" ,;"): float(found["percent"]) for found in _RATED.finditer(text)}
        named = named_in(text)
        pieces = listed_terms(text)
        held = [any(start_of(one) < end and start < end_of(one) for one in named) for _, start, end in pieces]
        if sum(held) < _MOSTLY * len(pieces):
            continue
        for (term, _, _), inside in zip(pieces, held, strict=True):
            if inside or is_listed(term):
                rate = next((share for name, share in rated.items() if reaction_term(name) == term), None)
                value = AdverseReaction(term, how, name=normal_name(term), rate_percent=rate, organ_class=organ)
                yield Fact(value, source.place(section, row.start, row.end))
