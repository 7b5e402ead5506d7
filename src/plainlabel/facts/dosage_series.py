"""What one amount gives over time: its ways to be taken, the dose of one day, and first doses at listed days or weeks."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import Amount
from plainlabel.facts.dosage_frequency import Frequency, frequencies, interval, series
from plainlabel.facts.dosage_phase import FOLLOWED
from plainlabel.facts.kinds import Dosage, Phase
from plainlabel.vocabulary.patterns import pattern

_ON_DAY = pattern("dosage.on_day")
_THEN_EVERY = pattern("dosage.then_every")
_LEAD_END = re.compile(r"^[^.;]{0,12}:\s?\w*\s?$")
_SERIES_START = pattern("dosage.series_start")
_CYCLE = pattern("dosage.cycle_days")
_ONWARD = re.compile(r"[^.;]{0,30}\b(?:and|then|followed by)\b[^.;\d]{0,30}(?:every|once|monthly|weekly)\b[^.;]*", re.IGNORECASE)


def of_day(amount: Amount, behind: str, often: list[Frequency]) -> list[Dosage]:
    """Returns the dose of one day ("300 mg on Day 1"), and what is given first and again ("and then every 6 months")."""
    if any(not one.once for one in often):
        return []
    first = Dosage("loading", amount.low, amount.high, amount.unit, once=True)
    if then := _THEN_EVERY.search(behind):
        return [first, *as_often("maintenance", amount, frequencies(behind[then.end() :]))]
    return [first] if _ON_DAY.match(behind) else []


def of_series(amount: Amount, before: str, behind: str) -> list[Dosage]:
    """Returns the first doses at listed days or weeks, and what follows at an interval ("every 8 weeks thereafter")."""
    listed = series(behind)
    lead = None if listed else series(before)
    if listed is None and (lead is None or not _LEAD_END.search(before[lead.end :])):
        return []
    onward_told = listed is not None and FOLLOWED.search(behind[listed.end :])
    if not onward_told and not _SERIES_START.search(before):
        return []  # The days of a cycle of treatment.
    if not onward_told and _CYCLE.search(f"{before} {behind}"):
        return []
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


def as_often(phase: Phase, amount: Amount, often: list[Frequency]) -> list[Dosage]:
    """Returns the dose of an amount, one for each way that it may be taken."""
    doses: list[Dosage] = []
    ways: list[Frequency | None] = [*often] or [None]
    for one in ways:
        every, per_day, once = interval(amount, one)
        once = once or (phase == "loading" and every is None and per_day is None)
        doses.append(Dosage(phase, amount.low, amount.high, amount.unit, every, per_day, once))
    return doses
