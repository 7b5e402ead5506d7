"""Lines that gather several facts of one kind: strengths, places of the body, children, what it acts on, figures, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import month_in_words, thing, time_span
from plainlabel.answers.wording import age, listed
from plainlabel.facts.kinds import Administration, LabelDate, Mechanism, Pharmacokinetic, PopulationFact, Strength

_AMOUNT: Final = re.compile(r"(?P<figure>\d[\d,.]*)\s?(?P<unit>[A-Za-z%][\w%/. ]*)")
# What people ask first stands first: how long it stays, then how it gets in, spreads and leaves.
_PARAMETERS: Final = (
    "half_life",
    "washout",
    "tmax",
    "steady_state",
    "bioavailability",
    "protein_binding",
    "volume",
    "clearance",
    "accumulation",
    "excretion_urine",
    "excretion_feces",
)
_SOME: Final = "Children: it is known to be safe and to work for at least one use."
_YOUNGER: Final = "Children: below these ages it is not known to be safe or to work."
_OTHERS: Final = "Children: for other uses or ages it is not known to be safe or to work."


def strengths(values: Sequence[Strength]) -> Iterator[str]:
    """Yields one line a form with its strengths: "tablet: 5, 10 and 20 mg"."""
    forms: dict[str, list[str]] = {}
    for value in values:
        forms.setdefault(value.form, []).append(value.strength)
    for form, amounts in forms.items():
        yield f"{form}: {_amounts(list(dict.fromkeys(amounts)))}"


def _amounts(amounts: list[str]) -> str:
    """Returns strengths listed, the unit once where all have the same."""
    read = [_AMOUNT.fullmatch(one) for one in amounts]
    units = {found["unit"] if found else None for found in read}
    if len(amounts) > 1 and len(units) == 1 and None not in units:
        return f"{listed([found['figure'] for found in read if found])} {units.pop()}"
    return listed(amounts)


def ways(values: Sequence[Administration]) -> Iterator[str]:
    """Yields the rules of taking or giving, with the places of the body in one line and the times of warming up in one."""
    places = list(dict.fromkeys(one.value for one in values if _is_place(one) and one.value))
    warm = [one for one in values if one.aspect == "warm_up" and one.allowed and one.minutes_low is not None]
    told: set[str] = set()
    for value in values:
        if _is_place(value):
            if "site" not in told and places:
                told.add("site")
                yield f"Places for it: {listed(places, 'or')}."
        elif value in warm:
            if "warm_up" not in told:
                told.add("warm_up")
                yield _warmed(warm)
        else:
            yield say(value)


def _is_place(value: Administration) -> bool:
    return value.aspect == "site" and value.allowed and value.min_age_months is None


def _warmed(values: Sequence[Administration]) -> str:
    times = [time for one in values for time in (one.minutes_low, one.minutes_high) if time is not None]
    size = ", depending on its size" if len(values) > 1 else ""
    return f"Let it warm up for {time_span(min(times) / 60, max(times) / 60)} first{size}."


def groups(values: Sequence[PopulationFact]) -> Iterator[str]:
    """Yields what the label says of each group; what holds for some children and not for others is told so, in one place."""
    children = [one for one in values if one.group == "pediatric"]
    told = list(_children(children))
    for value in values:
        if value.group != "pediatric":
            yield say(value)
        elif told:
            yield from told
            told = []


def _children(values: Sequence[PopulationFact]) -> Iterator[str]:
    """Yields the lines on children: several ages belong to several uses, which the facts do not always tell apart."""
    ages = sorted({one.min_age_months for one in values if one.evidence == "established" and one.min_age_months is not None})
    mixed = {"established", "not_established"} <= {one.evidence for one in values}
    several = len(ages) > 1 and not all(one.conditions for one in values if one.evidence == "established")
    if several:
        yield f"Children: for one use it is known to be safe and to work from {age(ages[0])}; for others from {_ages(ages[1:])}."
        if any(one.evidence == "not_established" and one.min_age_months is not None for one in values):
            yield _YOUNGER
    for value in values:
        if several and value.min_age_months is not None and value.evidence in {"established", "not_established"}:
            continue
        if value.min_age_months is not None or value.conditions or not mixed:
            yield say(value)
        elif value.evidence == "established":
            yield _SOME
        elif value.evidence == "not_established":
            yield _OTHERS
        else:
            yield say(value)


def _ages(months: Sequence[int]) -> str:
    """Returns ages listed: "1, 2 and 6 years"."""
    if all(one % 12 == 0 and one >= 24 for one in months[-1:]) and all(one % 12 == 0 for one in months):
        return f"{listed([str(one // 12) for one in months])} years"
    return listed([age(one) for one in months])


def acts(values: Sequence[Mechanism]) -> Iterator[str]:
    """Yields what the medicine acts on, the targets of one action and the same signals in one line."""
    yield from map(say, gathered(values))


def gathered(values: Sequence[Mechanism]) -> list[Mechanism]:
    """Returns the mechanisms in their order, those of one action and the same signals as one with all its targets."""
    targets: dict[tuple[str | None, tuple[str, ...], bool], list[str]] = {}
    for value in values:
        held = targets.setdefault((value.action, value.pathways, value.unknown), [])
        if value.target:
            held.append(thing(value.target))
    return [
        Mechanism(action, listed(list(dict.fromkeys(named))) or None, pathways, unknown)
        for (action, pathways, unknown), named in targets.items()
    ]


def figures(values: Sequence[Pharmacokinetic]) -> Iterator[str]:
    """Yields the figures of the body by parameter, in the order of `_PARAMETERS`; those of the medicine itself in all first."""
    for parameter in _PARAMETERS:
        held = [one for one in values if one.parameter == parameter]
        yield from map(say, sorted(held, key=lambda one: (one.population is not None, one.of is not None)))


def dates(values: Sequence[LabelDate]) -> Iterator[str]:
    """Yields the dates of the label, the recent changes of a month in one line."""
    changed: dict[str, list[str]] = {}
    for value in values:
        if value.what == "change" and value.section:
            changed.setdefault(value.date, []).append(value.section)
        else:
            yield say(value).rstrip(".")
    for date, sections in sorted(changed.items(), reverse=True):
        yield f"The label had major changes in {month_in_words(date)}: {'; '.join(dict.fromkeys(sections))}"
