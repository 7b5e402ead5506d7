"""What went into an edition: the record kept in `manifest.json`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.edition.records import EditionKind
from plainlabel.edition.schema import SCHEMA_VERSION
from plainlabel.errors import BrokenEditionError, LabelError

NAME: Final = "manifest.json"
_CHUNK: Final = 1 << 20
_MAX_TEXT: Final = 1000
_NEXT: Final = "Fetch the document again"


class Rejection(Struct, frozen=True):
    """One input document that did not become a label: where it is, why, and what its owner can do."""

    file: str
    location: str
    error: str
    next_step: str = ""


class LostFacts(Struct, frozen=True):
    """Facts of one label that could not be read: the label itself is in the edition."""

    set_id: str
    version: int | None
    location: str
    error: str


class Conflict(Struct, frozen=True):
    """Several documents of one set id and version with different content: how many were left out."""

    set_id: str
    version: int
    left_out: int


class FileEntry(Struct, frozen=True):
    """One file of the edition: path inside the folder, size in bytes, SHA-256 in hex."""

    path: str
    size: int
    sha256: str


class Counts(Struct, frozen=True):
    """How much was read and how much is held.

    documents = labels + duplicates + conflicting + rejected + class_indexes. labels = standing + superseded.
    `ignored` counts the files beside them that are no label data. `partial` counts the held labels of which only some sections
    are known; `passages` are those of all labels, `indexed` the entries of the search index.
    """

    documents: int
    labels: int
    standing: int
    superseded: int
    partial: int
    rejected: int
    duplicates: int
    conflicting: int
    class_indexes: int
    sections: int
    passages: int
    facts: int
    indexed: int
    medicines: int
    names: int
    ignored: int = 0


class Manifest(Struct, frozen=True):
    """The manifest of an edition; `id` is its data date and the first twelve hex digits of `content`."""

    id: str
    kind: EditionKind
    schema: int
    data_date: str
    content: str
    software: str
    counts: Counts
    files: tuple[FileEntry, ...]
    rejected: tuple[Rejection, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lost_facts: tuple[LostFacts, ...] = ()

    @property
    def standing(self) -> int:
        """Returns how many labels answer questions."""
        return self.counts.standing


def rejection(file: str, location: str, error: LabelError) -> Rejection:
    """Returns the manifest's entry for a document that could not be read."""
    return Rejection(
        file=_writable(file),
        location=_writable(location) or "whole file",
        error=_writable(f"{type(error).__name__}: {error.message}"),
        next_step=_writable(error.next_step or _NEXT),
    )


def _writable(text: str) -> str:
    """Returns text that JSON can hold (documents can bring lone surrogates), and no more of it than a line of a report needs."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_MAX_TEXT]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Returns nothing; writes `manifest.json` into an edition folder that is not published yet."""
    (folder / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Returns the manifest of the edition in `folder`.

    Raises:
        BrokenEditionError: no manifest, not readable as one, or of another schema.
    """
    file = folder / NAME
    rebuild = "Build the edition again, or name another one"
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_SchemaOnly)
        if found.schema != SCHEMA_VERSION:
            raise BrokenEditionError(
                f"The edition has schema {found.schema}; this program reads schema {SCHEMA_VERSION}",
                file=str(file),
                next_step=rebuild,
            )
        return msgspec.json.decode(file.read_bytes(), type=Manifest)
    except OSError as error:
        raise BrokenEditionError("The folder holds no readable manifest.json", file=str(folder), next_step=rebuild) from error
    except msgspec.MsgspecError as error:
        raise BrokenEditionError(f"manifest.json is not a manifest: {error}", file=str(file), next_step=rebuild) from error


class _SchemaOnly(Struct):
    schema: int


def file_entries(folder: Path) -> tuple[FileEntry, ...]:
    """Returns size and hash of every file in an edition folder but the manifest, sorted by path."""
    return tuple(
        FileEntry(path.relative_to(folder).as_posix(), path.stat().st_size, sha256(path)) for path in edition_files(folder)
    )


def edition_files(folder: Path) -> Iterator[Path]:
    """Returns all files of an edition folder that the manifest lists, sorted.

    Tantivy leaves empty lock files where it can write; they are nobody's content.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return (path for path in files if path.relative_to(folder).as_posix() != NAME and not is_lock(path))


def is_lock(path: Path) -> bool:
    """Returns whether a file is a lock and no content."""
    return path.name.endswith(".lock")


def sha256(path: Path) -> str:
    """Returns the SHA-256 of a file in hex; reads it in pieces."""
    with path.open("rb") as stream:
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
