"""The products of an SPL document: `subject` elements -> Product.

Source: FDA, SPL Implementation Guide, section 3.1 (drug listing), and for files before 2009 SPL Release 2 and 3, whose elements
carry other names for the same things: `manufacturedMedicine`, `partMedicine`, `activeIngredient`, `inactiveIngredient`,
`containerPackagedMedicine`.

Ingredient classes: ACTIB, ACTIM, ACTIR (strength given for the substance, its moiety, a reference substance) and ACTI are active;
all others (IACT, colours, flavours, ADJV adjuvants, CNTM possible contaminants ...) are inactive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from plainlabel import identifiers
from plainlabel.label import ActiveIngredient, Ingredient, Package, Product
from plainlabel.labels.spl_elements import Children, dates, descend, firsts, folded, grouped
from plainlabel.labels.spl_role import Role
from plainlabel.labels.spl_text import fold
from plainlabel.labels.xml_input import Element

_PRODUCTS: Final = ("manufacturedProduct", "manufacturedMedicine", "partProduct", "partMedicine")
_CONTAINERS: Final = ("containerPackagedProduct", "containerPackagedMedicine")
_INGREDIENTS: Final = {"ingredient": "ACTI", "activeIngredient": "ACTI", "inactiveIngredient": "IACT"}
"""Elements that hold an ingredient, with the class that is meant where none is given."""
_SUBSTANCES: Final = ("ingredientSubstance", "activeIngredientSubstance", "inactiveIngredientSubstance")
_BASIS: Final = {"ACTIB": "substance", "ACTIM": "moiety", "ACTIR": "reference", "ACTI": None}
_MAKING: Final = frozenset({"manufacture", "api manufacture"})
_REPACKING: Final = frozenset({"repack", "relabel"})


class ProductReader:
    """Reads the products of `subject` elements into `products`; `notices` tells what was left out."""

    def __init__(self, subjects: Iterable[Element]) -> None:
        self.notices: list[str] = []
        self.products: list[Product] = [
            product
            for subject in subjects
            for outer in subject[:]
            if outer.tag in _PRODUCTS and (product := self._product(outer)) is not None
        ]

    def _product(self, outer: Element) -> Product | None:
        """Returns the product in `outer`, which is a role (holding the kind, its approval and route) or the kind itself."""
        found = grouped(outer)
        role = Role()
        role.learn_all(found)
        for tag in _PRODUCTS:
            if tag in found:
                return self._kind(grouped(found[tag][-1]), role)
        return self._kind(found, role) if "name" in found or "code" in found else None

    def _kind(self, found: Children, role: Role) -> Product:
        role.learn_all(found)
        active, inactive = _ingredients(found)
        form = _display(found, "formCode")
        packages: list[Package] = []
        for content in found.get("asContent", ()):
            self._packages(grouped(content), form, "", packages)
        parts = (self._product(part) for part in found.get("part", ()))
        return Product(
            name=_brand(found["name"][-1]) if "name" in found else "",
            generic=next((folded(descend(one, "genericMedicine", "name")) for one in found.get("asEntityWithGeneric", ())), None),
            form=form,
            routes=tuple(dict.fromkeys(role.routes)),
            active=tuple(active),
            inactive=tuple(inactive),
            product_ndc=self._ndc(found, "product"),
            packages=tuple(packages),
            source_ndc=_source(found),
            marketing_category=role.category,
            application=role.application,
            marketing_start=role.start,
            marketing_end=role.end,
            dea=role.dea,
            appearance=role.appearance(),
            parts=tuple(part for part in parts if part is not None),
        )

    def _packages(self, content: Children, held: str | None, inner: str, packages: list[Package]) -> None:
        """Adds the package that `content` puts `held` into, then those that hold this package in turn."""
        containers = [container for tag in _CONTAINERS for container in content.get(tag, ())]
        if not containers:
            return
        container = grouped(containers[0])
        form = _display(container, "formCode")
        description = _contents(content["quantity"][0] if "quantity" in content else None, held, form)
        if inner:
            description = f"{description} / {inner}"
        code = self._ndc(container, "package")
        if code:
            packages.append(Package(code, description or None, *_marketed(content)))
        for outer in container.get("asContent", ()):
            self._packages(grouped(outer), form, description, packages)

    def _ndc(self, found: Children, of: str) -> str | None:
        stated = found["code"][0].get("code") if "code" in found else None
        code = identifiers.ndc(stated)
        if stated and code is None:
            self.notices.append(f"The {of} code {stated!r} is not an NDC; it is left out")
        return code


def is_original(products: Sequence[Product], author: Element | None) -> bool | None:
    """Returns False for a repackager or relabeler, True for a labeler whose establishments manufacture, None where unsaid.

    A source NDC decides; then what the establishments are registered to do.
    """
    if any(product.source_ndc or any(part.source_ndc for part in product.parts) for product in products):
        return False
    acts = author.iter("actDefinition") if author is not None else ()
    codes = (descend(act, "code") for act in acts)
    done = {(code.get("displayName") or "").lower() for code in codes if code is not None}
    return True if done & _MAKING else False if done & _REPACKING else None


def _display(found: Children, tag: str) -> str | None:
    return found[tag][0].get("displayName") or None if tag in found else None


def _source(found: Children) -> str | None:
    """Returns the NDC of the product a repackager started from."""
    codes = (descend(entity, "definingMaterialKind", "code") for entity in found.get("asEquivalentEntity", ()))
    return next((ndc for code in codes if code is not None and (ndc := identifiers.ndc(code.get("code")))), None)


def _marketed(content: Children) -> tuple[str | None, str | None]:
    acts = (descend(subject, "marketingAct") for subject in content.get("subjectOf", ()))
    return next((dates(act) for act in acts if act is not None), (None, None))


def _ingredients(found: Children) -> tuple[list[ActiveIngredient], list[Ingredient]]:
    active: list[ActiveIngredient] = []
    inactive: list[Ingredient] = []
    for tag, default in _INGREDIENTS.items():
        for element in found.get(tag, ()):
            kind = element.get("classCode") or default
            parts = firsts(element)
            tag_of_substance = next(filter(parts.__contains__, _SUBSTANCES), None)
            if tag_of_substance is None:
                continue
            substance = parts[tag_of_substance]
            named = _named(substance)
            if not named.name and not named.unii:
                continue
            if kind not in _BASIS:
                inactive.append(named)
            else:
                active.append(_active(named, substance, parts.get("quantity"), _BASIS[kind]))
    return active, inactive


def _active(named: Ingredient, substance: Element, quantity: Element | None, basis: str | None) -> ActiveIngredient:
    moieties = [inner for outer in substance[:] if outer.tag == "activeMoiety" for inner in outer[:] if inner.tag == "activeMoiety"]
    strength = _strength(quantity) if quantity is not None else None
    return ActiveIngredient(named.name, named.unii, strength, tuple(map(_named, moieties)), basis)


def _named(element: Element) -> Ingredient:
    """Returns name and UNII of a substance or moiety."""
    name, unii = "", None
    for child in element[:]:
        tag = child.tag
        if tag == "name":
            name = folded(child) or ""
        elif tag == "code":
            unii = identifiers.unii(child.get("code"))
    return Ingredient(name, unii)


def _brand(name: Element) -> str:
    """Returns a product name with its suffix: "<name>Lipitor<suffix>XR</suffix></name>" gives "Lipitor XR"."""
    return fold(" ".join(name.itertext())) if len(name) else fold(name.text or "")


def _amounts(quantity: Element) -> tuple[str, str, str, str]:
    """Returns value and unit of the numerator, then of the denominator; a unit of "1" (a count) is empty."""
    parts = firsts(quantity)
    return *_amount(parts.get("numerator")), *_amount(parts.get("denominator"))


def _amount(element: Element | None) -> tuple[str, str]:
    if element is None:
        return "", ""
    unit = (element.get("unit") or "").strip()
    if unit in {"", "1"}:
        translation = descend(element, "translation")
        unit = (translation.get("displayName") or "") if translation is not None else ""
    return (element.get("value") or "").strip(), unit


def _strength(quantity: Element) -> str | None:
    """Returns "10 mg in 1 mL", or "10 mg" where the denominator counts one unit of the product."""
    value, unit, per, per_unit = _amounts(quantity)
    if not value:
        return None
    amount = f"{value} {unit}".strip()
    return amount if per in {"", "1"} and not per_unit else f"{amount} in {per} {per_unit}".strip()


def _contents(quantity: Element | None, held: str | None, container: str | None) -> str:
    """Returns what a package holds as DailyMed says it: "30 TABLET in 1 BOTTLE"."""
    value, unit, per, _ = _amounts(quantity) if quantity is not None else ("", "", "", "")
    inside = f"{value} {unit or held or ''}".strip() if value else held or ""
    around = f"{per or 1} {container}" if container else ""
    return f"{inside} in {around}" if inside and around else inside or around
