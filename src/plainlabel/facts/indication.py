"""Indications: what a label is approved for, with ages, weight and role.

A label of the new format numbers its indications: the title of a subsection is the condition, its first sentence that says
"indicated" tells for whom. Other labels name conditions in their text (`indication_text`). What does not come out as a short term
is left out: a missing fact is better than a wrong one. The words are data (fact_patterns.tsv, fact_patterns_clinical.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from plainlabel.facts.excerpt import own_passages
from plainlabel.facts.fact import Fact
from plainlabel.facts.headed import Piece, pieces
from plainlabel.facts.indication_acts import is_prevention, name_of, only_prevents, with_act
from plainlabel.facts.indication_fuller import fuller
from plainlabel.facts.indication_kept import (
    WITH_ANOTHER,
    completed,
    condition_in,
    merged,
    once,
    says_all,
    shortens,
    tells_no_use,
    under_a_limitation,
    with_its_act,
    with_name,
)
from plainlabel.facts.indication_lists import parted
from plainlabel.facts.indication_organs import under_organs
from plainlabel.facts.indication_otc import of_uses
from plainlabel.facts.indication_people import made, who_of
from plainlabel.facts.indication_text import of_text
from plainlabel.facts.indication_uses import uses_apart, uses_told
from plainlabel.facts.kinds import Indication
from plainlabel.facts.population import Population
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import plain, shortened, term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_CODE = "34067-9"
# Purpose, active ingredients: an over-the-counter label has them.
_OVER_THE_COUNTER = frozenset(("55105-1", "55106-9"))
_INDICATED = re.compile(r"\b(?:indicated|used|useful|approved|effective|recommended)\b", re.IGNORECASE)
_LIMITATION = pattern("indication.limitation")
_LIMITING_TITLE = pattern("indication.limiting_title")
# Titles that say how or for whom, not for what.
_NO_CONDITION = pattern("indication.no_condition")
_TITLE_LEAD = pattern("indication.title_lead")
_TITLE_TAIL = pattern("indication.title_tail")
_TITLE_WHOM = pattern("indication.title_whom")
_SENTENCE = pattern("terms.sentence")
_MOST_TITLE_WORDS = 12
_ORGANS = pattern("indication.organs")
_STATED = re.compile(r"\bindicated\b", re.IGNORECASE)
_ACT_WORDS = {"prevent": "prevent", "prophylaxis": "prophylaxis", "risk": "reduce the risk"}
# A title cut at a word that only tells a state names no condition.
_UNFINISHED = re.compile(
    r"\b(?:metastatic|recurrent|relapsed|refractory|unresectable|advanced|acute|chronic|severe|moderate)$", re.IGNORECASE
)
# "X, a symptom of Y" explains X.
_EXPLAINED = re.compile(r",\s+an?\s+(?:symptom|manifestation|sign|form|type|kind)\s+of\b.*$", re.IGNORECASE)
_ASIDE = pattern("indication.people_aside")
_PREGNANCY = re.compile(r"pregnan(?:cy|cies|t women)", re.IGNORECASE)
_BROAD = pattern("indication.broad_title")
_PATIENTS = pattern("indication.patients_title")
_BULLET = re.compile(r"[•●▪■◦○‣∙*–-]|\(?\d{1,2}[.)]\s")  # noqa: RUF001 - labels use this dash as a bullet


def indications(source: Source) -> Iterator[Fact]:
    """Returns the indications of a label, each with the sentence, title or item it is read from; equal ones once."""
    source = _without_asides(source)
    abbreviations: dict[str, str] = {}
    for section in source.under(_CODE):
        abbreviations.update(defined_abbreviations(section.text))
    sections = {section.id: section for section in source.label.sections}
    told = (
        completed(with_its_act(fact, sections), sections)
        for fact in distinct(_all(source))
        if not under_a_limitation(fact, sections) and not tells_no_use(fact, sections)
    )
    # Pregnancy is what some medicines prevent, and whom others are for; none treats it.
    every = [with_name(fact, abbreviations) for fact in told if not _PREGNANCY.fullmatch(condition_in(fact))]
    yield from once(fact for fact in every if not any(shortens(fact, other) for other in every))


def _without_asides(source: Source) -> Source:
    """Returns the label with ", including neonates" blanked in its indications: it parts "indicated" from the use."""
    held = {section.id for section in source.under(_CODE) if _ASIDE.search(section.text)}
    if not held:
        return source
    sections = [
        replace(one, text=_ASIDE.sub(lambda found: " " * len(found.group()), one.text)) if one.id in held else one
        for one in source.label.sections
    ]
    return Source(replace(source.label, sections=tuple(sections)))


def _all(source: Source) -> Iterator[Fact]:
    if any(section.code in _OVER_THE_COUNTER for section in source.label.sections):
        yield from of_uses(source)
        return
    listed = [fact for section in source.under(_CODE) for fact in under_organs(source, section)]
    if listed:
        yield from listed
        return
    numbered = [
        section
        for section in source.under(_CODE)
        if section.number and section.title and (section.code != _CODE or "." in section.number)
    ]
    titled = [fact for section in numbered for fact in _of_subsection(source, section)]
    if titled:
        yield from titled
        return
    # Without a numbered condition the opening of the chapter speaks; last what the source took for Highlights.
    for read in (own_passages, _full_text, _every_passage):
        found = [fact for section in source.under(_CODE) for fact in _by_pieces(source, section, read(source, section))]
        if found:
            yield from found
            yield from _cut_off(source, found, read)
            return


def _cut_off(source: Source, found: list[Fact], read: Callable[[Source, Section], tuple[Passage, ...]]) -> Iterator[Fact]:
    """Returns the known conditions that only what the source took for Highlights names: the border may lie within a list."""
    named = {_name(fact) for fact in found}
    for section in source.under(_CODE):
        rest = tuple(one for one in _every_passage(source, section) if one.highlight and one not in read(source, section))
        for fact in of_text(source, section, rest) if rest and not any(child.number for child in source.children(section)) else ():
            name = _name(fact)
            if name is not None and name not in named:
                named.add(name)
                yield fact


def _name(fact: Fact) -> str | None:
    assert isinstance(fact.value, Indication)
    known = find(fact.value.condition)
    return known.condition.name if known is not None else None


def _full_text(source: Source, section: Section) -> tuple[Passage, ...]:
    return source.full_text(section)


def _every_passage(source: Source, section: Section) -> tuple[Passage, ...]:
    return tuple(one for one in source.passages(section) if one.kind not in {"image", "heading"})


def _of_subsection(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indication a numbered subsection heads, with the ages its sentences give."""
    condition = None if _LIMITING_TITLE.search(section.title) else _condition_of_title(_whole_title(source, section))
    apart = [] if _LIMITING_TITLE.search(section.title) else uses_apart(source, section)
    if apart:
        yield from apart
        return
    if condition is None:
        if not _LIMITING_TITLE.search(section.title):
            yield from _under_no_condition(source, section)
        return
    headed = _headed(source, section)
    if len(headed) > 1 or (headed and not _same_words(condition, headed[0][1])):
        found = list(_under_no_condition(source, section))
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
        found = list(_under_no_condition(source, section))
        return found if len(found) > 1 else []
    narrower = _narrower(source, section, condition)
    if narrower:
        return narrower
    if find(condition) is not None or is_prevention(condition):
        return []
    words = {word for word in condition.lower().split() if len(word) > 3}
    found = list(_under_no_condition(source, section))
    named = [find(fact.value.condition) for fact in found if isinstance(fact.value, Indication)]
    other = all(one is not None and one.how == "name" for one in named)
    shared = any(words & set(fact.value.condition.lower().split()) for fact in found if isinstance(fact.value, Indication))
    return found if other and not shared else []


