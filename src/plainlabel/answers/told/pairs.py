"""Two things at once, from the facts of both labels: partners by name, by class and by enzyme, the strictest advice first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.polarity import asks_whether_they_interact, decide
from plainlabel.answers.told.dangers import lead_with_dangers
from plainlabel.answers.told.held import beside, held, tell
from plainlabel.answers.told.pair_facts import LEVEL, groups, level_of, matching, ordered
from plainlabel.answers.told.pair_words import ADVICE, LEVELS, Told, in_words
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import Interaction
from plainlabel.retrieval.reading import Found, Reading

_MOST: Final = 6
_SHORTEST: Final = 4


def tell_topic(case: Case, asked: str, *, also_banned: bool) -> bool:
    """Returns whether facts decided on a food, a drink, a vaccine or a kind of medicine that the question names."""
    topic = case.question.topic
    assert topic is not None
    named = matching(case.reading, topic_pattern(topic.words), "name")
    seen = {id(each.fact) for each in named}
    found = ordered([*named, *(each for each in matching(case.reading, groups([topic.key]), "group") if id(each.fact) not in seen)])
    if topic.key == "vaccines" and found and not asks("live_vaccine").search(case.question.masked):
        return _vaccines(case, found)
    return tell_pair(case, found, asked, also_banned=also_banned)


def _vaccines(case: Case, found: list[Told]) -> bool:
    """Returns True; advice against live vaccines is no advice against all: the question did not say which kind."""
    live = any(each.level in {"avoid", "contraindicated"} for each in found)
    case.draft.summary = (
        f"It depends on the vaccine. The label says to avoid live vaccines with {case.name}. Ask if yours is live."
        if live
        else f"The label speaks of vaccines with {case.name}. Ask your doctor which you can have."
    )
    if case.question.yes_no:
        case.draft.verdict = "depends"
    facts = [(each.fact, each.fact.value) for each in found]
    tell(case, facts, most=_MOST)
    beside(case, facts, 2)
    case.draft.say("Tell the person who gives the vaccine that you use this medicine.", "advice")
    return True


def tell_pair(
    case: Case, found: list[Told], asked: str, *, also_banned: bool = False, passages: Sequence[tuple[Found, Reading]] = ()
) -> bool:
    """Returns whether facts decided on the two together; `also_banned` tells that a passage forbids what no fact does.

    `passages` are the words found in the labels, the strictest first: those of a label without such a fact are quoted too.
    """
    every = found
    if case.reading.full:  # The label's own words are held: a mere group by effect decides nothing.
        known = {"name", "class", "wide"} if passages else {"name", "class", "wide", "enzyme"}
        found = [each for each in found if each.how in known]
    if not found or (also_banned and found[0].level not in {"contraindicated", "avoid"}):
        return False
    _decide(case, found[0], asked)
    if {"no_change"} < {each.level for each in found if each.how in {"name", "class", "wide"}}:
        case.draft.summary += " The labels do not say the same; see below."
    for reading in dict.fromkeys(each.reading for each in found):
        own = [(each.fact, each.fact.value) for each in found if each.reading is reading]
        tell(case, own, most=_MOST, reading=reading)
    _explain(case, found[0], asked)
    if found[0].reading is case.reading and found[0].level != "no_change":
        lead_with_dangers(case, topic_pattern([asked, *_partner_words(found[0])]))
    for reading in dict.fromkeys(each.reading for each in found[:_MOST]):
        beside(case, [(each.fact, each.fact.value) for each in found if each.reading is reading], 2, reading)
    for each in [one for one in every if one not in found][:2]:
        tell(case, [(each.fact, each.fact.value)], reading=each.reading)
    told = {id(each.reading) for each in found}
    for passage, reading in [pair for pair in passages if id(pair[1]) not in told][:2]:
        case.quote_from(reading, passage)
    case.draft.say(ADVICE, "advice")
    return True


def _decide(case: Case, first: Told, asked: str) -> None:
    value = first.fact.value
    sure = first.how in {"name", "class"}
    case.draft.names += [asked]
    case.draft.summary = in_words(case, asked, first, value)
    if not case.question.yes_no:
        return
    strict = first.level in {"contraindicated", "avoid"}
    if first.level == "no_change" and not asks_whether_they_interact(case.question.masked):
        case.draft.verdict = "depends"
        return
    warned = first.level in {"contraindicated", "avoid", "change", "care"}
    decide(case.draft, case.question.masked, forbidden=strict and sure, warned=warned and sure)


def _partner_words(first: Told) -> list[str]:
    """Returns the words the other medicine goes by in the fact that decided, in singular: a label uses both."""
    value = first.fact.value
    return [value.partner.removesuffix("s")] if isinstance(value, Interaction) else []


def _explain(case: Case, first: Told, asked: str) -> None:
    """Returns nothing; where the partner was recognised by its class, group or enzyme, that is said."""
    if first.how == "name":
        return
    value = first.fact.value
    partner = value.partner if isinstance(value, Interaction) else ""
    if partner:
        own = first.reading is case.reading
        labels = [reading.label for _, reading in case.others if reading is not None] if own else [case.reading.label]
        by_fda = topic_pattern(name for label in labels for name in class_names(label, "EPC")).search(partner)
        why = "what its own label says of that enzyme" if first.how == "enzyme" else "its FDA class" if by_fda else "our list"
        case.draft.say(
            f"We count {asked if own else case.name} among \u201c{lower_words(partner)}\u201d by {why}. "
            "Ask your pharmacist if it is one.",
            "computed",
            case.draft.cite_fact(first.reading, first.fact),
        )


def tell_all_pairs(case: Case) -> bool:
    """Returns whether facts list what does not go with the medicine; the strictest are named first."""
    found = [
        Told(fact, case.reading, "name", LEVEL.get(value.advice or "", level_of(value)))
        for fact, value in held(case.reading, Interaction)
        if value.partner_kind != "test"
    ]
    if not found:
        return False
    found.sort(key=lambda each: LEVELS.index(each.level))
    strict = list(dict.fromkeys(_partner(each) for each in found if each.level in {"contraindicated", "avoid"}))
    rest = list(dict.fromkeys(_partner(each) for each in found if each.level not in {"contraindicated", "avoid"}))
    case.draft.names += [*strict, *rest]
    if strict:
        case.draft.summary = f"Do not use {case.name} with {listed(_shortest(strict)[:4], 'or')}. More is listed below."
    else:
        case.draft.summary = f"Take care with {case.name} and {listed(_shortest(rest)[:4], 'or')}. More is listed below."
    tell(case, [(each.fact, each.fact.value) for each in found], most=14)
    case.draft.say("Show your pharmacist all you take, also herbs and vitamins.", "advice")
    return True


def _partner(each: Told) -> str:
    return lower_words(each.fact.value.partner) if isinstance(each.fact.value, Interaction) else ""


def _shortest(names: list[str]) -> list[str]:
    """Returns the names short enough for a first sentence, else all."""
    return [name for name in names if len(name.split()) <= _SHORTEST] or names
