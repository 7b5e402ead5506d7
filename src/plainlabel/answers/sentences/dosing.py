"""The short forms of prescriptions and tables in everyday words: "300 mg Q2W SC" is 300 mg every 2 weeks under the skin."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {"h": "hour", "d": "day", "w": "week", "m": "month"}
_EVERY: Final = re.compile(r"\bq\s?(?P<number>\d{1,2})?\s?(?P<unit>[hdwm])\b(?!-)", re.IGNORECASE)
_FORMS: Final = (
    (re.compile(r"\bb\.?i\.?d\b\.?", re.IGNORECASE), "twice a day"),
    (re.compile(r"\bt\.?i\.?d\b\.?", re.IGNORECASE), "three times a day"),
    (re.compile(r"\bq\.?i\.?d\b\.?", re.IGNORECASE), "four times a day"),
    (re.compile(r"\bq\.?h\.?s\b\.?", re.IGNORECASE), "at bedtime"),
    (re.compile(r"\bSC\b|\bSQ\b"), "under the skin"),
    (re.compile(r"\bIV\b(?!\s*\d)(?<!stage IV)(?<!grade IV)(?<!type IV)(?<!phase IV)(?<!class IV)"), "into a vein"),
)


def spoken(words: str) -> str:
    """Returns the words with short forms of times and ways of dosing in full.

    >>> spoken("300 mg Q2W")
    '300 mg every 2 weeks'
    """
    for short, full in _FORMS:
        words = short.sub(full, words)
    return _EVERY.sub(_every, words)


def _every(found: re.Match[str]) -> str:
    unit, number = _UNITS[found["unit"].lower()], int(found["number"] or 1)
    return f"every {number} {unit}s" if number > 1 else {"day": "once a day"}.get(unit, f"every {unit}")
