"""An edition, open for reading.

Opening reads the manifest and one row; everything else is read when it is asked for. An edition never changes, so what was
read may be kept: the records of the labels asked about last are.
"""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from plainlabel.edition import encode, folded
from plainlabel.edition.index import SearchIndex
from plainlabel.edition.locate import locate
from plainlabel.edition.manifest import Manifest, read_manifest
from plainlabel.edition.records import EditionKind, Hit, LabelRecord, Medicine, Name, SectionRecord
from plainlabel.edition.schema import SCHEMA_VERSION, SECTIONS_PER_LABEL, section_key, section_rows
from plainlabel.errors import BrokenEditionError, NotHeldError
from plainlabel.facts.fact import Fact
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.label import Passage, Section

__all__ = ["Edition", "locate", "open_edition"]

_KEPT = 256
_KEPT_NAMES = 4096  # most words of most questions are no names, and come again
_RECORD = "SELECT record FROM labels WHERE "
_SECTIONS = "SELECT key, id, code, own_code, number, title, parent, characters FROM sections WHERE key BETWEEN ? AND ? ORDER BY key"
_TEXTS = "SELECT text, blocks, passages, base FROM texts WHERE key = ?"
_FACTS = "SELECT record, base FROM facts WHERE label = ? AND kind = ?"
_R = TypeVar("_R")


def open_edition(path: Path) -> Edition:
    """Returns the edition in the folder `path` (an edition folder, or a link to one), open for reading.

    Raises:
        BrokenEditionError: the folder holds no whole edition of this schema. Hashes are not computed: `verify` does that.
    """
    folder = path.resolve()
    manifest = read_manifest(folder)
    if not (folder / "records.sqlite").is_file():
        raise BrokenEditionError(
            "The edition has no records.sqlite", file=str(folder), next_step="Run `plainlabel verify` on it, or build it again"
        )
    return Edition(folder, manifest)


