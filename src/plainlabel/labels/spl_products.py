"""The products of an SPL document: `subject` elements -> Product.

Source: FDA, SPL Implementation Guide, section 3.1 (drug listing), and for files before 2009 SPL Release 2 and 3, whose elements carry
other names for the same things: `manufacturedMedicine`, `partMedicine`, `activeIngredient`, `inactiveIngredient`,
`containerPackagedMedicine`.

Ingredient classes: ACTIB, ACTIM, ACTIR (strength given for the substance, its moiety, a reference substance) and ACTI are active;
all others (IACT, colours, flavours, ADJV adjuvants, CNTM possible contaminants ...) are inactive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Final

from lxml import etree

from plainlabel import identifiers
from plainlabel.label import ActiveIngredient, Appearance, Ingredient, Package, Product
from plainlabel.labels.spl_text import fold

_PRODUCTS: Final = frozenset(name for name in ("manufacturedProduct", "manufacturedMedicine", "partProduct", "partMedicine"))
_CONTAINERS: Final = frozenset(name for name in ("containerPackagedProduct", "containerPackagedMedicine"))
_INGREDIENTS: Final = frozenset(name for name in ("ingredient", "activeIngredient", "inactiveIngredient"))
_SUBSTANCES: Final = frozenset(
    name for name in ("ingredientSubstance", "activeIngredientSubstance", "inactiveIngredientSubstance")
)
_BASIS: Final = {"ACTIB": "substance", "ACTIM": "moiety", "ACTIR": "reference", "ACTI": None}
_CODE: Final = "code"
_NAME: Final = "name"
_FORM: Final = "formCode"
_PART: Final = "part"
_QUANTITY: Final = "quantity"
_CONTENT: Final = "asContent"
_GENERIC: Final = "asEntityWithGeneric"
_GENERIC_MEDICINE: Final = "genericMedicine"
_SOURCE: Final = "asEquivalentEntity"
_SOURCE_KIND: Final = "definingMaterialKind"
_MOIETY: Final = "activeMoiety"
_SUBJECT_OF: Final = "subjectOf"
_CONSUMED: Final = "consumedIn"
_ADMINISTRATION: Final = "substanceAdministration"
_ROUTE: Final = "routeCode"
_TIME: Final = "effectiveTime"
_MARKETING: Final = "marketingAct"
_APPROVAL: Final = "approval"
_POLICY: Final = "policy"
_CHARACTERISTIC: Final = "characteristic"
_PERFORMED: Final = "actDefinition"
_MAKING: Final = frozenset({"manufacture", "api manufacture"})
_REPACKING: Final = frozenset({"repack", "relabel"})


def _looks() -> dict[str, str]:
    text = (files("plainlabel.vocabulary") / "appearance.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: name for _, code, name in rows}


_LOOKS: Final = _looks()


class ProductReader:
    """Reads the products of `subject` elements into `products`; `notices` tells what was left out."""

    def __init__(self, subjects: Iterable[etree._Element]) -> None:
        self.notices: list[str] = []
        self.products: list[Product] = [
            product
            for subject in subjects
            for outer in subject[:]
            if outer.tag in _PRODUCTS and (product := self._product(outer)) is not None
        ]

    def _product(self, outer: etree._Element) -> Product | None:
        """Returns the product in `outer`, which is a role (holding the kind, its approval and route) or the kind itself."""
        role = _Role()
        kind = None
        for child in outer[:]:
            tag = child.tag
            if tag in _PRODUCTS:
                kind = child
            elif tag == _SUBJECT_OF:
                role.learn(child)
            elif tag == _CONSUMED:
                role.learn_routes(child)
        if kind is None:
            kind = outer if _child(outer, _NAME) is not None or _child(outer, _CODE) is not None else None
        return self._kind(kind, role) if kind is not None else None

    def _kind(self, kind: etree._Element, role: _Role) -> Product:
        name, generic, form, code, source = "", None, None, None, None
        active: list[ActiveIngredient] = []
        inactive: list[Ingredient] = []
        contents: list[etree._Element] = []
        parts: list[Product] = []
        for child in kind[:]:
            tag = child.tag
            if tag in _INGREDIENTS:
                _ingredient(child, tag, active, inactive)
            elif tag == _CONTENT:
                contents.append(child)
            elif tag == _PART:
                part = self._product(child)
                if part is not None:
                    parts.append(part)
            elif tag == _NAME:
                name = _brand(child)
            elif tag == _CODE:
                code = self._ndc(child.get("code"), "product")
            elif tag == _FORM:
                form = child.get("displayName") or None
            elif tag == _GENERIC:
                generic = _folded(_child(child, _GENERIC_MEDICINE, _NAME))
            elif tag == _SOURCE:
                found = _child(child, _SOURCE_KIND, _CODE)
                source = source or (identifiers.ndc(found.get("code")) if found is not None else None)
            elif tag == _SUBJECT_OF:
                role.learn(child)
            elif tag == _CONSUMED:
                role.learn_routes(child)
        packages: list[Package] = []
        for content in contents:
            self._packages(content, form, "", packages)
        return Product(
            name=name,
            generic=generic,
            form=form,
            routes=tuple(dict.fromkeys(role.routes)),
            active=tuple(active),
            inactive=tuple(inactive),
            product_ndc=code,
            packages=tuple(packages),
            source_ndc=source,
            marketing_category=role.category,
            application=role.application,
            marketing_start=role.start,
            marketing_end=role.end,
            dea=role.dea,
            appearance=role.appearance(),
            parts=tuple(parts),
        )

    def _packages(self, content: etree._Element, held: str | None, inner: str, packages: list[Package]) -> None:
        """Adds the package that `content` puts `held` into, then those that hold this package in turn."""
        quantity, container, start, end = None, None, None, None
        for child in content[:]:
            tag = child.tag
            if tag in _CONTAINERS:
                container = child
            elif tag == _QUANTITY:
                quantity = child
            elif tag == _SUBJECT_OF:
                marketing = _child(child, _MARKETING)
                if marketing is not None:
                    start, end = _dates(marketing)
        if container is None:
            return
        code, form, outer = None, None, []
        for child in container[:]:
            tag = child.tag
            if tag == _CODE:
                code = self._ndc(child.get("code"), "package")
            elif tag == _FORM:
                form = child.get("displayName")
            elif tag == _CONTENT:
                outer.append(child)
        description = _contents(quantity, held, form)
        if inner:
            description = f"{description} / {inner}"
        if code:
            packages.append(Package(code, description or None, start, end))
        for child in outer[:]:
            self._packages(child, form, description, packages)

    def _ndc(self, stated: str | None, of: str) -> str | None:
        found = identifiers.ndc(stated)
        if stated and found is None:
            self.notices.append(f"The {of} code {stated!r} is not an NDC; it is left out")
        return found


class _Role:
    """What `subjectOf` and `consumedIn` say about a product: approval, marketing, schedule, looks, routes."""

    __slots__ = ("_looks", "application", "category", "dea", "end", "routes", "start")

    def __init__(self) -> None:
        self.application: str | None = None
        self.category: str | None = None
        self.start: str | None = None
        self.end: str | None = None
        self.dea: str | None = None
        self.routes: list[str] = []
        self._looks: dict[str, list[etree._Element]] = {}

    def learn(self, subject_of: etree._Element) -> None:
        """Takes in one `subjectOf`."""
        for act in subject_of[:]:
            tag = act.tag
            if tag == _CHARACTERISTIC:
                code, value = _child(act, _CODE), _child(act, "value")
                if code is not None and value is not None:
                    self._looks.setdefault(code.get("code") or "", []).append(value)
            elif tag == _MARKETING:
                if self.start is None and self.end is None:
                    self.start, self.end = _dates(act)
            elif tag == _APPROVAL:
                self._learn_approval(act)
            elif tag == _POLICY and act.get("classCode", "DEADrugSchedule") == "DEADrugSchedule":
                code = _child(act, _CODE)
                self.dea = (code.get("displayName") if code is not None else None) or self.dea

    def learn_routes(self, consumed: etree._Element) -> None:
        """Takes in one `consumedIn`."""
        for administration in consumed[:]:
            if administration.tag == _ADMINISTRATION:
                codes = (code.get("displayName") for code in administration[:] if code.tag == _ROUTE)
                self.routes += [route for route in codes if route]

    def _learn_approval(self, approval: etree._Element) -> None:
        code, number = _child(approval, _CODE), _child(approval, "id")
        self.category = self.category or (code.get("displayName") if code is not None else None) or None
        self.application = self.application or (number.get("extension") if number is not None else None) or None

    def appearance(self) -> Appearance | None:
        """Returns what the product looks like, or None where nothing is said."""
        looks = self._looks
        if not looks:
            return None
        found = Appearance(
            imprint=next(filter(None, map(_folded, looks.get("SPLIMPRINT", ()))), None),
            colors=tuple(dict.fromkeys(filter(None, map(_look, looks.get("SPLCOLOR", ()))))),
            shape=next(filter(None, map(_look, looks.get("SPLSHAPE", ()))), None),
            size_mm=next((size for value in looks.get("SPLSIZE", ()) if (size := _size_mm(value)) is not None), None),
            score=next((int(text) for value in looks.get("SPLSCORE", ()) if (text := value.get("value") or "").isdecimal()), None),
            images=tuple(name for value in looks.get("SPLIMAGE", ()) if (name := _image(value))),
        )
        return None if found == Appearance() else found


def is_original(products: Sequence[Product], author: etree._Element | None) -> bool | None:
    """Returns False for a repackager or relabeler, True for a labeler whose establishments manufacture, None where unsaid.

    A source NDC decides; then what the establishments are registered to do.
    """
    if any(product.source_ndc or any(part.source_ndc for part in product.parts) for product in products):
        return False
    acts = author.iter(_PERFORMED) if author is not None else ()
    codes = (_child(act, _CODE) for act in acts)
    done = {(code.get("displayName") or "").lower() for code in codes if code is not None}
    return True if done & _MAKING else False if done & _REPACKING else None


def _ingredient(element: etree._Element, tag: str, active: list[ActiveIngredient], inactive: list[Ingredient]) -> None:
    kind = element.get("classCode") or ("IACT" if tag.endswith("inactiveIngredient") else "ACTI")
    is_active = kind in _BASIS
    strength, substance = None, None
    for child in element[:]:
        if child.tag in _SUBSTANCES:
            substance = child
        elif is_active and child.tag == _QUANTITY:
            strength = _strength(child)
    if substance is None:
        return
    name, unii, moieties = "", None, []
    for child in substance[:]:
        child_tag = child.tag
        if child_tag == _NAME:
            name = fold(child.text or "")
        elif child_tag == _CODE:
            unii = identifiers.unii(child.get("code"))
        elif is_active and child_tag == _MOIETY:
            moieties += [_named(moiety) for moiety in child[:] if moiety.tag == _MOIETY]
    if not (name or unii):
        return
    if is_active:
        active.append(ActiveIngredient(name, unii, strength, tuple(moieties), _BASIS[kind]))
    else:
        inactive.append(Ingredient(name, unii))


def _child(element: etree._Element, *path: str) -> etree._Element | None:
    """Returns the first child along a path of tags, or None; lxml's `find` costs ten times as much."""
    found: etree._Element | None = element
    for tag in path:
        if found is None:
            return None
        found = next((child for child in found[:] if child.tag == tag), None)
    return found