def _narrower(source: Source, section: Section, condition: str) -> list[Fact]:
    """Returns the uses of a text that each tell the title's condition more closely: then the title only sums them up."""
    words = set(condition.lower().split())
    found = list(_under_no_condition(source, section))
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


def _under_no_condition(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indications of a subsection whose title names none: those its own headed pieces name, else those of its text."""
    yield from _by_pieces(source, section, source.full_text(section))


def _by_pieces(source: Source, section: Section, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Returns the indications of a text: of its lists and statements where those say all that is read from it, else the latter."""
    found = list(_by_headings(source, section, passages))
    if not passages or any(child.number for child in source.children(section)):
        yield from found
        return
    apart = uses_apart(source, section)
    if len(apart) >= len(found) and all(any(says_all(one, fact) for one in apart) for fact in found):
        yield from apart
        return
    yield from merged(found, uses_told(source, section))


def _by_headings(source: Source, section: Section, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Returns the indications of a text whose run-in headings name conditions, then those of the text beside them."""
    headed = _headed(source, section) if passages else []
    yield from (fact for _, fact in headed)
    taken = [(part.start, _ends(part)) for part, _ in headed]
    rest = tuple(one for one in passages if not any(start <= one.start < end for start, end in taken))
    yield from of_text(source, section, rest)


def _ends(part: Piece) -> int:
    """Returns where the use that a heading names ends: before the next statement, which a heading not known as one may open."""
    stated = [one for one in part.sentences if _INDICATED.search(one.text) and not _LIMITATION.search(one.text)]
    return stated[1].start if len(stated) > 1 else part.end


def _headed(source: Source, section: Section) -> list[tuple[Piece, Fact]]:
    """Returns the pieces of a text whose heading is a known condition and that say what is indicated."""
    found = []
    for part in pieces(source, section):
        condition = _condition_of_title(part.title) if part.title and _says(part) else None
        known = find(condition) if condition else None
        if condition and known is not None and known.how != "head" and not _ORGANS.match(condition):
            first = next(one for one in part.sentences if _INDICATED.search(one.text) and not _LIMITATION.search(one.text))
            found.append((part, Fact(made(condition, first.text), first.place(source))))
    return found


def _says(part: Piece) -> bool:
    return any(_INDICATED.search(one.text) and not _LIMITATION.search(one.text) for one in part.sentences)


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
    words = _EXPLAINED.sub("", plain(title))
    bare = _TITLE_WHOM.sub("", _TITLE_TAIL.sub("", _TITLE_LEAD.sub("", without_brackets(words))))
    name = term(bare) or (bare if len(bare.split()) <= _MOST_TITLE_WORDS and not _SENTENCE.search(bare) else shortened(bare))
    if name is not None and name != bare and _UNFINISHED.search(name):
        return None
    if name is None or _NO_CONDITION.match(name) or _NO_CONDITION.match(words) or _PATIENTS.match(words):
        return None
    return None if _LIMITATION.search(name) else name


def _words(section: Section, passage: Passage) -> str:
    return section.text[passage.start : passage.end]
