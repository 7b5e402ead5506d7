"""Indications: what a label is approved for, with ages, weight and role.

A label of the new format numbers its indications: the title of a subsection is the condition, its first sentence that says
"indicated" tells for whom. Other labels name conditions after "indicated for", in the sentence or in the list behind it. What
does not come out as a short term is left out: a missing fact is better than a wrong one. The words are data:
vocabulary/indication_words.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plainlabel.facts.fact import Fact, Indication
from plainlabel.facts.population import Population, population
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import plain, term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34067-9"
_INDICATED = re.compile(r"\b(?:indicated|used|useful|approved|effective|recommended)\b", re.IGNORECASE)
_LIMITATION = pattern("indication.limitation")
# Titles that say how or for whom, not for what.
_NO_CONDITION = pattern("indication.no_condition")
_TITLE_LEAD = pattern("indication.title_lead")
_TITLE_TAIL = pattern("indication.title_tail")
_ADD_ON = pattern("indication.add_on")
_STATED = re.compile(r"\bindicated\b", re.IGNORECASE)
_CHILDREN = pattern("indication.children")

_FOR = pattern("indication.for")
_TO_TREAT = pattern("indication.to_treat")
_PLAIN_FOR = pattern("indication.plain_for")
_EXCLUDED = re.compile(r"\b(?:not|except|excluding|unless)\b", re.IGNORECASE)
_LIST_OPENS = pattern("indication.list_opens")
_WHOM = pattern("indication.whom")
_CUT = pattern("indication.cut")
_WHOLE_ITEM = pattern("indication.whole_item")
_NOT_A_CONDITION = pattern("indication.not_a_condition")
_BULLET = re.compile(r"[•●▪■◦○‣∙*–-]|\(?\d{1,2}[.)]\s")  # noqa: RUF001 - labels use this dash as a bullet
# Flattened text runs a list into its sentence: a capital in the middle opens an item ("... in adults Treatment of ...").
_INNER_ITEM = pattern("indication.inner_item")


def indications(source: Source) -> Iterator[Fact]:
    """Returns the indications of a label, each with the sentence, title or item it is read from; equal ones once."""
    yield from distinct(_all(source))


def _all(source: Source) -> Iterator[Fact]:
    numbered = [section for section in source.under(_CODE) if section.code != _CODE and section.number and section.title]
    titled = [fact for section in numbered for fact in _of_subsection(source, section)]
    if titled:
        yield from titled
        return
    for section in source.under(_CODE):
        yield from _of_text(source, section)


def _of_subsection(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indication a numbered subsection heads, with the ages its sentences give."""
    condition = _condition_of_title(_whole_title(source, section))
    if condition is None:
        if not _LIMITATION.search(section.title):
            yield from _of_text(source, section)
        return
    said = [
        passage
        for passage in source.full_text(section)
        if _INDICATED.search(_words(section, passage)) and not _LIMITATION.search(_words(section, passage))
    ]
    if not said:
        yield Fact(Indication(condition), source.place(section))
        return
    last = _until(source, section, said[0])
    text = section.text[said[0].start : last]
    value = _indication(condition, text) if _one_population(source, section, said) else Indication(condition)
    yield Fact(value, source.place(section, said[0].start, last))


def _one_population(source: Source, section: Section, said: list[Passage]) -> bool:
    """Returns whether all that a subsection says is indicated is for the same people, so that one record can tell for whom.

    A subsection may head several uses ("for adults with ...", "for children 10 to 17 years with ..."), whose ages are then not
    those of the whole. A list takes the ages of the sentence that opens it where its items name none.
    """
    stated = [passage for passage in said if _STATED.search(_words(section, passage))] or said[:1]
    groups = {_who(_words(section, passage)) for passage in stated}
    for opening in stated:
        end = _until(source, section, opening)
        items = [passage for passage in source.full_text(section) if opening.end <= passage.start and passage.end <= end]
        own = [_who(_words(section, item)) for item in items]
        if any(who != Population() for who in own):
            groups.discard(_who(_words(section, opening)))
            groups.update(who if who != Population() else _who(_words(section, opening)) for who in own)
    return len(groups) == 1


def _who(text: str) -> Population:
    return population(plain(text))


def _whole_title(source: Source, section: Section) -> str:
    """Returns the title with the words that stand in the text before the medicine's name: flattened titles break off early.

    A title that runs into the name of the medicine is cut there.
    """
    names = source.names
    if names is None:
        return section.title
    if len(section.text.split()) <= 8 and not section.text.rstrip().endswith((".", ":")) and not _INDICATED.search(section.text):
        return f"{section.title} {section.text}"
    over = names.search(section.title)
    if over and over.start() > 0:
        return section.title[: over.start()]
    found = names.search(section.text, 0, 120)
    lead = section.text[: found.start()].strip() if found else ""
    fits = (
        lead
        and len(lead.split()) <= 25
        and lead[-1] not in ".:;"
        and not _INDICATED.search(lead)
        and "\n" not in lead
        and lead.lower() not in {"the", "limitations of use"}
    )
    return f"{section.title} {lead}" if fits else section.title


