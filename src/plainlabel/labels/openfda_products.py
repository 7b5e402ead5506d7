"""Products of an openFDA record."""

from __future__ import annotations

from plainlabel.label import Product


def products(openfda: dict[str, object], elements: str) -> tuple[Product, ...]:
    """Returns the products of a record."""
    names = openfda.get("brand_name")
    name = str(names[0]) if isinstance(names, list) and names else elements.split(" ")[0]
    return (Product(name),)
