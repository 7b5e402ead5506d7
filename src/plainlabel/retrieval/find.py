"""The passages of one label that fit a question, best first.

Words alone do not find the section (measured: BM25 puts an accepted section first for .13 of the dev questions, choosing the
section by question type for .58), so the type's sections weigh most, then a heading that shares a word with the question,
then BM25 inside the label. Full text is preferred to the highlights that repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec

from plainlabel.edition.records import SectionRecord
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.plan import SectionPlan, plan_for
from plainlabel.retrieval.reading import Found, Reading

_POOL: Final = 30
_HEADING: Final = 0.5
_HIGHLIGHT: Final = 0.15
_STEM: Final = 5
HEADING_KINDS: Final = frozenset({"heading", "caption", "image"})
"""Kinds of passages that say nothing by themselves."""


def find(question: Question, reading: Reading, *, limit: int = 10) -> tuple[Found, ...]:
    """Returns up to `limit` passages of the label, best first; sections alone in an edition of facts."""
    chosen = plan_for(question)
    return _best(pool(question, reading), chosen, query_words(question), limit)


def pool(question: Question, reading: Reading) -> tuple[Found, ...]:
    """Returns the passages that may fit, each with its share of the best search score; searched once for one reading."""
    key = f"{question.type} {question.masked}"
    if key not in reading.searched:
        chosen = plan_for(question)
        reading.searched[key] = (*_searched(reading, chosen, query_words(question)), *_leading(reading, chosen))
    return reading.searched[key]


def query_words(question: Question) -> tuple[str, ...]:
    """Returns what to look for: the topic in label words, then the question's own words."""
    topic = question.topic.words if question.topic else ()
    return tuple(dict.fromkeys([*(word.lower() for word in topic), *content_words(question.masked)]))


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """Returns the beginnings of the words, at most five letters long: enough to compare headings."""
    return tuple(
        dict.fromkeys(
            part[:_STEM] for word in words for part in re.findall(r"[a-z0-9\u00e0-\u00f6\u00f9-\u00ff]{3,}", word.lower())
        )
    )


def _searched(reading: Reading, chosen: SectionPlan, words: tuple[str, ...]) -> list[Found]:
    if not words:
        return []
    if not reading.label.standing:
        return _scanned(reading, chosen, words)
    key = reading.label.key
    planned = [section.ordinal for section in reading.sections if chosen.weight(section.code)]
    query = " ".join(words)
    hits = list(reading.edition.search(query, labels=[key], sections=planned, limit=_POOL)) if planned else []
    hits += reading.edition.search(query, labels=[key], limit=_POOL // 2)
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    found = []
    for hit in hits:
        section = reading.at(hit.section)
        if section is not None:
            found.append(reading.quote(section, hit.start, hit.end, hit.score / best))
    return found


def _scanned(reading: Reading, chosen: SectionPlan, words: tuple[str, ...]) -> list[Found]:
    """Returns the passages that hold the words, for a version that the index does not search."""
    wanted = stems(words)
    found = []
    for passage in reading.all_passages(reading.coded(*chosen.codes)):
        text = (passage.text or "").lower()
        share = sum(stem in text for stem in wanted) / max(1, len(wanted))
        if share:
            found.append(msgspec.structs.replace(passage, score=share))
    return found


def _leading(reading: Reading, chosen: SectionPlan) -> list[Found]:
    """Returns the first passages of the first planned section that the label has: what answers when no word matches."""
    for code in chosen.codes:
        sections = reading.coded(code)
        if reading.full:
            found = []
            for passage in reading.all_passages(sections):
                found.append(passage)
                if len(found) > _POOL // 3:
                    break
            if found:
                return [msgspec.structs.replace(each, score=0.05 - 0.001 * place) for place, each in enumerate(found)]
        elif sections:
            return [Found(reading.label.set_id, section, 0, 0, None, 0.01) for section in sections]
    return []


def _best(found_in: tuple[Found, ...], chosen: SectionPlan, words: tuple[str, ...], limit: int) -> tuple[Found, ...]:
    wanted = stems(words)
    scored: dict[tuple[str, int], Found] = {}
    for found in found_in:
        if found.kind in HEADING_KINDS:
            continue
        score = round(_score(found, chosen, wanted), 4)
        key = (found.section.id, found.start)
        if key not in scored or scored[key].score < score:
            scored[key] = msgspec.structs.replace(found, score=score)
    ranked = sorted(scored.values(), key=lambda each: (-each.score, each.section.ordinal, each.start))
    return tuple(ranked[:limit])


def _score(found: Found, chosen: SectionPlan, wanted: tuple[str, ...]) -> float:
    score = found.score + chosen.weight(found.section.code)
    if wanted and shares_heading(found.section, wanted):
        score += _HEADING
    return score - (_HIGHLIGHT if found.highlight else 0.0)


def shares_heading(section: SectionRecord, wanted: tuple[str, ...]) -> bool:
    """Returns whether the section's own title shares the beginning of a word with the question."""
    return _begins_a_word(tuple(wanted)).search(section.title.lower()) is not None


@lru_cache(maxsize=64)
def _begins_a_word(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parts))})") if parts else re.compile(r"(?!)")
