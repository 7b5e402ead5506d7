"""Interactions: the partner, what kind of thing it is, what happens and what to do.

Read are the drug interaction sections (21 CFR 201.57(c)(8)): a numbered subsection headed by its partner, a table with a row or a
group of rows a partner, a passage that begins with the partner (`interaction_heads`), and sentences that name one. Examples of a
category, in brackets or behind "such as", are not partners of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.interaction_about import about, advised_on, not_mixed, only_of_strengths
from plainlabel.facts.interaction_effects import advice, both_ways, direction
from plainlabel.facts.interaction_heads import Entry, of_passages, of_tables
from plainlabel.facts.interaction_merge import (
    Found,
    better,
    is_combination,
    is_vaccine,
    join_ranges,
    join_strengths,
    key_of,
    other_way,
)
from plainlabel.facts.interaction_named import named_in
from plainlabel.facts.interaction_normal import with_names
from plainlabel.facts.interaction_otc import over_the_counter
from plainlabel.facts.interaction_partners import Partner, head_partners, section_partners
from plainlabel.facts.interaction_tests import DISTURBS, tests_disturbed, tests_named
from plainlabel.facts.interaction_words import partner_words
from plainlabel.facts.kinds import Advice, ClassFact, Direction, FactValue, Interaction
from plainlabel.facts.metabolism_names import shortened
from plainlabel.facts.pharm_class import pharm_classes
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE: Final = "34073-7"
_PRECAUTIONS: Final = "42232-9"
_PHARMACOLOGY: Final = "34090-1"
_CONTRAINDICATIONS: Final = "34070-3"
_SEE_CONTRAINDICATIONS = re.compile(r"\bsee\b[^.\])]{0,40}\bcontraindications\b", re.IGNORECASE)
_TEST_HEADING = pattern("interaction.own_test_heading")
_SKIP = pattern("interaction.skip")
_OWN_TITLE = pattern("interaction.own_title")
_NO_CATEGORY = re.compile(r"substrates?|inhibit|induc|metaboli|\b(?:that|which|with|known)\b", re.IGNORECASE)
_SHORT_NAME = re.compile(r"\((?P<name>[A-Z]{3,})s?\)")
_HEAD_REACH: Final = 80
_STEM: Final = 6
_GLYCOPROTEIN = re.compile(r"P-?glycoprotein", re.IGNORECASE)
_TITLE_GOES_ON = pattern("interaction.title_goes_on")
_ANAPHOR = pattern("interaction.anaphor")
_TELLING: Final = 3
_AFFECTS = pattern("interaction.affects")
_GOES_ON = pattern("interaction.goes_on")
_NOT_MIXED = pattern("interaction.not_mixed")
_PARTNER_LABEL = re.compile(r"\b(?:is|are) indicated\b|\b[Rr]efer to the\b|^See\b")
_FOOD = re.compile(r"grapefruit|wort\b|\balcohol", re.IGNORECASE)
_DRUGS_THAT = re.compile(r"(?:drugs|medications|agents) that\b", re.IGNORECASE)
_WIDE_TITLE = re.compile(r"[\d. ]*(?:Drugs|Medications|Agents|Medicinal Products)\s+(?:[Tt]hat|[Ww]hich|[Aa]ffecting)\b")
_SENTENCES = re.compile(r"(?<=[a-z\])])\.\s+(?=[A-Z])|\n")
_EXAMPLES_OF = pattern("interaction.examples_of")
_TITLE_EXAMPLES = re.compile(r"\((?:e\.g\.,?|such as|for example,?|including)\s+(?P<list>[^()]{3,120})\)")
_WITHIN = pattern("interaction.flat_heading")
_NEXT_HEADING = pattern("interaction.flat_end")


def interactions(source: Source) -> Iterator[Fact]:
    """Returns the interactions of a label in the order of the text; a partner once, with the first that says more."""
    own_classes = [partner_words(fact.value.name) for fact in source.facts(pharm_classes) if isinstance(fact.value, ClassFact)]
    own_classes += _of_titles(source)
    best: dict[frozenset[str], Found] = {}
    for found in _all(source):
        key = key_of(found.fact)
        known = best.get(key)
        if known is not None and found.headed and known.headed and other_way(known.fact, found.fact):
            key |= {"the other way"}
        if not found.headed and _is_own_class(own_classes, found.fact.value):
            continue
        known = best.get(key)
        best[key] = found if known is None else better(known, found)
    join_strengths(best)
    join_ranges(best)
    heads = [key for key, found in best.items() if found.headed and not is_combination(found.fact)]
    heads += [key for key, found in best.items() if not found.headed and is_vaccine(found.fact)]
    told = [found.fact for key, found in best.items() if found.headed or not any(key <= other for other in heads if other != key)]
    yield from distinct(with_names(source, told))


def _of_titles(source: Source) -> Iterator[frozenset[str]]:
    """Returns the words by which titles call this medicine ("Effects of Other Drugs on Toe Relaxants")."""
    for section in source.under(_CODE):
        if found := _OWN_TITLE.search(section.title):
            yield partner_words(found["own"] or found["mine"])


def _all(source: Source) -> Iterator[Found]:
    sections = list(source.under(_CODE))
    parted = any(section.number and "." in section.number for section in sections)
    for section in sections:
        # Above numbered subsections stands the Highlights excerpt, which says the same again in short; rows are the section's own.
        excerpt = parted and section.code == _CODE and all(block.highlight for block in section.blocks if block.kind != "row")
        yield from _of_section(source, section, 0, len(section.text), excerpt=excerpt)
    if not sections:
        for section in source.under(_PRECAUTIONS, _PHARMACOLOGY):
            tested = _PHARMACOLOGY in source.codes(section)  # what was tested without effect is no interaction there
            yield from (one for one in _elsewhere(source, section) if not (tested and _has_none(one.fact)))
        yield from (Found(fact, headed=True) for fact in over_the_counter(source))
    yield from (Found(fact, headed=True) for fact in tests_disturbed(source))


def _has_none(fact: Fact) -> bool:
    return isinstance(fact.value, Interaction) and fact.value.direction == "none"


def _elsewhere(source: Source, section: Section) -> Iterator[Found]:
    """Returns the interactions of a part headed "Drug Interactions": a section of its own or inside an old label's Precautions."""
    if _WITHIN.search(section.title):
        yield from _of_section(source, section, 0, len(section.text), excerpt=False)
        return
    found = _WITHIN.search(section.text) if _PRECAUTIONS in source.codes(section) else None
    if found:
        end = _NEXT_HEADING.search(section.text, found.end())
        yield from _of_section(source, section, found.start(), end.start() if end else len(section.text), excerpt=False)


