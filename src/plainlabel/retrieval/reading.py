"""One label, open at the sections a question needs: each section is read once for one question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.facts.fact import Fact
from plainlabel.label import Passage
from plainlabel.retrieval.sound import sound


class Found(Struct, frozen=True):
    """One passage of a label: its section, [start, end) in the section text, the text, and how well it fits (0 to about 2).

    In an edition of facts `text` is None and the offsets are 0: the section was found, not its words.
    """

    set_id: str
    section: SectionRecord
    start: int
    end: int
    text: str | None
    score: float = 0.0
    highlight: bool = False
    kind: str = "paragraph"


class Reading:
    """A label being read for one question."""

    def __init__(self, edition: Edition, label: LabelRecord) -> None:
        self.edition = edition
        self.label = label
        self.full = edition.kind == "full"
        self.sections = edition.sections(label.key)
        self.searched: dict[str, tuple[Found, ...]] = {}
        self._texts: dict[str, str] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}
        self._facts: dict[tuple[str, ...], tuple[Fact, ...]] = {}
        self._by_id = {section.id: section for section in self.sections}
        self._by_ordinal = {section.ordinal: section for section in self.sections}

    @property
    def title(self) -> str:
        """Returns what the label's first product is called."""
        return self.label.products[0].name if self.label.products else self.label.title

    @property
    def whole(self) -> bool:
        """Returns whether every section of the label is held with its text, so that silence can be told."""
        return self.full and not self.label.partial

    def section(self, section_id: str | None) -> SectionRecord | None:
        """Returns the section with this id, or None."""
        return self._by_id.get(section_id or "")

    def at(self, ordinal: int) -> SectionRecord | None:
        """Returns the section at this ordinal, or None."""
        return self._by_ordinal.get(ordinal)

    def coded(self, *codes: str) -> tuple[SectionRecord, ...]:
        """Returns the sections under these LOINC codes in the order of `codes`, each with what stands in it."""
        return tuple(section for code in codes for section in self.sections if code in (section.own_code, section.code))

    def titled(self, pattern: re.Pattern[str]) -> tuple[SectionRecord, ...]:
        """Returns the sections whose own title matches, in order: subsections often have no code of their own."""
        return tuple(section for section in self.sections if pattern.search(section.title))

    def text(self, section_id: str) -> str:
        """Returns the stored text of a section, empty in an edition of facts."""
        if section_id not in self._texts:
            self._texts[section_id] = self.edition.section(self.label.key, section_id).text
        return self._texts[section_id]

    def passages(self, section_id: str) -> tuple[Passage, ...]:
        """Returns the passages of a section in order."""
        if section_id not in self._passages:
            self._passages[section_id] = self.edition.passages(self.label.key, section_id)
        return self._passages[section_id]

    def facts(self, *kinds: str) -> tuple[Fact, ...]:
        """Returns the facts of the label of these kinds, all for none given, without those that their own passage does not bear.

        Every answer takes its facts here, so that no way leads round `sound`.
        """
        if kinds not in self._facts:
            self._facts[kinds] = tuple(fact for fact in self.edition.facts(self.label.key, *kinds) if sound(self, fact))
        return self._facts[kinds]

    def all_passages(self, sections: Iterable[SectionRecord]) -> Iterator[Found]:
        """Returns the passages of `sections` in order, full text before the repeats of the highlights."""
        held = [section for section in dict.fromkeys(sections) if section.characters]
        for highlight in (False, True):
            for section in held:
                for passage in self.passages(section.id):
                    if passage.highlight is highlight:
                        yield self._found(section, passage)

    def matching(self, pattern: re.Pattern[str], sections: Iterable[SectionRecord]) -> tuple[Found, ...]:
        """Returns the passages of `sections` that match `pattern`, in order, full text first."""
        return tuple(found for found in self.all_passages(sections) if found.text and pattern.search(found.text))

    def quote(self, section: SectionRecord, start: int, end: int, score: float = 0.0) -> Found:
        """Returns the words at [start, end) of a section; text None in an edition of facts."""
        if not self.full:
            return Found(self.label.set_id, section, 0, 0, None, score)
        kinds = {(each.start, each.end): each for each in self.passages(section.id)}
        passage = kinds.get((start, end))
        text = self.text(section.id)[start:end]
        return Found(
            self.label.set_id,
            section,
            start,
            end,
            text,
            score,
            passage.highlight if passage else False,
            passage.kind if passage else "paragraph",
        )

    def with_list(self, found: Found, most: int = 900) -> Found:
        """Returns the passage with the list it introduces.

        One that ends in a colon runs on over what follows, whole passages only, at most `most` characters in all.
        """
        if not found.text or not found.text.rstrip().endswith(":"):
            return found
        text, end = self.text(found.section.id), found.end
        for passage in self.passages(found.section.id):
            if passage.start < found.end:
                continue
            if passage.kind == "heading" or passage.end - found.start > most or text[passage.start : passage.end].endswith("?"):
                break
            end = passage.end
        return msgspec.structs.replace(found, end=end, text=text[found.start : end])

    def _found(self, section: SectionRecord, passage: Passage) -> Found:
        text = self.text(section.id)[passage.start : passage.end]
        return Found(self.label.set_id, section, passage.start, passage.end, text, 0.0, passage.highlight, passage.kind)
