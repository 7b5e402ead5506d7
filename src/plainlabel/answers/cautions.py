"""What does not go with a medicine: illnesses, other medicines, alcohol and food. Absence is never a yes."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.allergies import allergen_of, quote_allergy, tell_allergy
from plainlabel.answers.case import Case
from plainlabel.answers.cues import Cue, by_strictness, cue_of, forbids, is_fragment, topic_pattern
from plainlabel.answers.indications import people
from plainlabel.answers.mentions_of_topic import AS_ILLNESS, advice_on_topic, answering_roles, roles
from plainlabel.answers.polarity import decide
from plainlabel.answers.quoting import looked_for
from plainlabel.answers.told.dangers import lead_with_dangers
from plainlabel.answers.told.groups import tell_group
from plainlabel.answers.told.held import held
from plainlabel.answers.told.illness import tell_illness
from plainlabel.answers.told.pair_words import ADVICE, PARTNERS
from plainlabel.answers.told.pairs import tell_topic
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.shared_risks import tell_risks_with_group
from plainlabel.answers.told.using import tell_usage
from plainlabel.answers.where_told import places
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import Contraindication, Indication
from plainlabel.retrieval.find import shares_heading, stems
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

_ROLE_WORDS: Final[dict[str, str]] = {
    "swab": "the swab for cleaning the skin",
    "excipient": "an ingredient",
    "study": "people or findings in a study",
    "reaction": "a side effect in a list",
    "condition": "an illness that is treated or that patients had",
    "reference": "the name of another section",
    "probe": "a test substance in a study",
    "heading": "a heading",
    "supply": "the package",
    "other": "something else",
}
CUE_SUMMARY: Final[dict[Cue, str]] = {
    "ban": "The label says not to use {name} with {topic}.",
    "avoid": "The label advises against {topic} with {name}, at least in some cases.",
    "caution": "Take care. The label speaks of {topic} with {name}.",
    "no_data": "The label says too little is known of {name} with {topic}.",
    "no_effect": "The label names no change for {topic} with {name}. Its words are below.",
    "mentioned": "The label speaks of {topic} for {name}. Its words are below.",
}
_AGAINST_IT: Final = "The label advises against {name} with {topic}, at least in some cases."
SOMETIMES: Final = "The label says not to use {name} in some cases with {topic}. Its words are below."
WARNS: Final = re.compile(r"\b(avoid|do not|contraindicated|not recommended|increas\w+ (the )?risk)\b", re.IGNORECASE)
_MEALS: Final = re.compile(
    r"\b(empty stomach|(with|without|after|before|between|during) (or without )?(a )?(food|meals?|eating|breakfast))\b",
    re.IGNORECASE,
)
_BANNED: Final = re.compile(
    r"\bcontra-?indicated\b|\b(do not use|must not|should not) (be )?(use|take|taken|used|given)?", re.IGNORECASE
)
READ: Final = 24
_BY_AGE: Final = frozenset({"children", "older_people"})
_MOST_USES: Final = 9


def answer_contraindication(case: Case) -> None:
    """Returns nothing; the draft lists who must not use the medicine, or tells about the illness asked for."""
    topic = case.question.topic
    if (
        topic is not None
        and topic.words
        and re.search(r"\b(can|could|should|may|is|safe|ok|used?|with|and|in|when|if|allerg\w+)\b", case.question.masked)
    ):
        general = re.search(r"\bcontra-?indicat\w*", case.question.masked) and topic.kind == "words"
        if not general:
            if _group(case) or _told_allergy(case) or tell_illness(case):
                case.draft.certain = True
            else:
                _topic(case, "this")
            return
    _bans(case)


def answer_topic(case: Case) -> None:
    """Returns nothing; the draft tells what the label says of the question's topic."""
    _topic(case, "this")


