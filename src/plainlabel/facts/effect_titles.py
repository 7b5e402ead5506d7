"""Captions of clinical studies tables."""

from __future__ import annotations

import re

from plainlabel.facts.effect_times import week
from plainlabel.facts.tables import Grid, without_note

_NUMBER = re.compile(r"^\W*Table\s+\w+\s?[.:]?\s*", re.IGNORECASE)
_DANGLING = re.compile(r"\b(?:for|in|of|and|the|by)\W*$")
_TITLE_LENGTH = 240
_TAIL = 60


def week_behind(grid: Grid) -> float | None:
    """Returns the time that a caption names behind a footnote inside it."""
    return week(grid.caption[-_TAIL:])


def title_of(grid: Grid) -> str:
    """Returns the words of a caption without its number and notes; where that loses its time, all its first words."""
    whole = _NUMBER.sub("", grid.title_words)
    short = without_note(whole)
    if short != whole and _DANGLING.search(short):
        return whole[:_TITLE_LENGTH]  # what was cut off was no note
    return short if week(short) is not None or week(whole[:_TITLE_LENGTH]) is None else whole[:_TITLE_LENGTH]
