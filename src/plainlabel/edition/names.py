"""All names of an edition: what its labels and ingredients are called, and the vocabulary far beyond them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import translate
from itertools import permutations

from plainlabel.edition.medicines import ROUTE_GROUPS, brand_names, label_ingredients, leaves
from plainlabel.edition.records import LabelRecord, Medicine, Name, NameKind
from plainlabel.label import Product
from plainlabel.vocabulary.names import and_joined, class_words, fold, moiety, ordinary_words, vocabulary, written

__all__ = ["fold", "names"]

Composition = tuple[str, ...]
TRAILING_STRENGTH = re.compile(r"(?<=\w)[\s-]+\d[\d.,/]*\s*(?:%|mg|mcg|g|ml|units?)?(?:/\s*\d*\s*ml)?$", re.IGNORECASE)
MOST_ORDERS = 3
"""Combinations of up to so many ingredients are known in every order."""
KIND_ORDER: tuple[NameKind, ...] = ("brand", "generic", "ingredient", "synonym", "class")
RELEASES = ("immediate", "extended", "delayed")


class _Collector:
    """Gathers names by key and kind; labels speak first, so their compositions of a brand displace the vocabulary's."""

    def __init__(self, medicines: Sequence[Medicine]) -> None:
        self.rows: dict[tuple[str, NameKind], tuple[str, list[Composition], str, set[str]]] = {}
        self.held: dict[Composition, list[str]] = defaultdict(list)
        self.order = {medicine.key: _usual(medicine) for medicine in medicines}
        self.by_key = {medicine.key: medicine for medicine in medicines}
        self.forms = {fold(entry.name): entry.forms for entry in vocabulary() if entry.forms}
        for medicine in sorted(medicines, key=_usual):
            self.held[medicine.ingredients].append(medicine.key)

    def add(
        self, name: str, kind: NameKind, compositions: Iterable[Composition], source: str, medicines: Iterable[str] = ()
    ) -> None:
        key = fold(name)
        if len(key) < 2 or key.replace(" ", "").isdigit() or (kind == "generic" and (key, "ingredient") in self.rows):
            return
        _, known, first, keys = self.rows.setdefault((key, kind), (" ".join(name.split()), [], source, set()))
        if first == source or kind != "brand":
            known.extend(one for one in compositions if one not in known)
            keys.update(medicines)

    def names(self) -> tuple[Name, ...]:
        return tuple(
            Name(key, name, kind, tuple(compositions), source, self._medicines(key, compositions, keys))
            for (key, kind), (name, compositions, source, keys) in sorted(
                self.rows.items(), key=lambda row: (row[0][0], KIND_ORDER.index(row[0][1]))
            )
        )

    def _medicines(self, key: str, compositions: list[Composition], first: set[str]) -> tuple[str, ...]:
        """Returns the medicines of a name: of its own labels first, then those of the forms the brand is known in."""
        held = [medicine for one in compositions for medicine in self.held.get(one, ())]
        found = list(dict.fromkeys([*sorted(first, key=lambda medicine: self.order[medicine]), *held]))
        forms = self.forms.get(key, ())
        if forms:
            found.sort(key=lambda medicine: (medicine not in first, _other_form(self.by_key[medicine], forms)))
        return tuple(found)


def _other_form(medicine: Medicine, forms: Sequence[str]) -> int:
    """Returns 0 for a medicine of one of the forms, 1 where only the route is the same, 2 for another route."""
    release = "" if medicine.release == "immediate" else f"-{medicine.release}"
    if any(f"{route}{release}" in forms for route in medicine.routes):
        return 0
    return 1 if {form.partition("-")[0] for form in forms} & set(medicine.routes) else 2


def names(labels: Sequence[LabelRecord], medicines: Sequence[Medicine]) -> tuple[Name, ...]:
    """Returns every name of the edition, sorted by key and kind: of its labels, their ingredients, the vocabulary and the classes.

    `medicines` of a name are those whose ingredients are exactly one of its compositions, the usual form first; () where the
    edition holds none. A brand on a label is what that label says it is; the vocabulary does not add compositions to it.
    """
    found = _Collector(medicines)
    ingredients = {one for medicine in medicines for one in medicine.ingredients}
    _add_ingredients(found, labels, medicines)
    _add_brands(found, labels, medicines)
    for entry in vocabulary():
        ingredients.update(one for composition in entry.compositions for one in composition if entry.kind == "ingredient")
        if entry.kind == "brand" and any((fold(entry.name), kind) in found.rows for kind in ("generic", "ingredient")):
            continue
        found.add(entry.name, _kind(entry.kind), entry.compositions, entry.source)
    _add_classes(found, labels, ingredients)
    return found.names()


def _add_ingredients(found: _Collector, labels: Sequence[LabelRecord], medicines: Sequence[Medicine]) -> None:
    for medicine in medicines:
        _add_composition(found, medicine.ingredients)
    for product in _products(labels):
        _add_substances(found, product)
        if product.generic and (composition := label_ingredients(product)):
            found.add(product.generic.casefold().strip("() "), "generic", [composition], "label")


