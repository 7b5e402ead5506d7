"""The files that feeds offer, and what is known of those that are here: checksums, receipts, what is missing."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from plainlabel.errors import BrokenDownloadError
from plainlabel.sources.disk import read_small


class Want(Struct, frozen=True):
    """One file of a feed: its address, the name it gets, the most bytes it may have, and what it is checked by.

    `md5` and `sha256` are those the feed gives. A `zip` without either is checked by the CRC of each of its members.
    `size` is what the feed says of its size, to tell the need of disk; it is not relied on.
    """

    url: str
    name: str
    max_bytes: int
    kind: Literal["zip", "other"] = "zip"
    md5: str | None = None
    sha256: str | None = None
    size: int | None = None


class Receipt(Struct, frozen=True):
    """What is known of a file that is here, whole."""

    url: str
    size: int
    sha256: str
    md5: str
    fetched: str
    etag: str | None = None
    last_modified: str | None = None


class Got(Struct, frozen=True):
    """A file that is here: its path and receipt, and whether it came now (False: it was here already, unchanged)."""

    path: Path
    receipt: Receipt
    changed: bool


def as_wanted(held: Receipt, want: Want) -> bool:
    """Returns whether the checksum that the feed states tells already that the file has not changed."""
    if want.sha256 is not None:
        return held.sha256 == want.sha256.lower()
    return want.md5 is not None and held.md5 == want.md5.lower()


def check_zip(path: Path, want: Want) -> None:
    """Returns nothing for a zip whose members all have the CRC that its directory states.

    Raises:
        BrokenDownloadError: one has not, or the zip is cut off.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            bad = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        bad = f"it ({error})"
    if bad is not None:
        raise BrokenDownloadError(
            f"The zip is broken: {bad}", file=want.name, location=want.url, next_step="Nothing of it is used. Try again later"
        )


def missing(wants: Iterable[Want], folder: Path) -> tuple[Want, ...]:
    """Returns the files that are not here as their feed states them: those that may have to be fetched."""
    found = []
    for want in wants:
        receipt = read_small(folder / f"{want.name}.receipt.json", Receipt)
        if receipt is None or receipt.url != want.url or not as_wanted(receipt, want) or not (folder / want.name).exists():
            found.append(want)
    return tuple(found)


def total_size(wants: Sequence[Want]) -> int:
    """Returns the bytes that the feeds state for these files; those that state none count nothing."""
    return sum(want.size or 0 for want in wants)
