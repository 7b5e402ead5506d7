"""UNII names: every name FDA's substance register has for a substance."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.tab_tables import decoded, members
from plainlabel.sources.wanted import Want

MAX_BYTES: Final = 512 * 1024**2
WANT: Final = Want(addresses.UNII_NAMES, "UNIIs.zip", MAX_BYTES)
_COLUMNS: Final = ("Name", "UNII")
_SNIFFED: Final = 4096


class UniiName(Struct, frozen=True):
    """A name of a substance, and the preferred one. Kinds: "cn" common, "sys" systematic, "bn" brand, "of" official, "cd" code."""

    name: str
    kind: str
    unii: str
    preferred: str


def read(path: Path) -> Iterator[UniiName]:
    """Yields the names in the zip.

    Raises:
        BrokenDownloadError: it is no zip, or cut off.
        FeedShapeError: it has no table of names.
    """
    for name, data in members(path):
        # The zip also holds a text that describes it.
        if "names" in name or name.endswith(".csv"):
            yield from names(data, f"{path}!{name}")
            return
    raise FeedShapeError("The zip has no table of names", file=str(path), next_step="Fetch UNIIs.zip again")


def names(data: bytes, file: str) -> Iterator[UniiName]:
    """Yields the names in the bytes of a table, tabs or commas between its cells; rows without a UNII are left out.

    Raises:
        FeedShapeError: the columns are others.
    """
    text = decoded(data).removeprefix("\ufeff")
    commas = "\t" not in text[:_SNIFFED]
    rows = csv.reader(io.StringIO(text), delimiter="," if commas else "\t", quoting=csv.QUOTE_MINIMAL if commas else csv.QUOTE_NONE)
    columns = [name.strip().casefold() for name in next(rows, [])]
    lost = [name for name in _COLUMNS if name.casefold() not in columns]
    if lost:
        raise FeedShapeError(f"The table has no column {lost[0]}", file=file, location="line 1", next_step="Fetch UNIIs.zip again")
    name, kind, code, shown = (_place(columns, title) for title in ("name", "type", "unii", "display name"))
    for row in rows:
        unii = identifiers.unii(_cell(row, code))
        if unii:
            yield UniiName(_cell(row, name), _cell(row, kind), unii, _cell(row, shown))


def _place(columns: list[str], title: str) -> int | None:
    return columns.index(title) if title in columns else None


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""
