"""What a copy without the label's words can still tell: the facts nearest to the question, before what is missing."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.brought_up import is_brought_up
from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin, kin_classes
from plainlabel.answers.sentences.say import say
from plainlabel.answers.told.of_product import is_of_another
from plainlabel.answers.told.using import of_another_device
from plainlabel.answers.wording import article, capital, lower_words
from plainlabel.facts.kinds import Administration, AdverseReaction, BoxedWarning, Pharmacokinetic

_NEAR: Final[dict[str, tuple[str, ...]]] = {
    "action": ("mechanism", "class", "indication"),
    "action_time": ("pharmacokinetic", "effect"),
    "contraindication": ("contraindication", "limitation", "adjustment"),
    "dose": ("dosage", "adjustment", "strength"),
    "effectiveness": ("effect", "indication"),
    "forgotten_dose": ("missed_dose", "dosage"),
    "interaction": ("contraindication",),
    "overdose": ("overdose", "dosage"),
    "pregnancy": ("population",),
    "side_effects": ("boxed_warning", "warning"),
    "stopping": ("stopping", "boxed_warning"),
    "storage": ("storage",),
    "usage": ("administration", "dosage"),
    "usage_time": ("dosage", "administration"),
}
_MOST: Final = 4
_TIMES: Final = frozenset({"half_life", "tmax", "steady_state"})
"""What of the body's figures is near to "how fast" and "how long"."""
_BY_CLASS: Final = frozenset({"action", "class", "information"})


def _kinds_near(case: Case) -> tuple[str, ...]:
    """Returns the kinds of fact near to the question: on an age the groups of people and the doses, whatever type it reads as."""
    topic = case.question.topic
    by_age = topic is not None and topic.key in {"children", "older_people"} and case.question.type != "pregnancy"
    return ("population", "dosage") if by_age else _NEAR.get(case.question.type, ())


def _of_time(value: Pharmacokinetic) -> bool:
    return value.parameter in _TIMES and value.population is None


def tell_what_is_held(case: Case) -> None:
    """Returns nothing; where a copy of facts does not hold the answer, the nearest facts are said first, called so."""
    draft = case.draft
    if is_brought_up(case.question):  # What to do after a missed dose would be read as leave to take another.
        return
    if draft.outcome != "not_held" or (case.reading.full and not case.reading.label.partial):
        return
    found = [
        fact
        for kind in _kinds_near(case)
        for fact in case.reading.facts(kind)
        if not isinstance(fact.value, AdverseReaction)
        and not (isinstance(fact.value, BoxedWarning) and not fact.value.present)
        and not is_of_another(case, fact)
        and not (isinstance(fact.value, Pharmacokinetic) and not _of_time(fact.value))
        and not (isinstance(fact.value, Administration) and of_another_device(case))
    ]
    counted = kin(case.medicine.ingredients) if case.question.type in _BY_CLASS else ()
    if not found and not counted:
        return
    before = [(each.text, each.basis, each.citations) for each in draft.statements]
    draft.statements.clear()
    for fact in found[:_MOST]:
        draft.say(f"What it does hold: {say(fact.value)}", "label", draft.cite_fact(case.reading, fact))
    if counted and case.question.type == "action":
        kinds = kin_classes(case.medicine.ingredients) or list(counted)
        draft.names += kinds
        draft.summary = f"{capital(case.name)} is {article(lower_words(kinds[0]))}, by our list. {draft.summary}"
    if counted:
        number = draft.cite_label(case.reading.label, "Active ingredient")
        draft.say(f"Our list of class words counts it among: {counted[0]}.", "computed", number)
    for text, basis, citations in before:
        draft.say(text, basis, *citations)
