"""Doses from facts: the ones that fit who asks and what for, the highest first where that is asked. Never a bare yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.using import amount
from plainlabel.answers.sentences.words import people, thing
from plainlabel.answers.told.adjustments import tell_adjustment
from plainlabel.answers.told.amounts import Amount, amount_named
from plainlabel.answers.told.caps import cap_words, caps_of, with_caps
from plainlabel.answers.told.held import Held, beside, held, organ_of, tell
from plainlabel.answers.told.of_product import own_doses, tell_others, write_products
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.unit_doses import COUNTED, mg_of_one, tell_in_mg
from plainlabel.answers.wording import listed
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage, Indication, Strength
from plainlabel.questions.patterns import MEDICINE
from plainlabel.questions.question import Person
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems
from plainlabel.retrieval.reading import Reading

_TEEN_MONTHS: Final = 12 * 12
_TEEN_KG: Final = 30
_ADULT_MONTHS: Final = 216
_DAY: Final = 24
_PHASE: Final = {
    "starting": "starting dose",
    "loading": "first dose",
    "maintenance": "dose after that",
    "usual": "usual dose",
    "maximum": "highest dose",
}
_IN_ORDER: Final = ("starting", "loading", "usual", "maintenance", "maximum")
_TO_MG: Final = {"mcg": 0.001, "mg": 1.0, "g": 1000.0}
_ASK: Final = "Take the dose your prescriber set for you. Ask before you change it."
_MOST_TOLD: Final = 10
_CHILDREN: Final = re.compile(r"\b(?:pa?ediatric patients|children|adolescents)\b", re.IGNORECASE)
_ADULTS: Final = re.compile(r"\badults?\b", re.IGNORECASE)


def tell_dose(case: Case) -> bool:
    """Returns whether facts gave the dose that is asked for; the draft tells it."""
    masked = case.question.masked
    if asks("asks_strengths").search(masked) and not asks("asks_highest_dose").search(masked):
        return tell_strengths(case)
    organ = organ_of(masked)
    if organ is not None:
        return tell_adjustment(case, organ)
    all_doses, others = own_doses(case, of_children(case.reading, held(case.reading, Dosage)))
    if others and not all_doses:
        tell_others(case, others)
        return True
    fitting = _of_age(_for_use(case, for_person(all_doses, case.question.person)), case.question.person)
    if not fitting:
        return _for_others(case, all_doses)
    highest = bool(asks("asks_highest_dose").search(masked))
    wanted = ("maximum",) if highest else ("starting", "loading") if asks("asks_first_dose").search(masked) else ()
    chosen = [pair for pair in fitting if not wanted or pair[1].phase in wanted]
    of_old = case.question.person.age_years is None and asks("asks_of_old").search(masked)
    if case.reading.full and (not chosen or of_old):
        return False  # The doses of facts are those of adults: what is said of old people is left to the label's words.
    if chosen:
        case.draft.summary = _summary(case, chosen, highest=highest, fitting=fitting)
    else:
        what = "highest" if highest else "starting"
        case.draft.summary = f"This copy names no {what} dose of {case.name}. The doses it does name are below."
    ordered = sorted(fitting, key=lambda pair: (pair not in chosen, _IN_ORDER.index(pair[1].phase)))
    tell(case, with_caps(ordered, caps_of(chosen, fitting), _MOST_TOLD), most=_MOST_TOLD)
    tell_in_mg(case, chosen)
    _compare(case, fitting)
    beside(case, chosen)
    if case.question.yes_no and case.draft.verdict is None:
        case.draft.verdict = "depends"
    case.draft.say(_ASK, "advice")
    write_products(case)
    return True


def _of_age(doses: list[Held[Dosage]], person: Person) -> list[Held[Dosage]]:
    """Returns the doses of an age: where some are told for old people of this age, those of their phase for all fall away."""
    if person.age_years is None or person.age_years * 12 < _ADULT_MONTHS:
        return doses
    narrow = [value for _, value in doses if (value.min_age_months or 0) > _ADULT_MONTHS]
    phases = {value.phase for value in narrow}
    uses = {None, *(value.condition for value in narrow)}
    return [(fact, value) for fact, value in doses if value in narrow or value.phase not in phases or value.condition not in uses]


def of_children(reading: Reading, doses: Sequence[Held[Dosage]]) -> list[Held[Dosage]]:
    """Returns doses with those marked as for children whose words speak of children from an age on and of no adults."""
    return [(fact, replace(value, adults=False) if _only_children(reading, fact, value) else value) for fact, value in doses]


def _only_children(reading: Reading, fact: Fact, value: Dosage) -> bool:
    low, place = value.min_age_months, fact.place
    if not reading.full or low is None or low >= _ADULT_MONTHS or value.max_age_months is not None or value.adults is False:
        return False
    section = reading.section(place.section_id)
    if section is None or place.start is None or place.end is None:
        return False
    text = reading.quote(section, place.start, place.end).text or ""
    return _CHILDREN.search(text) is not None and _ADULTS.search(text) is None


def _for_others(case: Case, doses: list[Held[Dosage]]) -> bool:
    """Returns whether the draft told that a copy without the label's words holds no dose for this person, and for whom it does."""
    person = case.question.person
    own = _for_use(case, doses)
    if case.reading.full or not own or (person.age_years is None and person.weight_kg is None and not person.child):
        return False
    who = list(dict.fromkeys(filter(None, (_who(value).removeprefix("in ") for _, value in own))))
    case.not_held("a dose for this person")
    case.draft.names += who
    case.draft.summary = (
        f"We hold no dose of {case.name} for this person. The doses here are for {listed(who[:2])}. "
        "Ask a doctor or pharmacist first."
        if who
        else f"We hold no dose of {case.name} for this person. Ask a doctor or pharmacist first."
    )
    case.draft.certain = True
    return True


