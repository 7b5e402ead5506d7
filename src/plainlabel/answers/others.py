"""Answers that look beyond one label: comparisons and medicines of the same class."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names, kin
from plainlabel.answers.indications import use_in_words
from plainlabel.answers.quoting import answer_by_quote
from plainlabel.answers.told.acting import tell_action
from plainlabel.answers.told.aligned import tell_aligned
from plainlabel.answers.told.held import Held, held
from plainlabel.answers.told.limits import limited
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import article, in_sentence, listed
from plainlabel.facts.kinds import Indication
from plainlabel.retrieval.reading import Reading

_MOST: Final = 8


def answer_comparison(case: Case) -> None:
    """Returns nothing; the draft sets classes and uses of two medicines side by side, never which one is better."""
    other = next((reading for _, reading in case.others if reading is not None), None)
    if other is None:
        _one_sided(case)
        return
    title = case.others[0][0].name.name if case.others[0][0].name else other.title
    case.draft.names.append(title)
    if _ingredients(case.reading) and _ingredients(case.reading) == _ingredients(other):
        same = listed(sorted(_ingredients(other)))
        case.draft.names.append(same)
        case.draft.summary = f"{case.name} and {title} hold the same active ingredient: {same}."
    else:
        case.draft.summary = f"{case.name} and {title} are not the same medicine. What each label says is below."
    for name, reading in ((case.name, case.reading), (title, other)):
        _describe(case, name, reading)
    case.draft.say("Which one fits you is for your doctor to say: labels seldom compare two medicines.", "advice")


def _one_sided(case: Case) -> None:
    """Returns nothing; with one label only, that one is told and the missing one is named."""
    if not case.others:
        answer_by_quote(case)
        return
    missing = case.others[0][0]
    name = missing.name.name if missing.name else missing.asked
    case.draft.names.append(name)
    case.draft.outcome = "not_held"
    case.draft.summary = f"This copy holds no label of {name}, so we cannot set the two side by side."
    _describe(case, case.name, case.reading)
    case.draft.say("Ask your doctor or pharmacist how the two differ for you.", "advice")


def _ingredients(reading: Reading) -> frozenset[str]:
    return frozenset(active.name.lower() for product in reading.label.products for active in product.active)


def _describe(case: Case, name: str, reading: Reading) -> None:
    if classes := class_names(reading.label, "EPC"):
        text = f"{name} is {article(in_sentence(classes[0]))}, by FDA class."
        case.draft.say(text, "class", case.draft.cite_label(reading.label, "FDA class"))
    elif words := kin(sorted(_ingredients(reading))):
        number = case.draft.cite_label(reading.label, "Active ingredient")
        case.draft.say(f"{name} is counted among the {words[0]}s, by our list of class words.", "computed", number)
    if uses := held(reading, Indication):
        _say_uses(case, name, reading, uses[:_MOST])
    tell_aligned(case, name, reading)


def _say_uses(case: Case, name: str, reading: Reading, uses: list[Held[Indication]]) -> None:
    """Returns nothing; the uses of one medicine are said in one sentence, those the label limits each with its limit."""
    plain: dict[str, int] = {}
    for fact, value in uses:
        text = f"{name} is approved for {use_in_words(value.condition)}."
        number = case.draft.cite_fact(reading, fact)
        if (whole := limited(reading, fact, text)) != text:
            case.draft.say(whole, "label", number)
        else:
            plain.setdefault(use_in_words(value.condition), number)
    if plain:
        case.draft.say(f"{name} is approved for {listed(list(plain))}.", "label", *plain.values())


def answer_alternatives(case: Case) -> None:
    """Returns nothing; the draft names medicines of the same FDA class, as a count of what is held and not as advice."""
    classes = class_names(case.reading.label, "EPC")
    own = set(case.medicine.ingredients)
    found: dict[str, None] = {}
    for name in classes:
        for key in case.edition.class_members("EPC", name):
            title = _title(Reading(case.edition, case.edition.label(key)))
            if title and title.lower() not in own and title.lower() != case.name.lower():
                found[title] = None
    if not found:
        case.draft.outcome = "silent"
        case.draft.summary = "A label does not name other medicines to take instead. Ask your doctor."
        told = (
            "No other medicine held here shares its FDA class."
            if classes
            else "Its record gives no FDA class, so we cannot look for others of its kind."
        )
        case.draft.say(told, "label", case.draft.cite_label(case.reading.label, "FDA class"))
        return
    names = sorted(found)[:_MOST]
    case.draft.names += [*names, *[in_sentence(each) for each in classes]]
    case.draft.summary = "Only your doctor can pick another medicine for you. Some of the same class are listed below."
    case.draft.say(
        f"Other medicines here that FDA classes as {listed([in_sentence(each) for each in classes])}: {listed(names)}.", "computed"
    )


def _title(reading: Reading) -> str:
    return reading.title.title() if reading.title.isupper() else reading.title


def answer_pronunciation(case: Case) -> None:
    """Returns nothing; the draft gives the name as the label spells out its sound."""
    subject = "|".join(re.escape(each) for each in {case.name, case.reading.title})
    spelt = re.compile(
        rf"(?:{subject})\s*[\u00ae\u2122]?\s*[\[(](?P<sound>[A-Za-z]+(?:[-\u2013 ][A-Za-z]+){{1,6}})[\])]", re.IGNORECASE
    )
    found = case.reading.matching(spelt, case.reading.sections)
    if not found:
        case.absent("how to say its name")
        return
    match = spelt.search(found[0].text or "")
    sound = match["sound"] if match else ""
    case.draft.names.append(sound)
    case.draft.summary = f"Say it like this: {sound}."
    case.quotes(found, 1)


def answer_action(case: Case) -> None:
    """Returns nothing; the draft tells how the medicine acts: FDA's class and the label's words on its mechanism."""
    classes = class_names(case.reading.label, "MoA") or class_names(case.reading.label, "EPC")
    if tell_action(case):
        case.draft.certain = True
    elif classes and not case.reading.whole and not asks("asks_body_figures").search(case.question.masked):
        case.draft.names += [in_sentence(each) for each in classes]
        case.draft.summary = f"FDA says {case.name} acts by this: {in_sentence(classes[0])}."
        case.draft.notice("The label's own words on how it works are not in this copy.")
        case.point_to_whole_label()
    else:
        answer_by_quote(case)
    if classes:
        number = case.draft.cite_label(case.reading.label, "FDA class")
        case.draft.say(f"How it acts, by FDA: {listed(classes)}.", "class", number)
