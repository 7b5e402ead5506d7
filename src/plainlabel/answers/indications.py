"""What a medicine is for: every approved use with its ages, from indication facts."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.told.limits import limited
from plainlabel.answers.wording import age, article, capital, figure, in_sentence, listed, lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Indication
from plainlabel.questions.topics import content_words

_IN_SUMMARY: Final = 10
_SHORT: Final = 4
_IN_INFORMATION: Final = 3
_ASKS_ONE: Final = re.compile(
    r"^(is|are|was|were|has|does|do|did|can|will|could|would)\b|\b(treat|treats|good for|help|helps|cure|prevent|lower)\b"
)
_NO_CONDITION: Final = re.compile(r"\d|^(?:is|are|was|were|has|have)\b")
_USED_FOR: Final = re.compile(r"\b(prescription medicine|is used|are used|used (to|for|in|along))\b", re.IGNORECASE)
_INDICATED: Final = re.compile(r"\b(is|are) (indicated|used|approved) (for|to|in|as)\b|\bindications? and usage\b", re.IGNORECASE)
_NEXT_BEGUN: Final = re.compile(r"[ ,]+(?:and )?(?:for )?the (?:management|treatment|relief|prevention)\Z", re.IGNORECASE)
"""The beginning of the next item of a list, read as the end of a use."""
_DOING: Final = {
    "reduces": "reducing",
    "relieves": "relieving",
    "helps": "helping",
    "treats": "treating",
    "prevents": "preventing",
    "controls": "controlling",
    "kills": "killing",
    "lowers": "lowering",
    "protects": "protecting",
    "soothes": "soothing",
}
_VERB: Final = re.compile(rf"(?P<how>temporarily |quickly )?(?P<verb>{'|'.join(_DOING)})\b", re.IGNORECASE)
_ADULT_MONTHS: Final = 18 * 12


def answer_indication(case: Case) -> None:
    """Returns nothing; the draft names the approved uses, or tells whether the one asked about is among them."""
    facts = _facts(case)
    wanted = _asked_condition(case)
    if not facts:
        _quoted(case, wanted)
        return
    if wanted is not None:
        own = topic_pattern([word for word in content_words(case.question.masked) if len(word) > _SHORT])
        if not any(wanted.search(value.condition) for _, value in facts) and any(own.search(value.condition) for _, value in facts):
            wanted = own  # "Quit smoking": the words themselves name the use, whatever topic they were read as.
        _one(case, facts, wanted)
    else:
        _all(case, facts)


def answer_information(case: Case) -> None:
    """Returns nothing; the draft tells what the medicine is: class and uses."""
    classes = class_names(case.reading.label, "EPC")
    facts = _facts(case)
    if not classes:
        answer_indication(case)
        return
    answer_indication(case)
    if case.draft.outcome != "answered":
        case.draft.outcome = "answered"
        case.draft.summary = ""
    first = f"{case.name} is {article(in_sentence(classes[0]))}."
    count = len({value.condition.lower() for _, value in facts})
    if count > _IN_INFORMATION:
        case.draft.summary = f"{_is_for(case, 'It')} {count} uses. They are listed below."
    case.draft.names += [in_sentence(name) for name in classes]
    case.draft.summary = f"{first} {case.draft.summary}" if facts or case.draft.summary else first
    case.draft.say(f"FDA classes it as {listed(classes)}.", "class", case.draft.cite_label(case.reading.label, "FDA class"))


def use_of(value: Indication) -> str:
    """Returns one approved use with its ages, weight and role: "asthma: adults and children 6 years and older, as an add-on"."""
    parts = [part for part in (people(value), _weight(value)) if part]
    role = {"add-on": "as an add-on to other treatment"}.get(value.role or "", value.role or "")
    told = ", ".join([*parts, *([role] if role else [])])
    condition = use_in_words(value.condition)
    return f"{condition}: {told}" if told else condition


def use_in_words(condition: str) -> str:
    """Returns a use as it stands behind "for": the verb of a label sold freely ("relieves pain") becomes "relieving pain"."""
    words = _NEXT_BEGUN.sub("", lower_words(condition))
    verb = _VERB.match(words)
    return f"{verb['how'] or ''}{_DOING[verb['verb'].lower()]}{words[verb.end() :]}" if verb else words


def people(value: Indication) -> str:
    """Returns the ages of an approved use in words, empty where the label names none."""
    low, high = value.min_age_months, value.max_age_months
    if low == 0 and high is None:
        return "adults, children and babies" if value.adults is not False else "children and babies"
    if low is not None and high is not None:
        return f"people {age(low)} to {age(high)} old"
    if low is not None and low >= _ADULT_MONTHS:
        return "adults" if low == _ADULT_MONTHS else f"people {age(low)} and older"
    if low is not None:
        return f"{'adults and children' if value.adults is not False else 'children'} {age(low)} and older"
    if high is not None:
        return f"people up to {age(high)} old"
    return "adults" if value.adults else ""


def _weight(value: Indication) -> str:
    return f"weighing at least {figure(value.min_weight_kg)} kg" if value.min_weight_kg else ""


def _is_for(case: Case, name: str) -> str:
    """Returns the words before what it is for: of what is sold without an application to FDA nobody may say "approved"."""
    return f"The label gives {name if name != 'It' else 'it'} for" if _unapproved(case) else f"{name} is approved for"


def _unapproved(case: Case) -> bool:
    """Returns whether a label is of a medicine sold without a prescription that no application stands behind, as far as is held."""
    label = case.reading.label
    return "OTC" in (label.document_type or "") and not any(product.application for product in label.products)


def _facts(case: Case) -> list[tuple[Fact, Indication]]:
    return [(fact, fact.value) for fact in case.reading.facts("indication") if isinstance(fact.value, Indication)]


def _told(case: Case, fact: Fact, value: Indication, lead: str = "") -> str:
    """Returns one use as a sentence, with what its passage limits it to ("after other treatment") where that is held."""
    return limited(case.reading, fact, capital(f"{lead}{use_of(value)}."))


def _asked_condition(case: Case) -> re.Pattern[str] | None:
    if not _ASKS_ONE.search(case.question.masked) or re.search(r"^(what|why)\b", case.question.masked):
        return None
    topic = case.question.topic
    if topic and topic.kind == "words" and _NO_CONDITION.search(topic.asked):
        return None
    words = topic.words if topic and topic.kind == "topic" else content_words(case.question.masked)
    return topic_pattern(words) if words else None


def _all(case: Case, facts: list[tuple[Fact, Indication]]) -> None:
    conditions = list(dict.fromkeys(use_in_words(value.condition) for _, value in facts))
    case.draft.names += conditions
    for fact, value in facts:
        case.draft.say(_told(case, fact, value), "label", case.draft.cite_fact(case.reading, fact))
    if not all(people(value) for _, value in facts):
        case.draft.say("Where no age stands here, open the source: the label tells who each use is for.", "advice")
    if _unapproved(case):
        case.draft.say("FDA does not check every medicine sold without a prescription before it is sold.", "advice")
    if len(conditions) <= 3:
        case.draft.summary = f"{_is_for(case, case.name)} {listed(conditions)}."
    elif len(conditions) <= _IN_SUMMARY:
        case.draft.summary = f"{_is_for(case, case.name)} {len(conditions)} uses: {listed(conditions)}."
    else:
        case.draft.summary = f"{_is_for(case, case.name)} {len(conditions)} uses. They are listed below."


def _one(case: Case, facts: list[tuple[Fact, Indication]], wanted: re.Pattern[str]) -> None:
    hits = [(fact, value) for fact, value in facts if wanted.search(value.condition)]
    asked = case.question.topic.asked if case.question.topic else "that"
    if hits:
        case.draft.names.append(asked)
        under = case.question.person.child or case.question.person.pregnant
        case.draft.verdict = "depends" if under else "yes"
        lead = "It depends." if under else "Yes."
        case.draft.names += [use_in_words(value.condition) for _, value in hits]
        uses = listed(list(dict.fromkeys(use_in_words(value.condition) for _, value in hits)))
        case.draft.summary = f"{lead} {_is_for(case, case.name)} {uses}."
        for fact, value in hits:
            case.draft.say(_told(case, fact, value), "label", case.draft.cite_fact(case.reading, fact))
        return
    leaflets = case.reading.matching(wanted, case.reading.coded("42231-1", "34076-0", "42230-3"))
    found = case.reading.matching(wanted, case.reading.coded("34067-9", "55105-1")) or tuple(
        each for each in leaflets if _USED_FOR.search(each.text or "")
    )
    if found:
        case.draft.summary = case.lead(found, "The label speaks of this with the uses. Its words are below.")
        case.quotes(found)
    else:
        number = case.draft.cite_label(case.reading.label, "Indications and Usage")
        case.draft.names.append(asked)
        if case.reading.whole:
            case.draft.summary = f"The label does not list {asked} among the uses of {case.name}."
            case.draft.say(f"{_counted(len(facts))} on the label {_do(len(facts))} not name {asked}.", "label", number)
        else:
            case.draft.summary = f"The uses of {case.name} that this copy holds do not name {asked}."
            case.draft.say(f"{_counted(len(facts))} held here {_do(len(facts))} not name {asked}.", "label", number)
    for fact, value in facts[:5]:
        case.draft.say(_told(case, fact, value, "A use on the label: "), "label", case.draft.cite_fact(case.reading, fact))
    case.draft.say("Doctors may use a medicine for more than its label lists. Ask yours.", "advice")


def _counted(uses: int) -> str:
    return f"The {uses} uses" if uses != 1 else "The one use"


def _do(uses: int) -> str:
    return "do" if uses != 1 else "does"


def _quoted(case: Case, wanted: re.Pattern[str] | None) -> None:
    sections = case.reading.coded("34067-9", "55105-1")
    found = tuple(
        each for each in case.reading.all_passages(sections) if len((each.text or "").split()) > 3
    ) or case.reading.matching(_INDICATED, case.reading.sections)
    if not found:
        case.absent("what it is approved for")
        return
    case.draft.summary = case.lead(found[:1], f"The label says what {case.name} is for. Its words are below.")
    topic = case.question.topic
    if wanted is not None and topic is not None and not any(wanted.search(each.text or "") for each in found):
        case.draft.names.append(topic.asked)
        case.draft.summary = f"The label does not name {topic.asked} among the uses of {case.name}. They are below."
    case.quotes(found, 4)
