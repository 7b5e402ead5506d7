"""The doses that one sentence states: amounts, how often, and what kind of dose the words before each say it is.

A sentence that speaks of kidneys, toxicity, other medicines, preparation or trials gives no dose: what is not sure is left out.
"""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import Amount, amounts, route
from plainlabel.facts.dosage_bars import ABOVE_NOT, other_name, own_part, without_partners
from plainlabel.facts.dosage_context import (
    Context,
    Weights,
    band_starts,
    condition_in,
    condition_of,
    own_band,
    several_bands,
    weights,
)
from plainlabel.facts.dosage_frequency import Frequency, frequencies, interval, series
from plainlabel.facts.kinds import Dosage, Phase
from plainlabel.facts.population import Population
from plainlabel.vocabulary.patterns import pattern

_BEFORE_BAR = pattern("dosage.before_bar")
_AFTER_BAR = pattern("dosage.after_bar")
_RECOMMENDS = pattern("dosage.recommends")
_MAXIMUM = pattern("dosage.maximum")
_STARTING = pattern("dosage.starting")
_LOADING = pattern("dosage.loading")
_MAINTENANCE = pattern("dosage.maintenance")
_STEP = pattern("dosage.step")
_LEAD = pattern("dosage.lead")
_LEAD_TITLE = pattern("dosage.lead_title")
_SHARE = pattern("dosage.share")
_FOLLOWED = re.compile(r"\b(?:followed by|then|thereafter)\b", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:recommended|target|maintenance|usual|maximum|effective)\b[^.;]{0,40}$", re.IGNORECASE)
# The interval may stand as a lead: "Week 12 and every 4 weeks thereafter: ..."
_LEADING = re.compile(r"[^.;:]*\bevery\b[^.;:]*\bthereafter\s?:\s?\w*\s?$", re.IGNORECASE)
_UP_TO = re.compile(r"\bup to (?:a (?:total|maximum) (?:\w+ )?(?:of )?)?$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|this|than|each|all|at)\s$", re.IGNORECASE)
_THE_DOSE = pattern("dosage.the_dose")
_LATER = re.compile(r"[^.;,]{0,30}\b(?:weeks?|days?|months?) later\b", re.IGNORECASE)
_LATER_BEGIN = re.compile(r"\b(?:weeks?|days?|months?) (?:later|after)\b|\bday \d{2}\b", re.IGNORECASE)
_INITIALLY = re.compile(r"\s?(?:\w+ ){0,3}initially\b", re.IGNORECASE)
_PER_KG = re.compile(r"\s(?:of )?(?:[\w-]+ +){1,6}per (?:kg|kilogram)\b", re.IGNORECASE)
_TARGET_DOSE = re.compile(r"\btarget (?:dose|dosage|maintenance dose)\b[^.;]{0,30}$", re.IGNORECASE)
_MOST_BEFORE = 12
_MOST_LEAD = 25
_OFTEN = re.compile(r"\b(?:once |twice )?daily\b|\b(?:twice|three times|four times) a day\b", re.IGNORECASE)
_SINGLE = re.compile(r"\bsingle\s(?:(?:dose|injection|infusion|administration)\s(?:of|is)\s)?$", re.IGNORECASE)
_STEP_OF = re.compile(r"\b(?:adjust\w*|increas\w*|increments?|changes?|steps?)\s(?:of|by|in)\b", re.IGNORECASE)
_NEXT = re.compile(r"[^.]{0,110}\b(?:and|or|to)\s(?:\w+ ){0,4}$", re.IGNORECASE)
_SPLIT_INTO = re.compile(r"\bas (?:two|three|four|\d)(?: consecutive| separate| single-dose)?\s$", re.IGNORECASE)
_SAME_DOSE = re.compile(r"\b(?:followed by|then) the same dose\b", re.IGNORECASE)
_STEP_TARGET = pattern("dosage.step_target")
_SERIES_START = pattern("dosage.series_start")
_LEAD_END = re.compile(r"^[^.;]{0,12}:\s?\w*\s?$")
_ONWARD = re.compile(r"[^.;]{0,30}\b(?:and|then|followed by)\b[^.;\d]{0,30}(?:every|once|monthly|weekly)\b[^.;]*", re.IGNORECASE)
_FORM_OF = re.compile(r"[\s-]?(?:tablets?|capsules?|vials?)? ?of (?P<of>[A-Z]\w{3,})")
_CUES: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    ("maximum", _MAXIMUM),
    ("loading", _LOADING),
    ("maintenance", _MAINTENANCE),
    ("starting", _STARTING),
    ("usual", _RECOMMENDS),
)


