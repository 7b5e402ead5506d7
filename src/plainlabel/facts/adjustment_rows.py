"""Adjustments that a row of a table states: how bad the kidneys or the liver are, and what the dose then is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from plainlabel.facts.kinds import Adjustment
from plainlabel.vocabulary.patterns import pattern

_RENAL = pattern("adjustment.renal")
_HEPATIC = pattern("adjustment.hepatic")
_UNCHANGED = pattern("adjustment.row_unchanged")
_AVOID = pattern("adjustment.row_avoid")
_CONTRAINDICATED = pattern("adjustment.contraindicated")
_LOWER = pattern("adjustment.row_lower")
_SEVERITIES = (
    ("mild", re.compile(r"\bmild\b", re.IGNORECASE)),
    ("moderate", re.compile(r"\bmoderate\b", re.IGNORECASE)),
    ("severe", re.compile(r"\bsevere\b", re.IGNORECASE)),
    ("end-stage", re.compile(r"\bend[- ]stage\b|\bESRD\b|\bESKD\b", re.IGNORECASE)),
)
_MOST_WORDS = 25
_TOXIC = re.compile(r"\b(?:grade|toxicit\w*|adverse|ALT|AST|bilirubin|inhibitor|inducer|reactions?)\b", re.IGNORECASE)


def row_adjustments(row: str, title: str, headed: str) -> Iterator[Adjustment]:
    """Returns the adjustment of a row under the organ that it, its table's heading or the section's title names."""
    first, _, rest = row.partition("\t")
    severity = _severity(first)
    if not rest or severity is None or len(first.split()) > _MOST_WORDS or _TOXIC.search(f"{first} {headed}"):
        return
    organs = _organs(first) or _organs(headed) or _organs(title)
    if len(organs) != 1:
        return
    organ = organs[0]
    if _UNCHANGED.search(rest):
        yield Adjustment(organ, False, severity)
    elif _CONTRAINDICATED.search(rest):
        yield Adjustment(organ, True, severity, "contraindicated")
    elif _AVOID.search(rest):
        yield Adjustment(organ, True, severity, "avoid")
    elif _LOWER.search(rest):
        yield Adjustment(organ, True, severity, "reduce")


def _organs(text: str) -> list[Literal["renal", "hepatic"]]:
    found: list[Literal["renal", "hepatic"]] = []
    if _RENAL.search(text):
        found.append("renal")
    if _HEPATIC.search(text):
        found.append("hepatic")
    return found


def _severity(text: str) -> str | None:
    found = [name for name, words in _SEVERITIES if words.search(text)]
    return None if not found else found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}"
