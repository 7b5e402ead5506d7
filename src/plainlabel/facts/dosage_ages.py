"""The parts of a sentence that gives doses for several ages, each with the people it is for."""

from __future__ import annotations

import re
from typing import NamedTuple

from plainlabel.facts.dosage_amounts import Amount, amounts, joined
from plainlabel.facts.dosage_context import who
from plainlabel.facts.population import Population, ages_told, population

_PEOPLE = re.compile(
    r"\b(?:adults?|pa?ediatrics?|child(?:ren)?|adolescents?|infants?|neonates?|patients?|those|ages?d?)\b"
    r"|\d[\d ]*-? ?(?:years?|months?)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:adults?|pa?ediatrics?|child(?:ren)?|adolescents?|infants?|neonates?)\b", re.IGNORECASE)
# Where the words on the next people begin: behind a stop, or with "and for", "in".
_TURN = re.compile(r"(?:^|[;:,.]\s|\s(?:and|or)\s)(?=[^;:,]*$)|\s(?=(?:for|in|to)\s[^;:,]*$)", re.IGNORECASE)
_LAST_CLAUSE = re.compile(r"[:;]\s")


class Part(NamedTuple):
    """A part of a sentence, with the words that lead all of them, and whom it is for."""

    text: str
    who: Population


def parts_by_age(text: str) -> list[Part] | None:
    """Returns the parts of a sentence for several ages, none where the amounts cannot be told apart; None for any other one.

    Either each amount is followed by its people ("5 mg in children 6 to 11 years and 10 mg in ..."), or each people by theirs.
    """
    found = joined(text, amounts(text)) if _PEOPLE.search(text) else []
    if len(found) < 2:
        return None
    starts, ends = [one.start for one in found], [one.end for one in found]
    gaps = [text[start:end] for start, end in zip([0, *ends], [*starts, len(text)], strict=True)]
    told = [_names(gap) for gap in gaps]
    if len({_people(gap) for gap, named in zip(gaps, told, strict=True) if named}) < 2:
        return None
    if not told[0] and all(told[1:]):
        return _followed(text, found, gaps)
    if told[0] and not told[-1]:
        return _led(text, found, gaps, told)
    figures = {_people(gap) for gap in gaps if ages_told(gap)}
    return [] if len(figures) > 1 else None


def _followed(text: str, found: list[Amount], gaps: list[str]) -> list[Part]:
    """Returns the parts of "10 mg in adults and 5 mg in children"."""
    ends = [*(one.start for one in found[1:]), len(text)]
    return [Part(f"{gaps[0]}{text[one.start : end]}", _people(gap)) for one, end, gap in zip(found, ends, gaps[1:], strict=True)]


def _led(text: str, found: list[Amount], gaps: list[str], told: list[bool]) -> list[Part]:
    """Returns the parts of "in adults 10 mg and in children 5 mg"."""
    begins = [_turn(gap) + start for gap, named, start in zip(gaps, told, [0, *(one.end for one in found)], strict=True) if named]
    people = [_people(gap) for gap, named in zip(gaps, told, strict=True) if named]
    lead = text[: begins[0]]
    return [
        Part(f"{lead}{text[start:end]}", group) for start, end, group in zip(begins, [*begins[1:], len(text)], people, strict=True)
    ]


def _turn(gap: str) -> int:
    """Returns where in the words between two amounts those on the next people begin."""
    first = _PEOPLE.search(gap)
    head = gap[: first.start()] if first else gap
    return max((turn.end() for turn in _TURN.finditer(head)), default=len(head))


def _names(gap: str) -> bool:
    return ages_told(gap) > 0 or _GROUP.search(gap) is not None


def _people(gap: str) -> Population:
    """Returns whom the words beside an amount are of: those of the last clause that names any."""
    last = _LAST_CLAUSE.split(gap)[-1] if population(_LAST_CLAUSE.split(gap)[-1]) != Population() else gap
    return who(last, Population())
