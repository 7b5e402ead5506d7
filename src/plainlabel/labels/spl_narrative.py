"""The narrative markup of SPL: `text` elements -> blocks of a SectionText.

Source: FDA, "Structured Product Labeling (SPL) Implementation Guide with Validation Procedures", section 2.2 (narrative text).
How each element is stored:

- `paragraph`, and text that stands directly in `text`: a "paragraph" block;
- `list/item`: an "item" block at its nesting level; its caption ("a.") is its first word; a second paragraph of the item is a
  "paragraph" block at the same level;
- `tr`, in the order of the document (a `tfoot` before the `tbody` stays there): a "row" block, a tab between two cells; a cell
  in `thead` counts as a header cell like `th`; a row without any text keeps the forms of its cells and holds no characters; lists
  and paragraphs inside a cell become one line;
- a row of one cell that holds lists or paragraphs is layout, not data: its content is stored as if it stood outside the table;
- `caption`: a "caption" block; `footnote`: a "footnote" block inside the block that holds it;
- `renderMultiMedia`: an "image" block of no characters at its place;
- `br` separates words; `content`, `linkHtml`, `sub`, `sup` and their HTML kin join them; any other element separates words, so
  that markup SPL does not know loses no text and joins no words.

Speed: one walk, a dictionary from tag to a small function, children taken as slices (lxml iterates far slower).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from plainlabel.label import DATA_CELL, CellForm
from plainlabel.labels.spl_text import SectionText, fold, footnote_mark, image_mark
from plainlabel.labels.xml_input import Element

JOINING: Final = ("content", "linkHtml", "sub", "sup", "footnoteRef")
"""SPL's inline elements, whose text belongs to the words around it. `unwrap` dissolves them in C before anything is read."""

_HTML_JOINING: Final = frozenset(("a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "tt", "s", "strike"))

_HEADER_CELL: Final = (True, 1, 1)


def unwrap(document: Element) -> None:
    """Returns nothing; dissolves the inline elements of `document` into the text around them; nothing about them is stored."""
    etree.strip_tags(document, *JOINING)


def line(element: Element) -> str:
    """Returns all text inside `element` as one unfolded line, footnotes and images marked."""
    text: str = element.text or ""
    for child in element[:]:
        tag = child.tag
        text += " " if tag == "br" and not len(child) and not child.text else _apart(child, tag)
        text += child.tail or ""
    return text


def _apart(element: Element, tag: str) -> str:
    if tag == "footnote":
        return footnote_mark(line(element))
    if tag == "renderMultiMedia":
        return f"{image_mark(element.get('referencedObject'))}{line(element)} "
    return line(element) if tag in _HTML_JOINING else f" {line(element)} "


def flow(element: Element, out: SectionText) -> None:
    """Writes the blocks inside `element`; text between them becomes blocks of the kind that is due."""
    pending: str = element.text or ""
    for child in element[:]:
        tag = child.tag
        block = _BLOCKS.get(tag)
        if block is None:
            pending += _apart(child, tag)
            pending += child.tail or ""
        else:
            if pending and not pending.isspace():
                out.write(pending, out.kind)
            block(child, out)
            pending = child.tail or ""
    if pending and not pending.isspace():
        out.write(pending, out.kind)


def _paragraph(element: Element, out: SectionText) -> None:
    text = line(element) if len(element) else element.text
    if text:
        out.write(text, out.kind)


def _list(element: Element, out: SectionText) -> None:
    kind = out.kind
    out.kind = "paragraph"
    out.level += 1
    flow(element, out)
    out.level -= 1
    out.kind = kind


def _item(element: Element, out: SectionText) -> None:
    if not len(element):
        if element.text:
            out.write(element.text, "item")
        return
    kind = out.kind
    out.kind = "item"
    flow(element, out)
    if out.lead:
        out.write("", "item")
    out.kind = kind


def _caption(element: Element, out: SectionText) -> None:
    """Writes a caption; that of an item ("a.") goes in front of the item's first words."""
    if out.kind == "item":
        out.lead = fold(f"{out.lead} {line(element)}")
    else:
        out.write(line(element), "caption")


def _footnote(element: Element, out: SectionText) -> None:
    out.write(line(element), "footnote")


def _image(element: Element, out: SectionText) -> None:
    out.image(element.get("referencedObject"))
    flow(element, out)


def _table(element: Element, out: SectionText) -> None:
    table, kind = out.table, out.kind
    out.tables += 1
    out.table, out.kind = out.tables, "paragraph"
    flow(element, out)
    out.table, out.kind = table, kind


def _head(element: Element, out: SectionText) -> None:
    out.header = True
    flow(element, out)
    out.header = False


def _row(element: Element, out: SectionText) -> None:
    children = element[:]
    if len(children) == 1 and len(children[0]) and any(part.tag in _LAYOUT for part in children[0][:]):
        flow(element, out)
        return
    header = out.header
    texts: list[str] = []
    forms: list[CellForm] = []
    text = element.text
    if text and not text.isspace():
        _stray(text, texts, forms)
    for cell in children:
        text = line(cell) if len(cell) else cell.text
        texts.append(fold(text) if text else "")
        # Most cells have neither span: asking for the names costs as much as asking for one of the two.
        named = cell.keys()
        if named and ("colspan" in named or "rowspan" in named):
            forms.append((header or cell.tag == "th", _span(cell.get("colspan")), _span(cell.get("rowspan"))))
        else:
            forms.append(_HEADER_CELL if header or cell.tag == "th" else DATA_CELL)
        text = cell.tail
        if text and not text.isspace():
            _stray(text, texts, forms)
    if texts:
        out.write_row(texts, forms)


def _stray(text: str, texts: list[str], forms: list[CellForm]) -> None:
    """Returns nothing; keeps text that stands between cells as a cell of its own."""
    texts.append(fold(text))
    forms.append(DATA_CELL)


def _span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdecimal() and len(value) < 4 else 1


_LAYOUT: Final = frozenset({"paragraph", "list", "table"})
_BLOCKS: Final[dict[str, Callable[[Element, SectionText], None]]] = {
    name: write
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
        flow: ("text", "highlight", "excerpt", "tbody", "tfoot", "td", "th", "div", "colgroup", "title"),
    }.items()
    for name in names
}