class Edition:
    """An open edition: labels, sections, passages, facts, medicines and names, and a search over the passages.

    Safe to use from several threads: each has its own connection.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.id: str = manifest.id
        self.kind: EditionKind = manifest.kind
        self.data_date: str = manifest.data_date
        self.labels: int = manifest.standing
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._index: SearchIndex | None = None
        self._lock = threading.Lock()
        # Kept on the instance, not the class, so that a closed edition is let go with what it read.
        self.label: Callable[[int], LabelRecord] = functools.lru_cache(_KEPT)(self._read_label)
        self.sections: Callable[[int], tuple[SectionRecord, ...]] = functools.lru_cache(_KEPT)(self._read_sections)
        self._ordinals: Callable[[int], dict[str, int]] = functools.lru_cache(_KEPT)(self._read_ordinals)
        self.names: Callable[[str], tuple[Name, ...]] = functools.lru_cache(_KEPT_NAMES)(self._read_names)
        try:
            self._check_schema()
        except BrokenEditionError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Returns nothing; closes all connections. The edition cannot be read any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._index = None

    # --- names and medicines -------------------------------------------------------------------------------------------

    def _read_names(self, key: str) -> tuple[Name, ...]:
        """Returns all names whose folded form is `key`; empty where there is none."""
        row = self._one("SELECT record FROM names WHERE key = ?", key)
        return encode.names_of(row[0]) if row else ()

    @functools.cached_property
    def _name_keys(self) -> tuple[str, ...]:
        return tuple(key for (key,) in self._all("SELECT key FROM names ORDER BY key"))

    def name_keys(self) -> Sequence[str]:
        """Returns the folded forms of all names, sorted."""
        return self._name_keys

    def medicine(self, key: str) -> Medicine | None:
        """Returns the medicine with this key, or None."""
        row = self._one("SELECT record FROM medicines WHERE key = ?", key)
        return encode.medicine_of(row[0]) if row else None

    def medicines(self) -> Iterator[Medicine]:
        """Returns all medicines in order of their keys."""
        return (encode.medicine_of(record) for (record,) in self._all("SELECT record FROM medicines ORDER BY key"))

    def class_members(self, kind: str, name: str) -> tuple[int, ...]:
        """Returns the keys of the standing labels in a pharmacologic class, for example ("EPC", "HMG-CoA Reductase Inhibitor")."""
        rows = self._all("SELECT label FROM classes WHERE kind = ? AND name = ? ORDER BY label", kind, name.casefold())
        return tuple(label for (label,) in rows)

    # --- labels --------------------------------------------------------------------------------------------------------

    def _read_label(self, key: int) -> LabelRecord:
        row = self._one(_RECORD + "key = ?", key)
        if row is None:
            raise NotHeldError(f"This edition has no label with key {key}", next_step="Check it with `plainlabel verify`")
        return encode.record_of(row[0])

    def label_by_set_id(self, set_id: str, version: int | None = None) -> LabelRecord:
        """Returns the label with this set id: the one that stands, or the one of `version`.

        Raises:
            NotHeldError: the edition holds no such label, or not in this version.
        """
        held = self.versions(set_id)
        wanted = [label for label in held if (label.standing if version is None else label.version == version)]
        if wanted:
            return wanted[0]
        if held:
            have = ", ".join("unnumbered" if label.version is None else str(label.version) for label in held)
            raise NotHeldError(
                f"This edition does not hold version {version}, only {have}",
                set_id=held[0].set_id,
                next_step="Name one of these, or get the older ones with `plainlabel add SET_ID --history`",
            )
        raise NotHeldError(
            "This edition holds no label with this set id", set_id=set_id, next_step="Look for it with `plainlabel search`"
        )

    def versions(self, set_id: str) -> tuple[LabelRecord, ...]:
        """Returns all held versions of a label, the one that stands first, then the newest first; empty where none is held."""
        rows = self._all(_RECORD + "set_id = ?", parse_set_id(set_id) or "")
        records = [encode.record_of(record) for (record,) in rows]
        return tuple(sorted(records, key=_newest_first, reverse=True))

    # --- sections ------------------------------------------------------------------------------------------------------

    def _read_sections(self, label: int) -> tuple[SectionRecord, ...]:
        rows = self._all(_SECTIONS, *section_rows(label))
        return tuple(_section_record(*row) for row in rows)

    def _read_ordinals(self, label: int) -> dict[str, int]:
        return {section.id: section.ordinal for section in self.sections(label)}

    def _ordinal(self, label: int, section_id: str) -> int:
        ordinal = self._ordinals(label).get(section_id)
        if ordinal is None:
            raise NotHeldError(
                "This label has no such section",
                set_id=self.label(label).set_id,
                location=section_id,
                next_step="List them with `plainlabel show`",
            )
        return ordinal

    def section(self, label: int, section_id: str) -> Section:
        """Returns one section with its own text and blocks; both are empty in an edition of facts.

        Raises:
            NotHeldError: the label has no such section.
        """
        ordinal = self._ordinal(label, section_id)
        row = self._one(_TEXTS, section_key(label, ordinal))
        return encode.section_of(self.sections(label)[ordinal], self._texts(row) if row else None)

    def section_tree(self, label: int) -> dict[str, Section]:
        """Returns all sections of a label by id, in document order."""
        rows = {
            row[0]: self._texts(row[1:])
            for row in self._all(
                "SELECT key, text, blocks, passages, base FROM texts WHERE key BETWEEN ? AND ?", *section_rows(label)
            )
        }
        return {
            record.id: encode.section_of(record, rows.get(section_key(label, record.ordinal))) for record in self.sections(label)
        }

    def passages(self, label: int, section_id: str) -> tuple[Passage, ...]:
        """Returns the passages of one section in order; empty in an edition of facts.

        Raises:
            NotHeldError: the label has no such section.
        """
        row = self._one(_TEXTS, section_key(label, self._ordinal(label, section_id)))
        if row is None:
            return ()
        return encode.passages_of(section_id, row[2] if row[3] is None else self._texts(row)[2])

    def _texts(self, row: Sequence[Any]) -> folded.Plain:
        return folded.unfold(row, lambda base: self._one(_TEXTS, base), folded.whole_texts)

    # --- facts ---------------------------------------------------------------------------------------------------------

    def facts(self, label: int, *kinds: str) -> tuple[Fact, ...]:
        """Returns the facts of a label, of the `kinds` asked for or all; by kind, then in label order."""
        rows = self._all("SELECT kind, record, base FROM facts WHERE label = ? ORDER BY kind", label)
        return tuple(fact for kind, *row in rows if not kinds or kind in kinds for fact in self._facts(kind, row))

    def fact_kinds(self, label: int) -> frozenset[str]:
        """Returns the kinds of fact that are held of a label, without reading the facts."""
        return frozenset(kind for (kind,) in self._all("SELECT kind FROM facts WHERE label = ?", label))

    def _facts(self, kind: str, row: Sequence[Any]) -> tuple[Fact, ...]:
        (plain,) = folded.unfold(row, lambda base: self._one(_FACTS, base, kind), folded.whole_facts)
        return encode.facts_from(plain)

    def facts_of_kind(self, kind: str) -> Iterator[tuple[int, Fact]]:
        """Returns (label key, fact) for every fact of one kind over the standing labels, in order of keys."""
        rows = self._all(
            "SELECT f.label, f.record FROM facts f JOIN labels l ON l.key = f.label"
            " WHERE f.kind = ? AND l.standing ORDER BY f.label",
            kind,
        )
        return ((label, fact) for label, record in rows for fact in encode.facts_of(record))

    # --- search --------------------------------------------------------------------------------------------------------

    def search(
        self, words: str, *, labels: Sequence[int] | None = None, sections: Sequence[int] | None = None, limit: int = 10
    ) -> tuple[Hit, ...]:
        """Returns the passages of standing labels that share a word stem with `words`, best first, at most `limit`.

        Any text is a query; none is an error. Okapi BM25 over passage text (Robertson and Zaragoza 2009), headings weighing
        more; without `labels`, medicine names count too. `sections` are ordinals, meaningful together with `labels`. In an
        edition of facts a hit is a section (its start and end are 0), found by its heading and the terms of its facts.
        """
        return self._search_index().search(words, labels=labels, sections=sections, limit=limit)

    def _search_index(self) -> SearchIndex:
        with self._lock:
            if self._index is None:
                self._index = SearchIndex(self.path / "index")
            return self._index

    # --- SQLite --------------------------------------------------------------------------------------------------------

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = (self.path / "records.sqlite").as_uri() + "?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute("PRAGMA mmap_size = 268435456")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def _run(self, use: Callable[[sqlite3.Connection], _R]) -> _R:
        try:
            return use(self._connection())
        except sqlite3.DatabaseError as error:
            raise BrokenEditionError(
                f"records.sqlite cannot be read: {error}", file=str(self.path), next_step="Run `plainlabel verify` on the edition"
            ) from error

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._run(lambda connection: connection.execute(query, values).fetchone())
        return row

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._run(lambda connection: connection.execute(query, values).fetchall())

    def _check_schema(self) -> None:
        row = self._one("SELECT value FROM meta WHERE name = 'schema'")
        if row is None or row[0] != str(SCHEMA_VERSION):
            found = row[0] if row else "none"
            raise BrokenEditionError(
                f"records.sqlite has schema {found}; this program reads schema {SCHEMA_VERSION}",
                file=str(self.path),
                next_step="Build the edition again with this version",
            )


def _section_record(key: int, *values: Any) -> SectionRecord:
    section_id, code, own_code, number, title, parent, characters = values
    return SectionRecord(section_id, code, own_code, number, title, parent, characters, key % SECTIONS_PER_LABEL)


def _newest_first(label: LabelRecord) -> tuple[bool, int, str]:
    return label.standing, -1 if label.version is None else label.version, label.effective or ""
