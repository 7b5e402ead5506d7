"""What a change means, from the facts of both versions: a new or wider use, a new warning, a changed dose ...

A fact is new only where its place was written anew and the old version neither has the fact nor says its words where such facts
stand: a sentence that is merely put differently makes no new fact. `HOME` says where the facts of a kind stand (LOINC codes).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Adjustment, BoxedWarning, Contraindication, Dosage, Indication, Interaction, Storage, Warning_
from plainlabel.history.novelty import figures, stems
from plainlabel.history.plain import words
from plainlabel.history.records import Aligned, ChangeClass, FactChange, TextChange, Version
from plainlabel.history.values import age, dose, keeping, youngest
from plainlabel.label import coded_ancestor

HOME: Final[dict[str, frozenset[str]]] = {
    "boxed_warning": frozenset({"34066-1"}),
    "indication": frozenset({"34067-9", "55105-1"}),
    "contraindication": frozenset({"34070-3", "50570-1"}),
    "warning": frozenset({"43685-7", "34071-1", "42232-9", "34072-9"}),
    "interaction": frozenset({"34073-7"}),
    "dosage": frozenset({"34068-7"}),
    "storage": frozenset({"44425-7", "34069-5"}),
}
_ALIKE: Final = 88.0


class Side:
    """One version with what was touched in it."""

    def __init__(self, version: Version, spots: dict[str, list[tuple[int, int]]]) -> None:
        self.version = version
        self.touched = spots
        tree = {section.id: section for section in version.sections}
        self.codes = {section_id: coded_ancestor(tree, section_id) for section_id in tree}

    def facts(self, kind: str) -> list[Fact]:
        """Returns the facts of one kind."""
        return [fact for fact in self.version.facts if fact.kind == kind]

    def fresh(self, fact: Fact) -> bool:
        """Returns whether the place of a fact was touched by the change."""
        place = fact.place
        spots = self.touched.get(place.section_id or "", ())
        if place.start is None or place.end is None:
            return bool(spots)
        return any(start < max(place.end or 0, place.start + 1) and place.start < end for start, end in spots)

    def text(self, kind: str) -> str:
        """Returns what the sections say in which facts of a kind stand, their headings with it."""
        return self._texts.get(kind, "")

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            kind: "\n".join(
                f"{section.title}\n{section.text}" for section in self.version.sections if self.codes[section.id] in codes
            )
            for kind, codes in HOME.items()
        }

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Returns the words of `text` by kind."""
        return {kind: frozenset(words(text)) for kind, text in self._texts.items()}


def sides(old: Version, new: Version, aligned: Aligned) -> tuple[Side, Side]:
    """Returns both versions with the places in them that were added, removed or changed."""
    before: dict[str, list[tuple[int, int]]] = defaultdict(list)
    after: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for change in aligned.changes:
        for spot, spots in ((change.old, before), (change.new, after)):
            if spot is not None and change.kind != "moved":
                spots[spot.section_id].append((spot.start, spot.end))
    return Side(old, before), Side(new, after)


def fact_changes(old: Side, new: Side, aligned: Aligned) -> list[FactChange]:
    """Returns the changes that the facts show. What a fragment lacks was not removed, and was not new either."""
    found: list[FactChange] = []
    for kind, changes in _KINDS.items():
        held_before = old.version.complete or bool(old.text(kind))
        held_after = new.version.complete or bool(new.text(kind))
        if held_before and held_after:
            gone = (*_GONE, "narrower_use") if not new.version.complete else _GONE if not old.version.complete else ()
            found += [change for change in changes(old, new, aligned) if change.change not in gone]
    return list(dict.fromkeys(found))


_GONE: Final = ("removed_boxed_warning", "removed_use", "removed_contraindication", "removed_warning", "removed_interaction")


# --- terms: present or not ----------------------------------------------------------------------------------------------


def _term_changes(
    kind: str, term: Callable[[Fact], str], added: ChangeClass, removed: ChangeClass, old: Side, new: Side, aligned: Aligned
) -> Iterator[FactChange]:
    for side, other, what, carried in (
        (new, old, added, frozenset(aligned.partner)),
        (old, new, removed, frozenset(aligned.partner.values())),
    ):
        there = [term(fact) for fact in other.facts(kind)]
        for fact in side.facts(kind):
            name = term(fact)
            # What a section of its own is about now was at most mentioned before.
            own_section = fact.place.section_id not in carried
            known = _stated(name, there) if own_section else _known(name, there, other, kind)
            if name and side.fresh(fact) and not known:
                yield FactChange(what, name, section_id=fact.place.section_id)


def _known(term: str, there: list[str], other: Side, kind: str) -> bool:
    """Returns whether the other version has a term: as a fact, or in the words of the sections where such facts stand."""
    own = stems(term) or frozenset(words(term))
    missing = len(own - stems(other.text(kind)) - other.words[kind])
    nearly = any(fuzz.token_set_ratio(term.casefold(), one.casefold()) >= _ALIKE for one in there if one)
    return missing < _MOSTLY * len(own) if nearly or _stated(term, there) else missing == 0


_SHARE: Final = 0.75


def _stated(term: str, there: list[str]) -> bool:
    """Returns whether one of the terms `there` is nearly this one, or holds nearly all of its words."""
    own = stems(term) or frozenset(words(term))
    return any(
        fuzz.token_sort_ratio(term.casefold(), one.casefold()) >= _ALIKE
        or len(own & (stems(one) | frozenset(words(one)))) >= max(1.0, _SHARE * len(own))
        for one in there
        if one
    )


