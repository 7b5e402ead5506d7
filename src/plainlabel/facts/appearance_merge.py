"""What several sentences tell of one strength's looks, made into one fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import AppearanceFact
from plainlabel.vocabulary.patterns import pattern

_SOLID = pattern("appearance.solid")
_MASSES = re.compile(r"[\d.,]+ m?c?g(?:/[\d.,]+ m?c?g)+")
_CONCENTRATION = re.compile(r"(?P<mass>[\d.,]+)mg/(?P<volume>[\d.]*)mL")


def without_parts(facts: list[Fact]) -> list[Fact]:
    """Returns the facts without those of one part of a combination."""
    strengths = [fact.value.strength or "" for fact in facts if isinstance(fact.value, AppearanceFact)]
    parts = {part for one in strengths if _MASSES.fullmatch(one) for part in one.split("/")}
    return [fact for fact, one in zip(facts, strengths, strict=True) if one not in parts]


def telling(facts: list[Fact]) -> list[Fact]:
    """Returns the facts without those of a bare shape, where others tell a colour or an imprint."""
    seen = [fact for fact in facts if getattr(fact.value, "colors", ()) or getattr(fact.value, "imprint", None)]
    return seen or facts


def both(one: Fact, other: Fact) -> Fact:
    """Returns the one of two facts that tells more, with what only the other tells."""
    return filled(other, one) if _told(one.value) < _told(other.value) else filled(one, other)


def filled(fact: Fact, other: Fact, *, alone: bool = True) -> Fact:
    """Returns a fact with what only the other tells; several colours are none of one of several strengths for sure."""
    value, more = fact.value, other.value
    if not isinstance(value, AppearanceFact) or not isinstance(more, AppearanceFact):
        return fact
    colors = more.colors if alone or len(more.colors) == 1 else ()
    filled = structs.replace(
        value, colors=value.colors or colors, shape=value.shape or more.shape, imprint=value.imprint or more.imprint
    )
    return structs.replace(fact, value=filled)


def of_one_look(facts: list[Fact]) -> Iterator[Fact]:
    """Returns the facts; a liquid that several sentences tell alike has those of the first."""
    seen: dict[tuple[str, ...], Place] = {}
    seen_whole: set[str] = set()
    seen_bare: set[str] = set()
    seen_left: set[str] = set()
    seen_dense: set[float] = set()
    for fact in facts:
        value = fact.value
        if isinstance(value, AppearanceFact) and not value.shape and not value.imprint and not _SOLID.search(value.form or ""):
            # Strengths that one sentence lists are told apart; another sentence may tell the same strength in other words.
            whole = (value.strength or "").replace(" ", "")
            left = whole.partition("/")[0]
            again = whole in seen_whole or left in seen_bare or (whole == left and left in seen_left)
            dense = _per_volume(whole)
            other = dense is not None and bool(seen_dense) and dense not in seen_dense
            if again or (seen.setdefault(value.colors, fact.place) != fact.place and not other):
                continue
            seen_dense |= {dense} if dense is not None else set()
            seen_whole.add(whole)
            (seen_bare if whole == left else seen_left).add(left)
        yield fact


def _per_volume(strength: str) -> float | None:
    """Returns the milligrams in a millilitre, None for another strength."""
    found = _CONCENTRATION.fullmatch(strength)
    return float(found["mass"].replace(",", "")) / float(found["volume"] or 1) if found else None


def _told(value: object) -> int:
    """Returns how much an appearance tells."""
    return sum(bool(getattr(value, name)) for name in ("colors", "shape", "imprint"))
