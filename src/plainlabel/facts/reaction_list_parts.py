"""The pieces of a clause that are lists of reactions, and how what they list was reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reaction_clauses import Clause
from plainlabel.facts.reaction_members import is_enumeration, without_references
from plainlabel.facts.reaction_mentions import end_of, start_of
from plainlabel.facts.reaction_terms import listed_terms
from plainlabel.facts.reactions.mentions import Mention
from plainlabel.vocabulary.patterns import pattern

Seriousness = Literal["serious", "common", "reported", "postmarketing"]
Span = tuple[int, int]

_POSTMARKETING = Guarded(pattern("lists.postmarketing"))
_SERIOUS = Guarded(pattern("lists.serious"))
_GRAVE = re.compile(r"\W*(?:serious|fatal)\b", re.IGNORECASE)
_COMMON = Guarded(pattern("lists.common"))
_SKIPPED = pattern("lists.skipped")
_SOFT = pattern("lists.soft_skipped")
_TOLD = pattern("lists.told")
_ABOUT = pattern("lists.about")
_VERB = pattern("lists.verb")
_BLOCKED = pattern("lists.blocked")
_SUBJECT = pattern("lists.subject")
_ELSEWHERE = Guarded(pattern("lists.elsewhere"))
_POPULATION = Guarded(pattern("lists.population"))
_TRIALS = pattern("lists.trials")
_FREQUENCY = pattern("lists.frequency_heading")
_HEAD = Guarded(pattern("lists.other_heading"))
_MIXED = pattern("lists.trials_and_later")
_TELLS = pattern("lists.tells")
_COMMON_SERIOUS = re.compile(
    r"\b(?:common|frequent)(?:ly)?(?: reported| observed)? (?:\([^()]*\) )?(?:\w+ )?serious", re.IGNORECASE
)
_OPENING = 250
_BULLET = re.compile(r"^\W*[•●▪■◦○·*–-]?\s*")  # noqa: RUF001 - labels use this dash as a bullet
_ENUMERATION = 3
_LONG = 6
_ALONE = 0.7
_SHORT = 60


@lru_cache(maxsize=1024)
def skipped(text: str) -> bool:
    """Returns whether a sentence tells of something else than reactions of the medicine; asked several times of each.

    Words of a trial's conduct ("randomized") do not matter where the sentence goes on to list reactions.
    """
    found = [one.group() for one in _SKIPPED.finditer(without_references(text))]
    if not found:
        return False
    return not (all(_SOFT.fullmatch(word) for word in found) and _TOLD.search(text))


@lru_cache(maxsize=1024)
def about(text: str) -> bool:
    """Returns whether a sentence is about reactions."""
    return _ABOUT.search(text) is not None


@lru_cache(maxsize=1024)
def tells(text: str) -> bool:
    """Returns whether a sentence tells that something happened."""
    return _TELLS.search(text) is not None


def context_after(text: str, context: Seriousness) -> Seriousness:
    """Returns how what follows is reported, in a section that holds trials and experience after approval in one."""
    if not about(text) and not _POSTMARKETING.search(text):
        return context
    if _POSTMARKETING.search(text) and not _MIXED.search(text) and not _ELSEWHERE.search(text[:_OPENING]):
        return "postmarketing"
    return "reported" if _TRIALS.search(text) else context


def how_said(text: str, context: Seriousness, *, titled: bool) -> Seriousness:
    """Returns how a sentence says that what it lists was reported."""
    if titled:
        return context
    if _POSTMARKETING.search(text) and not _MIXED.search(text):
        return "postmarketing"
    if _COMMON.search(text) and not _COMMON_SERIOUS.search(text) and not _GRAVE.match(text):
        return "common"
    return "serious" if _SERIOUS.search(text) and about(text) else context


def parts(clause: Clause, text: str, named: list[Mention], *, listing: bool) -> Iterator[Span]:
    """Returns the spans of a clause's text that are lists of reactions."""
    if skipped(text) or not text.strip():
        return
    frequency = _FREQUENCY.match(text)
    start = frequency.end() if frequency else 0
    if clause.organ_class is not None:
        yield _of_class(text, start)
    elif frequency is not None:
        yield start, len(text)
    elif is_enumeration(text, named) or (clause.kind == "item" and listing and not about(text)):
        bullet = _BULLET.match(text)
        yield bullet.end() if bullet else 0, len(text)
    else:
        yield from _of_sentence(text, named, listing=listing)


def _of_class(text: str, start: int) -> Span:
    """Returns what stands behind the heading of an organ class: a list, or the subject of a sentence that has one."""
    subject = _SUBJECT.match(text, start)
    return start, subject.end("list") if subject else len(text)


def _of_sentence(text: str, named: list[Mention], *, listing: bool) -> Iterator[Span]:
    if about(text) and (start := _list_start(text, named)) is not None:
        yield start, len(text)
        return
    subject = _SUBJECT.match(text)
    if subject and len(listed_terms(subject["list"], strict=True)) > 0:
        yield subject.span("list")
        return
    head = _HEAD.match(text)
    if head and any(start_of(one) >= head.end() for one in named):
        yield head.end(), len(text)
    elif len(named) >= _ENUMERATION and tells(text) and (len(named) >= _LONG or not _POPULATION.search(text)):
        yield start_of(named[0]), len(text)
    elif listing and len(text) < _SHORT and _covered(named) >= _ALONE * len(text.strip(" .•")):
        yield 0, len(text)


def heading_end(text: str) -> int | None:
    """Returns where the list begins that a clause's own heading opens ("Rare: ...", "Blood dyscrasias: ..."), None without one."""
    head = _FREQUENCY.match(text) or _HEAD.match(text)
    return head.end() if head else None


def _list_start(text: str, named: list[Mention]) -> int | None:
    """Returns where the list of a sentence about reactions begins: behind the last verb before the first mention."""
    said = _ABOUT.search(text)
    starts = [
        found.end()
        for found in _VERB.finditer(text)
        if said is not None and said.start() < found.end() and not _BLOCKED.match(text, found.end())
    ]
    behind = [start for start in starts if any(start_of(one) >= start for one in named)]
    first = min((start_of(one) for one in named if start_of(one) >= starts[0]), default=None) if starts else None
    return next((start for start in reversed(behind) if first is not None and start <= first), starts[0] if starts else None)


def _covered(named: list[Mention]) -> int:
    return sum(end_of(one) - start_of(one) for one in named)
