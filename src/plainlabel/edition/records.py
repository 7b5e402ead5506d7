"""The frozen records an open edition hands out."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from plainlabel.label import PharmClass, Product

EditionKind = Literal["full", "facts"]
NameKind = Literal["brand", "generic", "ingredient", "synonym", "class"]


class LabelRecord(Struct, frozen=True):
    """One label of an edition without its text.

    `key` is the row in this edition only (never in links). `standing` is True for the version that answers questions, False
    for an
    older version kept beside it.
    """

    key: int
    set_id: str
    version: int | None
    effective: str | None
    source: str
    title: str
    standing: bool
    document_id: str | None = None
    document_type: str | None = None
    labeler: str | None = None
    labeler_duns: str | None = None
    products: tuple[Product, ...] = ()
    classes: tuple[PharmClass, ...] = ()
    rxcui: tuple[str, ...] = ()
    original_packager: bool | None = None
    seen: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Returns whether only some sections of the label are held."""
        return self.source == "partial"


class SectionRecord(Struct, frozen=True, array_like=True):
    """One section of a label without its text.

    `own_code` is the section's LOINC code, `code` its own or its nearest coded ancestor's.
    """

    id: str
    code: str | None
    own_code: str | None
    number: str | None
    title: str
    parent: str | None
    characters: int
    ordinal: int


class Medicine(Struct, frozen=True):
    """What a person asks about, and the labels behind it, the one that stands for it first.

    `key` is stable between editions ("tramadol", "tramadol/oral/extended-release"); `ingredients` are active moieties,
    sorted, lower case.
    `routes` and `release` ("immediate", "extended", "delayed") describe the group. `labels` are LabelRecord keys, best first.
    """

    key: str
    name: str
    ingredients: tuple[str, ...]
    brands: tuple[str, ...]
    routes: tuple[str, ...]
    release: str
    labels: tuple[int, ...]


class Name(Struct, frozen=True, array_like=True):
    """One name people use and what it stands for.

    `key` is the folded form that is looked up, `name` the written form. `ingredients` holds one sorted tuple of moieties a
    composition:
    a brand with several compositions has several. A class word has kind "class", and `ingredients` holds one single-moiety
    tuple a member.
    `source` is "label", "rxnorm", "drugsfda", "unii" or "plainlabel" (our own list). `medicines` are keys of medicines in
    this edition.
    """

    key: str
    name: str
    kind: NameKind
    ingredients: tuple[tuple[str, ...], ...]
    source: str
    medicines: tuple[str, ...] = ()


class Hit(Struct, frozen=True, array_like=True):
    """One passage found: label key, section ordinal, [start, end) in the section text, score (higher is better)."""

    label: int
    section: int
    start: int
    end: int
    score: float
