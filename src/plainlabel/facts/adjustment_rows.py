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
_PART = pattern("adjustment.row_part")
_SEVERITIES = (
    ("mild", re.compile(r"\bmild\b", re.IGNORECASE)),
    ("moderate", re.compile(r"\bmoderate\b", re.IGNORECASE)),
    ("severe", re.compile(r"\bsevere\b", re.IGNORECASE)),
    ("end-stage", re.compile(r"\bend[- ]stage\b|\bESRD\b|\bESKD\b", re.IGNORECASE)),
)
_MOST_WORDS = 25
_MOST_CLEARANCE = 14
_CLEARANCE = pattern("adjustment.clearance")
_ABOVE = re.compile(r"[>≥]|\b(?:above|over|at least|greater|more|higher|or more)\b|\b(?:[6-9]\d|1\d\d)\b", re.IGNORECASE)
_TOXIC = re.compile(r"\b(?:grade|toxicit\w*|adverse|ALT|AST|bilirubin|inhibitor|inducer|reactions?)\b", re.IGNORECASE)


def row_adjustments(row: str, title: str, headed: str, *, first: bool = False) -> Iterator[Adjustment]:
    """Returns the adjustment of a row under the organ that it, its table's heading or the section's title names.

    A row of a clearance has no severity; the amount of the `first` of these rows, of the best clearance, is the usual dose.
    """
    cell, _, rest = row.partition("\t")
    severity = _severity(cell)
    if severity is None and _is_clearance(cell, headed):
        yield from _of_clearance(rest, usual=first and bool(_ABOVE.search(cell)))
        return
    if not rest or severity is None or len(cell.split()) > _MOST_WORDS or _TOXIC.search(f"{cell} {headed}"):
        return
    organs = _organs(cell) or _organs(headed) or _organs(title)
    if len(organs) != 1:
        return
    organ = organs[0]
    if _is_unchanged(rest):
        yield Adjustment(organ, False, severity)
    elif _CONTRAINDICATED.search(rest):
        yield Adjustment(organ, True, severity, "contraindicated")
    elif _AVOID.search(rest):
        yield Adjustment(organ, True, severity, "avoid")
    elif _LOWER.search(rest) or _PART.search(rest):
        yield Adjustment(organ, True, severity, "reduce")


def _is_unchanged(rest: str) -> bool:
    """Returns whether a row tells the usual dose, not a part of it ("half of the usual dose")."""
    return bool(_UNCHANGED.search(rest)) and not _PART.search(rest)


def _is_clearance(cell: str, headed: str) -> bool:
    """Returns whether a first cell is a clearance in figures."""
    return (
        bool(re.search(r"\d", cell))
        and len(cell.split()) <= _MOST_CLEARANCE
        and bool(_CLEARANCE.search(f"{cell} {_corner(headed)}"))
    )


def _corner(headed: str) -> str:
    return headed.partition("\t")[0]


def _of_clearance(rest: str, *, usual: bool) -> Iterator[Adjustment]:
    if _is_unchanged(rest):
        yield Adjustment("renal", needed=False)
    elif _CONTRAINDICATED.search(rest):
        yield Adjustment("renal", needed=True, action="contraindicated")
    elif _AVOID.search(rest):
        yield Adjustment("renal", needed=True, action="avoid")
    elif _PART.search(rest) or (_LOWER.search(rest) and not usual):
        yield Adjustment("renal", needed=True, action="reduce")


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
