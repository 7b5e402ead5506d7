"""The panel of an over-the-counter label (21 CFR 201.66): its pieces by heading, and the items of a piece.

Sources put the headings of a panel into sections of their own, or run several of them into one text ("... Ask a doctor before use
if you have ... When using this product ..."). Here every part of the panel is found by its heading, whichever section it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, cast

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

Head = Literal[
    "warnings", "do_not_use", "ask", "when_using", "stop_use", "pregnancy", "keep_out", "overdose", "other", "directions",
    "inactive", "questions",
]  # fmt: skip
_CODES: Final[dict[str, Head]] = {
    "34071-1": "warnings",
    "50570-1": "do_not_use",
    "50569-3": "ask",
    "50568-5": "ask",
    "50567-7": "when_using",
    "50566-9": "stop_use",
    "53414-9": "pregnancy",
    "50565-1": "keep_out",
    "34088-5": "overdose",
    "44425-7": "other",
    "60561-8": "other",
    "34068-7": "directions",
}
# Purpose, active ingredients, and headings of warnings that no prescription label has.
_OWN: Final = frozenset({"55105-1", "55106-9", "50570-1", "50569-3", "50568-5", "50567-7", "50566-9", "53414-9"})
_HEADING = pattern("drug_facts.heading")
_OPENING = pattern("drug_facts.opening")
_BULLET = pattern("drug_facts.bullet")
_ITEM = pattern("drug_facts.item")
_ORDER_BORDER = re.compile(pattern("drug_facts.part").pattern + r"|:\s+", re.IGNORECASE)
_BEFORE: Final = 4
# Directions and "Other information" speak of use themselves: only what comes behind them on the panel ends them.
_LATER: Final = frozenset({"other", "inactive", "questions"})


class Piece(NamedTuple):
    """What stands under one heading of the panel, at [start, end) of the section text; `heading` where it runs into that text."""

    head: Head
    section: Section
    start: int
    end: int
    heading: str = ""

    @property
    def text(self) -> str:
        """Returns the words of the piece."""
        return self.section.text[self.start : self.end]


def is_over_the_counter(source: Source) -> bool:
    """Returns whether a label has the panel of an over-the-counter medicine."""
    return any(section.code in _OWN for section in source.label.sections)


def panel(source: Source, *heads: Head) -> Iterator[Piece]:
    """Returns the pieces of the panel under the given headings, in the order of the label; none for a prescription label."""
    if not is_over_the_counter(source):
        return
    wanted = frozenset(heads)
    for section in source.label.sections:
        for piece in _pieces(section, _own_head(source, section)):
            if piece.head in wanted and piece.text.strip():
                yield piece


def other_information(source: Source) -> tuple[Section, ...]:
    """Returns the sections in which "Other information" stands beside what their code says: there the panel tells how to store."""
    found = {piece.section.id: piece.section for piece in panel(source, "other") if _coded(source, piece.section) != "other"}
    return tuple(found.values())


def items(piece: Piece) -> Iterator[tuple[int, int]]:
    """Returns the places of the items of a piece: between its bullets or lines, else between the words that items open with."""
    text = piece.section.text
    borders = list(_BULLET.finditer(text, piece.start, piece.end)) or list(_ITEM.finditer(text, piece.start, piece.end))
    start = piece.start
    for found in [*borders, None]:
        end = found.start() if found else piece.end
        if text[start:end].strip(" .:"):
            yield start, end
        start = found.end() if found else end


def orders(source: Source) -> Iterator[Sentence]:
    """Returns the parts of the directions, each as a sentence: an order without the people it is for, or what it says of them."""
    for piece in panel(source, "directions"):
        text = piece.section.text
        at = piece.start
        for border in [*_ORDER_BORDER.finditer(text, piece.start, piece.end), None]:
            end = border.start() if border else piece.end
            if text[at:end].strip():
                yield Sentence(piece.section, at, end, "item")
            at = border.end() if border else end


def _own_head(source: Source, section: Section) -> Head | None:
    titled = _HEADING.match(section.title.strip())
    return _coded(source, section) or (cast("Head", titled.lastgroup) if titled else None)


def _coded(source: Source, section: Section) -> Head | None:
    return next((_CODES[code] for code in source.codes(section) if code in _CODES), None)


def _pieces(section: Section, head: Head | None) -> Iterator[Piece]:
    """Returns the pieces of a section; one of no kind counts only from a heading it begins with."""
    text = section.text
    start, heading = 0, ""
    if head is None and not _HEADING.match(text):
        return
    for found in _HEADING.finditer(text):
        name = cast("Head", found.lastgroup)
        ends_it = name in _LATER if head in {"directions", "other"} else True
        if not ends_it or (found.start() and not _OPENING.search(text, max(0, found.start() - _BEFORE), found.start())):
            continue
        if head is not None:
            yield Piece(head, section, start, found.start(), heading)
        head, start, heading = name, found.end(), found.group()
    if head is not None:
        yield Piece(head, section, start, len(text), heading)
