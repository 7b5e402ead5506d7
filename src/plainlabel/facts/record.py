"""Facts the label's record gives without reading: products, ingredients and FDA's classes; the text adds to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.ingredient_text import named_in_text
from plainlabel.facts.kinds import ClassFact, IngredientFact, ProductFact, Strength
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.strength import strengths
from plainlabel.label import PharmClass, Product
from plainlabel.vocabulary.patterns import pattern

RECORD: Final = Place(None, None, "")
_WATER = re.compile(r"ANHYDROUS|(?:MONO|DI|TRI|HEMI|PENTA|HEPTA)?HYDRATE")
_FORM = pattern("strength.form")


def products(source: Source) -> Iterator[Fact]:
    """Returns the distinct products of a label by name, form and routes, the parts of a kit after it.

    Where the record names no dosage form it is the one that most of the strengths of the text are in.
    """
    form = _form(source)
    for fact in products_of(source.label.products):
        value = fact.value
        add = isinstance(value, ProductFact) and value.form is None and form is not None
        yield Fact(replace(value, form=form), fact.place) if add else fact


def ingredients(source: Source) -> Iterator[Fact]:
    """Returns the distinct active ingredients of a label, then the inactive ones, those that only the text names last."""
    named = list(ingredients_of(source.label.products))
    yield from named
    known = [fact.value.name for fact in named if isinstance(fact.value, IngredientFact)]
    yield from (Fact(IngredientFact("inactive", name), place) for name, place in named_in_text(source, known))


def products_of(held: tuple[Product, ...]) -> Iterator[Fact]:
    """Returns the product facts of a label's record, one a name."""
    seen: set[str] = set()
    for fact in distinct(Fact(_product(one), RECORD) for one in _all(held) if one.name):
        name = fact.value.name.lower() if isinstance(fact.value, ProductFact) else ""
        if name not in seen:
            seen.add(name)
            yield fact


def ingredients_of(held: tuple[Product, ...]) -> Iterator[Fact]:
    """Returns the ingredient facts of a label's record, active ones first; the active moiety is no inactive ingredient."""
    every = list(_all(held))
    actives = [one.name for product in every for one in product.active]
    actives = actives or [name for product in every if (name := product.generic or product.name)][:1]
    yield from distinct(Fact(IngredientFact("active", name), RECORD) for name in actives)
    yield from distinct(
        Fact(IngredientFact("inactive", one.name), RECORD)
        for product in every
        for one in product.inactive
        if not any(_same_moiety(one.name, active) for active in actives)
    )


def classes_of(held: tuple[PharmClass, ...]) -> Iterator[Fact]:
    """Returns FDA's classes of a label's record."""
    yield from (Fact(ClassFact(one.kind, one.name, one.code), RECORD) for one in held)


def _form(source: Source) -> str | None:
    forms = Counter(fact.value.form for fact in source.facts(strengths) if isinstance(fact.value, Strength))
    if len(forms) > 1:
        forms.pop("film", None)  # of "film-coated tablets"
    if forms:
        most = forms.most_common(1)[0][0]
        return "injection" if most == "for injection" else most
    found = (_FORM.search(product.name) for product in source.label.products if product.name)
    return next((one.group().lower() for one in found if one), None)


def _same_moiety(one: str, active: str) -> bool:
    """Returns whether an ingredient is the active one or its moiety ("OLMESARTAN" beside "OLMESARTAN MEDOXOMIL")."""
    short, long = sorted((_moiety(one), _moiety(active)), key=len)
    return bool(short) and long[: len(short)] == short


def _moiety(name: str) -> list[str]:
    return [word for word in name.upper().replace(",", " ").split() if not _WATER.fullmatch(word)]


def _product(product: Product) -> ProductFact:
    return ProductFact(product.name, product.form, product.routes, tuple(one.name for one in product.active))


def _all(products: tuple[Product, ...]) -> Iterator[Product]:
    for product in products:
        yield product
        yield from _all(product.parts)
