"""Whether one label keeps the rules of an edition, asked before it is staged.

What `verify` would find wrong in the whole edition is found here in the one label that brings it: a reader's defect, or a
document made to provoke one, costs that document and not the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from plainlabel.edition.schema import SECTIONS_PER_LABEL
from plainlabel.errors import ExtractionError, UnreadableDocumentError, UnsafeDocumentError
from plainlabel.facts.fact import Fact
from plainlabel.identifiers import set_id
from plainlabel.label import Label, Passage

MAX_VERSION: Final = (1 << 31) - 1
_REPORT: Final = "Report it to PlainLabel with the document"


def check_label(label: Label) -> None:
    """Returns nothing for a label whose identity and sections an edition can hold.

    Raises:
        UnsafeDocumentError: more sections than an edition can number.
        UnreadableDocumentError: no set id, a version out of range, or sections that do not make a tree.
    """
    if set_id(label.set_id) != label.set_id:
        raise UnreadableDocumentError("the set id is no UUID", next_step=_REPORT)
    if label.version is not None and not 0 <= label.version <= MAX_VERSION:
        raise UnreadableDocumentError("the version is out of range", set_id=label.set_id, next_step="Correct the version number")
    if len(label.sections) > SECTIONS_PER_LABEL:
        raise UnsafeDocumentError(
            f"more than {SECTIONS_PER_LABEL} sections", set_id=label.set_id, next_step="No label has so many: look at the document"
        )
    seen: set[str] = set()
    for section in label.sections:
        outside = any(not 0 <= block.start <= block.end <= len(section.text) for block in section.blocks)
        if section.id in seen or (section.parent is not None and section.parent not in seen) or outside:
            raise UnreadableDocumentError(
                "a section that is not in order", set_id=label.set_id, location=section.id[:80], next_step=_REPORT
            )
        seen.add(section.id)


def sound_passages(label: Label, passages: Mapping[str, Sequence[Passage]]) -> None:
    """Returns nothing where each passage lies inside its section.

    Raises:
        UnreadableDocumentError: one does not.
    """
    for section in label.sections:
        if any(not 0 <= one.start < one.end <= len(section.text) for one in passages[section.id]):
            raise UnreadableDocumentError(
                "a passage outside its section", set_id=label.set_id, location=section.id[:80], next_step=_REPORT
            )


def sound_facts(label: Label, facts: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[ExtractionError, ...]]:
    """Returns the facts that stand inside a section of the label (or are about the whole), and an error for each other one."""
    lengths = {section.id: len(section.text) for section in label.sections}
    kept: list[Fact] = []
    lost: list[ExtractionError] = []
    for fact in facts:
        if _placed(fact, lengths):
            kept.append(fact)
        else:
            where = fact.place.section_id or "the whole label"
            lost.append(ExtractionError(f"{fact.kind}: a place outside the label", set_id=label.set_id, location=where))
    return tuple(kept), tuple(lost)


def _placed(fact: Fact, lengths: Mapping[str, int]) -> bool:
    place = fact.place
    if place.section_id is not None and place.section_id not in lengths:
        return False
    if place.start is None or place.end is None:
        return place.start is None and place.end is None
    return 0 <= place.start <= place.end <= lengths.get(place.section_id or "", 0)
