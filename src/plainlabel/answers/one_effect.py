"""Whether a label's words name one effect as a side effect, a warning, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import is_fragment, topic_pattern
from plainlabel.answers.mentions_of_topic import AS_ILLNESS, advice_on_topic
from plainlabel.answers.quoting import looked_for
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.torn import asked_before_use
from plainlabel.answers.where_told import places
from plainlabel.questions.question import Topic
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import find, shares_heading, stems
from plainlabel.retrieval.reading import Found

REACTIONS: Final = ("34084-4", "90374-0", "42231-1", "34076-0", "42230-3", "50566-9", "50567-7", "88436-1", "90375-7")
RISKS: Final = ("34066-1", "43685-7", "34071-1", "50570-1", "42232-9", "34072-9", "34070-3")
_SHORT: Final = 5
_NO_EFFECT: Final = frozenset(
    {"children", "older_people", "pregnancy", "breast_feeding", "contraception", "food", "alcohol", "grapefruit", "caffeine"}
    | {"smoking", "cannabis", "vaccines", "driving", "surgery", "mri", "crushing", "exercise", "hot_weather", "missed_dose"}
    | {"lactose", "gluten", "latex", "sulfite"}
)
"""Topics that no label can name as a side effect: people, food and drink, things to do."""


def answer_one_effect(case: Case) -> None:
    """Returns nothing; the draft tells whether the label's words name the effect that is asked about, or speak of it otherwise."""
    topic = case.question.topic
    assert topic is not None
    found = advice_on_topic(case, (*REACTIONS, *RISKS))
    pattern, wanted = topic_pattern(topic.words), stems(topic.words)
    named = (each for each in found if not _NEGATED.search(_around(each, pattern)) and not _BASELINE.search(each.text or ""))
    effect = sorted(
        (each for each in named if not asked_before_use(case.reading, each)),
        key=lambda each: (not shares_heading(each.section, wanted), each.kind == "row"),
    )
    if found and case.reading.full and (not effect or topic.key in _NO_EFFECT):
        _tell_otherwise(case, topic, found)
    elif not effect:
        nearest = None if found else next(iter(find(case.question, case.reading, limit=1)), None)
        near = nearest if nearest and pattern.search(nearest.text or "") else None
        case.absent(looked_for(case), listed=topic.listed, nearest=near)
    elif case.reading.full:
        _tell_words(case, topic, effect, pattern)
    else:
        _tell_places(case, topic, effect)


def _tell_otherwise(case: Case, topic: Topic, found: tuple[Found, ...]) -> None:
    """Returns nothing; the draft quotes what the label says of a thing that it does not list as a side effect."""
    case.draft.names += [topic.spoken]
    apart = ", but does not list it as a side effect" if case.reading.whole and topic.key not in _NO_EFFECT else ""
    case.draft.summary = f"The label speaks of {topic.spoken}{apart}. Its words are below."
    case.quotes(found)
    case.draft.say("Tell your doctor or pharmacist if you notice it.", "advice")


def _tell_places(case: Case, topic: Topic, effect: Sequence[Found]) -> None:
    """Returns nothing; in a copy of facts the draft tells where the label names the effect."""
    numbers = [case.draft.cite_found(case.reading, each) for each in effect[:4]]
    where = places(each.section for each in effect[:4])
    name = AS_ILLNESS.get(topic.key, topic.spoken)
    case.draft.names += [topic.spoken, *topic.words, name]
    nearest_place = places(each.section for each in effect[:1])
    case.draft.summary = f"The label of {case.name} names {name} {nearest_place}".rstrip() + ". This copy does not hold its words."
    if where:
        case.draft.say(f"It names {name} {where}.", "label", *numbers)
    if case.question.yes_no:
        case.draft.say("That it is named does not tell how often it comes, or that it will come to you.", "advice")
    case.point_to_whole_label()


def _tell_words(case: Case, topic: Topic, effect: Sequence[Found], pattern: re.Pattern[str]) -> None:
    """Returns nothing; the draft says as what the label names the effect, and quotes it, what names the question's words first."""
    asked = [stem for stem in stems(content_words(topic.asked)) if len(stem) > _SHORT - 1]
    named = [each for each in effect if any(stem in (each.text or "").lower() for stem in asked)]
    ordered = (*named, *(each for each in effect if each not in named))
    ordered = tuple(sorted(ordered, key=lambda each: (each not in named, is_fragment(each), not _CAUSES.search(each.text or ""))))
    first = ordered[0].section
    kind = "a warning" if first.code in RISKS else "a side effect"
    spoken = AS_ILLNESS.get(topic.key, topic.spoken)
    word = spoken if named else _word_found(ordered[0], pattern, spoken)
    wide = topic.key in _WIDE and not named
    near = " It is near to what you ask, but not the same." if wide else ""
    case.draft.names += [topic.spoken, *topic.words]
    case.draft.summary = f"The label names {word} as {kind}.{near} Its words are below."
    if case.question.yes_no and first.code != "34070-3":
        case.draft.verdict = "depends" if wide or asks("hopes_for_none").search(case.question.masked) else "yes"
    case.quotes(ordered)
    case.draft.say("A listed effect does not mean that you will get it. Ask your doctor if you notice it.", "advice")


_BASELINE: Final = re.compile(r"\b(co-?morbid\w*|baseline|history of|enrolled|mean age|indicated for|excluded)\b", re.IGNORECASE)
_NEGATED: Final = re.compile(
    r"\b(no|not|without|neither|nor|similar|did not|does not|was not|were not)\b.{0,60}\Z|\A.{0,60}\b(was|were|has|have) not\b",
    re.IGNORECASE,
)


_WIDE: Final = frozenset(
    {"sleep", "eyes", "heart", "liver", "kidneys", "mood", "rash", "pain", "infection", "cancer", "bleeding", "blood_sugar", "sex"}
)
"""Topics of many different effects: that the label names one of them does not tell that it names the one asked about."""
_CAUSES: Final = re.compile(r"\b(cause[sd]?|report\w*|increas\w*|risk|occur\w*|observed|experienc\w*|common)\b", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(r"(al|ic|ar|ous|ive)\Z", re.IGNORECASE)


def _around(found: Found, pattern: re.Pattern[str]) -> str:
    text = found.text or ""
    match = pattern.search(text)
    return text[max(0, match.start() - 70) : match.start()] if match else ""


def _word_found(found: Found, pattern: re.Pattern[str], asked: str) -> str:
    match = pattern.search(found.text or "")
    if match is None or match[0].isupper() or _ADJECTIVE.search(match[0]):
        return asked
    return match[0].lower()
