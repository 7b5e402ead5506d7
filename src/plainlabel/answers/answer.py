"""A question to an answer: the medicine, the label that stands, the part that answers its type, then the notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from plainlabel.answers.brought_up import tell_unswallowed
from plainlabel.answers.case import Case
from plainlabel.answers.cautions import answer_contraindication
from plainlabel.answers.choose import OF_ONE_FORM, OF_ONE_PRODUCT, Choice, choose, describe, lead_in, other_form_asked, title_of
from plainlabel.answers.classes import answer_class
from plainlabel.answers.contract import Answer, AnswerMedicine, EditionRef, RankedPassage, Readability
from plainlabel.answers.doses import answer_dose
from plainlabel.answers.draft import Draft
from plainlabel.answers.effects import answer_side_effects
from plainlabel.answers.emergency import add_emergency, answer_overdose, crisis_line, emergency_summary, lead_with_poison_help
from plainlabel.answers.indications import answer_indication, answer_information
from plainlabel.answers.ingredients import answer_ingredient
from plainlabel.answers.interactions import answer_interaction
from plainlabel.answers.others import answer_action, answer_alternatives, answer_comparison, answer_pronunciation
from plainlabel.answers.own_words import by_own_words
from plainlabel.answers.pregnancy import answer_pregnancy
from plainlabel.answers.products import answer_appearance, answer_brand_names, answer_manufacturer
from plainlabel.answers.quoting import answer_by_quote, answer_in_particular, answer_other
from plainlabel.answers.readability import fkgl, smog, without_names
from plainlabel.answers.related import related
from plainlabel.answers.several_effects import tell_each_effect
from plainlabel.answers.silence import settle
from plainlabel.answers.stopping import answer_stopping
from plainlabel.answers.storage import answer_storage
from plainlabel.answers.told.body import tell_body, tell_effectiveness, tell_first_results, tell_level_times, tell_time
from plainlabel.answers.told.both import tell_the_other_part
from plainlabel.answers.told.doses import tell_dose
from plainlabel.answers.told.effects import set_apart, tell_named_effect
from plainlabel.answers.told.guard import guard
from plainlabel.answers.told.modelled import beside_label
from plainlabel.answers.told.nearest import tell_what_is_held
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.using import tell_usage, tell_usage_time
from plainlabel.answers.unresolved import answer_without_medicine
from plainlabel.answers.wording import capital, label_name, listed
from plainlabel.edition.medicines import bears
from plainlabel.edition.opened import Edition
from plainlabel.errors import UsageError
from plainlabel.identifiers import date as parse_date
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.questions.understand import is_class, understand
from plainlabel.retrieval.find import find
from plainlabel.retrieval.rank import rank, rank_members

_BY_TYPE: Final[dict[str, Callable[[Case], None]]] = {
    "action": answer_action,
    "alternatives": answer_alternatives,
    "appearance": answer_appearance,
    "brand_names": answer_brand_names,
    "class": answer_class,
    "comparison": answer_comparison,
    "contraindication": answer_contraindication,
    "dose": answer_dose,
    "indication": answer_indication,
    "information": answer_information,
    "ingredient": answer_ingredient,
    "interaction": answer_interaction,
    "manufacturer": answer_manufacturer,
    "other": answer_other,
    "overdose": answer_overdose,
    "pregnancy": answer_pregnancy,
    "pronunciation": answer_pronunciation,
    "side_effects": answer_side_effects,
    "stopping": answer_stopping,
    "storage": answer_storage,
}
_TELLERS: Final[dict[str, Callable[[Case], bool]]] = {
    "action_time": tell_time,
    "dose": tell_dose,
    "effectiveness": tell_effectiveness,
    "forgotten_dose": tell_unswallowed,
    "other": tell_named_effect,
    "usage": tell_usage,
    "usage_time": tell_usage_time,
}
"""Types that facts answer by themselves; the parts of the other types call upon facts in their own place."""
_OF_THE_BODY: Final = frozenset({"dose", "other", "information", "usage", "effectiveness", "action"})
_TOLD_ANYWAY: Final = frozenset({"dose", "forgotten_dose"})
_SENTENCE_START: Final = re.compile(r"(?<=[.!?] )[a-z]")
_SUICIDE: Final = re.compile(r"\b(suicid\w*|self[- ]?harm\w*)")
_READ: Final = frozenset({"answered", "not_held", "silent"})
_SHOWN: Final = 2_000
_MOST_PASSAGES: Final = 10
_PARTICULAR: Final = 5
_QUOTED_WHEN_PARTICULAR: Final = frozenset(
    {"side_effects", "dose", "contraindication", "effectiveness", "action", "action_time", "usage", "usage_time", "other"}
)
_FACTS_FIRST: Final = frozenset({"side_effects", "contraindication"})
"""Particular questions whose own part looks for the fact before it quotes."""
_NEVER_A_BARE_YES: Final = frozenset(
    {"pregnancy", "dose", "contraindication", "interaction", "usage", "usage_time", "stopping", "indication"}
)


def answer(question: str, edition: Edition, as_of: str | None = None) -> Answer:
    """Returns the answer to a question in anyone's words, as DESIGN.md's contract has it.

    `as_of` ("YYYY-MM-DD") answers from the label version in force on that day. Any text gets a reply.

    Raises:
        UsageError: `as_of` is no date.
    """
    if as_of is not None and parse_date(as_of) is None:
        raise UsageError(f"Not a date: {as_of[:40]}", next_step="Write it as YYYY-MM-DD")
    understood = understand(question, edition)
    draft = Draft()
    choice = choose(understood, edition, parse_date(as_of) if as_of else None)
    case = _case(understood, edition, draft, choice)
    if emergency_summary(understood, case) is not None:
        add_emergency(understood, draft, case)
    elif case is None:
        answer_without_medicine(understood, edition, draft, choice, as_of)
    else:
        if not _told(case):
            _part(understood)(case)
        if not settle(case):
            _not_understood(case)
        by_own_words(case)
        _beside(case)
        tell_each_effect(case)
        beside_label(case)
        guard(case)
        if understood.type in OF_ONE_FORM and draft.outcome == "answered" and other_form_asked(understood, choice):
            draft.used = draft.clear()
            case.not_held("anything on this form")
        _guard(case)
        if draft.outcome in _READ and (told := lead_in(understood, choice, answered=draft.outcome == "answered")):
            draft.names += [case.reading.title, *(mention.name.name for mention in choice.mentions[:1] if mention.name)]
            draft.summary = f"{told} {draft.summary}"
            if draft.outcome == "silent" and understood.type in OF_ONE_PRODUCT:
                draft.outcome = "not_held"
    if draft.outcome != "emergency":
        _whom_to_call(understood, draft)
    _notices(understood, draft, choice, case)
    return _finished(question, understood, edition, draft, choice, case)


def _case(question: Question, edition: Edition, draft: Draft, choice: Choice) -> Case | None:
    if choice.reading is None or choice.medicine is None or choice.mention is None:
        return None
    name = title_of(choice.mention, choice.medicine, choice.reading)
    draft.names += [name, *choice.medicine.ingredients, choice.mention.asked]
    return Case(question, edition, choice.medicine, choice.reading, name, draft, choice.others, find(question, choice.reading))


def _told(case: Case) -> bool:
    """Returns whether the facts that belong to the question's type answered it; others are answered by the part of the type.

    A question with many words of its own is left to the label's words where these are held.
    """
    question = case.question
    figures = question.type in _OF_THE_BODY and asks("asks_body_figures").search(question.masked)
    teller = tell_body if figures else _TELLERS.get(question.type)
    particular = len(content_words(question.masked)) >= _PARTICULAR
    if teller is None or (particular and case.reading.full and question.type not in _TOLD_ANYWAY):
        return False
    case.draft.certain = teller(case)
    return case.draft.certain


def _beside(case: Case) -> None:
    """Returns nothing; an answer in the label's words, or none, gets the facts that stand beside it."""
    if not case.draft.certain and case.question.type == "side_effects":
        set_apart(case)
    if not case.draft.certain and case.draft.outcome == "answered" and case.question.type == "action_time":
        tell_first_results(case)
    if case.draft.outcome == "silent" and case.question.type == "action_time":
        tell_level_times(case)
    tell_the_other_part(case)
    tell_what_is_held(case)


