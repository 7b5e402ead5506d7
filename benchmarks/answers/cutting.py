"""A label without its answering passages: what the silence pairs take out, and the label that is left.

A passage answers a rule when it holds one of the rule's words in a place that is not a near miss ("alcohol" but not "benzyl
alcohol"). Sections that the rule names, and those whose own title holds its words, go whole. The rest of the label stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.label import Block, Label, Section, coded_ancestor
from plainlabel.labels.passages import passages

QUESTIONS: Final = Path(__file__).parent / "silence_questions.tsv"
_NONE: Final = re.compile(r"(?!)")
_DIGITS: Final = 12

EFFECTS: Final = frozenset(
    {
        "34084-4",
        "90374-0",
        "90375-7",
        "43685-7",
        "34071-1",
        "34066-1",
        "42232-9",
        "34072-9",
        "42231-1",
        "42230-3",
        "34076-0",
        "68498-5",
        "50566-9",
        "50567-7",
    }
)
"""Sections in which a named effect is an effect of the medicine: adverse reactions, warnings, patient leaflets."""

Spans = dict[str, tuple[tuple[int, int], ...]]
"""What is taken out by section id: stretches of its text, or (0, -1) alone for the whole section with its title."""

WHOLE: Final = ((0, -1),)


class Rule(Struct, frozen=True):
    """One kind of question: its forms, and what in a label answers it."""

    name: str
    type: str
    group: str
    forms: tuple[str, ...]
    answers: re.Pattern[str]
    near: re.Pattern[str]
    clear: re.Pattern[str]
    sections: frozenset[str]


def rules(file: Path = QUESTIONS) -> tuple[Rule, ...]:
    """Returns the rules of a questions file in its order."""
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(_rule(*line.split("\t")) for line in list(lines)[1:])


def _rule(name: str, kind: str, group: str, forms: str, answers: str, near: str, clear: str, sections: str) -> Rule:
    return Rule(
        name,
        kind,
        group,
        tuple(forms.split("|")),
        re.compile(rf"(?<!\w)(?:{answers})", re.IGNORECASE),
        _NONE if near == "-" else re.compile(near, re.IGNORECASE),
        re.compile(clear, re.IGNORECASE),
        frozenset() if sections == "-" else frozenset(sections.split()),
    )


def answering(rule: Rule, label: Label) -> Spans:
    """Returns what must be taken out of a label so that nothing in it answers the rule."""
    tree = {section.id: section for section in label.sections}
    found: Spans = {}
    for section in label.sections:
        codes = {section.code, coded_ancestor(tree, section.id)}
        if codes & rule.sections or holds(rule, section.title):
            found[section.id] = WHOLE
            continue
        spans = tuple((each.start, each.end) for each in passages(section) if holds(rule, section.text[each.start : each.end]))
        if spans:
            found[section.id] = spans
    return found


def holds(rule: Rule, text: str) -> bool:
    """Returns whether a text holds the rule's words outside the near misses."""
    return bool(rule.answers.search(rule.near.sub(lambda match: "\x00" * len(match[0]), text)))


def clearly_answered(rule: Rule, label: Label, spans: Spans) -> bool:
    """Returns whether one of the passages taken out answers clearly; an effect stands among reactions, warnings or advice."""
    by_id = {section.id: section for section in label.sections}
    return any(
        rule.clear.search(by_id[key].text[start:end]) and holds(rule, by_id[key].text[start:end])
        for key, several in spans.items()
        if rule.group != "effect" or coded_ancestor(by_id, key) in EFFECTS
        for start, end in (_passages_of(by_id[key]) if several == WHOLE else several)
    )


def _passages_of(section: Section) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in passages(section)]


def without(label: Label, spans: Spans) -> Label:
    """Returns the label with the spans taken out; blocks that are emptied go, the others move up."""
    return msgspec.structs.replace(label, sections=tuple(_cut(section, spans.get(section.id, ())) for section in label.sections))


def _cut(section: Section, spans: tuple[tuple[int, int], ...]) -> Section:
    if not spans:
        return section
    if spans == WHOLE:
        return msgspec.structs.replace(section, title="", text="", blocks=())
    gone = bytearray(len(section.text))
    for start, end in spans:
        gone[start:end] = b"\x01" * (end - start)
    before = [0]
    for each in gone:
        before.append(before[-1] + each)
    text = "".join(letter for letter, out in zip(section.text, gone, strict=True) if not out)
    blocks = tuple(moved for block in section.blocks if (moved := _moved(block, before)) is not None)
    return msgspec.structs.replace(section, text=text, blocks=blocks)


def _moved(block: Block, before: list[int]) -> Block | None:
    """Returns a block where it stands after the cut; None where nothing of it is left."""
    start, end = block.start - before[block.start], block.end - before[block.end]
    if start == end and block.start != block.end:
        return None
    return msgspec.structs.replace(block, start=start, end=end)


def digest(label: Label, spans: Spans) -> str:
    """Returns a short hash of the words taken out: whether a label is still read as when the pair was made."""
    by_id = {section.id: section for section in label.sections}
    pieces = (
        f"{key}\x00{by_id[key].text if several == WHOLE else '|'.join(by_id[key].text[start:end] for start, end in several)}"
        for key, several in sorted(spans.items())
    )
    return hashlib.blake2b("\x01".join(pieces).encode(), digest_size=_DIGITS // 2).hexdigest()


def written(spans: Mapping[str, Iterable[tuple[int, int]]]) -> str:
    """Returns spans as the pairs file holds them: "section:0-10,20-30;other:all"."""
    return ";".join(
        f"{key}:{'all' if tuple(several) == WHOLE else ','.join(f'{start}-{end}' for start, end in several)}"
        for key, several in sorted(spans.items())
    )


def read_spans(text: str) -> Spans:
    """Returns the spans that `written` wrote."""
    found: Spans = {}
    for piece in text.split(";") if text else ():
        key, _, several = piece.rpartition(":")
        found[key] = (
            WHOLE
            if several == "all"
            else tuple((int(start), int(end)) for start, _, end in (each.partition("-") for each in several.split(",")))
        )
    return found
