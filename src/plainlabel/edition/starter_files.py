"""The starter as text: the facts of an edition written into files that can be reviewed, and read back.

Each thing that many labels share is one line of a table with a key: an ingredient, a section (heading, id, code, number,
parent), a fact, a class. A label is one line of `labels.jsonl` and names those lines by their keys. Keys are made of the
line's content, so an entry keeps its key when others come and go. Files are sorted; the same edition gives the same bytes.

The starter holds facts, never label prose. No text of more than nine words goes in: a longer heading or term is cut and then ends
in "…". Places name their section; offsets are left out, as there is no text to point into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct, structs

from plainlabel.edition import encode
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.staging import Kept
from plainlabel.errors import BrokenEditionError
from plainlabel.facts.fact import Fact, FactValue, Place
from plainlabel.label import Section, heading

FORMAT: Final = 1
SUMMARY: Final = "starter.json"
NOWHERE: Final = "-"
LABELS: Final = "labels.jsonl"
TABLES: Final = ("sections.jsonl", "facts.jsonl", "ingredients.jsonl", "classes.jsonl")


class Summary(Struct, frozen=True):
    """What the starter holds: counts, the day of its data, and the hash of its files (by which its edition is cached)."""

    format: int
    data_date: str
    content: str
    labels: int
    facts: int
    cut: int


class StarterLabel(Struct, frozen=True, omit_defaults=True):
    """One line of `labels.jsonl`.

    `record` is a LabelRecord without its defaults, ingredients and classes as keys. `sections` has "key:characters" for each
    section, in document order, with spaces between. `facts` has the keys of the facts that stand in a section behind the
    section's ordinal ("3 key key"); those about the whole label stand behind "-".
    """

    record: dict[str, Any]
    sections: str = ""
    facts: tuple[str, ...] = ()


def files_hash(folder: Path) -> str:
    """Returns the SHA-256 over the names and bytes of the starter's files, in hex."""
    digest = hashlib.sha256()
    for name in (*TABLES, LABELS):
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()


def told_by(section_id: str) -> tuple[str | None, str | None]:
    """Returns parent and number as an openFDA section id has them: "warnings_and_cautions/5.2"."""
    parent, slash, number = section_id.rpartition("/")
    return (parent, number) if slash else (None, None)


def cited_by(section: SectionRecord | None) -> tuple[str | None, str]:
    """Returns the code and heading that a fact in this section cites unless it says otherwise."""
    if section is None:
        return None, ""
    return section.code, heading(Section(section.id, section.own_code, section.number, section.title, section.parent, ""))


def _unnumbered(value: Any) -> Any:
    return list(value.values()) if isinstance(value, dict) else value


def read_summary(folder: Path) -> Summary:
    """Returns the summary of the starter in `folder`.

    Raises:
        BrokenEditionError: there is none, or it is of another format.
    """
    try:
        summary = msgspec.json.decode((folder / SUMMARY).read_bytes(), type=Summary)
    except (OSError, msgspec.MsgspecError) as error:
        raise BrokenEditionError(
            f"The starter cannot be read: {error}", file=str(folder), next_step="Install PlainLabel again"
        ) from error
    if summary.format != FORMAT:
        raise BrokenEditionError(f"The starter has format {summary.format}, not {FORMAT}", file=str(folder))
    return summary


def starter_labels(folder: Path) -> Iterator[Kept]:
    """Returns the labels of the starter, in the order of an edition's rows."""
    sections, facts, ingredients, classes = (_entries(folder / name) for name in TABLES)
    reader = _Reader(sections, facts, ingredients, classes)
    decoder = msgspec.json.Decoder(StarterLabel)
    with (folder / LABELS).open("rb") as lines:
        for line in lines:
            yield reader.label(decoder.decode(line))


def _entries(file: Path) -> dict[str, Any]:
    with file.open("rb") as lines:
        return dict(msgspec.json.decode(line, type=tuple[str, Any]) for line in lines)


def _value(kind: str, plain: dict[str, Any]) -> FactValue:
    fields = {name: _unnumbered(part) for name, part in plain.items()}
    found: FactValue = msgspec.convert({"kind": kind, **fields}, FactValue)
    return found


class _Reader:
    """Turns lines back into stored labels."""

    def __init__(
        self, sections: dict[str, Any], facts: dict[str, Any], ingredients: dict[str, Any], classes: dict[str, Any]
    ) -> None:
        self._sections = sections
        self._facts = {key: (_value(kind, plain), cited) for key, (kind, plain, *cited) in facts.items()}
        self._ingredients = ingredients
        self._classes = classes

    def label(self, line: StarterLabel) -> Kept:
        record = msgspec.convert({"key": 0, **self._plain_record(line.record)}, LabelRecord)
        sections = self._sections_of(line.sections)
        records = [_section_record(ordinal, section) for ordinal, section in enumerate(sections)]
        facts = encode.store_facts([fact for text in line.facts for fact in self._facts_in(text, records)])
        held = structs.replace(record, standing=False)
        return Kept(encode.StoredLabel(held, encode.digest(held, sections, facts), sections, facts), standing=record.standing)

    def _plain_record(self, plain: dict[str, Any]) -> dict[str, Any]:
        defaults = {"version": None, "effective": None, "standing": False, "title": ""}
        products = [self._product(product) for product in plain.get("products", [])]
        return {**defaults, **plain, "products": products, "classes": [self._classes[key] for key in plain.get("classes", [])]}

    def _product(self, plain: dict[str, Any]) -> dict[str, Any]:
        look_up: Callable[[str], list[Any]] = lambda name: [self._ingredients[key] for key in plain.get(name, [])]  # noqa: E731
        parts = [self._product(part) for part in plain.get("parts", [])]
        return {**plain, "active": look_up("active"), "inactive": look_up("inactive"), "parts": parts}

    def _sections_of(self, text: str) -> tuple[encode.StoredSection, ...]:
        found: dict[str, encode.StoredSection] = {}
        for part in text.split():
            key, _, characters = part.partition(":")
            title, own_code, section_id, *rest = self._sections[key]
            number, parent = rest or told_by(section_id)[::-1]
            code = own_code or (found[parent].code if parent is not None else None)
            found[section_id] = encode.StoredSection(section_id, code, own_code, number, title, parent, int(characters))
        return tuple(found.values())

    def _facts_in(self, text: str, sections: list[SectionRecord]) -> Iterator[Fact]:
        place, *keys = text.split()
        section = None if place == NOWHERE else sections[int(place)]
        for key in keys:
            value, cited = self._facts[key]
            code, title = cited[0] if cited else cited_by(section)
            yield Fact(value, Place(section.id if section else None, code, title))


def _section_record(ordinal: int, section: encode.StoredSection) -> SectionRecord:
    return SectionRecord(
        section.id, section.code, section.own_code, section.number, section.title, section.parent, section.characters, ordinal
    )