def for_person(doses: Sequence[Held[Dosage]], person: Person) -> list[Held[Dosage]]:
    """Returns the doses that fit the age and weight told; a child of unknown age gets those that are not for adults alone."""
    months = None if person.age_years is None else person.age_years * 12
    kept = []
    starts = {value.min_age_months for _, value in doses}
    for fact, value in doses:
        low, high = value.min_age_months, value.max_age_months
        below = (high or 10**6) + (0 if high in starts else 12)  # "2 to 5 years" holds the sixth year, "2 to 6" beside "from 6" not
        adults_only = (low is not None and low >= _ADULT_MONTHS) or (value.adults is True and low is None)
        if months is None:
            fits = not (person.child and (adults_only or (low is None and high is None and value.adults is not False)))
        elif months < _ADULT_MONTHS:
            fits = not adults_only and (low is not None or high is not None) and (low or 0) <= months < below
        else:
            fits = (low or 0) <= months and (high is None or months <= high) and value.adults is not False
        if person.weight_kg is not None:
            lighter = person.weight_kg < (value.max_weight_kg or 10**6) or person.weight_kg == value.min_weight_kg
            fits = fits and (value.min_weight_kg or 0) <= person.weight_kg and lighter
            # Few of 12 years weigh less: the dose from 12 years on is none for a child of unknown age that does.
            fits = fits and not (person.child and months is None and (low or 0) >= _TEEN_MONTHS and person.weight_kg < _TEEN_KG)
        if fits:
            kept.append((fact, value))
    return kept


def tell_strengths(case: Case) -> bool:
    """Returns whether facts told the forms and strengths of the products of the label."""
    found = held(case.reading, Strength)
    if not found:
        return False
    told = list(dict.fromkeys(f"{value.strength} ({value.form.lower()})" for _, value in found))
    case.draft.names += told
    case.draft.summary = f"{case.name} comes as {listed(told[:6])}.{' More are below.' if len(told) > 6 else ''}"
    tell(case, found, most=12)
    beside(case, found, 1)
    return True


def _for_use(case: Case, doses: list[Held[Dosage]]) -> list[Held[Dosage]]:
    """Returns the doses for the use that the question names; none where it names something that is no use of the medicine."""
    asked = [word for word in content_words(case.question.masked) if not asks("dose_words").fullmatch(word)]
    wanted = stems(asked)
    if not wanted:
        return doses
    named = [pair for pair in doses if pair[1].condition and any(stem in pair[1].condition.lower() for stem in wanted)]
    if named:
        return named
    uses = " ".join(f"{value.condition} {value.name or ''}".lower() for _, value in held(case.reading, Indication))
    return doses if any(stem in uses for stem in wanted) and not any(value.condition for _, value in doses) else []


def _who(value: Dosage) -> str:
    who = people(value.min_age_months, value.max_age_months, value.adults, value.min_weight_kg, value.max_weight_kg)
    return " ".join(filter(None, (f"for {thing(value.condition)}" if value.condition else "", f"in {who}" if who else "")))


