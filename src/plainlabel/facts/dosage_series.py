"""What one amount gives over time: its ways to be taken, the dose of one day, and first doses at listed days or weeks."""

from __future__ import annotations

import re
from itertools import pairwise

from plainlabel.facts.dosage_amounts import Amount
from plainlabel.facts.dosage_frequency import Frequency, frequencies, interval, series
from plainlabel.facts.dosage_phase import FOLLOWED
from plainlabel.facts.kinds import Dosage, Phase
from plainlabel.vocabulary.patterns import pattern

_SECOND_LATER = pattern("dosage.second_later")
_LATER = pattern("dosage.later")
_WITHIN = pattern("dosage.second_within")
_ON_DAY = pattern("dosage.on_day")
_THEN_EVERY = pattern("dosage.then_every")
_LEAD_END = re.compile(r"^[^.;]{0,12}:\s?\w*\s?$")
_SERIES_START = pattern("dosage.series_start")
_REACHED = pattern("dosage.reached")
_BEGINS_WITH = pattern("dosage.begins_with")
_CYCLE = pattern("dosage.cycle_days")
_ONWARD = re.compile(r"[^.;]{0,30}\b(?:and|then|followed by)\b[^.;\d]{0,30}(?:every|once|monthly|weekly)\b[^.;]*", re.IGNORECASE)


def of_day(amount: Amount, before: str, behind: str, often: list[Frequency]) -> list[Dosage]:
    """Returns the dose of one day ("300 mg on Day 1"), and what is given first and again ("and then every 6 months").

    What a dose is raised to on a day goes on from there, and one to begin with on a day may do so: these are not given once.
    """
    if any(not one.once for one in often) or _REACHED.search(before):
        return []
    if _BEGINS_WITH.search(before) and _ON_DAY.match(behind) and not FOLLOWED.search(behind):
        return [Dosage("starting", amount.low, amount.high, amount.unit)]
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


def given_again(text: str, found: list[Amount]) -> dict[int, list[Frequency]]:
    """Returns how often, of the doses that the same amount follows ("80 mg, followed 3 weeks later by a second 80 mg")."""
    again: dict[int, list[Frequency]] = {}
    for place, (one, other) in enumerate(pairwise(found)):
        gap = text[one.end : other.start]
        if (one.low, one.high, one.unit) != (other.low, other.high, other.unit) or not _SECOND_LATER.match(gap):
            continue
        if later := _LATER.search(gap) or _LATER.match(text[other.end :].lstrip(" ,")):
            again[place] = frequencies(f"every {later['gap']}")
    return again


def second_within(before: str, behind: str) -> str | None:
    """Returns the range of days after which a second dose follows, None where no such dose is told."""
    found = _WITHIN.search(f"{before}#{behind}")
    return found["gap"] if found else None