def _of_section(source: Source, section: Section, start: int, end: int, *, excerpt: bool) -> Iterator[Found]:
    titled = section_partners(_whole_title(section), source.names)
    passages = [
        one
        for one in source.full_text(section)
        if one.kind not in {"row", "footnote", "caption"}
        and start < one.end
        and one.start < end
        and not (excerpt and one.highlight)
    ]
    rows = list(of_tables(section, source.names)) if not titled or _WIDE_TITLE.match(section.title) else []
    if rows:
        titled = ()  # "Drugs That Affect ...": each row below is a kind of its own
    every = [*rows, *of_passages(section, passages, titled, source.names)]
    for at, entry in enumerate(every):
        if entry.partners and (at < len(rows) or not _tells_of_others(section, entry, source)):
            yield from (Found(fact, headed=True) for fact in _facts(source, section, entry))
            yield from (
                Found(fact, headed=False) for fact in _beside(source, section, entry, titled=bool(titled) or at < len(rows))
            )
        elif not excerpt:
            behind = every[at + 1 : at + 2]
            yield from (Found(fact, headed=False) for fact in _of_sentences(source, section, entry, behind, first=at == 0))


def _tells_of_others(section: Section, entry: Entry, source: Source) -> bool:
    """Returns whether the text below the one class of a heading never names it but medicines: those are the partners."""
    partner = entry.partners[0]
    if len(entry.partners) > 1 or partner.kind != "class" or _NO_CATEGORY.search(partner.name):
        return False
    short = _SHORT_NAME.search(section.text, entry.start, entry.start + _HEAD_REACH)
    if short is not None and short["name"] in entry.text:
        return False
    words = [word for word in partner_words(partner.name) if len(word) > _TELLING and word != "other"]
    if any(word[:_STEM] in entry.text.lower() for word in words):
        return False
    named = list(named_in(_SENTENCES.split(entry.text)[0], source.names))
    return bool(named) and all(one.kind == "drug" or partner.name.startswith("Other ") for one in named)


