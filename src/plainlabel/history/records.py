"""The frozen records of a comparison: versions that go in, changes that come out."""

from __future__ import annotations

from typing import Literal, Self

from msgspec import Struct

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.fact import Fact
from plainlabel.label import Label, Section

TextKind = Literal["added", "removed", "changed", "moved"]
ChangeClass = Literal[
    "new_boxed_warning",
    "new_use",
    "wider_use",
    "new_contraindication",
    "new_warning",
    "new_interaction",
    "dose_change",
    "storage_change",
    "removed_boxed_warning",
    "removed_use",
    "narrower_use",
    "removed_contraindication",
    "removed_warning",
    "removed_interaction",
    "other",
    "wording_only",
]


class Version(Struct, frozen=True):
    """One version of a label as it is compared. `complete` is False for a fragment: what it lacks may stand in the label."""

    set_id: str
    version: int | None
    effective: str | None
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    complete: bool = True

    @classmethod
    def of_label(cls, label: Label) -> Self:
        """Returns a label that was just read, with its facts."""
        from plainlabel.facts.extract import extract  # noqa: PLC0415 - all extractors, which an edition needs no more

        return cls(label.set_id, label.version, label.effective, label.sections, extract(label)[0], not label.partial)

    @classmethod
    def of_edition(cls, edition: Edition, record: LabelRecord) -> Self:
        """Returns a version that an edition holds."""
        sections = tuple(edition.section_tree(record.key).values())
        return cls(record.set_id, record.version, record.effective, sections, edition.facts(record.key), not record.partial)


class Spot(Struct, frozen=True, gc=False):
    """Where a passage stands in a version: section id, heading, [start, end) in the section text, and its text."""

    section_id: str
    section: str
    start: int
    end: int
    text: str


class CellChange(Struct, frozen=True, omit_defaults=True):
    """One table cell that changed: the first cell of its row, its column's head where there is one, and both texts."""

    row: str
    column: str | None
    old: str | None
    new: str | None


class TextChange(Struct, frozen=True, omit_defaults=True):
    """One passage that was added, removed, changed or moved. `cells` says it by cell where it is a table row.

    A passage that moved and changed is `changed` with two sections.
    """

    kind: TextKind
    old: Spot | None = None
    new: Spot | None = None
    cells: tuple[CellChange, ...] = ()


class FactChange(Struct, frozen=True, omit_defaults=True):
    """One change that facts show: its class, a short term, and for ages, doses and storage the old and the new value in words."""

    change: ChangeClass
    term: str
    old: str | None = None
    new: str | None = None
    section_id: str | None = None


class SectionChange(Struct, frozen=True, omit_defaults=True):
    """What changed in one section: ids and headings in both versions (None where it is new or gone), classes, passages, facts.

    `classes` has the gravest first. `noise` counts passages that differ in capitals, punctuation or cross references only.
    """

    old_id: str | None
    new_id: str | None
    section: str
    code: str | None
    classes: tuple[ChangeClass, ...]
    texts: tuple[TextChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    noise: int = 0


class LabelDiff(Struct, frozen=True, omit_defaults=True):
    """What changed from one version of a label to another. `complete` is False where one of them is a fragment."""

    set_id: str
    old_version: int | None
    new_version: int | None
    old_effective: str | None
    new_effective: str | None
    classes: tuple[ChangeClass, ...]
    sections: tuple[SectionChange, ...]
    complete: bool = True


class Aligned(Struct, frozen=True):
    """The passages that two versions do not share, and how many differ in noise only, by new section id."""

    changes: tuple[TextChange, ...]
    noise: dict[str, int]
    partner: dict[str, str]
