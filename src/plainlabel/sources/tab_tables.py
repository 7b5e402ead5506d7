"""Tables of FDA as text: cells between tabs, one row a line, and the line breaks that stand in cells by mistake.

A row that ends too soon is gone on with in the next line, as long as that does not make it too long. What is still too short or too
long then is told, with its line, and left out; empty cells that a row leaves away at its end are filled up. Bytes that are no UTF-8
are read as Windows-1252, the superset of latin-1 that these files are written in.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.errors import BrokenDownloadError, FeedShapeError

MAX_TABLE_BYTES: Final = 2 * 1024**3
MAX_JOINED: Final = 200
"""No real cell has so many line breaks: from here on it is not a cell."""


class Row(Struct, frozen=True):
    """One row: the line it begins in, and its cells by column."""

    line: int
    cells: dict[str, str]


class Skipped(Struct, frozen=True):
    """A row that could not be read: its line, and why."""

    file: str
    line: int
    why: str


class Table(Struct, frozen=True):
    """A table whole: its columns, rows, how many rows a line break had cut, and the rows that were left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    joined: int = 0
    skipped: tuple[Skipped, ...] = ()


def read_table(data: bytes, file: str, needed: Sequence[str], separator: str = "\t") -> Table:
    """Returns the table in `data`.

    Raises:
        FeedShapeError: a needed column is missing, so that it is another table.
    """
    lines = decoded(data).replace("\r\n", "\n").split("\n")
    columns = tuple(name.strip().strip('"') for name in lines[0].removeprefix("\ufeff").split(separator))
    lost = [name for name in needed if name not in columns]
    if lost:
        raise FeedShapeError(
            f"The table has no column {lost[0]}", file=file, location="line 1", next_step="Look whether it is the right file"
        )
    return _rows(lines, columns, file, separator)


def _rows(lines: list[str], columns: tuple[str, ...], file: str, separator: str) -> Table:
    rows: list[Row] = []
    skipped: list[Skipped] = []
    joined = 0
    number = 1
    while number < len(lines):
        begin = number
        cells = lines[number].split(separator)
        number += 1
        if cells == [""]:
            continue
        while len(cells) < len(columns) and number < len(lines) and number - begin < MAX_JOINED:
            more = lines[number].split(separator)
            # A line that is a row by itself is no rest of this one; an empty one at the end of the file neither.
            if len(cells) + len(more) - 1 > len(columns) or _is_row(more, cells, columns) or _ended(lines, number):
                break
            cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}", *more[1:]]
            number += 1
        joined += number - begin > 1
        if len(cells) > len(columns) and not any(cells[len(columns) :]):
            cells = cells[: len(columns)]
        if len(cells) == 1 < len(columns) and rows:
            rows[-1] = _longer(rows[-1], columns[-1], cells[0])
            joined += 1
            continue
        if len(cells) > len(columns) or len(cells) < 2 <= len(columns):
            skipped.append(Skipped(file, begin + 1, f"{len(cells)} cells, not {len(columns)}"))
            continue
        cells += [""] * (len(columns) - len(cells))
        rows.append(Row(begin + 1, {name: cell.strip().strip("\r") for name, cell in zip(columns, cells, strict=True)}))
    return Table(columns, tuple(rows), joined, tuple(skipped))


def _longer(row: Row, column: str, rest: str) -> Row:
    """Returns a row whose last cell goes on in a line of its own."""
    return Row(row.line, {**row.cells, column: f"{row.cells[column]}\n{rest.strip()}"})


def _is_row(more: list[str], cells: list[str], columns: tuple[str, ...]) -> bool:
    """Returns whether a line is a row of its own: whole, or nearly so with a key like that of the row before it."""
    if len(more) == len(columns):
        return True
    return len(more) >= len(columns) - 1 > 0 and len(more[0]) == len(cells[0]) and more[0].isalnum() == cells[0].isalnum()


def _ended(lines: list[str], number: int) -> bool:
    return number == len(lines) - 1 and not lines[number]


def decoded(data: bytes) -> str:
    """Returns bytes as text: UTF-8 where they are, else Windows-1252, its five gaps as latin-1 has them."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yields (name in lower case, bytes) of the text files in a zip.

    Raises:
        BrokenDownloadError: it is no zip, or cut off.
        FeedShapeError: a member is larger than any of these tables.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.lower().endswith((".txt", ".csv", ".tsv")):
                    yield member.filename.rpartition("/")[2].lower(), _bounded(archive, member, path)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BrokenDownloadError(f"The zip cannot be read: {error}", file=str(path), next_step="Fetch it again") from error


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    if member.file_size <= MAX_TABLE_BYTES:
        with archive.open(member) as stream:
            found = io.BytesIO(stream.read(MAX_TABLE_BYTES + 1)).getvalue()
        if len(found) <= MAX_TABLE_BYTES:
            return found
    raise FeedShapeError("A table larger than any of FDA's", file=str(path), location=member.filename, next_step="Look at the zip")