def _contraindications(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
    return _term_changes(
        "contraindication", _contraindication, "new_contraindication", "removed_contraindication", old, new, aligned
    )


def _contraindication(fact: Fact) -> str:
    return fact.value.term if isinstance(fact.value, Contraindication) else ""


def _interactions(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
    return _term_changes("interaction", _partner, "new_interaction", "removed_interaction", old, new, aligned)


def _partner(fact: Fact) -> str:
    return fact.value.partner if isinstance(fact.value, Interaction) else ""


def _warnings(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    """Yields warnings by their subjects. One word of a subject may stand in the text of any other warning: subjects only count."""
    for side, other, what in ((new, old, "new_warning"), (old, new, "removed_warning")):
        subjects = [_subject(fact) for fact in other.facts("warning")] + [section.title for section in other.version.sections]
        for fact in side.facts("warning"):
            name = _subject(fact)
            alike = _stated(name, subjects)
            said = len(words(name)) > 1 and " ".join(words(name)) in " ".join(words(other.text("warning")))
            if name and side.fresh(fact) and not alike and not said and _written(side, fact):
                yield FactChange(
                    "new_warning" if what == "new_warning" else "removed_warning", name, section_id=fact.place.section_id
                )


def _subject(fact: Fact) -> str:
    return fact.value.subject if isinstance(fact.value, Warning_) else ""


_MOSTLY: Final = 0.5


def _written(side: Side, fact: Fact) -> bool:
    """Returns whether most of the section of a fact was written anew: a new heading over an old text is no new warning."""
    section = next((one for one in side.version.sections if one.id == fact.place.section_id), None)
    if section is None or not section.text:
        return True
    if section.number is None and section.parent is None:
        return True
    touched = sum(end - start for start, end in side.touched.get(section.id, ()))
    return touched >= _MOSTLY * len(section.text)


def _boxed(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    for side, other, what in ((new, old, "new_boxed_warning"), (old, new, "removed_boxed_warning")):
        mine = [fact for fact in side.facts("boxed_warning") if isinstance(fact.value, BoxedWarning) and fact.value.present]
        there = [fact.value for fact in other.facts("boxed_warning") if isinstance(fact.value, BoxedWarning) and fact.value.present]
        change: ChangeClass = "new_boxed_warning" if what == "new_boxed_warning" else "removed_boxed_warning"
        known = [subject for value in there for subject in value.subjects]
        for fact in mine:
            subjects = fact.value.subjects if isinstance(fact.value, BoxedWarning) else ()
            if not there:
                yield FactChange(change, ", ".join(subjects) or "boxed warning", section_id=fact.place.section_id)
                continue
            for subject in subjects:
                if side.touched.get(fact.place.section_id or "") and not _known(subject, known, other, "boxed_warning"):
                    yield FactChange(change, subject, section_id=fact.place.section_id)


# --- uses ---------------------------------------------------------------------------------------------------------------


def _uses(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    before, after = _by_condition(old), _by_condition(new)
    for condition, facts in after.items():
        same = _same_condition(condition, before)
        if same is None:
            if any(new.fresh(fact) for fact in facts) and not _known(condition, [], old, "indication"):
                yield FactChange("new_use", condition, new=age(_from(facts)), section_id=facts[0].place.section_id)
        elif any(new.fresh(fact) for fact in facts) or any(old.fresh(fact) for fact in before[same]):
            yield from _ages(condition, before[same], facts)
    for condition, facts in before.items():
        gone = _same_condition(condition, after) is None and not _known(condition, [], new, "indication")
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
    return best[1] if best[0] >= _ALIKE else None


def _from(facts: list[Fact]) -> int | None:
    ages = [youngest(fact.value) for fact in facts if isinstance(fact.value, Indication)]
    return min((one for one in ages if one is not None), default=None)


def _ages(condition: str, before: list[Fact], after: list[Fact]) -> Iterator[FactChange]:
    one, other = _from(before), _from(after)
    if one != other:
        change: ChangeClass = "wider_use" if (other or 0) < (one or 0) else "narrower_use"
        yield FactChange(change, condition, age(one), age(other), after[0].place.section_id)


# --- doses and storage: values ------------------------------------------------------------------------------------------


def _doses(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
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
            gained = frozenset(key for key in gained if not _is_written(key, old))
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


def _is_written(key: DoseKey, side: Side) -> bool:
    """Returns whether a version states the amount of a dose somewhere: a table made of sentences is no new dose."""
    unit, amounts = key[0].split("/")[0], key[1].split("-")
    text = side.text("dosage")
    return len(key) > _ADJUSTMENT and all(re.search(rf"(?<![\d.]){float(one):g}\s*{re.escape(unit)}", text) for one in amounts)


_ADJUSTMENT: Final = 2


def _all_doses(side: Side) -> frozenset[DoseKey]:
    return frozenset(key for fact in side.version.facts if (key := _dose_key(fact)))


def _dose_key(fact: Fact) -> DoseKey | None:
    if isinstance(fact.value, Dosage):
        one = fact.value
        return (one.unit, f"{one.low}-{one.high}", f"{one.every_hours} {one.per_day}", f"{one.min_age_months}", dose(one))
    if isinstance(fact.value, Adjustment):
        change = fact.value
        said = f"{change.organ}: {change.severity or ''} {change.action or ('change' if change.needed else 'no change')}"
        return (change.organ, said.replace("  ", " "))
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


def _storage(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
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


_KINDS: Final[dict[str, Callable[[Side, Side, Aligned], Iterator[FactChange]]]] = {
    "boxed_warning": _boxed,
    "indication": _uses,
    "contraindication": _contraindications,
    "warning": _warnings,
    "interaction": _interactions,
    "dosage": _doses,
    "storage": _storage,
}
