"""The doses that one sentence states: amounts, how often, and what kind of dose the words before each say it is.

A sentence that speaks of kidneys, toxicity, other medicines, preparation or trials gives no dose: what is not sure is left out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from plainlabel.facts.dosage_ages import parts_by_age
from plainlabel.facts.dosage_amounts import COUNTED, Amount, amounts, joined, route
from plainlabel.facts.dosage_bars import other_name, own_part, without_partners
from plainlabel.facts.dosage_context import (
    Context,
    Weights,
    band_starts,
    condition_in,
    condition_of,
    own_band,
    several_bands,
    way_of,
    weights,
)
from plainlabel.facts.dosage_frequency import LIMITED, Frequency, frequencies
from plainlabel.facts.dosage_phase import FOLLOWED, RECOMMENDS, STEP, STEP_OF, UP_TO, is_barred_amount, phase_of
from plainlabel.facts.dosage_purpose import purposed
from plainlabel.facts.dosage_series import as_often, given_again, of_day, of_series, second_within
from plainlabel.facts.dosage_times import over_a_day, times_of_day
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.population import Population
from plainlabel.vocabulary.patterns import pattern

_LEAD = pattern("dosage.lead")
_LEAD_TITLE = pattern("dosage.lead_title")
_SHARE = pattern("dosage.share")
_EVENT = pattern("dosage.event")
# The interval may stand as a lead: "Week 12 and every 4 weeks thereafter: ..."
_LEADING = Guarded(re.compile(r"[^.;:]*\bevery\b[^.;:]*\bthereafter\s?:\s?\w*\s?$", re.IGNORECASE))
_DAY = 24.0
_WEEK = 168.0
_OFTEN = re.compile(r"\b(?:once |twice )?daily\b|\b(?:twice|three times|four times) a day\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:down|downward|reduc\w*|decreas\w*|lower\w*)\b", re.IGNORECASE)
_IN_CYCLE = re.compile(r"\b(?:per|each|every|of a|of an) \d+[- ]day cycle\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:single|one)\s(?:(?:dose|injection|infusion|administration)\s(?:of|is)\s)?$", re.IGNORECASE)
# "4 times daily, 2400 mg a day in all": the amount of the day.
_TOTAL = pattern("dosage.by_parts")
_TOTAL_DAILY = re.compile(r"\btotal daily dos(?:e|age)\b[^.;\d]{0,60}$", re.IGNORECASE)
_TREATED = pattern("dosage.treated")
_PER_COURSE = pattern("dosage.per_course")
_NEXT = re.compile(r"(?:[^.]|\.(?=\d)){0,110}\b(?:and|or|to)\s(?:\w+ ){0,4}$", re.IGNORECASE)
_SPLIT_INTO = re.compile(r"\bas (?:two|three|four|\d)(?: consecutive| separate| single-dose)?\s$", re.IGNORECASE)
_SAME_DOSE = re.compile(r"\b(?:followed by|then) the same dose\b", re.IGNORECASE)
_STEP_TARGET = pattern("dosage.step_target")
_ELDERLY = re.compile(r"[^.;\d]{0,60}\b(?:elderly|geriatric)\b", re.IGNORECASE)
# "Increased to 15 mg, then 25 mg": steps, the second without an interval of its own.
_NEXT_STEP = re.compile(r",?\s(?:and )?then (?:to )?", re.IGNORECASE)
_OR = re.compile(r"^(?:[^.;,]|[.,](?=\d)){0,110}\bor\s$", re.IGNORECASE)
_STEPPED = pattern("dosage.stepped")
_PERMITS = pattern("dosage.permits_step")
_PART = re.compile(r"\bdivided doses of\s$", re.IGNORECASE)
_EACH = re.compile(r"\s?each\b", re.IGNORECASE)
_DIVISIONS = (2.0, 3.0, 4.0)
_STRENGTH = pattern("dosage.strength_of_count")
_FORM_OF = re.compile(r"[\s-]?(?:tablets?|capsules?|vials?)? ?of (?P<of>[A-Z]\w{3,})")


def doses_of(text: str, context: Context, names: re.Pattern[str] | None = None) -> list[Dosage]:
    """Returns the doses that a sentence states; what is taken beside the medicine is left out."""
    text = own_part(text)
    parts = parts_by_age(text)
    if parts is None:
        return _of_weights(text, context, names)
    return [dose for part in parts for dose in _of_weights(part.text, context._replace(who=part.who), names)]


def _of_weights(text: str, context: Context, names: re.Pattern[str] | None) -> list[Dosage]:
    """Returns the doses of a text for one age, those for several bands of weight one by one."""
    if several_bands(text):
        lead = text[: bands[0]] if (bands := band_starts(text)) else ""
        if amounts(lead):
            return [dose for part in _before_bands(text, bands) for dose in _doses_of(part, context, names)]
        if not RECOMMENDS.search(lead):
            pieces = [text[start:end] for start, end in zip(bands, [*bands[1:], len(text)], strict=True)]
            return [dose for part in pieces if RECOMMENDS.search(part) for dose in _doses_of(part, context, names)]
        often = next((words.group() for words in [_OFTEN.search(lead) or _told_last(text, bands)] if words), "")
        ends = [*bands[1:], len(text)]
        return [
            dose
            for start, end in zip(bands, ends, strict=True)
            for dose in _doses_of(f"Recommended: {text[start:end].rstrip()} {often}", context, names)
        ]
    return _doses_of(text, context, names)


def _told_last(text: str, bands: list[int]) -> re.Match[str] | None:
    """Returns how often all doses of a list by weight are taken, where it is told behind the last one alone."""
    return None if _OFTEN.search(text, bands[0], bands[-1]) else _OFTEN.search(text, bands[-1])


def _before_bands(text: str, bands: list[int]) -> list[str]:
    """Returns the parts of "0.5 mg daily for those below 20 kg and 1 mg daily for those of 20 kg or more", one a dose."""
    found = amounts(text)
    starts = [one.start for one in found]
    if len(found) != len(bands) or any(start > band for start, band in zip(starts, bands, strict=True)):
        return []
    if any(later < band for band, later in zip(bands, starts[1:], strict=False)):
        return []
    lead = text[: starts[0]]
    return [f"{lead}{text[start:end]}" for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def targets_of(text: str, context: Context) -> list[Dosage]:
    """Returns the dose that a sentence raises it to, the last of several.

    A step that is left open is the most ("may be increased to 20 mg once daily"), one that all take is what goes on ("should be").
    """
    found = joined(text, amounts(text))
    if not found or len(found) > 6 or parts_by_age(text) is not None:
        return []
    first = len(found) - 1
    while first > 0 and _OR.search(text[found[first - 1].end : found[first].start]):
        first -= 1  # "to 40 mg every week or 80 mg every other week"
    before = text[found[first - 1].end if first else 0 : found[first].start]
    if _DOWN.search(before) or (UP_TO.search(before) and STEP_OF.search(before)):
        return []
    if not _STEP_TARGET.search(before) or is_barred_amount(before, text[found[-1].end :]) or several_bands(text):
        return []
    often = _frequencies(text, found)
    return [
        _for(dose, route(text) or context.route, context.condition, context.who, context.weights)
        for amount, ways in list(zip(found, often, strict=True))[first:]
        for dose in as_often("maximum" if _PERMITS.search(text) else "maintenance", amount, ways)
        if dose.every_hours or dose.per_day
    ]


def _doses_of(text: str, context: Context, names: re.Pattern[str] | None) -> list[Dosage]:
    # "500 mg ... as two 5 mL injections": how a dose is split is no dose.
    found = [one for one in joined(text, amounts(text)) if not _SPLIT_INTO.search(text, max(0, one.start - 40), one.start)]
    # "The usual dose of Zelvora 25 mg is 1 or 2 tablets": the mass is the strength of these.
    found = [one for one in found if one.unit in COUNTED or not _STRENGTH.match(text, one.end)]
    found = without_partners(text, found, names)
    if not found or len(found) > 8:
        return []
    condition = _condition(text, context, names)
    way = way_of(text, names) if context.contrasted else None
    people, band = context.who, own_band(weights(text), context.weights)
    by = route(text) or context.route
    often = _of_regimen(text, found, _frequencies(text, found), names)
    doses: list[Dosage] = []
    last, others = 0, False
    again = given_again(text, found)
    by_time = over_a_day(found, times_of_day(text, found)) if "in" in text else {}
    for place, amount in enumerate(found):
        if place - 1 in again or (place in by_time and not by_time[place][0]):
            continue
        before = text[found[place - 1].end if place else 0 : amount.start]
        behind = text[amount.end : found[place + 1].start if place + 1 < len(found) else len(text)]
        if doses and (gap := second_within(before, behind)):
            second = Dosage("usual", amount.low, amount.high, amount.unit, once=True)
            doses.append(_for(second, by, f"second dose {gap}", people, band))
            continue
        others = other_name(before, names) or (others and _goes_on(before, names))
        if others or ((of := _FORM_OF.match(behind)) and names and not names.search(of["of"])):
            continue
        often[place], time = by_time.get(place, (again.get(place, often[place]), None))
        counted = amount.unit in COUNTED or "/" in amount.unit
        phase = phase_of(before, behind, often[place], text, first=place == 0, counted=counted)
        if (
            phase is None
            and doses
            and often[place]
            and (_NEXT.match(before) or _SHARE.match(before) or _PART.search(before))
            and not (is_barred_amount(before, behind) or _STEPPED.search(text, last, amount.start))
        ):
            phase = doses[-1].phase
        if phase is None or (place and _NEXT_STEP.fullmatch(before) and STEP.search(text, 0, found[place - 1].start)):
            continue
        told = of_series(amount, before, behind) or of_day(amount, before, behind, often[place])
        told = told or as_often(phase, amount, often[place])
        if same := _SAME_DOSE.search(behind):
            told += as_often("maintenance", amount, frequencies(behind[same.end() :]))
        # One limit holds whether the medicine is taken alone or not.
        for dose in told:
            told_for = ", ".join(filter(None, (condition, None if dose.phase == "maximum" else way, time))) or None
            doses.append(_for(dose, by, told_for, people, band))
        last = amount.end
    return doses


def _goes_on(before: str, names: re.Pattern[str] | None) -> bool:
    """Returns whether the words behind the dose of another medicine go on with that medicine."""
    return FOLLOWED.search(before) is not None and not (names and names.search(before))


def _condition(text: str, context: Context, names: re.Pattern[str] | None) -> str | None:
    lead = _LEAD.match(text) or _LEAD_TITLE.match(text)
    condition = (condition_of(lead["lead"]) if lead else None) or context.condition
    if _ELDERLY.match(text):
        return "elderly"
    open_ = condition is None or " and " in condition
    condition = (condition_in(text) if open_ else _treated(text)) or condition
    return None if condition and names and names.search(condition) else condition


def _treated(text: str) -> str | None:
    """Returns what a sentence that begins with it says a dose treats, whatever was spoken of before."""
    found = _TREATED.match(text)
    return purposed(condition_of(f"for {found['condition']}"), text[: found.start("condition")]) if found else None


def _for(dose: Dosage, by: str | None, condition: str | None, people: Population, band: Weights) -> Dosage:
    """Returns the dose with its route, condition and people."""
    low, high, floor, adults = people
    return Dosage(
        dose.phase, dose.low, dose.high, dose.unit, dose.every_hours, dose.per_day, dose.once, by, condition,
        low, high, band.low if band != Weights() else floor, band.high, adults,
    )  # fmt: skip


def _frequencies(text: str, found: list[Amount]) -> list[list[Frequency]]:
    """Returns how often each amount is taken, by the words behind it, else before it; "5 mg or 10 mg daily" says it for both."""
    ends = [*(one.start for one in found[1:]), len(text)][: len(found)]
    often: list[list[Frequency]] = []
    for place, (amount, end) in enumerate(zip(found, ends, strict=True)):
        before = text[found[place - 1].end if place else 0 : amount.start]
        own = frequencies(FOLLOWED.split(text[amount.end : end])[0])
        if amount.period and _is_of_period(own, amount.period, text[amount.end : end]):
            own = [Frequency(amount.period)]
        if place and not own and (parts := _parts_of_day(found[place - 1], amount, before, text[amount.end : end])):
            own = [Frequency(None, parts)]
        if not own and _SINGLE.search(before):
            own = [Frequency(once=True)]
        if not own and _TOTAL.search(before):
            own = [Frequency(_DAY)]
        if own and own[0].once and _TOTAL_DAILY.search(before):
            own = [Frequency(_DAY)]  # The amount of a day, taken at one time.
        if _PER_COURSE.search(text, amount.end, end):
            often.append([])  # Single in each cycle, which has no length told.
            continue
        lead = _LEADING.search(before)
        before = lead.group() if lead else FOLLOWED.split(before)[-1]
        if (own and _IN_CYCLE.search(text, amount.end, end)) and _OFTEN.search(before):
            own = []  # "A single daily dose of 10 mg for 12 days of each 28-day cycle": the cycle is no interval.
        if not own and not STEP.search(before) and not UP_TO.search(before):
            own = frequencies(before if lead else re.split(r"[;.]|, (?:and|or) ", before)[-1])
        often.append(own or _at_event(text[amount.end : end]))
    return _shared(text, found, often)


def _is_of_period(own: list[Frequency], period: float, behind: str) -> bool:
    """Returns whether an amount of a day is taken daily: what is told behind it is one time, or the weeks of its steps."""
    return not own or own[0].once or ((own[0].every_hours or 0.0) > period and STEP.search(behind) is not None)


def _of_regimen(
    text: str, found: list[Amount], often: list[list[Frequency]], names: re.Pattern[str] | None
) -> list[list[Frequency]]:
    """Returns how often each amount is given, with the weeks that are told behind the other medicines of the regimen."""
    told = often[-1]
    if len(found) < 2 or often[0] or len(told) != 1 or (told[0].every_hours or 0.0) < _WEEK:
        return often
    if not all(other_name(text[one.end : other.start], names) for one, other in pairwise(found)):
        return often
    return [told, *often[1:]]


def _parts_of_day(total: Amount, amount: Amount, before: str, behind: str) -> float | None:
    """Returns how many times a day the parts of the amount of a day are taken ("10 mg per day as divided doses of 5 mg each")."""
    if total.period != _DAY or total.unit != amount.unit or not (_PART.search(before) and _EACH.match(behind)):
        return None
    parts = total.high / amount.high
    return parts if parts in _DIVISIONS else None


def _shared(text: str, found: list[Amount], often: list[list[Frequency]]) -> list[list[Frequency]]:
    """Returns how often each amount is taken, with what is said once for a choice of amounts, or for a dose and its limit."""
    for place in range(1, len(found)):
        if (
            not often[place]
            and found[place].unit == found[place - 1].unit
            and _OR.search(text[found[place - 1].end : found[place].start])
        ):
            often[place] = often[place - 1]
    for place in range(len(found) - 2, -1, -1):
        gap = text[found[place].end : found[place + 1].start]
        # "35 mg/m2 up to a maximum of 80 mg per dose twice daily": the dose has the interval of its limit.
        if not often[place] and (_SHARE.match(gap) or LIMITED.match(gap)):
            often[place] = often[place + 1]
    for place in range(1, len(found)):
        gap = text[found[place - 1].end : found[place].start].lstrip()
        # "5 mg/kg (not to exceed 90 mg)": the limit of a dose by weight is taken as often as the dose.
        if not often[place] and "/" in found[place - 1].unit and "/" not in found[place].unit and LIMITED.match(gap):
            often[place] = often[place - 1]
    return often


def _at_event(behind: str) -> list[Frequency]:
    """Returns that a dose is given once where it is for one event ("an hour before surgery")."""
    return [Frequency(once=True)] if _EVENT.match(behind) else []
