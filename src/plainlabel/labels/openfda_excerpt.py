"""Where the excerpt of the Highlights stands in the text of a chapter.

openFDA runs the Highlights of a chapter into its text, behind the chapter's own text and before its subsections, without any sign.
Their statements end in bare references ("( 5.1 )"); full text refers in brackets that name the section. What is taken for the
excerpt beyond those statements only says again what the rest of the chapter says: in doubt, text is full text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from msgspec import Struct

_REFERENCE: Final = re.compile(r"\(\s*\d{1,2}(?:\. ?\d{1,2})*(?:\s*(?:[,;\u2013-]|and|or)\s*\d{1,2}(?:\. ?\d{1,2})*)*\s*\)")
_SEE_FULL: Final = re.compile(r"see full prescribing information for (?:the )?complete boxed warnings?\s?\.?", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\[\s*[Ss]ee [^\[\]]{3,300}\]\s?\.?\s*|\([Ss]ee [^()]{3,80}(?:\([\d., ]+\)[^()]{0,40})*\)\s?\.?\s*")
_SECTIONS: Final = (
    "Precautions|Reactions|Administration|Interactions|Populations|Pharmacology|Studies|Usage|Strengths|Contraindications|Toxicology"
    "|Handling|Information|Overdosage|Description|Dependence|Experience|Warnings?|Use"
)
_NAMED: Final = re.compile(rf"(?:{_SECTIONS}|{_SECTIONS.upper()}|[Ss]ections?|[Ss]ee|Use in)\s*$")
_AFTER_REFERENCE: Final = re.compile(r"\s?[.:;]?\s*")
_BULLETS: Final = "•●▪■◦○·"
_BORDER: Final = re.compile(rf"[.!?][)\]]?\s+(?=[A-Z•])|\s(?=[{_BULLETS}]\s?\S)")
_REPORT: Final = re.compile(r"To report SUSPECTED ADVERSE REACTIONS.{10,200}(?:medwatch|1088)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{4,}|(?<![\w-])\d+(?:[.,]\d+)*")
_CAPITAL: Final = re.compile(r"(?<= )[A-Z][^\s]*")
_BEFORE: Final = re.compile(
    r"(?:[,/-]|\b(?:an?|and|are|as|at|by|for|if|in|is|no|not|of|on|or|per|the|to|via|with|from|than|other)) \Z"
)
_CLASSED: Final = re.compile(r"\b(?:is|are) (?!indicated).{3,150}\bindicated\b")
_LAST_CHAPTER: Final = 10
_STEM: Final = 6
_LONG: Final = 5_000
_RESTATED: Final = 0.75
_SURELY_RESTATED: Final = 0.85
_NEW: Final = 0.6
_RELATED: Final = 0.4


class _Unit(Struct):
    """A sentence, a list item, or the words up to a reference: a bare one (`own`: to this chapter), or one that names a section."""

    start: int
    end: int
    bare: bool = False
    own: bool = False
    named: bool = False


def highlights(
    text: str, start: int, end: int, number: str | None, below: str, tables: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Returns where the Highlights excerpt stands in [start, end), a chapter's own text; (0, 0) for none.

    `below` is the text of the chapter's subsections; `tables` are where tables stand, which are excerpt as a whole or not at all.
    """
    if number is None or "." in number or int(number) > _LAST_CHAPTER:
        return (0, 0)
    units = _units(text, start, end, number, tables)
    run = _run(units)
    if run is None:
        return (0, 0)
    return _Excerpt(text, units, *run, below).place()


def _units(text: str, start: int, end: int, number: str, tables: Sequence[tuple[int, int]]) -> list[_Unit]:
    own = re.compile(rf"(?<![\d.]){number}(?!\d)")
    named = [match.span() for match in _BRACKETED.finditer(text, start, end)]
    bare = {
        _after(text, match.end(), end): own.search(match[0]) is not None
        for match in _references(text, start, end)
        if not _inside(named, match.start() + 1)
    }
    if not any(bare.values()):
        return []
    stops = {stop for _, stop in named}
    inner = [table for table in tables if start <= table[0] and table[1] <= end]
    cuts = {*bare, *stops, *(match.end() for match in _BORDER.finditer(text, start, end) if not _inside(named, match.start() + 1))}
    places = {start, end, *(at for table in inner for at in table), *(cut for cut in cuts if not _inside(inner, cut))}
    return [
        _Unit(
            one,
            stop,
            any(one < at <= stop for at in bare),
            any(one < at <= stop and bare[at] for at in bare),
            any(one < at <= stop for at in stops),
        )
        for one, stop in pairwise(sorted(places))
    ]


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start < at < end for start, end in spans)


