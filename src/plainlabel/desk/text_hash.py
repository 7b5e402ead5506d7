"""The hash of a quoted text, layout aside: it tells whether a sentence still stands without keeping the sentence.

SHA-256 of the text without white space and typographic noise (`history.plain.solid`), written "sha256:" and 64 hex digits.
"""

from __future__ import annotations

import hashlib
from typing import Final

from msgspec import Struct

from plainlabel.history.passage import LabelText
from plainlabel.history.plain import solid, solid_offsets

PREFIX: Final = "sha256:"


class Found(Struct, frozen=True):
    """Where in a label a hashed text stands: number of the section, and [start, end) of its text."""

    section: int
    start: int
    end: int


def of(text: str) -> str:
    """Returns the hash of `text`."""
    return PREFIX + hashlib.sha256(solid(text).encode()).hexdigest()


def length(text: str) -> int:
    """Returns how many characters of `text` are hashed."""
    return len(solid(text))


def find(wanted: str, characters: int, label: LabelText, first: frozenset[int]) -> Found | None:
    """Returns where the text with the hash `wanted`, `characters` long, stands; the sections `first` before the others."""
    order = sorted(range(len(label.sections)), key=lambda number: number not in first)
    for number in order:
        at = _in_section(wanted, characters, label.sections[number].text, label.solid[number])
        if at is not None:
            return Found(number, *at)
    return None


def _in_section(wanted: str, characters: int, text: str, bare: str) -> tuple[int, int] | None:
    """Returns [start, end) of the hashed text in the text of a section: it begins where a word or a mark begins."""
    if not 0 < characters <= len(bare):
        return None
    offsets = solid_offsets(text)
    for begin in range(len(bare) - characters + 1):
        at = offsets[begin]
        if at and text[at - 1].isalnum() and text[at].isalnum():
            continue
        if PREFIX + hashlib.sha256(bare[begin : begin + characters].encode()).hexdigest() == wanted:
            return at, offsets[begin + characters - 1] + 1
    return None
