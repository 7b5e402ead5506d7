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
from plainlabel.answers.usual_dose import hours_between
from plainlabel.facts.kinds import Dosage
from plainlabel.questions.question import Question
from plainlabel.retrieval.reading import Found

POISON_HELP: Final = "1-800-222-1222"
PET_POISON: Final = "1-888-426-4435"
_SUICIDE: Final = "Call or text 988 now, at any hour. If you took something, or anyone is in danger, call 911."
_OVERDOSE: Final = (
    f"Call Poison Help now: {POISON_HELP}. Call 911 if the person passed out, has a seizure, or has trouble breathing."
)
_PET_OVERDOSE: Final = (
    f"Call your vet or ASPCA Animal Poison Control now: {PET_POISON}. If a person took some too, call Poison Help: {POISON_HELP}."
)
_BREATHING: Final = "Call 911 now. Swelling of the throat or trouble breathing can kill within minutes."
_COLLAPSE: Final = "Call 911 now. Chest pain, passing out and signs of a stroke cannot wait."
_BLEEDING: Final = "Call 911 or go to an emergency room now. Heavy bleeding or blood inside the gut cannot wait."
_HEAD: Final = (
    "Go to an emergency room now, or call 911. A blow on the head with a blood thinner can bleed inside, even if you feel well."
)
_LOW_SUGAR: Final = (
    "Take fast sugar now: juice, regular soda or glucose tablets. "
    "Call 911 if the person passes out, has a seizure, or cannot swallow."
)
_SEIZURE: Final = "Call 911 now for a seizure. Keep the person safe and on their side."
_URGENT: Final = "Call 911 or go to an emergency room now. These signs cannot wait."
_SKIN: Final = "Get help from a doctor right now. If you cannot reach one, go to an emergency room."
_NO_MORE: Final = "Do not take more of the medicine until you have been seen."
_PET: Final = re.compile(r"\b(dogs?|pupp(y|ies)|cats?|kittens?|pets?|horse|rabbit)\b")
_FEW_WORDS: Final = 4
_FEWEST_HOURS_APART: Final = 72.0
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
    ("seizure", _SEIZURE),
    ("bleeding", _BLEEDING),
    ("head_blow", _HEAD),
    ("low_sugar", _LOW_SUGAR),
    ("overdose", _OVERDOSE),
    ("urgent", _URGENT),
    ("stop_now", _SKIN),
)
_MORE: Final[dict[str, tuple[str, ...]]] = {
    "breathing": (
        "If this may be an allergic shock and you have an epinephrine pen, use it now.",
        "If you have a rescue inhaler for asthma, use it as you were told.",
        "If it began after a medicine, do not take more of that medicine until a doctor has seen you.",
    ),
    "collapse": ("Stay with the person. If they do not breathe, 911 will tell you what to do.",),
    "bleeding": (
        "Press hard on a wound that bleeds.",
        "Tell them of every blood thinner and pain medicine, and ask about the next dose.",
    ),
    "head_blow": ("Tell them which blood thinner you take and when you took it last.",),
    "low_sugar": (
        "Give nothing by mouth to someone who cannot swallow or is not awake. Use glucagon if you have it.",
        "Check the sugar again after 15 minutes. Call your doctor before the next dose of diabetes medicine.",
    ),
    "stop_now": (_NO_MORE,),
}
"""What is said behind the first words, by danger."""
_WITH_DRINK: Final = ("opioid", "narcotic", "benzodiazepine", "sleeping pill", "barbiturate", "muscle relaxant", "sedative")
"""Kinds of medicine that slow the breath together with alcohol."""
_SLOWED: Final = ("overdose", "breathing", "collapse")


def emergency_summary(question: Question, case: Case | None = None) -> str | None:
    """Returns what to do now for the gravest danger sign of the question, or None where there is none."""
    return next((_words(kind, text, question) for kind, text in _FIRST if _told(kind, question, case)), None)


