"""Classes: what FDA calls a medicine, and whether it is "a steroid", "an opioid", "an immunosuppressant"."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_evidence import calls_itself, evidence, hallmark_warning
from plainlabel.answers.class_kin import class_names, kin
from plainlabel.answers.sentences.about import schedule
from plainlabel.answers.told.acting import acts_on
from plainlabel.answers.told.held import beside, tell
from plainlabel.answers.told.held import held as held_facts
from plainlabel.answers.wording import article, in_sentence, listed
from plainlabel.facts.kinds import ClassFact, Mechanism, Schedule, Warning_
from plainlabel.questions.patterns import ClassWord, class_words
from plainlabel.retrieval.reading import Found

_SCHEDULE_ASKED: Final = re.compile(r"\bschedule (\d|i{1,3}|iv|v)\b")
_ROMAN: Final = {
    **dict(zip("12345", ("CI", "CII", "CIII", "CIV", "CV"), strict=True)),
    **{each[1:].lower(): each for each in ("CI", "CII", "CIII", "CIV", "CV")},
}
_GRAVE: Final = re.compile(
    r"\b(serious|severe|opportunistic|life-threatening)\b.{0,20}\binfection|malignan|lymphoma|immunosuppress", re.IGNORECASE
)
"""Warnings that medicines which turn down the immune system carry, and hardly any others."""

_WHAT_IT_IS: Final = re.compile(
    r"\b(?:is|are) an? (?!(?:\w+[ ,-]+){0,5}"
    r"(?:powder|solid|liquid|crystal\w*|solution|suspension|salt|tablet|capsule|formulation|mixture)s?\b)\w+"
)
"""What a medicine is, and not what its substance looks like."""


def answer_class(case: Case) -> None:
    """Returns nothing; the draft tells the classes, or whether the class word of the question is one of them."""
    topic = case.question.topic
    word = next((each for each in class_words() if topic is not None and topic.kind == "class" and each.name == topic.key), None)
    if word is not None and case.question.yes_no:
        _is_it(case, word)
    elif re.search(r"\bschedule|controlled\b", case.question.masked):
        _schedule(case)
    elif word is None and case.question.yes_no and topic is not None:
        _unlisted(case, topic.asked)
    else:
        _which(case)


def _which(case: Case) -> None:
    named = class_names(case.reading.label, "EPC") or class_names(case.reading.label)
    if not named:
        _own_words(case)
        return
    case.draft.names += [in_sentence(name) for name in named]
    case.draft.summary = f"{case.name} is {article(in_sentence(named[0]))}."
    number = case.draft.cite_label(case.reading.label, "FDA class")
    for kind, what in (
        ("EPC", "FDA class"),
        ("MoA", "How it acts, by FDA"),
        ("PE", "Its effect, by FDA"),
        ("CS", "What it is made of, by FDA"),
    ):
        if names := class_names(case.reading.label, kind):
            case.draft.say(f"{what}: {listed(names)}.", "class", number)


def _own_words(case: Case) -> None:
    found = tuple(
        each
        for each in case.reading.matching(_WHAT_IT_IS, case.reading.coded("34067-9", "34089-3", "34090-1"))
        if len((each.text or "").split()) > 4
    )
    if not found:
        case.absent("its class")
        return
    case.draft.summary = case.lead(found[:1], f"FDA lists no class for {case.name} here. The label describes it below.")
    case.quotes(found, 2)


def _schedule(case: Case) -> None:
    for fact, value in held_facts(case.reading, Schedule)[:1]:
        case.draft.certain = True
        case.draft.summary = f"{case.name}: {schedule(value)}"
        if case.question.yes_no:
            wanted = _SCHEDULE_ASKED.search(case.question.masked)
            other = wanted is not None and _ROMAN.get(wanted[1], "") != value.schedule
            case.draft.verdict = "no" if value.schedule == "none" or other else "yes"
            case.draft.summary = f"{case.draft.verdict.capitalize()}. {schedule(value)}"
        case.draft.say(schedule(value), "label", case.draft.cite_fact(case.reading, fact))
        beside(case, [(fact, value)], 1)
        return
    held = {f"schedule {product.dea.lstrip('C')}" for product in case.reading.label.products if product.dea}
    found = case.reading.matching(
        re.compile(r"\b(schedule [IV]+|controlled substance)\b"), case.reading.coded("34085-1", "42227-9", "34089-3")
    )
    if held:
        number = case.draft.cite_label(case.reading.label, "Product data")
        case.draft.summary = f"{case.name} is a controlled drug: {listed(sorted(held))}."
        case.draft.say(f"The product data give it as {listed(sorted(held))}.", "label", number)
    elif found:
        case.draft.summary = case.lead(found, f"The label of {case.name} speaks of this. Its words are below.")
        case.quotes(found, 2)
    else:
        case.absent("a controlled-drug schedule")


def _unlisted(case: Case, asked: str) -> None:
    """Returns nothing; a class word that is not in the table is looked for in the FDA classes and in the label itself."""
    wanted = re.compile(re.escape(asked.rstrip("s?")), re.IGNORECASE) if asked.strip() else re.compile(r"(?!)")
    named = [name for name in class_names(case.reading.label) if wanted.search(name)]
    if named:
        case.draft.verdict = "yes"
        case.draft.summary = f"Yes. FDA classes {case.name} as {article(in_sentence(named[0]))}."
        case.draft.names += [in_sentence(name) for name in named]
        case.draft.say(f"FDA class: {listed(named)}.", "class", case.draft.cite_label(case.reading.label, "FDA class"))
        return
    _which(case)
    if case.draft.outcome == "answered":
        case.draft.notice(f"We do not know \u201c{asked[:60]}\u201d as a class, so we tell the classes we know.")


def _is_it(case: Case, word: ClassWord) -> None:
    named = class_names(case.reading.label)
    case.draft.names += [word.name, f"{word.name}s"]
    direct = [name for name in named if word.fda.search(name)]
    own = calls_itself(case.reading, case.name, word)
    if not (_is_one(case, word, direct, own) or _is_near(case, word, named) or _is_none(case, word)):
        _unknown(case, word)
        return
    _of_kin(case, word, direct)
    case.draft.names += [in_sentence(name) for name in named]
    evidence(case, word, named, own)


def _is_one(case: Case, word: ClassWord, direct: list[str], own: Found | None) -> bool:
    """Returns whether the medicine is one of the class: by FDA, by our list, or by what its label calls it."""
    if direct:
        case.draft.summary = f"Yes. FDA classes {case.name} as {article(in_sentence(direct[0]))}."
    elif own is None and any(word.words.search(name) for name in kin(case.medicine.ingredients)):
        case.draft.summary = f"Yes. {case.name} is counted among the {word.name}s."
        number = case.draft.cite_label(case.reading.label, "Active ingredient")
        text = f"Our list of class words puts {listed(case.medicine.ingredients)} among the {word.name}s."
        case.draft.say(text, "computed", number)
    elif own is not None:
        case.draft.summary = f"Yes. Its label calls {case.name} {article(word.name)}."
    elif told := [(fact, value) for fact, value in held_facts(case.reading, ClassFact) if _own_class(value, word)]:
        case.draft.summary = f"Yes. Its label calls {case.name} {article(in_sentence(told[0][1].name))}."
        case.draft.names.append(in_sentence(told[0][1].name))
        tell(case, told)
    else:
        return False
    case.draft.verdict = "yes"
    return True


def _is_near(case: Case, word: ClassWord, named: list[str]) -> bool:
    """Returns whether a class of its own or its warnings bring the medicine near to the class: it depends on what is meant."""
    near = [name for name in named if word.near is not None and word.near.search(name)]
    hallmark = hallmark_warning(case.reading, word)
    if near or hallmark:
        first = f"FDA does not class {case.name} as {article(word.name)}." if named else _no_class(case)
        why = "It carries a boxed warning that such medicines carry." if hallmark else "Its class is a related one."
    elif not named and _by_warnings(case, word):
        first, why = _no_class(case), "Its label warns of what such medicines are known for."
    else:
        return False
    case.draft.verdict = "depends"
    case.draft.summary = f"It depends on what you mean. {first} {why}"
    return True


def _no_class(case: Case) -> str:
    return f"This copy holds no FDA class for {case.name}."


def _is_none(case: Case, word: ClassWord) -> bool:
    """Returns whether the medicine is none of the class: FDA classes it otherwise, or our class words put it elsewhere."""
    if not word.closed:
        return False
    if class_names(case.reading.label, "EPC"):
        case.draft.summary = f"No. FDA does not class {case.name} as {article(word.name)}."
        if word.hallmark is not None and (acts := [pair for pair in held_facts(case.reading, Mechanism) if pair[1].action]):
            case.draft.summary += f" {acts_on(case, acts)}"
    elif not _of_other_kin(case, word):
        return False
    case.draft.verdict = "no"
    return True


def _by_warnings(case: Case, word: ClassWord) -> bool:
    """Returns whether the class words count the medicine among related ones, or its warnings are those the class is known by."""
    if word.near is not None and any(word.near.search(name) for name in kin(case.medicine.ingredients)):
        return True
    warned = [fact.value.subject for fact in case.reading.facts("warning") if isinstance(fact.value, Warning_)]
    return word.hallmark is not None and any(_GRAVE.search(each) and word.hallmark.search(each) for each in warned)


def _of_other_kin(case: Case, word: ClassWord) -> bool:
    """Returns whether our class words put the medicine into another group alone; the draft says so."""
    others = kin(case.medicine.ingredients)
    if not others:
        return False
    case.draft.names += others
    case.draft.summary = f"No. {case.name} is counted among the {_plural(others[0])}, not the {word.name}s."
    return True


def _of_kin(case: Case, word: ClassWord, direct: list[str]) -> None:
    """Returns nothing; where FDA's classes are not held, the group that our class words put the medicine in is told."""
    others = [name for name in kin(case.medicine.ingredients) if not word.words.search(name)]
    if not direct and others and case.draft.verdict in {"no", "depends"} and not class_names(case.reading.label, "EPC"):
        number = case.draft.cite_label(case.reading.label, "Active ingredient")
        ingredients = listed(case.medicine.ingredients)
        case.draft.say(f"Our list of class words puts {ingredients} among the {_plural(others[0])}.", "computed", number)


def _plural(name: str) -> str:
    known = next((word.name for word in class_words() if word.words.fullmatch(name)), name)
    return known if known.endswith("s") else f"{known}s"


def _own_class(value: ClassFact, word: ClassWord) -> bool:
    """Returns whether the class that the label gives its medicine is this one, and no antagonist or inhibitor of it."""
    if value.class_kind != "label":
        return False
    return bool(word.fda.search(value.name) or word.own.search(value.name)) and not (
        word.near is not None and word.near.search(value.name) and not word.fda.search(value.name)
    )


def _unknown(case: Case, word: ClassWord) -> None:
    """Returns nothing; without a class that decides, silence or what this copy lacks is told, never a guess."""
    case.absent(f"whether it is {article(word.name)}")
    if case.draft.outcome == "silent":
        case.draft.summary = (
            f"Neither FDA's classes nor the label call {case.name} {article(word.name)}. That alone does not settle it."
        )
    if named := class_names(case.reading.label):
        number = case.draft.cite_label(case.reading.label, "FDA class")
        case.draft.say(f"FDA classes it as {listed(named)}.", "class", number)
