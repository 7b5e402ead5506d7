"""Which code reads labels: what was read by one is not what another would read."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

import plainlabel

_PARTS: Final = ("label.py", "identifiers.py", "errors.py", "labels", "facts", "vocabulary")
_EDITION: Final = ("encode.py", "manifest.py", "records.py", "schema.py", "sound.py", "workers.py")
_LIBRARIES: Final = ("jellyfish", "lxml", "msgspec", "numpy", "rapidfuzz")


@cache
def reading_code() -> bytes:
    """Returns the hash of every file that decides what a label is read as, with the versions of the libraries behind them."""
    folder = Path(plainlabel.__file__).parent
    files = [folder / "edition" / name for name in _EDITION]
    for part in (folder / name for name in _PARTS):
        files += [part] if part.is_file() else [one for one in part.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    found = hashlib.sha256(f"{sys.version_info[:2]} {[_version(name) for name in _LIBRARIES]}".encode())
    for file in sorted(files):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.digest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
