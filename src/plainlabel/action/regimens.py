"""Regimens from words: "600 mg then 300 mg every 2 weeks, missed dose 3, stopped after 16 weeks".

Phases are parted by "then". A phase is a dose given once, at named weeks or days ("500 mg at weeks 0 and 2"), or on a schedule,
open or limited ("for 4 weeks", "for 3 doses"). After it come, each behind a comma or semicolon, what went otherwise:
"missed dose 3" (or "missed week 4"), "dose 4 is 5 days late" (a late dose leaves the schedule as it was unless "new schedule" is
said), "stopped after week 16". Doses count from 1, days and weeks from 0.
"""

from __future__ import annotations

import math
import re
from typing import Final

from msgspec import Struct, structs

from plainlabel.action.dosing_words import NUMBER, UNIT, amount_mg, days, interval_days, number
from plainlabel.action.numbers import one
from plainlabel.errors import UsageError

MAX_WEEKS: Final = 520
MAX_DOSES: Final = 20_000
_EXAMPLE: Final = 'For example: "600 mg then 300 mg every 2 weeks, missed dose 3"'

_MISSED = re.compile(
    rf"\b(?:miss(?:ed|ing)?|skip(?:ped)?|forg[eo]t(?:ten)?|without)\s+(?:the\s+)?(doses?|weeks?|days?)\s+((?:{NUMBER}(?:\s*(?:,|and|&)\s*)?)+)"
    rf"|\bdoses?\s+((?:{NUMBER}(?:\s*(?:,|and|&)\s*)?)+)\s+(?:is |are |was |were )?(?:missed|skipped|forgotten)"
)
_LATE = re.compile(
    rf"\bdose\s+({NUMBER})\s+(?:is |was |comes |came )?(?:({NUMBER})\s+({UNIT})\s+late|late by\s+({NUMBER})\s+({UNIT}))\b"
)
_SHIFT = re.compile(r"\bnew schedule\b|\b(?:later|following|further) doses? (?:are |is )?(?:shifted|moved)\b")
_STOP = re.compile(
    r"\b(?:stop(?:ped|s|ping)?|until|last dose|end(?:ed|s)?|discontinued?)\s+(?:after |at |on |in |by )*"
    rf"(?:({NUMBER})\s+({UNIT})|(week|day)\s+({NUMBER}))\b"
)
_FOR = re.compile(rf"\bfor\s+({NUMBER})\s+(doses?|{UNIT})\b")
_AT = re.compile(rf"\b(?:at|on|in)\s+(weeks?|days?)\s+((?:{NUMBER}(?:\s*(?:,|and|&)\s*)*)+)")
_BESIDE = re.compile(r"\([^()]*\)")
_TOLD = re.compile(r"\b(?:miss|skip|forg[eo]t|without|late|delay|stop|discontinu|until)\w*")
"""Words of what went otherwise: one that is left over was not understood, and must not be passed over."""
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"(?<!every )\b(?:the\s+)?(?:(\d+)(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))\s+(dose|week)\b")
_NONSENSE = re.compile(r"\bnan\b|\binf(?:inity)?\b|\bnone\b|\bnull\b")
_NUMBERS = re.compile(NUMBER)


class Dose(Struct, frozen=True):
    """One dose: when, counted from the first planned one, and how much."""

    day: float
    dose_mg: float


class Regimen(Struct, frozen=True):
    """The doses given up to a horizon, in order, with what was planned and what went otherwise."""

    words: str
    horizon_days: float
    doses: tuple[Dose, ...]
    interval_days: float | None = None
    maintenance_mg: float | None = None
    missed_days: tuple[float, ...] = ()
    late_days: tuple[float, ...] = ()
    stopped_day: float | None = None


class _Changes(Struct, frozen=True):
    """What went otherwise than planned."""

    missed_doses: frozenset[int] = frozenset()
    missed_days: frozenset[float] = frozenset()
    late: tuple[tuple[int, float], ...] = ()
    shift: bool = False
    stop_day: float | None = None


