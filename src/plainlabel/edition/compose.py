"""The labels that are kept, made into the files of an edition: `records.sqlite` and `index/`."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, overload

from msgspec import structs

from plainlabel.edition import encode
from plainlabel.edition.carried import Carried
from plainlabel.edition.folded import Folded
from plainlabel.edition.index import IndexBuilder
from plainlabel.edition.manifest import LostFacts
from plainlabel.edition.medicines import medicines
from plainlabel.edition.names import names
from plainlabel.edition.records import EditionKind, LabelRecord, Name
from plainlabel.edition.schema import INDEXES, SCHEMA_VERSION, TABLES, section_key
from plainlabel.edition.staging import Kept
from plainlabel.facts.fact import Fact
from plainlabel.label import PharmClass, Product

_INSERT_LABEL: Final = "INSERT INTO labels VALUES (?,?,?,?,?,?,?,?,?)"
_INSERT_SECTION: Final = "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?)"


class Composer:
    """Writes the labels of one edition in order, then its medicines and names, and counts and hashes what it wrote."""

    def __init__(self, folder: Path, kind: EditionKind, carried: Carried | None = None) -> None:
        self._connection = sqlite3.connect(folder / "records.sqlite", isolation_level=None)
        # The folder is nobody's edition until it is verified and published: no journal.
        self._connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", [("schema", str(SCHEMA_VERSION)), ("kind", kind)])
        self._index = IndexBuilder(folder / "index", carried)
        self._kind = kind
        self._content = hashlib.sha256(f"{SCHEMA_VERSION} {kind}".encode())
        self.counts = dict.fromkeys(
            ("labels", "standing", "partial", "sections", "passages", "facts", "medicines", "names", "indexed"), 0
        )
        self.lost: list[LostFacts] = []

    def close(self) -> None:
        """Returns nothing; closes the database, finished or not."""
        self._connection.close()

    def add(self, versions: Sequence[tuple[Kept, tuple[PharmClass, ...]]]) -> None:
        """Returns nothing; writes all versions of the next label, each with the classes that class indexes add to its own."""
        first = self.counts["labels"] + 1
        stands = next(number for number, (kept, _) in enumerate(versions) if kept.standing)
        folded = Folded(versions[stands][0].stored, first + stands) if len(versions) > 1 else None
        for kept, classes in versions:
            self._add(kept, classes, None if kept.standing else folded)

    def _add(self, kept: Kept, classes: tuple[PharmClass, ...], folded: Folded | None) -> None:
        key = self.counts["labels"] + 1
        stored = kept.stored
        merged = tuple(sorted({*stored.record.classes, *classes}, key=_class_order))
        record = structs.replace(stored.record, key=key, standing=kept.standing, classes=merged)
        self._insert_label(record, stored.digest)
        self._insert_sections(key, stored.sections, folded)
        facts = [
            (key, found.kind, found.count, *(folded.facts(key, found) if folded else (found.record, None)))
            for found in stored.facts
        ]
        self._connection.executemany("INSERT INTO facts VALUES (?,?,?,?,?)", facts)
        if kept.standing:
            self._insert_standing(record, stored)
        self._count(record, stored)

    def _insert_label(self, record: LabelRecord, digest: bytes) -> None:
        row = (record.key, record.set_id, record.version, record.effective, record.source, record.standing, record.document_id)
        self._connection.execute(_INSERT_LABEL, (*row, digest, encode.pack(record)))
        self._hash(record.set_id, record.version, digest, record.classes)

    def _insert_sections(self, key: int, sections: Sequence[encode.StoredSection], folded: Folded | None) -> None:
        rows = [
            (
                section_key(key, ordinal),
                found.id,
                found.code,
                found.own_code,
                found.number,
                found.title,
                found.parent,
                found.characters,
            )
            for ordinal, found in enumerate(sections)
        ]
        self._connection.executemany(_INSERT_SECTION, rows)
        texts = [
            (row, *(folded.texts(row, found) if folded else (found.text, found.blocks, found.passages, None)))
            for row, found in ((section_key(key, ordinal), found) for ordinal, found in enumerate(sections))
            if found.text is not None
        ]
        self._connection.executemany("INSERT INTO texts VALUES (?,?,?,?,?)", texts)

    def _insert_standing(self, record: LabelRecord, stored: encode.StoredLabel) -> None:
        classes = sorted({(found.kind, found.name.casefold()) for found in record.classes})
        self._connection.executemany("INSERT INTO classes VALUES (?,?,?)", [(kind, name, record.key) for kind, name in classes])
        number, held = self._index.number(record.key, record.set_id)
        if held:
            return
        entries = _passage_texts if self._kind == "full" else _fact_texts
        titles = _heading_paths(stored.sections)
        named = " ".join(product_names(record.products))
        for ordinal, texts in entries(stored):
            section = stored.sections[ordinal]
            self._index.add(
                names=named, label=number, section=ordinal, title=titles[section.id], code=section.own_code, texts=texts
            )

    def _count(self, record: LabelRecord, stored: encode.StoredLabel) -> None:
        added = {
            "labels": 1,
            "standing": int(record.standing),
            "partial": int(record.partial),
            "sections": len(stored.sections),
            "passages": stored.passages,
            "facts": sum(found.count for found in stored.facts),
        }
        for name, number in added.items():
            self.counts[name] += number
        self.lost += [LostFacts(record.set_id, record.version, lost.location, lost.error) for lost in stored.lost]

    def finish(self) -> str:
        """Returns the content hash in hex; writes medicines and names, and closes the files."""
        standing = StandingLabels(self._connection)
        found = medicines(standing)
        self._keyed("medicines", ((medicine.key, medicine) for medicine in sorted(found, key=lambda medicine: medicine.key)))
        self._keyed("names", _by_key(names(standing, found)))
        self._connection.execute("COMMIT")
        self._connection.executescript(INDEXES)
        self._connection.close()
        self.counts["indexed"] = self._index.finish()
        return self._content.hexdigest()

    def _keyed(self, table: str, rows: Iterable[tuple[str, object]]) -> None:
        for key, value in rows:
            blob = encode.pack(value)
            self._connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, blob))
            self._hash(table, key, blob)
            self.counts[table] += 1

    def _hash(self, *values: object) -> None:
        self._content.update(encode.pack(values))


class StandingLabels(Sequence[LabelRecord]):
    """The standing labels of a database being written, read when they are looked at: memory does not grow with them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._length: int = connection.execute("SELECT count(*) FROM labels WHERE standing").fetchone()[0]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[LabelRecord]:
        for (blob,) in self._connection.execute("SELECT record FROM labels WHERE standing ORDER BY key"):
            yield encode.record_of(blob)

    @overload
    def __getitem__(self, index: int) -> LabelRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LabelRecord]: ...
    def __getitem__(self, index: int | slice) -> LabelRecord | Sequence[LabelRecord]:
        places = range(self._length)[index]
        if isinstance(places, range):
            return [self[place] for place in places]
        row = self._connection.execute(
            "SELECT record FROM labels WHERE standing ORDER BY key LIMIT 1 OFFSET ?", (places,)
        ).fetchone()
        return encode.record_of(row[0])


