"""Whether an edition is whole: every hash, the schema, every reference from one record to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import Struct

from plainlabel.edition import encode, folded
from plainlabel.edition import manifest as manifests
from plainlabel.edition.index import SearchIndex
from plainlabel.edition.locate import POINTER
from plainlabel.edition.manifest import Manifest
from plainlabel.edition.records import LabelRecord
from plainlabel.edition.schema import SCHEMA_VERSION, SECTIONS_PER_LABEL, section_rows
from plainlabel.errors import BrokenEditionError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import FactValue

MAX_PROBLEMS: Final = 100
"""After so many problems the rest is not looked for: the edition is broken, and the first ones say how."""

_FACT_KINDS: Final = frozenset(kind.__struct_config__.tag for kind in get_args(FactValue))


class VerifyReport(Struct, frozen=True):
    """What verification found: the edition's id, how many files, labels and sections were checked, and each problem in words."""

    id: str
    path: Path
    files: int
    labels: int
    sections: int
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Returns whether the edition is whole."""
        return not self.problems


def verify(path: Path) -> VerifyReport:
    """Returns what is wrong with the edition at `path` (its folder, an `--out` folder or its `current`), or that nothing is.

    Raises:
        BrokenEditionError: there is no manifest to verify against, or it is of another schema.
    """
    folder = (path if (path / manifests.NAME).exists() else path / POINTER if (path / POINTER).exists() else path).resolve()
    manifest = manifests.read_manifest(folder)
    check = _Check(folder, manifest)
    problems: list[str] = []
    for problem in check.problems():
        problems.append(problem)
        if len(problems) == MAX_PROBLEMS:
            break
    return VerifyReport(manifest.id, folder, len(manifest.files), check.labels, check.sections, tuple(problems))


class _Check:
    """One run over one edition."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._manifest = manifest
        self.labels = 0
        self.sections = 0
        self._passages = 0
        self._facts = 0
        self._indexed = 0

    def problems(self) -> Iterator[str]:
        """Returns each problem; records are only read where the files are what the manifest says they are."""
        damaged = [*self._files(), *self._identity()]
        yield from damaged
        if not damaged:
            yield from self._records()
            yield from self._index()

    def _files(self) -> Iterator[str]:
        listed = {entry.path: entry for entry in self._manifest.files}
        present = {path.relative_to(self._folder).as_posix(): path for path in manifests.edition_files(self._folder)}
        yield from (f"{name} is missing" for name in sorted(listed.keys() - present.keys()))
        yield from (f"{name} is not in the manifest" for name in sorted(present.keys() - listed.keys() - {"build.lock"}))
        for name in sorted(listed.keys() & present.keys()):
            size = present[name].stat().st_size
            if size != listed[name].size:
                yield f"{name} has {size} bytes, not {listed[name].size}"
            elif manifests.sha256(present[name]) != listed[name].sha256:
                yield f"{name} was altered: its SHA-256 is another"
        yield from (f"{name} is not listed in the manifest" for name in ("records.sqlite", "index/meta.json") if name not in listed)

    def _identity(self) -> Iterator[str]:
        manifest = self._manifest
        if manifest.id != f"{manifest.data_date}-{manifest.content[:12]}":
            yield f"the id {manifest.id} is not made of the data date and the content hash"
        counts = manifest.counts
        read = counts.labels + counts.duplicates + counts.conflicting + counts.rejected + counts.class_indexes
        if counts.documents != read:
            yield f"{counts.documents} documents read, but {read} accounted for"
        if counts.rejected != len(manifest.rejected):
            yield f"{counts.rejected} documents rejected, but {len(manifest.rejected)} listed"

    # --- records -------------------------------------------------------------------------------------------------------

    def _records(self) -> Iterator[str]:
        uri = (self._folder / "records.sqlite").as_uri() + "?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True)
        except sqlite3.Error as error:
            yield f"records.sqlite cannot be opened: {error}"
            return
        try:
            yield from self._tables(connection)
        except (sqlite3.Error, msgspec.MsgspecError, ValueError, BrokenEditionError) as error:
            yield f"records.sqlite cannot be read: {error}"
        finally:
            connection.close()

    def _tables(self, connection: sqlite3.Connection) -> Iterator[str]:
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            yield f"records.sqlite is damaged: {sound}"
            return
        stated = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if stated is None or stated[0] != str(SCHEMA_VERSION):
            yield f"records.sqlite states schema {stated and stated[0]}, not {SCHEMA_VERSION}"
            return
        for (blob,) in connection.execute("SELECT record FROM labels ORDER BY key"):
            yield from self._label(connection, encode.record_of(blob))
        yield from self._references(connection)
        yield from self._counts(connection)

    def _label(self, connection: sqlite3.Connection, record: LabelRecord) -> Iterator[str]:
        where = f"label {record.set_id} version {record.version}"
        self.labels += 1
        rows = connection.execute(
            "SELECT s.key, s.id, s.parent, s.characters, t.text, t.blocks, t.passages, t.base FROM sections s"
            " LEFT JOIN texts t ON t.key = s.key WHERE s.key BETWEEN ? AND ? ORDER BY s.key",
            section_rows(record.key),
        ).fetchall()
        lengths: dict[str, int] = {}

        def read_texts(base: int) -> folded.Row | None:
            row: folded.Row | None = connection.execute(
                "SELECT text, blocks, passages, base FROM texts WHERE key = ?", (base,)
            ).fetchone()
            return row

        for ordinal, (key, section_id, parent, characters, *row) in enumerate(rows):
            if key % SECTIONS_PER_LABEL != ordinal:
                yield f"{where}: section {section_id} is out of order"
            if section_id in lengths:
                yield f"{where}: two sections have the id {section_id}"
            if parent is not None and parent not in lengths:
                yield f"{where}: section {section_id} stands in {parent}, which is not before it"
            lengths[section_id] = characters
            yield from (
                f"{where}: section {section_id}: {problem}"
                for problem in self._text(characters, row, read_texts, standing=record.standing)
            )
        self.sections += len(rows)
        query = "SELECT kind, count, record, base FROM facts WHERE label = ?"
        for kind, count, *row in connection.execute(query, (record.key,)).fetchall():
            if record.standing and row[1] is not None:
                yield f"{where}: the facts of kind {kind} of a standing label are folded"
            (plain,) = folded.unfold(row, _facts_reader(connection, kind), folded.whole_facts)
            yield from (f"{where}: {problem}" for problem in self._facts_of(kind, count, encode.facts_from(plain), lengths))

    def _text(self, characters: int, row: list[Any], read: Callable[[int], folded.Row | None], *, standing: bool) -> Iterator[str]:
        base = row[-1]
        if self._manifest.kind == "facts":
            self._indexed += standing
            if any(value is not None for value in row):
                yield "an edition of facts holds text"
            return
        if base is None and any(blob is None for blob in row[:-1]):
            yield "the text is missing"
            return
        if base is not None and standing:
            yield "the text of a standing label is folded"
        text, blocks, passages = folded.unfold(row, read, folded.whole_texts)
        length = len(text.decode("utf-8", "surrogatepass"))
        if length != characters:
            yield f"the text has {length} characters, not {characters}"
        if any(not 0 <= block.start <= block.end <= length for block in encode.blocks_from(blocks)):
            yield "a block lies outside the text"
        spans = encode.spans_of(passages)
        if any(not 0 <= start < end <= length for start, end in spans):
            yield "a passage lies outside the text"
        self._passages += len(spans)
        self._indexed += len(spans) if standing else 0

    def _facts_of(self, kind: str, count: int, facts: tuple[Fact, ...], lengths: dict[str, int]) -> Iterator[str]:
        self._facts += len(facts)
        if kind not in _FACT_KINDS or any(fact.kind != kind for fact in facts):
            yield f"facts of an unknown kind: {kind}"
        if count != len(facts):
            yield f"{len(facts)} facts of kind {kind}, not {count}"
        for fact in facts:
            place = fact.place
            if place.section_id is not None and place.section_id not in lengths:
                yield f"a fact of kind {kind} stands in section {place.section_id}, which the label does not have"
            elif not _inside(place.start, place.end, lengths.get(place.section_id or "", 0)):
                yield f"a fact of kind {kind} stands outside the text of section {place.section_id}"

    def _references(self, connection: sqlite3.Connection) -> Iterator[str]:
        keys = {key for (key,) in connection.execute("SELECT key FROM labels")}
        for query, what in _ORPHANS:
            (number,) = connection.execute(query).fetchone()
            if number:
                yield f"{number} {what}"
        medicines: set[str] = set()
        for key, blob in connection.execute("SELECT key, record FROM medicines"):
            medicine = encode.medicine_of(blob)
            medicines.add(key)
            if medicine.key != key or not medicine.labels or not keys.issuperset(medicine.labels):
                yield f"medicine {key} has no label, or one that is not in the edition"
        for key, blob in connection.execute("SELECT key, record FROM names"):
            for name in encode.names_of(blob):
                if name.key != key or not medicines.issuperset(name.medicines):
                    yield f"name {key} leads to a medicine that is not in the edition"

    def _counts(self, connection: sqlite3.Connection) -> Iterator[str]:
        found = {
            "labels": self.labels,
            "sections": self.sections,
            "passages": self._passages,
            "facts": self._facts,
            "indexed": self._indexed,
        }
        for name, query in _COUNTED.items():
            (found[name],) = connection.execute(query).fetchone()
        for name, number in found.items():
            stated = getattr(self._manifest.counts, name)
            if number != stated:
                yield f"{number} {name}, but the manifest says {stated}"

    def _index(self) -> Iterator[str]:
        try:
            entries = SearchIndex(self._folder / "index").entries
        except BrokenEditionError as error:
            yield error.message
            return
        if entries != self._indexed:
            yield f"the search index has {entries} entries, not {self._indexed}"