def _told(kind: str, question: Question, case: Case | None) -> bool:
    """Returns whether a question tells a danger, some only with what is known of the medicine.

    A blow on the head is one with a medicine that thins the blood; doses on days in a row are an overdose of a medicine whose
    label leaves days between them, and so is one that slows the breath, taken with drink.
    """
    if kind == "overdose" and question.danger("too_often") is not None and _leaves_days_between(question, case):
        return True
    if kind == "overdose" and question.danger("drunk") is not None and any(_takes(each, question) for each in _WITH_DRINK):
        return True
    return question.danger(kind) is not None and (kind != "head_blow" or _takes("blood thinner", question))


def _leaves_days_between(question: Question, case: Case | None) -> bool:
    """Returns whether the one medicine of a question is given at least three days apart in every dose of its label."""
    if case is None or len(question.mentions) != 1:
        return False
    doses = [fact.value for fact in case.reading.facts("dosage") if isinstance(fact.value, Dosage)]
    every = [hours for dose in doses if (hours := hours_between(dose)) is not None]
    return bool(every) and min(every) >= _FEWEST_HOURS_APART


def _words(kind: str, text: str, question: Question) -> str:
    return _PET_OVERDOSE if kind == "overdose" and _of_a_pet(question) else text


def _of_a_pet(question: Question) -> bool:
    return _PET.search(question.masked) is not None and not question.person.child


def _takes(kind: str, question: Question) -> bool:
    """Returns whether a medicine that the question names is of a kind, by itself or as the class that it names."""
    for mention in question.mentions:
        parts = [part for each in mention.name.ingredients for part in each] if mention.name else []
        if kind in kin(parts) or kind in mention.asked.lower():
            return True
    return False


def add_emergency(question: Question, draft: Draft, case: Case | None) -> None:
    """Returns nothing; the draft becomes an emergency answer, with what the label says on overdose where it is held."""
    first = emergency_summary(question, case)
    assert first is not None
    draft.outcome = "emergency"
    draft.verdict = None
    draft.summary = first
    told = [kind for kind, _ in _FIRST if _told(kind, question, case)]
    for kind, text in _FIRST:
        if kind in told and (words := _words(kind, text, question)) != first:
            draft.say(words, "advice")
    if "suicide" in told:
        draft.say("You can also chat at 988lifeline.org. Someone will listen.", "advice")
        draft.say("Do not stay alone, and do not leave the person alone. Put pills and weapons out of reach.", "advice")
        draft.say(f"If you took too much, call Poison Help: {POISON_HELP}.", "advice")
        return
    for kind in told:
        for more in _MORE.get(kind, ()):
            draft.say(more, "advice")
    if "overdose" in told:
        _after_too_much(question, draft)
    if any(kind in told for kind in _SLOWED) and not _of_a_pet(question):
        _naloxone(question, draft)
    draft.say("Keep the package at hand: they will ask for the name, the strength and how much.", "advice")
    if case is not None and "overdose" in told:
        case.quotes(overdosage(case), 2)


def _naloxone(question: Question, draft: Draft) -> None:
    """Returns nothing; an opioid, or a collapse with no medicine that is known, calls for naloxone where it is at hand."""
    known = any(mention.name is not None for mention in question.mentions)
    if _takes("opioid", question):
        draft.say("If you have naloxone, give it now. Then wait for help beside the person.", "advice")
    elif not known and question.danger("collapse", "breathing"):
        draft.say("If it may be an opioid pain medicine and you have naloxone, give it now.", "advice")


def _after_too_much(question: Question, draft: Draft) -> None:
    draft.say(
        "Do not take or give another dose until you have asked. Do not make anyone throw up unless they tell you to.", "advice"
    )
    if not _of_a_pet(question):
        draft.say("If it was on purpose, call or text 988 as well.", "advice")
        if _PET.search(question.masked):
            draft.say(f"For a pet, call your vet or ASPCA Animal Poison Control, {PET_POISON}.", "advice")


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
