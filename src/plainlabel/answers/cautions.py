"""What does not go with a medicine: illnesses, other medicines, alcohol and food. Absence is never a yes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin
from plainlabel.answers.cues import BAN_SECTIONS, Cue, cue_of, strictest, topic_pattern
from plainlabel.answers.indications import people
from plainlabel.answers.mentions_of_topic import advice_on_topic, answering_roles, roles
from plainlabel.answers.quoting import looked_for
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.fact import Contraindication, Indication
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found, Reading

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
_CUE_SUMMARY: Final[dict[Cue, str]] = {
    "ban": "The label says not to use {name} with {topic}.",
    "avoid": "The label asks for care with {topic}, or advises against {name} then.",
    "caution": "Take care. The label speaks of {topic} with {name}.",
    "no_data": "The label says too little is known of {name} with {topic}.",
    "no_effect": "The label names no change for {topic} with {name}. Its words are below.",
    "mentioned": "The label speaks of {topic} for {name}. Its words are below.",
}
_BY_AGE: Final = frozenset({"children", "older_people"})
_MOST_USES: Final = 9
_ADVICE: Final = "Ask your pharmacist or doctor before you use them together."


def answer_contraindication(case: Case) -> None:
    """Returns nothing; the draft lists who must not use the medicine, or tells about the illness asked for."""
    topic = case.question.topic
    if (
        topic is not None
        and topic.words
        and re.search(r"\b(can|could|should|may|is|safe|ok|used?|with|when|if|allerg\w+)\b", case.question.masked)
    ):
        general = re.search(r"\bcontra-?indicat\w*", case.question.masked) and topic.kind == "words"
        if not general:
            _topic(case, "this")
            return
    _bans(case)


def answer_interaction(case: Case) -> None:
    """Returns nothing; the draft tells what the labels say of the two together, or lists what does not go with it."""
    if case.others:
        _medicines(case)
    elif case.question.topic is not None and case.question.topic.words:
        _topic(case, "this")
    else:
        _all(case)


def answer_topic(case: Case) -> None:
    """Returns nothing; the draft tells what the label says of the question's topic."""
    _topic(case, "this")


def _bans(case: Case) -> None:
    facts = [(fact, fact.value) for fact in case.reading.facts("contraindication") if isinstance(fact.value, Contraindication)]
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
    )
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
    if not found:
        _silent(case)
        return
    pattern = topic_pattern(topic.words)
    case.draft.names += [topic.spoken]
    asked = topic.spoken or fallback
    if not case.reading.full:
        case.draft.summary = f"The label of {case.name} speaks of {asked}. This copy does not hold its words."
        case.draft.outcome = "not_held"
        sections = list(dict.fromkeys(each.section.title for each in found))[:4]
        numbers = [case.draft.cite_found(case.reading, each) for each in found[:4]]
        case.draft.say(f"It does so under: {listed(sections)}.", "label", *numbers)
        case.draft.notice(f"Get the whole label with `plainlabel add {case.reading.label.set_id}`, then ask again.")
        case.draft.say(_ADVICE if case.question.type == "interaction" else "Ask your pharmacist or doctor.", "advice")
        return
    judged = [(cue_of(each, pattern), each) for each in found]
    _judge(case, judged, asked)


def _judge(case: Case, judged: list[tuple[Cue, Found]], asked: str) -> None:
    topic = case.question.topic
    if topic is not None and topic.key in _BY_AGE:
        _by_age(case, tuple(each for _, each in judged), asked)
        return
    best = strictest(judged[:24])
    assert best is not None
    cue, first = best
    case.draft.summary = _CUE_SUMMARY[cue].format(name=case.name, topic=asked)
    if case.question.yes_no:
        case.draft.verdict = "no" if cue == "ban" and first.section.code in BAN_SECTIONS else "depends"
        case.draft.summary = f"{'No.' if case.draft.verdict == 'no' else 'It depends.'} {case.draft.summary}"
    case.quotes((first, *(each for _, each in judged if each is not first)))
    case.draft.say(
        _ADVICE if case.question.type == "interaction" else "Ask your doctor or pharmacist what this means for you.", "advice"
    )


