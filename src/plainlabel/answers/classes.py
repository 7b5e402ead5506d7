"""Classes: what FDA calls a medicine, and whether it is "a steroid", "an opioid", "an immunosuppressant"."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names, kin
from plainlabel.answers.sentences.about import schedule
from plainlabel.answers.told.acting import acts_in_words, acts_on
from plainlabel.answers.told.held import beside, tell
from plainlabel.answers.told.held import held as held_facts
from plainlabel.answers.wording import article, in_sentence, listed, lower_words
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, ClassFact, FunctionalStudy, Mechanism, Schedule, Warning_
from plainlabel.questions.patterns import ClassWord, class_words
from plainlabel.retrieval.reading import Found, Reading

_SYSTEMIC: Final = frozenset(
    {"oral", "intravenous", "subcutaneous", "intramuscular", "sublingual", "buccal", "rectal", "transdermal"}
)
_VACCINES: Final = re.compile(r"vaccin|immuni[sz]ation", re.IGNORECASE)
_SCHEDULE_ASKED: Final = re.compile(r"\bschedule (\d|i{1,3}|iv|v)\b")
_ROMAN: Final = {
    **dict(zip("12345", ("CI", "CII", "CIII", "CIV", "CV"), strict=True)),
    **{each[1:].lower(): each for each in ("CI", "CII", "CIII", "CIV", "CV")},
}
_OF_IMMUNITY: Final = frozenset({"vaccine response"})
_SELF: Final = ("34067-9", "34089-3", "34090-1", "43679-0", "42231-1", "34076-0", "42227-9", "34085-1")


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
        for each in case.reading.matching(re.compile(r"\b(is|are) an? \w+"), case.reading.coded("34067-9", "34089-3", "34090-1"))
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
    said = article(word.name)
    case.draft.names += [word.name, f"{word.name}s"]
    direct = [name for name in named if word.fda.search(name)]
    near = [name for name in named if word.near is not None and word.near.search(name) and name not in direct]
    own = _calls_itself(case.reading, case.name, word)
    if direct:
        case.draft.verdict = "yes"
        case.draft.summary = f"Yes. FDA classes {case.name} as {article(in_sentence(direct[0]))}."
    elif own is None and any(word.words.search(name) for name in kin(case.medicine.ingredients)):
        case.draft.verdict = "yes"
        case.draft.summary = f"Yes. {case.name} is counted among the {word.name}s."
        number = case.draft.cite_label(case.reading.label, "Active ingredient")
        text = f"Our list of class words puts {listed(case.medicine.ingredients)} among the {word.name}s."
        case.draft.say(text, "class", number)
    elif own is not None:
        case.draft.verdict = "yes"
        case.draft.summary = f"Yes. Its label calls {case.name} {said}."
    elif told := [(fact, value) for fact, value in held_facts(case.reading, ClassFact) if _own_class(value, word)]:
        case.draft.verdict = "yes"
        case.draft.summary = f"Yes. Its label calls {case.name} {article(in_sentence(told[0][1].name))}."
        case.draft.names.append(in_sentence(told[0][1].name))
        tell(case, told)
    elif near or _hallmark(case.reading, word):
        case.draft.verdict = "depends"
        first = f"FDA does not class {case.name} as {said}." if named else f"This copy holds no FDA class for {case.name}."
        why = (
            "It carries a boxed warning that such medicines carry."
            if _hallmark(case.reading, word)
            else "Its class is a related one."
        )
        case.draft.summary = f"It depends on what you mean. {first} {why}"
    elif class_names(case.reading.label, "EPC") and word.closed:
        case.draft.verdict = "no"
        case.draft.summary = f"No. FDA does not class {case.name} as {said}."
        if word.hallmark is not None and (acts := [pair for pair in held_facts(case.reading, Mechanism) if pair[1].action]):
            case.draft.summary += f" {acts_on(case, acts)}"
    else:
        _unknown(case, word)
        return
    case.draft.names += [in_sentence(name) for name in named]
    _evidence(case, word, named, own)


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


def _evidence(case: Case, word: ClassWord, named: list[str], own: Found | None) -> None:
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
        tell(case, [pair for pair in held_facts(case.reading, Mechanism) if pair[1].action], most=2, words=acts_in_words)
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
    own = _hallmark(case.reading, word)
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
            f"Of {members} labels here of whole-body medicines that FDA classes as {word.name}s, {carrying} {verb} a boxed warning "
            f"on {word.hallmark_name}.",
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
    keys = sorted({key for name in word.members for key in case.edition.class_members("EPC", name)})
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


def _hallmark(reading: Reading, word: ClassWord) -> Fact | None:
    if word.hallmark is None:
        return None
    for fact in _boxed(reading):
        if isinstance(fact.value, BoxedWarning) and word.hallmark.search(" ".join(fact.value.subjects)):
            return fact
    return None


def _calls_itself(reading: Reading, name: str, word: ClassWord) -> Found | None:
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
        case.draft.say(f"Where the label uses the word: \u201c{(each.text or '')[:400]}\u201d", "label", number)
    if not found:
        number = case.draft.cite_label(case.reading.label)
        case.draft.say(f"The label nowhere calls it {article(word.name)}.", "label", number)