def _part(question: Question) -> Callable[[Case], None]:
    """Returns the part that answers: by type, or by quotes alone where the question asks for something particular.

    A question with many words of its own ("... symptoms to observe for regarding low sodium") is not answered by the list its
    type would give.
    """
    particular = len(content_words(question.masked)) >= _PARTICULAR
    if particular and question.type in _QUOTED_WHEN_PARTICULAR - _FACTS_FIRST:
        return answer_in_particular
    return _BY_TYPE.get(question.type, answer_by_quote)


def _not_understood(case: Case) -> None:
    """Returns nothing; where no type was understood, silence would claim too much: the person is asked back."""
    question, draft = case.question, case.draft
    plain = question.topic is not None and question.topic.kind == "topic" and question.yes_no
    if question.type != "other" or plain or draft.outcome not in {"silent", "not_held"}:
        return
    draft.outcome = "unclear"
    draft.used = draft.clear()
    draft.summary = f"What would you like to know about {case.name}? We did not understand the question."
    draft.say("Some questions that its label can answer are listed below.", "advice")


def _guard(case: Case) -> None:
    """Returns nothing; what must hold for every answer is made to hold: no bare yes where it could harm."""
    draft = case.draft
    person = case.question.person
    fragile = person.child or person.pregnant or person.breast_feeding
    if draft.verdict == "yes" and not draft.warns and (case.question.type in _NEVER_A_BARE_YES - {"indication"} or fragile):
        draft.verdict = "depends"
        draft.summary = draft.summary.replace("Yes.", "It depends.", 1)
    if fragile and draft.outcome == "answered":
        draft.say("Ask a doctor or pharmacist before giving or taking this in pregnancy, while nursing, or in a child.", "advice")


