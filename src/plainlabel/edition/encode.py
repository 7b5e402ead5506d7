"""Records to bytes and back: how a label is stored.

A worker turns a Label into a StoredLabel, whose blobs go into `records.sqlite` as they are; an open edition turns them back.
Blobs are msgpack; text, blocks and facts are compressed with zlib besides.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from typing import Final, get_args

import msgspec
from msgspec import Struct

from plainlabel.edition.records import LabelRecord, Medicine, Name, SectionRecord
from plainlabel.errors import BrokenEditionError, ExtractionError
from plainlabel.facts.fact import Fact
from plainlabel.label import Block, BlockKind, Label, Passage, Section, coded_ancestor

COMPRESSION: Final = 4
"""zlib level: on label text 4 gives 5 % less than 1 for 15 % more time, 6 another 1 % for another 20 %."""

_KINDS: Final[tuple[BlockKind, ...]] = get_args(BlockKind)
_KIND_NUMBER: Final = {kind: number for number, kind in enumerate(_KINDS)}
_pack = msgspec.msgpack.Encoder().encode


class StoredSection(Struct, frozen=True, array_like=True):
    """One section as rows of `sections` and `texts`; the three blobs are None in an edition of facts."""

    id: str
    code: str | None
    own_code: str | None
    number: str | None
    title: str
    parent: str | None
    characters: int
    text: bytes | None = None
    blocks: bytes | None = None
    passages: bytes | None = None


class StoredFacts(Struct, frozen=True, array_like=True):
    """The facts of one kind of one label: kind, how many, and the blob."""

    kind: str
    count: int
    record: bytes


class Lost(Struct, frozen=True, array_like=True):
    """One kind of fact that could not be read: the place in the label and what went wrong."""

    location: str
    error: str


class StoredLabel(Struct, frozen=True, array_like=True):
    """One label as it travels from a worker to the edition. `record` has key 0 and does not stand yet."""

    record: LabelRecord
    digest: bytes
    sections: tuple[StoredSection, ...]
    facts: tuple[StoredFacts, ...]
    lost: tuple[Lost, ...] = ()
    passages: int = 0


_stored = msgspec.msgpack.Decoder(StoredLabel)
_record = msgspec.msgpack.Decoder(LabelRecord)
_medicine = msgspec.msgpack.Decoder(Medicine)
_names = msgspec.msgpack.Decoder(tuple[Name, ...])
_facts = msgspec.msgpack.Decoder(tuple[Fact, ...])
_blocks = msgspec.msgpack.Decoder(tuple[Block, ...])
_numbers = msgspec.msgpack.Decoder(list[int])


# --- a label, for storing ------------------------------------------------------------------------------------------------


def store(
    label: Label, facts: Sequence[Fact], lost: Sequence[ExtractionError], passages: dict[str, tuple[Passage, ...]] | None
) -> StoredLabel:
    """Returns a label as it is stored; `passages` by section id, or None for an edition of facts."""
    tree = {section.id: section for section in label.sections}
    sections = tuple(_store_section(section, tree, passages) for section in label.sections)
    by_kind = store_facts(facts)
    record = record_from(label)
    return StoredLabel(
        record=record,
        digest=digest(record, sections, by_kind),
        sections=sections,
        facts=by_kind,
        lost=tuple(Lost(error.location or "", error.message) for error in lost),
        passages=sum(map(len, passages.values())) if passages else 0,
    )


def record_from(label: Label) -> LabelRecord:
    """Returns the label without its text, not placed in an edition yet (key 0, not standing)."""
    shared = {name: getattr(label, name) for name in Label.__struct_fields__ if name in LabelRecord.__struct_fields__}
    return LabelRecord(key=0, standing=False, **shared)


def _store_section(section: Section, tree: dict[str, Section], passages: dict[str, tuple[Passage, ...]] | None) -> StoredSection:
    code = coded_ancestor(tree, section.id)
    row = (section.id, code, section.code, section.number, section.title, section.parent, len(section.text))
    if passages is None:
        return StoredSection(*row)
    return StoredSection(
        *row,
        text=compress(section.text.encode("utf-8", "surrogatepass")),
        blocks=compress(_pack(section.blocks)),
        passages=pack_passages(passages.get(section.id, ())),
    )


def store_facts(facts: Sequence[Fact]) -> tuple[StoredFacts, ...]:
    """Returns facts grouped by kind, kinds sorted, each kind in label order."""
    kinds: dict[str, list[Fact]] = {}
    for fact in facts:
        kinds.setdefault(fact.kind, []).append(fact)
    return tuple(StoredFacts(kind, len(found), compress(_pack(found))) for kind, found in sorted(kinds.items()))


def digest(record: LabelRecord, sections: Iterable[StoredSection], facts: Iterable[StoredFacts]) -> bytes:
    """Returns the SHA-256 of everything an edition holds of one label.

    Left out: `seen`, since the same label seen again is the same label; key and standing, which depend on the other labels.
    Compressed blobs count by what is in them, since zlib's output differs between its versions.
    """
    hasher = hashlib.sha256(_pack(msgspec.structs.replace(record, key=0, standing=False, seen=None)))
    for section in sections:
        hasher.update(
            _pack((*msgspec.structs.astuple(section)[:7], *map(_plain, (section.text, section.blocks)), section.passages))
        )
    for found in facts:
        hasher.update(_pack((found.kind, found.count, decompress(found.record))))
    return hasher.digest()


def _plain(blob: bytes | None) -> bytes | None:
    return None if blob is None else decompress(blob)


def decompress(blob: bytes) -> bytes:
    """Returns what `compress` was given.

    Raises:
        BrokenEditionError: the blob is damaged.
    """
    try:
        return zlib.decompress(blob)
    except zlib.error as error:
        raise BrokenEditionError(
            f"A stored text is damaged: {error}", next_step="Run `plainlabel verify` on the edition"
        ) from error


def compress(data: bytes) -> bytes:
    """Returns `data` compressed."""
    return zlib.compress(data, COMPRESSION)


def pack_passages(passages: Iterable[Passage]) -> bytes:
    """Returns passages as three small numbers each: distance from the end of the one before, length, kind and highlight."""
    numbers: list[int] = []
    position = 0
    for passage in passages:
        kind = 2 * _KIND_NUMBER[passage.kind] + passage.highlight
        numbers += (passage.start - position, passage.end - passage.start, kind)
        position = passage.end
    return _pack(numbers)


def pack(value: object) -> bytes:
    """Returns a record, or a list of records, as msgpack."""
    return _pack(value)


# --- back again ----------------------------------------------------------------------------------------------------------


def stored_of(blob: bytes) -> StoredLabel:
    """Returns the label that `pack` of a StoredLabel gave."""
    return _stored.decode(blob)


def record_of(blob: bytes) -> LabelRecord:
    """Returns a stored label record."""
    return _record.decode(blob)


def medicine_of(blob: bytes) -> Medicine:
    """Returns a stored medicine."""
    return _medicine.decode(blob)


def names_of(blob: bytes) -> tuple[Name, ...]:
    """Returns the stored names of one folded form."""
    return _names.decode(blob)


def facts_of(blob: bytes) -> tuple[Fact, ...]:
    """Returns the stored facts of one kind of one label."""
    return _facts.decode(decompress(blob))


def facts_from(data: bytes) -> tuple[Fact, ...]:
    """Returns facts from what `compress` was given."""
    return _facts.decode(data)


def text_of(blob: bytes) -> str:
    """Returns a stored section text."""
    return decompress(blob).decode("utf-8", "surrogatepass")


def spans_of(blob: bytes) -> list[tuple[int, int]]:
    """Returns [start, end) of each stored passage."""
    return [(start, end) for start, end, _ in _unpacked(blob)]


def passages_of(section_id: str, blob: bytes) -> tuple[Passage, ...]:
    """Returns the stored passages of a section."""
    return tuple(Passage(section_id, start, end, _KINDS[kind // 2], bool(kind % 2)) for start, end, kind in _unpacked(blob))


def _unpacked(blob: bytes) -> Iterable[tuple[int, int, int]]:
    numbers = _numbers.decode(blob)
    position = 0
    for gap, length, kind in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        start = position + gap
        position = start + length
        yield start, position, kind


def blocks_from(data: bytes) -> tuple[Block, ...]:
    """Returns blocks from what `compress` was given."""
    return _blocks.decode(data)


def section_of(record: SectionRecord, plain: Sequence[bytes] | None) -> Section:
    """Returns a section from its record and its text and blocks as `compress` was given them; without text where there are none."""
    text, blocks = (plain[0].decode("utf-8", "surrogatepass"), blocks_from(plain[1])) if plain else ("", ())
    return Section(record.id, record.own_code, record.number, record.title, record.parent, text, blocks)
