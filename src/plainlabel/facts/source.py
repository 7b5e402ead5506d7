"""What every extractor reads from: a label with its sections by code and the places to cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec.structs import replace

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import FactValue
from plainlabel.label import Label, Passage, Section, heading
from plainlabel.labels.passages import passages
from plainlabel.vocabulary.sections import by_code

_SUFFIX = re.compile(r"-[a-z]{4}$")
"""The four letters that tell the products of one biologic apart."""
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Z0-9]{2,5})\)")
_SALT = re.compile(r"(?: (?:sodium|hydrochloride|disoproxil|alafenamide|fumarate|mofetil|mesylate|maleate|calcium|sulfate|acid))+$")
_NEAR = 60
# The longest passage of some thousand labels has 5,000 characters; what looks back from each word of one takes their square.
_LONGEST = 12_000
_NO_NAME = frozenset({"USP", "AUC", "NDC", "PDF", "IND", "BID", "QID", "TID", "INN", "HCL", "API"})


class Source:
    """A label being read for facts: its sections, the coded ancestor of each, and the passages read so far."""

    def __init__(self, label: Label, cut: Mapping[str, tuple[Passage, ...]] | None = None) -> None:
        """Keeps `label` and works out each section's chain of codes once; `cut` has the passages by section, where known."""
        self.label = label
        self._cut = cut or {}
        self._sections = {section.id: section for section in label.sections}
        self._codes: dict[str, tuple[str, ...]] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}
        self._full: dict[str, tuple[Passage, ...]] = {}
        self._children: dict[str, list[Section]] = {}
        self._facts: dict[Callable[[Source], Iterable[Fact]], tuple[Fact, ...]] = {}
        for section in label.sections:
            if section.parent is not None:
                self._children.setdefault(section.parent, []).append(section)

    @cached_property
    def names(self) -> re.Pattern[str] | None:
        """Returns a pattern for the names of the label's medicines (brand, generic, ingredient), None when it names none."""
        found = {
            name
            for product in self.label.products
            for name in (product.name, product.generic, *(one.name for one in product.active))
            if name
        }
        found |= {_SUFFIX.sub("", name) for name in found}
        whole = {word for name in found for word in (name, name.split()[0].strip(",")) if len(word) > 3}
        if not whole:
            return None
        whole |= self._short_forms(whole)
        return re.compile(
            r"\b(?:" + "|".join(re.escape(word) for word in sorted(whole, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
        )

    def _short_forms(self, whole: set[str]) -> set[str]:
        """Returns the short forms the text gives the names in brackets behind them ("norvexin sodium (NVX)")."""
        ends = tuple(f" {name.lower()}" for name in whole)
        short: set[str] = set()
        for section in self.label.sections:
            for found in _IN_BRACKETS.finditer(section.text):
                before = f" {section.text[max(0, found.start() - _NEAR) : found.start()].lower().rstrip()}"
                name = next((end for end in ends if _SALT.sub("", before).endswith(end) or before.endswith(end)), None)
                if name is not None and found[1] not in _NO_NAME and _mostly_in(found[1].lower(), before[before.rindex(name) :]):
                    short.add(found[1])
        return short

    def codes(self, section: Section) -> tuple[str, ...]:
        """Returns the LOINC codes of the section and its ancestors, innermost first."""
        known = self._codes.get(section.id)
        if known is None:
            parent = self._sections.get(section.parent) if section.parent is not None else None
            known = ((section.code,) if section.code else ()) + (self.codes(parent) if parent else ())
            self._codes[section.id] = known
        return known

    def under(self, *codes: str) -> Iterator[Section]:
        """Returns the sections that have one of the codes, themselves or through an ancestor, in document order."""
        wanted = frozenset(codes)
        return (section for section in self.label.sections if not wanted.isdisjoint(self.codes(section)))

    def children(self, section: Section) -> list[Section]:
        """Returns the direct subsections of a section."""
        return self._children.get(section.id, [])

    def passages(self, section: Section) -> tuple[Passage, ...]:
        """Returns the passages of a section."""
        found = self._passages.get(section.id)
        if found is None:
            known = self._cut.get(section.id)
            found = self._passages[section.id] = _bounded(passages(section) if known is None else known)
        return found

    def facts(self, extractor: Callable[[Source], Iterable[Fact]]) -> tuple[Fact, ...]:
        """Returns the facts that an extractor reads from the label; read once, however many kinds ask for them."""
        found = self._facts.get(extractor)
        if found is None:
            found = self._facts[extractor] = tuple(extractor(self))
        return found

    def full_text(self, section: Section) -> tuple[Passage, ...]:
        """Returns the passages of a section without the Highlights that repeat it; the Highlights where there is nothing else."""
        found = self._full.get(section.id)
        if found is None:
            every = tuple(one for one in self.passages(section) if one.kind not in {"image", "heading"})
            found = self._full[section.id] = tuple(one for one in every if not one.highlight) or every
        return found

    def place(self, section: Section, start: int | None = None, end: int | None = None) -> Place:
        """Returns the place to cite for [start, end) of a section, or for the whole section."""
        codes = self.codes(section)
        return Place(section.id, codes[0] if codes else None, self._heading(section), start, end)

    def _heading(self, section: Section) -> str:
        """Returns the heading of the section, of the nearest section around it that has one, or the usual title of its code."""
        at: Section | None = section
        while at is not None and not heading(at):
            at = self._sections.get(at.parent) if at.parent is not None else None
        codes = self.codes(section)
        kind = by_code(codes[0]) if codes else None
        return heading(at) if at is not None else kind.title if kind else ""


def _bounded(read: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Returns passages none of which is longer than any that a label writes: what a broken file runs together is read in part."""
    if all(one.end - one.start <= _LONGEST for one in read):
        return read
    return tuple(replace(one, end=min(one.end, one.start + _LONGEST)) for one in read)


def _mostly_in(short: str, name: str) -> bool:
    """Returns whether two of three letters of a short form are letters of the name it stands for."""
    letters = [one for one in short if one.isalpha()]
    return 3 * sum(one in name for one in letters) >= 2 * len(letters) and len(letters) == len(short)


def distinct(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Returns the facts without those whose value was seen before (flattened labels repeat sections)."""
    seen: set[FactValue] = set()
    for fact in facts:
        if fact.value not in seen:
            seen.add(fact.value)
            yield fact
