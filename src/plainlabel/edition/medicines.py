"""Groups labels into medicines and chooses the label that stands for each.

A medicine is one set of active moieties, one group of routes, one way of release. A product's names and form tell its release;
where they say nothing it counts as immediate. Of 1,466 openFDA records every one names a brand and a generic, 53 name no substance
(the generic name is read instead) and 42 no route.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from plainlabel.edition.records import LabelRecord, Medicine, Name
from plainlabel.label import Product
from plainlabel.vocabulary.names import (
    BIOSIMILAR_SUFFIX,
    and_joined,
    base_name,
    composition,
    fold,
    split_generic,
    vocabulary,
    written,
)

ROUTE_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("oral", ("oral", "enteral", "nasogastric")),
    ("mouth", ("sublingual", "buccal", "dental", "periodontal", "oropharyngeal", "transmucosal", "gingival")),
    ("inhalation", ("respiratory", "inhalation", "endotracheal")),
    ("nasal", ("nasal",)),
    ("eye", ("ophthalmic", "intravitreal", "intraocular", "conjunctival", "intracameral", "retrobulbar", "subretinal")),
    ("ear", ("auricular", "otic")),
    ("transdermal", ("transdermal",)),
    ("skin", ("topical", "cutaneous", "percutaneous")),
    ("rectal", ("rectal",)),
    ("vaginal", ("vaginal", "intrauterine")),
    ("irrigation", ("irrigation", "intravesical", "ureteral", "hemodialysis")),
    ("injection", ("intra", "subcutaneous", "parenteral", "infiltration", "epidural", "perineural", "injection", "soft", "sub")),
)
"""SPL routes of administration by how people use the medicine; the first group with a prefix of the route holds."""
EXTENDED = re.compile(
    r"\b(?:ER|XR|SR|XL|CR|LA|XT|CD|extended[- ]release|sustained[- ]release|controlled[- ]release|prolonged[- ]release"
    r"|long[- ]acting|extended[- ]cycle|24[- ]?h(?:ou)?rs?|12[- ]?h(?:ou)?rs?|extended rel)\b",
    re.IGNORECASE,
)
DELAYED = re.compile(r"\b(?:DR|EC|delayed[- ]release|gastro-?resistant|enteric[- ]coated)\b", re.IGNORECASE)
FORM_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("eye", re.compile(r"\bophthalmic\b", re.IGNORECASE)),
    ("ear", re.compile(r"\botic\b", re.IGNORECASE)),
    ("nasal", re.compile(r"\bnasal\b", re.IGNORECASE)),
    ("inhalation", re.compile(r"\binhal", re.IGNORECASE)),
    ("injection", re.compile(r"\binject|\bvial|\bprefilled|\bautoinjector|\bfor infusion", re.IGNORECASE)),
    ("transdermal", re.compile(r"\btransdermal\b|\bpatch", re.IGNORECASE)),
    ("skin", re.compile(r"\bcream|\bointment|\blotion|\bshampoo|\btopical", re.IGNORECASE)),
    ("oral", re.compile(r"\btablet|\bcapsule|\boral\b|\bsyrup|\bchew", re.IGNORECASE)),
)
HOMEOPATHIC = re.compile(r"homeopath|\bHPUS\b|\[hp_[CXM]\]|\b\d+\s?[XC]\b.*\b(?:HPUS|dilution)", re.IGNORECASE)
NOT_FOR_PEOPLE = re.compile(r"animal|veterinary|bulk ingredient|cosmetic|device|further processing", re.IGNORECASE)

Group = tuple[tuple[str, ...], str, str]
"""Ingredients, route group ("" where unknown), release."""


def medicines(labels: Sequence[LabelRecord]) -> tuple[Medicine, ...]:
    """Returns the medicines of an edition, sorted by key, each with its standing labels, the best first.

    Labels without any name of an ingredient belong to no medicine; they stay reachable by set id. Older versions
    (`standing` False) are left out.
    """
    grouped: dict[Group, dict[int, tuple[LabelRecord, list[Product]]]] = defaultdict(dict)
    for label in labels:
        if label.standing:
            for product in leaves(label.products):
                for group in _groups(label, product):
                    grouped[group].setdefault(label.key, (label, []))[1].append(product)
    _place_unknown_routes(grouped)
    found = [_medicine(groups, grouped[groups[0]]) for groups in _merged(grouped)]
    return tuple(sorted(found, key=lambda medicine: medicine.key))


def labels_for(name: Name | None, medicine: Medicine, label: Callable[[int], LabelRecord]) -> tuple[int, ...]:
    """Returns the medicine's label keys for the name that was asked: of a brand its own labels first, else the usual order."""
    if name is None or name.kind != "brand":
        return medicine.labels
    return tuple(sorted(medicine.labels, key=lambda key: not bears(label(key), name.key)))