def regimen(words: str, weeks: float = 52, *, missed: tuple[int, ...] = (), stop_week: float | None = None) -> Regimen:
    """Returns the regimen that `words` tell, with its doses of the first `weeks` weeks.

    Args:
        words: the regimen as a person writes it.
        weeks: the horizon; doses on its last day count no more.
        missed: numbers of missed doses, beside those the words tell.
        stop_week: no dose is given after this week.

    Raises:
        UsageError: words that tell no regimen or conflict, numbers out of range.
    """
    horizon = 7 * one("number of weeks", weeks, above=0, most=MAX_WEEKS)
    text = _ORDINAL.sub(_counted, _BESIDE.sub(" ", " ".join(words.lower().split())))
    if not text or _NONSENSE.search(text):
        raise UsageError(f"This is no regimen: {words!r}", next_step=_EXAMPLE)
    plan, changes = _changes(text)
    if stop_week is not None:
        changes = structs.replace(changes, stop_day=_single_stop(changes.stop_day, 7 * one("week of stopping", stop_week, least=0)))
    changes = structs.replace(
        changes, missed_doses=changes.missed_doses | {_dose_number(one("missed dose", dose, least=1)) for dose in missed}
    )
    planned, interval = _planned(plan, horizon)
    return _given(" ".join(words.split()), horizon, planned, interval, changes)


def _counted(found: re.Match[str]) -> str:
    """Returns "dose 3" for "the third dose"."""
    figure, word, what = found.groups()
    return f"{what} {figure or _ORDINALS.index(word) + 1}"


def _changes(text: str) -> tuple[str, _Changes]:
    """Returns the words without, and with, what went otherwise."""
    missed_doses: set[int] = set()
    missed_days: set[float] = set()
    for unit, listed, doses in _MISSED.findall(text):
        figures = [number(one_) for one_ in _NUMBERS.findall(listed or doses)]
        if unit.startswith(("week", "day")):
            missed_days |= {figure * _days_a(unit) for figure in figures}
        else:
            missed_doses |= {_dose_number(one("missed dose", figure, least=1)) for figure in figures}
    late = tuple((_dose_number(number(dose)), days(a or b, u or v)) for dose, a, u, b, v in _LATE.findall(text))
    stops = {days(figure or at, unit or word) for figure, unit, word, at in _STOP.findall(text)}
    if len(stops) > 1:
        raise UsageError("The regimen stops at two different times", next_step=_EXAMPLE)
    rest = _SHIFT.sub(" ", _STOP.sub(" ", _LATE.sub(" ", _MISSED.sub(" ", text))))
    stop = stops.pop() if stops else None
    left = _TOLD.search(rest)
    if left:
        raise UsageError(
            f"It is not understood what {left.group()!r} means here", next_step='Say "missed dose 3" or "stopped after week 8"'
        )
    return rest, _Changes(frozenset(missed_doses), frozenset(missed_days), late, bool(_SHIFT.search(text)), stop)


def _dose_number(figure: float) -> int:
    if figure != int(figure):
        raise UsageError(f"There is no dose number {figure:g}", next_step="Count the doses: 1, 2, 3")
    return int(figure)


def _single_stop(told: float | None, given: float) -> float:
    if told is not None and told != given:
        raise UsageError("The regimen stops at two different times", next_step="Say once when it stops")
    return given


def _planned(plan: str, horizon: float) -> tuple[list[Dose], float | None]:
    """Returns the planned doses before the horizon, and the days between those of the last schedule."""
    parts = re.split(r"\bthen\b|\bfollowed by\b|;|,(?=[^,]*\d\s*m?c?g\b)", plan)
    phases = [part for part in parts if part.strip(" ,.")]
    if not phases:
        raise UsageError("The regimen names no dose", next_step=_EXAMPLE)
    doses: list[Dose] = []
    interval: float | None = None
    start: float | None = 0.0
    for at, phase in enumerate(phases):
        dose_mg, every = amount_mg(phase), interval_days(phase)
        interval = every or interval
        added, start = _phase(phase, dose_mg, every, doses, start, horizon, last=at == len(phases) - 1)
        doses += added
    return doses, interval


