"""Several effects in one question ("dizziness, a sore tongue and itchy feet"): each is answered by itself, none left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.concepts import Concept, matches
from plainlabel.answers.draft import Draft
from plainlabel.answers.effects import answer_side_effects
from plainlabel.answers.silence import settle
from plainlabel.questions.understand import understand
from plainlabel.retrieval.find import find

_JOINED: Final = re.compile(r"[^.?!;]{0,20}(?:,|&|\b(?:and|or|plus)\b)[^.?!;]{0,20}")
_VERDICT: Final = re.compile(r"^(?:Yes|It depends)\. ")
_MOST: Final = 4
_LEFT_OUT: Final = {"silent": "the label does not say", "not_held": "the answer is not in this copy"}


def tell_each_effect(case: Case) -> None:
    """Returns nothing; a question that lists several effects gets an answer on each where at least one is answered."""
    draft = case.draft
    if case.question.type != "side_effects" or draft.outcome not in {"answered", "silent", "not_held"} or case.others:
        return
    asked = _listed(case.question.masked)
    if len(asked) < 2:
        return
    alone = [(words, _alone(case, words)) for words in asked]
    told = [(words, each) for words, each in alone if each.outcome == "answered"]
    if not told or any(each.outcome not in {"answered", *_LEFT_OUT} for _, each in alone):
        return
    draft.clear()
    draft.outcome = "answered"
    draft.certain = all(each.certain for _, each in told)
    parts = list(dict.fromkeys(_VERDICT.sub("", each.summary) for _, each in told))
    parts += [f"On {words}, {_LEFT_OUT[each.outcome]}." for words, each in alone if each.outcome in _LEFT_OUT]
    draft.summary = " ".join(parts)
    for _, each in told:
        draft.take(each)


def _listed(masked: str) -> list[str]:
    """Returns the words of the effects that stand in one list, in their order, each once."""
    places: list[tuple[re.Match[str], Concept]] = []
    for match, concept in sorted(matches(masked), key=lambda each: (each[0].start(), -each[0].end())):
        if not places or match.start() >= places[-1][0].end():
            places.append((match, concept))
    joined = all(_JOINED.fullmatch(masked[one.end() : two.start()]) for (one, _), (two, _) in pairwise(places))
    names = [concept.name for _, concept in places]
    over = any(name in concept.over for _, concept in places for name in names)
    if not joined or over or len(set(names)) != len(names) or len(places) > _MOST:
        return []
    return [match[0] for match, _ in places]


def _alone(case: Case, words: str) -> Draft:
    """Returns the draft of the answer on one effect by itself."""
    question = understand(f"Does {case.question.mentions[0].asked} cause {words}?", case.edition)
    draft = Draft()
    draft.names += case.draft.names
    if question.type != "side_effects":
        draft.outcome = "unclear"
        return draft
    one = replace(case, question=question, draft=draft, ranked=find(question, case.reading))
    answer_side_effects(one)
    settle(one)
    return draft
