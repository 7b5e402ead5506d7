"""The disk under the feeds: small files written in one step, what a file's bytes add up to, and whether there is room."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from plainlabel.errors import NoRoomError

T = TypeVar("T")
_CHUNK: Final = 1 << 20
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_GIB: Final = 1024**3
_SPARE_BYTES: Final = 256 * 1024 * 1024


def digests(path: Path) -> tuple[str, str]:
    """Returns MD5 and SHA-256 of a file in hex, read once."""
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            md5.update(chunk)
            sha256.update(chunk)
    return md5.hexdigest(), sha256.hexdigest()


def no_room(error: OSError, path: Path) -> NoRoomError:
    """Returns the error for a file that cannot be written."""
    full = error.errno in _NO_ROOM
    return NoRoomError(
        "The disk is full" if full else f"The file cannot be written: {error.strerror or error}",
        file=str(path),
        next_step="Free space or check the rights of this folder, then run it again: it goes on where it stopped",
    )


def check_room(needed_bytes: int, folder: Path) -> int:
    """Returns the free bytes of the disk where they are enough.

    Raises:
        NoRoomError: they are not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if needed_bytes + _SPARE_BYTES > free:
        raise NoRoomError(
            f"This needs {needed_bytes / _GIB:.1f} GB; {free / _GIB:.1f} GB are free",
            file=str(folder),
            next_step="Free space, or name another --out folder. Nothing was fetched",
        )
    return free


def read_small(path: Path, kind: type[T]) -> T | None:
    """Returns the record in a small file; None where there is none, or it is damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def write_small(path: Path, value: object) -> None:
    """Returns nothing; writes a small file in one step."""
    write_whole(path, msgspec.json.encode(value) + b"\n")


def write_whole(path: Path, data: bytes) -> None:
    """Returns nothing; writes a file so that it is there whole, or as it was before."""
    fresh = path.with_name(f"{path.name}.fresh")
    fresh.write_bytes(data)
    to_disk(fresh)
    fresh.replace(path)


def to_disk(path: Path) -> None:
    """Returns when the bytes of a file are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
