"""Answers in the label's own words: for question types whose facts are not extracted, and where facts are missing."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.wording import listed
from plainlabel.retrieval.find import find, query_words, shares_heading, stems
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

_CLEAR: Final = 1.15
"""Score from which a passage answers: a first-rank section with a fair share of the words, or a heading that shares one."""

LEADS: Final[dict[str, str]] = {
    "action": "The label says how {name} works. Its words are below.",
    "action_time": "The label speaks of the time course of {name}. Its words are below.",
    "appearance": "The label says what {name} looks like. Its words are below.",
    "dose": "The dose of {name} depends on the person and the use. The label's words are below.",
    "effectiveness": "The label reports studies of {name}. Its words are below.",
    "forgotten_dose": "The label says what to do after a missed dose. Its words are below.",
    "usage": "The label says how to use {name}. Its words are below.",
    "usage_time": "The label says when to use {name}. Its words are below.",
}
_SHARE: Final = 0.34
"""Share of the question's words that a clear passage holds."""
_HEADING_WORDS: Final = 4
_LEAD: Final = "The label of {name} speaks of this. Its words are below."

WORDS: Final[dict[str, re.Pattern[str]]] = {
    "forgotten_dose": re.compile(
        r"\b(miss(ed|es|ing)?|forg[eo]t\w*|skip\w*)\b.{0,60}\b(dose|doses|injection|tablets?|take|application|it)\b", re.IGNORECASE
    ),
    "action_time": re.compile(
        r"\b(half-li\w+|"
        r"onset of (\w+ ){0,3}(action|effects?|response|relief|activity|sedation|sleep|benefit)|"
        r"as early as|within (the first |approximately |about )?\d+ (minutes|hours|days|weeks)|"
        r"steady[- ]state|T\s?max|"
        r"(reached|achieved|occur(s|red)?|observed|seen|maximal|peak) (with)?(in|at|by|after)( about| approximately)? "
        r"(\d|week|one|two|several)|"
        r"duration of (action|effect))\b",
        re.IGNORECASE,
    ),
    "usage_time": re.compile(
        r"\b(once|twice|daily|weekly|monthly|every \d*\s*(other )?(hours?|days?|weeks?|months?)|bedtime|morning|evening|"
        r"same time|meals?|"
        r"duration|for \d+ (days|weeks|months)|times (a|per) (day|week)|hours? (before|after))\b",
        re.IGNORECASE,
    ),
    "usage": re.compile(
        r"\b(administer\w*|tak(e|en)|swallow\w*|inject\w*|apply|applied|inhal\w*|instill\w*|infus\w*|dissolve\w*|chew\w*|"
        r"subcutaneous\w*|intravenous\w*|oral(ly)?|dilut\w*|reconstitut\w*|use)\b",
        re.IGNORECASE,
    ),
    "pronunciation": re.compile(r"[\[(][A-Za-z]+(?:[-\u2013 '][A-Za-z]+){1,5}[\])]"),
    "effectiveness": re.compile(
        r"\b(efficacy|effective\w*|response rate|survival|improve\w*|reduc\w+|endpoint|compared (with|to))\b", re.IGNORECASE
    ),
}
"""What a passage must say to answer a type, beside standing in the right section."""

FIRST: Final[dict[str, re.Pattern[str]]] = {
    "forgotten_dose": re.compile(
        r"\b(as soon as|remember|skip|within \d+|next (scheduled )?dose|miss(ed|es)? (a|your) dose)\b", re.IGNORECASE
    ),
}
"""What the best of these passages say: what to do comes before what not to do."""


def answer_by_quote(case: Case, passages: tuple[Found, ...] | None = None) -> None:
    """Returns nothing; quotes the passages that answer (`passages`, else those of the type), or says that none does."""
    found = ranked_for_type(case) if passages is None else passages
    if not found:
        case.absent(looked_for(case), listed=bool(case.question.topic and case.question.topic.listed))
        return
    if not case.reading.full:
        case.not_held(looked_for(case))
        case.draft.say(
            "Sections of the label that may answer: " + "; ".join(dict.fromkeys(each.section.title for each in found[:3])) + ".",
            "label",
            *[case.draft.cite_found(case.reading, each) for each in found[:3]],
        )
        return
    lead = LEADS.get(case.question.type, _LEAD).format(name=case.name)
    topic = case.question.topic
    if case.question.type == "usage" and (topic is None or topic.kind == "words"):
        case.draft.summary = f"{route_sentence(case)} {lead}".strip()
    elif case.question.type in {"usage", "usage_time"}:
        case.draft.summary = case.lead(found[:1], lead)
    elif case.question.type in {"action_time", "effectiveness"}:
        case.draft.summary = lead
    else:
        case.draft.summary = case.lead(found, lead)
    case.quotes(found)


