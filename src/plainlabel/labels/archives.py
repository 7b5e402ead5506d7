"""Files, archives and folders opened as streams, within bounds.

A zip may hold zips (DailyMed's releases do), any file may be gzipped. Everything is told by its first bytes, never by its name.
What an archive may not do: expand beyond a ratio, nest deeper than three, hold a member whose path leaves the archive, be
encrypted. A breach costs that member; the others are read.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final, cast

from msgspec import Struct

from plainlabel.errors import LabelError, UnreadableDocumentError, UnsafeDocumentError

MAX_RATIO: Final = 200
MAX_UNPACKED_BYTES: Final = 64 * 1024**3
MAX_NESTED: Final = 3
MAX_MEMBERS: Final = 1_000_000
MAX_INNER_ARCHIVE_BYTES: Final = 4 * 1024**3
_FREE_BYTES: Final = 4 * 1024 * 1024
_SPOOL_BYTES: Final = 16 * 1024 * 1024
_LEAVES: Final = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:")
_BROKEN: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
CHECK_RIGHTS: Final = "Check its name and its rights"


class Opened(Struct, frozen=True):
    """One stream to read: the file name to show and the bytes, or why there are none."""

    file: str
    stream: io.BufferedReader | None
    error: LabelError | None = None


class _Bounded(io.RawIOBase):
    """A stream that stops with a designed error when it breaks, or grows far beyond its packed size."""

    def __init__(self, source: io.BufferedIOBase, file: str, packed: Callable[[], int] | None = None) -> None:
        self._source = source
        self._failure: LabelError | None = None
        self._file = file
        self._packed = packed
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        filled = 0
        while filled < len(view) and (data := self._piece(len(view) - filled)):
            view[filled : filled + len(data)] = data
            filled += len(data)
        if not filled and self._failure:
            raise self._failure
        self._count(filled)
        return filled

    def _piece(self, size: int) -> bytes:
        """Returns some bytes; none at the end and where the source breaks, so that what stands before the break is still given."""
        try:
            return b"" if self._failure else self._source.read1(size)
        except LabelError as error:
            self._failure = error
        except _BROKEN as error:
            self._failure = UnreadableDocumentError(f"a broken file: {error}", file=self._file, next_step="Fetch the file again")
        return b""

    def _count(self, size: int) -> None:
        self.count += size
        if self._packed and self.count > min(MAX_RATIO * max(self._packed(), 1) + _FREE_BYTES, MAX_UNPACKED_BYTES):
            raise UnsafeDocumentError(
                f"it unpacks to more than {MAX_RATIO} times its size",
                file=self._file,
                next_step="Look at the archive before you trust it",
            )

    def close(self) -> None:
        self._source.close()
        super().close()


def opened(path: Path, file: str) -> Iterator[Opened]:
    """Returns the streams inside the file at `path`: itself, or the members of an archive. Each is closed by the next step."""
    try:
        # Asked before it is opened: opening a pipe nobody writes to would wait for ever.
        regular = stat.S_ISREG(path.stat().st_mode)
        source = path.open("rb") if regular else None
    except OSError as error:
        what = f"it cannot be opened: {error.strerror}"
        yield Opened(file, None, UnreadableDocumentError(what, file=file, next_step=CHECK_RIGHTS))
        return
    if source is None:
        what = "a pipe, socket or device, not a file"
        yield Opened(file, None, UnreadableDocumentError(what, file=file, next_step="Save its content in a file"))
        return
    with closing(source):
        yield from unpacked(io.BufferedReader(_Bounded(source, file)), source, file, 0)


def unpacked(stream: io.BufferedReader, seekable: BinaryIO | None, file: str, depth: int) -> Iterator[Opened]:
    """Returns the plain streams behind `stream`, which may be gzipped or a zip archive."""
    try:
        head = stream.peek(4)[:4]
    except LabelError as error:
        yield Opened(file, None, error)
        return
    if not head.startswith((b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")):
        yield Opened(file, stream)
    elif depth >= MAX_NESTED:
        yield Opened(
            file, None, UnsafeDocumentError(f"archives nested deeper than {MAX_NESTED}", file=file, next_step="Unpack the file")
        )
    elif head.startswith(b"\x1f\x8b"):
        inner = _Bounded(gzip.GzipFile(fileobj=stream, mode="rb"), file, _packed_so_far(stream))
        yield from unpacked(io.BufferedReader(inner, 1024 * 1024), None, file, depth + 1)
    else:
        yield from _members(stream, seekable, file, depth)


def _packed_so_far(stream: io.BufferedReader) -> Callable[[], int]:
    raw = stream.raw
    return lambda: raw.count if isinstance(raw, _Bounded) else 0


def _members(stream: io.BufferedReader, seekable: BinaryIO | None, file: str, depth: int) -> Iterator[Opened]:
    """Returns the streams of a zip archive's members, by name."""
    source: BinaryIO | None = None
    try:
        source = seekable or _spooled(stream, file)
        archive = zipfile.ZipFile(source)
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda member: member.filename)
    except LabelError as error:
        yield Opened(file, None, error)
        return
    except _BROKEN as error:
        if source is not None:
            source.close()
        yield Opened(
            file, None, UnreadableDocumentError(f"a broken zip archive: {error}", file=file, next_step="Fetch the file again")
        )
        return
    with closing(source), archive:
        before: str | None = None
        for member in members[:MAX_MEMBERS]:
            yield from _member(archive, member, f"{file}!{member.filename}", depth, repeated=member.filename == before)
            before = member.filename
    if len(members) > MAX_MEMBERS:
        yield Opened(file, None, UnsafeDocumentError(f"an archive of more than {MAX_MEMBERS} members", file=file))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str, depth: int, *, repeated: bool) -> Iterator[Opened]:
    if _LEAVES.search(member.filename) or "\x00" in member.orig_filename:
        yield Opened(
            file, None, UnsafeDocumentError("a member whose path leaves the archive", file=file, next_step="Distrust the archive")
        )
        return
    if repeated:
        yield Opened(file, None, UnsafeDocumentError("two members of the same name", file=file, next_step="The first one was read"))
        return
    try:
        source = cast("zipfile.ZipExtFile", archive.open(member))
    except _BROKEN as error:
        yield Opened(
            file, None, UnreadableDocumentError(f"a broken archive member: {error}", file=file, next_step="Fetch the file again")
        )
        return
    with closing(source):
        yield from unpacked(io.BufferedReader(_Bounded(source, file, lambda: member.compress_size)), None, file, depth + 1)


def _spooled(stream: io.BufferedReader, file: str) -> BinaryIO:
    """Returns a copy that can be sought in (zip directories stand at the end), in memory while small, on disk otherwise."""
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    total = 0
    while chunk := stream.read(1024 * 1024):
        total += len(chunk)
        if total > MAX_INNER_ARCHIVE_BYTES:
            raise UnsafeDocumentError(
                "an archive inside an archive beyond 4 GiB", file=file, next_step="Unpack the outer one first"
            )
        copy.write(chunk)
    copy.seek(0)
    return cast("BinaryIO", copy)
