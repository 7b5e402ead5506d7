"""Answers in the label's own words: for question types whose facts are not extracted, and where facts are missing."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case, says_nothing_alone
from plainlabel.answers.cues import is_fragment, topic_pattern
from plainlabel.answers.demands import demands, meets
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.type_words import BESIDE, FIRST, ONSET, STAY, WORDS
from plainlabel.answers.wording import listed
from plainlabel.edition.records import SectionRecord
from plainlabel.questions.topics import content_words
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
_OWN_WORD: Final = 5
"""How much more a word of the question counts than a word of the label's for the same topic."""
_MUST_BE_MET: Final = frozenset({"crushing", "food", "children", "older_people", "time_of_day"})
"""Topics of a question on use without which a passage on use is no answer: whether to crush is not how to swallow."""
_MOST_OF: Final = 0.65
"""Share of the question's own words beside which silence cannot be claimed."""
_LEAD: Final = "The label of {name} speaks of this. Its words are below."
_ASKS_STAY: Final = re.compile(
    r"\b(stay\w*|remain\w*|last\w*|system|body|clear\w*|out of|urine|half[- ]?li\w+|wear\w*|drug (test|screen)|"
    r"blood(?! (?:pressure|sugar|glucose|clots?|counts?|thinners?|flow)))\b"
)


def answer_by_quote(case: Case, passages: tuple[Found, ...] | None = None) -> None:
    """Returns nothing; quotes the passages that answer (`passages`, else those of the type), or says that none does."""
    found = _met(case, ranked_for_type(case) if passages is None else passages)
    if not found:
        _without_answer(case)
        return
    if not case.reading.full:
        case.not_held(looked_for(case))
        case.draft.say(
            "Sections of the label that may answer: " + "; ".join(dict.fromkeys(each.section.title for each in found[:3])) + ".",
            "label",
            *[case.draft.cite_found(case.reading, each) for each in found[:3]],
        )
        return
    case.draft.certain = case.draft.certain or asks("asks_what_to_tell").search(case.question.masked) is not None
    lead = LEADS.get(case.question.type, _LEAD).format(name=case.name)
    topic = case.question.topic
    if case.question.type == "usage" and (topic is None or topic.kind == "words"):
        case.draft.summary = f"{route_sentence(case)} {lead}".strip()
    elif case.question.type in {"usage", "usage_time"}:
        case.draft.summary = case.lead(found[:1], lead)
    elif case.question.type == "action_time" and _asks_stay(case):
        case.draft.summary = f"How long {case.name} stays in the body differs. What the label reports is below."
    elif case.question.type == "action_time" and not FIRST["action_time"].search(found[0].text or ""):
        case.draft.summary = f"The label does not say outright how fast {case.name} works. What it reports at set times is below."
    elif case.question.type in {"action_time", "effectiveness"}:
        case.draft.summary = lead
    else:
        case.draft.summary = case.lead(found, lead)
    case.quotes(found)


_MEETS: Final = {"crushing": "tells_crushing", "time_of_day": "tells_time_of_day"}
"""Topics of a question on use, and the pattern that a passage must hold to speak of them."""


