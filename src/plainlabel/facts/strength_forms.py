"""Dosage forms: the one a strength stands with, and the one of the whole label."""

from __future__ import annotations

import re

from plainlabel.facts.source import Source
from plainlabel.facts.strength_amounts import Amount
from plainlabel.vocabulary.patterns import pattern

_FORM = pattern("strength.form")
_FIRST_FORM = re.compile(r"(?:for )?(?:injection|oral suspension|oral solution|suspension)$", re.IGNORECASE)
_INSIDE = re.compile(r"pellets?|granules|powders?$", re.IGNORECASE)
_AND = re.compile(r"\band\b|,(?! and\b)|/", re.IGNORECASE)
_PLURALS = (
    ("suppositories", "suppository"),
    ("patches", "patch"),
    ("pessaries", "pessary"),
    ("jellies", "jelly"),
    ("gummies", "gummy"),
)


def form_of(text: str, amount: Amount, until: int) -> str | None:
    """Returns the dosage form of a strength: the one it stands under ("Tablets: 5 mg"), else the next, else the last before it."""
    before = list(_FORM.finditer(text, 0, amount.start))
    behind = _FORM.search(text, amount.end, until)
    if before and _FIRST_FORM.match(before[-1]["form"]):
        return singular(before[-1]["form"])
    if before and ":" in text[before[-1].end() : amount.start]:
        return singular(before[-1]["form"])
    if behind and not (before and _INSIDE.match(behind["form"])):
        return singular(behind["form"])
    return singular(before[-1]["form"]) if before else None


def last_form(text: str) -> str | None:
    """Returns the last dosage form a text names, None where it names none."""
    found = list(_FORM.finditer(text))
    return singular(found[-1]["form"]) if found else None


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
