"""What `show` gives: a medicine with its label, and one section, record by record as the JSON has them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from plainlabel.facts.fact import Fact
from plainlabel.label import PharmClass, Product


class ShownIngredient(Struct, frozen=True):
    """An ingredient of a shown product; `strength` is None for an inactive one."""

    name: str
    unii: str | None = None
    strength: str | None = None


class ShownInactive(Struct, frozen=True):
    """An inactive ingredient of a shown product."""

    name: str
    unii: str | None = None


class ShownAppearance(Struct, frozen=True):
    """What a shown product looks like."""

    imprint: str | None = None
    colors: tuple[str, ...] = ()
    shape: str | None = None
    size_mm: float | None = None
    score: int | None = None


class ShownProduct(Struct, frozen=True):
    """One product of a shown label; null or empty where the source gives nothing."""

    name: str
    generic: str | None
    form: str | None
    routes: tuple[str, ...]
    active: tuple[ShownIngredient, ...]
    inactive: tuple[ShownInactive, ...]
    product_ndc: str | None
    packages: tuple[str, ...]
    source_ndc: str | None
    application: str | None
    dea: str | None
    appearance: ShownAppearance | None
    parts: tuple[ShownProduct, ...] = ()


class ShownClass(Struct, frozen=True):
    """One FDA class of a shown medicine."""

    kind: str
    name: str
    code: str | None = None


class ShownLabel(Struct, frozen=True):
    """The label that is shown."""

    set_id: str
    version: int | None
    effective: str | None
    title: str
    labeler: str | None
    partial: bool


class ShownSectionLine(Struct, frozen=True):
    """One section in the list of a shown label."""

    id: str
    code: str | None
    number: str | None
    title: str
    characters: int


class Shown(Struct, frozen=True):
    """A medicine as `show --json` gives it: its facts, label and sections."""

    name: str
    ingredients: tuple[str, ...]
    classes: tuple[ShownClass, ...]
    label: ShownLabel
    other_labels: tuple[str, ...]
    products: tuple[ShownProduct, ...]
    sections: tuple[ShownSectionLine, ...]
    facts: dict[str, list[dict[str, Any]]]
    notices: tuple[str, ...] = ()


class ShownPassage(Struct, frozen=True):
    """One passage of a shown section at [start, end) of its text."""

    start: int
    end: int
    kind: str
    highlight: bool
    text: str


class ShownSection(Struct, frozen=True):
    """One section as `show --section --json` gives it: the stored text and its passages."""

    set_id: str
    version: int | None
    id: str
    code: str | None
    number: str | None
    title: str
    path: tuple[str, ...]
    text: str
    passages: tuple[ShownPassage, ...]


def shown_class(each: PharmClass) -> ShownClass:
    """Returns an FDA class as `show` gives it."""
    return ShownClass(each.kind, each.name, each.code)


def shown_product(product: Product) -> ShownProduct:
    """Returns a product with its parts as `show` gives it."""
    looks = product.appearance
    return ShownProduct(
        product.name,
        product.generic,
        product.form,
        product.routes,
        tuple(ShownIngredient(each.name, each.unii, each.strength) for each in product.active),
        tuple(ShownInactive(each.name, each.unii) for each in product.inactive),
        product.product_ndc,
        tuple(each.ndc for each in product.packages),
        product.source_ndc,
        product.application,
        product.dea,
        ShownAppearance(looks.imprint, looks.colors, looks.shape, looks.size_mm, looks.score) if looks else None,
        tuple(shown_product(part) for part in product.parts),
    )


def shown_fact(fact: Fact) -> dict[str, Any]:
    """Returns a fact as `show` gives it: its value by field, and its place."""
    value = to_builtins(asdict(fact.value))
    place = fact.place
    return {
        **value,
        "place": {
            "section_id": place.section_id,
            "section_code": place.section_code,
            "section": place.section,
            "start": place.start,
            "end": place.end,
        },
    }


class ShownFacts(Struct, frozen=True):
    """The facts of one kind of a medicine, each with a sentence of our own, as `facts --json` gives them."""

    name: str
    kind: str
    label: ShownLabel
    facts: tuple[dict[str, Any], ...]
    notices: tuple[str, ...] = ()
