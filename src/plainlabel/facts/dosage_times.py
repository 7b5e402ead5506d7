"""Doses of one day that differ by the time of day: "2 tablets in the morning and 1 tablet in the evening" is no once a day."""

from __future__ import annotations

from itertools import pairwise

from plainlabel.facts.dosage_amounts import COUNTED, Amount
from plainlabel.facts.dosage_frequency import Frequency
from plainlabel.vocabulary.patterns import pattern

_TIME = pattern("dosage.time_of_day")
_JOINED = pattern("dosage.time_joined")
_DAY = 24.0
_LEAST = 2


def times_of_day(text: str, found: list[Amount]) -> dict[int, str]:
    """Returns at which time of the day each of several amounts is taken, by its place; {} where they are told for no two times."""
    ends = [*(one.start for one in found[1:]), len(text)][: len(found)]
    told: dict[int, str] = {}
    for place, (amount, end) in enumerate(zip(found, ends, strict=True)):
        times = {one["time"].lower() for one in _TIME.finditer(text, amount.end, end)}
        if len(times) == 1:
            told[place] = times.pop()
    joined = all(
        later == one + 1 and _JOINED.search(text[found[one].end : found[later].start]) for one, later in pairwise(sorted(told))
    )
    return told if len(told) >= _LEAST and joined and len(set(told.values())) == len(told) else {}


def over_a_day(found: list[Amount], times: dict[int, str]) -> dict[int, tuple[list[Frequency], str | None]]:
    """Returns how often and for what the amounts at times of the day are: each once a day, "morning dose" and so on.

    Equal masses are one dose, so many times a day; the others of them are told by an empty list. Equal counts may be of
    different tablets ("1 tablet of this in the morning and 1 of that in the evening").
    """
    masses = {(found[place].low, found[place].high, found[place].unit) for place in times}
    first = min(times, default=0)
    if len(masses) == 1 and times and found[first].unit not in COUNTED:
        rest: dict[int, tuple[list[Frequency], str | None]] = {place: ([], None) for place in times}
        return rest | {first: ([Frequency(None, float(len(times)))], None)}
    return {place: ([Frequency(_DAY)], f"{time} dose") for place, time in times.items()}
