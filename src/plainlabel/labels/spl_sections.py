"""The section tree of an SPL body: `structuredBody` -> sections in document order.

Source: FDA, SPL Implementation Guide, section 2.2 (sections, ids, codes, titles). Each section stores its own text; what its
subsections say is in them. The order inside a section is that of the document, which puts the excerpt of the Highlights after
the full text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.identifiers import loinc
from plainlabel.label import Section
from plainlabel.labels.spl_narrative import flow, line, unwrap
from plainlabel.labels.spl_text import SectionText
from plainlabel.labels.xml_input import Element
from plainlabel.vocabulary.sections import UNCLASSIFIED

_SILENT: Final = frozenset(
    {
        *("id", "code", "effectiveTime", "subject2", "author", "languageCode", "confidentialityCode", "informationRecipient"),
        *("replacementOf", "realmCode", "typeId", "templateId", "observationMedia"),
    }
)
"""Elements of a section that hold data, not words a reader sees."""

_NUMBERED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=\.?\s+[^\W\d_]|\.$))\.?(?:\s+|(?=[^\W\d_])|$)(.*)", re.DOTALL)
_MEASURE: Final = re.compile(
    r"(?:m?c?g|kg|ml|l|oz|fl|iu|units?|hours?|hrs?|days?|weeks?|months?|years?|minutes?|tablets?|capsules?|counts?|ct|packs?"
    r"|doses?|pieces?|vials?|syringes?|x|in|of|and|to)\b",
    re.IGNORECASE,
)


def numbered(title: str) -> tuple[str | None, str]:
    """Returns the section number and the words of a title: "5.2 Rash" and "5.2. Rash" give ("5.2", "Rash").

    A figure before a unit or a span of time is part of the words: "24 Hour Relief", "2.5 mg Tablets".
    """
    found = _NUMBERED.match(title)
    if found is None or _MEASURE.match(found[2]):
        return None, title
    return found[1], found[2]


class SectionReader:
    """Reads the sections of one document into `sections`.

    `subjects` are the `subject` elements met on the way, which hold the products; `notices` tells each recovery.
    """

    def __init__(self, document: Element) -> None:
        self.sections: list[Section] = []
        self.subjects: list[Element] = []
        self.notices: list[str] = []
        unwrap(document)
        self._media = _media_names(document)
        self._ids: set[str] = set()
        outside = SectionText(self._media)
        for component in document.iterchildren("component"):
            for body in component[:]:
                self._component(body, None, None, outside)
        if outside.blocks:
            self.notices.append("Text stands outside every section; it is kept as the section 'body'")
            self.sections.append(Section("body", None, None, "", None, outside.text, tuple(outside.blocks)))

    def _component(self, component: Element, parent: str | None, code: str | None, out: SectionText) -> None:
        text = component.text
        if text and not text.isspace():
            out.write(text, "paragraph")
        for child in component[:]:
            tag = child.tag
            if tag == "section":
                self._section(child, parent, code)
            elif tag == "component":
                self._component(child, parent, code, out)
            elif tag not in _SILENT:
                flow(child, out)
            text = child.tail
            if text and not text.isspace():
                out.write(text, "paragraph")

    def _section(self, element: Element, parent: str | None, inherited: str | None) -> None:
        """Reads one section and, through its components, those inside; `inherited` is the code of the nearest coded ancestor."""
        place = len(self.sections)
        self.sections.append(_HELD)
        children = element[:]
        key, code = self._identity(children, place + 1, parent, inherited)
        out = SectionText(self._media)
        title = ""
        text = element.text
        if text and not text.isspace():
            out.write(text, "paragraph")
        for child in children:
            tag = child.tag
            if tag in _SILENT:
                pass
            elif tag == "component":
                self._component(child, key, code or inherited, out)
            elif tag == "text":
                flow(child, out)
            elif tag == "title":
                words = out.title(line(child) if len(child) else child.text or "")
                title = f"{title} {words}" if title else words
            else:
                self._rare(child, tag, key, code or inherited, out)
            text = child.tail
            if text and not text.isspace():
                out.write(text, "paragraph")
        number, title = numbered(title) if title[:1].isdecimal() else (None, title)
        self.sections[place] = Section(key, code, number, title, parent, out.text, tuple(out.blocks))

    def _rare(self, child: Element, tag: str, key: str, code: str | None, out: SectionText) -> None:
        if tag == "excerpt":
            out.highlight = True
            flow(child, out)
            out.highlight = False
        elif tag == "subject":
            self.subjects.append(child)
        elif tag == "section":
            self._section(child, key, code)
        else:
            flow(child, out)

    def _identity(self, children: list[Element], ordinal: int, parent: str | None, inherited: str | None) -> tuple[str, str | None]:
        """Returns the section's id, made from its place where it is missing or taken, and its own LOINC code."""
        root, code = "", None
        for child in children:
            tag = child.tag
            if tag == "id":
                root = root or (child.get("root") or "").strip().lower()
            elif tag == "code":
                code = code or _loinc(child.get("code"))
            elif tag == "text":
                break
        key = root or f"{parent or 'section'}/{ordinal}"
        if key in self._ids:
            self.notices.append(f"Section id {key} stands twice")
            key = f"{key}/{ordinal}"
        elif not root:
            self.notices.append(f"Section {ordinal} has no id; it is kept as {key}")
        self._ids.add(key)
        return key, None if code == UNCLASSIFIED and inherited else code


_loinc = lru_cache(maxsize=512)(loinc)

_HELD: Final = Section("", None, None, "", None, "")
"""Holds the place of a section while those inside it are read."""


def _media_names(document: Element) -> dict[str, str]:
    """Returns the file name of each observationMedia by its ID, wherever in the document it stands."""
    return {
        key: reference.get("value") or ""
        for media in document.iter("observationMedia")
        if (key := media.get("ID"))
        for value in media[:]
        if value.tag == "value"
        for reference in value[:]
    }
