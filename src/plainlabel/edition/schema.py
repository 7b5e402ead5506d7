"""The tables of `records.sqlite`, and what the numbers in them mean.

Narrow rows are apart from wide ones: listing the sections of a label must not read past its text. Blobs are msgpack of the
records of `label`, `facts.fact` and `edition.records` (see `encode`); text, blocks and facts are compressed, because label text
shrinks to four tenths and facts to a tenth.
"""

from __future__ import annotations

from typing import Final

SCHEMA_VERSION: Final = 3
"""Raised with every change of the tables, the blobs or the index fields: an edition of another version is not opened."""

SECTIONS_PER_LABEL: Final = 1 << 16
"""A section's row is `label * SECTIONS_PER_LABEL + ordinal`, so the sections of a label are one range of rows."""

TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE labels (
    key INTEGER PRIMARY KEY,       -- 1, 2, 3 ... in order of set id, then version
    set_id TEXT NOT NULL,
    version INTEGER,               -- NULL in partial records
    effective TEXT,
    source TEXT NOT NULL,
    standing INTEGER NOT NULL,     -- 1: answers questions; exactly one for each set id
    document_id TEXT,
    digest BLOB NOT NULL,          -- SHA-256 of the label's content, see encode.digest
    record BLOB NOT NULL           -- LabelRecord
);
CREATE TABLE sections (
    key INTEGER PRIMARY KEY,       -- label * 65536 + ordinal
    id TEXT NOT NULL,
    code TEXT,                     -- own LOINC code or the nearest coded ancestor's
    own_code TEXT,
    number TEXT,
    title TEXT NOT NULL,
    parent TEXT,                   -- id of the section this one stands in
    characters INTEGER NOT NULL    -- code points of the text, also where the text is not kept
);
CREATE TABLE texts (               -- empty in an edition of facts
    key INTEGER PRIMARY KEY,       -- as in sections
    text BLOB,                     -- NULL: as in the base; with a base: folded onto it, see `folded`
    blocks BLOB,
    passages BLOB,
    base INTEGER                   -- NULL, always so in a standing label; else the row this one is folded onto
);
CREATE TABLE facts (
    label INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    record BLOB,                   -- the facts of this kind, in label order; NULL: as in the base
    base INTEGER,                  -- NULL, always so in a standing label; else the label whose facts these are folded onto
    PRIMARY KEY (label, kind)
) WITHOUT ROWID;
CREATE TABLE classes (             -- of standing labels
    kind TEXT NOT NULL,
    name TEXT NOT NULL,            -- folded case
    label INTEGER NOT NULL,
    PRIMARY KEY (kind, name, label)
) WITHOUT ROWID;
CREATE TABLE medicines (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE names (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
"""

INDEXES: Final = """
CREATE INDEX labels_by_set_id ON labels (set_id);
CREATE INDEX facts_by_kind ON facts (kind, label);
"""


def section_key(label: int, ordinal: int) -> int:
    """Returns the row of section `ordinal` (0, 1, 2 ... in document order) of the label with key `label`."""
    return label * SECTIONS_PER_LABEL + ordinal


def section_rows(label: int) -> tuple[int, int]:
    """Returns the first and the last row that sections of `label` can have."""
    return section_key(label, 0), section_key(label, SECTIONS_PER_LABEL - 1)
