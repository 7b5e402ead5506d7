"""What several passages of a label tell of one partner of an interaction, made into one fact."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.interaction_words import partner_words
from plainlabel.facts.kinds import Interaction
from plainlabel.vocabulary.partner_names import partner_name

_OTHER: Final = re.compile(r"other\b", re.IGNORECASE)
_STRENGTHS: Final = frozenset({"strong", "moderate", "potent", "weak"})


class Found(NamedTuple):
    """An interaction, and whether a heading or row named its partner (a sentence that only mentions one tells less)."""

    fact: Fact
    headed: bool


def better(known: Found, found: Found) -> Found:
    """Returns the one of two that a heading names or that says more, with what only the other says."""
    better = found.headed >= known.headed and (found.headed > known.headed or _said(found.fact) > _said(known.fact))
    kept, other = (found, known) if better else (known, found)
    told, more = kept.fact.value, other.fact.value
    if not isinstance(told, Interaction) or not isinstance(more, Interaction):
        return kept
    harmless = told.direction == "none" or told.advice != "no_change"
    advised = told.advice if told.advice is not None and harmless else more.advice
    if advised == "no_change" and told.direction not in {None, "none"}:
        advised = told.advice  # nothing changes in another respect
    value = replace(told, direction=told.direction or more.direction, advice=advised)
    return Found(Fact(value, kept.fact.place), kept.headed)


def join_strengths(best: dict[frozenset[str], Found]) -> None:
    """Joins what sentences say of "strong inhibitors" to what they say of inhibitors of the same enzyme."""
    for key in [key for key, found in best.items() if not found.headed and key & _STRENGTHS]:
        known = best.get(key - _STRENGTHS)
        value = best[key].fact.value
        if known is None or known.headed or not isinstance(value, Interaction) or not isinstance(known.fact.value, Interaction):
            continue
        told = known.fact.value
        joined = replace(told, direction=told.direction or value.direction, advice=told.advice or value.advice)
        best[key - _STRENGTHS] = Found(Fact(joined, known.fact.place), headed=False)
        del best[key]


def join_ranges(best: dict[frozenset[str], Found]) -> None:
    """Leaves one of "strong inducers" and "moderate or strong inducers" with the same direction, or of which one says nothing."""
    for key in list(best):
        for other in [one for one in best if key < one and one - key <= _STRENGTHS]:
            one, two = best[key].fact.value, best[other].fact.value
            if not isinstance(one, Interaction) or not isinstance(two, Interaction):
                continue
            bare = one.direction is None and one.advice is None
            same = one.direction in {None, two.direction} and one.advice in {None, two.advice}
            if bare or (key & _STRENGTHS and same):
                del best[key]
                break


def is_vaccine(fact: Fact) -> bool:
    """Returns whether the partner is a vaccine."""
    return isinstance(fact.value, Interaction) and fact.value.partner_kind == "vaccine"


def is_combination(fact: Fact) -> bool:
    """Returns whether the partner is several medicines in one."""
    return isinstance(fact.value, Interaction) and fact.value.partner_kind == "drug" and "/" in fact.value.partner


def key_of(fact: Fact) -> frozenset[str]:
    """Returns what two ways to write the partner share, by its normal name where it is a kind that has one."""
    value = fact.value
    if not isinstance(value, Interaction):
        return frozenset()
    normal = None if value.partner_kind == "drug" or _OTHER.match(value.partner) else partner_name(value.partner)
    return partner_words(normal or value.partner)


def other_way(one: Fact, other: Fact) -> bool:
    """Returns whether two sections tell of one partner what it does to this medicine, and what this medicine does to it."""
    same_row = one.place == other.place
    if one.place.section_id == other.place.section_id and not same_row:
        return False
    ways = {str(fact.value.direction)[-5:] for fact in (one, other) if isinstance(fact.value, Interaction)}
    return ways == {"_this", "rtner"}


def _said(fact: Fact) -> int:
    value = fact.value
    if not isinstance(value, Interaction):
        return 0
    changes = value.direction is not None and value.direction != "none"
    return 2 * changes + (value.direction == "none") + (value.advice is not None and value.advice != "no_change")
