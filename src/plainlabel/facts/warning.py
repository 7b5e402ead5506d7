"""Warnings: number, subject heading, and the kinds of advice given.

A label of the new format numbers them under section 43685-7 (21 CFR 201.57(c)(6)). Older labels (34071-1, 42232-9) head their
paragraphs: with titled subsections, with blocks that are headings, or with run-in headings. What old Precautions say of groups of
people, interactions and laboratory tests belongs to other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections, with_headings
from plainlabel.facts.headed import pieces, whole_title
from plainlabel.facts.kinds import Warning_
from plainlabel.facts.source import Source
from plainlabel.facts.terms import plain
from plainlabel.facts.warning_advice import advice
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_NEW = "43685-7"
_OLD = ("34071-1", "42232-9", "34072-9")
# Subsections of old Precautions that are no warnings: other kinds of fact read them.
_OTHER_CODES = frozenset(
    (
        "34076-0",
        "34073-7",
        "34074-5",
        "34075-2",
        "34083-6",
        "42228-7",
        "34077-8",
        "34078-6",
        "34079-4",
        "34080-2",
        "34081-0",
        "34082-8",
    )
)
_LATER_CODES = _OTHER_CODES - {"34076-0"}
_WARNINGS = "34071-1"
_NUMBER = re.compile(r"\d+\.\d+$")
_GENERAL = pattern("warning.general")
_OTHER = pattern("warning.other")
_LATER = pattern("warning.later")
_COUNSELLING = pattern("warning.counselling")
_PART = pattern("warning.part")
# A title that breaks off ("Use in") says nothing once its last words are gone.
_DANGLING = re.compile(r"(?:\s+(?:of|in|with|to|the|for|and|or|from|by|on|a|an|during|due|following))+$", re.IGNORECASE)
_MOST_WORDS = 16
_OVER_THE_COUNTER = "55105-1"
_ALERT = pattern("warning.alert")
ALERT = "alert"
"""Stands in `Warning_.number` for an alert of an over-the-counter label, which has no numbers."""


def warnings(source: Source) -> Iterator[Fact]:
    """Returns the warnings of a label by heading, in document order; equal ones once."""
    new = list(_numbered(source))
    yield from _by_heading(new or list(_headed(source)))


def _by_heading(facts: list[Fact]) -> Iterator[Fact]:
    seen: set[tuple[str | None, str]] = set()
    for fact in facts:
        assert isinstance(fact.value, Warning_)
        key = (fact.value.number, fact.value.subject.lower())
        if key not in seen:
            seen.add(key)
            yield fact


def _numbered(source: Source) -> Iterator[Fact]:
    for section in source.under(_NEW):
        if section.number and _NUMBER.match(section.number):
            subject = _subject(whole_title(source, section))
            if subject:
                yield Fact(Warning_(section.number, subject, advice(_text(source, section))), source.place(section))


def _text(source: Source, section: Section) -> list[Sentence]:
    """Returns the sentences of a section and of its subsections that have no number of their own."""
    found = [one for one in with_headings(source, section) if one.kind != "heading"]
    for child in source.children(section):
        if not child.number:
            found += _text(source, child)
    return found


def _headed(source: Source) -> Iterator[Fact]:
    """Returns the headed paragraphs of old Warnings and Precautions; of an over-the-counter label its alerts."""
    if any(section.code == _OVER_THE_COUNTER for section in source.label.sections):
        yield from _alerts(source)
        return
    over = False
    for section in full_sections(source, _NEW, *_OLD):
        codes = source.codes(section)
        old_precautions = _WARNINGS not in codes
        if not _OTHER_CODES.isdisjoint(codes) or _OTHER.match(section.title):
            over |= old_precautions and (not _LATER_CODES.isdisjoint(codes) or bool(_LATER.match(section.title)))
            continue
        if over and old_precautions:
            continue
        found, ended = _of_pieces(source, section)
        yield from found
        over |= ended and old_precautions


def _alerts(source: Source) -> Iterator[Fact]:
    """Returns the alerts of an over-the-counter label (21 CFR 201.66(c)(5)): allergy, liver, stomach bleeding."""
    for section in source.under(_WARNINGS):
        for found in _ALERT.finditer(section.text):
            yield Fact(Warning_(ALERT, found["subject"]), source.place(section, found.start("subject"), found.end("subject")))


def _of_pieces(source: Source, section: Section) -> tuple[list[Fact], bool]:
    """Returns the warnings a section heads, and whether it goes on to the later subjects of Precautions, which are no warnings."""
    found: list[Fact] = []
    parts = pieces(source, section)
    subject = None if section.code else _subject(section.title)
    if subject:
        whole = [sentence for part in parts for sentence in part.sentences]
        found.append(Fact(Warning_(section.number, subject, advice(whole)), source.place(section)))
    excluded = False
    for part in parts:
        if _WARNINGS not in source.codes(section) and _LATER.match(part.title):
            return found, True
        counsels = bool(part.sentences) and bool(_COUNSELLING.match(part.sentences[0].text))
        excluded = bool(_OTHER.match(part.title)) or (excluded and (counsels or bool(_PART.match(part.title))))
        subject = None if excluded or _PART.match(part.title) else _subject(part.title)
        if subject:
            found.append(Fact(Warning_(None, subject, advice(part.sentences)), source.place(section, part.start, part.end)))
    return found, False


def _subject(title: str) -> str | None:
    words = _DANGLING.sub("", plain(title))
    if not words or _GENERAL.match(words) or len(words.split()) > _MOST_WORDS:
        return None
    return words
