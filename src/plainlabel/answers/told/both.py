"""Two questions in one: what it is for and how it works. The part that was not asked for first is said behind the other."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.indications import use_of
from plainlabel.answers.told.acting import acts_on
from plainlabel.answers.told.held import held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import capital, listed, lower_words
from plainlabel.facts.kinds import Indication, Mechanism

_IN_SUMMARY: Final = 4
_MOST: Final = 12


def tell_the_other_part(case: Case) -> None:
    """Returns nothing; where the question asks for the uses and the way of acting, both are told."""
    masked = case.question.masked
    if case.draft.outcome != "answered":
        return
    if case.question.type == "action" and asks("asks_uses_too").search(masked):
        _uses(case)
    elif case.question.type in {"indication", "information"} and asks("asks_action_too").search(masked):
        _acts(case)


def _uses(case: Case) -> None:
    found = held(case.reading, Indication)
    if not found:
        return
    names = list(dict.fromkeys(lower_words(value.condition) for _, value in found))
    case.draft.names += names
    told = f"for {listed(names)}" if len(names) <= _IN_SUMMARY else f"for {len(names)} uses, listed below"
    case.draft.summary = f"{case.name} is approved {told}. {case.draft.summary}"
    tell(case, found, most=_MOST, words=lambda value: f"{capital(use_of(value))}.")


def _acts(case: Case) -> None:
    found = [pair for pair in held(case.reading, Mechanism) if pair[1].action and pair[1].target]
    if found:
        case.draft.summary = f"{case.draft.summary} {acts_on(case, found)}"
        tell(case, found, most=2)
