"""The arms of a table of rates: which columns are the medicine and which the comparator beside it.

All is read from the words of the header: the label's own names, "placebo" and its like, doses, "N=", "n (%)". Columns that hold
something else (grade 3 or 4, a difference, a p value) are left out; a table that does not tell its arms apart gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.reaction_terms import is_listed, row_term
from plainlabel.facts.table_columns import COMPARATOR, POOLED, Arm, column_arm, counts, label_columns
from plainlabel.facts.table_figures import has_number
from plainlabel.facts.table_roles import groups_of_people, is_dose, periods, told_apart
from plainlabel.facts.tables import Grid, without_note
from plainlabel.vocabulary.patterns import pattern

_OTHER = pattern("tables.other_column")
_ARM_ROW = pattern("tables.arm_row")
_ABBREVIATION = re.compile(r"\(([A-Za-z][\w+-]{1,9})\)")
_EXPLAINED = re.compile(r"(?<![\w-])(?P<short>[A-Z][\w+-]{1,9})\s?[=:]\s?(?P<long>[^;.=:]{3,90})")
_TRIAL = re.compile(r"\W*(?:Study|Studies|Trials?)\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z][\w+-]*")
_PLACEBO = re.compile(r"\W*placebo\W*(?:\(?n ?= ?\d+\)?)?\W*", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:difference|minus|vs\.?|versus|compared|comparison|ratio)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;:,)]\s|\b(?:or|to|than|versus|vs|against|compar\w+)\b")
_EVERY_DOSE = frozenset({"all", "any"})
_ARM_WORDS = 12
_LONG_WORD = 5
_FULL = 100
"""What stands under "%" in a row that counts all people."""
_PERIOD = pattern("tables.period")
_GRADE_LEFT = re.compile(r"\bgrades?\b|\bseverity\b", re.IGNORECASE)


class Pair(NamedTuple):
    """An arm on the medicine with the comparator beside it."""

    medicine: Arm
    comparator: Arm | None


def arms(names: Medicine, grid: Grid, other: re.Pattern[str] = _OTHER, told: str = "") -> list[Pair]:
    """Returns the arms on the medicine with their comparators, none where the header does not tell.

    `other` tells the headers of columns that hold something else; `told` is the text in which abbreviations may be explained.
    """
    places = [column for column in range(label_columns(grid), len(grid.heads)) if counts(grid, column, other)]
    columns: list[Arm] = []
    for named in _ways(names, grid, told):
        columns = [column_arm(named, names, grid, column) for column in places]
        if any(one.role == "medicine" for one in columns):
            break
    if len(columns) == 1 and columns[0].role == "unknown" and any(names.names_part(" ".join(head)) for head in grid.heads[1:]):
        return []  # The medicine's own columns could not be read.
    read = _without_counts(grid, _of_all_grades(_without_numbers(columns)))
    if groups := groups_of_people(read) or periods(read):
        return [Pair(arm, None) for arm in groups]
    columns = told_apart(read)
    medicines = _without_pooled([one for one in columns if one.role == "medicine"])
    comparators = [one for one in columns if one.role == "comparator"]
    if len({(one.group, one.name, one.dose, one.of) for one in medicines}) < len(medicines) or any(map(_is_graded, medicines)):
        return []  # Two columns that read alike, or a grade that was not understood: what parts them is not known.
    several = len(medicines) > 1
    return [Pair(one if several else _undosed(one), _beside(grid, one, medicines, comparators)) for one in medicines]


def _ways(names: Medicine, grid: Grid, told: str) -> Iterator[Callable[[str], bool]]:
    """Returns the ways to tell that a header names the medicine, the surest first."""
    yield names.names
    yield names.names_part
    yield _abbreviated(names, grid)
    yield _abbreviated_in_text(names, told)


def rows_are_arms(names: Medicine, grid: Grid) -> bool:
    """Returns whether the rows of a table are arms, its columns what was counted: such a table is not read."""
    named = [row.texts[0] for row in grid.rows if row.filled > 1]
    return sum(names_arm(names, text) for text in named) > 0.3 * len(named)


def rows_name_arms(names: Medicine, grid: Grid) -> bool:
    """Returns whether a row is named by the medicine alone, or by placebo beside doses: the others are arms too."""
    named = [without_note(row.texts[0]) for row in grid.rows if row.filled > 1]
    alone = any(names.names(text) and not re.sub(r"\W|\d+|mg\b|tablets?|capsules?", "", names.without(text)) for text in named)
    placebo = any(_PLACEBO.fullmatch(text) for text in named)
    return alone or (placebo and sum(bool(is_dose(text)) for text in named) >= len(named) - 1 > 0)


def names_arm(names: Medicine, text: str) -> bool:
    """Returns whether a row is named by an arm."""
    named = " ".join(without_note(text).split()[:_ARM_WORDS])
    arm = _ARM_ROW.search(text)
    if arm and arm.group()[:1] in "nN" and (term := row_term(named)) and is_listed(term):
        return False  # A reaction with the number of people it was looked for in.
    return bool(arm) or (names.names(named) and not _COMPARED.search(named))


def _abbreviated(names: Medicine, grid: Grid) -> Callable[[str], bool]:
    """Returns what tells the arm by an abbreviation that caption or notes explain by it ("(XVd)", "XVd = ...")."""
    title = grid.title_words
    heads = " ; ".join(piece for head in grid.heads for piece in head)
    lone = " ; ".join(lone for row in grid.rows if (lone := row.lone))
    short = {
        found[1] for found in _ABBREVIATION.finditer(title) if names.names_part(title[max(0, found.start() - 100) : found.start()])
    }
    short |= {
        found["short"]
        for found in _EXPLAINED.finditer(f"{title} ; {grid.notes} ; {heads} ; {lone}")
        if names.names_part(found["long"]) and not names.names_part(found["short"])
    }
    return lambda text: not short.isdisjoint(_WORDS.findall(text))


def _abbreviated_in_text(names: Medicine, told: str) -> Callable[[str], bool]:
    """Returns what tells the arm by an abbreviation that stands in a text right behind the medicine's name and others ("(Rd)").

    A number glued to it tells a schedule ("Rd18").
    """
    short = {
        found[1]
        for found in _ABBREVIATION.finditer(told)
        if any(map(str.isupper, found[1]))
        and names.names_part(_SENTENCE.split(told[max(0, found.start() - 60) : found.start()])[-1])
    }
    return lambda text: any(word in short or word.rstrip("0123456789") in short for word in _WORDS.findall(text))


def _is_graded(arm: Arm) -> bool:
    return bool(_GRADE_LEFT.search(f"{arm.name} {arm.dose or ''}"))


def _of_all_grades(columns: list[Arm]) -> list[Arm]:
    """Returns the columns for all grades; where there is one grade only, these with it."""
    if any(one.grade is None for one in columns):
        return [one for one in columns if one.grade is None]
    grades = {str(one.grade) for one in columns}
    if not grades or "severe" in grades:
        return []
    # "Grades 2 to 4" beside "Grades 3 to 4" holds these too.
    widest = min(grades, key=lambda grade: grade[0])
    return [one for one in columns if one.grade == widest] if len({grade[0] for grade in grades}) == len(grades) else []


def _without_numbers(columns: list[Arm]) -> list[Arm]:
    """Returns the columns without those headed by nothing but "N" beside named ones: they count people."""
    named = [one for one in columns if one.name or one.layout != "count"]
    return named if any(one.name for one in named) else columns


def _without_counts(grid: Grid, columns: list[Arm]) -> list[Arm]:
    """Returns the columns without those of counts beside the percentages of the same arm, which take their denominators."""
    percents = {(one.group, one.name) for one in columns if one.layout in {"percent", "count_percent"}}
    counted = {(one.group, one.name): one.of for one in columns if one.layout == "count"}
    kept = [
        replace(one, of=counted.get((one.group, one.name)) or one.of) if one.of in {None, _FULL} else one
        for one in columns
        if one.layout != "count" or (one.group, one.name) not in percents
    ]
    shares = {one.column: _percent_share(grid, one.column) for one in kept}
    alike: dict[tuple[tuple[str, ...], str], list[Arm]] = {}
    for one in kept:
        alike.setdefault((one.group, one.name), []).append(one)
    return [
        one for one in kept if len(alike[one.group, one.name]) != 2 or _is_percent_of_two(one, alike[one.group, one.name], shares)
    ]


def _is_percent_of_two(arm: Arm, both: list[Arm], shares: dict[int, float]) -> bool:
    """Returns whether an arm is the column of percentages of two that read alike, or neither is."""
    low, high = sorted(both, key=lambda one: shares[one.column])
    return shares[low.column] > 0.2 or shares[high.column] < 0.6 or arm is high


def _percent_share(grid: Grid, column: int) -> float:
    texts = [row.texts[column] for row in grid.rows if has_number(row.texts[column])]
    return sum(text.startswith("(") or text.endswith(("%", "%)")) for text in texts) / max(len(texts), 1)


def _undosed(arm: Arm) -> Arm:
    return replace(arm, dose=None)


def _without_pooled(medicines: list[Arm]) -> list[Arm]:
    """Returns the arms without those that pool the others."""
    single = [one for one in medicines if not POOLED.search(one.name) and not _is_pooled_dose(one.dose or "")]
    return single or medicines


def _is_pooled_dose(dose: str) -> bool:
    return bool(POOLED.search(dose)) or dose.lower() in _EVERY_DOSE


def _beside(grid: Grid, medicine: Arm, medicines: list[Arm], comparators: list[Arm]) -> Arm | None:
    """Returns the comparator of an arm: under the same header, of its dose, placebo before others, the nearest behind it first."""
    if not comparators:
        return None

    def distance(other: Arm) -> tuple[int, bool, bool, bool, int]:
        away = other.column - medicine.column
        alike = medicine.dose is not None and medicine.dose.lower() in other.name.lower()
        return -_shared(grid, other, medicine), not alike, not COMPARATOR.search(other.name), away < 0, abs(away)

    best = min(comparators, key=distance)
    # A comparator that stands under one header with other arms, of another trial, says nothing of this one.
    foreign = bool(best.group) and _shared(grid, best, medicine) < max(_shared(grid, best, one) for one in medicines)
    foreign = foreign or _is_of_another_period(best, medicine, medicines) or _is_of_other_people(best, medicine, medicines)
    return None if foreign or (best.group != medicine.group and any(map(_TRIAL.match, medicine.group))) else best


def _is_of_another_period(comparator: Arm, medicine: Arm, medicines: list[Arm]) -> bool:
    """Returns whether a comparator is named with the period of another arm on the medicine ("cycle 1"), not with this one's."""
    named = comparator.name.lower()
    periods = [one.dose.lower() for one in medicines if one.dose and _PERIOD.search(one.dose)]
    return any(one in named for one in periods) and (medicine.dose or "").lower() not in {one for one in periods if one in named}


def _is_of_other_people(comparator: Arm, medicine: Arm, medicines: list[Arm]) -> bool:
    """Returns whether a comparator shares words with the header of another arm alone ("Frontline, treated with ...").

    One that has no words of its own is a part of that arm ("norvexin and tesolin", "tesolin").
    """
    own, its = _name_words(medicine.name), _name_words(comparator.name)
    others = set().union(*(_name_words(one.name) for one in medicines if one is not medicine))
    alike = {word for word in its & (others - own) if len(word) >= _LONG_WORD}
    return not is_dose(medicine.dose or "") and bool(alike) and not its & (own - others) and bool(its - others)


def _name_words(name: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(name)}


def _shared(grid: Grid, one: Arm, other: Arm) -> int:
    """Returns how many header texts two columns share, from the top."""
    count = 0
    for first, second in zip(grid.heads[one.column], grid.heads[other.column], strict=False):
        if first != second:
            break
        count += 1
    return count
