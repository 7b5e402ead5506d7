"""How a medicine acts, as its section 12.1 names it: each action and its target, the signals, whether the mechanism is unknown.

Where 12.1 only refers to Microbiology or Pharmacodynamics those are read; old labels say it in Clinical Pharmacology, where only
sentences near the start count. A mechanism that is "not fully known" but thought to be something is one fact that tells both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Mechanism
from plainlabel.facts.mechanism_acts import Act
from plainlabel.facts.mechanism_receptors import on_receptors
from plainlabel.facts.mechanism_subject import Subject
from plainlabel.facts.mechanism_targets import as_written, folded, is_generic
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_MECHANISM: Final = "43679-0"
_PHARMACOLOGY: Final = "34090-1"
_PHARMACODYNAMICS: Final = "43681-6"
_ELSEWHERE: Final = (("49489-8", "icrobiology"), ("43681-6", "harmacodynamics"))
_UNKNOWN = pattern("mechanism.unknown")
_PRONOUN = pattern("mechanism.pronoun")
_TEST_SYSTEM = pattern("mechanism.test_system")
_CLINICAL_STUDY = pattern("mechanism.clinical_study")
_OF_DISEASE = pattern("mechanism.of_disease")
_REFERS = pattern("mechanism.refers")
_ABOUT = pattern("mechanism.about")
_PATHWAY = pattern("mechanism.pathway")
_MOLECULAR = pattern("mechanism.molecular")
_TARGET_WORD = pattern("mechanism.target_word")
_SENTENCES: Final = 7
"""How many sentences of a section say what a medicine acts on; those behind them tell the consequences."""
_BEFORE: Final = 10
"""How many sentences may tell of the body before one names the medicine."""
_TELLING: Final = 2
"""How many of them tell something a medicine acts on before the rest is detail."""
_TARGETS: Final = 14
_MEETING: Final = frozenset({"interaction"})
"""What is told of two things ("blocks the interaction of X with Y") besides what is told of one ("binds X")."""
_MOST_BOUND: Final = 12
_BINDING: Final = ("ffinit", "agonist")
_HEADED = re.compile(r"\b(?:Mechanism|Mode)s? of Action\b")
_HEAD: Final = 600
"""How far into a section that is about more the words on the mechanism begin at most."""
_ANIMAL = re.compile(r"\b(?:mice|mouse|rats?|cats?|dogs?|rabbits?|(?:mini)?pigs?)\b", re.IGNORECASE)
_HUMAN = re.compile(r"\bhumans?\b|\bman\b|\bpatients\b", re.IGNORECASE)
_NOUN = re.compile(r"\s(?:receptor|enzyme|protein|kinase)s?$")
_SHORT_FORM = re.compile(r"\(([\w/-]+)\)")
_PHARMACOKINETICS = pattern("mechanism.pharmacokinetics")
_SHORT: Final = 220
"""How long a section is at most that only refers to another."""


class _Said(NamedTuple):
    fact: Fact
    act: Act
    short_forms: frozenset[str]
    tested: bool
    """Whether it was seen in cells or animals, which counts where nothing else is said."""
    under_mechanism: bool
    """Whether the label tells it as the mechanism of action, not among the effects."""
    of: str
    """The active substance it is told of, nothing where a label has one."""


def mechanisms(source: Source) -> Iterator[Fact]:
    """Returns what a label says the medicine acts on; the mechanism's being unknown stands with what it is thought to be."""
    sections = _sections(source)
    said = [one for section in sections for one in _told(source, section)]
    if not said and len(sections) == 1:  # what is not told of the mechanism may stand with the effects
        effects = (one for section in source.under(_PHARMACODYNAMICS) if section not in sections for one in _told(source, section))
        said = [one for one in effects if one.act.first and _MOLECULAR.search(one.act.target)]
    best = _best(said)
    facts = list(islice(_different(_early(source, best)), _TARGETS))
    molecular = any(_MOLECULAR.search(one.act.target) or _PATHWAY.search(one.act.target) for one in best)
    if not (molecular and any(one.under_mechanism for one in best)):  # else what it binds to besides is a detail
        facts += _bound(source, facts, frozenset().union(*(one.short_forms for one in best)))
    unknown = next((fact for section in sections for fact in _unknown(source, section)), None)
    if unknown is None or not facts:
        yield from facts or ([unknown] if unknown is not None else [])
        return
    joined = _nearest(facts, unknown) if _of_one(source, said, facts, unknown) else None
    if joined is None:
        yield unknown
    for fact in facts:
        value = fact.value
        yield Fact(replace(value, unknown=True), fact.place) if fact is joined and isinstance(value, Mechanism) else fact


