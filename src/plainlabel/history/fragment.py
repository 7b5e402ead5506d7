"""A part of a label that somebody copied, read as a version without a number: what it lacks may stand in the label."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from plainlabel.errors import UnreadableDocumentError
from plainlabel.facts.extract import extract
from plainlabel.history.records import Version
from plainlabel.identifiers import date
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.label import Block, Label, Section
from plainlabel.vocabulary.sections import SECTIONS

_MOST_BYTES = 8 << 20


class _Fragment(Struct, frozen=True):
    set_id: str
    section: str
    subsections: tuple[tuple[str, str, str], ...]
    as_of: str | None = None


def read_fragment(file: Path) -> Version:
    """Returns the fragment in a JSON file.

    It has `set_id`, `as_of`, `section` ("1 Indications and Usage") and `subsections`, each [number, title, text].

    Raises:
        UnreadableDocumentError: the file cannot be read or is no fragment.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _no_fragment(file, f"it is larger than {_MOST_BYTES >> 20} MB")
        found = msgspec.json.decode(file.read_bytes(), type=_Fragment)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _no_fragment(file, str(error)) from error
    number, _, title = found.section.partition(" ")
    if not number.replace(".", "").isdigit():
        number, title = "", found.section
    kind = next((one for one in SECTIONS if one.title.casefold() == title.strip().casefold()), None)
    field = kind.field if kind else "fragment"
    parent = Section(field, kind.code if kind else None, number or None, title.strip(), None, "")
    parts = tuple(
        Section(f"{field}/{own}", None, own, name, field, text, (Block("paragraph", 0, len(text)),))
        for own, name, text in found.subsections
    )
    set_id = parse_set_id(found.set_id)
    if set_id is None:
        raise _no_fragment(file, "its set_id is none")
    label = Label(set_id, None, date(found.as_of), "partial", sections=(parent, *parts))
    return Version(set_id, None, label.effective, label.sections, extract(label)[0], complete=False)


def _no_fragment(file: Path, why: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"No fragment of a label can be read here: {why}",
        file=str(file),
        next_step="It needs set_id, section and subsections: [[number, title, text], ...]",
    )
