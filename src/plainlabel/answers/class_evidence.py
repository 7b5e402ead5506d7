"""What speaks for and against a class: FDA's names, the way it acts, warnings that true members carry, the label's own words."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import calling_themselves, class_names
from plainlabel.answers.told.acting import acts_in_words, acts_together
from plainlabel.answers.told.held import held as held_facts
from plainlabel.answers.told.held import tell
from plainlabel.answers.wording import article, listed, lower_words, shortened
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, FunctionalStudy, Mechanism, Warning_
from plainlabel.questions.patterns import ClassWord
from plainlabel.retrieval.reading import Found, Reading

_SYSTEMIC: Final = frozenset(
    {"oral", "intravenous", "subcutaneous", "intramuscular", "sublingual", "buccal", "rectal", "transdermal"}
)
_VACCINES: Final = re.compile(r"vaccin|immuni[sz]ation", re.IGNORECASE)
_OF_IMMUNITY: Final = frozenset({"vaccine response"})
_SELF: Final = ("34067-9", "34089-3", "34090-1", "43679-0", "42231-1", "34076-0", "42227-9", "34085-1")


def evidence(case: Case, word: ClassWord, named: list[str], own: Found | None) -> None:
    """Returns nothing; the draft tells what speaks for the verdict and what against it."""
    said = article(word.name)
    if named:
        number = case.draft.cite_label(case.reading.label, "FDA class")
        established = class_names(case.reading.label, "EPC") or named
        case.draft.say(f"FDA class: {listed(established)}.", "class", number)
        if acts := [name for name in class_names(case.reading.label, "MoA") if name not in established]:
            case.draft.say(f"How it acts, by FDA: {listed(acts)}.", "class", number)
    if own is not None:
        case.quote(own)
    if word.hallmark is not None:
        known = [pair for pair in held_facts(case.reading, Mechanism) if pair[1].action]
        tell(case, acts_together(known), most=2, words=acts_in_words)
        tell(case, [pair for pair in held_facts(case.reading, FunctionalStudy) if pair[1].subject in _OF_IMMUNITY], most=1)
    case.draft.say(f"{said[:1].upper()}{said[1:]} is {word.meaning}.", "advice")
    if word.hallmark is not None and case.draft.verdict != "yes":
        _compare(case, word)
    if case.draft.verdict in {"no", "depends"}:
        _against(case, word)
        _counter(case, word)
    if case.draft.verdict == "no":
        case.draft.say("Your own risk depends on your illness and other medicines. Ask your doctor or pharmacist.", "advice")


def _compare(case: Case, word: ClassWord) -> None:
    """Returns nothing; the boxed warning is set against the share of true members of the class that carry one."""
    own = hallmark_warning(case.reading, word)
    if own is not None:
        number = case.draft.cite_fact(case.reading, own)
        case.draft.say(
            f"It carries a boxed warning that names {word.hallmark_name}, as medicines of that class do.", "label", number
        )
    elif not _boxed(case.reading) and case.reading.sections and not case.reading.label.partial:
        number = case.draft.cite_label(case.reading.label, "Boxed warning: none")
        case.draft.say("Its label has no boxed warning.", "label", number)
    members, carrying = _share(case, word)
    if members > 1:
        verb = "carries" if carrying == 1 else "carry"
        case.draft.say(
            f"Of {members} labels here of whole-body medicines that FDA or the label itself classes as {word.name}s, {carrying} "
            f"{verb} a boxed warning on {word.hallmark_name}.",
            "computed",
        )


def _share(case: Case, word: ClassWord) -> tuple[int, int]:
    """Returns how many systemic standing labels are of the class, and how many of them carry its boxed warning."""
    members = _members(case, word)
    if not members or word.hallmark is None:
        return 0, 0
    carrying = set()
    for key in members:
        for fact in case.edition.facts(key, "boxed_warning"):
            if isinstance(fact.value, BoxedWarning) and fact.value.present and word.hallmark.search(" ".join(fact.value.subjects)):
                carrying.add(key)
    return len(members), len(carrying)


def _members(case: Case, word: ClassWord) -> list[int]:
    named = {key for name in word.members for key in case.edition.class_members("EPC", name)}
    keys = sorted(named.union(calling_themselves(case.edition, word.fda)))
    return [key for key in keys if _systemic(case.edition.label(key))]


def _systemic(label: LabelRecord) -> bool:
    routes = {route.lower() for product in label.products for route in product.routes}
    return not label.partial and (not routes or bool(routes & _SYSTEMIC))


def _against(case: Case, word: ClassWord) -> None:
    """Returns nothing; warnings of this label on what the class is known for are shown: they speak against a plain no."""
    if word.hallmark is None:
        return
    facts = [(fact, fact.value) for fact in case.reading.facts("warning") if isinstance(fact.value, Warning_)]
    hits = [(fact, value) for fact, value in facts if word.hallmark.search(value.subject) or _VACCINES.search(value.subject)]
    if hits:
        numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in hits[:5]]
        subjects = listed([lower_words(value.subject) for _, value in hits[:5]])
        case.draft.say(f"What speaks for a closer look: the label heads warnings on {subjects}.", "label", *numbers)


def _boxed(reading: Reading) -> list[Fact]:
    facts = reading.facts("boxed_warning")
    return [fact for fact in facts if isinstance(fact.value, BoxedWarning) and fact.value.present]


def hallmark_warning(reading: Reading, word: ClassWord) -> Fact | None:
    """Returns the boxed warning on what the class is known by, None where the label has none."""
    if word.hallmark is None:
        return None
    for fact in _boxed(reading):
        if isinstance(fact.value, BoxedWarning) and word.hallmark.search(" ".join(fact.value.subjects)):
            return fact
    return None


def calls_itself(reading: Reading, name: str, word: ClassWord) -> Found | None:
    """Returns the passage in which the label calls its own medicine by the class word ("X is an opioid agonist ...")."""
    if not reading.full:
        return None
    subject = "|".join(re.escape(each) for each in {name, reading.title} if each)
    said = re.compile(
        rf"(?i:{subject})\W[^.]{{0,60}}?\b(?:is|are)\s+(?:an?|the)\s+(?:[\w()/-]+,?\s+){{0,6}}?{word.own.pattern}", re.IGNORECASE
    )
    denied = re.compile(
        r"\b(not|other|another|unlike|rather|with|combination|may|used|that|who|treat\w*|given|plus|before|after)\b", re.IGNORECASE
    )
    for found in reading.matching(said, reading.coded(*_SELF)):
        match = said.search(found.text or "")
        if match and not denied.search(match[0]):
            return found
    return None


def _counter(case: Case, word: ClassWord) -> None:
    """Returns nothing; what the label itself says with the class word, so that what speaks against is seen."""
    if not case.reading.full:
        return
    found = [
        each
        for each in case.reading.matching(
            word.words, case.reading.coded("34066-1", "43685-7", "34073-7", "34084-4", "43679-0", "34092-7")
        )
        if len((each.text or "").split()) > 3
    ]
    for each in found[:2]:
        number = case.draft.cite_found(case.reading, each)
        case.draft.say(f"Where the label uses the word: \u201c{shortened(each.text or '', 400)}\u201d", "label", number)
    if not found:
        number = case.draft.cite_label(case.reading.label)
        case.draft.say(f"The label nowhere calls it {article(word.name)}.", "label", number)