def _summary(case: Case, chosen: list[Held[Dosage]], *, highest: bool, fitting: Sequence[Held[Dosage]] = ()) -> str:
    first = _foremost(chosen, highest=highest, for_child=case.question.person.child)
    group = [value for _, value in chosen if _who(value) == _who(first)]
    steps = [value.phase for value in (first, *group) if highest or value.phase != "maximum"] or [first.phase]
    phases = list(dict.fromkeys(steps))[:2]
    alike = [[value for value in (first, *group) if value.phase == phase] for phase in phases]
    told = [_one(case, first, alike[0])] if len(alike) == 1 else [_steps(case, first, alike)]
    conditions = {value.condition for _, value in chosen if value.condition}
    case.draft.names += sorted(conditions)
    limit = "" if highest else cap_words(caps_of([pair for pair in chosen if _who(pair[1]) == _who(first)], fitting))
    others = any(_who(value) != _who(first) for _, value in chosen)
    more = " Other doses are listed below: they differ by person or use." if others else ""
    if case.question.person.child and case.question.person.age_years is None and first.min_age_months:
        more = f" For a younger child, ask a doctor or pharmacist first.{more}"
    return f"{'It depends on the use. ' if len(conditions) > 1 else ''}{' '.join(told)}{limit}{more}"


def _foremost(chosen: list[Held[Dosage]], *, highest: bool, for_child: bool) -> Dosage:
    """Returns the dose that stands first: of the highest ones that of a whole day, else that for adults or for anyone."""
    values = [value for _, value in chosen]
    return min(
        values,
        key=lambda value: (
            highest and value.every_hours != _DAY,
            not for_child and not (value.adults or value.min_age_months is None or value.min_age_months >= _ADULT_MONTHS),
            value.adults is True and (value.min_age_months or 0) > _ADULT_MONTHS,
        ),
    )


def _steps(case: Case, first: Dosage, alike: Sequence[Sequence[Dosage]]) -> str:
    """Returns a sentence on doses one after another for the same people: "first dose 600 mg once; dose after that 300 mg"."""
    who = _who(first)
    steps = [f"{_PHASE[each[0].phase]} {_amounts(each)}" for each in alike]
    return f"{case.name}{f' {who}' if who else ''}: {'; '.join(steps)}."


def _amounts(alike: Sequence[Dosage]) -> str:
    return ", or ".join(list(dict.fromkeys(amount(replace(value, route=None)) for value in alike))[:3])


def _one(case: Case, first: Dosage, alike: Sequence[Dosage]) -> str:
    """Returns a sentence on the doses of one phase for the same people: "10 to 20 mg a day, or 40 mg a day"."""
    who = _who(first)
    told, also = _amounts(alike), ""
    if alike[0].phase == "maximum" and ", or " in told:  # Limits hold side by side: a day's and a single dose's.
        told, _, rest = told.partition(", or ")
        also = f" The label also sets a limit of {rest}."
    return f"The {_PHASE[alike[0].phase]} of {case.name}{f' {who}' if who else ''} is {told}.{also}"


def _compare(case: Case, fitting: list[Held[Dosage]]) -> None:
    """Returns nothing; a dose named in the question that is above the highest one of a day on the label is told to be so."""
    asked = amount_named(case.question.masked)
    daily = [(fact, value) for fact, value in fitting if value.phase == "maximum" and value.every_hours == _DAY]
    if asked is None or not daily:
        return
    for fact, value in sorted(daily, key=lambda pair: -pair[1].high):
        own = value.unit.rstrip("s")
        each = 1.0 if own in _TO_MG else mg_of_one(case, value.unit)
        above = None
        if asked.unit not in _TO_MG and own in COUNTED:
            above = asked.count > value.high
        elif asked.unit in _TO_MG and each is not None:
            above = asked.count * _TO_MG[asked.unit] > value.high * _TO_MG.get(own, 1.0) * each
        if above is None:
            continue
        if above:
            _tell_above(case, fact, value, asked)
        return


def _tell_above(case: Case, fact: Fact, value: Dosage, asked: Amount) -> None:
    limit = amount(replace(value, route=None))
    case.draft.summary = f"That is more than the label allows in a day. The highest dose it names is {limit}."
    if case.question.yes_no:
        case.draft.verdict = "no"
        case.draft.summary = f"No. {case.draft.summary}"
    number = case.draft.cite_fact(case.reading, fact)
    named = asked.words.replace(MEDICINE, case.name)
    case.draft.say(f"The question names {named}; that is above {limit}.", "computed", number)


def tell_highest(case: Case) -> bool:
    """Returns whether facts told the highest doses, for the person of the question and for others."""
    found = [pair for pair in own_doses(case, held(case.reading, Dosage))[0] if pair[1].phase == "maximum"]
    tell(case, found, most=4)
    return bool(found)


def tell_too_much(case: Case) -> bool:
    """Returns whether facts told the highest dose, for a question on how much is too much."""
    doses, _ = own_doses(case, held(case.reading, Dosage))
    found = for_person([pair for pair in doses if pair[1].phase == "maximum"], case.question.person)
    if not found:
        return False
    case.draft.summary = f"{_summary(case, found, highest=True)} More than that can harm."
    tell(case, found, most=6)
    beside(case, found)
    return True
