"""The sentences that extractors read under a code: the full text, not the Highlights that repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from plainlabel.facts.fact import Place
from plainlabel.facts.source import Source
from plainlabel.label import BlockKind, Section

_REFERENCE = re.compile(r"\[\s?(?:see|also|refer)\b[^\[\]]*\]|\(\s?(?:see|also see|refer)\b(?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Sentence:
    """One sentence, item or table row of a section: its kind and its place in the section text."""

    __slots__ = ("__dict__", "end", "kind", "section", "start")

    def __init__(self, section: Section, start: int, end: int, kind: BlockKind) -> None:
        """Keeps where the sentence stands."""
        self.section = section
        self.start = start
        self.end = end
        self.kind = kind

    @cached_property
    def text(self) -> str:
        """Returns the words of the sentence."""
        return self.section.text[self.start : self.end]

    @cached_property
    def plain(self) -> str:
        """Returns text of the same length without cross references."""
        return _blanked(_REFERENCE, self.text) if "ee " in self.text or "efer" in self.text else self.text

    @cached_property
    def bare(self) -> str:
        """Returns text of the same length without anything in brackets."""
        return _blanked(_BRACKETS, _blanked(_BRACKETS, self.plain)) if "(" in self.plain or "[" in self.plain else self.plain

    def place(self, source: Source) -> Place:
        """Returns the place to cite."""
        return source.place(self.section, self.start, self.end)


def _blanked(what: re.Pattern[str], text: str) -> str:
    return what.sub(lambda found: " " * len(found.group()), text)


def full_sections(source: Source, *codes: str) -> Iterator[Section]:
    """Returns the sections under `codes` that have text of their own; those of Highlights alone where there are no others."""
    every = [section for section in source.under(*codes) if section.text]
    full = [section for section in every if not all(block.highlight for block in section.blocks)]
    yield from full or every


def sentences(source: Source, *codes: str) -> Iterator[Sentence]:
    """Returns the sentences of the sections under `codes`, in document order."""
    for section in full_sections(source, *codes):
        yield from sentences_of(source, section)


_READ: Final[WeakKeyDictionary[Source, dict[int, tuple[Sentence, ...]]]] = WeakKeyDictionary()
"""The sentences of the labels being read, by section (its address: the label keeps it); ten extractors ask for them."""


def sentences_of(source: Source, section: Section) -> tuple[Sentence, ...]:
    """Returns the sentences of the full text of one section."""
    read = _READ.setdefault(source, {})
    found = read.get(id(section))
    if found is None:
        every = source.full_text(section)
        found = read[id(section)] = tuple(Sentence(section, one.start, one.end, one.kind) for one in every)
    return found


def with_headings(source: Source, section: Section) -> Iterator[Sentence]:
    """Returns the sentences of one section with the headings between them."""
    full = {passage.start for passage in source.full_text(section)}
    for passage in source.passages(section):
        if passage.start in full or (passage.kind == "heading" and not passage.highlight):
            yield Sentence(section, passage.start, passage.end, passage.kind)
