"""Which of the pharmacokinetic figures of a label are of the medicine in people at large, and which a course is computed from.

A label states figures of the medicine, of what the body makes of it, of parts of a mix, of people with weak kidneys, and of the
quick first fall of a level. Only figures of one thing in people at large may be put into one range; what was left out is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.action.spans import figure, listed, span
from plainlabel.action.stated_figures import Range, StatedFigures
from plainlabel.answers.told.held import Held, held
from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.retrieval.reading import Reading

Values = Sequence[Pharmacokinetic]
REFERENCE_KG: Final = 70.0
"""Whom a volume per kg of body weight is computed for where no weight is given. Our assumption."""
_SEXES: Final = frozenset({"male", "males", "men", "female", "females", "women"})
_SLOWED: Final = re.compile(
    r"\b(renal|kidneys?|hepatic|liver|cirrho\w+|dialysis|poor metaboli[sz]ers?|elderly|geriatric)\b", re.IGNORECASE
)
_NEWBORN: Final = re.compile(r"\b(newborns?|neonat\w*|pre-?matures?|pre-?term|infants?)\b", re.IGNORECASE)
_BECOMES: Final = re.compile(r"\bmetabolites?\b|\bm\d+\b", re.IGNORECASE)
_ONE_NAME: Final = re.compile(r"[a-z][a-z-]{5,}")
_SAME_STEM: Final = 4
_MADE_OF: Final = (
    r"\b(?:metaboli[sz]ed|convert(?:ed|s)|conversion|hydroly[sz]\w*|biotransform\w*|de-?\w+ylat\w*)\b"
    r"[^.]{{0,60}}\b(?:to|into|yield\w*|form\w*)\b[^.]{{0,60}}\b{0}\b|\bpro-?drug (?:of|for)\b[^.]{{0,40}}\b{0}\b|"
    r"\bmetabolites?(?:,|:| is| are)? (?:(?!of\b)[\w-]+,? ){{0,2}}{0}\b|"
    r"\b{0},? (?:is |the |an? |its |which |active |major |main |primary |pharmacologically )*(?:metabolite|moiety|enantiomer)\b"
)
"""How a label says that one substance becomes another."""
_LONGER: Final = 1.5
"""A figure this much longer than all others, and longer than those of people who clear it slowly, is not of people at large."""
_FAR_LONGER: Final = 10.0
"""The same against groups that need not clear it slowly, such as children."""
_ONE_THING: Final = 8.0
"""Half-lives further apart than this are not of one thing: a quick first fall and a slow last one, or two substances."""


class Chosen(Struct, frozen=True):
    """The figures taken, whom they are of where not of people at large, of which part of a mix, and what must be told of them."""

    figures: StatedFigures
    told: tuple[str, ...]
    part: str | None = None
    parts: tuple[tuple[str, Range], ...] = ()
    weight_kg: float | None = None


def half_lives(reading: Reading, ingredients: Sequence[str]) -> list[Held[Pharmacokinetic]]:
    """Returns the half-lives of a label, those of the medicine itself in people at large first.

    A figure told of everybody that can only be of people who clear it slowly is left out where others for everybody are told.
    One of another medicine, which stands in the label because this one changes it, is left out.
    """
    every = [pair for pair in held(reading, Pharmacokinetic) if pair[1].parameter == "half_life"]
    found = [pair for pair in every if not _is_foreign(reading, pair[1], ingredients)]
    values = [value for _, value in found]
    general = [value for value in values if value.population is None and is_own(value, ingredients)]
    kept = _without_slowed(general, values)
    told = [pair for pair in found if pair[1] not in general or pair[1] in kept]
    return sorted(told, key=lambda pair: (pair[1].population is not None, not is_own(pair[1], ingredients)))


def _is_foreign(reading: Reading, value: Pharmacokinetic, ingredients: Sequence[str]) -> bool:
    """Returns whether a figure is of a named substance that is neither in the medicine nor made of it, by the whole text held."""
    named = (value.of or "").lower()
    if not _ONE_NAME.fullmatch(named) or is_own(value, ingredients) or not reading.full:
        return False
    if any(part.lower().startswith(named[:_SAME_STEM]) for part in ingredients):
        return False
    made = re.compile(_MADE_OF.format(re.escape(named)), re.IGNORECASE)
    return not any(made.search(reading.text(section.id)) for section in reading.sections)


def chosen(values: Iterable[Pharmacokinetic], ingredients: Sequence[str], weight_kg: float = REFERENCE_KG) -> Chosen | None:
    """Returns what to compute with; None where the label states no half-life.

    A volume per kg is taken for `weight_kg`; only then `weight_kg` of what comes back is set.
    """
    every = [each for each in values if each.low > 0]
    halves = [each for each in every if (each.parameter, each.unit) == ("half_life", "hours")]
    whose, told = _for_whom(halves)
    group = [each for each in halves if _group(each) == whose]
    if any(each.bound is None for each in group):
        group = [each for each in group if each.bound is None]
    elif group:
        told.append(f"The label only says that the half-life is {_bound(group[0])} {span(_range(group))}.")
    parts = _parts(group, ingredients) if len(ingredients) > 1 else {}
    if parts:
        part = max(parts, key=lambda name: max(each.high for each in parts[name]))
        of_part = [each for each in every if _group(each) == whose and _is_of(each, part)]
        ranges = tuple((name, _range(each)) for name, each in parts.items())
        told.insert(0, f"It holds {len(ingredients)} medicines. The course is that of {part}, which stays longest.")
        return _taken(parts[part], of_part, told, weight_kg, part, ranges)
    group = [each for each in group if is_own(each, ingredients)] or group
    if not group:
        return None
    kept = _of_one_thing(_without_slowed(group, halves))
    if not kept:
        return None
    told.insert(0, f"Half-life on the label: {span(_range(kept))}{_left_out(group, kept)}.")
    rest = [each for each in every if _group(each) == whose and each.of is None]
    return _taken(kept, rest, told, weight_kg)


def _taken(
    halves: Values,
    rest: Values,
    told: Sequence[str],
    weight_kg: float,
    part: str | None = None,
    parts: tuple[tuple[str, Range], ...] = (),
) -> Chosen:
    weighs = _of(rest, "volume", "L") is None and _of(rest, "volume", "L/kg") is not None
    return Chosen(_figures(halves, rest, weight_kg), tuple(told), part, parts, weight_kg if weighs else None)


def _for_whom(halves: Values) -> tuple[str | None, list[str]]:
    """Returns the group whose figures are taken: people at large, else the first group named."""
    groups = list(dict.fromkeys(_group(each) for each in halves))
    if None in groups or not groups:
        return None, []
    return groups[0], [f"The label states the half-life of one group only ({groups[0]}). In others it may differ."]


def _group(value: Pharmacokinetic) -> str | None:
    """Returns the special group a figure is of; men and women are people at large."""
    return None if value.population is None or value.population.lower() in _SEXES else value.population


def _bound(value: Pharmacokinetic) -> str:
    return "at most" if value.bound == "at_most" else "at least"


def _is_of(value: Pharmacokinetic, part: str) -> bool:
    """Returns whether a figure is of an ingredient: "metformin" of "metformin hydrochloride"."""
    of = (value.of or "").lower()
    return bool(of) and _BECOMES.search(of) is None and (of.startswith(part.lower()) or part.lower().startswith(of))


def is_own(value: Pharmacokinetic, ingredients: Iterable[str]) -> bool:
    """Returns whether a figure is of the medicine itself, not of what the body makes of it."""
    return value.of is None or any(_is_of(value, part) for part in ingredients)


def _parts(halves: Values, ingredients: Sequence[str]) -> dict[str, list[Pharmacokinetic]]:
    """Returns the figures of each ingredient that the label names beside them."""
    found = {part: [each for each in halves if _is_of(each, part)] for part in ingredients}
    return {part: _of_one_thing(each) for part, each in found.items() if each}


def _slow(population: str) -> bool:
    return bool(_SLOWED.search(population) or _NEWBORN.search(population))


def _without_slowed(group: Values, halves: Values) -> list[Pharmacokinetic]:
    """Returns the figures without those that can only be of people who clear it slowly, or of the spread in the body."""
    special = [each for each in halves if _group(each) is not None]
    slowed = max((each.high for each in special if _SLOWED.search(each.population or "")), default=None)
    others = max((each.high for each in special), default=None)
    usual = min((each.low for each in special if not _slow(each.population or "")), default=None)
    kept: list[Pharmacokinetic] = []
    for each in sorted(group, key=lambda one: one.high):
        if usual is not None and each.high * _ONE_THING < usual:
            continue  # The first quick fall of the level, while it spreads: children do not clear it so much more slowly.
        below = max((one.high for one in kept), default=None)
        if below is not None and (
            (slowed is not None and each.low > max(slowed, _LONGER * below))
            or (others is not None and each.low > max(others, below) * _FAR_LONGER)
        ):
            continue
        kept.append(each)
    return kept


def _of_one_thing(group: Sequence[Pharmacokinetic]) -> list[Pharmacokinetic]:
    """Returns the longest figures that may be of one thing: what stays longest is what is asked for."""
    rising = sorted(group, key=lambda one: (one.low, one.high))
    while len(rising) > 1 and max(one.high for one in rising) > _ONE_THING * rising[0].low:
        gaps = [rising[at].low / max(one.high for one in rising[:at]) for at in range(1, len(rising))]
        widest = max(gaps)
        if widest <= 1:
            break
        rising = rising[gaps.index(widest) + 1 :]
    return rising


def _left_out(group: Values, kept: Values) -> str:
    gone = list(dict.fromkeys(span((each.low, each.high)) for each in group if each not in kept))
    return f" (it also states {listed(gone)}, of another phase or group)" if gone else ""


def _figures(halves: Values, rest: Values, weight_kg: float) -> StatedFigures:
    share = _of(rest, "bioavailability", "percent")
    return StatedFigures(
        half_life_hours=_range(halves),
        tmax_hours=_of(rest, "tmax", "hours"),
        bioavailability=None if share is None or share[1] > 100 else (share[0] / 100, share[1] / 100),
        volume_l=_volume(rest, weight_kg),
    )


def _of(values: Values, parameter: str, unit: str) -> Range | None:
    found = [each for each in values if (each.parameter, each.unit, each.bound) == (parameter, unit, None)]
    return _range(found) if found else None


def _range(values: Values) -> Range:
    return min(each.low for each in values), max(each.high for each in values)


def _volume(values: Values, weight_kg: float) -> Range | None:
    per_kg = _of(values, "volume", "L/kg")
    return _of(values, "volume", "L") or (None if per_kg is None else (per_kg[0] * weight_kg, per_kg[1] * weight_kg))


def words_of(found: Chosen) -> list[str]:
    """Returns the figures that the course rests on as sentences."""
    figures = found.figures
    told = list(found.told)
    told += [f"Half-life of {name}: {span(hours)}." for name, hours in found.parts]
    if figures.tmax_hours is not None:
        told.append(f"Highest level after a dose: {span(figures.tmax_hours)}, by the label.")
    if figures.bioavailability is not None:
        low, high = (figure(100 * share) for share in figures.bioavailability)
        told.append(f"Share that reaches the blood: {low if low == high else f'{low} to {high}'}%, by the label.")
    if figures.volume_l is not None:
        low, high = (figure(volume) for volume in figures.volume_l)
        of = "" if found.weight_kg is None else f" for {found.weight_kg:g} kg"
        told.append(f"Volume it spreads in: {low if low == high else f'{low} to {high}'} L{of}, by the label.")
    return told