def brand_names(label: LabelRecord, product: Product) -> tuple[str, ...]:
    """Returns the names a product is sold under: its own, and those the title lists after it.

    openFDA gives a label's brands as one list, which is its title then ("Zolvexa, Zolvexa XR"); 47 of 1,466 labels have several.
    """
    listed = [name.strip() for name in label.title.split(",")]
    if len(listed) < 2 or fold(listed[0]) != fold(product.name):
        listed = []
    return tuple(dict.fromkeys(name for name in (product.name.strip(), *listed) if name))


def label_ingredients(product: Product) -> tuple[str, ...]:
    """Returns the product's active moieties: from its substances, else its generic name, else what its brand is known to hold."""
    if product.active:
        return composition(active.name for active in product.active)
    if product.generic:
        return composition(split_generic(product.generic))
    return _known_brand(product.name) or composition(split_generic(product.name))


@cache
def _known_brand(name: str) -> tuple[str, ...]:
    """Returns the one composition that a brand, or every brand that begins with its first word, is known in; else nothing."""
    found = _brand_words().get(fold(name)) or _brand_words().get(fold(name).partition(" ")[0], set())
    return next(iter(found)) if len(found) == 1 else ()


@cache
def _brand_words() -> dict[str, set[tuple[str, ...]]]:
    """Returns the compositions of brands by folded name, and of all brands with the same first word by that word."""
    known: dict[str, set[tuple[str, ...]]] = {}
    for one in vocabulary():
        if one.kind == "brand":
            key = fold(one.name)
            for word in {key, key.partition(" ")[0]}:
                known.setdefault(word, set()).update(one.compositions)
    return known


def release_of(product: Product, title: str = "") -> str:
    """Returns "extended", "delayed" or "immediate" as the names, the form and the title say."""
    for text in (f"{product.name} {product.generic or ''} {product.form or ''}", title):
        if EXTENDED.search(text):
            return "extended"
        if DELAYED.search(text):
            return "delayed"
    return "immediate"


def route_groups(routes: Iterable[str]) -> tuple[str, ...]:
    """Returns the groups of SPL routes, in the order of ROUTE_GROUPS; unknown routes give "other"."""
    found = {_route_group(route) for route in routes if route.strip()}
    order = [name for name, _ in ROUTE_GROUPS] + ["other"]
    return tuple(name for name in order if name in found)


def _route_group(route: str) -> str:
    lowered = route.casefold()
    return next((name for name, prefixes in ROUTE_GROUPS if lowered.startswith(prefixes)), "other")


def leaves(products: Iterable[Product]) -> Iterable[Product]:
    """Returns products and the parts of kits; a kit whose parts are named stands for its parts together."""
    for product in products:
        if not product.parts:
            yield product
            continue
        medicinal = [part for part in product.parts if part.active]
        active = product.active or tuple(one for part in medicinal for one in part.active)
        routes = product.routes or tuple(route for part in medicinal for route in part.routes)
        application = product.application or next((part.application for part in medicinal if part.application), None)
        yield replace(product, active=active, routes=routes, application=application, parts=())


def _groups(label: LabelRecord, product: Product) -> list[Group]:
    ingredients = label_ingredients(product)
    if not ingredients:
        return []
    text = f"{product.form or ''} {product.name} {product.generic or ''} {label.title}"
    routes = route_groups(product.routes) or tuple(name for name, words in FORM_WORDS if words.search(text))[:1] or ("",)
    # the title of a label of several products lists them all ("Zolvexa, Zolvexa XR"): it tells no single one's release
    release = release_of(product, label.title if len(label.products) == 1 and "," not in label.title else "")
    return [(ingredients, route, release) for route in routes]


def _place_unknown_routes(grouped: dict[Group, dict[int, tuple[LabelRecord, list[Product]]]]) -> None:
    """Returns nothing; moves labels that name no route to the route most labels of the same ingredients and release have."""
    for group in [one for one in grouped if not one[1]]:
        known = [other for other in grouped if other[1] and (other[0], other[2]) == (group[0], group[2])]
        if known:
            target = max(known, key=lambda other: (len(grouped[other]), other))
            for key, member in grouped.pop(group).items():
                grouped[target].setdefault(key, member)


def _merged(grouped: dict[Group, dict[int, tuple[LabelRecord, list[Product]]]]) -> list[list[Group]]:
    """Returns the groups; those of the same ingredients and release with the very same labels are one medicine (oral first)."""
    order = {name: place for place, (name, _) in enumerate(ROUTE_GROUPS)}
    same: dict[tuple[tuple[str, ...], str, frozenset[int]], list[Group]] = defaultdict(list)
    for group in sorted(grouped, key=lambda one: (one[0], order.get(one[1], 99), one[2])):
        same[group[0], group[2], frozenset(grouped[group])].append(group)
    return list(same.values())


