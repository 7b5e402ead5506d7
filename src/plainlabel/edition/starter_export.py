"""The starter written: the facts of an edition as the text files that `starter_files` describes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct, structs

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.starter_files import (
    FORMAT,
    LABELS,
    NOWHERE,
    SUMMARY,
    TABLES,
    StarterLabel,
    Summary,
    cited_by,
    files_hash,
    told_by,
)
from plainlabel.errors import BuildError
from plainlabel.facts.fact import Fact

MAX_WORDS: Final = 9
MORE: Final = "…"
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def export(edition: Edition, folder: Path) -> Summary:
    """Returns the summary of what was written: the facts of all labels of `edition`, as the text files of the starter."""
    writer = _Writer(edition)
    labels = sorted((writer.label(key) for key in range(1, edition.manifest.counts.labels + 1)), key=_by_set_id)
    tables = {table.name: table for table in (writer.sections, writer.facts, writer.ingredients, writer.classes)}
    lines = {name: table.lines() for name, table in tables.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in lines.items():
        _write(folder / name, rows)
    _write(folder / LABELS, (msgspec.json.encode(writer.keyed(label)) for label in labels))
    summary = Summary(
        format=FORMAT,
        data_date=edition.data_date,
        content=files_hash(folder),
        labels=len(labels),
        facts=sum(len(entries) for label in labels for entries in label.facts.values()),
        cut=writer.cut,
    )
    (folder / SUMMARY).write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n")
    return summary


def short(text: str) -> str:
    """Returns `text`, cut after nine words where it has more."""
    words = list(_WORD.finditer(text))
    return text if len(words) <= MAX_WORDS else text[: words[MAX_WORDS - 1].end()] + MORE


class _Table:
    """Entries that many labels share, by key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._keys: dict[bytes, str] = {}

    def add(self, entry: object) -> bytes:
        """Returns the entry as JSON, by which `key` knows it."""
        line = msgspec.json.encode(entry, order="deterministic")
        self._keys.setdefault(line, "")
        return line

    def key(self, line: bytes) -> str:
        """Returns the key of an entry that was added, once `lines` has given out the keys."""
        return self._keys[line]

    def lines(self) -> list[bytes]:
        """Returns the table's lines, sorted; gives every entry its key: so much of its hash as tells it from the others."""
        names = {_hash_name(line): line for line in self._keys}
        for length in range(4, 53):
            starts = Counter(name[:length] for name in names)
            alone = [name for name in names if starts[name[:length]] == 1]
            for name in alone:
                self._keys[names.pop(name)] = name[:length]
        return sorted(msgspec.json.encode([key, msgspec.Raw(line)]) for line, key in self._keys.items())


def _hash_name(line: bytes) -> str:
    return base64.b32encode(hashlib.sha256(line).digest()).decode().rstrip("=").lower()


