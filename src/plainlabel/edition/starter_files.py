"""The starter as text: the facts of an edition written into files that can be reviewed, and read back.

Each thing that many labels share is one line of a table with a key: an ingredient, a section (heading, id, code, number,
parent), a fact, a class. A label is one line of `labels.jsonl` and names those lines by their keys. Keys are made of the
line's content, so an entry keeps its key when others come and go. Files are sorted; the same edition gives the same bytes.

The starter holds facts, never label prose. No text of more than nine words goes in: a longer heading or term is cut and then ends
in "…". Places name their section; offsets are left out, as there is no text to point into.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct, structs

from plainlabel.edition import encode
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.staging import Kept
from plainlabel.errors import BrokenEditionError, BuildError
from plainlabel.facts.fact import Fact, FactValue, Place
from plainlabel.label import Section, heading

FORMAT: Final = 1
SUMMARY: Final = "starter.json"
MAX_WORDS: Final = 9
MORE: Final = "…"
NOWHERE: Final = "-"
_LABELS: Final = "labels.jsonl"
_TABLES: Final = ("sections.jsonl", "facts.jsonl", "ingredients.jsonl", "classes.jsonl")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


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


# --- writing -------------------------------------------------------------------------------------------------------------


def export(edition: Edition, folder: Path) -> Summary:
    """Returns the summary of what was written: the facts of all labels of `edition`, as the text files of the starter."""
    writer = _Writer(edition)
    labels = sorted((writer.label(key) for key in range(1, edition.manifest.counts.labels + 1)), key=_by_set_id)
    tables = {table.name: table for table in (writer.sections, writer.facts, writer.ingredients, writer.classes)}
    lines = {name: table.lines() for name, table in tables.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in lines.items():
        _write(folder / name, rows)
    _write(folder / _LABELS, (msgspec.json.encode(writer.keyed(label)) for label in labels))
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


def files_hash(folder: Path) -> str:
    """Returns the SHA-256 over the names and bytes of the starter's files, in hex."""
    digest = hashlib.sha256()
    for name in (*_TABLES, _LABELS):
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()


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
        self.sections, self.facts, self.ingredients, self.classes = map(_Table, _TABLES)
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
        if (place.section_code, place.section) != _cited(section):
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


def _unnumbered(value: Any) -> Any:
    return list(value.values()) if isinstance(value, dict) else value


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
    return entry if (section.parent, section.number) == _told_by(section.id) else [*entry, section.number, section.parent]


def _told_by(section_id: str) -> tuple[str | None, str | None]:
    """Returns parent and number as an openFDA section id has them: "warnings_and_cautions/5.2"."""
    parent, slash, number = section_id.rpartition("/")
    return (parent, number) if slash else (None, None)


def _cited(section: SectionRecord | None) -> tuple[str | None, str]:
    """Returns the code and heading that a fact in this section cites unless it says otherwise."""
    if section is None:
        return None, ""
    return section.code, heading(Section(section.id, section.own_code, section.number, section.title, section.parent, ""))


def _by_set_id(line: _Line) -> tuple[str, int, str]:
    record = line.record
    return record["set_id"], record["version"] if record.get("version") is not None else -1, record.get("document_id") or ""


def _write(file: Path, lines: Iterable[bytes]) -> None:
    file.write_bytes(b"".join(line + b"\n" for line in lines))


# --- reading -------------------------------------------------------------------------------------------------------------


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
    sections, facts, ingredients, classes = (_entries(folder / name) for name in _TABLES)
    reader = _Reader(sections, facts, ingredients, classes)
    decoder = msgspec.json.Decoder(StarterLabel)
    with (folder / _LABELS).open("rb") as lines:
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
            number, parent = rest or _told_by(section_id)[::-1]
            code = own_code or (found[parent].code if parent is not None else None)
            found[section_id] = encode.StoredSection(section_id, code, own_code, number, title, parent, int(characters))
        return tuple(found.values())

    def _facts_in(self, text: str, sections: list[SectionRecord]) -> Iterator[Fact]:
        place, *keys = text.split()
        section = None if place == NOWHERE else sections[int(place)]
        for key in keys:
            value, cited = self._facts[key]
            code, title = cited[0] if cited else _cited(section)
            yield Fact(value, Place(section.id if section else None, code, title))


def _section_record(ordinal: int, section: encode.StoredSection) -> SectionRecord:
    return SectionRecord(
        section.id, section.code, section.own_code, section.number, section.title, section.parent, section.characters, ordinal
    )