def _bans(case: Case) -> None:
    facts = held(case.reading, Contraindication)
    terms = list(dict.fromkeys(value.term for _, value in facts))
    if terms:
        case.draft.names += terms
        numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in facts]
        case.draft.summary = (
            f"Do not use {case.name} with: {listed(terms[:4])}."
            if len(terms) <= 4
            else (f"The label names {len(terms)} reasons not to use {case.name}. They are listed below.")
        )
        case.draft.say(f"Reasons on the label not to use it: {listed(terms)}.", "label", *numbers)
    found = tuple(
        each for each in case.reading.all_passages(case.reading.coded("34070-3", "50570-1")) if len((each.text or "").split()) > 2
    ) or (() if terms else case.reading.matching(_BANNED, case.reading.sections))
    if found:
        case.draft.summary = case.draft.summary or case.lead(
            found, f"The label says who must not use {case.name}. Its words are below."
        )
        case.quotes(found)
    elif not terms:
        case.absent("reasons not to use it")


def _topic(case: Case, fallback: str) -> None:
    topic = case.question.topic
    assert topic is not None
    codes = plan(case.question.type, topic.key).codes
    found = advice_on_topic(case, codes)
    pattern = topic_pattern(topic.words)
    if _told_allergy(case) or _told_on_topic(case, found, pattern):
        case.draft.certain = True
        return
    if not found:
        if topic.kind == "medicine" and tell_risks_with_group(case, topic.key, topic.spoken or fallback):
            case.draft.certain = True
        else:
            _silent(case)
        return
    if topic.key == "allergy" and case.reading.full and (allergen := allergen_of(case)):
        quote_allergy(case, found, allergen, not_held_bans)
        return
    if topic.key == "food" and case.reading.full:
        _with_food(case, found)
        return
    case.draft.names += [topic.spoken]
    asked = topic.spoken or fallback
    if not case.reading.full and topic.key in _BY_AGE and _ages(case):
        _by_age(case, (), asked)
        return
    if not case.reading.full:
        spoken = AS_ILLNESS.get(topic.key, asked)
        care = "Take care. " if case.question.type == "interaction" or topic.key == "driving" else ""
        case.draft.summary = f"{care}The label of {case.name} speaks of {spoken}. This copy does not hold its words."
        _named_bans(case, pattern)
        case.draft.outcome = "not_held"
        numbers = [case.draft.cite_found(case.reading, each) for each in found[:4]]
        if where := places(each.section for each in found[:4]):
            case.draft.say(f"It speaks of {spoken} {where}.", "label", *numbers)
        case.point_to_whole_label()
        case.draft.say(ADVICE if case.question.type == "interaction" else "Ask your pharmacist or doctor.", "advice")
        return
    judged = [(cue_of(each, pattern), each) for each in found]
    _judge(case, judged, asked)


def _told_allergy(case: Case) -> bool:
    """Returns whether a fact names the allergy asked about; in the label's whole text its words answer."""
    topic = case.question.topic
    if topic is None or not topic.key.startswith("allergy") or case.reading.full:
        return False
    allergen = allergen_of(case)
    return bool(allergen) and tell_allergy(case, allergen)


def _group(case: Case) -> bool:
    """Returns whether facts answered a question on an age; in the label's whole text that is left to its words."""
    topic = case.question.topic
    return topic is not None and topic.key in _BY_AGE and not case.reading.full and tell_group(case, topic.key)


def _told_on_topic(case: Case, found: tuple[Found, ...], pattern: re.Pattern[str]) -> bool:
    """Returns whether facts decided on a food, a drink, a vaccine or a kind of medicine; in an edition of facts on an illness."""
    topic = case.question.topic
    assert topic is not None
    asked = topic.spoken
    if topic.key == "food" and not asks("asks_milk").search(case.question.masked) and tell_usage(case):
        return True
    if case.question.type == "interaction" or topic.key in PARTNERS:
        banned = case.reading.full and any(
            forbids(cue_of(each, pattern), each, pattern, of_an_illness=False) for each in found[:READ]
        )
        return tell_topic(case, asked, also_banned=banned)
    return not case.reading.full and tell_illness(case)


def _named_bans(case: Case, pattern: re.Pattern[str]) -> None:
    """Returns nothing; an edition of facts still holds the terms of the contraindications, which come first."""
    facts = [(fact, fact.value) for fact in case.reading.facts("contraindication") if isinstance(fact.value, Contraindication)]
    hits = [(fact, value) for fact, value in facts if pattern.search(value.term)]
    if hits:
        terms = list(dict.fromkeys(value.term for _, value in hits))
        numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in hits]
        case.draft.say(f"Reasons on the label not to use it: {listed(terms)}.", "label", *numbers)


