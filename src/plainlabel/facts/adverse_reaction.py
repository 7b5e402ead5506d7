"""Adverse reactions: rates from the tables of the section, and the terms its text lists.

A term of the text that a table has too for the same people is left out, since the table says more; so is a term said to be
"reported" that the label calls common or serious elsewhere. What was seen after approval is kept beside the rates: it is another
population, as are several trials pooled beside the table of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.adverse_reaction_lists import Listed, Lists
from plainlabel.facts.adverse_reaction_rows import row_reactions
from plainlabel.facts.adverse_reaction_tables import table_reactions
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.reaction_people import Told
from plainlabel.facts.reaction_terms import is_cut
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.table_doses import Doses
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_keys import name_key

_CODE = "34084-4"
_TOGETHER = re.compile(r"\s?/\s?|,?\s(?:and/or|and|or)\s|[,;]\s")
_SITES = re.compile(r"(?P<one>[a-z]+) (?:and|or) (?P<other>[a-z]+) (?P<behind>site .+)")
_SHORTEST = 4
_HEAD, _LATER = "head", "later"
_APART = frozenset({_HEAD, _LATER})
_FEW = 2
_SHORT_FORM = re.compile(r"[(\[]\s?([A-Z][A-Za-z]{0,3}[A-Z]s?)\s?[)\]]")


def adverse_reactions(source: Source) -> Iterator[Fact]:
    """Returns the adverse reactions of a label, those of tables first, each with the row or words it is read from."""
    sections = list(source.under(_CODE))
    doses = Doses(source)
    tables = list(distinct(fact for section in sections for fact in table_reactions(source, section, doses)))
    yield from tables
    rated = {(fact.place.section_id, fact.place.start) for fact in tables}
    rows = [
        fact
        for section in sections
        for fact in row_reactions(source, section)
        if (fact.place.section_id, fact.place.start) not in rated
    ]
    yield from (fact for fact in rows if _rated(fact))
    tables += [fact for fact in rows if _rated(fact)]
    highlights = not any(_has_text(source, section) for section in sections)
    listed = [Listed(fact, "", row=True) for fact in rows if not _rated(fact)]
    listed += [one for section in sections for one in Lists(source, section).read(highlights=highlights)]
    short = {found for section in sections for found in _SHORT_FORM.findall(section.text)}
    kept = [one for one in listed if _term(one.fact) not in short and not is_cut(_term(one.fact))]
    yield from _without_repeats(tables, kept, Told(source, sections))


def _has_text(source: Source, section: Section) -> bool:
    return any(not one.highlight and one.kind in {"paragraph", "item"} for one in source.passages(section))


def _without_repeats(tables: list[Fact], listed: list[Listed], told: Told) -> Iterator[Fact]:
    """Returns the listed reactions that no table of the same people has, each once for the people it is told of."""
    rated = _Rated(tables, told)
    people = [_people(one, told) for one in listed]
    graver = {(_words(one.fact), who) for one, who in zip(listed, people, strict=True) if _how(one.fact) in {"common", "serious"}}
    seen: set[tuple[str, str]] = set()
    of_table: set[tuple[str, str | None, int]] = set()
    for one, who in zip(listed, people, strict=True):
        fact = one.fact
        key = _words(fact)
        # A table that lists reactions beside one of rates is about other people, or it would give theirs too.
        if who not in _APART and not one.row and rated.has(one):
            continue
        if _how(fact) == "reported" and ((key, who) in graver or (who == "" and (key, _HEAD) in graver)):
            continue
        table = (key, fact.place.section_id, told.table_at(fact.place.section_id, fact.place.start or 0))
        # What two tables list is told of the people of each.
        if (key, who) not in seen or (one.row and who != _LATER and table not in of_table):
            yield fact
        seen.add((key, who))
        if one.row:
            of_table.add(table)


def _people(one: Listed, told: Told) -> str:
    """Returns whom a reaction is told of: the list at the head and what was seen after approval stand for themselves."""
    if _how(one.fact) == "postmarketing":
        return _LATER
    if one.head:
        return _HEAD
    return told.at(one.fact.place.section_id, one.fact.place.start or 0, one.clause, apart=True) or ""


class _Rated:
    """The reactions that tables have, for each group of people."""

    def __init__(self, tables: list[Fact], told: Told) -> None:
        self._told = told
        self._of: dict[str, set[str]] = {}
        for fact in tables:
            who = told.of_table(fact.place.section_id, fact.place.start or 0) or ""
            self._of.setdefault(who, set()).update(_keys(fact))
        self._every = set().union(*self._of.values()) if self._of else set()

    def has(self, one: Listed) -> bool:
        """Returns whether a table of these people has a reaction; any table where nothing tells people apart."""
        key, who = _key(one.fact), self._told.at(one.fact.place.section_id, one.fact.place.start or 0, one.clause)
        every = self._of.get(who, set()) | self._of.get("", set()) if who else self._every
        return key in every or any(short in every for short in _shorter(key))


def _rated(fact: Fact) -> bool:
    return isinstance(fact.value, AdverseReaction) and fact.value.rate_percent is not None


def _term(fact: Fact) -> str:
    return fact.value.term if isinstance(fact.value, AdverseReaction) else ""


def _words(fact: Fact) -> str:
    """Returns a term for comparing within the text, which names two reactions where it has two names."""
    return _term(fact).lower().removesuffix("s")


def _key(fact: Fact) -> str:
    return name_key(_term(fact))


def _keys(fact: Fact) -> Iterator[str]:
    """Returns the keys of a row and of the reactions it names together ("fatigue/asthenia", "polyuria or pollakiuria")."""
    yield _key(fact)
    if site := _SITES.match(_term(fact)):
        yield from (name_key(f"{kind} {site['behind']}") for kind in (site["one"], site["other"]))
    yield from (name_key(part) for part in _TOGETHER.split(_term(fact)) if len(part) > _SHORTEST)


def _shorter(key: str) -> Iterator[str]:
    """Returns a key of three words or more without one of them, by which a table may have it ("sensory neuropathy")."""
    words = key.split()
    if len(words) > _FEW:
        yield from (" ".join(words[:at] + words[at + 1 :]) for at in range(len(words)))


def _how(fact: Fact) -> str:
    return fact.value.seriousness if isinstance(fact.value, AdverseReaction) else ""
