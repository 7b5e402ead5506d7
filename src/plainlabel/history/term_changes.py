"""Facts that are there or not: boxed warnings, warnings, contraindications and interactions that came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from rapidfuzz import fuzz

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, Contraindication, Interaction, Warning_
from plainlabel.history.novelty import stems
from plainlabel.history.plain import words
from plainlabel.history.records import Aligned, ChangeClass, FactChange
from plainlabel.history.sides import Side

ALIKE: Final = 88.0
"""From this likeness (percent) on, two terms are one."""


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
            known = _stated(name, there) if own_section else known_in(name, there, other, kind)
            if name and side.fresh(fact) and not known:
                yield FactChange(what, name, section_id=fact.place.section_id)


def known_in(term: str, there: list[str], other: Side, kind: str) -> bool:
    """Returns whether the other version has a term: as a fact, or in the words of the sections where such facts stand."""
    own = stems(term) or frozenset(words(term))
    missing = len(own - stems(other.text(kind)) - other.words[kind])
    nearly = any(fuzz.token_set_ratio(term.casefold(), one.casefold()) >= ALIKE for one in there if one)
    return missing < _MOSTLY * len(own) if nearly or _stated(term, there) else missing == 0


_SHARE: Final = 0.75


def _stated(term: str, there: list[str]) -> bool:
    """Returns whether one of the terms `there` is nearly this one, or holds nearly all of its words."""
    own = stems(term) or frozenset(words(term))
    return any(
        max(fuzz.ratio(term.casefold(), one.casefold()), fuzz.token_sort_ratio(term.casefold(), one.casefold())) >= ALIKE
        or len(own & (stems(one) | frozenset(words(one)))) >= max(1.0, _SHARE * len(own))
        for one in there
        if one
    )


def contraindications(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
    """Returns the contraindications that came or went."""
    return _term_changes(
        "contraindication", _contraindication, "new_contraindication", "removed_contraindication", old, new, aligned
    )


def _contraindication(fact: Fact) -> str:
    return fact.value.term if isinstance(fact.value, Contraindication) else ""


def interactions(old: Side, new: Side, aligned: Aligned) -> Iterator[FactChange]:
    """Returns the interactions that came or went."""
    return _term_changes("interaction", _partner, "new_interaction", "removed_interaction", old, new, aligned)


def _partner(fact: Fact) -> str:
    return fact.value.partner if isinstance(fact.value, Interaction) else ""


def warnings(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
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
_FOLLOWING: Final = 300


def _written(side: Side, fact: Fact) -> bool:
    """Returns whether most of the section of a fact was written anew: a new heading over an old text is no new warning."""
    section = next((one for one in side.version.sections if one.id == fact.place.section_id), None)
    if section is None or not section.text:
        return True
    if section.number is None and section.parent is None:
        # An old label has all warnings in one section: what counts is what follows the heading.
        start = fact.place.start or 0
        end = min(len(section.text), start + _FOLLOWING)
        written = sum(
            min(end, last) - max(start, first) for first, last in side.written.get(section.id, ()) if first < end and start < last
        )
        return written >= _MOSTLY * (end - start)
    touched = sum(end - start for start, end in side.touched.get(section.id, ()))
    return touched >= _MOSTLY * len(section.text)


def boxed(old: Side, new: Side, _: Aligned) -> Iterator[FactChange]:
    """Yields boxed warnings that came or went, and the subjects of one that stayed."""
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
                if side.touched.get(fact.place.section_id or "") and not known_in(subject, known, other, "boxed_warning"):
                    yield FactChange(change, subject, section_id=fact.place.section_id)