def _add_composition(found: _Collector, ingredients: Composition) -> None:
    """Adds the ingredient, or the names of the combination: in every order where it is short."""
    if len(ingredients) == 1:
        found.add(ingredients[0], "ingredient", [ingredients], "label")
        return
    for order in permutations(ingredients) if len(ingredients) <= MOST_ORDERS else [ingredients]:
        for name in (and_joined(order), " ".join(order)):
            found.add(name, "generic", [ingredients], "label")


def _add_substances(found: _Collector, product: Product) -> None:
    for active in product.active:
        one = moiety(active.name)
        # a register's moiety may be an ion ("LITHIUM CATION"): only what is the drug by itself is a name here
        for name in (active.name, *(part.name for part in active.moieties if moiety(part.name) == one)):
            found.add(name.casefold().strip("() "), "generic", [(one,)], "label")


def _add_brands(found: _Collector, labels: Sequence[LabelRecord], medicines: Sequence[Medicine]) -> None:
    keys_of: dict[int, list[Medicine]] = defaultdict(list)
    for medicine in medicines:
        for key in medicine.labels:
            keys_of[key].append(medicine)
    not_brands = {fold(entry.name) for entry in vocabulary() if entry.kind != "brand"}
    families: dict[str, list[tuple[str, Composition, list[str]]]] = defaultdict(list)
    for label in labels:
        for product in leaves(label.products):
            composition = label_ingredients(product)
            held = [medicine.key for medicine in keys_of[label.key] if medicine.ingredients == composition]
            for name in _sold_as(label, product) if composition else ():
                if fold(name) in not_brands:
                    found.add(name.casefold(), "generic", [composition], "label", held)
                elif not _generic(found, name):
                    found.add(written(name), "brand", [composition], "label", held)
                    families[name.split()[0].strip("®™,")].append((name, composition, held))
    first_words = {key.split()[0] for key in not_brands} | {fold(word.name) for word in class_words()}
    for word, members in sorted(families.items()):
        if fold(word) not in first_words:
            _add_family(found, word, members)


def _sold_as(label: LabelRecord, product: Product) -> list[str]:
    """Returns the names of a product, also without the strength at their end ("Zolvexa 0.4mg")."""
    listed = brand_names(label, product)
    return sorted({name.strip() for one in listed for name in (one, TRAILING_STRENGTH.sub("", one))} - {""})


def _add_family(found: _Collector, word: str, members: list[tuple[str, Composition, list[str]]]) -> None:
    """Adds the first word of brands ("Tudorza" of "Tudorza Pressair") where all of them hold the same ingredients."""
    compositions = {composition for _, composition, _ in members}
    key = fold(word)
    taken = any((key, kind) in found.rows for kind in ("brand", "generic", "ingredient"))
    if len(compositions) == 1 and not taken and len(key) > 4 and key.isalpha() and key not in ordinary_words():
        found.add(written(word), "brand", compositions, "label", {medicine for _, _, held in members for medicine in held})


def _add_classes(found: _Collector, labels: Sequence[LabelRecord], ingredients: set[str]) -> None:
    members: dict[str, set[Composition]] = defaultdict(set)
    for label in labels:
        compositions = {label_ingredients(product) for product in leaves(label.products)}
        for one in label.classes:
            # which ingredient of a combination bears the class is not said: only labels of one ingredient count
            members[one.name].update(composition for composition in compositions if len(composition) == 1)
    lay: dict[str, set[Composition]] = {}
    for word in class_words():
        patterns = [re.compile(translate(pattern)) for pattern in word.ingredients if "*" in pattern]
        listed = ingredients.intersection(word.ingredients)
        listed.update(one for pattern in patterns for one in ingredients if pattern.match(one))
        lay[word.name] = {(one,) for one in listed}.union(*(members[name] for name in word.classes if name in members))
    for source, words in (("plainlabel", lay), ("label", members)):
        for name in sorted(words):
            if words[name] and not any(
                (fold(name), kind) in found.rows for kind in ("ingredient", "generic", "synonym") if source == "label"
            ):
                found.add(name, "class", sorted(words[name]), source)


def _generic(found: _Collector, name: str) -> bool:
    return any((fold(name), kind) in found.rows for kind in ("generic", "ingredient"))


def _products(labels: Sequence[LabelRecord]) -> Iterable[Product]:
    return (product for label in labels for whole in label.products for product in (*whole.parts, *leaves((whole,))))


def _kind(kind: str) -> NameKind:
    return next(one for one in KIND_ORDER if one == kind)


def _usual(medicine: Medicine) -> tuple[int, int, str]:
    """Returns the sort key that puts the usual form first: by mouth before others, immediate release before the rest."""
    order = [name for name, _ in ROUTE_GROUPS]
    route = min((order.index(route) for route in medicine.routes if route in order), default=len(order))
    return route, RELEASES.index(medicine.release), medicine.key
