"""The documents an edition was ever given, and what was read from each: what lets a build read only what is new.

A collection is one SQLite file. A document is kept once, under the hash of its bytes, whatever file it came in; so the releases it
came in need not be kept, and every version of a label stays. What a document gave is kept beside it, together with the hash of the
code that read it: other code reads it again. Each file is taken in whole or not at all.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

import msgspec
from msgspec import Struct

from plainlabel.edition.locate import POINTER
from plainlabel.edition.manifest import Rejection, rejection, sha256
from plainlabel.edition.reading_code import reading_code
from plainlabel.edition.workers import Outcome, StagedLabel, read_all
from plainlabel.errors import BuildError
from plainlabel.label import ClassIndex
from plainlabel.labels.documents import Document, DocumentKind, Rejected, documents

SCHEMA: Final = 1
_COMPRESSION: Final = 4
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS documents (key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, file TEXT NOT NULL,
    location TEXT NOT NULL, seen TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS readings (document INTEGER NOT NULL REFERENCES documents, facts_only INTEGER NOT NULL,
    code BLOB NOT NULL, set_id TEXT, version INTEGER, effective TEXT, outcome BLOB NOT NULL,
    PRIMARY KEY (document, facts_only)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (name TEXT NOT NULL, hash TEXT NOT NULL, folders TEXT NOT NULL,
    PRIMARY KEY (name, hash, folders)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS broken (file TEXT NOT NULL, location TEXT NOT NULL, entry BLOB NOT NULL,
    PRIMARY KEY (file, location)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built (out TEXT PRIMARY KEY, what TEXT NOT NULL) WITHOUT ROWID;
"""

_staged = msgspec.msgpack.Decoder(StagedLabel)
_index = msgspec.msgpack.Decoder(ClassIndex)
_rejection = msgspec.msgpack.Decoder(Rejection)
_pack = msgspec.msgpack.Encoder().encode


class Taken(Struct, frozen=True):
    """What taking in some files brought: documents that are new, that were held already, and that cannot be read as any."""

    new: int = 0
    known: int = 0
    broken: int = 0

    def plus(self, other: Taken) -> Taken:
        """Returns both together."""
        return Taken(self.new + other.new, self.known + other.known, self.broken + other.broken)


class Oddity(Struct, frozen=True):
    """A new label that is not what one expects of a newer version: what, and the version that answers."""

    set_id: str
    version: int
    effective: str | None
    newest: int


