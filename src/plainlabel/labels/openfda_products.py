"""Products of an openFDA record, from its openfda lists and its flat product data text.

openFDA lists names, NDCs and substances of all products of a label side by side; what belongs together is not said. The product
data text says more; `openfda_elements` reads it.

What is decided here:

- As many products in the text as there are product NDCs, and the product and package lists agree on their order: paired in order.
  (Order against imprint could be checked on 35 real labels: right in all 24 where the lists agree.)
- One product in the text, or all alike: its content holds for each NDC, the appearance only for a single one.
- Otherwise each NDC is a product with the names and actives all share and every inactive ingredient any of them has.
- Strength and form are not given by openFDA and stay None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.label import ClassKind, Package, PharmClass, Product
from plainlabel.labels.openfda_elements import Segment, segments, texts

_CLASS: Final = re.compile(r"(.+?)\s*\[(EPC|MoA|PE|CS|Chemical/Ingredient)\]\s*\Z")
_SCHEDULE: Final = re.compile(r"\b(?:schedule\s+|C-?)(IV|V|III|II|I)\b", re.IGNORECASE)


def products(openfda: Mapping[str, object], elements: str, dea: str | None = None) -> tuple[Product, ...]:
    """Returns the products of a record; at least one.

    Args:
        openfda: the record's openfda part, which may be empty.
        elements: its product data text, which may be empty.
        dea: the schedule its text names.
    """
    found = segments(openfda, elements)
    codes, order_known = _codes(openfda)
    shared = _shared(openfda, dea)
    packages = _packages(openfda)
    sources = [code for text in texts(openfda, "original_packager_product_ndc") if (code := identifiers.ndc(text))]
    if not codes:
        return tuple(_product(segment, shared, None, (), None) for segment in found)
    source = sources[0] if len(sources) == 1 and len(codes) == 1 else None
    if len(found) == len(codes) and (order_known or len(codes) == 1):
        return tuple(
            _product(segment, shared, code, packages.get(code, ()), source) for segment, code in zip(found, codes, strict=True)
        )
    common = _common(found)
    return tuple(_product(common, shared, code, packages.get(code, ()), source) for code in codes)


def classes(openfda: Mapping[str, object]) -> tuple[PharmClass, ...]:
    """Returns the pharmacologic classes of a record; codes only where one name meets one code of its kind."""
    found: list[PharmClass] = []
    nui = [text for text in texts(openfda, "nui") if text.startswith("N")]
    kinds: tuple[tuple[str, ClassKind], ...] = (
        ("pharm_class_epc", "EPC"), ("pharm_class_moa", "MoA"), ("pharm_class_pe", "PE"), ("pharm_class_cs", "CS"),
    )  # fmt: skip
    names = [(kind, text) for field, kind in kinds for text in texts(openfda, field)]
    for kind, text in names:
        match = _CLASS.match(text)
        code = nui[0] if len(names) == 1 and len(nui) == 1 else None
        found.append(PharmClass(kind, match[1] if match else text, code))
    return tuple(sorted(set(found), key=lambda item: (item.kind, item.name, item.code or "")))


def schedule(texts: Sequence[str]) -> str | None:
    """Returns the DEA schedule ("CIV") that `texts` name, None where they name none or several."""
    found = {match[1].upper() for text in texts for match in _SCHEDULE.finditer(text)}
    return f"C{found.pop()}" if len(found) == 1 else None


def _codes(openfda: Mapping[str, object]) -> tuple[list[str], bool]:
    """Returns the product NDCs in the order of the packages, and whether both lists agree on it."""
    listed = list(dict.fromkeys(code for text in texts(openfda, "product_ndc") if (code := identifiers.ndc(text))))
    packed = list(
        dict.fromkeys(identifiers.product_ndc(code) for text in texts(openfda, "package_ndc") if (code := identifiers.ndc(text)))
    )
    order = [code for code in packed if code in listed] + [code for code in listed if code not in packed]
    return order, order == listed


def _packages(openfda: Mapping[str, object]) -> dict[str, tuple[Package, ...]]:
    found: dict[str, list[Package]] = {}
    for text in texts(openfda, "package_ndc"):
        if (code := identifiers.ndc(text)) is not None:
            found.setdefault(identifiers.product_ndc(code), []).append(Package(code))
    return {code: tuple(sorted(set(packages), key=lambda package: package.ndc)) for code, packages in found.items()}


class _Shared(Struct, frozen=True):
    """What openFDA gives for all products of a label alike."""

    routes: tuple[str, ...]
    application: str | None
    category: str | None
    dea: str | None


def _shared(openfda: Mapping[str, object], dea: str | None) -> _Shared:
    applications = texts(openfda, "application_number")
    application = applications[0] if len(applications) == 1 else None
    category = re.match(r"(NDA|ANDA|BLA)", application or "")
    return _Shared(tuple(texts(openfda, "route")), application, category[1] if category else None, dea)


def _product(segment: Segment, shared: _Shared, code: str | None, packages: tuple[Package, ...], source: str | None) -> Product:
    return Product(
        name=segment.name,
        generic=segment.generic,
        routes=shared.routes,
        active=segment.active,
        inactive=segment.inactive,
        product_ndc=code,
        packages=packages,
        source_ndc=source,
        marketing_category=shared.category,
        application=shared.application,
        dea=shared.dea,
        appearance=segment.appearance,
    )


def _common(found: Sequence[Segment]) -> Segment:
    """Returns what holds for all segments; of the inactive ingredients every one that any has."""
    first = found[0]
    active = tuple(dict.fromkeys(item for segment in found for item in segment.active))
    inactive = tuple(dict.fromkeys(item for segment in found for item in segment.inactive))
    alike = all(segment.appearance == first.appearance for segment in found)
    generic = first.generic if all(segment.generic == first.generic for segment in found) else None
    return Segment(first.name, generic, active, inactive, first.appearance if alike and len(found) > 1 else None, 0, 0)
