"""Taking a medicine, from facts: how and when, a missed dose, stopping, too much of it."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.using import administration, missed_dose
from plainlabel.answers.sentences.words import every, thing, time_span
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.of_product import own_doses
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_first
from plainlabel.edition.medicines import bears
from plainlabel.facts.kinds import Administration, Dosage, MissedDose, Overdose, Stopping

_ABOUT: Final = {
    "crushing": ("crush", "chew", "split", "swallow_whole"),
    "food": ("food", "empty_stomach"),
    "milk": ("food", "empty_stomach"),
    "time_of_day": ("time_of_day",),
}
_DAY: Final = 24
_SHOTS: Final = frozenset({"subcutaneous", "intramuscular", "intradermal"})
_MOST_SIGNS: Final = 5
_MOST_RULES: Final = 12
_INTERVALS: Final = {"asks_twice_daily": 12.0, "asks_daily": 24.0, "asks_weekly": 168.0, "asks_monthly": 720.0}


def tell_usage(case: Case) -> bool:
    """Returns whether facts told how a medicine is taken or given; a question on one rule gets that rule."""
    topic = case.question.topic
    if of_another_device(case):
        return False
    found = held(case.reading, Administration)
    sites = [pair for pair in found if pair[1].aspect in {"site", "rotate_sites"}]
    if sites and asks("asks_place").search(case.question.masked):
        return _place(case, sites)
    about = _ABOUT.get(topic.key) if topic is not None and topic.kind == "topic" else None
    if about is None and topic is not None and (topic.kind == "topic" or case.question.yes_no):
        return False
    if about is not None:
        found = [pair for pair in found if pair[1].aspect in about]
        if not found:
            return False
        exact = _asked_act(case, found) or _whole(case, found)
        found = [*exact, *(pair for pair in found if pair not in exact)]
        case.draft.summary = f"For {case.name} the label says: {lower_first(administration((exact or found)[0][1]))}"
        if case.question.yes_no:
            forbids = exact and (exact[0][1].aspect == "swallow_whole" or not exact[0][1].allowed)
            case.draft.verdict = "no" if forbids else "depends"
            if case.draft.verdict == "no":
                case.draft.summary = f"No. {case.draft.summary}"
    else:
        if not found:
            return False
        from plainlabel.answers.quoting import route_sentence  # noqa: PLC0415 - quotes import this package

        rules = list(dict.fromkeys(administration(value) for _, value in found))
        places = [value.value for _, value in found if value.aspect == "site" and value.value]
        where = f"It is put in the {listed(list(dict.fromkeys(places))[:4], 'or')}." if places else rules[0]
        case.draft.summary = f"{route_sentence(case)} {where}".strip()
    _tell_rules(case, found)
    beside(case, found, 3)
    case.draft.say("Follow the leaflet in the box. Ask your pharmacist to show you how.", "advice")
    return True


def of_another_device(case: Case) -> bool:
    """Returns whether a brand is asked for that the label does not bear, and the label's product is not swallowed.

    A pen for the thigh and a vial for a vein hold the same drug: how one is given is no answer for the other.
    """
    routes = {route.lower() for product in case.reading.label.products for route in product.routes}
    brands = [mention.name for mention in case.question.mentions if mention.name is not None and mention.name.kind == "brand"]
    return bool(routes) and "oral" not in routes and any(not bears(case.reading.label, brand.key) for brand in brands[:1])


def _tell_rules(case: Case, found: list[Held[Administration]]) -> None:
    """Returns nothing; tells the rules, all places on the body in one sentence and all times to warm up in another."""
    sites = [pair for pair in found if pair[1].aspect == "site" and pair[1].value]
    warm = [pair for pair in found if pair[1].aspect == "warm_up" and pair[1].minutes_low]
    for fact, value in found[:_MOST_RULES]:
        if value.aspect == "site" and len(sites) > 1:
            places = listed(list(dict.fromkeys(str(each.value) for _, each in sites)), "or")
            numbers = [case.draft.cite_fact(case.reading, each) for each, _ in sites[:3]]
            case.draft.say(f"The places for it: {places}.", "label", *numbers)
        elif value.aspect == "warm_up" and len(warm) > 1:
            times = listed(
                list(dict.fromkeys(_minutes(each) + (f" for {each.value}" if each.value else "") for _, each in warm)), "or"
            )
            numbers = [case.draft.cite_fact(case.reading, each) for each, _ in warm[:3]]
            case.draft.say(f"Let it warm up first: {times}. The leaflet tells which fits your product.", "label", *numbers)
        else:
            tell(case, [(fact, value)])


def _minutes(value: Administration) -> str:
    return time_span((value.minutes_low or 0) / 60, (value.minutes_high or value.minutes_low or 0) / 60)


def _place(case: Case, sites: list[Held[Administration]]) -> bool:
    """Returns True; the draft tells the places on the body."""
    told = list(dict.fromkeys(value.value for _, value in sites if value.aspect == "site" and value.value))
    if not told:
        return False
    shot = any(route.lower() in _SHOTS for product in case.reading.label.products for route in product.routes)
    case.draft.summary = f"The label names these places {'to inject' if shot else 'for'} {case.name}: {listed(told[:6])}."
    tell(case, sites)
    beside(case, sites, 2)
    return True


def _asked_act(case: Case, found: list[Held[Administration]]) -> list[Held[Administration]]:
    """Returns the rules on the very act that is asked about: crushing, chewing, splitting."""
    acts = {"crush": "crush", "chew": "chew", "split": "split", "cut": "split", "halve": "split", "half": "split"}
    asked = {act for word, act in acts.items() if word in case.question.masked}
    return [pair for pair in found if pair[1].aspect in asked]


def _whole(case: Case, found: list[Held[Administration]]) -> list[Held[Administration]]:
    """Returns the rule to swallow it whole, which forbids crushing, chewing and splitting alike."""
    changed = asks("asks_changed_form").search(case.question.masked)
    return [pair for pair in found if pair[1].aspect == "swallow_whole"] if changed else []


def tell_usage_time(case: Case) -> bool:
    """Returns whether facts told the time of day or how often; how long a treatment lasts is left to the label's words."""
    masked = case.question.masked
    if asks("asks_length").search(masked):
        return False
    topic = case.question.topic
    if topic is not None and topic.key == "food":
        return tell_usage(case)
    if topic is not None and topic.kind == "topic" and topic.key != "time_of_day":
        return False
    times = [pair for pair in held(case.reading, Administration) if pair[1].aspect == "time_of_day"]
    if times and asks("asks_time_of_day").search(masked):
        told = [value.value for _, value in times if value.value]
        case.draft.summary = f"The label says when to take {case.name}: {listed(list(dict.fromkeys(told)), 'or')}."
        tell(case, times)
        beside(case, times, 1)
        return True
    own, _ = own_doses(case, held(case.reading, Dosage))
    doses = [pair for pair in own if pair[1].phase in {"usual", "maintenance", "starting"} and _often(pair[1])]
    if not doses or not asks("asks_often").search(masked):
        return False
    first = doses[0][1]
    intervals = list(dict.fromkeys(_often(value) for _, value in doses))
    more = " It differs by use and person; see below." if len(intervals) > 1 else ""
    case.draft.summary = f"{case.name} is taken {_often(first)}.{more}"
    if case.question.yes_no:
        _as_often(case, [value for _, value in doses], intervals)
    tell(case, doses)
    beside(case, doses, 1)
    case.draft.say("Take it as often as your prescriber says.", "advice")
    return True


