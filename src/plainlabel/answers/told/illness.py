"""Illnesses, from facts: the reasons not to use a medicine, its warnings, its limits of use, kidney and liver."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from plainlabel.answers.asked import pieces
from plainlabel.answers.case import Case
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.polarity import decide
from plainlabel.answers.sentences.reasons_against import bare_reason
from plainlabel.answers.sentences.risks import limitation
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.adjustments import tell_adjustment
from plainlabel.answers.told.held import Held, adjustments, beside, held, organ_of, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import BoxedWarning, Contraindication, Limitation, Warning_
from plainlabel.questions.question import Topic
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems

_SOME_CASES: Final = re.compile(
    r"\b(severe\w*|moderate|acute|active|uncontrolled|decompensated|end[- ]stage|certain|some|recent|unstable|untreated)\b",
    re.IGNORECASE,
)
_SHORT: Final = 3
_WIDE: Final = frozenset({"kidneys", "liver", "heart", "eyes"})
"""Topics that stand for many illnesses of one organ."""


class _Named(Struct, frozen=True):
    """The facts that name the illness asked about, by what they make of it."""

    bans: list[Held[Contraindication]]
    boxed: list[Held[BoxedWarning]]
    warned: list[Held[Warning_]]
    limits: list[Held[Limitation]]

    @property
    def any(self) -> bool:
        return bool(self.bans or self.boxed or self.warned or self.limits)


def tell_illness(case: Case) -> bool:
    """Returns whether facts named the illness asked about: as a reason not to use the medicine, a warning, or a change of dose."""
    topic = case.question.topic
    if topic is None or not topic.words:
        return False
    organ = organ_of(case.question.masked)
    named = _named(case, _bears(case, topic))
    if organ is not None and not named.bans and tell_adjustment(case, organ):
        tell(case, named.warned, most=3)
        return True
    if not named.any:
        return False
    case.draft.names += [topic.spoken]
    if named.bans:
        avoided = [value.subject for _, value in named.warned if "avoid" in value.advice]
        near = not any(_names_it(case, topic, term) for term in (*avoided, *(value.term for _, value in named.bans)))
        _forbid(case, named.bans, some_cases=topic.key in _WIDE or near)
    else:
        _warn(case, named, topic)
    groups: tuple[Sequence[Held[Any]], ...] = (named.boxed, named.bans, named.warned, named.limits)
    for facts in groups:
        tell(case, facts, most=4)
    if organ is not None:
        tell(case, adjustments(case, organ), most=4)
    beside(case, [*named.bans, *named.boxed, *named.warned], 2)
    case.draft.say("Ask your doctor or pharmacist what this means for you.", "advice")
    return True


def _bears(case: Case, topic: Topic) -> Callable[[str], bool]:
    """Returns whether a term names the illness asked about.

    What the question names more closely than its topic counts alone: a "stomach ulcer" is not any nausea. Of its own words all
    must stand in a term, for one of them may be in any ("a history of ...").
    """
    known = [each for each in pieces(case.question) if each.kind == "concept"]
    by_topic = topic_pattern(topic.words)
    if not known:
        every = [topic_pattern([word]) for word in topic.words]
        return lambda term: all(each.search(term) for each in every) if topic.kind == "words" else bool(by_topic.search(term))
    beside_it = topic.kind == "words" or not any(each.held(word) for each in known for word in topic.words)
    return lambda term: any(each.held(term) for each in known) or (not beside_it and bool(by_topic.search(term)))


def _names_it(case: Case, topic: Topic, term: str) -> bool:
    """Returns whether a term bears the words of the question or of its topic, not only a concept that is near to them."""
    asked = [stem for stem in stems(content_words(case.question.masked)) if len(stem) > _SHORT]
    return bool(topic_pattern(topic.words).search(term)) or any(stem in term.lower() for stem in asked)


def _named(case: Case, bears: Callable[[str], bool]) -> _Named:
    return _Named(
        [pair for pair in held(case.reading, Contraindication) if bears(pair[1].term) and not _allergy(pair[1].term)],
        [pair for pair in held(case.reading, BoxedWarning) if any(map(bears, pair[1].subjects))],
        [pair for pair in held(case.reading, Warning_) if bears(pair[1].subject)],
        [pair for pair in held(case.reading, Limitation) if bears(pair[1].term)],
    )


def _forbid(case: Case, bans: list[Held[Contraindication]], *, some_cases: bool) -> None:
    """Returns nothing; the draft leads with the illnesses the label forbids it in; a plain no only where one is meant whole."""
    terms = [bare_reason(lower_words(value.term)) for _, value in bans]
    case.draft.names += terms
    case.draft.summary = f"The label says not to use {case.name} with {listed(terms[:3], 'or')}."
    if case.question.yes_no:
        plain = any(not _SOME_CASES.search(term) for term in terms) and not some_cases
        decide(case.draft, case.question.masked, forbidden=plain)


def _warn(case: Case, named: _Named, topic: Topic) -> None:
    """Returns nothing; the draft leads with what is warned of, short of a ban.

    A limit of use is told as one: it may hold for some people or above a figure only, never "is not for" the whole illness.
    """
    subject = lower_words(named.warned[0][1].subject if named.warned else topic.spoken)
    case.draft.names.append(subject)
    avoided = " It says use may have to be avoided." if named.warned and "avoid" in named.warned[0][1].advice else ""
    case.draft.summary = f"Take care. The label warns of {subject}.{avoided}"
    if named.limits and not (named.warned or named.boxed):
        case.draft.names.append(thing(named.limits[0][1].term))
        case.draft.summary = limitation(named.limits[0][1])
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=False)


def _allergy(term: str) -> bool:
    return bool(asks("allergy_term").search(term.lower()))
