"""Where a label speaks of a topic for the patient, and where the same word means something else.

A word is not an answer: in one label "alcohol" stands ten times, each time for a swab. The term inventory tells the role of a
word section by section for the topics people ask about; for others the words themselves decide.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import topic_pattern
from plainlabel.edition.records import SectionRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import TermCount
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems
from plainlabel.retrieval.reading import Found

_CONTEXT: Final = re.compile(
    r"\b(swabs?|wipes?|pads?|prep|benzyl|cetyl|stearyl|cetostearyl|polyvinyl|isopropyl|dehydrated|lanolin|rubbing)\b", re.IGNORECASE
)


AS_ILLNESS: Final[dict[str, str]] = {
    "kidneys": "kidney problems",
    "liver": "liver problems",
    "heart": "heart problems",
    "eyes": "eye problems",
    "eye_color": "a change of eye color",
    "blood_pressure": "blood pressure problems",
    "high_blood_pressure": "high blood pressure",
    "low_blood_pressure": "low blood pressure",
    "blood_sugar": "diabetes or blood sugar problems",
    "bleeding": "bleeding problems",
    "mood": "depression or mood problems",
    "infection": "an infection",
    "cancer": "cancer",
    "sleep": "sleep problems",
    "memory": "memory problems",
    "hearing": "hearing problems",
    "sex": "sexual problems",
    "surgery": "surgery",
}
"""Topics too wide for a plain no: a label bans some illnesses of the kidney, not all. How a sentence names them."""

ANSWERING_ROLES: Final[dict[str, frozenset[str]]] = {
    "side_effects": frozenset({"advice", "reaction"}),
    "indication": frozenset({"advice", "condition"}),
}
"""Roles of a topic word that answer, by question type; for other types only advice does."""


def answering_roles(case: Case) -> frozenset[str]:
    """Returns the roles of a topic word that answer this question."""
    return ANSWERING_ROLES.get(case.question.type, frozenset({"advice"}))


def term_facts(case: Case) -> list[tuple[Fact, TermCount]]:
    """Returns the inventory of the question's topic in this label."""
    topic = case.question.topic
    facts = [(fact, fact.value) for fact in case.reading.facts("term") if isinstance(fact.value, TermCount)]
    return [(fact, value) for fact, value in facts if topic is not None and value.topic == topic.key]


def roles(case: Case) -> dict[str, int]:
    """Returns how often the topic's words stand in the label in each role."""
    counts: Counter[str] = Counter()
    for _, value in term_facts(case):
        counts[value.role] += value.count
    return dict(counts.most_common())


def advice_on_topic(case: Case, codes: tuple[str, ...]) -> tuple[Found, ...]:
    """Returns the passages in which the label speaks of the topic, those in the sections of `codes` first in their order.

    In an edition of facts a section found through the inventory stands for its passages, without text.
    """
    topic = case.question.topic
    if topic is None:
        return ()
    if not case.reading.full:
        return _from_inventory(case)
    advised = _advised_sections(case)
    pattern = topic_pattern(topic.words)
    sections = case.reading.coded(*codes)
    found = _speaking(case, pattern, sections, advised)
    if not found:  # Silence needs the whole label: what stands in no planned section is looked for in all.
        sections = case.reading.sections
        found = _speaking(case, pattern, sections, advised)
    order = {section.id: place for place, section in enumerate(sections)}
    asked = stems(content_words(topic.asked))
    return tuple(
        sorted(
            found,
            key=lambda each: (
                -sum(stem in (each.text or "").lower() for stem in asked) if len(asked) > 1 else 0,
                each.highlight,
                order[each.section.id],
                each.start,
            ),
        )
    )


def _speaking(
    case: Case, pattern: re.Pattern[str], sections: tuple[SectionRecord, ...], advised: set[str | None] | None
) -> list[Found]:
    return [
        each
        for each in case.reading.matching(pattern, sections)
        if len((each.text or "").split()) > 3 and not _elsewhere(each, pattern) and (advised is None or each.section.id in advised)
    ]


def _advised_sections(case: Case) -> set[str | None] | None:
    """Returns the sections that the inventory marks as advice; None where the topic has no inventory."""
    topic = case.question.topic
    if topic is None or not topic.listed or not case.reading.facts("term"):
        return None
    return {fact.place.section_id for fact, value in term_facts(case) if value.role in answering_roles(case)}


def _from_inventory(case: Case) -> tuple[Found, ...]:
    found = []
    for fact, value in term_facts(case):
        section = case.reading.section(fact.place.section_id)
        if section is not None and value.role in answering_roles(case):
            found.append(Found(case.reading.label.set_id, section, 0, 0, None, float(value.count)))
    return tuple(found)


def _elsewhere(found: Found, pattern: re.Pattern[str]) -> bool:
    """Returns whether every match of the topic stands beside a word that gives it another meaning."""
    text = found.text or ""
    beside = [text[max(0, match.start() - 25) : match.end() + 25] for match in pattern.finditer(text)]
    return all(_CONTEXT.search(words) for words in beside)