def _whom_to_call(question: Question, draft: Draft) -> None:
    """Returns nothing; a question on overdose or suicide that tells no danger still leads to those who help."""
    if question.type == "overdose":
        lead_with_poison_help(draft)
    if _SUICIDE.search(question.masked):
        crisis_line(draft)


def _notices(question: Question, draft: Draft, choice: Choice, case: Case | None) -> None:
    for mention in choice.mentions:
        if mention.note and mention.match not in {"none", "exact"}:
            draft.notice(f"{mention.note[0].upper()}{mention.note[1:]}.")
        if mention.name is not None and not mention.medicines:
            draft.notice(f"We know the name {mention.name.name}, but this copy holds no label of it.")
    if case is None:
        return
    for text in describe(case.reading, choice, case.name):
        draft.notice(text)
    for _, other in choice.others[:2]:
        if other is not None:
            draft.notice(f"Also read: {other.title}, {label_name(other.label)}.")
    if draft.outcome in {"answered", "silent"} and question.type in {"ingredient", "appearance"}:
        draft.notice(f"This is about the product of {case.reading.label.labeler or 'one maker'}; others may differ.")


def _finished(asked: str, question: Question, edition: Edition, draft: Draft, choice: Choice, case: Case | None) -> Answer:
    bare = without_names(draft.summary, draft.names)
    return Answer(
        question=asked[:_SHOWN],
        outcome=draft.outcome,
        verdict=draft.verdict if draft.outcome == "answered" else None,
        type=question.type,
        topic=question.topic.key if question.topic else None,
        medicines=tuple(_medicine(choice, place) for place in range(len(choice.mentions))),
        summary=_SENTENCE_START.sub(lambda match: match[0].upper(), capital(draft.summary)),
        statements=tuple(draft.statements),
        citations=tuple(draft.citations),
        passages=_passages(question, edition, draft, choice, case),
        related=related(case) if case is not None else (),
        notices=tuple(draft.notices),
        readability=Readability(fkgl(bare), smog(bare), fkgl(draft.summary), smog(draft.summary)),
        edition=EditionRef(edition.id, edition.kind, edition.labels),
    )


def _medicine(choice: Choice, place: int) -> AnswerMedicine:
    mention = choice.mentions[place]
    reading = choice.readings[place]
    name = mention.name.name if mention.name is not None else mention.asked
    ingredients = mention.name.ingredients[0] if mention.name is not None and len(mention.name.ingredients) == 1 else ()
    if reading is None:
        return AnswerMedicine(mention.asked, name, ingredients, match=mention.match)
    label = reading.label
    if mention.name is not None and mention.name.kind == "brand" and ingredients and not bears(label, mention.name.key):
        # The label of another brand is read: it is not to be cited under the name that was asked.
        name = listed(list(ingredients))
    return AnswerMedicine(mention.asked, name, ingredients, label.set_id, label.version, label.effective, mention.match)


def _passages(question: Question, edition: Edition, draft: Draft, choice: Choice, case: Case | None) -> tuple[RankedPassage, ...]:
    """Returns what was found, best first: the passages the answer rests on ranked together with those found beside them.

    Where the question names a class alone, those of some of its members.
    """
    if case is not None:
        found = rank(question, case.reading, draft.used, case.ranked, limit=_MOST_PASSAGES)
    elif draft.outcome == "unclear":
        found = rank_members(question, edition, _labels_of_classes(choice, edition), limit=_MOST_PASSAGES)
    else:
        found = ()
    return tuple(
        RankedPassage(
            each.set_id,
            each.section.code or "",
            f"{each.section.number} {each.section.title}".strip() if each.section.number else each.section.title,
            each.text[:_SHOWN] if each.text else None,
            each.score,
        )
        for each in found
    )


def _labels_of_classes(choice: Choice, edition: Edition) -> Iterator[int]:
    """Returns the standing label of each medicine of the classes that are named."""
    for mention in choice.mentions:
        if is_class(mention):
            members = (medicine for key in mention.medicines if (medicine := edition.medicine(key)) is not None)
            yield from (member.labels[0] for member in members)
