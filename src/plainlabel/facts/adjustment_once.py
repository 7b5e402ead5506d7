"""Adjustments told once: one an organ and severity, and of whom each is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from plainlabel.facts.adjustment_severity import Organ
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.kinds import Adjustment
from plainlabel.facts.source import Source

# "No adjustment when the clearance is above 45" is not true of every kidney.
_FIGURE = re.compile(r"\d\s?mL|\bmL/min|[<>≤≥]\s?\d")
_CHILDREN = re.compile(r"\b(?:pa?ediatrics?|child(?:ren)?|adolescents?|infants?|neonates?|newborns?)\b(?! ?-?pugh)", re.IGNORECASE)
_ADULTS = re.compile(r"\badults?\b|\bpatients of all ages\b", re.IGNORECASE)
_GROUPS = re.compile(
    r"\b(?:and|or) (?:in )?(?:pa?ediatric|children|adolescents|infants)|\bwomen\b|\belderly\b|\bgeriatric\b", re.IGNORECASE
)
_NOT_FOR = frozenset(("contraindicated", "avoid"))


def distinct_adjustments(source: Source, read: Iterable[tuple[Adjustment, Sentence]]) -> Iterator[Fact]:
    """Returns the facts one an organ and severity: what says nothing of the severity last, and only where it adds something."""
    seen: set[tuple[Organ, str | None, bool]] = set()
    barred: set[tuple[Organ, str | None, bool]] = set()
    bare: list[tuple[Adjustment, Sentence]] = []
    joint: list[tuple[Adjustment, Sentence]] = []
    # "Contraindicated" says more than the "not recommended" of another section.
    every = sorted(_of_whom(read), key=lambda one: one[0].action != "contraindicated")
    unchanged = {(value.organ, value.severity) for value, _ in every if not value.needed and value.severity}
    for value, sentence in every:
        # A row of the usual amount beside a sentence that no change is needed.
        if value.needed and sentence.kind == "row" and (value.organ, value.severity) in unchanged:
            continue
        if (value.organ, value.severity, value.needed) in seen:
            continue
        if value.severity is None or " to " in value.severity:
            (bare if value.severity is None else joint).append((value, sentence))
            continue
        seen.add((value.organ, value.severity, value.needed))
        if value.action == "contraindicated":
            barred.add((value.organ, value.severity, value.needed))
        yield Fact(value, sentence.place(source))
    yield from _joint(source, joint, seen)
    # "Contraindicated in severe disease" says nothing of the dose in less severe disease, and all of whom it is not for.
    never = {organ for organ, _, _ in barred}
    rest = [(value, sentence) for value, sentence in bare if value.action not in _NOT_FOR or value.organ not in never]
    yield from _without_severity(source, rest, {(organ, needed) for organ, _, needed in seen - barred})


def _joint(source: Source, joint: list[tuple[Adjustment, Sentence]], seen: set[tuple[Organ, str | None, bool]]) -> Iterator[Fact]:
    """Returns the adjustments for two severities said together, but for those that were said one by one as well."""
    for value, sentence in joint:
        first, _, last = (value.severity or "").partition(" to ")
        alone = {(value.organ, first, value.needed), (value.organ, last, value.needed)} <= seen
        if not alone and (value.organ, value.severity, value.needed) not in seen:
            seen.add((value.organ, value.severity, value.needed))
            yield Fact(value, sentence.place(source))


def _without_severity(source: Source, bare: list[tuple[Adjustment, Sentence]], told: set[tuple[Organ, bool]]) -> Iterator[Fact]:
    """Returns the first adjustment of an organ that says nothing of how bad it must be, where none with a severity was found."""
    rows: set[Adjustment] = set()
    severe = {organ for organ, _ in told}
    by_row = {(value.organ, value.needed) for value, sentence in bare if sentence.kind == "row"}
    for value, sentence in bare:
        if sentence.kind != "row" and value.needed and value.action is None and (value.organ, True) in by_row:
            continue  # The caption says that the dose changes, its rows how.
        if sentence.kind == "row":
            if value not in rows and value.organ not in severe:
                rows.add(value)
                told.add((value.organ, value.needed))
                yield Fact(value, sentence.place(source))
            continue
        if (value.organ, value.needed) not in told and (
            value.needed or value.organ not in {organ for organ, _ in told} or _FIGURE.search(sentence.plain)
        ):
            told.add((value.organ, value.needed))
            yield Fact(value, sentence.place(source))


def _of_whom(read: Iterable[tuple[Adjustment, Sentence]]) -> list[tuple[Adjustment, Sentence]]:
    """Returns the adjustments with whom they are said of; one said of everybody stands for the same one said of children."""
    every = [(_told_of(value, sentence), sentence) for value, sentence in read]
    general = {_what(value) for value, _ in every if value.population is None}
    return [(value, sentence) for value, sentence in every if value.population is None or _what(value) not in general]


def _what(value: Adjustment) -> tuple[Organ, str | None, bool]:
    return value.organ, value.severity, value.needed


def _told_of(value: Adjustment, sentence: Sentence) -> Adjustment:
    """Returns an adjustment as one of children where its sentence, or the title above it, speaks of children alone."""
    own = _of_children(sentence.bare) or (not _ADULTS.search(sentence.bare) and _of_children(sentence.section.title))
    return structs.replace(value, population="children") if own else value


def _of_children(text: str) -> bool:
    """Returns whether a text speaks of children and of nobody else."""
    return bool(_CHILDREN.search(text)) and not _ADULTS.search(text) and not _GROUPS.search(text)