def _medicine(groups: list[Group], members: dict[int, tuple[LabelRecord, list[Product]]]) -> Medicine:
    ingredients, route, release = groups[0]
    suffixes = {_suffix(product) for _, products in members.values() for product in products}
    ranked = sorted(members.values(), key=lambda member: _rank(*member, several_makers=len(suffixes) > 1))
    brands = _brands(ranked, ingredients)
    return Medicine(
        key=_key(ingredients, route, release),
        name=_name(ranked, ingredients, brands),
        ingredients=ingredients,
        brands=brands,
        routes=tuple(group[1] for group in groups if group[1]),
        release=release,
        labels=tuple(label.key for label, _ in ranked),
    )


def _key(ingredients: tuple[str, ...], route: str, release: str) -> str:
    """Returns the key: plain ingredients for an oral medicine of immediate release, with route and release otherwise."""
    parts = [" + ".join(ingredients)]
    if route not in {"", "oral"} or release != "immediate":
        parts.append(route or "oral")
    if release != "immediate":
        parts.append(f"{release}-release")
    return "/".join(parts)


def _rank(label: LabelRecord, products: list[Product], *, several_makers: bool) -> tuple[object, ...]:
    """Returns the sort key of a label within its medicine: what stands for the medicine sorts first."""
    product = products[0]
    return (
        bool(NOT_FOR_PEOPLE.search(label.document_type or "")),
        is_homeopathic(label, product),
        _approval(product) == "unapproved",
        label.partial,
        _approval(product) != "reference",
        several_makers and _suffix(product) != "",
        _is_plain(product),
        label.original_packager is False or product.source_ndc is not None,
        tuple(-ord(character) for character in label.effective or ""),
        label.set_id,
    )


def is_homeopathic(label: LabelRecord, product: Product) -> bool:
    """Returns whether a label says it is homeopathic, in its marketing category, title or names."""
    return bool(HOMEOPATHIC.search(f"{product.marketing_category or ''} {label.title} {product.name} {product.generic or ''}"))


def _approval(product: Product) -> str:
    """Returns "reference" (NDA, BLA), "generic" (ANDA), "monograph" (OTC) or "unapproved"."""
    category = (product.marketing_category or "").upper()
    number = (product.application or "").upper().lstrip()
    if "UNAPPROVED" in category or not (category or number):
        return "unapproved"
    if number.startswith(("NDA", "BLA")):
        return "generic" if "AUTHORIZED GENERIC" in category else "reference"
    return "generic" if number.startswith("ANDA") or category == "ANDA" else "monograph"


def _suffix(product: Product) -> str:
    """Returns the biosimilar suffix of the generic name, "" where it has none."""
    found = BIOSIMILAR_SUFFIX.search((product.generic or "").casefold().strip(" ()"))
    return found.group() if found else ""


def _is_plain(product: Product) -> bool:
    """Returns whether a product is sold under its generic name."""
    name = fold(product.name)
    generic = {fold(product.generic or ""), *(fold(active.name) for active in product.active)}
    moieties = {fold(base_name(active.name)) for active in product.active}
    parts = {fold(one) for one in label_ingredients(product)}
    return not name or name in generic or any(name.startswith(one) for one in parts | moieties)


def _brands(ranked: list[tuple[LabelRecord, list[Product]]], ingredients: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the brand names on the labels, the standing label's first, each writing once, shorter names before longer."""
    found: dict[str, str] = {}
    for label, products in ranked:
        named = {name for product in products for name in brand_names(label, product) if not _is_plain(replace(product, name=name))}
        for name in sorted(named, key=lambda one: (len(one.split()), len(one), one)):
            found.setdefault(fold(name), written(name))
    return tuple(brand for key, brand in found.items() if key not in {fold(one) for one in ingredients})


def _name(ranked: list[tuple[LabelRecord, list[Product]]], ingredients: tuple[str, ...], brands: tuple[str, ...]) -> str:
    """Returns the brand where one brand alone is the reference product, else the ingredients joined by "and"."""
    references = {
        fold(product.name)
        for _, products in ranked
        for product in products
        if _approval(product) == "reference" and not _is_plain(product) and not _suffix(product)
    }
    roots = {key for key in references if not any(key != other and key.startswith(f"{other} ") for other in references)}
    standing = {fold(product.name) for product in ranked[0][1] if not _is_plain(product)}
    if brands and fold(brands[0]) in standing and (len(roots) == 1 or (not roots and len(ranked) == 1)):
        return brands[0]
    return and_joined(ingredients)


def bears(label: LabelRecord, key: str) -> bool:
    """Returns whether a product of the label carries the brand that is looked up by `key`."""
    keys = {fold(name) for product in label.products for name in brand_names(label, product)}
    return any(one == key or one.startswith(f"{key} ") for one in keys)
