"""Doses counted in tablets or capsules: what one of them holds, and what the highest count of a day comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.using import amount
from plainlabel.answers.told.held import Held, held
from plainlabel.answers.wording import figure
from plainlabel.facts.kinds import Dosage, Strength
from plainlabel.label import Product

COUNTED: Final = frozenset({"tablet", "capsule", "caplet", "gelcap", "softgel", "lozenge"})
_FORMS: Final = {"caplet": "tablet", "softgel": "capsule"}
"""What a product's form calls a unit that its dose calls by another name."""
_AMOUNT: Final = re.compile(r"(?P<figure>\d[\d,]*(?:\.\d+)?) ?(?P<unit>mg|mcg|g)(?:/1)?")
_EACH_OF: Final = re.compile(r"in\s+each\s+(?P<form>[a-z]+)\W{0,3}\s*(?P<rest>[^.\n]{3,120})", re.IGNORECASE)
_TO_MG: Final = {"mcg": 0.001, "mg": 1.0, "g": 1000.0}
_ACTIVE: Final = "55106-9"
_DAY: Final = 24


def strengths(products: tuple[Product, ...]) -> tuple[str, ...]:
    """Returns the strengths of products and their parts, in order, each once."""
    found: dict[str, None] = {}
    for product in products:
        for active in product.active:
            if active.strength:
                found[active.strength] = None
        found.update(dict.fromkeys(strengths(product.parts)))
    return tuple(found)


def mg_of_one(case: Case, unit: str) -> float | None:
    """Returns the mg in one unit ("tablet") where the label knows exactly one strength of that form, else None."""
    found = _one(case, unit)
    return found[0] if found is not None else None


def _one(case: Case, unit: str) -> tuple[float, int] | None:
    """Returns (mg in one, number of its citation): by the strength facts, the product data, or the panel of an OTC label."""
    name = unit.rstrip("s")
    if name not in COUNTED or len(case.medicine.ingredients) != 1:
        return None
    facts = held(case.reading, Strength)
    form = _FORMS.get(name, name)
    named = [pair for pair in facts if form in pair[1].form.lower() or name in pair[1].form.lower()] or facts
    if named:
        amounts = {_mg(value.strength) for _, value in named}
        mg = amounts.pop() if len(amounts) == 1 else None
        return (mg, case.draft.cite_fact(case.reading, named[0][0])) if mg is not None else None
    amounts = {_mg(text) for text in strengths(case.reading.label.products)}
    if amounts:
        mg = amounts.pop() if len(amounts) == 1 else None
        return (mg, case.draft.cite_label(case.reading.label, "Product data")) if mg is not None else None
    return _of_panel(case, name)


def _of_panel(case: Case, name: str) -> tuple[float, int] | None:
    """Returns what the panel "Active ingredient (in each gelcap)" of an OTC label states, where it states one amount."""
    if not case.reading.full:
        return None
    for found in case.reading.all_passages(case.reading.coded(_ACTIVE)):
        text = found.text or ""
        each = _EACH_OF.search(text)
        amounts = {mg for match in _AMOUNT.finditer(text) if (mg := _mg(match[0])) is not None}
        if each is not None and each["form"].lower().rstrip("s") == name and len(amounts) == 1:
            return amounts.pop(), case.draft.cite_found(case.reading, found)
    return None


def _mg(text: str) -> float | None:
    found = _AMOUNT.fullmatch(text.strip())
    return float(found["figure"].replace(",", "")) * _TO_MG[found["unit"]] if found else None


def tell_in_mg(case: Case, chosen: Sequence[Held[Dosage]]) -> None:
    """Returns nothing; doses counted in units are told in mg too, where one unit holds one known amount."""
    counted = [pair for pair in chosen if pair[1].unit.rstrip("s") in COUNTED]
    units = {value.unit.rstrip("s") for _, value in counted}
    held_ = _one(case, units.pop()) if len(units) == 1 else None
    if held_ is None:
        return
    each, number = held_
    name = counted[0][1].unit.rstrip("s")
    case.draft.say(f"Each {name} holds {figure(each)} mg.", "label", number)
    most = [pair for pair in counted if pair[1].phase == "maximum"]
    if most:
        fact, value = next((pair for pair in most if pair[1].every_hours == _DAY), most[0])
        limit = amount(replace(value, route=None))
        text = f"One {name} holds {figure(each)} mg, so {limit} is {each * value.high:,g} mg."
        case.draft.say(text, "computed", case.draft.cite_fact(case.reading, fact), number)
