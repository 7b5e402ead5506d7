"""Storage rules that say the same: one range told twice is one rule, and a rule without a temperature may repeat another."""

from __future__ import annotations

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Storage

_KEY = ("condition", "low_c", "high_c", "low_f", "high_f", "days", "hours", "months")


def once(found: list[Fact]) -> list[Fact]:
    """Returns each range of the unopened medicine once, with all that is said of it (a syringe and a vial may be kept alike)."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in found:
        value = fact.value
        if isinstance(value, Storage):
            key = tuple(getattr(value, name) for name in _KEY) if value.condition != "opened" else (len(kept),)
            known = kept.get(key)
            first = known.value if known is not None else None
            kept[key] = Fact(merged(first, value), known.place) if known and isinstance(first, Storage) else fact
    return list(kept.values())


def same_scale(one: Storage, other: Storage) -> bool:
    """Returns whether two rules give the same range in a scale that both state."""
    celsius = one.high_c is not None and (one.low_c, one.high_c) == (other.low_c, other.high_c)
    return celsius or (one.high_f is not None and (one.low_f, one.high_f) == (other.low_f, other.high_f))


def says_again(value: object, other: object) -> bool:
    """Returns whether another rule says all that a rule says, and its temperature too."""
    if not isinstance(value, Storage) or not isinstance(other, Storage) or value.condition != other.condition:
        return False
    if (value.days, value.hours, value.months) != (other.days, other.hours, other.months):
        return False
    without = value.high_c is None and value.high_f is None and value.low_c is None and value.low_f is None
    told = other.high_c is not None or other.high_f is not None
    return without and told and value.where in {None, other.where}


def merged(first: Storage, second: Storage) -> Storage:
    """Returns the first rule with what only the second states."""
    fields = {name: getattr(first, name) or getattr(second, name) for name in Storage.__struct_fields__}
    return Storage(**fields)