def _best(said: list[_Said]) -> list[_Said]:
    """Returns what each substance acts on, what follows from it only where nothing else is told of that substance."""
    chosen: list[_Said] = []
    for of in dict.fromkeys(one.of for one in said):
        own = [one for one in said if one.of == of]
        chosen += (
            [one for one in own if one.act.first and not one.tested]
            or [one for one in own if one.act.first]
            or _effects([one for one in own if not one.tested])
        )
    return [one for one in said if any(one is each for each in chosen)]


def _effects(said: list[_Said]) -> list[_Said]:
    """Returns what is told first of the effects, and what the next sentence tells where both are told as the mechanism."""
    next_ = [one for one in said if one.under_mechanism and one.fact.place != said[0].fact.place]
    return said[:1] + next_[:1]


def _bound(source: Source, facts: list[Fact], short_forms: frozenset[str]) -> list[Fact]:
    """Returns a fact for each receptor that Pharmacodynamics says the medicine binds to, besides those told before."""
    told = [_words(folded(fact.value.target or "")) for fact in facts if isinstance(fact.value, Mechanism)]
    found: list[Fact] = []
    sections = [*source.under(_PHARMACODYNAMICS)]
    sections += [one for one in source.under(_PHARMACOLOGY) if "harmacodynamic" in one.title and one not in sections]
    for section in sections:
        if source.names is None or not any(word in section.text for word in _BINDING):
            continue
        for sentence in source.full_text(section):
            text = section.text[sentence.start : sentence.end]
            own = any(word in text for word in _BINDING) and (source.names.search(text) or _PRONOUN.match(text))
            for act in on_receptors(text, own.end()) if own else ():
                words = _words(act.target)
                known = _NOUN.sub("", act.target) in short_forms
                if words and not known and not any(words <= other or other <= words for other in told):
                    told.append(words)
                    value = Mechanism(act.action, as_written(act.target, text))
                    found.append(Fact(value, source.place(section, sentence.start, sentence.end)))
    return found[:_MOST_BOUND]


def _words(target: str) -> frozenset[str]:
    return frozenset(_TARGET_WORD.findall(re.sub(r"s\b", "", target.lower()))) - {"receptor"}


def _sections(source: Source) -> list[Section]:
    own = list(source.under(_MECHANISM))
    if not own:
        under = [one for one in source.under(_PHARMACOLOGY) if one.text]
        own = [one for one in under if "echanism" in one.title]
        own = (
            own or [one for one in under if _HEADED.search(one.text[:_HEAD])] or [one for one in under if _HEADED.search(one.text)]
        )
        own = own or [one for one in under if one.code == _PHARMACOLOGY and _ABOUT.search(one.title)]
        own += [one for one in source.under("43681-6") if one.text and one not in own]
    text = " ".join(section.text for section in own)
    if own and len(text) < _SHORT and _REFERS.search(text):
        code, title = _ELSEWHERE["harmacodynamic" in text]
        other = [one for one in source.under(code) if one.text]
        own += other or [one for one in source.under(_PHARMACOLOGY) if one.text and title in one.title and one not in own]
    return own