def _class_order(found: PharmClass) -> tuple[str, str, str]:
    return found.kind, found.name, found.code or ""


def _by_key(found: Iterable[Name]) -> Iterator[tuple[str, list[Name]]]:
    ordered = sorted(found, key=lambda name: (name.key, name.kind, name.name, name.source, name.ingredients))
    for key, group in itertools.groupby(ordered, key=lambda name: name.key):
        yield key, list(group)


def product_names(products: Iterable[Product]) -> tuple[str, ...]:
    """Returns brand, generic and ingredient names of products and their parts, each once, in order."""
    found: dict[str, None] = {}
    for product in products:
        found |= dict.fromkeys((product.name, product.generic or "", *(active.name for active in product.active)))
        found |= dict.fromkeys(product_names(product.parts))
    return tuple(filter(None, found))


def _heading_paths(sections: Sequence[encode.StoredSection]) -> dict[str, str]:
    """Returns the headings on the way to each section, outermost first, on one line."""
    paths: dict[str, str] = {}
    for section in sections:
        above = paths.get(section.parent, "") if section.parent is not None else ""
        paths[section.id] = f"{above} {section.title}".strip()
    return paths


def _passage_texts(stored: encode.StoredLabel) -> Iterator[tuple[int, Iterable[tuple[int, int, str]]]]:
    for ordinal, section in enumerate(stored.sections):
        if section.text is not None and section.passages is not None:
            text = encode.text_of(section.text)
            yield ordinal, [(start, end, text[start:end]) for start, end in encode.spans_of(section.passages)]


def _fact_texts(stored: encode.StoredLabel) -> Iterator[tuple[int, Iterable[tuple[int, int, str]]]]:
    """Returns one entry a section: the words of the facts that stand in it."""
    words: dict[str, dict[str, None]] = {}
    for found in stored.facts:
        for fact in encode.facts_of(found.record):
            if fact.place.section_id is not None:
                words.setdefault(fact.place.section_id, {}).update(dict.fromkeys(fact_words(fact)))
    for ordinal, section in enumerate(stored.sections):
        yield ordinal, [(0, 0, " ".join(words.get(section.id, ())))]


def fact_words(fact: Fact) -> tuple[str, ...]:
    """Returns the texts in a fact's value: its condition, term, subjects or topic."""
    values = structs.astuple(fact.value)
    return tuple(text for value in values for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))
