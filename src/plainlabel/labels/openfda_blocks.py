"""The stored text of one section: paragraphs, list items, table rows, and what repeats the Highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.label import DATA_CELL, Block, BlockKind, CellForm
from plainlabel.labels.openfda_headings import subheading_pattern
from plainlabel.labels.openfda_tables import PartSpan, TableSpan

_BULLETS: Final = "•●▪■◦○·"
_BULLET: Final = re.compile(rf"[{_BULLETS}] ?(?=\S)")
_REFERENCE: Final = re.compile(r"\(\s*\d{1,2}(?:\.\d{1,2})*(?:\s*[,\u2013-]\s*\d{1,2}(?:\.\d{1,2})*)*\s*\)")
_SEE_FULL: Final = re.compile(r"see full prescribing information for (?:the )?complete boxed warnings?\s?\.?", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\[\s*[Ss]ee [^\[\]]{3,120}\]\s?\.?\s*|\([Ss]ee [^()]{3,80}(?:\([\d., ]+\)[^()]{0,40})*\)\s?\.?\s*")
_ADVERSE_REACTIONS: Final = "6"
_COLON: Final = re.compile(r" ?:")
_NAMED: Final = re.compile(
    r"(?:Precautions|Reactions|Administration|Interactions|Populations|Pharmacology|Studies|Usage|Strengths|Contraindications|Toxicology"
    r"|Handling|Information|Overdosage|Description|Dependence|Experience|Warnings?|Use|[Ss]ections?|[Ss]ee|Use in)\s*$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?][)\]]?\s+(?=[A-Z•])")


class Body(Struct, frozen=True):
    """A section's text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


class _Piece(Struct):
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    table: int | None = None
    part: PartSpan | None = None


def body(text: str, start: int, end: int, tables: Sequence[TableSpan], excerpt: tuple[int, int]) -> Body:
    """Returns the stored text and blocks for [start, end) of a root's text; what lies in `excerpt` repeats the Highlights."""
    inside = [table for table in tables if table.start < end and start < table.end]
    out: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in _pieces(text, start, end, inside, excerpt):
        if piece.part is not None and piece.part.cells:
            block_text, forms = _row(text, piece.part)
        else:
            block_text, forms = text[piece.start : piece.end].strip(), ()
        if not block_text.strip():
            continue
        highlight = excerpt[0] <= piece.start < excerpt[1]
        blocks.append(Block(piece.kind, length, length + len(block_text), highlight, piece.level, piece.table, forms))
        out.append(block_text)
        length += len(block_text) + 1
    return Body("\n".join(out), tuple(blocks))


def _row(text: str, part: PartSpan) -> tuple[str, tuple[CellForm, ...]]:
    """Returns the text of a row, and the forms of its cells unless all are plain."""
    forms = tuple((cell.header, cell.colspan, cell.rowspan) for cell in part.cells)
    plain = forms.count(DATA_CELL) == len(forms)
    return "\t".join(text[cell.start : cell.end] for cell in part.cells), () if plain else forms


def _pieces(text: str, start: int, end: int, tables: Sequence[TableSpan], excerpt: tuple[int, int]) -> Iterator[_Piece]:
    at = start
    for index, table in enumerate(tables, 1):
        for part in table.parts:
            if part.start < at or part.end > end:
                continue
            yield from _prose(text, at, part.start, excerpt)
            yield from _table_part(part, index)
            at = part.end
    yield from _prose(text, at, end, excerpt)


def _table_part(part: PartSpan, table: int) -> Iterator[_Piece]:
    """Returns a caption or row; a row whose one cell holds a list or paragraphs is layout, and comes as those."""
    full = [cell for cell in part.cells if cell.end > cell.start]
    if part.kind != "row":
        yield _Piece("caption", part.start, part.end, table=table)
    elif len(full) != 1 or not full[0].breaks:
        yield _Piece("row", part.start, part.end, table=table, part=part)
    else:
        levels = {part.start: 0, **dict(full[0].breaks)}
        places = sorted(levels)
        for place, following in zip(places, [*places[1:], part.end], strict=True):
            level = levels[place]
            yield _Piece("item" if level else "paragraph", place, following, level=level, table=table)


def _prose(text: str, start: int, end: int, excerpt: tuple[int, int]) -> Iterator[_Piece]:
    """Returns the paragraphs, list items and inner headings of [start, end)."""
    if start >= end:
        return
    headings = dict(_headings(text, start, end))
    cuts = {start, *(place for place in excerpt if start < place < end), *headings, *headings.values()}
    cuts |= {at for match in _BULLET.finditer(text, start, end) if (at := match.start()) == start or text[at - 1] == " "}
    places = sorted(place for place in cuts if place < end)
    for place, following in zip(places, [*places[1:], end], strict=True):
        if place in headings:
            yield _Piece("heading", place, following)
        elif text[place] in _BULLETS:
            yield _Piece("item", place, following, level=1)
        else:
            yield _Piece("paragraph", place, following)


def _headings(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Returns the inner headings ("Risk Summary") of [start, end): known words where a sentence has ended."""
    before = start
    for match in subheading_pattern().finditer(text, start, end):
        gap = text[before : match.start()].strip()
        if not gap or text[match.start() - 2] in ".!?])":
            colon = _COLON.match(text, match.end(), end)
            before = colon.end() if colon else match.end()
            yield match.start(), before


def highlights(text: str, start: int, end: int, number: str | None, *, alone: bool) -> tuple[int, int]:
    """Returns where the Highlights excerpt stands in the own text of a chapter: sentences that end in "( 5.1 )"; (0, 0) for none.

    A chapter that stands `alone`, without subsections, has its full text before the excerpt.
    """
    if number is None or "." in number:
        return (0, 0)
    own = re.compile(rf"(?<![\d.]){number}(?!\d)")
    first_end = next((match.start() for match in _references(text, start, end) if own.search(match[0])), None)
    if first_end is None:
        return (0, 0)
    named = [match.end() for match in _BRACKETED.finditer(text, start, first_end)]
    if not alone and number != _ADVERSE_REACTIONS:
        # Chapters with subsections seldom have a text of their own; if they have, it refers to other sections in brackets.
        return (named[-1] if named else start, end)
    first = named[-1] if named else start
    for match in _SENTENCE.finditer(text, first, first_end):
        first = match.end() if match.end() < first_end - 3 else first
    again = _again(text, start, first_end)
    if again is not None and (again < first or first == start):
        first = again
    return (0, 0) if alone and first == start else (first, end)


def _references(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Returns the bare references "( 5.1 )", not those that name their section."""
    for match in _REFERENCE.finditer(text, start, end):
        if not _NAMED.search(text, max(start, match.start() - 24), match.start()):
            yield match


def _again(text: str, start: int, end: int) -> int | None:
    """Returns where the first words of [start, end) come again."""
    opening = text[start : min(start + 25, end)]
    opening = opening.rsplit(" ", 1)[0] if len(opening) == 25 else opening.split(" ")[0]
    at = text.find(opening, start + max(len(opening), 1), end) if opening else -1
    return at if at > start else None


def boxed_highlights(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns where the Highlights excerpt stands in a boxed warning: around the sentence that sends to the full text."""
    sent = _SEE_FULL.search(text, start, end)
    if not sent:
        return (0, 0)
    last = max((match.end() for match in _references(text, sent.end(), end)), default=0)
    title = text.rfind("WARNING", start, sent.start())
    first = max(start, title)
    if last:
        return (first, last + len(text[last : last + 2]) if text[last : last + 2].strip() == "." else last)
    return (first, end) if first > start else (first, sent.end())
