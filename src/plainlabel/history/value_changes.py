"""Doses and storage rules that differ, with the values before and now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Adjustment, Dosage, Storage
from plainlabel.history.novelty import figures
from plainlabel.history.records import Aligned, FactChange, TextChange
from plainlabel.history.sides import HOME, Side
from plainlabel.history.values import adjusted, dose, keeping


def doses(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
    """Yields doses that differ: in a sentence that changed its figures, or in one that is new or gone."""
    for change in aligned.changes:
        if change.kind == "moved" or not _home(change, old, new, "dosage"):
            continue
        before, after = _doses_in(old, change.old), _doses_in(new, change.new)
        if before == after:
            continue
        if change.old and change.new and figures(change.old.text) == figures(change.new.text):
            continue
        known_before, known_after = _all_doses(old), _all_doses(new)
        lost, gained = before - known_after, after - known_before
        if change.kind == "added" and change.new and change.new.section_id not in aligned.partner:
            gained = after  # a dose for a new group of people may be one that others get already
        elif change.kind in {"added", "removed"}:
            lost = frozenset(key for key in lost if not _is_written(key, new))
            gained = frozenset(key for key in gained if _is_for_others(key, known_before) or not _is_written(key, old))
        if not old.version.complete:
            gained = gained if change.old else frozenset()
        if (lost and new.version.complete) or gained:
            spot = change.new or change.old
            yield FactChange(
                "dose_change",
                "dose",
                "; ".join(sorted({one[-1] for one in lost})) or None,
                "; ".join(sorted({one[-1] for one in gained})) or None,
                spot.section_id if spot else None,
            )


DoseKey = tuple[str, ...]


def _is_for_others(key: DoseKey, known: frozenset[DoseKey]) -> bool:
    """Returns whether a dose is for people of an age that no dose was for before."""
    return (
        len(key) > _ADJUSTMENT and key[_AGE] != "None" and all(len(one) <= _ADJUSTMENT or one[_AGE] != key[_AGE] for one in known)
    )


def _is_written(key: DoseKey, side: Side) -> bool:
    """Returns whether a version states the amount of a dose somewhere: a table made of sentences is no new dose."""
    unit, amounts = key[0].split("/")[0], key[1].split("-")
    text = side.text("dosage")
    return len(key) > _ADJUSTMENT and all(re.search(rf"(?<![\d.]){float(one):g}\s*{re.escape(unit)}", text) for one in amounts)


_ADJUSTMENT: Final = 2
_AGE: Final = 3


def _all_doses(side: Side) -> frozenset[DoseKey]:
    return frozenset(key for fact in side.version.facts if (key := _dose_key(fact)))


def _dose_key(fact: Fact) -> DoseKey | None:
    if isinstance(fact.value, Dosage):
        one = fact.value
        return (one.unit, f"{one.low}-{one.high}", f"{one.every_hours} {one.per_day}", f"{one.min_age_months}", dose(one))
    if isinstance(fact.value, Adjustment):
        return (fact.value.organ, adjusted(fact.value))
    return None


def _doses_in(side: Side, spot: object) -> frozenset[DoseKey]:
    section_id, start, end = (getattr(spot, name, None) for name in ("section_id", "start", "end"))
    if section_id is None or start is None or end is None:
        return frozenset()
    return frozenset(
        key
        for fact in side.version.facts
        if fact.place.section_id == section_id and fact.place.start is not None and start <= fact.place.start < end
        if (key := _dose_key(fact))
    )


def _home(change: TextChange, old: Side, new: Side, kind: str) -> bool:
    spots = ((change.old, old), (change.new, new))
    return any(spot is not None and side.codes.get(spot.section_id) in HOME[kind] for spot, side in spots)


def storage(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    """Yields the change of the storage rules, all of them in one."""
    before = {fact.value: fact for fact in old.facts("storage") if isinstance(fact.value, Storage)}
    after = {fact.value: fact for fact in new.facts("storage") if isinstance(fact.value, Storage)}
    gained = [(value, fact) for value, fact in after.items() if value not in before and new.fresh(fact)]
    lost = [(value, fact) for value, fact in before.items() if value not in after and old.fresh(fact)]
    if not gained and (not lost or not new.version.complete):
        return
    first = (gained or lost)[0][1]
    was = "; ".join(keeping(value) for value, _ in lost if isinstance(value, Storage))
    now = "; ".join(keeping(value) for value, _ in gained if isinstance(value, Storage))
    if was != now:
        yield FactChange("storage_change", "storage", was or None, now or None, first.place.section_id)
