"""Reactions of an enumeration that share a word: "changes in LDH and bilirubin", "BUN and creatinine elevation", injection sites.

Each is read as a reaction of its own with the word it shares ("changes in bilirubin"); rates in brackets do not part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reaction_terms import reaction_term
from plainlabel.vocabulary.patterns import pattern

Place = tuple[str, int, int]

_LEAD = Guarded(pattern("lists.shared_lead"))
_ANALYTE = pattern("lists.analyte")
_TAIL = pattern("lists.shared_tail")
_SITE = pattern("lists.site_opened")
_SITE_WORD = pattern("lists.site_word")
_AT_SITE = Guarded(pattern("lists.at_site"))
_EITHER = Guarded(pattern("lists.either_way"))
_BETWEEN = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,\s*(?:and/or|and|or)\s|,\s|\s(?:and/or|and|or)\s)\s*")
_LEAST = 2


def shared(text: str) -> list[Place]:
    """Returns the reactions of a text that share a word with others, each with its place."""
    found: list[Place] = []
    for one in (*_with_lead(text), *_with_tail(text), *_of_site(text), *_either_way(text)):
        if not any(start < one[2] and one[1] < end for _, start, end in found):
            found.append(one)
    return found


def _with_lead(text: str) -> Iterator[Place]:
    """Returns what a word before several analytes tells of each ("retention of sodium, chloride and water")."""
    for lead in _LEAD.finditer(text):
        if any(one.end() >= lead.start() - 1 for one in _ANALYTE.finditer(text, max(0, lead.start() - 40), lead.start())):
            continue  # "Platelets decreased hemoglobin decreased": it tells of what stands before it.
        yield from _each(text, lead.group(), lead.start(), _run(text, lead.end(), _ANALYTE))


def _run(text: str, start: int, member: re.Pattern[str]) -> list[tuple[int, int]]:
    """Returns the places of the members of an enumeration that begins at a place."""
    places: list[tuple[int, int]] = []
    found = member.match(text, start)
    while found is not None:
        places.append(found.span())
        between = _BETWEEN.match(text, found.end())
        found = member.match(text, between.end()) if between is not None else None
    return places


def _each(text: str, lead: str, start: int, places: list[tuple[int, int]]) -> Iterator[Place]:
    if len(places) < _LEAST:
        return
    for at, (begin, end) in enumerate(places):
        term = reaction_term(f"{lead} {text[begin:end]}")
        if term is not None:
            yield term, start if at == 0 else begin, end


def _with_tail(text: str) -> Iterator[Place]:
    """Returns what a word behind several analytes tells of each ("BUN and serum creatinine elevation")."""
    start = 0 if _TAIL.search(text) else len(text)
    while (first := _ANALYTE.search(text, start)) is not None:
        places = _run(text, first.start(), _ANALYTE)
        start = places[-1][1]
        tail = _TAIL.match(text, start)
        if tail is None or len(places) < _LEAST:
            continue
        for at, (begin, end) in enumerate(places):
            term = reaction_term(f"{text[begin:end]} {tail['tail']}")
            if term is not None:
                yield term, begin, tail.end() if at == len(places) - 1 else end


def _of_site(text: str) -> Iterator[Place]:
    """Returns the reactions of a bracket that all are of one site, and those "at the injection site"."""
    for opened in _SITE.finditer(text):
        yield from _each(text, opened["site"], opened.start("site"), _run(text, opened.end(), _SITE_WORD))
    for behind in _AT_SITE.finditer(text):
        places = _run(text, behind.start("list"), _SITE_WORD)
        if len(places) < _LEAST or not text.startswith(" at ", places[-1][1]):
            continue
        for at, (begin, end) in enumerate(places):
            yield (
                f"{text[begin:end].lower()} at {behind['site'] or behind['place']} site",
                begin,
                behind.end() if at == len(places) - 1 else end,
            )


def _either_way(text: str) -> Iterator[Place]:
    """Returns both reactions of "increased or decreased libido"."""
    for found in _EITHER.finditer(text):
        if found["one"].lower() != found["other"].lower():
            for way in ("one", "other"):
                term = reaction_term(f"{found[way]} {found['rest']}")
                if term is not None:
                    end = found.end() if way == "other" else found.end(way)
                    yield term, found.start(way), end
