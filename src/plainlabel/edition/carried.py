"""The search index of the edition before, carried over into the next one.

Indexing is most of the work of a build, and a day changes few labels. A label's entries depend on nothing but its content, so where
the digest is the same they stay as they are; those of the other labels are taken out, and new ones are added. Keys count the labels
of one edition in order and so change between editions: entries keep the number they were written with, and `labels.json` leads from
it to the key. The id of an edition is made from its content, not from the files of its index: it is that of a build from nothing.

What is taken out still counts a little in how rare a word is, until the index is written anew: that is done where much changed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.edition.manifest import Manifest, read_manifest, sha256
from plainlabel.edition.records import EditionKind
from plainlabel.errors import BrokenEditionError

NUMBERS: Final = "labels.json"
MAX_CHANGED: Final = 0.05
"""Where more than this part of the labels or of the entries changed since the index was written, it is written anew."""

_WRITTEN_AGAIN: Final = frozenset({"meta.json", ".managed.json"})


class _Numbers(Struct, frozen=True):
    numbers: list[int]
    keys: list[int]


class _Deletes(Struct, frozen=True):
    num_deleted_docs: int = 0


class _Segment(Struct, frozen=True):
    max_doc: int
    deletes: _Deletes | None = None


class _Meta(Struct, frozen=True):
    segments: list[_Segment]


class Carried:
    """An index to carry over: where it is, the numbers of its labels, and which of them are as they were."""

    def __init__(self, index: Path, numbers: Mapping[str, int], unchanged: frozenset[str]) -> None:
        self._index = index
        self._numbers = numbers
        self._unchanged = unchanged
        self._next = max(numbers.values(), default=0) + 1

    def copy_to(self, folder: Path) -> None:
        """Returns nothing; gives `folder` the files of the index. Segments are never written to: they are shared where possible."""
        for file in self._index.iterdir():
            if file.name == NUMBERS or file.name.endswith(".lock"):
                continue
            target = folder / file.name
            if file.name not in _WRITTEN_AGAIN:
                with contextlib.suppress(OSError):
                    os.link(file, target)
                    continue
            shutil.copyfile(file, target)

    def gone(self) -> tuple[int, ...]:
        """Returns the numbers whose entries are taken out."""
        return tuple(number for set_id, number in self._numbers.items() if set_id not in self._unchanged)

    def number(self, set_id: str) -> tuple[int, bool]:
        """Returns the number of a label, and whether its entries are carried over."""
        if set_id in self._unchanged:
            return self._numbers[set_id], True
        self._next += 1
        return self._next - 1, False


def carry_over(before: Path, kind: EditionKind, standing: Mapping[str, bytes]) -> Carried | None:
    """Returns the index of the edition `before` for an edition in which these labels stand (set id to digest).

    None where there is no such edition, where it is damaged or of another kind, or where so much changed that an index is better
    written anew.
    """
    folder = before.resolve()
    try:
        manifest = read_manifest(folder)
        if manifest.kind != kind or not _is_whole(folder, manifest):
            return None
        held = _labels(folder)
        meta = msgspec.json.decode((folder / "index" / "meta.json").read_bytes(), type=_Meta)
        keys = read_numbers(folder / "index")
    except (BrokenEditionError, OSError, sqlite3.Error, msgspec.MsgspecError):
        return None
    unchanged = frozenset(set_id for set_id, (_, digest) in held.items() if standing.get(set_id) == digest)
    entries = sum(one.max_doc for one in meta.segments)
    deleted = sum(one.deletes.num_deleted_docs for one in meta.segments if one.deletes)
    few = len(held) - len(unchanged) <= max(1, MAX_CHANGED * len(held)) and len(standing) <= (1 + MAX_CHANGED) * len(held) + 1
    if not few or deleted > MAX_CHANGED * entries:
        return None
    number_of = {key: number for number, key in (keys or {}).items()}
    numbers = {set_id: key if keys is None else number_of[key] for set_id, (key, _) in held.items()}
    return Carried(folder / "index", numbers, unchanged)


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    files = [entry for entry in manifest.files if entry.path.startswith("index/")]
    return bool(files) and all(sha256(folder / entry.path) == entry.sha256 for entry in files)


def _labels(folder: Path) -> dict[str, tuple[int, bytes]]:
    uri = (folder / "records.sqlite").as_uri() + "?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        rows = connection.execute("SELECT set_id, key, digest FROM labels WHERE standing")
        return {set_id: (key, digest) for set_id, key, digest in rows}


def write_numbers(index: Path, keys: Mapping[int, int]) -> None:
    """Returns nothing; writes beside an index which key each number stands for."""
    (index / NUMBERS).write_bytes(msgspec.json.encode(_Numbers(list(keys), list(keys.values()))) + b"\n")


def read_numbers(index: Path) -> dict[int, int] | None:
    """Returns the key of each number of an index; None where each number is the key.

    Raises:
        BrokenEditionError: the file of them is damaged.
    """
    file = index / NUMBERS
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_Numbers)
        return dict(zip(found.numbers, found.keys, strict=True))
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        raise BrokenEditionError(
            f"The labels of the search index cannot be read: {error}",
            file=str(file),
            next_step="Run `plainlabel verify` on the edition",
        ) from error