def _phase(
    phase: str, dose_mg: float, every: float | None, before: list[Dose], start: float | None, horizon: float, *, last: bool
) -> tuple[list[Dose], float | None]:
    """Returns the doses of one phase, and when the next begins (None: one interval of that next phase later)."""
    named = _AT.findall(phase)
    if named and every is None:
        return _on_named_days(named, dose_mg, before, horizon), None
    if before and every is None:
        raise UsageError(f"It is not said when {_shown(phase)} is given", next_step='Say how often, for example "every 2 weeks"')
    if every is None:
        return [Dose(0.0, dose_mg)], None
    if not last and not _FOR.search(phase):
        raise UsageError(f"It is not said how long {_shown(phase)} goes on", next_step='Say "for 4 weeks" before the next "then"')
    if named:  # "300 mg every 2 weeks from day 14"
        start = number(_NUMBERS.findall(named[0][1])[0]) * _days_a(named[0][0])
    begin = start if start is not None else before[-1].day + every
    if (horizon - begin) / every > MAX_DOSES:
        raise UsageError(f"More than {MAX_DOSES} doses", next_step="Ask for fewer weeks")
    end = min(horizon, begin + _length(phase, every))
    count = max(0, math.ceil((end - begin) / every - 1e-9))
    return [Dose(begin + at * every, dose_mg) for at in range(count)], begin + _length(phase, every)


def _shown(phase: str) -> str:
    return repr(phase.strip(" ,."))


def _days_a(unit: str) -> int:
    return 7 if unit.startswith("week") else 1


def _on_named_days(named: list[tuple[str, str]], dose_mg: float, before: list[Dose], horizon: float) -> list[Dose]:
    listed = [number(figure) * _days_a(unit) for unit, many in named for figure in _NUMBERS.findall(many)]
    if sorted(set(listed)) != listed or (before and listed[0] <= before[-1].day):
        raise UsageError("The days of the doses are not in order", next_step=_EXAMPLE)
    return [Dose(day, dose_mg) for day in listed if day < horizon]


def _length(phase: str, every: float) -> float:
    """Returns the days a phase goes on, without end where it names none."""
    for figure, unit in _FOR.findall(phase):
        return number(figure) * every if unit.startswith("dose") else days(figure, unit)
    return math.inf


def _given(words: str, horizon: float, planned: list[Dose], interval: float | None, changes: _Changes) -> Regimen:
    """Returns the regimen after what went otherwise was applied to what was planned."""
    gone = {at for at, dose in enumerate(planned, 1) if at in changes.missed_doses or dose.day in changes.missed_days}
    late = dict(changes.late)
    if len(late) < len(changes.late) or gone & set(late):
        raise UsageError("The same dose is told of twice", next_step=_EXAMPLE)
    absent = {*changes.missed_doses, *late} - set(range(1, len(planned) + 1))
    if absent or changes.missed_days - {dose.day for dose in planned}:
        raise UsageError("A missed or late dose is not among the planned ones", next_step=f"{len(planned)} doses are planned")
    given: list[Dose] = []
    shift = 0.0
    for at, dose in enumerate(planned, 1):
        delay = late.get(at, 0.0)
        if at not in gone:
            given.append(Dose(dose.day + shift + delay, dose.dose_mg))
        shift += delay if changes.shift else 0.0
    stop = changes.stop_day
    kept = tuple(sorted((d for d in given if d.day < horizon and (stop is None or d.day <= stop)), key=lambda dose: dose.day))
    return Regimen(
        words=words,
        horizon_days=horizon,
        doses=kept,
        interval_days=interval,
        maintenance_mg=planned[-1].dose_mg if planned and interval else None,
        missed_days=tuple(planned[at - 1].day for at in sorted(gone)),
        late_days=tuple(planned[at - 1].day for at in sorted(late)),
        stopped_day=stop,
    )