def _until(source: Source, section: Section, first: Passage) -> int:
    """Returns where what the sentence says ends: its own end, or that of the list it opens."""
    end = first.end
    if section.text[first.start : first.end].rstrip().endswith(":"):
        for passage in source.full_text(section):
            if passage.start > first.start:
                if not (passage.kind == "item" or _BULLET.match(_words(section, passage))) or _LIMITATION.search(
                    _words(section, passage)
                ):
                    break
                end = passage.end
    return end


def _condition_of_title(title: str) -> str | None:
    words = plain(title)
    name = term(_TITLE_TAIL.sub("", _TITLE_LEAD.sub("", without_brackets(words))))
    return None if name is None or _NO_CONDITION.match(name) or _LIMITATION.search(name) else name


def _indication(condition: str, text: str, role_text: str | None = None) -> Indication:
    who = _who(text)
    if who.adults and who.min_age_months is None and _CHILDREN.search(text):
        # Children are named but not from which age: "adults" alone would leave them out.
        who = Population()
    role = "add-on" if _ADD_ON.search(role_text or text) else None
    return Indication(condition, who.min_age_months, who.max_age_months, who.min_weight_kg, who.adults, role)


def _words(section: Section, passage: Passage) -> str:
    return section.text[passage.start : passage.end]


def _of_text(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indications that the running text of a section names."""
    opening: Passage | None = None
    for passage in source.full_text(section):
        words = _words(section, passage)
        if opening is not None and (passage.kind == "item" or _BULLET.match(words)):
            yield from _of_item(source, section, opening, passage)
            continue
        opening = None
        if _LIMITATION.search(words):
            continue
        if not _EXCLUDED.search(words) and _LIST_OPENS.search(plain(words) + (":" if words.rstrip().endswith(":") else "")):
            opening = passage
            continue
        yield from _of_sentence(source, section, passage)


def _of_item(source: Source, section: Section, opening: Passage, passage: Passage) -> Iterator[Fact]:
    words = _words(section, passage)
    if _LIMITATION.search(words):
        return
    found = _WHOLE_ITEM.match(plain(words))
    condition = _condition(found["rest"] if found else plain(words))
    if condition:
        told = words if any(value is not None for value in population(plain(words))) else f"{_words(section, opening)} {words}"
        yield Fact(
            _indication(condition, told, f"{_words(section, opening)} {words}"), source.place(section, passage.start, passage.end)
        )


def _of_sentence(source: Source, section: Section, passage: Passage) -> Iterator[Fact]:
    words = _words(section, passage)
    inner = [found.end() for found in _INNER_ITEM.finditer(words)]
    if _INDICATED.search(words[: inner[0]] if inner else ""):
        for start, end in pairwise([*inner, len(words)]):
            yield from _of_inner(source, section, passage.start + start, passage.start + end)
        if not words[: inner[0]].rstrip().endswith((":", "for", "in")):
            yield from _of_words(source, section, passage.start, passage.start + inner[0])
        return
    yield from _of_words(source, section, passage.start, passage.end)


def _of_inner(source: Source, section: Section, start: int, end: int) -> Iterator[Fact]:
    words = section.text[start:end].rstrip()
    found = _WHOLE_ITEM.match(plain(words))
    condition = _condition(found["rest"]) if found else None
    if condition and not _LIMITATION.search(words):
        yield Fact(_indication(condition, words), source.place(section, start, start + len(words)))


def _of_words(source: Source, section: Section, start: int, end: int) -> Iterator[Fact]:
    words = section.text[start:end].rstrip()
    flat = plain(words)
    for form in (_FOR, _TO_TREAT, _PLAIN_FOR):
        found = form.search(flat)
        if found:
            condition = _condition(next(rest for rest in found.groups() if rest))
            if condition:
                yield Fact(_indication(condition, words), source.place(section, start, start + len(words)))
            return


def _condition(rest: str) -> str | None:
    """Returns the condition that the words behind "treatment of" begin with."""
    words = _WHOM.sub("", _TITLE_LEAD.sub("", without_brackets(rest)), count=1)
    cut = _CUT.search(words)
    name = term(words[: cut.start()] if cut else words)
    if name is None or _NOT_A_CONDITION.match(name) or (" " not in name and name.endswith(("ive", "ed", "al"))):
        return None
    return name
