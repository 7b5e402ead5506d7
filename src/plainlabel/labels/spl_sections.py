"""The section tree of an SPL body: `structuredBody` -> sections in document order.

Source: FDA, SPL Implementation Guide, section 2.2 (sections, ids, codes, titles). Each section stores its own text; what its
subsections say is in them. The order inside a section is that of the document, which puts the excerpt of the Highlights after
the full text.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from plainlabel.identifiers import loinc
from plainlabel.label import Section
from plainlabel.labels.spl_text import SectionText, fold
from plainlabel.labels.xml_input import NS
from plainlabel.vocabulary.sections import UNCLASSIFIED

_COMPONENT: Final = f"{NS}component"
_SECTION: Final = f"{NS}section"
_MEDIA: Final = f"{NS}observationMedia"
_ID: Final = f"{NS}id"
_CODE: Final = f"{NS}code"
_TITLE: Final = f"{NS}title"
_TEXT: Final = f"{NS}text"
_EXCERPT: Final = f"{NS}excerpt"
_SUBJECT: Final = f"{NS}subject"
_SILENT: Final = frozenset(
    NS + name
    for name in (
        *("effectiveTime", "subject2", "author", "languageCode", "confidentialityCode", "informationRecipient"),
        *("replacementOf", "realmCode", "typeId", "templateId", "observationMedia"),
    )
)
"""Elements of a section that hold data, not words a reader sees."""

_NUMBERED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=\.?\s+[^\W\d_]|\.$))\.?(?:\s+|(?=[^\W\d_])|$)(.*)", re.DOTALL)
_MEASURE: Final = re.compile(
    r"(?:m?c?g|kg|ml|l|oz|fl|iu|units?|hours?|hrs?|days?|weeks?|months?|years?|minutes?|tablets?|capsules?|counts?|ct|packs?"
    r"|doses?|pieces?|vials?|syringes?|x|in|of|and|to)\b",
    re.IGNORECASE,
)


def numbered(title: str) -> tuple[str | None, str]:
    """Returns the section number and the words of a title: "5.2 Conjunctivitis" and "5.2. Conjunctivitis" give ("5.2", "Conjunctivitis").

    A figure before a unit or a span of time is part of the words: "24 Hour Relief", "2.5 mg Tablets".
    """
    found = _NUMBERED.match(title)
    if found is None or _MEASURE.match(found[2]):
        return None, title
    return found[1], found[2]


class SectionReader:
    """Reads the sections of one document; `products` are the `subject` elements met on the way, in order."""

    def __init__(self, document: etree._Element) -> None:
        self.sections: list[Section] = []
        self.subjects: list[etree._Element] = []
        self.notices: list[str] = []
        self._media = _media_names(document)
        self._ids: set[str] = set()

    def read_body(self, body: etree._Element) -> None:
        """Reads a `structuredBody` (or `nonXMLBody`): its sections, and text that stands outside all of them as a section "body"."""
        outside = SectionText(self._media)
        self._component(body, None, None, outside)
        if outside.blocks:
            self.notices.append("Text stands outside every section; it is kept as the section 'body'")
            self.sections.append(Section("body", None, None, "", None, outside.text, tuple(outside.blocks)))

    def _component(self, component: etree._Element, parent: str | None, code: str | None, out: SectionText) -> None:
        text = component.text
        if text and not text.isspace():
            out.loose(text)
        for child in component:
            tag = child.tag
            if tag == _SECTION:
                self._section(child, parent, code)
            elif tag == _COMPONENT:
                self._component(child, parent, code, out)
            elif tag not in _SILENT:
                out.read(child)
            text = child.tail
            if text and not text.isspace():
                out.loose(text)

    def _section(self, element: etree._Element, parent: str | None, code: str | None) -> None:
        """Reads one section and, through its components, those inside; `code` is that of the nearest coded ancestor."""
        place = len(self.sections)
        key = self._key(element, parent)
        own = _own_code(element, code)
        self.sections.append(_HELD)
        out = SectionText(self._media)
        title = ""
        text = element.text
        if text and not text.isspace():
            out.loose(text)
        for child in element:
            tag = child.tag
            if tag == _COMPONENT:
                self._component(child, key, own or code, out)
            elif tag == _TEXT:
                out.read(child)
            elif tag == _TITLE:
                title = fold(f"{title} {out.title(child)}") if title else out.title(child)
            elif tag == _EXCERPT:
                out.highlight = True
                out.read(child)
                out.highlight = False
            elif tag == _SUBJECT:
                self.subjects.append(child)
            elif tag == _SECTION:
                self._section(child, key, own or code)
            elif tag not in _SILENT and tag != _ID and tag != _CODE:
                out.read(child)
            text = child.tail
            if text and not text.isspace():
                out.loose(text)
        number, words = numbered(title)
        self.sections[place] = Section(key, own, number, words, parent, out.text, tuple(out.blocks))

    def _key(self, element: etree._Element, parent: str | None) -> str:
        """Returns the section id, or where it is missing or taken one made from the place of the section."""
        found = element.find(_ID)
        root: str = (found.get("root") or "").strip().lower() if found is not None else ""
        key = root or f"{parent or 'section'}/{len(self.sections) + 1}"
        if key in self._ids:
            self.notices.append(f"Section id {key} stands twice")
            key = f"{key}/{len(self.sections) + 1}"
        elif not root:
            self.notices.append(f"Section {len(self.sections) + 1} has no id; it is kept as {key}")
        self._ids.add(key)
        return key


_HELD: Final = Section("", None, None, "", None, "")
"""Holds the place of a section while those inside it are read."""


def _own_code(element: etree._Element, inherited: str | None) -> str | None:
    found = element.find(_CODE)
    code = loinc(found.get("code")) if found is not None else None
    return None if code == UNCLASSIFIED and inherited else code


def _media_names(document: etree._Element) -> dict[str, str]:
    """Returns the file name of each observationMedia by its ID, wherever in the document it stands."""
    names = {}
    for media in document.iter(_MEDIA):
        key = media.get("ID")
        reference = media.find(f"{NS}value/{NS}reference")
        if key and reference is not None:
            names[key] = reference.get("value") or ""
    return names