def _facts_reader(connection: sqlite3.Connection, kind: str) -> Callable[[int], folded.Row | None]:
    def read(base: int) -> folded.Row | None:
        row: folded.Row | None = connection.execute(
            "SELECT record, base FROM facts WHERE label = ? AND kind = ?", (base, kind)
        ).fetchone()
        return row

    return read


_ORPHANS: Final = (
    (
        "SELECT count(*) FROM (SELECT set_id FROM labels GROUP BY set_id HAVING sum(standing) <> 1)",
        "set ids have not exactly one version that stands",
    ),
    (
        f"SELECT count(*) FROM sections WHERE key / {SECTIONS_PER_LABEL} NOT IN (SELECT key FROM labels)",
        "sections belong to no label",
    ),
    ("SELECT count(*) FROM texts WHERE key NOT IN (SELECT key FROM sections)", "texts belong to no section"),
    ("SELECT count(*) FROM facts WHERE label NOT IN (SELECT key FROM labels)", "kinds of facts belong to no label"),
    (
        "SELECT count(*) FROM classes WHERE label NOT IN (SELECT key FROM labels WHERE standing)",
        "classes belong to no standing label",
    ),
)

_COUNTED: Final = {
    "standing": "SELECT count(*) FROM labels WHERE standing",
    "superseded": "SELECT count(*) FROM labels WHERE NOT standing",
    "partial": "SELECT count(*) FROM labels WHERE source = 'partial'",
    "medicines": "SELECT count(*) FROM medicines",
    "names": "SELECT count(*) FROM names",
}


def _inside(start: int | None, end: int | None, length: int) -> bool:
    if start is None or end is None:
        return start is None and end is None
    return 0 <= start <= end <= length