def _whole_title(section: Section) -> str:
    """Returns the title of a section with the word of it that stands in its text: flattened titles break off."""
    more = _TITLE_GOES_ON.match(section.text)
    last = section.title.rstrip(" :").rpartition(" ")[2].title()
    return section.title if more is None or _TITLE_GOES_ON.match(last) else f"{section.title} {more.group()}"


def _facts(source: Source, section: Section, entry: Entry) -> Iterator[Fact]:
    for partner in entry.partners:
        if partner.kind == "test" and not DISTURBS.search(entry.text):
            continue  # A blood value that changes is no interaction, a measurement that goes wrong is.
        text = about(entry.text, partner)
        advised = advised_on(text, partner, entry.partners)
        happens = direction(text, source.names, partner.name)
        if happens is None and _DRUGS_THAT.match(partner.name):
            happens = direction(partner.name, source.names)  # "Drugs That Increase the Risk of ..."
        title = f"{section.title} {section.text[:_HEAD_REACH]}" if section.text.startswith("(e.g.") else section.title
        named = _TITLE_EXAMPLES.search(title)
        if named is not None and partner.kind == "class":
            yield from _examples(source, section, entry, named["list"])
        names = tests_named(entry.text) if _TEST_HEADING.match(partner.name) else (_short(partner, entry.text),)
        both = both_ways(text, source.names) if partner.kind == "drug" else ()
        referred = _is_contraindicated(source, partner, text)
        for name, way in ((name, way) for name in names for way in both or (happens,)):
            told: Advice | None = "contraindicated" if referred else _advice(advised, way)
            yield Fact(Interaction(name, partner.kind, way, told), source.place(section, entry.start, entry.end))
        for one, said in only_of_strengths(text, partner, source.names):
            way = direction(said, source.names, one.name)
            yield Fact(Interaction(one.name, one.kind, way, advice(said)), source.place(section, entry.start, entry.end))


def _is_contraindicated(source: Source, partner: Partner, text: str) -> bool:
    """Returns whether a text refers to the contraindications, which name the partner."""
    if partner.kind == "enzyme" or _DRUGS_THAT.match(partner.name) or not _SEE_CONTRAINDICATIONS.search(text):
        return False
    telling = [word for word in partner_words(partner.name) if len(word) > _TELLING]
    banned = " ".join(section.text.lower() for section in source.under(_CONTRAINDICATIONS))
    return bool(telling) and all(word in banned for word in telling)


def _examples(source: Source, section: Section, entry: Entry, told: str) -> Iterator[Fact]:
    """Returns the examples in a title's brackets of which sentences below tell something of their own."""
    for one in head_partners(told, source.names):
        words = [word for word in partner_words(one.name) if len(word) > _TELLING]
        about = ". ".join(said for said in _SENTENCES.split(entry.text) if any(word in said.lower() for word in words))
        happens = direction(about, source.names, one.name) if about else None
        if happens is not None:
            yield Fact(
                Interaction(one.name, one.kind, happens, _advice(about, happens)), source.place(section, entry.start, entry.end)
            )


def _short(partner: Partner, text: str) -> str:
    """Returns the name of a partner with its enzymes by the short names that the text below it goes on with."""
    if "P-gp" in text:
        partner = partner._replace(name=_GLYCOPROTEIN.sub("P-gp", partner.name))
    short = shortened(partner.name) if "ytochrome" in partner.name else partner.name
    return short if short != partner.name and re.search(r"\bCYP\d[A-Z]", short) and re.search(r"\bCYP ?\d", text) else partner.name


