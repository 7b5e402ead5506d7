"""The text of an SPL section: narrative block markup -> folded text and blocks with offsets.

Source: FDA, "Structured Product Labeling (SPL) Implementation Guide with Validation Procedures", section 2.2 (narrative text).
How each element is stored:

- `paragraph`, and text that stands directly in `text`: a "paragraph" block;
- `list/item`: an "item" block at its nesting level; its caption ("a.") is its first word; a second paragraph of the item is a
  "paragraph" block at the same level;
- `tr`, in the order of the document (a `tfoot` before the `tbody` stays there): a "row" block with its cells; a cell in `thead`
  counts as a header cell like `th`; a row without any text keeps its cells and holds no characters; lists and paragraphs inside a
  cell become one line;
- a row of one cell that holds lists or paragraphs is layout, not data: its content is stored as if it stood outside the table;
- `caption`: a "caption" block; `footnote`: a "footnote" block inside the block that holds it;
- `renderMultiMedia`: an "image" block of no characters at its place;
- `br` separates words; `content`, `linkHtml`, `sub`, `sup` and their HTML kin join them; any other element separates words, so
  that markup SPL does not know loses no text and joins no words.

Speed: one walk, a dictionary from full tag to a small function, white space folded only where there is some to fold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from plainlabel.label import Block, BlockKind, Cell
from plainlabel.labels.xml_input import NS

# XML cannot contain these characters, so they can mark places in text while it is folded.
_OPEN, _CLOSE, _IMAGE = "\x02", "\x03", "\x04"
_MARKS: Final = re.compile(f"([{_OPEN}{_CLOSE}{_IMAGE}])")

_BR: Final = f"{NS}br"
_TH: Final = f"{NS}th"
_FOOTNOTE: Final = f"{NS}footnote"
_RENDER: Final = f"{NS}renderMultiMedia"
_CAPTION: Final = f"{NS}caption"
_JOINING: Final = frozenset(
    NS + name
    for name in (
        *("content", "linkHtml", "sub", "sup", "footnoteRef", "reference", "originalText"),
        *("a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "tt", "s", "strike"),
    )
)


def fold(text: str) -> str:
    """Returns `text` with each run of white space (no-break spaces too) as one space and none at the ends."""
    if text.isascii():
        text = text.strip()
        if "\n" not in text and "  " not in text and "\t" not in text:
            return text
    return " ".join(text.split())


class SectionText:
    """The growing text and blocks of one section.

    `media` maps the ID of an observationMedia to its file name. `highlight` marks what is written while it is set.
    """

    __slots__ = (
        *("_images", "_pieces", "_position", "_tables"),
        *("blocks", "header", "highlight", "kind", "lead", "level", "marked", "media", "table"),
    )

    def __init__(self, media: Mapping[str, str]) -> None:
        self.media = media
        self.blocks: list[Block] = []
        self.highlight = False
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.table: int | None = None
        self.header = False
        self.lead = ""
        self.marked = False
        self._pieces: list[str] = []
        self._position = 0
        self._tables = 0
        self._images: list[str | None] = []

    @property
    def text(self) -> str:
        """Returns the stored text: the blocks joined by a newline."""
        return "\n".join(self._pieces)

    def read(self, element: etree._Element) -> None:
        """Writes the content of a `text`, `excerpt` or unexpected element."""
        _flow(element, self)

    def loose(self, text: str) -> None:
        """Writes text that stands where the guide allows none."""
        self.write(text, "paragraph")

    def title(self, element: etree._Element) -> str:
        """Returns the folded text of a title; images in it become blocks at the start of the section."""
        text, nested = self._unmarked(fold(inner(element, self)), 0)
        self.blocks += [Block("image", 0, 0, name=block.name) for block in nested if block.kind == "image"]
        return text

    def write(self, text: str, kind: BlockKind) -> None:
        """Writes one block of `kind` unless it is blank."""
        if self.lead:
            text, self.lead = f"{self.lead} {text}", ""
        text = fold(text)
        start = self._position
        nested: list[Block] = []
        if self.marked:
            text, nested = self._unmarked(text, start)
        if not text:
            self._place_images(nested)
            return
        self.blocks.append(Block(kind, start, start + len(text), self.highlight, self.level, self.table))
        self.blocks += nested
        self._pieces.append(text)
        self._position = start + len(text) + 1

    def write_row(self, texts: list[tuple[str, bool, int, int]]) -> None:
        """Writes one table row of (text, header, colspan, rowspan); a row of blank cells holds no characters."""
        start = place = self._position
        cells, nested, pieces = [], [], []
        for text, header, colspan, rowspan in texts:
            if self.marked:
                text, inside = self._unmarked(text, place)  # noqa: PLW2901 - the same text, without its marks
                nested += inside
            end = place + len(text)
            cells.append(Cell(place, end, header, colspan, rowspan))
            pieces.append(text)
            place = end + 1
        if not any(pieces):
            self._blank_row(cells, nested)
            return
        row = "\t".join(pieces)
        self.blocks.append(Block("row", start, start + len(row), self.highlight, self.level, self.table, tuple(cells)))
        self.blocks += nested
        self._pieces.append(row)
        self._position = start + len(row) + 1

    def image(self, reference: str | None) -> None:
        """Writes an image block of no characters after what stands so far."""
        place = self._end()
        self.blocks.append(Block("image", place, place, self.highlight, self.level, self.table, (), self.media.get(reference or "")))

    def mark_image(self, reference: str | None) -> str:
        """Returns the mark that stands for an image inside a line of text."""
        self.marked = True
        self._images.append(self.media.get(reference or ""))
        return f" {_IMAGE} "

    def new_table(self) -> int:
        """Returns the number of the table that begins here."""
        self._tables += 1
        return self._tables

    def _end(self) -> int:
        return self._position - 1 if self._position else 0

    def _blank_row(self, cells: list[Cell], nested: list[Block]) -> None:
        place = self._end()
        empty = tuple(Cell(place, place, cell.header, cell.colspan, cell.rowspan) for cell in cells)
        self.blocks.append(Block("row", place, place, self.highlight, self.level, self.table, empty))
        self._place_images(nested)

    def _place_images(self, images: list[Block]) -> None:
        place = self._end()
        self.blocks += [Block("image", place, place, self.highlight, self.level, self.table, (), image.name) for image in images]

    def _unmarked(self, text: str, start: int) -> tuple[str, list[Block]]:
        """Returns `text` without marks, and the footnote and image blocks they stood for, offset by `start`."""
        if _OPEN not in text and _IMAGE not in text:
            return text, []
        done, blocks, opened = "", [], []
        for piece in _MARKS.split(text):
            if piece == _OPEN:
                opened.append(len(done))
            elif piece == _CLOSE:
                begin = start + opened.pop()
                blocks.append(Block("footnote", begin, start + len(done.rstrip()), self.highlight, self.level, self.table))
            elif piece == _IMAGE:
                place = start + len(done.rstrip())
                blocks.append(Block("image", place, place, self.highlight, self.level, self.table, (), self._images.pop(0)))
            else:
                done += piece.lstrip() if not done or done.endswith(" ") else piece
        return done.rstrip(), blocks


def inner(element: etree._Element, out: SectionText) -> str:
    """Returns all text inside `element` as one unfolded line, footnotes and images marked."""
    text: str = element.text or ""
    for child in element:
        tag = child.tag
        if tag == _BR:
            text += " "
        elif tag in _JOINING:
            text += inner(child, out) if len(child) else child.text or ""
        else:
            text += _separate(child, tag, out)
        tail = child.tail
        if tail:
            text += tail
    return text


def _separate(element: etree._Element, tag: str, out: SectionText) -> str:
    if tag == _FOOTNOTE:
        out.marked = True
        note = fold(inner(element, out))
        return f" {_OPEN}{note}{_CLOSE} " if note else ""
    if tag == _RENDER:
        return f"{out.mark_image(element.get('referencedObject'))}{inner(element, out)} "
    return f" {inner(element, out)} "


def _flow(element: etree._Element, out: SectionText) -> None:
    """Writes the blocks inside `element`; text between them becomes blocks of the kind that is due."""
    pending: str = element.text or ""
    for child in element:
        tag = child.tag
        block = _BLOCKS.get(tag)
        if block is None:
            pending += " " if tag == _BR else inner(child, out) if tag in _JOINING else _separate(child, tag, out)
        else:
            if pending and not pending.isspace():
                _due(pending, out)
            pending = ""
            block(child, out)
        tail = child.tail
        if tail:
            pending += tail
    if pending and not pending.isspace():
        _due(pending, out)


def _due(text: str, out: SectionText) -> None:
    """Writes an item once, and what follows inside it as paragraphs."""
    out.write(text, out.kind)
    out.kind = "paragraph"


def _paragraph(element: etree._Element, out: SectionText) -> None:
    text = inner(element, out) if len(element) else element.text
    if text:
        out.write(text, out.kind)
        if out.kind != "paragraph" and not text.isspace():
            out.kind = "paragraph"


def _list(element: etree._Element, out: SectionText) -> None:
    out.level += 1
    kind = out.kind
    out.kind = "paragraph"
    _flow(element, out)
    out.kind = kind
    out.level -= 1


def _item(element: etree._Element, out: SectionText) -> None:
    kind = out.kind
    out.kind = "item"
    if not len(element):
        if element.text:
            out.write(element.text, "item")
    else:
        _flow(element, out)
        if out.lead:
            out.write("", "item")
    out.kind = kind


def _caption(element: etree._Element, out: SectionText) -> None:
    text = inner(element, out)
    if out.kind == "item":
        out.lead = fold(f"{out.lead} {text}")
    else:
        out.write(text, "caption")


def _footnote(element: etree._Element, out: SectionText) -> None:
    out.write(inner(element, out), "footnote")


def _image(element: etree._Element, out: SectionText) -> None:
    out.image(element.get("referencedObject"))
    if len(element) or element.text:
        _flow(element, out)


def _table(element: etree._Element, out: SectionText) -> None:
    outer, kind = out.table, out.kind
    out.table, out.kind = out.new_table(), "paragraph"
    _flow(element, out)
    out.table, out.kind = outer, kind


def _head(element: etree._Element, out: SectionText) -> None:
    out.header = True
    _flow(element, out)
    out.header = False


def _row(element: etree._Element, out: SectionText) -> None:
    if len(element) == 1 and any(part.tag in _LAYOUT for part in element[0]):
        _flow(element, out)
        return
    header = out.header
    texts: list[tuple[str, bool, int, int]] = []
    stray = element.text
    if stray and not stray.isspace():
        texts.append((fold(stray), False, 1, 1))
    for cell in element:
        text = inner(cell, out) if len(cell) else cell.text
        texts.append(
            (
                fold(text) if text else "",
                header or cell.tag == _TH,
                _span(cell.get("colspan")),
                _span(cell.get("rowspan")),
            )
        )
        stray = cell.tail
        if stray and not stray.isspace():
            texts.append((fold(stray), False, 1, 1))
    if texts:
        out.write_row(texts)


def _span(value: str | None) -> int:
    if value is None:
        return 1
    return max(1, int(value)) if value.isdecimal() and len(value) < 4 else 1


_Writer = Callable[[etree._Element, SectionText], None]
_LAYOUT: Final = frozenset(NS + name for name in ("paragraph", "list", "table"))
_BLOCKS: Final[dict[str, _Writer]] = {
    NS + name: write
    for write, names in {
        _paragraph: ("paragraph", "p", "h1", "h2", "h3", "h4", "h5", "h6"),
        _list: ("list", "ul", "ol"),
        _item: ("item", "li"),
        _caption: ("caption",),
        _footnote: ("footnote",),
        _image: ("renderMultiMedia",),
        _table: ("table",),
        _head: ("thead",),
        _row: ("tr",),
        _flow: ("text", "highlight", "excerpt", "tbody", "tfoot", "td", "th", "div", "colgroup", "col", "title"),
    }.items()
    for name in names
}