def _by_age(case: Case, found: tuple[Found, ...], asked: str) -> None:
    """Returns nothing; a question on an age group gets the ages of the approved uses and the label's own part on that age."""
    if case.question.yes_no:
        case.draft.verdict = "depends"
    case.draft.summary = f"It depends on the age and the use. What the label says on {asked} is below."
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


def _medicines(case: Case) -> None:
    judged: list[tuple[Cue, Found, Reading]] = []
    names = []
    for mention, other in case.others[:2]:
        title = mention.name.name if mention.name else mention.asked
        names.append(title)
        pattern = topic_pattern(_called(mention, other))
        judged += [(cue_of(each, pattern), each, case.reading) for each in _mentions(case.reading, pattern)]
        if other is not None:
            back = topic_pattern([case.name, *case.medicine.ingredients, *_class_words(case.reading, case.medicine.ingredients)])
            judged += [(cue_of(each, back), each, other) for each in _mentions(other, back)]
    case.draft.names += names
    asked = listed(names)
    readings = [case.reading, *[other for _, other in case.others if other is not None]]
    if not judged:
        _no_pair(case, asked, readings)
        return
    best = strictest([(cue, found) for cue, found, _ in judged])
    assert best is not None
    cue, first = best
    case.draft.summary = _CUE_SUMMARY[cue].format(name=case.name, topic=asked)
    if case.question.yes_no:
        case.draft.verdict = "no" if cue == "ban" and first.section.code in BAN_SECTIONS else "depends"
        case.draft.summary = f"{'No.' if case.draft.verdict == 'no' else 'It depends.'} {case.draft.summary}"
    ordered = sorted(judged, key=lambda each: each[1] is not first)
    for _, found, reading in ordered[:4]:
        case.quote_from(reading, found)
    case.draft.say(_ADVICE, "advice")


def _no_pair(case: Case, asked: str, readings: list[Reading]) -> None:
    if all(reading.whole for reading in readings) and len(readings) > 1:
        case.draft.outcome = "silent"
        case.draft.summary = "Neither label speaks of the other one."
        numbers = [case.draft.cite_label(reading.label) for reading in readings]
        case.draft.say(f"We looked through both labels for {case.name} and {asked}, and for their classes.", "label", *numbers)
        case.draft.say("No statement is not the same as safe. Ask your pharmacist about the two together.", "advice")
        return
    case.absent(asked)
    if case.draft.outcome == "silent":
        case.draft.notice(f"No label of {asked} is held here, so only the label of {case.name} was read.")


def _called(mention: Mention, other: Reading | None) -> list[str]:
    """Returns the words another medicine goes by in a label: its name, its ingredients, and its classes where known."""
    names, ingredients = [mention.asked], list[str]()
    if mention.name is not None:
        ingredients = [part for each in mention.name.ingredients[:6] for part in each]
        names += [mention.name.name, *ingredients]
    return [*names, *_class_words(other, ingredients)]


def _class_words(reading: Reading | None, ingredients: Iterable[str]) -> list[str]:
    named = [each.name for each in reading.label.classes if each.kind == "EPC"] if reading is not None else []
    return [*named, *kin(ingredients, named)]


def _mentions(reading: Reading, pattern: re.Pattern[str]) -> tuple[Found, ...]:
    codes = plan("interaction").codes
    found = reading.matching(pattern, reading.coded(*codes)) if reading.full else ()
    return tuple(each for each in found if len((each.text or "").split()) > 2)[:6]


def _all(case: Case) -> None:
    found = tuple(
        each
        for each in case.reading.all_passages(case.reading.coded("34073-7", "50568-5", "50569-3"))
        if len((each.text or "").split()) > 4
    )
    if not found:
        case.absent("medicines and foods that do not go with it")
        return
    case.draft.summary = f"The label lists what does not go well with {case.name}. Its words are below."
    case.quotes(found, 5)
    case.draft.say("Show your pharmacist all you take, also herbs and vitamins.", "advice")
