"""Recommended doses: each amount with how often, for whom and for what: start, load, maintenance, usual, maximum.

Read from Dosage and Administration (34068-7): sentences by `dosage_sentences`, tables by `dosage_tables`. A section on kidneys,
toxicity, other medicines or preparation gives no dose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.dosage_again import begun_again, same_for
from plainlabel.facts.dosage_ages import parts_by_age
from plainlabel.facts.dosage_amounts import amounts, has_amount
from plainlabel.facts.dosage_bars import components, of_another, of_another_form, of_component, unbarred
from plainlabel.facts.dosage_conditions import Approved
from plainlabel.facts.dosage_context import Context, condition_in, condition_of, several_bands, title_condition, weights, who
from plainlabel.facts.dosage_frequency import frequencies, often_in_words
from plainlabel.facts.dosage_label import again_every, is_barred_title, whole_label
from plainlabel.facts.dosage_otc import of_directions
from plainlabel.facts.dosage_purpose import purposed
from plainlabel.facts.dosage_sentences import doses_of, targets_of
from plainlabel.facts.dosage_tables import table_dosages
from plainlabel.facts.dosage_words import bare_words, unnamed
from plainlabel.facts.drug_facts import is_over_the_counter
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections, with_headings
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.population import population
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34068-7"
_PEOPLE = Guarded(re.compile(r"adult|pediatric|child|infant|adolescent|neonat|years|months|of age|older", re.IGNORECASE))
_ONLY_PEOPLE = re.compile(
    r"\W*(?:in |for )?(?:adults?|pa?ediatrics?|children|adolescents|infants)(?: (?:patients?|dos(?:age|e|ing)|use|population))*\W*",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(r"\s(?:not|in|who|whose|that|due)\s|:")
_MOST_NAMING = 20
_FOR_CONDITION = re.compile(
    r"\W*(?:\d{1,2}[.)]\s)?For (?:the )?(?:treatment|prevention|management|prophylaxis|relief|palliation)\b", re.IGNORECASE
)
_ANNOUNCES = Guarded(re.compile(r"(?::|\bas follows|\bfollowing\b[^.;]*)\W*$", re.IGNORECASE))
_ADJUSTMENT = pattern("dosage.adjustment_alone")
_ALONE = pattern("dosage.alone")
_COMBINED = pattern("dosage.combined_with")
_MOST = re.compile(r"\bmaximum (?:recommended )?(?:total )?(?:daily )?dos", re.IGNORECASE)
_INSTRUCTIONS = pattern("dosage.title_instructions")
_REPEATED = pattern("dosage.repeated")
_RECOMMENDED = re.compile(r"\brecommended (?:\w+ ){0,3}dos(?:e|age)\b", re.IGNORECASE)
_CUT_TITLE = re.compile(r"\b(?:dos(?:e|es|age|ing)|administration)\W*$", re.IGNORECASE)
_REST_OF_TITLE = re.compile(r"\W*(?:modification|adjustment|reduction|interruption|preparation)s?\b", re.IGNORECASE)
# A heading that has run into its paragraph: what it says is of all people again.
_RUN_IN = pattern("dosage.run_in_heading")
# A heading on a use that has run into the text: "Treatment of Gout in Adults The recommended dose is".
_USE_HEADING = Guarded(pattern("dosage.use_heading"))
_TITLE_WORD = re.compile(r"\b[A-Z][a-z]+\s$")
_OF_USE = re.compile(r"^(?:\w+(?:ing)? (?:of|in) (?:the )?)(?:risks? of )?(?:recurrences? of )?", re.IGNORECASE)
# "2 mg in patients with at least two of the following characteristics:" is no dose of all.
_CRITERIA = Guarded(pattern("dosage.criteria"))
# "If the patient is over 60 years of age": what follows is of all again.
_IF_ONE = re.compile(r"\W*If (?:the|a|your) (?:patient|child|person)\b", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-\u2022\u25cb*o]\s")
_DOSE_TITLE = re.compile(r"\bdos(?:e|es|age|ages|ing)\b|\brecommend", re.IGNORECASE)


def dosages(source: Source) -> Iterator[Fact]:
    """Returns the recommended doses of a label, each with the sentence or table row that states it; equal ones once."""
    yield from distinct(whole_label(list(_facts(source)), source))


def _facts(source: Source) -> Iterator[Fact]:
    if is_over_the_counter(source):
        yield from of_directions(source)
        return
    approved = Approved(source)
    for section in full_sections(source, _CODE):
        instructions = _INSTRUCTIONS.search(section.title) and not _DOSE_TITLE.search(section.title)
        yield from begun_again(source, section)
        barred = is_barred_title(approved.without_kidney(section.title)) or _runs_on(section)
        if barred and not _ADJUSTMENT.search(section.title):
            continue
        title = title_condition(section.title, approved)
        title = None if title and source.names and source.names.search(title) else title
        contrasted = bool(_ALONE.search(section.text) and _COMBINED.search(section.text))
        context = Context(title, population(section.title), weights(section.title), approved=approved, contrasted=contrasted)
        told = _of_text(source, section, context)
        if barred:  # What is said of how to change the dose tells how far.
            yield from (fact for fact in told if _is_limit(section, fact))
            continue
        if instructions:
            told = (fact for fact in told if _RECOMMENDED.search(section.text[fact.place.start : fact.place.end]))
        yield from told
        for value, start, end in table_dosages(section, context, source.names, captioned=bool(instructions)):
            yield Fact(value, source.place(section, start, end))


def _runs_on(section: Section) -> bool:
    """Returns whether the title of a subsection goes on in its text: "Dosage", then "Modifications for Adverse Reactions ..."."""
    return "/" in section.id and bool(_CUT_TITLE.search(section.title)) and bool(_REST_OF_TITLE.match(section.text))


def _is_limit(section: Section, fact: Fact) -> bool:
    """Returns whether a dose is the most that a sentence says may be given."""
    limit = isinstance(fact.value, Dosage) and fact.value.phase == "maximum" and fact.value.every_hours is not None
    return limit and bool(_MOST.search(section.text[fact.place.start : fact.place.end]))


def _of_text(source: Source, section: Section, around: Context) -> Iterator[Fact]:
    reading = _Reading(source, around)
    barred = False
    targets: list[Fact] = []
    last: list[Fact] = []
    before = ""
    known: set[tuple[object, ...]] = set()
    for sentence in with_headings(source, section):
        if sentence.kind in {"row", "caption"}:
            continue
        if sentence.kind == "heading":
            yield from (*last, *_new(targets, known))
            targets, last = [], []
            barred = is_barred_title(sentence.text)
            reading.head(sentence)
        elif not barred:
            for plain, own in _under_headings(reading, sentence):
                told, steps = reading.read(sentence, plain, own)
                if last and not told and _REPEATED.match(own) and not has_amount(own):
                    told = again_every(last, before, frequencies(own))
                else:
                    yield from last
                    told = told or same_for(last, sentence.place(source), own)
                last, before = told, own
                known.update((*_figures(fact), _people(fact)) for fact in told)
                # The last of several steps is what the dose is raised to.
                targets = steps or targets
    yield from (*last, *_new(targets, known))


def _new(targets: list[Fact], known: set[tuple[object, ...]]) -> list[Fact]:
    """Returns what a dose is raised to where the section has not told it as a dose of these people before."""
    return [fact for fact in targets if (*_figures(fact), _people(fact)) not in known]


def _people(fact: Fact) -> tuple[object, ...]:
    """Returns for whom a dose is."""
    return tuple(getattr(fact.value, name) for name in ("condition", "min_age_months", "max_age_months", "min_weight_kg", "adults"))


def _under_headings(reading: _Reading, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yields the words of a sentence, whole and bare; a heading on a use that has run into them starts the reading anew."""
    own = bare_words(sentence)
    plain = sentence.plain
    heads = [found for found in _USE_HEADING.finditer(plain) if not _TITLE_WORD.search(plain, 0, found.start())]
    if not heads or len(own) != len(plain):
        yield plain, own
        return
    if heads[0].start():
        yield plain[: heads[0].start()], own[: heads[0].start()]
    ends = [head.start() for head in heads[1:]] + [len(own)]
    for head, end in zip(heads, ends, strict=True):
        reading.use(head.group())
        yield plain[head.end() : end], own[head.end() : end]


