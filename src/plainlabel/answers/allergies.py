"""An allergy to something else than the medicine: it counts where the label names it, in a fact or in its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import by_strictness, cue_of
from plainlabel.answers.polarity import decide
from plainlabel.answers.told.held import held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import Contraindication
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

_FEW: Final = 3


def allergen_of(case: Case) -> tuple[str, ...]:
    """Returns the words for what a person is allergic to, beside the medicine itself."""
    topic = case.question.topic
    known = stems(topic.words) if topic is not None else ()
    return tuple(
        word for word in content_words(case.question.masked) if len(word) > _FEW and not word.startswith((*known, "allerg"))
    )


def _begins(allergen: tuple[str, ...]) -> re.Pattern[str]:
    """Returns a pattern of the words for an allergen by their beginnings: "sulfa" is found in "sulfonamides"."""
    return re.compile(
        r"\b(?:" + "|".join(re.escape(word[: max(_FEW + 1, len(word) - 2)]) for word in allergen) + ")", re.IGNORECASE
    )


def tell_allergy(case: Case, allergen: tuple[str, ...]) -> bool:
    """Returns whether a fact names the allergy among the reasons not to use the medicine, which then answers."""
    begins = _begins(allergen)
    bans = [
        (fact, value)
        for fact, value in held(case.reading, Contraindication)
        if asks("allergy_term").search(value.term.lower()) and begins.search(value.term)
    ]
    if not bans:
        return False
    terms = list(dict.fromkeys(lower_words(value.term) for _, value in bans))
    case.draft.names += terms
    case.draft.summary = f"The label names this as a reason not to use {case.name}: {listed(terms[:3], 'or')}."
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=True)
    tell(case, bans)
    case.draft.say("Tell your doctor and pharmacist about every allergy before you take it.", "advice")
    case.draft.certain = True
    return True


def quote_allergy(case: Case, found: tuple[Found, ...], allergen: tuple[str, ...], missing: Callable[[Case], None]) -> None:
    """Returns nothing; an allergy to something else counts only where the label names that; `missing` tells what is not held."""
    spoken = " ".join(allergen)
    case.draft.names.append(spoken)
    begins = _begins(allergen)
    hits = tuple(each for each in found if begins.search(each.text or "")) or tuple(
        each
        for each in case.reading.matching(begins, case.reading.coded(*plan("contraindication").codes))
        if re.search(r"\ballerg|hypersensitiv|cross", each.text or "", re.IGNORECASE)
    )
    if case.question.yes_no:
        case.draft.verdict = "depends"
    if not hits:
        case.draft.summary = f"We found no words on an allergy to {spoken} in the label. Ask a pharmacist before you take it."
        case.quotes(found, 2)
        missing(case)
        return
    judged = by_strictness([(cue_of(each, begins), each) for each in hits])
    no = judged[0][0] == "ban"
    case.draft.summary = (
        f"The label says not to use {case.name} with an allergy to {spoken}."
        if no
        else f"Take care. The label speaks of an allergy to {spoken}. Its words are below."
    )
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=no)
    case.quotes(tuple(each for _, each in judged))
    case.draft.say("Tell your doctor and pharmacist about every allergy before you take it.", "advice")
