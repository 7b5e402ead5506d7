"""Adverse reactions from tables: a row's term with its rate on the medicine and beside it on the comparator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.reaction_terms import normal_name
from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import Pair, arms, rows_are_arms
from plainlabel.facts.table_columns import GRADE_LIMITS, Arm
from plainlabel.facts.table_doses import Doses
from plainlabel.facts.table_figures import Figure, figure
from plainlabel.facts.table_lines import TITLE_LENGTH, Line, lines
from plainlabel.facts.table_population import comparator_name, conditions, group_condition, is_condition, lowered_words
from plainlabel.facts.table_roles import is_dose
from plainlabel.facts.tables import Grid, Row, grids, side_by_side
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NOT_RATES = pattern("tables.not_rates")
_ANNOUNCES = pattern("tables.announces")
_SERIOUS = pattern("tables.serious")
_COMMON = pattern("tables.common")
_GRADED = pattern("tables.graded_caption")
_MOST_GROUP_WORDS = 10
_SEVERE = pattern("tables.severe_caption")


def table_reactions(source: Source, section: Section, doses: Doses | None = None) -> Iterator[Fact]:
    """Returns the reactions of a section's tables, row by row; `doses` are those the label recommends, read once for all."""
    found = [half for grid in grids(section) for half in side_by_side(grid)]
    if not found:
        return
    names = Medicine(source)
    doses = doses or Doses(source)
    for grid, who in zip(found, conditions(found, section, names), strict=True):
        if _tells_rates(grid) and not rows_are_arms(names, grid):
            yield from _of_grid(source, section, names, grid, who, doses)


def _tells_rates(grid: Grid) -> bool:
    """Returns whether a table is not said to hold something else, at the beginning of its caption or in the words announcing it."""
    announced = grid.caption or (grid.before if _ANNOUNCES.search(grid.before) else "")
    return not _NOT_RATES.search(announced[:TITLE_LENGTH])


def _of_grid(source: Source, section: Section, names: Medicine, grid: Grid, who: str | None, doses: Doses) -> Iterator[Fact]:
    pairs = doses.kept(arms(names, grid, told=section.text), who)
    if not pairs:
        return
    how = _seriousness(grid)
    graded = _graded(grid)
    every = list(lines(grid))
    pairs = [pair for pair in pairs if _is_read(pair.medicine, every)]
    if who is not None and any(line.term.lower() == who.lower() for line in every):
        who = None  # "Patients with hypoglycemia" are those it happened to.
    pairs = _dosed_by_group(pairs)
    whom = _told_apart(pairs, [_people(section, pair.medicine, who) for pair in pairs])
    people = [_graded_condition(those, pair.medicine.grade or graded) for pair, those in zip(pairs, whom, strict=True)]
    for line in every:
        for pair, those in zip(pairs, people, strict=True):
            value = _value(line, pair, how, those)
            if value is not None:
                yield Fact(value, source.place(section, line.row.start, line.row.end))


def _value(line: Line, pair: Pair, how: Literal["serious", "common", "reported"], who: str | None) -> AdverseReaction | None:
    medicine, comparator = pair
    rate = _figure(line.row, medicine)
    if rate is None or (rate.counted and rate.percent == 0):
        return None
    if rate.counted:  # A table of numbers of people: what it gives is the reaction, no percentage.
        return AdverseReaction(line.term, how, name=normal_name(line.term), condition=who, organ_class=line.organ_class)
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


def _people(section: Section, medicine: Arm, who: str | None) -> str | None:
    """Returns the people of an arm: those its header names, then those of the table, then its trial."""
    own = medicine.people
    return (own if own and is_condition(own) else None) or group_condition(medicine.group, section) or who or own


def _dosed_by_group(pairs: list[Pair]) -> list[Pair]:
    """Returns the arms with the dose that stands in the header above them, where that alone tells them apart."""
    if any(pair.medicine.dose or not pair.medicine.group or not is_dose(pair.medicine.group[-1]) for pair in pairs):
        return pairs
    several = len({pair.medicine.group[-1] for pair in pairs}) == len(pairs) > 1
    return [Pair(replace(one, dose=one.group[-1]), other) for one, other in pairs] if several else pairs


def _told_apart(pairs: list[Pair], people: list[str | None]) -> list[str | None]:
    """Returns the people of the arms; of arms that would read alike, the header above each ("volunteered (US studies)")."""
    alike = [(pair.medicine.dose, those) for pair, those in zip(pairs, people, strict=True)]
    return [
        group if alike.count((pair.medicine.dose, those)) > 1 and (group := _group(pair.medicine, those)) else those
        for pair, those in zip(pairs, people, strict=True)
    ]


def _group(medicine: Arm, those: str | None) -> str | None:
    group = lowered_words(medicine.group[-1]) if medicine.group else ""
    group += ")" * (group.count("(") > group.count(")"))
    short = 0 < len(group.split()) <= _MOST_GROUP_WORDS
    return ", ".join(part for part in (those, group) if part) if short else None


def _graded_condition(who: str | None, grade: str | None) -> str | None:
    """Returns the population with the grades a table is limited to."""
    limit = None if grade is None else grade if grade == "severe" else f"grade {grade}"
    return ", ".join(part for part in (who, limit) if part) or None


def _figure(row: Row, arm: Arm) -> Figure | None:
    return figure(row.texts[arm.column], arm.layout, arm.of)


def _is_read(arm: Arm, every: list[Line]) -> bool:
    """Returns whether the figures of a column are read: of one that does not say what they are, zeros alone tell nothing."""
    return arm.layout is not None or any((found := _figure(line.row, arm)) is not None and found.percent > 0 for line in every)


def _seriousness(grid: Grid) -> Literal["serious", "common", "reported"]:
    if _SERIOUS.search(grid.caption):
        return "serious"
    return "common" if _COMMON.search(f"{grid.caption} {grid.before}") else "reported"


def _graded(grid: Grid) -> str | None:
    """Returns the grades a whole table is limited to, where its caption says so and no header does otherwise."""
    if _SEVERE.match(grid.title_words):
        return "severe"
    found = _GRADED.search(grid.title_words)
    if found is None or any("rade" in text for head in grid.heads[1:] for text in head):
        return None
    return GRADE_LIMITS.get("".join(re.findall(r"\d", found.group())))