def _met(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns the passages that speak of the act or time asked for: swirling a vial says nothing of crushing a tablet.

    The head of a table and a footnote say nothing alone. What meets the demands of the question comes before all else.
    """
    found = tuple(each for each in found if not says_nothing_alone(each.text or "")) or found
    wanted = demands(case.question) if case.reading.full else ()
    found = tuple(each for each in found if meets(wanted, each)) or found
    topic = case.question.topic
    name = _MEETS.get(topic.key) if topic is not None and case.question.type in {"usage", "usage_time"} else None
    if name is None or not case.reading.full:
        return found
    return tuple(each for each in found if asks(name).search(each.text or ""))


def _without_answer(case: Case) -> None:
    """Returns nothing; silence only where no passage of the label holds the words together, else the nearest ones."""
    nearest = _holding(case) if case.reading.full else ()
    topic = case.question.topic
    case.absent(looked_for(case), listed=bool(topic and topic.listed), nearest=nearest[0] if nearest else None)


def _holding(case: Case) -> tuple[Found, ...]:
    """Returns the passages of the whole label that hold most of the question's own words, the most first."""
    words = content_words(case.question.masked)
    wanted = [re.compile(rf"\b{re.escape(stem)}", re.IGNORECASE) for stem in stems(words)]
    if not wanted or case.question.type in WORDS:
        return ()
    counted = [
        (sum(bool(each.search(found.text or "")) for each in wanted), found)
        for found in case.reading.all_passages(case.reading.sections)
        if len((found.text or "").split()) > _HEADING_WORDS
    ]
    enough = max(1, round(_MOST_OF * len(wanted)))
    kept = [(count, found) for count, found in counted if count >= enough]
    return tuple(found for _, found in sorted(kept, key=lambda pair: (-pair[0], is_fragment(pair[1]))))


ROUTES: Final[dict[str, str]] = {
    "oral": "by mouth",
    "subcutaneous": "as a shot (injection) under the skin",
    "intravenous": "into a vein",
    "intramuscular": "as a shot (injection) into a muscle",
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
    topic = case.question.topic
    if case.question.type in MISSING and not (topic is not None and topic.key in _MUST_BE_MET):
        return MISSING[case.question.type]
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
    if case.reading.full and asks("asks_what_to_tell").search(case.question.masked):
        told = case.reading.matching(asks("tells_before_use"), case.reading.sections)
        return tuple(sorted(told, key=lambda each: not (each.text or "").rstrip().endswith(":")))
    if not case.reading.full:
        chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
        return tuple(each for each in ranked if chosen.weight(each.section.code) > 0.6)
    if case.question.type == "action":
        return _mechanism(case) or (_clear(case, ranked) if case.reading.whole else ())
    needed = _needed(case)
    if needed is None:
        return _clear(case, ranked)
    chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
    worded = _worded(case, needed, case.reading.coded(*chosen.codes)) or _worded(case, needed, case.reading.sections)
    first = FIRST.get(case.question.type)
    ordered = whole_first(_ordered(case, worded))
    return tuple(sorted(ordered, key=lambda each: not first.search(each.text or ""))) if first else ordered


def _worded(case: Case, needed: re.Pattern[str], sections: tuple[SectionRecord, ...]) -> tuple[Found, ...]:
    """Returns the passages of `sections` that hold the words of the type and use them for it."""
    beside = BESIDE.get(case.question.type)
    return tuple(
        each
        for each in case.reading.matching(needed, sections)
        if len((each.text or "").split()) > 3 and not (beside is not None and beside.search(each.text or ""))
    )


def _needed(case: Case) -> re.Pattern[str] | None:
    """Returns the words a passage must hold for the question's type; how fast and how long are two questions."""
    masked = case.question.masked
    if case.question.type == "usage_time" and asks("asks_how_long").search(masked):
        return asks("tells_how_long")
    if case.question.type == "action_time" and asks("asks_effect_lasts").search(masked):
        return asks("tells_effect_lasts")
    if case.question.type == "action_time":
        return re.compile(STAY if _asks_stay(case) else ONSET, re.IGNORECASE)
    return WORDS.get(case.question.type)


def _asks_stay(case: Case) -> bool:
    return bool(_ASKS_STAY.search(case.question.masked))


def whole_first(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns passages in their order, whole sentences before rows of tables and pieces of lists."""
    return tuple(sorted(found, key=is_fragment))


def _mechanism(case: Case) -> tuple[Found, ...]:
    """Returns the passages on how the medicine acts, those with the question's words first; the first sentences where none has."""
    for code in ("43679-0", "34090-1", "43681-6"):
        passages = case.reading.all_passages(case.reading.coded(code))
        found = tuple(each for each in passages if len((each.text or "").split()) > _HEADING_WORDS)
        if found:
            return _ordered(case, _of_it_first(case, found))
    return ()


def _of_it_first(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns passages in their order, those that name the medicine first: the others tell of the illness."""
    names = {word.lower() for name in (case.name, case.reading.title, *case.medicine.ingredients) for word in name.split()[:1]}
    return tuple(sorted(found, key=lambda each: not any(name in (each.text or "").lower() for name in names)))


def _ordered(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns passages by how many of the question's words they hold, then as they stand."""
    topic = case.question.topic
    wanted, own = topic_pattern(query_words(case.question)), topic_pattern(content_words(case.question.masked))
    has_topic = topic is not None and topic.kind != "medicine"

    def score(text: str) -> int:
        words = {match.lower() for match in wanted.findall(text)}
        return len(words) + _OWN_WORD * len({match.lower() for match in own.findall(text)}) if has_topic else 0

    scored = [(score(f"{each.section.title} {each.text}"), each) for each in found]
    best = max((score for score, _ in scored), default=0)
    if not best and topic is not None and topic.key in _MUST_BE_MET and case.question.type in {"usage", "usage_time"}:
        return ()
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
    return whole_first(tuple(held))
