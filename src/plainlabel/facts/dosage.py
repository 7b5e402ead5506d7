"""Recommended doses: each amount with how often, for whom and for what: start, load, maintenance, usual, maximum.

Read from Dosage and Administration (34068-7): sentences by `dosage_sentences`, tables by `dosage_tables`. A section on kidneys,
toxicity, other medicines or preparation gives no dose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from plainlabel.facts.dosage_amounts import amounts, has_amount
from plainlabel.facts.dosage_bars import is_barred, of_another
from plainlabel.facts.dosage_context import Context, condition_of, several_bands, weights, who
from plainlabel.facts.dosage_sentences import doses_of, targets_of
from plainlabel.facts.dosage_tables import table_dosages
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections, with_headings
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.population import population
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:max\w*|exceed\w*|no more than|not more than)\b", re.IGNORECASE)
_CODE = "34068-7"
_OVER_THE_COUNTER = ("55106-9", "55105-1")
_TITLE_BAR = pattern("dosage.title_bar")
_PEOPLE = re.compile(r"dult|ediatric|hild|nfant|dolescent|eonat|years|months|of age|older")
_LIMIT = re.compile(r"\((?:up to )?(?:(?:to )?(?:a |the )?max\w*|not to exceed)[^()]*\d[^()]*\)", re.IGNORECASE)
_QUALIFIED = re.compile(r"\s(?:not|in|who|whose|that|due)\s|:")
_MOST_NAMING = 20
_INSTRUCTIONS = pattern("dosage.title_instructions")
_DOSE_TITLE = re.compile(r"\bdos(?:e|es|age|ages|ing)\b|\brecommend", re.IGNORECASE)
# Directions run on without full stops: each order and each group of people begins a part.
_PARTS = re.compile(r"\s(?=(?:do not|if pain|children\b|adults\b|use this|ask\b|week \d|[•●▪■])\s?)", re.IGNORECASE)


def dosages(source: Source) -> Iterator[Fact]:
    """Returns the recommended doses of a label, each with the sentence or table row that states it; equal ones once."""
    every = list(_without_first_limits(list(_facts(source)), source))
    yield from distinct(_once(every) if _is_single(every) else every)


def _without_first_limits(facts: list[Fact], source: Source) -> Iterator[Fact]:
    """Returns the facts without limits of a first dose alone ("start with 0.2 mg/kg or up to 10 mg"): no such limit holds later."""
    texts = {section.id: section.text for section in source.label.sections}
    starts = {fact.place for fact in facts if isinstance(fact.value, Dosage) and fact.value.phase == "starting"}
    for fact in facts:
        limit = isinstance(fact.value, Dosage) and fact.value.phase == "maximum" and fact.place in starts
        said = texts.get(fact.place.section_id or "", "")[fact.place.start : fact.place.end] if limit else ""
        if not (limit and _UP_TO.search(said) and not _MOST.search(said)):
            yield fact


def _is_single(facts: list[Fact]) -> bool:
    """Returns whether a medicine is given on one occasion (a contrast agent): no dose but a limit has an interval."""
    doses = [fact.value for fact in facts if isinstance(fact.value, Dosage)]
    return not any((one.every_hours or one.per_day) and one.phase != "maximum" for one in doses)


def _once(facts: list[Fact]) -> Iterator[Fact]:
    for fact in facts:
        value = fact.value
        if isinstance(value, Dosage) and value.every_hours is None and value.per_day is None:
            yield structs.replace(fact, value=structs.replace(value, once=True))
        else:
            yield fact


def _facts(source: Source) -> Iterator[Fact]:
    parted = any(True for _ in source.under(*_OVER_THE_COUNTER))
    for section in full_sections(source, _CODE):
        if _TITLE_BAR.search(section.title) or (_INSTRUCTIONS.search(section.title) and not _DOSE_TITLE.search(section.title)):
            continue
        title = condition_of(section.title)
        title = None if title and source.names and source.names.search(title) else title
        context = Context(title, population(section.title), weights(section.title))
        yield from _of_text(source, section, context, parted=parted)
        for value, start, end in table_dosages(section, context, source.names):
            yield Fact(value, source.place(section, start, end))


def _of_text(source: Source, section: Section, around: Context, *, parted: bool) -> Iterator[Fact]:
    context, barred, before = around, False, ""
    targets: list[Fact] = []
    for sentence in with_headings(source, section):
        if sentence.kind in {"row", "caption"}:
            continue
        if sentence.kind == "heading":
            yield from targets
            targets, before = [], ""
            barred = bool(_TITLE_BAR.search(sentence.text))
            context = around._replace(
                condition=condition_of(sentence.bare) or around.condition, who=who(sentence.plain, around.who)
            )
            continue
        if barred:
            continue
        for plain, own in _parts(sentence, parted=parted):
            people, amount = _PEOPLE.search(plain), has_amount(own)
            if _starts_with_amount(own) and (named := _named(before, source)):
                context = context._replace(condition=named)
            bare = _announced(own, before) if amount else own
            before = "" if amount else own
            if not (people or amount) or is_barred(bare):
                continue
            # Paragraphs go through the groups of people: who was named last is who the next sentence speaks of.
            if people:
                context = context._replace(who=who(plain, context.who))
            if not amount or of_another(source.names, bare):
                continue
            told, steps = _doses_and_steps(source, sentence, bare, context)
            yield from told
            # The last of several steps is what the dose is raised to.
            targets = steps or targets
    yield from targets


def _announced(text: str, before: str) -> str:
    """Returns a list of weight bands behind the sentence that announces it ("Give the following daily dose.")."""
    return f"{before} {text}" if "following" in before and several_bands(text) else text


def _doses_and_steps(source: Source, sentence: Sentence, text: str, context: Context) -> tuple[list[Fact], list[Fact]]:
    """Returns the doses of a sentence, and what it raises the dose to where that is none of them."""
    place = sentence.place(source)
    told = [Fact(value, place) for value in doses_of(text, context, source.names)]
    known = {_figures(fact) for fact in told}
    steps = [Fact(value, place) for value in targets_of(text, context)]
    return told, [fact for fact in steps if _figures(fact) not in known]


def _figures(fact: Fact) -> tuple[object, ...]:
    """Returns how much and how often, whatever kind of dose it is."""
    return tuple(getattr(fact.value, name) for name in ("low", "high", "unit", "every_hours", "per_day"))


def _parts(sentence: Sentence, *, parted: bool) -> list[tuple[str, str]]:
    if not parted:
        return [(sentence.plain, _bare(sentence))]
    return list(zip(_PARTS.split(sentence.plain), _PARTS.split(sentence.bare), strict=False))


def _bare(sentence: Sentence) -> str:
    """Returns a sentence without what stands in brackets, but for a limit ("(maximum 40 mg daily)")."""
    bare = sentence.bare
    for found in _LIMIT.finditer(sentence.plain) if "(" in sentence.plain else ():
        bare = f"{bare[: found.start()]}, {found.group()[1:-1]}{bare[found.end() :]}"
    return bare


def _starts_with_amount(text: str) -> bool:
    found = amounts(text[:60])
    return bool(found) and found[0].start <= 3


def _named(before: str, source: Source) -> str | None:
    """Returns the condition that the sentence before a list of doses is made of ("Selected cases of gout in adults.")."""
    if not before or len(before.split()) > _MOST_NAMING:
        return None
    found = condition_of(_QUALIFIED.split(before)[0])
    return None if found and source.names and source.names.search(found) else found