def _named(element: etree._Element) -> Ingredient:
    code = _child(element, _CODE)
    return Ingredient(_folded(_child(element, _NAME)) or "", identifiers.unii(code.get("code")) if code is not None else None)


def _brand(name: etree._Element) -> str:
    """Returns a product name with its suffix: "<name>Lipitor<suffix>XR</suffix></name>" gives "Lipitor XR"."""
    return fold(" ".join(name.itertext())) if len(name) else fold(name.text or "")


def _folded(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return fold("".join(element.itertext()) if len(element) else element.text or "") or None


def _amounts(quantity: etree._Element) -> tuple[str, str, str, str]:
    """Returns value and unit of the numerator, then of the denominator; a unit of "1" (a count) is empty."""
    found = []
    for name in ("numerator", "denominator"):
        element = _child(quantity, name)
        value = (element.get("value") or "").strip() if element is not None else ""
        unit = (element.get("unit") or "").strip() if element is not None else ""
        if element is not None and unit in {"", "1"}:
            translation = _child(element, "translation")
            unit = (translation.get("displayName") or "") if translation is not None else ""
        found += [value, unit]
    return found[0], found[1], found[2], found[3]


def _strength(quantity: etree._Element) -> str | None:
    """Returns "10 mg in 1 mL", or "10 mg" where the denominator counts one unit of the product."""
    value, unit, per, per_unit = _amounts(quantity)
    if not value:
        return None
    amount = f"{value} {unit}".strip()
    return amount if per in {"", "1"} and not per_unit else f"{amount} in {per} {per_unit}".strip()


def _contents(quantity: etree._Element | None, held: str | None, container: str | None) -> str:
    """Returns what a package holds as DailyMed says it: "30 TABLET in 1 BOTTLE"."""
    value, unit, per, _ = _amounts(quantity) if quantity is not None else ("", "", "", "")
    inside = f"{value} {unit or held or ''}".strip() if value else held or ""
    around = f"{per or 1} {container}" if container else ""
    return f"{inside} in {around}" if inside and around else inside or around


def _dates(marketing: etree._Element) -> tuple[str | None, str | None]:
    low = _child(marketing, _TIME, "low")
    high = _child(marketing, _TIME, "high")
    return (
        identifiers.date(low.get("value")) if low is not None else None,
        identifiers.date(high.get("value")) if high is not None else None,
    )


def _look(value: etree._Element) -> str | None:
    code = value.get("code") or ""
    return _LOOKS.get(code) or (value.get("displayName") or "").lower() or None


def _size_mm(value: etree._Element) -> float | None:
    try:
        size = float(value.get("value") or "")
    except ValueError:
        return None
    scale = {"mm": 1.0, "cm": 10.0, "": 1.0}.get(value.get("unit") or "")
    return size * scale if scale and 0 < size < 1000 else None


def _image(value: etree._Element) -> str | None:
    reference = _child(value, "reference")
    return reference.get("value") if reference is not None else None
