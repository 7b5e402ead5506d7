"""Doses of the directions of an over-the-counter label (21 CFR 201.66(c)(6)): who, then what to take, part by part or row by row.

Directions are lists, tables or both run into one text: each order and each group of people begins a part. People whom a part leaves
to a doctor have no dose, and what comes behind them is of all people again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.dosage_amounts import amounts, has_amount, unit_in
from plainlabel.facts.dosage_context import Context, who
from plainlabel.facts.dosage_frequency import frequencies
from plainlabel.facts.dosage_rows import names_people
from plainlabel.facts.dosage_sentences import doses_of
from plainlabel.facts.drug_facts import Piece, panel
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.population import Population
from plainlabel.facts.source import Source
from plainlabel.label import Block
from plainlabel.vocabulary.patterns import pattern

_PART = pattern("drug_facts.part")
_NOT_FOR = pattern("drug_facts.not_for")
_REPEAT = pattern("drug_facts.repeat")
_A_DAY = pattern("drug_facts.a_day")
_TIMES = pattern("drug_facts.times")
_IF_NOT_ENOUGH = pattern("drug_facts.if_not_enough")
_IN_DOSE = pattern("drug_facts.in_dose")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORDS: Final = (
    (re.compile(r"\s?&\s?"), " and "),
    (re.compile(r"\byrs?\b\.?", re.IGNORECASE), "years"),
    (re.compile(r"\bhrs?\b\.?", re.IGNORECASE), "hours"),
    (re.compile(r"½"), "1/2"),
    (re.compile(r"\bwear\b", re.IGNORECASE), "apply"),
)
_COUNTED = pattern("drug_facts.counted")  # "one 180 mg tablet": the mass is that of one
_ORDER = re.compile(
    r"\b(?:take|use|chew|give|apply|dissolve|instill|insert|drink|swallow|spray|do not|exceed|not more)\b", re.IGNORECASE
)
_BEGINS = re.compile(r"\W*(?:take|use|chew|give|apply|drink|instill)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,/]*(?:\s?(?:-|–|to|or)\s?\d[\d.,/]*)?\W*")  # noqa: RUF001 - labels use this dash


class _Part(NamedTuple):
    """A part of directions in plain words, at [start, end) of the section text."""

    text: str
    start: int
    end: int


def of_directions(source: Source) -> Iterator[Fact]:
    """Returns the doses of the directions on the panel of a label, each with the part that states it."""
    for piece in panel(source, "directions"):
        yield from _of_piece(source, piece)


def _of_piece(source: Source, piece: Piece) -> Iterator[Fact]:
    rows = [block for block in piece.section.blocks if block.kind == "row" and piece.start <= block.start < piece.end]
    parts = list(_parts(piece, rows))
    often = _often(parts)
    people = Population()
    for part in parts:
        amount = has_amount(part.text)
        people = _people(part.text, people, amount=amount)
        if amount and not _IF_NOT_ENOUGH.search(part.text):
            yield from _facts(source, piece, part, people, often)
    head: list[str] = []
    for row in rows:
        told = _words(piece.section.text[row.start : row.end])
        line = told.split("\t")
        head = head or line
        at = next((place for place, cell in enumerate(line) if names_people(cell) or names_people(f"aged {cell}")), None)
        if at is None or len(line) == 1:
            continue
        of_row = who(f"aged {line[at]}" if line[at][:1].isdigit() else line[at], Population())
        for place, cell in enumerate(line):
            if place != at:
                for part in _cells(cell, head[place] if place < len(head) else "", row):
                    yield from _facts(source, piece, part, of_row, often)


def _parts(piece: Piece, rows: list[Block]) -> Iterator[_Part]:
    """Returns the parts of the text of directions, its tables left out."""
    text = piece.section.text
    spans: list[tuple[int, int]] = []
    start = piece.start
    for row in rows:
        spans.append((start, row.start))
        start = row.end
    for first, last in [*spans, (start, piece.end)]:
        at = first
        for border in [*_PART.finditer(text, first, last), None]:
            end = border.start() if border else last
            if text[at:end].strip():
                yield _Part(_words(text[at:end]), at, end)
            at = border.end() if border else last


def _words(text: str) -> str:
    """Returns directions in plain words, without brackets but for a dose that stands in them alone ("the dose (17 g)")."""
    for form, words in _WORDS:
        text = form.sub(words, text)
    text = _COUNTED.sub(r"\g<count> ", text)
    alone = _IN_DOSE.search(text)
    bare = _BRACKETS.sub("", text)
    return f"take {alone['dose']}" if alone and not has_amount(bare) else bare


def _people(text: str, before: Population, *, amount: bool) -> Population:
    """Returns whom the doses of a part, or those behind it, are for."""
    told = who(text, before)
    if amount or told == before or not _NOT_FOR.search(text):
        return told
    return Population() if told.min_age_months is not None or told.max_age_months is not None else before


def _often(parts: list[_Part]) -> str:
    """Returns how often the directions say a dose may be repeated, beside the doses; "" where they do not or say several things."""
    free = [part.text for part in parts if not has_amount(part.text)]
    said = {found["often"] for text in free if (found := _REPEAT.search(text) or _A_DAY.search(text))}
    said = said or {f"{found['times']} times a day" for part in parts if (found := _TIMES.search(part.text))}
    return said.pop() if len(said) == 1 else ""


def _cells(cell: str, heading: str, row: Block) -> Iterator[_Part]:
    """Returns the parts of a cell that give a dose; a bare number has the unit of its heading."""
    unit = unit_in(heading)
    words = f"{cell.strip()} {unit}" if unit and _NUMBER.fullmatch(cell.strip()) else cell
    for part in _PART.split(words):
        if part and has_amount(part) and not (_NOT_FOR.search(part) and not frequencies(part)):
            yield _Part(part, row.start, row.end)


def _facts(source: Source, piece: Piece, part: _Part, people: Population, often: str) -> Iterator[Fact]:
    said, colon, ordered = part.text.rpartition(":")
    text = ordered if colon and names_people(said) and has_amount(ordered) else part.text
    if not _ORDER.search(text):
        first = next((one.start for one in amounts(text)), 0)  # Behind the people: "... 12 years and over 10 mL once a day".
        text = f"{text[:first]}: take {text[first:].strip()}" if first else f"take {text.strip()}"
    found = doses_of(text, Context(who=people), source.names)
    lacking = any(_lacks_interval(dose) for dose in found) or (not found and _BEGINS.match(text))
    if often and lacking and not frequencies(text):
        found = doses_of(f"{text.rstrip(' .')} {often}", Context(who=people), source.names)
    for dose in found:
        # A limit of no day is one of a first dose or of one interval.
        if dose.phase != "maximum" or dose.every_hours or dose.per_day:
            yield Fact(dose, source.place(piece.section, part.start, part.end))


def _lacks_interval(dose: Dosage) -> bool:
    return dose.phase != "maximum" and not (dose.every_hours or dose.per_day)
