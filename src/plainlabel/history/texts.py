"""Two versions compared passage by passage: what was added, removed, changed or moved.

Passages that stand in both are set aside first, wherever they stand; of the rest the likest pairs of a section are changes, and
what is left was added or removed. What differs in layout only is no change; capitals, punctuation and cross references are noise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz, process

from plainlabel.history.cells import cell_changes, heads_of
from plainlabel.history.plain import difference, plain, solid, without_references
from plainlabel.history.records import Aligned, Spot, TextChange
from plainlabel.history.sections import partners
from plainlabel.label import BlockKind, Section, heading
from plainlabel.labels.passages import passages

LIKE: Final = 55.0
"""From this likeness (percent) on, two passages of one section are one that changed; of two sections, from LIKE_ELSEWHERE on."""

LIKE_ELSEWHERE: Final = 80.0


class _Piece(Struct, frozen=True, gc=False):
    section: str
    number: int
    start: int
    end: int
    kind: BlockKind
    text: str
    key: str


class _Side:
    """One version: its sections by id, and its passages that are not accounted for yet."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = {section.id: section for section in sections}
        self.pieces = {section.id: tuple(_pieces(section)) for section in sections}
        self.left: dict[int, _Piece] = {}
        self._solid: dict[str, str] = {}

    def solid(self, section_id: str) -> str:
        if section_id not in self._solid:
            self._solid[section_id] = solid(self.sections[section_id].text)
        return self._solid[section_id]

    def spot(self, piece: _Piece) -> Spot:
        return Spot(piece.section, heading(self.sections[piece.section]), piece.start, piece.end, piece.text)


_numbers = iter(range(1 << 62))


def _pieces(section: Section) -> Iterator[_Piece]:
    for found in passages(section):
        text = section.text[found.start : found.end]
        if key := solid(text).strip("*†‡:;,."):
            yield _Piece(section.id, next(_numbers), found.start, found.end, found.kind, text, key)


def text_changes(old: Sequence[Section], new: Sequence[Section]) -> Aligned:
    """Returns what changed from `old` to `new`, in the order of the new text, what was removed where its section stands."""
    before, after = _Side(old), _Side(new)
    partner = partners(old, new)
    for section_id in after.sections:
        _leave(before, after, partner.get(section_id), section_id)
    for section_id in before.sections.keys() - set(partner.values()):
        before.left |= {piece.number: piece for piece in before.pieces[section_id]}
    changes = [*_moved(before, after, partner)]
    stands = _standing(before, after, partner)
    noise: dict[str, int] = defaultdict(int)
    for one, other in _pairs(before, after, partner):
        if {one.number, other.number} <= stands:
            continue
        if difference(one.text, other.text) == "words":
            cells = (
                cell_changes(one.text, other.text, heads_of(after.sections[other.section], other.start)) if _is_row(other) else ()
            )
            changes.append(TextChange("changed", before.spot(one), after.spot(other), cells))
        else:
            noise[other.section] += 1
    for side in (before, after):
        side.left = {number: piece for number, piece in side.left.items() if number not in stands}
    changes += [TextChange("removed", old=before.spot(piece)) for piece in before.left.values()]
    changes += [TextChange("added", new=after.spot(piece)) for piece in after.left.values()]
    return Aligned(tuple(changes), dict(noise), partner)


def _is_row(piece: _Piece) -> bool:
    return piece.kind == "row" and "\t" in piece.text


def _leave(before: _Side, after: _Side, old_id: str | None, new_id: str) -> None:
    """Returns nothing; leaves on both sides what the two sections do not share in order."""
    mine, theirs = after.pieces[new_id], before.pieces[old_id] if old_id is not None else ()
    matcher = SequenceMatcher(None, [one.key for one in theirs], [one.key for one in mine], autojunk=False)
    for tag, i, j, k, end in matcher.get_opcodes():
        if tag != "equal":
            before.left |= {piece.number: piece for piece in theirs[i:j]}
            after.left |= {piece.number: piece for piece in mine[k:end]}


def _moved(before: _Side, after: _Side, partner: dict[str, str]) -> Iterator[TextChange]:
    """Yields what stands word for word elsewhere now, and takes it away; what only changed its place in a section is no change."""
    waiting: dict[str, list[_Piece]] = defaultdict(list)
    for piece in before.left.values():
        waiting[piece.key].append(piece)
    for piece in list(after.left.values()):
        if held := waiting.get(piece.key):
            here = next((one for one in held if one.section == partner.get(piece.section)), held[0])
            held.remove(here)
            del before.left[here.number], after.left[piece.number]
            if here.section != partner.get(piece.section):
                yield TextChange("moved", before.spot(here), after.spot(piece))


def _standing(before: _Side, after: _Side, partner: dict[str, str]) -> frozenset[int]:
    """Returns the numbers of the passages that stand in the other version's section too, only cut differently."""
    carried = {old: new for new, old in partner.items()}
    found = set()
    for side, other, same in ((before, after, carried), (after, before, partner)):
        for piece in side.left.values():
            section = same.get(piece.section)
            if section is not None and len(piece.key) > _SHORT and piece.key in other.solid(section):
                found.add(piece.number)
    return frozenset(found)


_SHORT: Final = 12


def _pairs(before: _Side, after: _Side, partner: dict[str, str]) -> list[tuple[_Piece, _Piece]]:
    """Returns the likest pairs of what is left, those of one section first, and takes them away."""
    found: list[tuple[_Piece, _Piece]] = []
    by_section: dict[str, list[_Piece]] = defaultdict(list)
    for piece in before.left.values():
        by_section[piece.section].append(piece)
    for section_id, mine in _grouped(after.left.values()).items():
        found += _likest(by_section.get(partner.get(section_id, ""), ()), mine, LIKE)
    _take(found, before, after)
    across = _likest(list(before.left.values()), list(after.left.values()), LIKE_ELSEWHERE)
    _take(across, before, after)
    return found + across


def _take(pairs: Iterable[tuple[_Piece, _Piece]], before: _Side, after: _Side) -> None:
    for one, other in pairs:
        del before.left[one.number], after.left[other.number]


def _grouped(pieces: Iterable[_Piece]) -> dict[str, list[_Piece]]:
    found: dict[str, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.section].append(piece)
    return found


def _likest(old: Sequence[_Piece], new: Sequence[_Piece], least: float) -> list[tuple[_Piece, _Piece]]:
    """Returns pairs, greedily by likeness: each passage once."""
    if not old or not new:
        return []
    scores = process.cdist(
        [plain(one.text) for one in old], [plain(one.text) for one in new], scorer=fuzz.ratio, score_cutoff=least
    )
    ranked = sorted(((-float(scores[i, j]), i, j) for i, j in zip(*scores.nonzero(), strict=True)))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for _, i, j in ranked:
        if i not in taken_old and j not in taken_new:
            taken_old.add(int(i))
            taken_new.add(int(j))
            found.append((old[i], new[j]))
    return found


def _comparable(text: str) -> str:
    return without_references(plain(text)).casefold()
