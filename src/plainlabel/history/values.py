"""Facts in few words: what stands beside each other where a fact changed."""

from __future__ import annotations

from typing import Final

from plainlabel.facts.kinds import Adjustment, Dosage, Indication, Storage

ADULT_MONTHS: Final = 216
NO_AGE: Final = "no age said"
_YEAR: Final = 12
_TIMES: Final = {8.0: "every 8 hours", 12.0: "every 12 hours", 24.0: "a day"}
_DAY, _WEEK = 24, 168
ORGANS: Final = {"renal": "kidney", "hepatic": "liver"}
_ACTIONS: Final = {"reduce": "reduce the dose", "avoid": "do not use", "monitor": "watch closely"}


def age(months: float | None) -> str:
    """Returns an age as people say it: "2 years and older", "6 months and older", "adults"; that none is said."""
    if months is None:
        return NO_AGE
    if months == ADULT_MONTHS:
        return "adults"
    if months >= 2 * _YEAR or months == _YEAR:
        years = months / _YEAR
        return f"{years:g} year{'' if years == 1 else 's'} and older"
    return f"{months:g} month{'' if months == 1 else 's'} and older"


def youngest(use: Indication) -> int | None:
    """Returns the age in months from which a use is approved; that of adults where only adults are named, None where unsaid."""
    if use.min_age_months is not None:
        return use.min_age_months
    return ADULT_MONTHS if use.adults else None


def dose(fact: Dosage) -> str:
    """Returns a dose in words: "300 mg every 2 weeks"."""
    amount = f"{fact.low:g}" if fact.low == fact.high else f"{fact.low:g} to {fact.high:g}"
    words = [f"{amount} {fact.unit}"]
    if fact.once:
        words.append("once")
    elif fact.per_day:
        words.append(f"{fact.per_day:g} times a day")
    elif fact.every_hours:
        words.append(_interval(fact.every_hours))
    if fact.min_age_months is not None:
        words.append(f"({age(fact.min_age_months)})")
    return " ".join(words)


def _interval(hours: float) -> str:
    if hours in _TIMES:
        return _TIMES[hours]
    for length, name in ((_WEEK, "week"), (_DAY, "day")):
        if hours >= length and hours % length == 0:
            number = hours / length
            return f"every {number:g} {name}s" if number > 1 else f"every {name}"
    return f"every {hours:g} hours"


def adjusted(change: Adjustment) -> str:
    """Returns how a dose changes with an organ in words: "severe liver disease: reduce the dose"."""
    organ = f"{ORGANS.get(change.organ, change.organ)} disease"
    state = f"{change.severity} {organ}" if change.severity else organ
    state += f" in {change.population}" if change.population else ""
    if change.action:
        done = _ACTIONS.get(change.action, change.action)
    else:
        done = "change the dose" if change.needed else "no change of the dose"
    return f"{state}: {done}"


def keeping(fact: Storage) -> str:
    """Returns a storage rule in words: "refrigerator, 36 to 46 F, at most 14 days, do not freeze"."""
    parts: list[str] = [fact.where or fact.condition]
    for low, high, unit in ((fact.low_f, fact.high_f, "F"), (fact.low_c, fact.high_c, "C")):
        if low is not None or high is not None:
            parts.append(" to ".join(f"{value:g}" for value in (low, high) if value is not None) + f" {unit}")
            break
    parts += [
        f"at most {value:g} {unit}"
        for value, unit in ((fact.days, "days"), (fact.hours, "hours"), (fact.months, "months"))
        if value is not None
    ]
    flags = ("do_not_freeze", "do_not_shake", "protect_from_light", "original_carton", "discard_after_limit")
    return ", ".join([*parts, *(flag.replace("_", " ") for flag in flags if getattr(fact, flag))])
