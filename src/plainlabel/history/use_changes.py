"""Uses that are new, gone, wider or narrower, with the ages before and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Indication
from plainlabel.history.records import Aligned, ChangeClass, FactChange
from plainlabel.history.sides import Side
from plainlabel.history.term_changes import ALIKE, known_in
from plainlabel.history.values import age, youngest


def uses(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    """Yields uses that came or went, and those of other ages."""
    before, after = _by_condition(old), _by_condition(new)
    for condition, facts in after.items():
        same = _same_condition(condition, before)
        if same is None:
            if any(new.fresh(fact) for fact in facts) and not known_in(condition, [], old, "indication"):
                yield FactChange("new_use", condition, new=age(_from(facts)), section_id=facts[0].place.section_id)
        elif any(new.fresh(fact) for fact in facts) or any(old.fresh(fact) for fact in before[same]):
            yield from _ages(condition, before[same], facts)
    for condition, facts in before.items():
        gone = _same_condition(condition, after) is None and not known_in(condition, [], new, "indication")
        if gone and any(old.fresh(fact) for fact in facts):
            yield FactChange("removed_use", condition, old=age(_from(facts)), section_id=facts[0].place.section_id)


def _by_condition(side: Side) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in side.facts("indication"):
        if isinstance(fact.value, Indication):
            found[fact.value.condition].append(fact)
    return found


def _same_condition(condition: str, there: dict[str, list[Fact]]) -> str | None:
    if condition in there:
        return condition
    scored = [(fuzz.token_sort_ratio(condition.casefold(), one.casefold()), one) for one in there]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _from(facts: list[Fact]) -> int | None:
    ages = [youngest(fact.value) for fact in facts if isinstance(fact.value, Indication)]
    return min((one for one in ages if one is not None), default=None)


def _ages(condition: str, before: list[Fact], after: list[Fact]) -> Iterator[FactChange]:
    one, other = _from(before), _from(after)
    # Where one of them says no age, nobody can tell which is wider.
    if one != other and one is not None and other is not None:
        change: ChangeClass = "wider_use" if other < one else "narrower_use"
        yield FactChange(change, condition, age(one), age(other), after[0].place.section_id)