class _Reading:
    """What the sentences of a section have said so far: for whom and for what the next doses are."""

    def __init__(self, source: Source, around: Context) -> None:
        self._source = source
        self._around = around
        self._context = around
        self._before = ""
        self._announced = ""
        self._criteria = False
        self._parts = components(source)
        self._opened: str | None = None
        self._led: str | None = None
        self._beneath_people = False

    def head(self, sentence: Sentence) -> None:
        """Starts anew under a heading."""
        condition = title_condition(sentence.bare, self._around.approved) or self._led_to(sentence.bare) or self._around.condition
        self._context = self._around._replace(condition=condition, who=who(sentence.plain, self._around.who))
        self._before, self._announced, self._criteria = "", "", False

    def use(self, title: str) -> None:
        """Starts anew under a heading on a use that stands within the text."""
        name = _OF_USE.sub("", title)
        named = title_condition(title, self._around.approved) or purposed(condition_of(name), title.removesuffix(name))
        self._context = self._around._replace(condition=named, who=who(title, self._context.who))
        self._before, self._announced, self._criteria = "", "", False
        self._led = self._opened = None

    def _led_to(self, heading: str) -> str | None:
        """Returns the condition under which a heading of people only ("Adults") stands, None under any other heading.

        It holds where no dose is told between. One named beneath such a heading may reach over the next: then none is told.
        """
        if not _ONLY_PEOPLE.fullmatch(heading):
            self._led, self._opened, self._beneath_people = None, None, False
        elif not self._beneath_people:
            self._led, self._beneath_people = self._opened, True
        return self._led

    def read(self, sentence: Sentence, plain: str, own: str) -> tuple[list[Fact], list[Fact]]:
        """Returns the doses of a part of a sentence, and what it raises the dose to."""
        names = self._source.names
        people, amount = _PEOPLE.search(plain), has_amount(unnamed(own, names))
        if self._of_criteria(sentence, own, amount=amount):
            return [], []
        self._name(own, amount=amount)
        self._opened = None if amount else self._opened
        if sentence.kind != "item":
            self._announced = often_in_words(frequencies(own)) if _ANNOUNCES.search(own) and not amount else ""
        bare = unnamed(_announced(own, self._before) if amount else own, names)
        self._before = "" if amount else own
        free = unbarred(bare) if people or amount else None
        if free is None:
            return [], []
        if not people and _RUN_IN.match(plain):
            self._context = self._context._replace(who=self._around.who)
        # Paragraphs go through the groups of people: who was named last is who the next sentence speaks of.
        before = self._context
        if people:
            self._context = self._context._replace(who=who(plain, self._context.who))
        if not amount or of_another(names, free) or of_component(self._parts, free) or of_another_form(self._source, free):
            return [], []
        if self._announced and not frequencies(free):
            free = f"{free.rstrip(' .')} {self._announced}"
        context = self._context
        if people and (_IF_ONE.match(plain) or parts_by_age(free) is not None):
            self._context = before  # The next sentence is of none of these ages alone.
        return _doses_and_steps(self._source, sentence, free, context)

    def _of_criteria(self, sentence: Sentence, own: str, *, amount: bool) -> bool:
        """Returns whether words tell a dose for those alone who fit the list behind it, or are an item of that list."""
        if _CRITERIA.search(own):
            self._criteria = True
            return True
        self._criteria = self._criteria and not amount and (sentence.kind == "item" or _BULLET.match(own) is not None)
        return self._criteria

    def _name(self, own: str, *, amount: bool) -> None:
        """Takes up the condition that a sentence begins with, or that the one before a dose is made of."""
        approved = self._context.approved
        if approved and (led := approved.at_start(own, lead=True)):
            self._context = self._context._replace(condition=led)
            self._led, self._opened = None, led
        if _starts_with_amount(own) and (named := _named(self._before, self._source)):
            self._context = self._context._replace(condition=named)
        if not amount and _FOR_CONDITION.match(own):
            self._context = self._context._replace(condition=condition_in(own))


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


def _starts_with_amount(text: str) -> bool:
    found = amounts(text[:60])
    return bool(found) and found[0].start <= 3


def _named(before: str, source: Source) -> str | None:
    """Returns the condition that the sentence before a list of doses is made of ("Selected cases of gout in adults.")."""
    if not before or len(before.split()) > _MOST_NAMING:
        return None
    found = condition_of(_QUALIFIED.split(before)[0])
    return None if found and source.names and source.names.search(found) else found
