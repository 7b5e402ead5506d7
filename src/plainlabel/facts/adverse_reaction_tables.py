"""Adverse reactions from tables: a row's term with its rate on the medicine and beside it on the comparator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.reaction_terms import normal_name, organ_class, organ_class_with_figures, row_term
from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import Pair, arms, rows_are_arms
from plainlabel.facts.table_columns import GRADE_LIMITS, Arm, label_columns
from plainlabel.facts.table_doses import recommended
from plainlabel.facts.table_figures import Figure, figure
from plainlabel.facts.table_population import comparator_name, condition
from plainlabel.facts.tables import Grid, Row, grids
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NOT_RATES = pattern("tables.not_rates")
_SERIOUS = pattern("tables.serious")
_COMMON = pattern("tables.common")
_LABORATORY = pattern("tables.laboratory")
_ABNORMAL = pattern("tables.abnormal")
_GRADED = pattern("tables.graded_caption")
_REACTIONS = re.compile(r"\badverse (?:drug )?(?:reactions?|events?)", re.IGNORECASE)
_TITLE_LENGTH = 160
_ANY = re.compile(r"\W*(?:any|all|overall|total)(?: (?:grades?|severity))?\W*$", re.IGNORECASE)
_PART = re.compile(r"\W*(?:mild|moderate|severe|grade|gr\.|[<>≥≤=]|\d)", re.IGNORECASE)


class _Line(NamedTuple):
    """A body row with the term that names it and the organ class above it."""

    row: Row
    term: str
    organ_class: str | None


def table_reactions(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the reactions of a section's tables, row by row."""
    found: list[Grid] = list(grids(section))
    if not found:
        return
    names = Medicine(source)
    for grid in found:
        if not _NOT_RATES.search(grid.title_words) and not rows_are_arms(names, grid):
            yield from _of_grid(source, section, names, grid)


def _of_grid(source: Source, section: Section, names: Medicine, grid: Grid) -> Iterator[Fact]:
    pairs = recommended(source, arms(names, grid))
    if not pairs:
        return
    who = condition(grid, section, names)
    how = _seriousness(grid)
    graded = _graded(grid)
    lines = list(_lines(grid))
    if who is not None and any(line.term.lower() == who.lower() for line in lines):
        who = None  # "Patients with hypoglycemia" are those it happened to.
    for line in lines:
        for pair in pairs:
            value = _value(line, pair, how, _graded_condition(who, pair.medicine.grade or graded))
            if value is not None:
                yield Fact(value, source.place(section, line.row.start, line.row.end))


def _lines(grid: Grid) -> Iterator[_Line]:
    """Returns the rows that name a reaction; heading rows give the organ class of those below."""
    labels = label_columns(grid)
    title = grid.title_words[:_TITLE_LENGTH]  # Notes run into the caption behind it.
    laboratory = bool(_LABORATORY.search(title)) and not _REACTIONS.search(title)
    above: str | None = None
    heading = ""
    for row in grid.rows:
        texts = row.texts
        if not any(texts[labels:]) or row.filled == 1:
            name = next((text for text in reversed(texts[:labels]) if text), texts[0])
            above, heading = organ_class(name), name
            continue
        first = texts[0] if labels > 1 else ""
        above = organ_class(first) or above if first else above
        name = next((text for text in reversed(texts[:labels]) if text), "")
        if organ_class_with_figures(name):
            above, heading = organ_class(name), name
            continue
        if _ANY.match(name):
            name = first if labels > 1 and not _ANY.match(first) else heading
        elif _PART.match(name):
            continue
        term = row_term(name)
        if term is not None and not (laboratory and not _ABNORMAL.search(term)):
            yield _Line(row, term, above)


def _value(line: _Line, pair: Pair, how: Literal["serious", "common", "reported"], who: str | None) -> AdverseReaction | None:
    medicine, comparator = pair
    rate = _figure(line.row, medicine)
    if rate is None:
        return None
    beside = _figure(line.row, comparator) if comparator is not None else None
    if comparator is not None and line.row.origins[medicine.column] == line.row.origins[comparator.column]:
        return None
    shown = comparator if beside is not None else None
    return AdverseReaction(
        term=line.term,
        seriousness=how,
        name=normal_name(line.term),
        rate_percent=rate.percent,
        comparator_percent=beside.percent if beside else None,
        comparator=comparator_name(shown.name) if shown else None,
        n=rate.of or medicine.of,
        comparator_n=(beside.of if beside else None) or (shown.of if shown else None),
        dose=medicine.dose,
        condition=who,
        organ_class=line.organ_class,
        below=rate.below,
    )


def _graded_condition(who: str | None, grade: str | None) -> str | None:
    """Returns the population with the grades a table is limited to."""
    limit = None if grade is None else grade if grade == "severe" else f"grade {grade}"
    return ", ".join(part for part in (who, limit) if part) or None


def _figure(row: Row, arm: Arm) -> Figure | None:
    return figure(row.texts[arm.column], arm.layout, arm.of)


def _seriousness(grid: Grid) -> Literal["serious", "common", "reported"]:
    if _SERIOUS.search(grid.caption):
        return "serious"
    return "common" if _COMMON.search(f"{grid.caption} {grid.before}") else "reported"


def _graded(grid: Grid) -> str | None:
    """Returns the grades a whole table is limited to, where its caption says so and no header does otherwise."""
    found = _GRADED.search(grid.title_words)
    if found is None or any("rade" in text for head in grid.heads for text in head):
        return None
    return GRADE_LIMITS.get("".join(re.findall(r"\d", found.group())))
