"""LOINC section types of SPL labels, by code and by openFDA field name."""

from __future__ import annotations

from importlib.resources import files
from typing import Final, Literal, cast

from msgspec import Struct

Audience = Literal["professional", "patient", "both"]


class SectionType(Struct, frozen=True):
    """One kind of section.

    `chapter` is its number in a label of the 2006 format (21 CFR 201.57). `parents` are the openFDA fields a section of this kind
    usually stands in. `order` is its usual place in a label, from 0.
    """

    code: str
    field: str
    title: str
    audience: Audience
    chapter: int | None
    parents: tuple[str, ...]
    order: int


def _load() -> tuple[SectionType, ...]:
    text = (files("plainlabel.vocabulary") / "sections.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple(
        SectionType(
            code, field, title, cast("Audience", audience), int(chapter) if chapter else None, tuple(parents.split()), order
        )
        for order, (code, field, title, audience, chapter, parents) in enumerate(rows)
    )


SECTIONS: Final[tuple[SectionType, ...]] = _load()
"""Every section type, in the order in which a label has them."""

BY_CODE: Final[dict[str, SectionType]] = {section.code: section for section in SECTIONS}
BY_FIELD: Final[dict[str, SectionType]] = {section.field: section for section in SECTIONS}
UNCLASSIFIED: Final = "42229-5"


def by_code(code: str | None) -> SectionType | None:
    """Returns the section type with LOINC `code`, or None."""
    return BY_CODE.get(code or "")


def by_field(field: str) -> SectionType | None:
    """Returns the section type of openFDA's `field` ("warnings_and_cautions"), or None."""
    return BY_FIELD.get(field)
