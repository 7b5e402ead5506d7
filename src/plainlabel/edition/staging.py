"""What was read, on disk, until it is known which version of each label stands.

Labels arrive in any order. They wait in a database of their own; what depends on other labels (duplicates, versions) is then
decided in SQL, so neither memory nor the result depends on the order of the input or its size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.edition import encode
from plainlabel.edition.manifest import Conflict
from plainlabel.edition.workers import StagedLabel
from plainlabel.label import ClassIndex, PharmClass

_TABLES: Final = """
CREATE TABLE staged (
    key INTEGER PRIMARY KEY, set_id TEXT NOT NULL, version INTEGER, effective TEXT, source TEXT NOT NULL, document_id TEXT,
    seen TEXT, digest BLOB NOT NULL, blob BLOB NOT NULL, partial INTEGER NOT NULL, fate TEXT NOT NULL DEFAULT 'kept',
    standing INTEGER NOT NULL DEFAULT 0);
CREATE TABLE classes (unii TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
    PRIMARY KEY (unii, kind, name, code)) WITHOUT ROWID;
"""

# Each step sees only what the steps before it kept.
_FATES: Final = (
    "CREATE INDEX by_set_id ON staged (set_id, version, digest)",
    # The same label read twice. The one seen first is kept: its `seen` tells since when the label is known.
    """UPDATE staged SET fate = 'duplicate' WHERE key IN (
        SELECT key FROM (SELECT key, row_number() OVER (
            PARTITION BY set_id, version, digest ORDER BY seen IS NULL, seen, effective, document_id) AS place FROM staged)
        WHERE place > 1)""",
    # A partial record of a document that is held whole.
    """UPDATE staged SET fate = 'duplicate' WHERE partial AND fate = 'kept' AND document_id IN (
        SELECT full.document_id FROM staged AS full WHERE full.set_id = staged.set_id AND NOT full.partial)""",
    # One set id and version with different content. SPL says more than openFDA; then the newest date, then the hash, decide.
    """UPDATE staged SET fate = 'conflict' WHERE key IN (
        SELECT key FROM (SELECT key, row_number() OVER (
            PARTITION BY set_id, version ORDER BY source <> 'spl', effective DESC, digest) AS place
            FROM staged WHERE NOT partial AND fate = 'kept')
        WHERE place > 1)""",
    # ... unless it is the same document in another format: that is no conflict.
    """UPDATE staged SET fate = 'duplicate' WHERE fate = 'conflict' AND EXISTS (
        SELECT 1 FROM staged AS held WHERE held.set_id = staged.set_id AND held.fate = 'kept'
            AND held.document_id = staged.document_id AND held.source <> staged.source)""",
    # Version numbers order versions: effective dates can fall while versions rise. A partial record never displaces a full one.
    """UPDATE staged SET standing = 1 WHERE key IN (
        SELECT key FROM (SELECT key, row_number() OVER (
            PARTITION BY set_id ORDER BY partial, version DESC, effective DESC, digest) AS place FROM staged WHERE fate = 'kept')
        WHERE place = 1)""",
)


class Kept(Struct, frozen=True):
    """One label that goes into the edition: the stored label and whether it stands."""

    stored: encode.StoredLabel
    standing: bool


class Staging:
    """The waiting labels of one build."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        # A build that is killed starts anew: nothing here needs to survive.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._connection.execute("BEGIN")
        self.class_indexes = 0

    def close(self) -> None:
        """Returns nothing; closes the database."""
        self._connection.close()

    def add(self, label: StagedLabel) -> None:
        """Returns nothing; lets one label wait."""
        self._connection.execute(
            "INSERT INTO staged (set_id, version, effective, source, document_id, seen, digest, blob, partial)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (
                label.set_id,
                label.version,
                label.effective,
                label.source,
                label.document_id,
                label.seen,
                label.digest,
                label.blob,
                label.source == "partial",
            ),
        )

    def add_classes(self, index: ClassIndex) -> None:
        """Returns nothing; keeps the classes of one substance for the labels that contain it."""
        self.class_indexes += 1
        rows = [(index.unii, found.kind, found.name, found.code or "") for found in index.classes]
        self._connection.executemany("INSERT OR IGNORE INTO classes VALUES (?,?,?,?)", rows)

    def decide(self) -> None:
        """Returns nothing; decides which labels are kept and which of each set id stands."""
        for step in _FATES:
            self._connection.execute(step)

    def count(self, condition: str) -> int:
        """Returns how many waiting labels meet an SQL condition (a constant of the caller)."""
        return int(self._connection.execute(f"SELECT count(*) FROM staged WHERE {condition}").fetchone()[0])

    def data_date(self) -> str:
        """Returns the newest day any label was seen, else the newest effective date, else the first of January 1970."""
        seen, effective = self._connection.execute("SELECT max(seen), max(effective) FROM staged").fetchone()
        return str(seen or effective or "1970-01-01")

    def conflicts(self) -> tuple[Conflict, ...]:
        """Returns the set ids and versions of which several contents were read."""
        query = (
            "SELECT set_id, version, count(*) FROM staged WHERE fate = 'conflict' GROUP BY set_id, version ORDER BY set_id, version"
        )
        return tuple(Conflict(*row) for row in self._connection.execute(query))

    def kept(self) -> Iterator[Kept]:
        """Returns the labels of the edition in order of set id, version (partial records first), date and content."""
        order = self._connection.execute(
            "SELECT key FROM staged WHERE fate = 'kept' ORDER BY set_id, version, effective, digest",
        )
        for (key,) in order:
            blob, standing = self._connection.execute("SELECT blob, standing FROM staged WHERE key = ?", (key,)).fetchone()
            yield Kept(encode.stored_of(blob), bool(standing))

    def standing(self) -> Iterator[tuple[str, bytes]]:
        """Returns (set id, digest) of the labels that stand."""
        yield from self._connection.execute("SELECT set_id, digest FROM staged WHERE standing ORDER BY set_id")

    def classes_of(self, uniis: set[str]) -> tuple[PharmClass, ...]:
        """Returns the classes that class indexes give these substances."""
        marks = ",".join("?" * len(uniis))
        rows = self._connection.execute(f"SELECT DISTINCT kind, name, code FROM classes WHERE unii IN ({marks})", sorted(uniis))
        return tuple(PharmClass(kind, name, code or None) for kind, name, code in rows)
