"""Indications of numbered subsections: the title is the condition, its text tells for whom, or names the conditions itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_acts import is_prevention, name_of, only_prevents, with_act
from plainlabel.facts.indication_fuller import fuller
from plainlabel.facts.indication_kept import (
    WITH_ANOTHER,
    condition_in,
)
from plainlabel.facts.indication_lists import parted
from plainlabel.facts.indication_people import made, who_of
from plainlabel.facts.indication_pieces import headed_pieces, under_no_condition
from plainlabel.facts.indication_text import of_text
from plainlabel.facts.indication_titles import condition_of_title, people_told, whole_title
from plainlabel.facts.indication_uses import uses_apart
from plainlabel.facts.kinds import Indication
from plainlabel.facts.population import Population
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_INDICATED = re.compile(r"\b(?:indicated|used|useful|approved|effective|recommended)\b", re.IGNORECASE)
_LIMITATION = pattern("indication.limitation")
_LIMITING_TITLE = pattern("indication.limiting_title")
_STATED = re.compile(r"\bindicated\b", re.IGNORECASE)
_ACT_WORDS = {"prevent": "prevent", "prophylaxis": "prophylaxis", "risk": "reduce the risk"}
_BROAD = pattern("indication.broad_title")
_BULLET = re.compile(r"[•●▪■◦○‣∙*–-]|\(?\d{1,2}[.)]\s")  # noqa: RUF001 - labels use this dash as a bullet

_IN_PATIENTS = re.compile(r"\bin (?:adult |pediatric )?patients with (?P<whom>[^,;:()]+)", re.IGNORECASE)
_IN_SEX = re.compile(r"\bin (?P<sex>men|women|males|females)$", re.IGNORECASE)
_MOST_WORDS = 14
_SHORT = 3


def of_subsection(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indication a numbered subsection heads, with the ages its sentences give."""
    condition = None if _LIMITING_TITLE.search(section.title) else condition_of_title(whole_title(source, section))
    apart = [] if _LIMITING_TITLE.search(section.title) else uses_apart(source, section)
    if apart:
        yield from apart
        return
    people = people_told(whole_title(source, section), section.text) if condition is None else None
    if people is not None:
        yield Fact(made(people, section.text), source.place(section))
        return
    if condition is None:
        if not _LIMITING_TITLE.search(section.title):
            yield from under_no_condition(source, section)
        return
    headed = headed_pieces(source, section)
    if len(headed) > 1 or (headed and not _same_words(condition, headed[0][1])):
        found = list(under_no_condition(source, section))
        if len(found) > 1:
            yield from found
            return
    told = _instead_of_title(source, section, condition)
    if told:
        yield from told
        return
    for part in [condition] if is_prevention(condition) else parted(condition):
        yield from _of_title(source, section, part)


def _same_words(title: str, fact: Fact) -> bool:
    """Returns whether a title names what a heading of its text names, or is contained in it."""
    left, right = set(title.lower().split()), set(condition_in(fact).lower().split())
    return left <= right or right <= left


def _instead_of_title(source: Source, section: Section, condition: str) -> list[Fact]:
    """Returns the conditions of the text where the title heads a group of them or names what is done, not what for."""
    if _BROAD.match(condition):
        found = list(under_no_condition(source, section))
        return found if len(found) > 1 else []
    narrower = _narrower(source, section, condition)
    if narrower:
        return narrower
    if find(condition) is not None or is_prevention(condition):
        return []
    words = {word for word in condition.lower().split() if len(word) > 3}
    found = list(under_no_condition(source, section))
    named = [find(fact.value.condition) for fact in found if isinstance(fact.value, Indication)]
    other = all(one is not None and one.how == "name" for one in named)
    shared = any(words & set(fact.value.condition.lower().split()) for fact in found if isinstance(fact.value, Indication))
    return found if other and not shared else []


def _narrower(source: Source, section: Section, condition: str) -> list[Fact]:
    """Returns the uses of a text that each tell the title's condition more closely: then the title only sums them up."""
    words = set(condition.lower().split())
    found = list(under_no_condition(source, section))
    named = [set(condition_in(fact).lower().split()) for fact in found]
    return found if len(found) > 1 and all(words < one for one in named) else []


def _of_title(source: Source, section: Section, condition: str) -> Iterator[Fact]:
    """Returns the indication of one condition a title names, with the people and role of the text below it: one a role."""
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
    acts = [only_prevents(_words(section, one)) for one in said]
    if all(acts) and find(condition) is not None and not is_prevention(condition):
        condition = with_act(condition, _ACT_WORDS[acts[0] or "prevent"])
    # What is prevented is told by the act before it; it keeps the words of the title.
    title, condition = condition, condition if is_prevention(condition) else fuller(condition, _words(section, said[0]))
    value = made(condition, text) if _one_population(source, section, said) else Indication(condition)
    if title != condition and name_of(condition, {}) is None:
        value = replace(value, name=name_of(title, {}))
    roles = {made(condition, _words(section, one)).role for one in said if _STATED.search(_words(section, one))}
    both = roles == {None, WITH_ANOTHER} and value.adults is not None
    if both:
        yield Fact(replace(value, role=WITH_ANOTHER), source.place(section, said[0].start, last))
    if value.role and roles - {value.role}:
        value = replace(value, role=None)
    yield Fact(value, source.place(section, said[0].start, last))
    yield from _beside(source, section, condition, said)


def _beside(source: Source, section: Section, condition: str, said: list[Passage]) -> Iterator[Fact]:
    """Returns the known conditions that later sentences say the medicine is indicated for, beside that of the title."""
    words = {word for word in condition.lower().split() if len(word) > _SHORT}
    titled = find(condition)
    known_as = defined_abbreviations(f"{section.title}. {section.text}")
    for one in said[1:]:
        text = " ".join(f"{word} {known_as.get(word.strip('.,;()'), '')}" for word in _words(section, one).split())
        if not _STATED.search(text) or words & set(text.lower().split()):
            continue
        for fact in of_text(source, section, (one,)):
            known = find(condition_in(fact))
            named = known is not None and (known.how != "head" or " " in condition_in(fact))
            if known is not None and named and not (titled and titled.condition == known.condition):
                yield fact


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
    return who_of(text)


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


def _words(section: Section, passage: Passage) -> str:
    return section.text[passage.start : passage.end]


def told_apart(facts: list[Fact], sections: dict[str, Section]) -> Iterator[Fact]:
    """Returns the facts of titles; where several titles name one condition of different people, each with its people."""
    places: dict[str, set[str | None]] = {}
    for fact in facts:
        places.setdefault(condition_in(fact).lower(), set()).add(fact.place.section_id)
    for fact in facts:
        condition = condition_in(fact)
        section = sections.get(fact.place.section_id or "")
        whom = _IN_PATIENTS.search(section.title) if section is not None and len(places[condition.lower()]) > 1 else None
        name = term(f"{condition} in patients with {whom['whom']}", _MOST_WORDS) if whom is not None else None
        assert isinstance(fact.value, Indication)
        yield Fact(replace(fact.value, condition=name or _of_sex(condition, section)), fact.place)


def _of_sex(condition: str, section: Section | None) -> str:
    """Returns a condition with the "in men" or "in women" that ends its title: it is approved for no one else."""
    found = _IN_SEX.search(section.title.strip()) if section is not None else None
    known = found is not None and find(condition) is not None and found["sex"].lower() not in condition.lower().split()
    return f"{condition} in {found['sex'].lower()}" if found is not None and known else condition
