"""The stored text of one SPL section while it grows: folded blocks with offsets.

`spl_narrative` walks the markup and calls in here; nothing here knows XML. Footnotes and images inside a line of text come as
marks: control characters, which XML cannot contain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from plainlabel.label import DATA_CELL, Block, BlockKind, CellForm

# Every mark begins with the first character, or ends one that does: one search tells whether a text holds any.
_OPEN, _CLOSE, _IMAGE, _IMAGE_END = "\x01", "\x02", "\x01\x03", "\x04"
_MARKS: Final = re.compile(f"({_IMAGE}[^{_IMAGE_END}]*{_IMAGE_END}|{_OPEN}|{_CLOSE})")


def footnote_mark(text: str) -> str:
    """Returns `text` marked as a footnote inside a line."""
    return f" {_OPEN}{text}{_CLOSE} "


def image_mark(reference: str | None) -> str:
    """Returns the mark of an image inside a line."""
    return f" {_IMAGE}{reference or ''}{_IMAGE_END} "


def fold(text: str) -> str:
    """Returns `text` with each run of white space (no-break spaces too) as one space and none at the ends."""
    text = text.strip()
    # Most text is even already, and asking is far cheaper than splitting into words.
    if text.isascii():
        if "\n" not in text and "  " not in text and "\t" not in text and "\r" not in text:
            return text
    elif "  " not in text and "\xa0" not in text and text.isprintable():
        return text
    return _even(text)


def _even(text: str) -> str:
    """Returns text folded at lines and runs of spaces where that does, at every word where other white space is left."""
    if "\n" in text:
        # Indented files break most sentences: each break with its indentation becomes one space.
        text = " ".join([piece.strip() for piece in text.split("\n")])
    text = text.replace("\t", " ").replace("\r", " ")
    if not text.isascii():
        text = text.replace("\xa0", " ")
        if not text.isprintable():
            return " ".join(text.split())
    return " ".join([piece for run in text.split("  ") if (piece := run.strip())]) if "  " in text else text


class SectionText:
    """The growing text and blocks of one section.

    `media` maps the ID of an observationMedia to its file name. `highlight`, `level`, `table` and `header` describe what is written
    while they are set; `kind` is what the next text between blocks becomes, `lead` the caption of the item that is due.
    """

    __slots__ = ("_pieces", "_position", "blocks", "header", "highlight", "kind", "lead", "level", "media", "table", "tables")

    def __init__(self, media: Mapping[str, str]) -> None:
        self.media = media
        self.blocks: list[Block] = []
        self.highlight = False
        self.kind: BlockKind = "paragraph"
        self.lead = ""
        self.level = 0
        self.table: int | None = None
        self.tables = 0
        self.header = False
        self._pieces: list[str] = []
        self._position = 0

    @property
    def text(self) -> str:
        """Returns the stored text: the blocks joined by a newline."""
        return "\n".join(self._pieces)

    def title(self, text: str) -> str:
        """Returns the folded text of a title; images in it become blocks of no characters."""
        text = fold(text)
        if _OPEN in text:
            text, nested = self._unmarked(text, 0)
            self._place_images(nested)
        return text

    def write(self, text: str, kind: BlockKind) -> None:
        """Writes one block of `kind` unless it is blank."""
        if self.lead:
            text, self.lead = f"{self.lead} {text}", ""
        text = fold(text)
        start = self._position
        nested: Sequence[Block] = ()
        if _OPEN in text:
            text, nested = self._unmarked(text, start)
        if not text:
            self._place_images(nested)
            return
        end = start + len(text)
        self.blocks.append(Block(kind, start, end, self.highlight, self.level, self.table))
        if nested:
            self.blocks += nested
        self._pieces.append(text)
        self._position = end + 1
        self.kind = "paragraph"

    def write_row(self, texts: list[str], forms: list[CellForm]) -> None:
        """Writes one table row of folded texts; one of blank cells holds no characters."""
        nested: list[Block] = []
        row = "\t".join(texts)
        if _OPEN in row:
            nested = self._unmark_cells(texts)
            row = "\t".join(texts)
        if not row or row.isspace():
            self._write_blank_row(forms, nested)
            return
        start = self._position
        end = start + len(row)
        kept = () if forms.count(DATA_CELL) == len(forms) else tuple(forms)
        self.blocks.append(Block("row", start, end, self.highlight, self.level, self.table, kept))
        if nested:
            self.blocks += nested
        self._pieces.append(row)
        self._position = end + 1

    def image(self, reference: str | None) -> None:
        """Writes an image block of no characters after what stands so far."""
        place = self._end()
        name = self.media.get(reference or "")
        self.blocks.append(Block("image", place, place, self.highlight, self.level, self.table, (), name))

    def _end(self) -> int:
        return self._position - 1 if self._position else 0

    def _unmark_cells(self, texts: list[str]) -> list[Block]:
        nested: list[Block] = []
        place = self._position
        for number, text in enumerate(texts):
            texts[number], inside = self._unmarked(text, place)
            place += len(texts[number]) + 1
            nested += inside
        return nested

    def _write_blank_row(self, forms: list[CellForm], nested: list[Block]) -> None:
        place = self._end()
        self.blocks.append(Block("row", place, place, self.highlight, self.level, self.table, tuple(forms)))
        self._place_images(nested)

    def _place_images(self, nested: Sequence[Block]) -> None:
        place = self._end()
        self.blocks += [
            Block("image", place, place, self.highlight, self.level, self.table, (), image.name)
            for image in nested
            if image.kind == "image"
        ]

    def _unmarked(self, text: str, start: int) -> tuple[str, list[Block]]:
        """Returns `text` without marks, and the footnote and image blocks they stood for, offset by `start`."""
        done, opened = "", []
        blocks: list[Block] = []
        for piece in _MARKS.split(text):
            if piece == _OPEN:
                opened.append((len(done), len(blocks)))
            elif piece == _CLOSE:
                done = done.rstrip()
                begin, place = opened.pop()
                if len(done) > begin:
                    note = Block("footnote", start + begin, start + len(done), self.highlight, self.level, self.table)
                    blocks.insert(place, note)
            elif piece.startswith(_IMAGE):
                place = start + len(done.rstrip())
                name = self.media.get(piece[2:-1])
                blocks.append(Block("image", place, place, self.highlight, self.level, self.table, (), name))
            else:
                done += piece.lstrip() if not done or done.endswith(" ") else piece
        return done.rstrip(), blocks
