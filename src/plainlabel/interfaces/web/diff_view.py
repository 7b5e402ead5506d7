"""A comparison as pages show it: each change with its words before and now, cut into pages of a size people can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from plainlabel.desk.side_by_side import Piece, side_by_side
from plainlabel.history.records import CellChange, ChangeClass, LabelDiff, SectionChange, Spot, TextChange
from plainlabel.history.words import CLASS_WORDS, said
from plainlabel.interfaces.web import links

KINDS: Final = {"added": "Added", "removed": "Taken out", "changed": "Changed", "moved": "Moved"}
GRAVE: Final = frozenset({"new_boxed_warning", "new_contraindication", "new_warning", "new_interaction"})
MOST_CHARACTERS: Final = 40_000
"""A page shows about so much of both texts."""
_OF_EACH: Final = 200
"""What a change takes of that beside its texts."""
_MOST_MARKED: Final = 1_000_000
"""Words of one text times words of the other: beyond that both are shown without marks, marking them would take too long."""


class Badge(Struct, frozen=True):
    """A class of change in words."""

    words: str
    grave: bool


class ShownChange(Struct, frozen=True):
    """One change: what kind, where the text stood where it moved, both texts in pieces with their addresses, and its cells."""

    kind: str
    moved_from: str | None
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    old_address: str | None
    new_address: str | None
    cells: tuple[CellChange, ...]


class ShownSection(Struct, frozen=True):
    """What changed in one section, or the part of it that stands on this page."""

    anchor: str
    heading: str
    state: str
    badges: tuple[Badge, ...]
    facts: tuple[str, ...]
    changes: tuple[ShownChange, ...]
    continued: bool
    noise: int


class Line(Struct, frozen=True):
    """One line of the contents of a comparison: a section, where it stands, and how many passages changed."""

    heading: str
    address: str
    changes: int
    badges: tuple[Badge, ...]


class _Part(Struct, frozen=True):
    """The changes [first, last) of a section that one page shows."""

    section: int
    first: int
    last: int


def badges(classes: tuple[ChangeClass, ...]) -> tuple[Badge, ...]:
    """Returns the classes in words, the gravest first; that only words changed elsewhere is not said beside a graver one."""
    return tuple(Badge(CLASS_WORDS[one], one in GRAVE) for one in classes if one != "wording_only" or len(classes) == 1)


def pages_of(diff: LabelDiff) -> list[list[_Part]]:
    """Returns which changes each page shows; there is one page at least."""
    pages: list[list[_Part]] = [[]]
    room = MOST_CHARACTERS
    for number, section in enumerate(diff.sections):
        cuts = [0]
        for place, change in enumerate(section.texts):
            size = _size(change)
            if room < size and place > cuts[-1]:
                pages[-1].append(_Part(number, cuts[-1], place))
                cuts.append(place)
            if room < size and pages[-1]:
                pages.append([])
                room = MOST_CHARACTERS
            room -= size
        pages[-1].append(_Part(number, cuts[-1], len(section.texts)))
    return pages


def shown(diff: LabelDiff, page: list[_Part]) -> Iterator[ShownSection]:
    """Yields the sections of one page."""
    for part in page:
        section = diff.sections[part.section]
        yield ShownSection(
            _anchor(part.section),
            _heading(section),
            _state(section),
            badges(section.classes),
            () if part.first else tuple(dict.fromkeys(said(fact) for fact in section.facts)),
            tuple(_change(diff, change) for change in section.texts[part.first : part.last]),
            part.first > 0,
            section.noise if part.last == len(section.texts) else 0,
        )


def contents(diff: LabelDiff, pages: list[list[_Part]], address: str, here: int) -> Iterator[Line]:
    """Yields a line for each section that changed; its address is on the page where the section begins."""
    starts = {part.section: number for number, page in reversed(list(enumerate(pages, 1))) for part in page}
    for number, section in enumerate(diff.sections):
        page = starts[number]
        to = "" if page == here else address if page == 1 else f"{address}?page={page}"
        yield Line(_heading(section), f"{to}#{_anchor(number)}", len(section.texts), badges(section.classes))


def _size(change: TextChange) -> int:
    return _OF_EACH + sum(len(spot.text) for spot in (change.old, change.new) if spot is not None)


def _anchor(number: int) -> str:
    return f"change-{number + 1}"


def _heading(section: SectionChange) -> str:
    return section.section or section.new_id or section.old_id or "Untitled section"


def _state(section: SectionChange) -> str:
    return "New section" if section.old_id is None else "Section taken out" if section.new_id is None else ""


def _change(diff: LabelDiff, change: TextChange) -> ShownChange:
    old, new = _pieces(change)
    away = change.old and change.new and change.old.section_id != change.new.section_id
    return ShownChange(
        "Moved and changed" if away and change.kind == "changed" else KINDS[change.kind],
        change.old.section if change.old and (away or change.kind == "moved") else None,
        old,
        new,
        _address(diff, diff.old_version, change.old),
        _address(diff, diff.new_version, change.new),
        change.cells,
    )


def _pieces(change: TextChange) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = (_flat(spot) for spot in (change.old, change.new))
    if change.kind == "moved" or len(before.split()) * len(after.split()) > _MOST_MARKED:
        return _whole(before, other=False), _whole(after, other=False)
    if not before or not after:
        return _whole(before, other=True), _whole(after, other=True)
    return side_by_side(before, after)


def _whole(text: str, *, other: bool) -> tuple[Piece, ...]:
    return (Piece(text, other),) if text else ()


def _flat(spot: Spot | None) -> str:
    """Returns a passage on one line; the cells of a row are told apart by a dot."""
    if spot is None:
        return ""
    return " · ".join(" ".join(cell.split()) for cell in spot.text.split("\t") if cell.strip())


def _address(diff: LabelDiff, version: int | None, spot: Spot | None) -> str | None:
    return None if spot is None else links.section(diff.set_id, version, spot.section_id, spot.start, spot.end)
