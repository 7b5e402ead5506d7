"""Warnings: number and subject heading.

A label of the new format numbers them under section 43685-7 (21 CFR 201.57(c)(6)). Older labels (34071-1, 42232-9) give a
subject only where a heading can be told from the text: a titled subsection or a block that is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact, Warning_
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import plain
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NEW = "43685-7"
_OLD = ("34071-1", "42232-9", "34072-9")
_NUMBER = re.compile(r"\d+\.\d+$")
_GENERAL = pattern("warning.general")
# A title that breaks off ("Use in") says nothing once its last words are gone.
_DANGLING = re.compile(r"(?:\s+(?:of|in|with|to|the|for|and|or|from|by|on|a|an|during|due|following))+$", re.IGNORECASE)
_MOST_WORDS = 16


def warnings(source: Source) -> Iterator[Fact]:
    """Returns the warnings of a label by heading, in document order; equal ones once."""
    new = list(distinct(_numbered(source)))
    yield from new or distinct(_headed(source))


def _numbered(source: Source) -> Iterator[Fact]:
    for section in source.under(_NEW):
        if section.number and _NUMBER.match(section.number):
            subject = _subject(section.title)
            if subject:
                yield Fact(Warning_(section.number, subject), source.place(section))


def _headed(source: Source) -> Iterator[Fact]:
    for section in source.under(_NEW, *_OLD):
        subject = None if section.code else _subject(section.title)
        if subject:
            yield Fact(Warning_(section.number, subject), source.place(section))
        yield from _headings(source, section)


def _headings(source: Source, section: Section) -> Iterator[Fact]:
    for block in section.blocks:
        subject = _subject(section.text[block.start : block.end]) if block.kind == "heading" and not block.highlight else None
        if subject:
            yield Fact(Warning_(None, subject), source.place(section, block.start, block.end))


def _subject(title: str) -> str | None:
    words = _DANGLING.sub("", plain(title))
    if not words or _GENERAL.match(words) or len(words.split()) > _MOST_WORDS:
        return None
    return words
