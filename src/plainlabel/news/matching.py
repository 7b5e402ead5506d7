"""Which medicines of an edition an item concerns: by set id, by NDC, by application number, or by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from plainlabel.edition.medicines import FORM_WORDS, leaves
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, Medicine, Name
from plainlabel.news.items import How, NewsMedicine
from plainlabel.vocabulary.names import composition, fold, ordinary_words, split_generic, words_of_salts

_WORDS: Final = 12
"""A description names the product among its first words."""
_LONGEST: Final = 5
_SHORTEST: Final = 4
_JOINS: Final = frozenset({"and", "with", "plus"})
_FORMS: Final = re.compile(
    r"\b(?:tablets?|capsules?|injection|solution|cream|ointment|gel|syrup|suspension|spray|patch|\d)", re.IGNORECASE
)

NdcKey = tuple[int, ...]


def ndc_key(ndc: str) -> NdcKey:
    """Returns the numbers of an NDC, by which codes are compared: 0069-0105 is 00069-0105 in eleven digits."""
    return tuple(int(part) for part in ndc.split("-") if part.isdigit())


class Matcher:
    """Finds medicines of one edition. What needs all labels is read when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    # --- by code -------------------------------------------------------------------------------------------------------

    def by_set_ids(self, set_ids: Iterable[str]) -> tuple[NewsMedicine, ...]:
        """Returns the medicines of labels that are named by set id."""
        found = (label for set_id in set_ids for label in self.edition.versions(set_id)[:1])
        return self._of_labels(((label.key, label) for label in found), "label")

    def by_ndcs(self, ndcs: Iterable[str]) -> tuple[NewsMedicine, ...]:
        """Returns the medicines of labels with one of these products; the package may be another one of the same product."""
        keys = {ndc_key(ndc)[:2] for ndc in ndcs}
        labels = dict.fromkeys(label for key in keys if len(key) == 2 for label in self._products.get(key, ()))
        return self._of_labels(((label, None) for label in labels), "ndc")

    def by_application(self, application: str) -> tuple[NewsMedicine, ...]:
        """Returns the medicines of labels under an application such as "NDA000101"."""
        return self._of_labels(((label, None) for label in self._applications.get(application, ())), "application")

    def of_label(self, key: int) -> Medicine | None:
        """Returns the medicine a label belongs to."""
        return self._medicines.get(key)

    def _of_labels(self, labels: Iterable[tuple[int, LabelRecord | None]], how: How) -> tuple[NewsMedicine, ...]:
        found: dict[str, tuple[Medicine, list[str]]] = {}
        for key, record in labels:
            medicine = self._medicines.get(key)
            if medicine is not None:
                label = record or self.edition.label(key)
                found.setdefault(medicine.key, (medicine, []))[1].append(label.set_id)
        return tuple(NewsMedicine(one.name, one.key, tuple(dict.fromkeys(ids)), how) for one, ids in found.values())

    @cached_property
    def _medicines(self) -> dict[int, Medicine]:
        found: dict[int, Medicine] = {}
        for medicine in self.edition.medicines():
            for key in medicine.labels:
                found.setdefault(key, medicine)
        return found

    @cached_property
    def _coded(self) -> tuple[dict[NdcKey, list[int]], dict[str, list[int]]]:
        """Returns the labels by product NDC and by application; read once, all labels."""
        products: dict[NdcKey, list[int]] = defaultdict(list)
        applications: dict[str, list[int]] = defaultdict(list)
        for key in sorted(self._medicines):
            for product in leaves(self.edition.label(key).products):
                codes = {code for code in (product.product_ndc, *(one.ndc for one in product.packages)) if code}
                for ndc in {ndc_key(code)[:2] for code in codes}:
                    products[ndc].append(key)
                if product.application:
                    applications[product.application].append(key)
        return products, applications

    @property
    def _products(self) -> dict[NdcKey, list[int]]:
        return self._coded[0]

    @property
    def _applications(self) -> dict[str, list[int]]:
        return self._coded[1]

    # --- by name -------------------------------------------------------------------------------------------------------

    def by_names(self, names: Iterable[str], form: str = "") -> tuple[NewsMedicine, ...]:
        """Returns the medicines of whole names, brand or generic; `form` is text that may tell the form ("oral tablets")."""
        for name in names:
            found = self._named(self._rows(fold(name)), form) or self._composed(split_generic(name), form)
            if found:
                return found
        return ()

    def by_text(self, text: str) -> tuple[NewsMedicine, ...]:
        """Returns the medicines that the first words of a product's description name; none where only a part of it is known."""
        words = fold(text).split()[:_WORDS]
        for start in range(len(words)):
            for end in range(min(start + _LONGEST, len(words)), start, -1):
                rows = self._rows(" ".join(words[start:end]))
                if rows:
                    return () if self._goes_on(words[end:], rows) else self._named(rows, text)
            if _FORMS.match(words[start]):
                break  # what follows the form is no name of the product
        return ()

    def mentioned(self, text: str) -> tuple[NewsMedicine, ...]:
        """Returns every medicine that running text names by a brand or ingredient."""
        words = fold(text).split()
        found: dict[str, NewsMedicine] = {}
        start = 0
        while start < len(words):
            step = 1
            for end in range(min(start + _LONGEST, len(words)), start, -1):
                rows = self._rows(" ".join(words[start:end]))
                if rows:
                    found |= {one.key: one for one in self._named(rows, "")[:1]}
                    step = end - start
                    break
            start += step
        return tuple(found.values())

    def _rows(self, key: str) -> tuple[Name, ...]:
        """Returns the names a key stands for; an everyday word, a class or a few letters are no name here."""
        if len(key) < _SHORTEST or key in ordinary_words():
            return ()
        return tuple(row for row in self.edition.names(key) if row.kind != "class" and row.medicines)

    def _goes_on(self, rest: Sequence[str], rows: Sequence[Name]) -> bool:
        """Returns whether another ingredient follows: the product is a combination that is not known as a whole."""
        own = {one for row in rows for parts in row.ingredients for one in parts}
        skipped = _JOINS | {word for words in words_of_salts().values() for word in words} | set(words_of_salts())
        for word in rest[:4]:
            if word in skipped:
                continue
            if _FORMS.match(word):
                return False
            parts = {one for row in self.edition.names(word) if row.kind in {"ingredient", "generic"} for one in row.ingredients[0]}
            if parts and not parts & own:
                return True
        return False

    def _composed(self, parts: Sequence[str], form: str) -> tuple[NewsMedicine, ...]:
        wanted = composition(parts)
        held = (one for one in set(self._medicines.values()) if one.ingredients == wanted) if wanted else ()
        return self._with_form(sorted(held, key=lambda one: one.key), form)

    def _named(self, rows: Sequence[Name], form: str) -> tuple[NewsMedicine, ...]:
        keys = dict.fromkeys(key for row in rows for key in row.medicines)
        return self._with_form([one for key in keys if (one := self.edition.medicine(key)) is not None], form)

    def _with_form(self, medicines: Iterable[Medicine], form: str) -> tuple[NewsMedicine, ...]:
        """Returns the medicines that are taken the way the text says; all where it does not say."""
        routes = {route for route, words in FORM_WORDS if words.search(form)}
        return tuple(
            NewsMedicine(one.name, one.key, tuple(self._set_ids(one)), "name")
            for one in medicines
            if not routes or not one.routes or routes & set(one.routes)
        )

    def _set_ids(self, medicine: Medicine) -> Iterator[str]:
        yield from dict.fromkeys(self.edition.label(key).set_id for key in medicine.labels[:1])