def _as_often(case: Case, doses: list[Dosage], intervals: list[str]) -> None:
    """Returns nothing; "is it taken every day" gets a no where no dose of the label is given so often or so seldom."""
    named = next((hours for name, hours in _INTERVALS.items() if asks(name).search(case.question.masked)), None)
    case.draft.verdict = "depends"
    several = any(len(mention.medicines) > 1 for mention in case.question.mentions[:1])  # another form may differ
    if named is not None and not several and not any(_may_be(value, named) for value in doses):
        case.draft.verdict = "no"
        more = all((value.every_hours or 0) > named for value in doses)
        never = " Never take it more often than that." if more else ""
        case.draft.summary = f"No. The label gives {case.name} {listed(intervals[:3], 'or')}.{never}"


def _may_be(value: Dosage, hours: float) -> bool:
    """Returns whether a dose may be one that is given every so many hours; the amount of a whole day may be given in parts."""
    if value.every_hours is None or value.per_day:
        return hours <= _DAY
    return value.every_hours == hours or (value.every_hours == _DAY and hours < _DAY)


def _often(value: Dosage) -> str:
    if value.per_day and value.per_day > 1:
        return f"{value.per_day:g} times a day"
    if value.every_hours == _DAY and not value.per_day:
        return "every day (these facts do not tell if at once or in parts)"
    return every(value.every_hours) if value.every_hours else ""


