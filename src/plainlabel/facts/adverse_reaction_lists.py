"""Adverse reactions from text: what sentences, bulleted lists and runs of organ classes list, and how they were reported.

A sentence that opens a list says how ("The most common adverse reactions were ..."); a section on postmarketing experience
says it for all it holds. A piece of a list counts where a reaction is mentioned in it; outside lists the mentions themselves do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from plainlabel.facts.fact import Fact
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.reaction_clauses import Clause, clauses, elsewhere_start, referred
from plainlabel.facts.reaction_elsewhere import item_terms
from plainlabel.facts.reaction_list_parts import (
    Seriousness,
    Span,
    about,
    context_after,
    heading_end,
    how_said,
    parts,
    skipped,
    tells,
)
from plainlabel.facts.reaction_members import behind_cues, beside, is_verbless, may_enumerate, without_references
from plainlabel.facts.reaction_mentions import end_of, is_gloss, is_member, is_reaction, named_in, pieces_read, start_of, words_of
from plainlabel.facts.reaction_shared import Place, shared
from plainlabel.facts.reaction_terms import listed_terms, normal_name, reaction_term
from plainlabel.facts.reactions.mentions import Mention
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_POSTMARKETING = pattern("lists.postmarketing")
_SKIPPED_TITLE = pattern("lists.skipped_title")
_OPENS = pattern("lists.opens")
_ELSEWHERE = pattern("lists.elsewhere")
_POPULATION = Guarded(pattern("lists.population"))
_VAGUE = pattern("lists.vague")
_PEOPLE_WITH = Guarded(pattern("lists.people_with"))
_NO_TERM = pattern("lists.no_term")
_GROUP = Guarded(pattern("lists.organ_group"))
_EXAMPLES = pattern("lists.examples_behind")
_ITEM_SENTENCE = pattern("lists.item_sentence")
_BULLET = re.compile(r"^\W*[•●▪■◦○·*–-]?\s*")  # noqa: RUF001 - labels use this dash as a bullet
_PARTED = re.compile(r"[,;:]\s?(?:and |or )?$")
_MOSTLY = 0.5
_OPENING = 250
_LONGEST_BULLET = 150
_RUN = 3
_INDICATIONS = "34067-9"


class Listed(NamedTuple):
    """A reaction without a rate, with the clause it stands in.

    `head` tells that it is in the list of what other sections discuss, `row` that a table lists it.
    """

    fact: Fact
    clause: str
    head: bool = False
    row: bool = False


class _State(NamedTuple):
    """What holds for the next clause: how reactions are reported here, and in the list that goes on, if any."""

    context: Seriousness
    listing: Seriousness | None = None
    elsewhere: bool = False


class Lists:
    """The reactions in the running text of a section, read clause by clause."""

    def __init__(self, source: Source, section: Section) -> None:
        """Takes the section; what its title says of all it holds is asked once."""
        self._source = source
        self._section = section
        self._treated = " ".join(one.text.lower() for one in source.under(_INDICATIONS))
        self._titled = bool(_POSTMARKETING.search(section.title))
        context: Seriousness = "postmarketing" if self._titled else "reported"
        self._state = _State(context, context if self._titled else None)

    def read(self, *, highlights: bool) -> Iterator[Listed]:
        """Returns the reactions of the section, one a term and clause."""
        if _SKIPPED_TITLE.search(self._section.title):
            return
        for clause in clauses(self._source, self._section, highlights=highlights):
            text = self._section.text[clause.start : clause.end]
            item = self._is_elsewhere(clause, text)
            head = self._state.elsewhere
            opened = self._state.listing
            facts = list(self._elsewhere(clause, text) if item else self._listed(clause, text))
            if not facts and opened is not None and not item and not head:
                facts = list(self._bullet(clause, text, opened))
            for fact in facts:
                yield Listed(fact, text, head)

    def _bullet(self, clause: Clause, text: str, how: Seriousness) -> Iterator[Fact]:
        """Returns what an item of an open list names where it has no known reaction: all of it, without a reference."""
        if clause.kind != "item" or about(text) or skipped(text) or not is_verbless(text) or len(text) > _LONGEST_BULLET:
            return
        if heading_end(text) is not None or (self._source.names is not None and self._source.names.search(text)):
            return
        bullet = _BULLET.match(text)
        begin = bullet.end() if bullet else 0
        for term, start, end in item_terms(without_references(text)[begin:].rstrip()):
            if is_reaction(term) and not _NO_TERM.search(term):
                yield self._fact(term, how, clause.organ_class, clause.start + begin + start, clause.start + begin + end)

    def _is_elsewhere(self, clause: Clause, text: str) -> bool:
        if clause.elsewhere:
            self._state = self._state._replace(listing="serious", elsewhere=True)
        elif _ELSEWHERE.search(text[:_OPENING]) and about(text):
            self._state = self._state._replace(listing="serious", elsewhere=True)
            return False
        elif self._state.elsewhere and self._ends(clause, text) and not next(referred(text, 0), None):
            self._state = _State(self._state.context, self._state.context if self._titled else None)
        items = sum(1 for _ in referred(text, 0))
        if (
            items >= _RUN and not self._titled
        ):  # A run of headings with references says what it is, even where its opening words are missing.
            self._state = self._state._replace(listing="serious", elsewhere=True)
        return clause.elsewhere or (self._state.elsewhere and (len(text) < _OPENING or items > 1))

    def _is_run(self, text: str) -> bool:
        """Returns whether a text of a section on what was seen later is a run of reactions with references."""
        return self._titled and not skipped(text) and sum(1 for _ in referred(text, 0)) >= _RUN

    @staticmethod
    def _ends(clause: Clause, text: str) -> bool:
        """Returns whether a clause without a reference ends the list of what other sections discuss: a paragraph, a sentence."""
        return clause.kind != "item" or (text.rstrip().endswith(".") and _ITEM_SENTENCE.search(text) is not None)

    def _elsewhere(self, clause: Clause, text: str) -> Iterator[Fact]:
        """Returns the items of a list of what other sections discuss, with references or as bullets of their own."""
        start = elsewhere_start(text) if clause.elsewhere and not clause.follows else 0
        items = [(begin, end) for begin, end, _ in referred(text, start)]
        bullet = _BULLET.match(text)
        for begin, end in items or ([(bullet.end() if bullet else 0, len(text))] if clause.kind == "item" else []):
            for term, first, last in item_terms(text[begin:end]):
                yield self._fact(term, "serious", None, clause.start + begin + first, clause.start + begin + last)

    def _listed(self, clause: Clause, text: str) -> Iterator[Fact]:
        """Returns the terms of the lists of a clause that hold a mention, and the mentions outside lists."""
        context, listing, opened = self._state
        listing = listing if not opened else None
        context = context if self._titled else context_after(text, context)
        how = how_said(text, context, titled=self._titled)
        telling = clause.organ_class is not None or tells(text) or (listing is not None and len(text) < _OPENING)
        reads = telling or clause.kind == "item" or may_enumerate(text)
        bare = without_references(text)
        named = [one for one in named_in(text) if bare[start_of(one)] != " "] if reads and not skipped(text) else []
        joint = shared(text) if reads and not skipped(text) else []
        spans = [(0, len(text))] if self._is_run(text) else list(parts(clause, text, named, listing=listing is not None))
        named = [one for one in named if not _overlaps(one.pieces[-1], joint)]
        named = [one for one in named if not _is_of_people(text, start_of(one))]
        goes_on = clause.organ_class is not None or (clause.kind == "item" and not about(text))
        how_here = listing or how if goes_on and not (about(text) and how != context) else how
        taken: list[Span] = [(0, spans[0][0])] if spans and heading_end(text) == spans[0][0] else []
        yield from self._shared(clause, text, joint if spans or telling else [], how_here, taken)
        for span in spans:
            yield from self._of_part(clause, text, span, named, how_here, taken)
        # What stands before the list of a sentence about reactions is whom it speaks of: their disease, their treatment.
        behind = spans[0][0] if spans and about(text) else 0
        yield from self._outside(clause, text, [one for one in named if start_of(one) >= behind], how_here, taken)
        self._state = self._after(clause, text, how, context, found=bool(spans))

    def _shared(self, clause: Clause, text: str, joint: list[Place], how: Seriousness, taken: list[Span]) -> Iterator[Fact]:
        """Returns the reactions that share a word; their places are read."""
        if _POPULATION.search(text) and clause.organ_class is None:
            return
        for term, start, end in joint:
            taken.append((start, end))
            yield self._fact(term, how, clause.organ_class, clause.start + start, clause.start + end)

    def _of_part(
        self, clause: Clause, text: str, span: Span, named: list[Mention], how: Seriousness, taken: list[Span]
    ) -> Iterator[Fact]:
        at = span[0]
        cleared = without_references(text)
        joint = [(begin, stop) for begin, stop in taken if begin >= at]
        terms = [
            (term, at + start, at + end)
            for term, start, end in listed_terms(text[at : span[1]])
            if cleared[at + start] != " "
            and not any(begin <= at + start < stop for begin, stop in joint)
            and not _is_of_people(text, at + start)
        ]
        held = [[one for one in named if start_of(one) < end and start < end_of(one)] for _, start, end in terms]
        count = sum(map(bool, held))
        regular = clause.organ_class is not None or (len(terms) > 1 and count >= _MOSTLY * len(terms))
        last = max((place for place, inside in enumerate(held) if inside), default=-1)
        names = self._source.names
        bare = regular and is_verbless(text[at:])
        for place, ((term, start, end), inside) in enumerate(zip(terms, held, strict=True)):
            taken += [(start, end)] if inside else []
            if not inside and names is not None and names.search(term):
                continue
            if regular and text[end : end + 3].lstrip().startswith(":") and not text.endswith("including", start, end):
                continue  # The heading of the terms behind it.
            if _GROUP.fullmatch(term) and _EXAMPLES.match(text, end):
                continue  # "Cardiovascular reactions, including" what stands behind it.
            sure = regular and count > 1 and (place < last or place == len(terms) - 1 == last + 1)
            sure = (sure and (len(terms) == 2 or _PARTED.search(text, 0, start) is not None)) or (bare and is_member(term))
            for read, begin, stop in pieces_read(text, term, start, end, inside, regular=regular, sure=sure, bare=bare):
                yield self._fact(read, how, clause.organ_class, clause.start + begin, clause.start + stop)
        yield from self._left_over(
            clause,
            text,
            [one for one in named if _lies_in(one, span)],
            how,
            [*taken, *((start, end) for _, start, end in terms)],
            taken,
        )

    def _left_over(
        self, clause: Clause, text: str, named: list[Mention], how: Seriousness, read: list[Span], taken: list[Span]
    ) -> Iterator[Fact]:
        """Returns the mentions of a list in whose place no piece was read."""
        for one in named:
            if not one.hypothetical and not any(start_of(one) < end and start < end_of(one) for start, end in read):
                taken.append((start_of(one), end_of(one)))
                term = reaction_term(words_of(text, one))
                if self._counts(term) and not is_gloss(text, one):
                    yield self._fact(term, how, clause.organ_class, clause.start + start_of(one), clause.start + end_of(one))

    def _outside(self, clause: Clause, text: str, named: list[Mention], how: Seriousness, taken: list[Span]) -> Iterator[Fact]:
        if skipped(text) or not tells(text) or _POPULATION.search(text):
            return
        for one in named:
            if one.hypothetical or any(start_of(one) < end and start < end_of(one) for start, end in taken):
                continue
            term = reaction_term(words_of(text, one))
            if self._counts(term):
                taken.append((start_of(one), end_of(one)))
                yield self._fact(term, how, None, clause.start + start_of(one), clause.start + end_of(one))
        for term, start, end in [*behind_cues(text), *beside(text, taken)]:
            if self._counts(term) and not any(start < stop and begin < end for begin, stop in taken):
                yield self._fact(term, how, None, clause.start + start, clause.start + end)

    def _counts(self, term: str | None) -> TypeGuard[str]:
        """Returns whether words outside lists name a reaction, not something vague or the disease that is treated."""
        return term is not None and not _VAGUE.fullmatch(term) and is_reaction(term) and term.lower() not in self._treated

    def _after(self, clause: Clause, text: str, how: Seriousness, context: Seriousness, *, found: bool) -> _State:
        """Returns what holds behind a clause: a list goes on after a sentence that opens one, while its items last."""
        if self._state.elsewhere:
            return _State(context, "serious", elsewhere=True)
        if _OPENS.search(text) and not skipped(text):
            return _State(context, how)
        if clause.kind == "item" or found or clause.organ_class is not None:
            return _State(context, self._state.listing)
        return _State(context, "postmarketing" if context == "postmarketing" else None)

    def _fact(self, term: str, how: Seriousness, organ: str | None, start: int, end: int) -> Fact:
        value = AdverseReaction(term, how, name=normal_name(term), organ_class=organ)
        return Fact(value, self._source.place(self._section, start, end))


def _is_of_people(text: str, at: int) -> bool:
    """Returns whether a place lies in words that tell of whom a sentence speaks: "patients with gout who received"."""
    return any(start < at < end for start, end in _of_people(text))


@lru_cache(maxsize=64)
def _of_people(text: str) -> tuple[Span, ...]:
    """Returns the places of such words; asked for at each term of a clause."""
    return tuple(found.span() for found in _PEOPLE_WITH.finditer(text))


def _overlaps(place: Span, joint: list[Place]) -> bool:
    return any(start < place[1] and place[0] < end for _, start, end in joint)


def _lies_in(mention: Mention, span: Span) -> bool:
    return span[0] <= start_of(mention) and end_of(mention) <= span[1]
