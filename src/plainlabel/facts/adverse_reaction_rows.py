"""Adverse reactions from tables that list rather than count: an organ class or a frequency, and beside it the reactions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.reaction_list_parts import Seriousness
from plainlabel.facts.reaction_mentions import end_of, is_member, is_reaction, named_in, start_of
from plainlabel.facts.reaction_terms import is_listed, listed_terms, normal_name, organ_class, reaction_term
from plainlabel.facts.source import Source
from plainlabel.facts.table_figures import is_numeric
from plainlabel.facts.tables import Row, table_rows
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_POSTMARKETING = pattern("lists.postmarketing")
_FREQUENCY = pattern("lists.frequency_word")
_RATED = re.compile(r"(?P<term>[A-Za-z][^%\d(]*?)\s+(?P<percent>\d{1,2}(?:\.\d)?)\s?%(?=\s*(?:[,;.]|$|\([^)]*\)|\s[A-Z]))")
_CLASS_BEFORE = pattern("lists.organ_lead")
_NUMBERED = re.compile(r"\d{1,2}\s?[.)]\s?(?=[A-Za-z])")
_BOUND = re.compile(r"\W*(?:(?:incidence|frequency|reported in)\s)?(?:of )?[<>≥≤]\s?\d[\d.]*\s?%.{0,30}", re.IGNORECASE)
_MARK = re.compile(r"\s?[*†‡]+\s?")
_LEAST = 3
_MOSTLY = 0.5
_SURELY = 0.7
_SEVERAL = 6


def row_reactions(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the reactions of a section's rows that list them."""
    how: Seriousness = "postmarketing" if _POSTMARKETING.search(section.title) else "reported"
    for rows in table_rows(section):
        organ: str | None = None
        found: list[tuple[Row, str | None, str]] = []
        for row in rows:
            organ = _heading(row) or organ
            if _lists(row, organ):
                found += [(row, organ, text) for text in dict.fromkeys(cell for cell in row.texts[1:] if cell)]
        found = found or list(_bare_lists(rows))
        sure = _is_sure([text for _, _, text in found])
        for row, heading, text in found:
            for term, rate in _of_cell(text, sure=sure):
                value = AdverseReaction(term, how, name=normal_name(term), rate_percent=rate, organ_class=heading)
                yield Fact(value, source.place(section, row.start, row.end))


def _bare_lists(rows: list[Row]) -> Iterator[tuple[Row, str | None, str]]:
    """Returns the cells of a table whose every cell lists reactions: numbered ones, or two columns by how often they were seen."""
    cells = [(row, text) for row in rows for text in dict.fromkeys(row.texts) if text]
    numbered = [(row, text[number.end() :]) for row, text in cells if (number := _NUMBERED.match(text))]
    if len(numbered) >= _LEAST and len(numbered) >= _SURELY * len(cells):
        yield from ((row, None, text) for row, text in numbered)
    elif rows and len(heads := [text for text in rows[0].texts if text]) > 1 and all(_BOUND.fullmatch(text) for text in heads):
        for row in rows[1:]:
            lead = _CLASS_BEFORE.match(row.texts[0])
            organ = organ_class(lead.group()) if lead else None
            first = row.texts[0][lead.end() :] if lead else row.texts[0]
            yield from ((row, organ, _MARK.sub(", ", text)) for text in (first, *row.texts[1:]) if text and not is_numeric(text))


def _heading(row: Row) -> str | None:
    return organ_class(row.texts[0]) if row.texts[0] else None


def _lists(row: Row, organ: str | None) -> bool:
    """Returns whether a row is headed by an organ class or a frequency and has words, not figures, beside it."""
    cells = [text for text in row.texts[1:] if text and text != row.texts[0]]
    headed = _heading(row) is not None or _FREQUENCY.fullmatch(row.texts[0]) is not None or (not row.texts[0] and organ is not None)
    return headed and bool(cells) and not any(is_numeric(text) for text in cells)


def _is_sure(cells: list[str]) -> bool:
    """Returns whether a table lists reactions: most of what its cells name are known ones, and they are several."""
    known = [inside or is_listed(term) for text in cells for term, inside in _terms(text)]
    return len(known) >= _SEVERAL and sum(known) >= _SURELY * len(known)


def _of_cell(text: str, *, sure: bool) -> Iterator[tuple[str, float | None]]:
    """Returns the reactions of a cell with their rates, in a table that surely lists reactions the unknown ones too."""
    terms = _terms(text)
    if not sure and sum(inside for _, inside in terms) < _MOSTLY * len(terms):
        return
    rated = {reaction_term(found["term"].strip(" ,;")): float(found["percent"]) for found in _RATED.finditer(text)}
    for term, inside in terms:
        if inside or is_listed(term) or (sure and is_reaction(term) and is_member(term)):
            yield term, rated.get(term)


def _terms(text: str) -> list[tuple[str, bool]]:
    """Returns the terms of a cell, each with whether a reaction is mentioned in it."""
    named = named_in(text)
    return [(term, any(start_of(one) < end and start < end_of(one) for one in named)) for term, start, end in listed_terms(text)]
