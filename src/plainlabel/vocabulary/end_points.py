"""What trials measure, in everyday words, as data."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_BETWEEN: Final = re.compile(r"[\s,\u2010\u2011\u2013-]+")


@cache
def meaning_of_end_point(name: str) -> str:
    """Returns what an end point of a trial means in everyday words, "" where the list does not know it.

    >>> meaning_of_end_point("ACR 20 response")
    'joint signs at least 20% better'
    """
    words = _BETWEEN.sub(" ", name.lower()).strip()
    return next((meaning for pattern, meaning in _rows() if pattern.search(words)), "")


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("plainlabel.vocabulary").joinpath("end_points.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple((re.compile(pattern), meaning) for pattern, meaning in (line.split("\t") for line in lines))
