"""Danger first: what to do now, before anything a label says."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin
from plainlabel.answers.draft import Draft
from plainlabel.answers.quoting import answer_by_quote
from plainlabel.answers.told.doses import tell_too_much
from plainlabel.answers.told.using import tell_overdose
from plainlabel.questions.question import Question
from plainlabel.retrieval.reading import Found

POISON_HELP: Final = "1-800-222-1222"
_SUICIDE: Final = "Call or text 988 now, at any hour. If you took something or are in danger, call 911."
_OVERDOSE: Final = (
    f"Call Poison Help now: {POISON_HELP}. Call 911 if the person passed out, has a seizure, or has trouble breathing."
)
_BREATHING: Final = "Call 911 now. Swelling of the throat or trouble breathing can kill within minutes."
_COLLAPSE: Final = "Call 911 now. Chest pain, passing out and signs of a stroke cannot wait."
_SEIZURE: Final = "Call 911 now for a seizure. Keep the person safe and on their side."
_SKIN: Final = "Get help from a doctor right now. Do not take more of it until you have been seen."
_PET: Final = re.compile(r"\b(dogs?|pupp(y|ies)|cats?|kittens?|pets?|horse|rabbit)\b")
_FEW_WORDS: Final = 4
_CALL: Final = re.compile(r"\b(contact|call|consult)\b.{0,60}\bpoison", re.IGNORECASE)
_ASKED: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = (
    (
        re.compile(r"\b(revers\w*|antidote|counteract\w*)"),
        re.compile(r"\b(antidote|revers\w*|antagoni\w*|specific (treatment|therapy))", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(treat\w*|do i do|to do|manag\w*)\b"),
        re.compile(r"\b(treat\w*|manag\w*|supportive|lavage|charcoal|dialysis|antidote|monitor\w*)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(symptoms?|signs?|happens?|effects?|feel)\b"),
        re.compile(r"\b(symptoms?|signs?|manifest\w*|characteri\w*|result in|include[ds]?|reported)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(how (much|many)|what (dose|amount)|amount)\b"),
        re.compile(r"\b\d[\d,.]*\s?(mg|g|grams?|mcg|units?|tablets?|capsules?|times)\b", re.IGNORECASE),
    ),
)
"""What a question on overdose asks for, and the words of a passage that tell it."""
_FIRST: Final[tuple[tuple[str, str], ...]] = (
    ("suicide", _SUICIDE),
    ("breathing", _BREATHING),
    ("collapse", _COLLAPSE),
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
    if question.danger("breathing"):
        draft.say("Do not take any more of the medicine until a doctor has seen you.", "advice")
    if question.danger("breathing"):
        draft.say("If you have an epinephrine pen for allergic shock, use it now.", "advice")
    if question.danger("overdose"):
        _after_too_much(question, draft)
    if case is not None and "opioid" in kin(case.medicine.ingredients) and question.danger("overdose", "breathing", "collapse"):
        draft.say("If you have naloxone, give it now. Then wait for help beside the person.", "advice")
    draft.say("Keep the package at hand: they will ask for the name, the strength and how much.", "advice")
    if case is not None and question.danger("overdose"):
        case.quotes(overdosage(case), 2)


def _after_too_much(question: Question, draft: Draft) -> None:
    draft.say(
        "Do not take or give another dose until you have asked. Do not make anyone throw up unless they tell you to.", "advice"
    )
    draft.say("If it was on purpose, call or text 988 as well.", "advice")
    if _PET.search(question.masked):
        draft.say("For a pet, call your vet or ASPCA Animal Poison Control, 1-888-426-4435.", "advice")


def crisis_line(draft: Draft) -> None:
    """Returns nothing; an answer about suicide as a risk or a use tells whom to call."""
    draft.say("If you or someone near you has such thoughts, call or text 988 at any hour.", "advice")


def answer_overdose(case: Case) -> None:
    """Returns nothing; the draft quotes the label's part on overdose, its signs first where these are asked for."""
    amount = _ASKED[-1][0].search(case.question.masked)
    if tell_too_much(case) if amount else tell_overdose(case):
        case.draft.certain = True
        return
    found = overdosage(case)
    if not found:
        answer_by_quote(case)
        return
    asked = next((pattern for words, pattern in _ASKED if words.search(case.question.masked)), None)
    if asked is not None:
        hits = tuple(each for each in found if asked.search(each.text or ""))
        found = (*hits, *(each for each in found if each not in hits))
    case.draft.summary = f"The label says what too much {case.name} can do. Its words are below."
    case.quotes(found)


def lead_with_poison_help(draft: Draft) -> None:
    """Returns nothing; an answer on overdose starts with whom to call."""
    draft.summary = f"If someone took too much, call Poison Help: {POISON_HELP}, or 911. {draft.summary}".strip()


def overdosage(case: Case) -> tuple[Found, ...]:
    """Returns the passages of the label's part on overdose in order, those that only name poison control last."""
    found = case.reading.all_passages(case.reading.coded("34088-5", "50565-1"))
    worded = [each for each in found if len((each.text or "").split()) > _FEW_WORDS]
    return tuple(sorted(worded, key=lambda each: bool(_CALL.search(each.text or ""))))