def doses_of(text: str, context: Context, names: re.Pattern[str] | None = None) -> list[Dosage]:
    """Returns the doses that a sentence states; what is taken beside the medicine is left out."""
    text = own_part(text)
    if several_bands(text):
        lead = text[: bands[0]] if (bands := band_starts(text)) else ""
        if amounts(lead) or not _RECOMMENDS.search(lead):
            return []
        often = next((words.group() for words in [_OFTEN.search(lead)] if words), "")
        ends = [*bands[1:], len(text)]
        return [
            dose
            for start, end in zip(bands, ends, strict=True)
            for dose in _doses_of(f"Recommended: {text[start:end].rstrip()} {often}", context, names)
        ]
    return _doses_of(text, context, names)


def targets_of(text: str, context: Context) -> list[Dosage]:
    """Returns the dose that a sentence raises it to ("may be increased to 20 mg once daily"), the last of several."""
    found = _ranges(text, amounts(text))
    if not found or len(found) > 6:
        return []
    before = text[found[-2].end if len(found) > 1 else 0 : found[-1].start]
    if not _STEP_TARGET.search(before) or _barred(before, text[found[-1].end :]) or several_bands(text):
        return []
    often = _frequencies(text, found)[-1]
    return [
        _for(dose, route(text) or context.route, context.condition, context.who, context.weights)
        for dose in _doses("maximum", found[-1], often)
        if dose.every_hours or dose.per_day
    ]


def _doses_of(text: str, context: Context, names: re.Pattern[str] | None) -> list[Dosage]:
    # "500 mg ... as two 5 mL injections": how a dose is split is no dose.
    found = [one for one in _ranges(text, amounts(text)) if not _SPLIT_INTO.search(text, max(0, one.start - 40), one.start)]
    found = without_partners(text, found, names)
    if not found or len(found) > 8:
        return []
    condition = _condition(text, context, names)
    people, band = context.who, own_band(weights(text), context.weights)
    by = route(text) or context.route
    often = _frequencies(text, found)
    doses: list[Dosage] = []
    for place, amount in enumerate(found):
        before = text[found[place - 1].end if place else 0 : amount.start]
        behind = text[amount.end : found[place + 1].start if place + 1 < len(found) else len(text)]
        if other_name(before, names) or ((of := _FORM_OF.match(behind)) and names and not names.search(of["of"])):
            continue
        phase = _phase(before, behind, often[place], text, first=place == 0)
        if (
            phase is None
            and doses
            and often[place]
            and (_NEXT.match(before) or _SHARE.match(before))
            and not (_barred(before, behind) or _STEP.search(before))
        ):
            phase = doses[-1].phase
        if phase is None:
            continue
        told = _of_series(amount, before, behind) or _doses(phase, amount, often[place])
        if same := _SAME_DOSE.search(behind):
            told += _doses("maintenance", amount, frequencies(behind[same.end() :]))
        doses += [_for(dose, by, condition, people, band) for dose in told]
    return doses


def _condition(text: str, context: Context, names: re.Pattern[str] | None) -> str | None:
    lead = _LEAD.match(text) or _LEAD_TITLE.match(text)
    condition = (condition_of(lead["lead"]) if lead else None) or context.condition
    if condition is None or " and " in condition:
        condition = condition_in(text) or condition
    return None if condition and names and names.search(condition) else condition


def _of_series(amount: Amount, before: str, behind: str) -> list[Dosage]:
    """Returns the first doses at listed days or weeks, and what follows at an interval ("every 8 weeks thereafter")."""
    listed = series(behind)
    lead = None if listed else series(before)
    if listed is None and (lead is None or not _LEAD_END.search(before[lead.end :])):
        return []
    onward_told = listed is not None and _FOLLOWED.search(behind[listed.end :])
    if not onward_told and not _SERIES_START.search(before):
        return []  # The days of a cycle of treatment.
    spaced = listed or lead
    first = Dosage("loading", amount.low, amount.high, amount.unit, spaced.every_hours if spaced else None)
    rest = behind[listed.end :] if listed else ""
    if not _ONWARD.match(rest):
        return [first]
    onward = frequencies(rest)
    return [
        first,
        *(Dosage("maintenance", amount.low, amount.high, amount.unit, one.every_hours) for one in onward if one.every_hours),
    ]