def _advice(text: str, happens: Direction | None) -> Advice | None:
    """Returns the advice of a text; where nothing happens and nothing is advised, nothing changes."""
    return advice(text) or ("no_change" if happens == "none" else None)


def _beside(source: Source, section: Section, entry: Entry, *, titled: bool) -> Iterator[Fact]:
    """Returns partners that sentences below another heading name: foods, herbs and alcohol with advice of their own.

    Below a heading run into the text the next partners may come without one: a sentence on them, not on the heading's, tells.
    """
    heads = [word for partner in entry.partners for word in partner_words(partner.name) if len(word) > _TELLING]
    for number, sentence in enumerate(_SENTENCES.split(entry.text)):
        low = sentence.lower()
        other = not titled and number > 0 and not _ANAPHOR.match(sentence) and not any(word in low for word in heads)
        if (not other and not _FOOD.search(sentence)) or _EXAMPLES_OF.match(sentence):
            continue
        what_to_do = advice(sentence)
        for partner in named_in(sentence, source.names) if (other or what_to_do is not None) and not _SKIP.search(sentence) else ():
            happens = direction(sentence, source.names, partner.name)
            food = partner.kind in {"food", "herb", "alcohol"} and what_to_do is not None
            if food or (other and happens not in {None, "none"}):
                yield Fact(
                    Interaction(partner.name, partner.kind, happens, what_to_do), source.place(section, entry.start, entry.end)
                )


def _lists_examples(source: Source, entry: Entry) -> bool:
    """Returns whether a sentence only lists the examples of a kind that one before it names."""
    own = source.names is not None and source.names.search(entry.text)
    return not own and _EXAMPLES_OF.match(entry.text) is not None


def _of_sentences(source: Source, section: Section, entry: Entry, behind: list[Entry], *, first: bool) -> Iterator[Fact]:
    """Returns what a sentence without a heading says of partners it names; only where an effect or advice stands with them."""
    mixed = _NOT_MIXED.search(entry.text)
    if mixed is not None:
        place = source.place(section, entry.start, entry.end)
        yield from (Fact(Interaction(name, "class", None, "avoid"), place) for name in not_mixed(mixed["list"]))
        return
    if _PARTNER_LABEL.search(entry.text) or _SKIP.search(entry.text) or (not first and _lists_examples(source, entry)):
        return  # the medicine it is used together with, a study that was not made, or examples
    what_to_do = advice(entry.text)
    named = list(named_in(entry.text, source.names))
    if what_to_do is None and behind and not behind[0].partners and _GOES_ON.search(behind[0].text):
        what_to_do = _advised_behind(source, named, behind[0].text)
    for partner in named:
        happens = direction(entry.text, source.names, partner.name)
        if happens is not None or what_to_do is not None or _AFFECTS.search(entry.text):
            told = what_to_do or ("no_change" if happens == "none" else None)
            yield Fact(Interaction(partner.name, partner.kind, happens, told), source.place(section, entry.start, entry.end))


def _advised_behind(source: Source, named: list[Partner], text: str) -> Advice | None:
    """Returns the advice of the next sentence; none where it names what acts on an enzyme and this one nothing of that kind."""
    known = frozenset(word for partner in named for word in partner_words(partner.name))
    others = [one for one in named_in(text, source.names) if one.kind == "enzyme" and not partner_words(one.name) & known]
    return None if others else advice(text)


def _is_own_class(own_classes: list[frozenset[str]], value: FactValue) -> bool:
    """Returns whether a class a sentence names is the medicine's own ("opioids" in the label of one)."""
    if not isinstance(value, Interaction) or value.partner_kind != "class" or re.match(r"(?i)other\b", value.partner):
        return False
    words = partner_words(value.partner)
    return any(words <= one or "contraceptive" in words & one for one in own_classes)
