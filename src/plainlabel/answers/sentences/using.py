"""Sentences of using a medicine: doses, ways of taking it, missed doses, stopping, overdose, keeping it."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.sentences.keeping import limit, limited, temperature, top
from plainlabel.answers.sentences.words import every, people, span, thing, time_span
from plainlabel.answers.wording import age, capital, figure, listed
from plainlabel.facts.kinds import Adjustment, Administration, Dosage, MissedDose, Overdose, Stopping, Storage

_PHASE: Final = {
    "starting": "Starting dose",
    "loading": "First (loading) dose",
    "maintenance": "Dose after that",
    "usual": "Usual dose",
    "maximum": "Most that may be given",
}
_DAY: Final = 24
_COUNTED: Final = frozenset(
    {"tablet", "capsule", "drop", "spray", "puff", "lozenge", "caplet", "gelcap", "softgel", "packet", "actuation"}
    | {"teaspoon", "tablespoon", "teaspoonful", "tablespoonful", "capful", "vial", "patch", "pill", "dose", "gummy", "syringe"}
)
_PLURAL: Final = {"patch": "patches", "gummy": "gummies"}
_TIMES: Final = {1: "once", 2: "2 times", 3: "3 times", 4: "4 times"}
_LATE: Final = {
    "skip": "skip it and go back to the usual times",
    "restart": "start again as at the beginning; ask first",
    "take_now_new_schedule": "take it and count the next doses from that day",
    "ask": "ask a doctor or pharmacist",
}
_TAKE: Final = {
    "as_soon_as_remembered": "take a missed dose as soon as you notice it",
    "skip": "skip a missed dose",
    "ask": "ask a doctor or pharmacist what to do about a missed dose",
}
_CARE: Final = (
    ("original_carton", "Keep it in its own box"),
    ("protect_from_light", "Keep it away from light"),
    ("do_not_freeze", "Do not freeze it"),
    ("do_not_shake", "Do not shake it"),
    ("discard_after_limit", "Throw it away after that time"),
)
_PLACES: Final = {"refrigerator": "in the refrigerator", "freezer": "in the freezer", "room": "at room temperature"}
_FRIDGE_C: Final = 10.0
_ORGAN: Final = {"renal": "kidney", "hepatic": "liver"}
_ACTION: Final = {
    "reduce": "a lower dose is used",
    "avoid": "the label says to avoid it",
    "contraindicated": "it must not be used",
    "monitor": "closer checks are needed",
}
_YES_NO: Final = {
    "rotate_sites": ("Change the place each time.", "The place need not be changed."),
    "crush": ("It may be crushed.", "Do not crush it."),
    "chew": ("It may be chewed.", "Do not chew it."),
    "split": ("It may be split.", "Do not split it."),
    "swallow_whole": ("Swallow it whole.", "It need not be swallowed whole."),
    "shake_before": ("Shake it before use.", "Do not shake it."),
    "dissolve_under_tongue": ("Let it melt under the tongue.", "Do not put it under the tongue."),
    "empty_stomach": ("Take it on an empty stomach.", "It need not be taken on an empty stomach."),
}
_ASPECT: Final = {
    "site": "The place for it: {value}{who}.",
    "warm_up": "Let it warm up for {time} first.",
    "food": "Take it {value} food.",
    "water": "Take it with {value}.",
    "time_of_day": "When to take it: {value}.",
    "infusion": "It is given slowly, over {time}.",
    "upright": "Stay upright for {time} after it.",
}
_DRUNK: Final = {"full glass": "a full glass of water"}
_GIVER: Final = {"self": "People may give it to themselves", "caregiver": "A caregiver may give it"}


def dosage(value: Dosage) -> str:
    """Returns one dose: for whom, how much, how often, by which way."""
    who = people(value.min_age_months, value.max_age_months, value.adults, value.min_weight_kg, value.max_weight_kg)
    context = ", ".join(filter(None, (thing(value.condition) if value.condition else "", who)))
    return f"{_PHASE[value.phase]}{f' ({context})' if context else ''}: {amount(value)}."


def amount(value: Dosage) -> str:
    """Returns how much, how often and by which way: "300 mg every 2 weeks, subcutaneous"."""
    # 24 hours is said of an amount taken once a day and of the amount of a whole day: "a day" is true of both.
    interval = "a day" if value.every_hours == _DAY else every(value.every_hours) if value.every_hours else ""
    often = "once" if value.once else interval
    if value.per_day and not (value.per_day == 1 and value.every_hours):
        parts = f"{_TIMES.get(int(value.per_day), f'{figure(value.per_day)} times')} a day"
        often = f"a day, in {figure(value.per_day)} parts" if value.every_hours == _DAY else parts
    route = f", {value.route}" if value.route else ""
    unit = _PLURAL.get(value.unit, f"{value.unit}s") if value.unit in _COUNTED and value.high != 1 else value.unit
    return f"{' '.join(filter(None, (span(value.low, value.high, unit), often)))}{route}"


def adjustment(value: Adjustment) -> str:
    """Returns whether the dose changes in kidney or liver disease."""
    organ = f"{value.severity} {_ORGAN[value.organ]} disease" if value.severity else f"{_ORGAN[value.organ]} disease"
    organ += " in children" if value.population == "children" else ""
    if not value.needed:
        checks = " Closer checks are needed." if value.action == "monitor" else ""
        return f"In {organ}: no change of dose.{checks}"
    return f"In {organ}: {_ACTION[value.action] if value.action else 'the dose changes'}."


def administration(value: Administration) -> str:
    """Returns one rule of taking or giving."""
    if value.aspect in _YES_NO:
        text = _YES_NO[value.aspect][0 if value.allowed else 1]
        if value.minutes_low is not None and value.aspect == "empty_stomach":
            text = f"{text} Keep {_minutes(value)} between it and food."
        return text
    return _valued(value) if value.allowed else f"Not allowed: {value.aspect.replace('_', ' ')} {value.value or ''}".strip() + "."


def _valued(value: Administration) -> str:
    told = value.value or ""
    who = f" (from {age(value.min_age_months)})" if value.min_age_months is not None else ""
    known = _ASPECT.get(value.aspect)
    if value.aspect == "giver":
        return f"{_GIVER.get(told, f'It is given by a {told}')}{who}."
    if known is None:
        return capital(f"{value.aspect.replace('_', ' ')}: {told or _minutes(value)}.")
    return known.format(value=_DRUNK.get(told, told), time=_minutes(value), who=who)


def _minutes(value: Administration) -> str:
    if value.minutes_low is None:
        return "some time"
    high = value.minutes_high if value.minutes_high is not None else value.minutes_low
    return time_span(value.minutes_low / 60, high / 60)


def missed_dose(value: MissedDose) -> str:
    """Returns one rule for a missed dose."""
    lead = f"For {value.schedule} dosing: " if value.schedule else ""
    said: list[str] = []
    if value.within_hours is not None:
        said.append(f"take a missed dose if no more than {time_span(value.within_hours, value.within_hours)} have passed")
    elif value.until_next_hours is not None:
        said.append(f"take a missed dose if the next is more than {time_span(value.until_next_hours, value.until_next_hours)} away")
    elif value.take is not None:
        said.append(f"{_TAKE[value.take]}{', but only on the same day' if value.same_day else ''}")
    text = capital(f"{lead}{'. '.join(said)}") if said else lead.rstrip(": ")
    parts = [text] if text else []
    if value.late is not None:
        parts.append(_late(value, said=bool(said)))
    if value.near_next == "skip":
        parts.append("If the next dose is near, skip the missed one")
    if value.no_double:
        parts.append("Do not take two doses to make up for it")
    return ". ".join(parts) + "."


def _late(value: MissedDose, *, said: bool) -> str:
    """Returns what to do after the limit; without a limit a new schedule begins with the dose that is taken."""
    limited_ = value.within_hours is not None or value.until_next_hours is not None
    if value.late == "take_now_new_schedule" and said and not limited_:
        return "Count the next doses from that day"
    when = "If more time has passed" if limited_ and value.within_hours is not None else "After that" if said else "If it is late"
    return f"{when}, {_LATE[value.late or 'ask']}"


def stopping(value: Stopping) -> str:
    """Returns what the label says of stopping."""
    parts = []
    if value.abrupt_warning:
        parts.append("Do not stop it suddenly")
    if value.taper:
        step = f", by {span(value.percent_low, value.percent_high or value.percent_low)}%" if value.percent_low is not None else ""
        pace = (
            f" every {span(value.every_days_low, value.every_days_high or value.every_days_low)} days"
            if value.every_days_low is not None
            else ""
        )
        parts.append(f"The dose is lowered step by step{step}{pace}")
    elif value.taper is False:
        parts.append("The dose need not be lowered step by step")
    if value.risks:
        parts.append(f"Stopping may bring: {listed([thing(one) for one in value.risks])}")
    return ". ".join(parts) + "." if parts else "The label speaks of stopping."


def overdose(value: Overdose) -> str:
    """Returns what the label says of too much of the medicine; emergency words come first."""
    parts = ["For too much of it, call Poison Help at 1-800-222-1222, or 911 in an emergency"]
    if value.signs:
        parts.append(f"Signs can be: {listed([thing(one) for one in value.signs])}")
    if value.antidote:
        parts.append(f"The label names a treatment against it: {thing(value.antidote)}")
    if value.no_antidote:
        parts.append("There is no antidote")
    if value.dialysis is not None:
        parts.append("Dialysis can remove it" if value.dialysis else "Dialysis does not remove much of it")
    if value.no_experience:
        parts.append("There is little or no experience with overdose")
    return ". ".join(parts) + "."


def storage(value: Storage) -> str:
    """Returns one rule of keeping the medicine, as whole sentences."""
    ranged = value.low_c is not None or value.low_f is not None
    warm = temperature(value) if ranged else f"up to {top(value)}" if top(value) else ""
    span_ = f"for at most {limit(value)}" if limited(value) else ""
    lead = {
        "normal": f"Keep it {_where(value)}",
        "room": f"If needed it can be {_out(value)}",
        "opened": f"After opening or mixing, keep it {_where(value)}",
    }[value.condition].strip()
    told = bool(warm or span_ or _where(value))
    first = [", ".join(filter(None, (lead, warm, span_)))] if told else []
    care = (words for flag, words in _CARE if getattr(value, flag))
    return " ".join(f"{one}." for one in (*first, *care))


def _where(value: Storage) -> str:
    return _PLACES.get(value.where or "", "")


def _out(value: Storage) -> str:
    """Returns the place of a limited time outside the usual one: room temperature, unless the limit is as cold as a fridge."""
    cold = value.high_c is not None and value.high_c <= _FRIDGE_C
    return "in the refrigerator" if cold else "at room temperature"