def _references(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Returns the bare references "( 5.1 )", not those that name their section."""
    for match in _REFERENCE.finditer(text, start, end):
        if not _NAMED.search(text, max(start, match.start() - 24), match.start()):
            yield match


def _after(text: str, at: int, end: int) -> int:
    match = _AFTER_REFERENCE.match(text, at, end)
    return match.end() if match else at


def _run(units: Sequence[_Unit]) -> tuple[int, int] | None:
    """Returns the first and last of the units with bare references and no named one between: the longest such run, or the last."""
    best: tuple[int, int, int] | None = None
    members: list[int] = []
    for index, unit in enumerate([*units, _Unit(0, 0, named=True)]):
        if unit.bare:
            members.append(index)
        if unit.named:
            if any(units[one].own for one in members):
                best = max(best or (0, 0, 0), (len(members), members[0], members[-1]))
            members = []
    return best[1:] if best else None


class _Excerpt:
    """The units of a chapter's own text, of which [first, last] are the excerpt for sure."""

    def __init__(self, text: str, units: Sequence[_Unit], first: int, last: int, below: str) -> None:
        self.text = text
        self.units = units
        self.first = first
        self.last = last
        self.nested = bool(below)
        self._below = below

    @cached_property
    def below(self) -> frozenset[str]:
        """Returns the words of the subsections."""
        return _words(self._below)

    def place(self) -> tuple[int, int]:
        """Returns where the excerpt begins and ends: it only says again what stands outside it."""
        last = self._last()
        start, end = self._start(last), self.units[last].end
        if not self.nested:
            said = self._of(last + 1, len(self.units)) | _words(self.text[self.units[0].start : start])
            if _share(_words(self.text[start:end]), said, figures=False) < _RELATED:
                return (0, 0)
        return start, end

    def _of(self, first: int, end: int) -> frozenset[str]:
        """Returns the words of the units [first, end)."""
        return _words(self.text[self.units[first].start : self.units[end - 1].end]) if first < end else frozenset()

    def _said(self, first: int, last: int) -> frozenset[str]:
        """Returns the words before unit `first`, after unit `last` and in the subsections."""
        return self.below.union(self._of(0, first), self._of(last + 1, len(self.units)))

    def _start(self, last: int) -> int:
        first = self.first
        unit = self.units[first]
        if not (self.nested or self.text[unit.start] in _BULLETS or self._classed(unit)):
            said = self._said(first, last)
            cut = None if _share(self._of(first, first + 1), said) >= _RESTATED else self._cut(unit, said)
            if cut is not None:
                return cut
        while first and self._goes_on(first - 1, last):
            first -= 1
        return self.units[first].start

    def _goes_on(self, index: int, last: int) -> bool:
        """Returns whether the unit before the excerpt, which ends with unit `last`, belongs to it."""
        unit = self.units[index]
        if unit.named:
            return False
        if not self.nested and not index and last + 1 == len(self.units):
            return False
        if self._leads(unit):
            return True
        words, said = self._of(index, index + 1), self._said(index, last)
        if self.nested:
            return _share(words, said, figures=False) >= _NEW
        return _share(words, said) >= (_NEW if self._classed(unit) else _SURELY_RESTATED)

    def _leads(self, unit: _Unit) -> bool:
        """Returns whether the unit leads in a list."""
        return self.text[unit.start : unit.end].rstrip().endswith(":")

    def _classed(self, unit: _Unit) -> bool:
        """Returns whether the unit begins as the chapter does, but says the class of the medicine, as the Highlights must."""
        opening = self.text[self.units[0].start : unit.end].split(" ", 1)[0]
        return self.text.startswith(opening, unit.start) and _CLASSED.search(self.text, unit.start, unit.end) is not None

    def _last(self) -> int:
        """Returns the last unit of the excerpt."""
        last = self.last
        report = _REPORT.search(self.text, self.units[last].start)
        reported = report.end() if report else 0
        while last + 1 < len(self.units) and not self.units[last + 1].named:
            outside = self.below.union(self._of(0, self.first), self._of(last + 2, len(self.units)))
            restated = _share(self._of(last + 1, last + 2), outside) >= _SURELY_RESTATED
            if not restated and not self.units[last + 1].start < reported <= self.units[-1].end:
                break
            last += 1
        return last

    def _together(self, words: str, unit: _Unit) -> bool:
        """Returns whether these words stand together more than once: a name, which no excerpt begins inside."""
        return self.text.count(words.rstrip(".,;:"), self.units[0].start, unit.end) > 1

    def _cut(self, unit: _Unit, said: frozenset[str]) -> int | None:
        """Returns the capital inside a unit from which on it only says again what stands before, with no sign between."""
        for match in _CAPITAL.finditer(self.text, unit.start + 1, unit.end):
            before = self.text[max(unit.start, match.start() - 20) : match.start()]
            word = "".join(before.split()[-1:])
            if _BEFORE.search(before) or (match[0].isupper() and word.isupper()) or self._together(f"{word} {match[0]}", unit):
                continue
            head = _words(self.text[unit.start : match.start()])
            if _share(_words(self.text[match.start() : unit.end]), said | head) >= _RESTATED:
                return match.start() if _share(head, said, figures=False) < _NEW else None
        return None


def _words(text: str) -> frozenset[str]:
    """Returns the beginnings of the words of a text, and its numbers, without those of references."""
    if len(text) < _LONG:  # in a long text, the figures of references do no harm
        text = _REFERENCE.sub(" ", text)
    return frozenset(word[:_STEM] for word in set(_WORD.findall(text.lower())))


def _share(words: frozenset[str], said: frozenset[str], *, figures: bool = True) -> float:
    """Returns the share of `words` that are said; where `figures` count, 0 when one of them is not."""
    new = words - said
    if figures and any(word[0].isdigit() for word in new):
        return 0.0
    return 1 - len(new) / len(words) if words else 0.0


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
