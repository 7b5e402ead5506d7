"""What the lists of an edition are made of: medicines, labels, entries with their labels; and their keys in addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from plainlabel.answers.sentences.words import thing
from plainlabel.answers.wording import figure
from plainlabel.facts.kinds import AdverseReaction

_NOT_IN_ADDRESS: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 80


class ListedMedicine(Struct, frozen=True):
    """A medicine in a list. `key` is the readable key of addresses, `form` tells the route and release where they matter."""

    key: str
    name: str
    form: str
    ingredients: tuple[str, ...]
    brands: tuple[str, ...]
    set_id: str
    version: int | None
    effective: str | None
    partial: bool


class ListedLabel(Struct, frozen=True):
    """A label in a list, the medicine it belongs to, and what the list tells of it."""

    name: str
    medicine: str | None
    set_id: str
    version: int | None
    effective: str | None
    labeler: str | None
    note: str = ""


class Listing(Struct, frozen=True):
    """One entry of a list with its labels: a class, a condition, an ingredient, a side effect or a topic."""

    key: str
    title: str
    labels: tuple[ListedLabel, ...]
    kind: str | None = None
    code: str | None = None


class ListedQuestion(Struct, frozen=True):
    """A question that a label can answer, with its type."""

    type: str
    question: str


def readable_key(text: str) -> str:
    """Returns text as it stands in an address: small letters and figures joined by hyphens; "" where it has none."""
    # Labels write "Crohn's" with either apostrophe: it is one condition.
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_IN_ADDRESS.sub("-", plain).strip("-")[:_LONGEST].strip("-")


def first_letter(title: str) -> str:
    """Returns the letter a title is listed under, "0" for figures and signs."""
    first = readable_key(title)[:1]
    return first if first.isalpha() else "0"


def by_name(labels: Iterable[ListedLabel]) -> tuple[ListedLabel, ...]:
    """Returns labels by the names of their medicines."""
    return tuple(sorted(labels, key=lambda each: (readable_key(each.name), each.set_id)))


def rate_of(value: AdverseReaction) -> str:
    """Returns how many had a side effect, beside the comparator; empty where the label gives no rate."""
    if value.rate_percent is None:
        return ""
    against = ""
    if value.comparator_percent is not None:
        against = f", against {figure(value.comparator_percent)}% on {thing(value.comparator or 'the comparator')}"
    return f"{'under ' if value.below else ''}{figure(value.rate_percent)}%{against}"


def kind_of(document_type: str) -> str:
    """Returns a document type in words people use."""
    return document_type.lower().removeprefix("human ").removesuffix(" label").replace("otc drug", "drug without a prescription")
