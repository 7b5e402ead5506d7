"""The table of condition and reaction names (conditions.tsv): one record a concept, and a search by key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from plainlabel.vocabulary.clinical_keys import name_key, ordered_key


class Condition(Struct, frozen=True):
    """One condition or reaction: the plain name to show, its MeSH descriptor where it has one, and its other names."""

    name: str
    mesh: str | None
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Returns every name, the preferred one first."""
        return self.name, *self.synonyms


def _read() -> Iterator[Condition]:
    text = (files("plainlabel.vocabulary") / "conditions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#") and not line.startswith("name\t"):
            name, mesh, synonyms = line.split("\t")
            yield Condition(name, mesh or None, tuple(synonyms.split(" | ")) if synonyms else ())


@cache
def conditions() -> tuple[Condition, ...]:
    """Returns every condition, by name; read once, when first asked for."""
    return tuple(_read())


@cache
def by_key() -> dict[str, Condition]:
    """Returns the conditions by the key of each of their names; a preferred name wins over a synonym."""
    found = {name_key(one.name): one for one in conditions()}
    for one in conditions():
        for synonym in one.synonyms:
            found.setdefault(name_key(synonym), one)
    return found


@cache
def in_text_order() -> dict[str, Condition]:
    """Returns the conditions by the keys of their names in the order of the words, for finding them in running text."""
    found: dict[str, Condition] = {}
    for one in conditions():
        for name in one.names:
            found.setdefault(ordered_key(name), one)
    return found
