"""The columns of a table that has no arms: one group of people at baseline and at later times, on the medicine alone."""

from __future__ import annotations

import re

from plainlabel.facts.effect_times import week
from plainlabel.facts.table_arms import Pair
from plainlabel.facts.table_columns import COMPARATOR, Arm
from plainlabel.facts.tables import Grid

_BASELINE = re.compile(r"\bbaseline\b", re.IGNORECASE)
_CHANGE = re.compile(r"\bchange\b|\breduction\b|\bdecrease\b", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:n|number(?: of (?:patients|subjects))?|no\.?)\W*", re.IGNORECASE)
_TRIAL = re.compile(r"\W*(?P<trial>(?:(?:Study|Trial)\s\w{1,6}|[A-Z][A-Za-z]*-?[A-Z]?[\w-]*\d[\w-]*))\W{0,3}[Nn]\s?=\s?\d+\W*")
_LEAST = 2


def single_arm(grid: Grid) -> list[Pair]:
    """Returns a column for each time after baseline: the one of the change where a time has several; none for other tables."""
    heads = [" ".join(head) for head in grid.heads]
    if len(heads) <= _LEAST or any(COMPARATOR.search(head) for head in heads):
        return []
    baseline = [at for at, head in enumerate(heads) if at and _BASELINE.search(head) and not _CHANGE.search(head)]
    later = [at for at, head in enumerate(heads) if at and at not in baseline and not _NUMBER.fullmatch(head)]
    if not baseline or any(week(heads[at]) is None for at in later):
        return []
    chosen: dict[float | None, int] = {}
    for at in later:
        known = chosen.get(week(heads[at]))
        if known is None or (_CHANGE.search(heads[at]) and not _CHANGE.search(heads[known])):
            chosen[week(heads[at])] = at
    return [Pair(Arm(at, "medicine", heads[at], None, None, None), None) for at in chosen.values()]


def trial_columns(grid: Grid) -> list[Pair]:
    """Returns the columns of a table that are trials of the medicine alone, each named with its number of people; else none."""
    heads = [_TRIAL.fullmatch(" ".join(head)) for head in grid.heads[1:]]
    if len(heads) < _LEAST or len({head["trial"] for head in heads if head}) < len(heads):
        return []
    named = [(at, head["trial"]) for at, head in enumerate(heads, 1) if head]
    return [Pair(Arm(at, "medicine", trial, None, None, None, group=(trial,)), None) for at, trial in named]
