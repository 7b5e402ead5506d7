"""Contraindications as short terms: "known hypersensitivity to zorfanib", "pregnancy", "none".

Read from section 34070-3: titles of numbered subsections, what follows "contraindicated in patients with", and the items of
lists. What does not come out as a short term is left out. A label that says "None." gives the term "none".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Contraindication, Fact
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import masked, plain, shortened, term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34070-3"
_NONE = pattern("contraindication.none")
_NONE_IN_TITLE = re.compile(r"\bnone\b", re.IGNORECASE)
_STATED = pattern("contraindication.stated")
_WHOM = pattern("contraindication.whom")
_CUT = pattern("contraindication.cut")
_LINKED = frozenset({"with", "during"})
_INNER = re.compile(r"(?<=[a-z)\]])\s+(?=[A-Z][a-z]{2,}(?:\s+[a-z(]|$))|\s*[;•●▪■]\s*")
_NOT_A_TERM = pattern("contraindication.not_a_term")


def contraindications(source: Source) -> Iterator[Fact]:
    """Returns the contraindications of a label as terms, each with the sentence, item or title it is read from; equal ones once."""
    seen: set[str] = set()
    for fact in distinct(_all(source)):
        assert isinstance(fact.value, Contraindication)
        key = fact.value.term.lower()
        if key not in seen:
            seen.add(key)
            yield fact


def _all(source: Source) -> Iterator[Fact]:
    for section in source.under(_CODE):
        if section.code != _CODE and section.number and section.title:
            name = term(section.title)
            if name and not _NOT_A_TERM.match(name):
                yield Fact(Contraindication(name), source.place(section))
                continue
        yield from _of_text(source, section)


def _of_text(source: Source, section: Section) -> Iterator[Fact]:
    passages = source.full_text(section)
    if _NONE_IN_TITLE.search(section.title):
        yield Fact(Contraindication("none"), source.place(section))
        return
    # A section that never says "contraindicated" lists what it forbids.
    listing = not any(_STATED.search(section.text, one.start, one.end) for one in passages)
    for passage in passages:
        words = section.text[passage.start : passage.end]
        if passage is passages[0] and _NONE.match(masked(words)):
            yield Fact(Contraindication("none"), source.place(section, passage.start, passage.end))
            return
        found = _STATED.search(words)
        if found:
            yield from _of_statement(source, section, passage, found)
            listing = ":" in found.group() or not found["rest"].strip(" .")
        elif listing or passage.kind == "item":
            yield from _facts(source, section, passage, words, passage.start)


def _of_statement(source: Source, section: Section, passage: Passage, found: re.Match[str]) -> Iterator[Fact]:
    """Returns the terms of a sentence that says "contraindicated"; a list may stand behind its colon."""
    rest = found["rest"]
    if ":" in rest and rest.index(":") < 60:
        rest_start = passage.start + found.start("rest") + rest.index(":") + 1
        yield from _facts(source, section, passage, section.text[rest_start : passage.end], rest_start)
        return
    lead = f"{found['link']} " if (found["link"] or "").lower() in _LINKED else ""
    name = _term(rest)
    if name:
        shown = term(f"use {lead}{name}") or name if lead else name
        yield Fact(Contraindication(shown), source.place(section, passage.start, passage.end))


def _facts(source: Source, section: Section, passage: Passage, words: str, start: int) -> Iterator[Fact]:
    """Returns one term an item; flattened text runs items into one another, each begins with a capital."""
    position = 0
    words = masked(words)
    borders = [*((found.start(), found.end()) for found in _INNER.finditer(words)), (len(words), len(words))]
    for stop, following in borders:
        name = _term(words[position:stop])
        if name and not (source.names and source.names.fullmatch(name)):
            first = start + position + len(words[position:stop]) - len(words[position:stop].lstrip())
            yield Fact(Contraindication(name), source.place(section, first, min(start + stop, passage.end)))
        position = following


def _term(words: str) -> str | None:
    flat = _WHOM.sub("", without_brackets(plain(words)), count=1)
    cut = _CUT.search(flat, 3)
    name = shortened(flat[: cut.start()] if cut else flat)
    return None if name is None or _NOT_A_TERM.match(name) else name