class Collection:
    """The collection in one file. A context manager: leaving it closes the file."""

    def __init__(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, isolation_level=None)
            (schema,) = self._connection.execute("PRAGMA user_version").fetchone()
            if schema not in (0, SCHEMA):
                raise BuildError(
                    "The collection is of another program version", file=str(file), next_step="Name another --out folder"
                )
            # A killed take-in rolls back: what was there before it stays whole.
            self._connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA user_version = {SCHEMA};" + _TABLES)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(error, file) from error
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    # --- taking in -----------------------------------------------------------------------------------------------------

    def holds_file(self, name: str, digest: str, folders: Sequence[str] = ()) -> bool:
        """Returns whether a file of this name and SHA-256 was taken in (as far as `folders` go)."""
        query = "SELECT 1 FROM files WHERE name = ? AND hash = ? AND folders = ?"
        return self._connection.execute(query, (name, digest, " ".join(sorted(folders)))).fetchone() is not None

    def take_in(self, file: Path, *, day: str, folders: Sequence[str] = (), step: Callable[[int], None] | None = None) -> Taken:
        """Returns what taking in a file brought; nothing of it is held where it cannot be finished.

        Of an archive only members below one of `folders` are taken, where any are named. `day` is when the file was fetched.

        Raises:
            UsageError: there is no such file.
            BuildError: the collection cannot be written (its disk is full, for example).
        """
        digest = sha256(file)
        if self.holds_file(file.name, digest, folders):
            return Taken()
        new = known = broken = 0
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for found in documents([file]):
                if isinstance(found, Rejected):
                    broken += self._note(found, file, folders)
                elif _wanted(found.file, file, folders):
                    added = self._add(found, file, day)
                    new, known = new + added, known + (not added)
                if step is not None:
                    step(new + known + broken)
            self._connection.execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", (file.name, digest, " ".join(sorted(folders))))
            self._connection.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            self._roll_back()
            raise _unusable(error, self._file) from error
        except BaseException:
            self._roll_back()
            raise
        return Taken(new, known, broken)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _add(self, document: Document, file: Path, day: str) -> bool:
        row = (
            hashlib.sha256(document.kind.encode() + b"\0" + document.data).digest(),
            document.kind,
            document.file.removeprefix(f"{file.parent}/"),
            document.location,
            day,
        )
        if self._connection.execute("SELECT 1 FROM documents WHERE hash = ?", row[:1]).fetchone():
            return False
        data = zlib.compress(document.data, _COMPRESSION)
        self._connection.execute(
            "INSERT INTO documents (hash, kind, file, location, seen, data) VALUES (?,?,?,?,?,?)", (*row, data)
        )
        return True

    def _note(self, found: Rejected, file: Path, folders: Sequence[str]) -> bool:
        if not _wanted(found.file, file, folders):
            return False
        entry = rejection(found.file.removeprefix(f"{file.parent}/"), found.location, found.error)
        self._connection.execute("INSERT OR REPLACE INTO broken VALUES (?, ?, ?)", (entry.file, entry.location, _pack(entry)))
        return True

    # --- giving out ----------------------------------------------------------------------------------------------------

    def outcomes(self, *, facts_only: bool, workers: int) -> Iterator[Outcome]:
        """Yields what each document gives: as it was read before by the same code, or read now and kept for the next time."""
        for (blob,) in self._connection.execute("SELECT entry FROM broken ORDER BY file, location"):
            yield _rejection.decode(blob)
        code = reading_code()
        held = self._connection.execute(
            "SELECT d.kind, r.outcome FROM readings r JOIN documents d ON d.key = r.document WHERE r.facts_only = ? AND r.code = ?"
            " ORDER BY d.key",
            (facts_only, code),
        )
        for kind, blob in held:
            yield _index.decode(blob) if kind == "class_index" else _staged.decode(blob)
        yield from self._read_now(code, facts_only=facts_only, workers=workers)

    def note_built(self, out: Path) -> None:
        """Returns nothing; remembers that `out` now has an edition of all that is held."""
        self._connection.execute("INSERT OR REPLACE INTO built VALUES (?, ?)", (str(out.resolve()), self._what()))

    def is_built(self, out: Path) -> bool:
        """Returns whether the edition in `out` is that of all that is held, as the code of today reads it."""
        row = self._connection.execute("SELECT what FROM built WHERE out = ?", (str(out.resolve()),)).fetchone()
        return row is not None and row[0] == self._what() and (out / POINTER).exists()

    def _what(self) -> str:
        (broken,) = self._connection.execute("SELECT count(*) FROM broken").fetchone()
        return f"{self.newest_key()} {broken} {reading_code().hex()}"

    def unread(self, *, facts_only: bool) -> int:
        """Returns how many documents the code of today has not read yet."""
        return len(self._unread(reading_code(), facts_only=facts_only))

    def _unread(self, code: bytes, *, facts_only: bool) -> list[int]:
        query = (
            "SELECT key FROM documents WHERE key NOT IN"
            " (SELECT document FROM readings WHERE facts_only = ? AND code = ?) ORDER BY key"
        )
        return [key for (key,) in self._connection.execute(query, (facts_only, code))]

    def _read_now(self, code: bytes, *, facts_only: bool, workers: int) -> Iterator[Outcome]:
        keys = self._unread(code, facts_only=facts_only)
        sent: deque[int] = deque()

        def given() -> Iterator[Document]:
            for key in keys:
                sent.append(key)
                yield self.document(key)

        # Processes cost a second to start: a day's few labels are read faster without them.
        outcomes = read_all(given(), facts_only=facts_only, workers=workers if len(keys) > FEW else 1)
        for outcome in outcomes:
            self._keep(sent.popleft(), outcome, code, facts_only=facts_only)
            yield outcome

    def document(self, key: int) -> Document:
        """Returns one document."""
        file, location, kind, data = self._connection.execute(
            "SELECT file, location, kind, data FROM documents WHERE key = ?", (key,)
        ).fetchone()
        known: DocumentKind = kind
        return Document(file, location, known, zlib.decompress(data))

    def _keep(self, key: int, outcome: Outcome, code: bytes, *, facts_only: bool) -> None:
        if isinstance(outcome, Rejection):
            return  # it may have been the machine: read again next time
        label = outcome if isinstance(outcome, StagedLabel) else None
        row = (label.set_id, label.version, label.effective) if label else (None, None, None)
        self._connection.execute(
            "INSERT OR REPLACE INTO readings VALUES (?,?,?,?,?,?,?)", (key, facts_only, code, *row, _pack(outcome))
        )

    # --- what is odd ---------------------------------------------------------------------------------------------------

    def newest_key(self) -> int:
        """Returns the key of the document that was added last, 0 in an empty collection."""
        return int(self._connection.execute("SELECT coalesce(max(key), 0) FROM documents").fetchone()[0])

    def went_back(self, after: int) -> tuple[Oddity, ...]:
        """Returns the labels added after the document `after` whose version is lower than one that was held before."""
        return self._odd(
            "SELECT n.set_id, n.version, n.effective, max(o.version) FROM readings n JOIN readings o ON o.set_id = n.set_id"
            " WHERE n.document > ? AND o.document <= ? AND o.version > n.version GROUP BY n.document ORDER BY n.set_id",
            (after, after),
        )

    def in_the_future(self, after: int, today: str) -> tuple[Oddity, ...]:
        """Returns the labels added after the document `after` that say they are effective later than `today`."""
        return self._odd(
            "SELECT DISTINCT set_id, version, effective, version FROM readings WHERE document > ? AND effective > ?"
            " ORDER BY set_id",
            (after, today),
        )

    def _odd(self, query: str, values: Iterable[object]) -> tuple[Oddity, ...]:
        rows = self._connection.execute(query, tuple(values))
        return tuple(Oddity(*row) for row in rows if row[1] is not None)

    def versions(self, set_id: str) -> tuple[int, ...]:
        """Returns the versions held of a label that have been read, newest first."""
        rows = self._connection.execute(
            "SELECT DISTINCT version FROM readings WHERE set_id = ? AND version IS NOT NULL ORDER BY version DESC", (set_id,)
        )
        return tuple(version for (version,) in rows)


FEW: Final = 24
"""Up to so many documents are read in this process."""


def _wanted(file: str, archive: Path, folders: Sequence[str]) -> bool:
    """Returns whether a document is of the folders that are taken from its archive."""
    if not folders:
        return True
    _, _, member = file.partition(f"{archive.name}!")
    # A whole release may hold its labels at the top: without folders there is nothing to choose.
    return "/" not in member.partition("!")[0] or member.startswith(tuple(f"{folder}/" for folder in folders))


def _unusable(error: Exception, file: Path) -> BuildError:
    return BuildError(
        f"The collection of labels cannot be written: {error}",
        file=str(file),
        next_step="Free space or check the rights of this folder, then run it again: it goes on where it stopped",
    )
