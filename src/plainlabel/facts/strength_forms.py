"""Dosage forms: the one a strength stands with, and the one of the whole label."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.facts.source import Source
from plainlabel.facts.strength_amounts import Amount
from plainlabel.vocabulary.patterns import pattern

_FORM = pattern("strength.form")
_FIRST_FORM = re.compile(r"(?:for )?(?:injection|oral suspension|oral solution|suspension)$", re.IGNORECASE)
_INSIDE = re.compile(r"pellets?|granules|powders?$", re.IGNORECASE)
_AND = re.compile(r"\band\b|,(?! and\b)|/", re.IGNORECASE)
_NEAR: Final = 200
_CLEAR: Final = 40
_PLURALS = (
    ("suppositories", "suppository"),
    ("patches", "patch"),
    ("pessaries", "pessary"),
    ("jellies", "jelly"),
    ("gummies", "gummy"),
)


def form_of(text: str, amount: Amount, until: int) -> str | None:
    """Returns the dosage form of a strength: the one it stands under ("Tablets: 5 mg"), else the next, else the last before it."""
    before = _last_before(text, amount.start)
    behind = _FORM.search(text, amount.end, until)
    if before and (_FIRST_FORM.match(before["form"]) or ":" in text[before.end() : amount.start]):
        return singular(before["form"])
    if behind and not (before and _INSIDE.match(behind["form"])):
        return singular(behind["form"])
    return singular(before["form"]) if before else None


def last_form(text: str) -> str | None:
    """Returns the last dosage form a text names, None where it names none."""
    found = _forms(text)
    return singular(found[-1]["form"]) if found else None


@lru_cache(maxsize=8)
def _forms(text: str) -> tuple[re.Match[str], ...]:
    """Returns the dosage forms that a text names; asked once for each strength of a sentence."""
    return tuple(_FORM.finditer(text))


def _last_before(text: str, end: int) -> re.Match[str] | None:
    """Returns the last dosage form that text[:end] names, None where it names none."""
    # Those well before `end` are the same in the whole text; only its last words must be read without what follows them.
    found = next((one for one in reversed(_forms(text)) if one.end() <= end - _CLEAR), None) if end > _NEAR else None
    near = list(_FORM.finditer(text, max(found.end() if found else 0, end - _NEAR), end))
    return near[-1] if near else found


def product_form(source: Source) -> str | None:
    """Returns the dosage form that the record or the names of the products give, None where they give none or several."""
    named = {
        found["form"].lower()
        for one in source.label.products
        for name in (one.form, one.name, one.generic)
        if name and (found := _FORM.search(name))
    }
    return singular(named.pop()) if len(named) == 1 else None


def singular(form: str) -> str:
    """Returns a dosage form in the singular, lower case."""
    name = form.lower().replace(",", "").removeprefix("xr ").removeprefix("er ").removeprefix("intravenous ")
    for plural, one in _PLURALS:
        if name.endswith(plural):
            return name.removesuffix(plural) + one
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "granules", "drops")) else name


def combination(source: Source) -> bool:
    """Returns whether the label's products have more than one active ingredient."""
    return count_of_actives(source) > 1


def count_of_actives(source: Source) -> int:
    """Returns how many active ingredients the products of a label have at most."""
    return max(
        (max(len(one.active), 1 + len(_AND.findall(one.generic or ""))) for one in source.label.products),
        default=1,
    )
