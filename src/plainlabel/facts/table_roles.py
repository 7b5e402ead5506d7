"""Which arms of a table are on the medicine and which compare, where a column alone does not tell: by all its columns together."""

from __future__ import annotations

import re

from msgspec.structs import replace

from plainlabel.facts.table_columns import COMPARATOR, POOLED, Arm, Role
from plainlabel.facts.table_population import group_of_people, is_sure_group
from plainlabel.vocabulary.patterns import pattern

_DOSE = pattern("tables.dose")
_PERIOD_COLUMN = pattern("tables.period_column")
_DOSE_WORDS = pattern("tables.dose_words")
_DOSED_NAME = re.compile(r"[A-Za-z]{4}")
_WORDS = re.compile(r"[A-Za-z][\w+-]*")
_JOINS = frozenset({"with", "plus", "and", "or", "in", "combination", "n", "alone"})
_LENGTH = re.compile(r"\d+[\s-]*(?:week|month)", re.IGNORECASE)
_TWO = 2


def is_dose(name: str) -> bool:
    """Returns whether a header names a dose and nothing else: "400 mg once daily", not "400 mg of another drug"."""
    return bool(_DOSE.match(name)) and not _DOSED_NAME.search(_DOSE_WORDS.sub(" ", name))


def told_apart(columns: list[Arm]) -> list[Arm]:
    """Returns the columns with every role known: what is not the medicine beside it compares; doses alone are the medicine's."""
    if len(columns) == 1:
        return [_as(one, "medicine") for one in columns if one.role != "comparator"]
    if any(one.role == "medicine" and not COMPARATOR.search(one.name) for one in columns):
        # The medicine in both arms, with another drug in one and placebo in the other: the latter compares.
        columns = [_as(one, "comparator") if one.role == "medicine" and COMPARATOR.search(one.name) else one for one in columns]
    if len(columns) == _TWO and all(one.role == "medicine" for one in columns):
        return _added_to(columns)
    if not any(one.role == "medicine" for one in columns):
        return _unnamed(columns)
    above = {piece for one in columns if one.role == "medicine" for piece in one.group}
    # All arms together compare with none; "total" under another medicine is a column of it.
    columns = [one for one in columns if one.role != "unknown" or one.name != "total" or not above.issuperset(one.group)]
    return [_dosed(one, above) if one.role == "unknown" else one for one in columns]


def _dosed(arm: Arm, above: set[str]) -> Arm:
    """Returns an arm named by a dose: of the medicine, unless the header above names something that stands above no such arm."""
    if not is_dose(arm.name):
        return _as(arm, "comparator")
    if above.issuperset(arm.group):
        return _as(arm, "medicine")
    return replace(arm, role="comparator", name=" ".join([*(piece for piece in arm.group if piece not in above), arm.name]))


def _unnamed(columns: list[Arm]) -> list[Arm]:
    """Returns the columns where none names the medicine: the only other one beside placebo, one name in several doses, or doses."""
    unknown = [one for one in columns if one.role == "unknown"]
    pooled = [one for one in unknown if POOLED.search(one.name)]
    named = [one for one in unknown if one not in pooled]
    alike = len(unknown) < len(columns) and len({_first_word(one.name) for one in named}) == 1
    dosed = bool(unknown) and (alike or all(is_dose(one.name) for one in named))
    if not dosed and len(unknown) == len(columns) and len(pooled) == 1:
        return [_as(pooled[0], "medicine")]
    if len(unknown) != 1 and not dosed:
        return []
    return [_as(one, "medicine") if one.role == "unknown" else one for one in columns]


def _first_word(name: str) -> str:
    found = _WORDS.match(name)
    return found.group().lower() if found else name


def _added_to(columns: list[Arm]) -> list[Arm]:
    """Returns two arms on the medicine; where one has more medicines beside it, the other compares."""
    one, other = columns
    first, second = (frozenset(_WORDS.findall(arm.name.lower())) - _JOINS for arm in columns)
    if one.group != other.group or any(is_dose(arm.dose or "") for arm in columns):
        return columns
    lengths = [_LENGTH.search(arm.name) for arm in columns]
    if all(lengths) and len({found.group() for found in lengths if found}) > 1:
        return columns  # Treatments of different lengths are two ways to use the medicine.
    if first < second:
        return [_as(one, "comparator"), other]
    return [one, _as(other, "comparator")] if second < first else columns


def groups_of_people(columns: list[Arm]) -> list[Arm]:
    """Returns the columns as arms on the medicine with the people of each, where all columns are such groups."""
    if len(columns) < _TWO or any(one.role != "unknown" for one in columns) or not any(is_sure_group(one.name) for one in columns):
        return []
    found = [replace(one, role="medicine", dose=None, people=group_of_people(one.name)) for one in columns]
    return found if all(one.people for one in found) else []


def periods(columns: list[Arm]) -> list[Arm]:
    """Returns the columns as arms on the medicine, each told by its period, where all are periods ("5 years of treatment")."""
    if len(columns) < _TWO or not all(one.role == "unknown" and _PERIOD_COLUMN.fullmatch(one.name) for one in columns):
        return []
    return [replace(one, role="medicine", dose=one.name) for one in columns]


def _as(arm: Arm, role: Role) -> Arm:
    return replace(arm, role=role)