def tell_missed_dose(case: Case) -> bool:
    """Returns whether facts told what to do after a missed dose; rules for the interval that is asked for come first."""
    found = held(case.reading, MissedDose)
    if not found:
        return False
    masked = case.question.masked
    named = [pair for pair in found if pair[1].schedule and pair[1].schedule.lower() in masked]
    chosen = [*named, *(pair for pair in found if pair not in named)]
    values = list(dict.fromkeys(missed_dose(value) for _, value in chosen))
    first = values[0]
    case.draft.summary = first if len(values) == 1 or named else f"It depends on how often you take {case.name}. {first}"
    tell(case, chosen)
    beside(case, chosen, 2)
    # Some labels have two pills taken at once: only a label that forbids it is told so.
    catch_up = " Do not take two doses at once to catch up." if any(value.no_double for _, value in found) else ""
    case.draft.say(f"If you are not sure, ask your pharmacist.{catch_up}", "advice")
    return True


def tell_stopping(case: Case) -> bool:
    """Returns whether facts told of stopping; what they say stands behind the words of safety, which the caller leads with."""
    found = held(case.reading, Stopping)
    tell(case, found)
    return bool(found)


def must_taper(case: Case) -> bool:
    """Returns whether a fact says to step down slowly, not to stop suddenly, or names what stopping can bring."""
    return any(value.abrupt_warning or value.taper or value.risks for _, value in held(case.reading, Stopping))


def tell_overdose(case: Case) -> bool:
    """Returns whether facts told the signs of too much of a medicine and what is done against it."""
    found = [
        pair
        for pair in held(case.reading, Overdose)
        if pair[1].signs or pair[1].antidote or pair[1].no_antidote or pair[1].dialysis is not None
    ]
    if not found:
        return False
    signs = list(dict.fromkeys(thing(sign) for _, value in found for sign in value.signs))
    antidote = next((value.antidote for _, value in found if value.antidote), None)
    none = any(value.no_antidote for _, value in found)
    case.draft.names += [*signs, *([antidote] if antidote else [])]
    parts = []
    if antidote:
        parts.append(f"The label names {thing(antidote)} against too much {case.name}.")
    elif none:
        parts.append(f"The label says there is no antidote to {case.name}.")
    if signs:
        parts.append(f"Signs of too much can be {listed(signs[:_MOST_SIGNS])}.")
    if asks("asks_signs").search(case.question.masked):
        parts.reverse()
    case.draft.summary = " ".join(parts) or f"The label speaks of too much {case.name}. It is below."
    tell(case, found, words=_without_call)
    beside(case, found, 2)
    return True


def _without_call(value: Overdose) -> str:
    """Returns the sentence without whom to call: the answer leads with that."""
    return say(value).partition(". ")[2] or say(value)