class _Writer:
    """Turns the labels of an edition into lines; keys are filled in at the end, when all entries are known."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.sections, self.facts, self.ingredients, self.classes = map(_Table, TABLES)
        self.cut = 0

    def label(self, key: int) -> _Line:
        record = self._edition.label(key)
        sections = self._edition.sections(key)
        ordinals: dict[str | None, str] = {section.id: str(section.ordinal) for section in sections}
        facts: dict[str, list[bytes]] = {}
        for fact in self._edition.facts(key):
            place = ordinals.get(fact.place.section_id, NOWHERE)
            facts.setdefault(place, []).append(self._fact(fact, None if place == NOWHERE else sections[int(place)]))
        by_id = {section.id: section for section in sections}
        entries = [(self.sections.add(_section_entry(section, by_id)), section.characters) for section in sections]
        return _Line(record=self._record(record), sections=entries, facts=facts)

    def keyed(self, line: _Line) -> StarterLabel:
        return StarterLabel(
            record=_resolved(line.record),
            sections=" ".join(f"{self.sections.key(entry)}:{characters}" for entry, characters in line.sections),
            facts=tuple(" ".join((place, *map(self.facts.key, entries))) for place, entries in line.facts.items()),
        )

    def _fact(self, fact: Fact, section: SectionRecord | None) -> bytes:
        place = fact.place
        value = _without_defaults(fact.value)
        cut = _shortened(value)
        self.cut += cut != value
        entry: list[object] = [fact.kind, {name: _numbered(part) for name, part in cut.items()}]
        if (place.section_code, place.section) != cited_by(section):
            entry.append([place.section_code, short(place.section)])
        return self.facts.add(entry)

    def _record(self, record: LabelRecord) -> dict[str, Any]:
        plain = _without_defaults(record)
        for name in ("key", "notices"):
            plain.pop(name, None)
        plain["classes"] = [_Reference(self.classes, self.classes.add(found)) for found in record.classes]
        plain["products"] = [self._product(product) for product in plain.get("products", [])]
        return {name: value for name, value in _shortened(plain).items() if value != []}

    def _product(self, product: dict[str, Any]) -> dict[str, Any]:
        plain = dict(product)
        if inactive := plain.get("inactive"):
            found = [_Reference(self.ingredients, self.ingredients.add(_short_texts(entry))) for entry in inactive]
            plain["inactive"] = sorted(found, key=lambda reference: reference.line)
        if active := plain.get("active"):
            plain["active"] = [_Reference(self.ingredients, self.ingredients.add(_short_texts(entry))) for entry in active]
        if parts := plain.get("parts"):
            plain["parts"] = [self._product(part) for part in parts]
        return plain


class _Reference(Struct, frozen=True):
    """A key that is not known yet."""

    table: Any
    line: bytes


class _Line(Struct):
    record: dict[str, Any]
    sections: list[tuple[bytes, int]]
    facts: dict[str, list[bytes]]


def _resolved(value: Any) -> Any:
    if isinstance(value, _Reference):
        return value.table.key(value.line)
    if isinstance(value, dict):
        return {name: _resolved(part) for name, part in value.items()}
    return [_resolved(part) for part in value] if isinstance(value, list) else value


def _short_texts(value: Any) -> Any:
    if isinstance(value, str):
        return short(value)
    if isinstance(value, dict):
        return _shortened(value)
    return [_short_texts(part) for part in value] if isinstance(value, list | tuple) else value


def _shortened(value: dict[str, Any]) -> dict[str, Any]:
    return {name: _short_texts(part) for name, part in value.items()}


def _numbered(value: Any) -> Any:
    """Returns a list with its items numbered: a line of terms one after the other could read like a sentence of the label."""
    return {f"n{number}": part for number, part in enumerate(value, 1)} if isinstance(value, list) else value


def _without_defaults(record: Struct) -> dict[str, Any]:
    """Returns a record as plain data without the fields that have their default value; records inside it likewise."""

    def plain(value: Any) -> Any:
        if isinstance(value, Struct) and not value.__struct_config__.array_like:
            fields = structs.fields(value)
            return {
                field.name: plain(getattr(value, field.name)) for field in fields if getattr(value, field.name) != field.default
            }
        if isinstance(value, Struct):
            values = [plain(part) for part in structs.astuple(value)]
            defaults = [field.default if field.default != () else [] for field in structs.fields(value)]
            while values and values[-1] == defaults[len(values) - 1]:
                values.pop()
            return values
        return [plain(part) for part in value] if isinstance(value, tuple | list) else value

    found: dict[str, Any] = plain(record)
    return found


def _section_entry(section: SectionRecord, others: dict[str, SectionRecord]) -> list[object]:
    """Returns heading, own code and id, and number and parent where the id does not say them.

    The code stands between heading and id, so that a line does not read like a sentence of the label.
    """
    parent = others[section.parent] if section.parent is not None else None
    if section.code != (section.own_code or (parent.code if parent else None)):
        raise BuildError(f"Section {section.id} has a code from nowhere", next_step="This is a defect: report it")
    entry: list[object] = [short(section.title), section.own_code, section.id]
    return entry if (section.parent, section.number) == told_by(section.id) else [*entry, section.number, section.parent]


def _by_set_id(line: _Line) -> tuple[str, int, str]:
    record = line.record
    return record["set_id"], record["version"] if record.get("version") is not None else -1, record.get("document_id") or ""


def _write(file: Path, lines: Iterable[bytes]) -> None:
    file.write_bytes(b"".join(line + b"\n" for line in lines))
