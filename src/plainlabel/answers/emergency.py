"""Danger first: what to do now, before anything a label says."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.draft import Draft
from plainlabel.questions.question import Question
from plainlabel.retrieval.reading import Found

POISON_HELP: Final = "1-800-222-1222"
_SUICIDE: Final = "Call or text 988 now, at any hour. If you took something or are in danger, call 911."
_OVERDOSE: Final = (
    f"Call Poison Help now: {POISON_HELP}. Call 911 if the person passed out, has a seizure, or has trouble breathing."
)
_BREATHING: Final = "Call 911 now. Swelling of the throat or trouble breathing can kill within minutes."
_SEIZURE: Final = "Call 911 now for a seizure. Keep the person safe and on their side."
_SKIN: Final = "Get medical help now. Do not take more of the medicine until a doctor has seen you."
_FIRST: Final[tuple[tuple[str, str], ...]] = (
    ("suicide", _SUICIDE),
    ("breathing", _BREATHING),
    ("overdose", _OVERDOSE),
    ("seizure", _SEIZURE),
    ("stop_now", _SKIN),
)


def emergency_summary(question: Question) -> str | None:
    """Returns what to do now for the gravest danger sign of the question, or None where there is none."""
    return next((text for kind, text in _FIRST if question.danger(kind)), None)


def add_emergency(question: Question, draft: Draft, case: Case | None) -> None:
    """Returns nothing; the draft becomes an emergency answer, with what the label says on overdose where it is held."""
    first = emergency_summary(question)
    assert first is not None
    draft.outcome = "emergency"
    draft.verdict = None
    draft.summary = first
    for kind, text in _FIRST:
        if question.danger(kind) and text != first:
            draft.say(text, "advice")
    if question.danger("suicide"):
        draft.say("You can also chat at 988lifeline.org. Someone will listen.", "advice")
        draft.say(f"If you took too much, call Poison Help: {POISON_HELP}.", "advice")
        return
    if question.danger("breathing", "stop_now"):
        draft.say("Do not take any more of the medicine until a doctor has seen you.", "advice")
    draft.say("Keep the package at hand: they will ask for the name, the strength and how much.", "advice")
    if case is not None and question.danger("overdose"):
        case.quotes(_overdosage(case), 2)


def lead_with_poison_help(draft: Draft) -> None:
    """Returns nothing; an answer on overdose starts with whom to call."""
    draft.summary = f"If someone took too much, call Poison Help: {POISON_HELP}, or 911. {draft.summary}".strip()


def _overdosage(case: Case) -> tuple[Found, ...]:
    found = case.reading.all_passages(case.reading.coded("34088-5"))
    return tuple(each for each in found if len((each.text or "").split()) > 4)