def _told(source: Source, section: Section) -> Iterator[_Said]:
    subject = Subject(source, section)
    left = _SENTENCES * _substances(source)
    seen = False
    under_mechanism = "echanism" in section.title or _MECHANISM in source.codes(section)
    headed = _HEADED.search(section.text, _HEAD) if _MECHANISM not in source.codes(section) else None
    begins = headed.start() if headed is not None and not _HEADED.search(section.text[:_HEAD]) else 0
    for sentence in islice((one for one in source.full_text(section) if one.end > begins), left + _BEFORE):
        text = section.text[sentence.start : sentence.end]
        if _PHARMACOKINETICS.match(text) or not left:
            return
        of_others = _CLINICAL_STUDY.search(text) or _OF_DISEASE.search(text)
        found = [] if of_others else subject.acts_of(text)
        left -= subject.spoken_of  # what stands before tells of the body, not of the medicine
        tested = bool(_TEST_SYSTEM.search(text)) if seen else bool(_ANIMAL.search(text)) and not _HUMAN.search(text)
        seen = seen or bool(found)
        for act in found:
            value = Mechanism(act.action, as_written(act.target, text), pathways(text))
            fact = Fact(value, source.place(section, sentence.start, sentence.end))
            yield _Said(fact, act, frozenset(_SHORT_FORM.findall(text)), tested, under_mechanism, subject.of)


def _early(source: Source, said: list[_Said]) -> list[_Said]:
    """Returns what the first sentences tell, two for each substance."""
    places = list(dict.fromkeys(one.fact.place for one in said))[: _TELLING * _substances(source)]
    return [one for one in said if one.fact.place in places]


def _substances(source: Source) -> int:
    return len({one.name for product in source.label.products for one in product.active} or {""})


def _different(said: list[_Said]) -> Iterator[Fact]:
    """Returns the facts without those whose target says no more or less than one before ("free factor Xa")."""
    seen: list[frozenset[str]] = []
    short_forms: frozenset[str] = frozenset()
    specific = [one for one in said if not is_generic(one.act.target)] or said
    for one in specific:
        if _NOUN.sub("", one.act.target) in short_forms:
            continue
        short_forms |= one.short_forms
        words = frozenset(re.findall(r"[a-z0-9]+", re.sub(r"s\b", "", one.act.target.lower()))) - {"molecule"}
        if not any(words <= other or (other <= words and not (words - other) & _MEETING) for other in seen):
            seen.append(words)
            yield one.fact


def _nearest(facts: list[Fact], unknown: Fact) -> Fact | None:
    """Returns the fact told with the words that the mechanism is unknown, else the next behind them, else the last before.

    None where that section tells nothing else: what another tells is no guess.
    """
    at = unknown.place.start or 0
    here = [one for one in facts if one.place.section_id == unknown.place.section_id]
    behind = [one for one in here if (one.place.start or 0) >= at]
    return behind[0] if behind else next((one for one in here if one.place == here[-1].place), None)


def _of_one(source: Source, said: list[_Said], facts: list[Fact], unknown: Fact) -> bool:
    """Returns whether what is unknown is what the next fact tells; of two substances one may be known and the other not."""
    if _substances(source) < 2:
        return True
    section = next((one for one in source.label.sections if one.id == unknown.place.section_id), None)
    text = section.text[unknown.place.start : unknown.place.end].lower() if section else ""
    nearest = _nearest(facts, unknown)
    of = next((one.of for one in said if one.fact is nearest), "")
    return not of or of.split()[0] in text or not any(one.of and one.of.split()[0] in text for one in said)


def _unknown(source: Source, section: Section) -> Iterator[Fact]:
    for sentence in source.full_text(section):
        if _UNKNOWN.search(section.text[sentence.start : sentence.end]):
            yield Fact(Mechanism(unknown=True), source.place(section, sentence.start, sentence.end))


def pathways(text: str) -> tuple[str, ...]:
    """Returns the signals a text names ("IL-4", "JAK1"), each once, in their order."""
    return tuple(dict.fromkeys(re.sub(r"(?i)interleukin[ -]", "IL-", found.group()) for found in _PATHWAY.finditer(text)))
