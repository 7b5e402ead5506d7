"""Doses told by pointing to another: the dose to begin again with after a stop, and the same dose for a further condition."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from plainlabel.facts.dosage_amounts import amounts, joined, route
from plainlabel.facts.dosage_context import condition_in
from plainlabel.facts.dosage_frequency import frequencies
from plainlabel.facts.dosage_series import as_often
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_AGAIN = pattern("dosage.begins_again")
_BAR = pattern("dosage.again_bar")
_SAME = pattern("dosage.same_for")
_CONDITION = "re-initiation"


def begun_again(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the doses that treatment is begun again with after a stop; what changes for a reaction or a test is none."""
    if not any(word in section.text for word in ("nitiat", "estart")) or _BAR.search(section.title):
        return
    for passage in source.full_text(section):
        sentence = Sentence(section, passage.start, passage.end, passage.kind)
        found = _AGAIN.search(sentence.bare) if passage.kind != "row" else None
        if found is None or _BAR.search(sentence.bare):
            continue
        told = joined(sentence.bare, amounts(sentence.bare))
        amount = told[0] if len(told) == 1 and told[0].start == found.end() else None
        often = frequencies(sentence.bare[amount.end :]) if amount else []
        for dose in as_often("starting", amount, often) if amount and often else ():
            if dose.every_hours or dose.per_day:
                value = structs.replace(dose, condition=_CONDITION, route=route(sentence.bare))
                yield Fact(value, sentence.place(source))


def same_for(last: list[Fact], place: Place, text: str) -> list[Fact]:
    """Returns the doses told last for one more condition, where a sentence says that the same are used for it."""
    condition = condition_in(text) if last and _SAME.match(text) else None
    if condition is None:
        return []
    doses = [fact.value for fact in last if isinstance(fact.value, Dosage) and fact.value.phase == "usual"]
    return [Fact(structs.replace(one, condition=condition), place) for one in doses]