def _ages(case: Case) -> bool:
    return any(isinstance(fact.value, Indication) and people(fact.value) for fact in case.reading.facts("indication"))


def _judge(case: Case, judged: list[tuple[Cue, Found]], asked: str) -> None:
    topic = case.question.topic
    if topic is not None and topic.key in _BY_AGE:
        _by_age(case, tuple(each for _, each in judged), asked)
        return
    headed = stems(topic.words) if topic is not None else ()
    ordered = by_strictness(sorted(judged[:READ], key=lambda each: not shares_heading(each[1].section, headed)))
    cue, first = ordered[0]
    assert topic is not None
    spoken = AS_ILLNESS.get(topic.key, asked) if case.question.type in {"contraindication", "other"} else asked
    illness = case.question.type != "interaction"
    no = forbids(cue, first, topic_pattern(topic.words), of_an_illness=illness) and not (illness and topic.key in AS_ILLNESS)
    template = SOMETIMES if cue == "ban" and not no else (_AGAINST_IT if illness and cue == "avoid" else CUE_SUMMARY[cue])
    case.draft.summary = template.format(name=case.name, topic=spoken)
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=no)
    case.quotes((first, *(each for _, each in ordered[1:]), *(each for _, each in judged[READ:])))
    if not illness:
        lead_with_dangers(case, topic_pattern(topic.words))
    not_held_bans(case)
    case.draft.say(
        ADVICE if case.question.type == "interaction" else "Ask your doctor or pharmacist what this means for you.", "advice"
    )


def _with_food(case: Case, found: tuple[Found, ...]) -> None:
    """Returns nothing; food is a matter of when to take it: the label's words lead, never a bare yes or no."""
    found = tuple(sorted(found, key=lambda each: (not _MEALS.search(each.text or ""), is_fragment(each))))
    case.draft.summary = case.lead(found, f"The label says how {case.name} goes with food. Its words are below.")
    if case.question.yes_no:
        case.draft.verdict = "depends"
    case.quotes(found)
    case.draft.say("Ask your pharmacist how to time it with your meals.", "advice")


def not_held_bans(case: Case) -> None:
    """Returns nothing; where only parts of a label are held, a missing part on who must not take it is told."""
    if case.reading.label.partial and not any(each.characters for each in case.reading.coded("34070-3", "50570-1")):
        case.draft.say("The part of the label on who must not take it is not in this copy. Ask your pharmacist about it.", "advice")


def _by_age(case: Case, found: tuple[Found, ...], asked: str) -> None:
    """Returns nothing; a question on an age group gets the ages of the approved uses and the label's own part on that age."""
    if case.question.yes_no:
        case.draft.verdict = "depends"
    case.draft.summary = f"It depends on the age and the use. What the label says on {asked} is below."
    if not case.reading.full:
        case.draft.summary = "It depends on the age and the use. The ages of the approved uses are below."
        case.draft.notice(f"The label says more on {asked}.")
        case.point_to_whole_label()
    for fact in case.reading.facts("indication")[:_MOST_USES]:
        if isinstance(fact.value, Indication) and people(fact.value):
            case.draft.say(
                f"Approved for {lower_words(fact.value.condition)}: {people(fact.value)}.",
                "label",
                case.draft.cite_fact(case.reading, fact),
            )
    case.quotes(found)
    case.draft.say("Ask your doctor or pharmacist what this means for you.", "advice")


def _silent(case: Case) -> None:
    topic = case.question.topic
    assert topic is not None
    elsewhere = roles(case)
    case.absent(looked_for(case), listed=topic.listed)
    told = [f"{_ROLE_WORDS.get(role, role)} ({count})" for role, count in elsewhere.items() if role not in answering_roles(case)]
    if case.draft.outcome == "silent" and told:
        number = case.draft.cite_label(case.reading.label)
        case.draft.statements.insert(
            1,
            case.draft.statement(
                f"Where it says \u201c{topic.words[0]}\u201d or the like, it means {listed(told)}.", "label", number
            ),
        )