ROUTES: Final[dict[str, str]] = {
    "oral": "by mouth",
    "subcutaneous": "as a shot under the skin",
    "intravenous": "into a vein",
    "intramuscular": "as a shot into a muscle",
    "topical": "on the skin",
    "cutaneous": "on the skin",
    "transdermal": "through the skin, as a patch or gel",
    "ophthalmic": "in the eye",
    "auricular (otic)": "in the ear",
    "nasal": "in the nose",
    "respiratory (inhalation)": "by breathing it in",
    "inhalation": "by breathing it in",
    "rectal": "in the rectum",
    "vaginal": "in the vagina",
    "sublingual": "under the tongue",
    "buccal": "inside the cheek",
    "intravitreal": "as a shot into the eye",
    "intrathecal": "into the fluid around the spine",
    "intradermal": "as a shot into the skin",
}
"""FDA's routes of administration in plain words."""


def route_sentence(case: Case) -> str:
    """Returns how the medicine is given, from the routes of its products; empty where none is known."""
    routes = dict.fromkeys(route.lower() for product in case.reading.label.products for route in product.routes)
    said = list(dict.fromkeys(ROUTES[route] for route in routes if route in ROUTES))
    return f"{case.name} is given {listed(said, 'or')}." if said else ""


def looked_for(case: Case) -> str:
    """Returns in words what an answer was looked for."""
    if case.question.type in MISSING:
        return MISSING[case.question.type]
    topic = case.question.topic
    kind = case.question.type.replace("_", " ")
    if topic is None or not topic.spoken.strip():
        return f"its {kind}" if kind != "other" else "this"
    if topic.kind != "topic":
        return topic.spoken
    words = [word for word in topic.words[:5] if word.lower() != topic.spoken.lower()]
    return f"{topic.spoken} ({', '.join(words)})" if words else topic.spoken


def answer_in_particular(case: Case) -> None:
    """Returns nothing; a question with many words of its own is answered by the clearest passages, whatever its type."""
    ranked = case.ranked or find(case.question, case.reading)
    answer_by_quote(case, _clear(case, ranked) if case.reading.full else None)


def answer_other(case: Case) -> None:
    """Returns nothing; a question of no known type on a topic people ask about is judged by what the label says of it."""
    from plainlabel.answers.cautions import answer_topic  # noqa: PLC0415 - cautions quote through this module

    topic = case.question.topic
    if topic is not None and topic.kind == "topic":
        answer_topic(case)
    else:
        answer_by_quote(case)


MISSING: Final[dict[str, str]] = {
    "action": "how it works",
    "action_time": "how fast it works and how long it stays",
    "effectiveness": "how well it works",
    "forgotten_dose": "missed doses",
    "overdose": "too much of it",
    "usage": "how to use it",
    "usage_time": "when and how long to use it",
}
"""What is looked for, by question type, where the type says it better than the topic."""


def ranked_for_type(case: Case) -> tuple[Found, ...]:
    """Returns the passages clear enough to answer the question's type, best first; sections alone in an edition of facts."""
    ranked = case.ranked or find(case.question, case.reading)
    if not case.reading.full:
        chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
        return tuple(each for each in ranked if chosen.weight(each.section.code) > 0.6)
    if case.question.type == "action":
        return _mechanism(case) or (_clear(case, ranked) if case.reading.whole else ())
    needed = WORDS.get(case.question.type)
    if needed is None:
        return _clear(case, ranked)
    chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
    found = case.reading.matching(needed, case.reading.coded(*chosen.codes))
    worded = tuple(each for each in found if len((each.text or "").split()) > 3)
    first = FIRST.get(case.question.type)
    ordered = _ordered(case, worded)
    return tuple(sorted(ordered, key=lambda each: not first.search(each.text or ""))) if first else ordered


def _mechanism(case: Case) -> tuple[Found, ...]:
    """Returns the passages on how the medicine acts, those with the question's words first; the first sentences where none has."""
    for code in ("43679-0", "34090-1", "43681-6"):
        passages = case.reading.all_passages(case.reading.coded(code))
        found = tuple(each for each in passages if len((each.text or "").split()) > _HEADING_WORDS)
        if found:
            return _ordered(case, found) or found
    return ()


def _ordered(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns passages by how many of the question's words they hold, then as they stand."""
    topic = case.question.topic
    wanted = topic_pattern(query_words(case.question))
    has_topic = topic is not None and topic.kind != "medicine"
    scored = [(len({match.lower() for match in wanted.findall(each.text or "")}) if has_topic else 0, each) for each in found]
    best = max((score for score, _ in scored), default=0)
    kept = [(score, each) for score, each in scored if score or not best]
    return tuple(each for _, each in sorted(kept, key=lambda pair: -pair[0]))


def _clear(case: Case, ranked: tuple[Found, ...]) -> tuple[Found, ...]:
    wanted = stems(query_words(case.question))
    if not wanted:
        return tuple(each for each in ranked if each.score > 1.0)
    held = []
    for each in ranked:
        text = (each.text or "").lower()
        share = sum(bool(re.search(rf"\b{re.escape(stem)}", text)) for stem in wanted) / len(wanted)
        if each.score >= _CLEAR and (share >= _SHARE or shares_heading(each.section, wanted)):
            held.append(each)
    return tuple(held)
