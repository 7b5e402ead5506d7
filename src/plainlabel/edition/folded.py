"""What the versions of a label share is stored once: older versions are folded onto the one that stands.

A text or the facts of a kind that an older version has in common with the standing one, or with another older one, are not stored
again: the row leads to that row (`base`). One that differs is compressed with the base's as its dictionary, so that it costs little
more than what changed. The standing version is whole in itself: answering never unfolds anything.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from plainlabel.edition import encode
from plainlabel.edition.schema import section_key
from plainlabel.errors import BrokenEditionError

MAX_DEPTH: Final = 2
"""A row may lead to a row of another older version, and that to one of the standing version."""

_LEVEL: Final = 6
_RAW: Final = -15
_PIECE: Final = 1 << 14
_LENGTH_BYTES: Final = 4

Row = Sequence[Any]
"""The blobs of a row, then the key of its base or None. Without a base the row is what `encode` made of the first version of it."""

Plain = tuple[bytes, ...]
"""The blobs of a row as they were before compression."""


class Folded:
    """The rows of the older versions of one label, folded onto those of the version that stands."""

    def __init__(self, standing: encode.StoredLabel, key: int) -> None:
        self._sections = {
            found.id: (section_key(key, ordinal), _plain_texts(found))
            for ordinal, found in enumerate(standing.sections)
            if found.text is not None
        }
        self._facts = {found.kind: (key, (encode.decompress(found.record),)) for found in standing.facts}
        self._held: dict[tuple[str, bytes], int] = {}

    def texts(self, key: int, found: encode.StoredSection) -> Row:
        """Returns (text, blocks, passages, base) of a section of an older version, which becomes row `key`."""
        plain = _plain_texts(found)
        return self._row("", key, plain, self._sections.get(found.id)) or (found.text, found.blocks, found.passages, None)

    def facts(self, label: int, found: encode.StoredFacts) -> Row:
        """Returns (record, base) of the facts of one kind of an older version, the label with key `label`."""
        plain = (encode.decompress(found.record),)
        return self._row(found.kind, label, plain, self._facts.get(found.kind)) or (found.record, None)

    def _row(self, what: str, key: int, plain: Plain, standing: tuple[int, Plain] | None) -> Row | None:
        """Returns the folded row, or None where there is nothing to fold it onto."""
        digest = what, hashlib.sha256(encode.pack(plain)).digest()
        if standing is not None and standing[1] == plain:
            return (*(None for _ in plain), standing[0])
        held = self._held.setdefault(digest, key)
        if held != key:
            return (*(None for _ in plain), held)
        if standing is None:
            return None
        folded = (None if one == base else fold(one, base) for one, base in zip(plain, standing[1], strict=True))
        return (*folded, standing[0])


def _plain_texts(found: encode.StoredSection) -> Plain:
    return encode.decompress(found.text or b""), encode.decompress(found.blocks or b""), found.passages or b""


def unfold(row: Row, read: Callable[[int], Row | None], whole: Callable[[Row], Plain], depth: int = 0) -> Plain:
    """Returns the blobs of a row as they were before; `read` gives the row with a key, `whole` the blobs of one without a base.

    Raises:
        BrokenEditionError: a row is damaged, or leads to none.
    """
    *blobs, base = row
    if base is None:
        return whole(blobs)
    under = read(base) if depth < MAX_DEPTH else None
    if under is None:
        raise BrokenEditionError("A stored text leads to none", next_step="Run `plainlabel verify` on the edition")
    plain = unfold(under, read, whole, depth + 1)
    return tuple(one if blob is None else restore(blob, one) for blob, one in zip(blobs, plain, strict=True))


def whole_texts(blobs: Row) -> Plain:
    """Returns the plain text, blocks and passages of a row of `texts` that has no base."""
    return encode.decompress(blobs[0]), encode.decompress(blobs[1]), bytes(blobs[2])


def whole_facts(blobs: Row) -> Plain:
    """Returns the plain record of a row of `facts` that has no base."""
    return (encode.decompress(blobs[0]),)


# --- one blob ------------------------------------------------------------------------------------------------------------


def fold(data: bytes, base: bytes) -> bytes:
    """Returns `data` compressed with `base` as its dictionary: its length, then a stream of deflate a piece."""
    packed = [len(data).to_bytes(_LENGTH_BYTES, "big")]
    for start, window in _windows(len(data), base):
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, window)
        packed += (packer.compress(data[start : start + _PIECE]), packer.flush())
    return b"".join(packed)


def restore(blob: bytes, base: bytes) -> bytes:
    """Returns what `fold` was given.

    Raises:
        BrokenEditionError: the blob is damaged, or was folded onto something else.
    """
    length, rest = int.from_bytes(blob[:_LENGTH_BYTES], "big"), blob[_LENGTH_BYTES:]
    pieces: list[bytes] = []
    try:
        for _, window in _windows(length, base):
            unpacker = zlib.decompressobj(_RAW, window)
            pieces.append(unpacker.decompress(rest) + unpacker.flush())
            rest = unpacker.unused_data
    except zlib.error as error:
        raise BrokenEditionError(
            f"A folded text is damaged: {error}", next_step="Run `plainlabel verify` on the edition"
        ) from error
    data = b"".join(pieces)
    if len(data) != length or rest or len(blob) < _LENGTH_BYTES:
        raise _damaged()
    return data


def _damaged() -> BrokenEditionError:
    return BrokenEditionError("A folded text is damaged", next_step="Run `plainlabel verify` on the edition")


def _windows(length: int, base: bytes) -> Iterator[tuple[int, bytes]]:
    """Yields for each piece where it starts, and the stretch of the base around the same place: deflate looks back 32 kB only."""
    for start in range(0, length, _PIECE):
        place = start * len(base) // length
        yield start, base[max(0, place - _PIECE // 2) : place + _PIECE + _PIECE // 2]