def _ranges(text: str, found: list[Amount]) -> list[Amount]:
    """Returns the amounts with "40 mg/day to 60 mg/day" as one, and masses of "mg of ... per kg" by weight."""
    ranges: list[Amount] = []
    for amount in found:
        if _PER_KG.match(text, amount.end) and "/" not in amount.unit:
            ranges.append(amount._replace(unit=f"{amount.unit}/kg"))
        elif (
            ranges
            and ranges[-1].unit == amount.unit
            and text[ranges[-1].end : amount.start].strip() in {"to", "-", "\u2013"}
            and ranges[-1].high < amount.high
        ):
            ranges[-1] = ranges[-1]._replace(high=amount.high, end=amount.end, period=amount.period)
        else:
            ranges.append(amount)
    return ranges


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
        own = frequencies(_FOLLOWED.split(text[amount.end : end])[0])
        if amount.period and (not own or own[0].once):
            own = [Frequency(amount.period)]
        if not own and _SINGLE.search(before):
            own = [Frequency(once=True)]
        lead = _LEADING.search(before)
        before = lead.group() if lead else _FOLLOWED.split(before)[-1]
        if not own and not _STEP.search(before) and not _UP_TO.search(before):
            own = frequencies(before if lead else re.split(r"[;.]|, (?:and|or) ", before)[-1])
        often.append(own)
    for place in range(len(found) - 2, -1, -1):
        if not often[place] and _SHARE.match(text[found[place].end : found[place + 1].start]):
            often[place] = often[place + 1]
    return often


def _barred(before: str, behind: str) -> bool:
    """Returns whether an amount is a step, a volume to prepare or a dose spoken of ("the 10 mg dose was ...")."""
    return bool(_BEFORE_BAR.search(before) or _AFTER_BAR.match(behind) or (_THE.search(before) and _THE_DOSE.match(behind)))


def _phase(before: str, behind: str, often: list[Frequency], text: str, *, first: bool) -> Phase | None:
    """Returns what kind of dose an amount is by the cue nearest before it, None where it is no recommended dose."""
    clause = before.rpartition(";")[2]
    if ABOVE_NOT.search(text) and not _MAXIMUM.search(text):
        return "maximum" if first else None
    if _barred(clause, behind) or (_UP_TO.search(clause) and _STEP_OF.search(clause)):
        return None
    if _UP_TO.search(clause):
        return "maximum"
    if _STEP.search(clause) and not _TARGET.search(clause) and not _MAXIMUM.search(clause):
        return None
    return _by_cue(clause, behind, often, first=first)


def _by_cue(clause: str, behind: str, often: list[Frequency], *, first: bool) -> Phase | None:
    """Returns the kind of dose by the last cue of the words before it, or by what follows."""
    last = {name: places[-1] for name, cue in _CUES if (places := [found.end() for found in cue.finditer(clause)])}
    if "maximum" in last:
        return "maximum"
    targeted = bool(_TARGET_DOSE.search(clause))
    specific = sorted((place, name) for name, place in last.items() if name != "usual" and not targeted)
    phase: Phase | None = specific[-1][1] if specific else None
    if phase is None and _INITIALLY.match(behind):
        phase = "starting"
    if not often and _LATER.match(behind):
        return "loading"
    if phase == "starting":
        return "loading" if not often and _FOLLOWED.search(behind) else "maintenance" if _LATER_BEGIN.search(clause) else phase
    if phase is not None:
        return phase
    told = bool(often) or re.search(r"\b(?:dos(?:e|age)|recommended)\b", clause, re.IGNORECASE)
    if ("usual" in last and told) or (
        often and first and len(clause.split()) <= (_MOST_LEAD if clause.rstrip().endswith(":") else _MOST_BEFORE)
    ):
        return "usual"
    return None


def _doses(phase: Phase, amount: Amount, often: list[Frequency]) -> list[Dosage]:
    """Returns the dose of an amount, one for each way that it may be taken."""
    doses: list[Dosage] = []
    ways: list[Frequency | None] = [*often] or [None]
    for one in ways:
        every, per_day, once = interval(amount, one)
        once = once or (phase == "loading" and every is None and per_day is None)
        doses.append(Dosage(phase, amount.low, amount.high, amount.unit, every, per_day, once))
    return doses
