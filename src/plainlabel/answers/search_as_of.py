"""What a search found, as the labels stood on a day."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from plainlabel.answers.search import FoundMedicine, FoundPassage, SearchResult
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.history.passage import LabelText, passage_status
from plainlabel.history.timeline import in_force


def as_of(found: SearchResult, edition: Edition, day: str) -> SearchResult:
    """Returns what of `found` the labels said on a day: medicines that had a label then, and passages as they stood.

    The index holds the labels of today. A passage of today that another version had in other words is given in those.
    """
    return structs.replace(
        found,
        medicines=tuple(one for one in found.medicines if _had_label(one, edition, day)),
        classes=tuple(one for one in found.classes if _had_label(one, edition, day)),
        conditions=(),
        passages=tuple(_passages(found.passages, edition, day)),
    )


def _had_label(medicine: FoundMedicine, edition: Edition, day: str) -> bool:
    held = edition.medicine(medicine.key) if medicine.key else None
    return held is None or in_force(edition, [edition.label(key) for key in held.labels], day)[0] is not None


def _passages(found: tuple[FoundPassage, ...], edition: Edition, day: str) -> Iterator[FoundPassage]:
    texts: dict[str, tuple[LabelRecord | None, LabelText | None]] = {}
    for one in found:
        if one.set_id not in texts:
            record = in_force(edition, [edition.label_by_set_id(one.set_id)], day)[0]
            older = record is not None and not record.standing
            tree = edition.section_tree(record.key).values() if record is not None and older else ()
            texts[one.set_id] = record, LabelText(tree) if older else None
        record, text = texts[one.set_id]
        if record is None:
            continue
        if text is None:
            yield one
        elif one.text is not None and (placed := _placed(one, text)) is not None:
            yield placed


def _placed(found: FoundPassage, text: LabelText) -> FoundPassage | None:
    status = passage_status(found.text or "", text, section=found.section, code=found.section_code)
    if status.section_id is None:
        return None
    code = dict(zip((section.id for section in text.sections), text.codes, strict=True))[status.section_id]
    return structs.replace(
        found,
        section_code=code,
        section=status.section or "",
        section_id=status.section_id,
        start=status.start,
        end=status.end,
        text=status.text,
    )
