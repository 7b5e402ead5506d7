"""Abbreviations that a text defines itself: "chronic rhinosinusitis with nasal polyps (CRSwNP)".

The long form is found as Schwartz and Hearst (2003) do: the letters of the short form are sought from right to left in the words
before the bracket, the first of them at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_SHORT: Final = re.compile(r"\((?P<short>[A-Za-z0-9][\w/+-]{1,9})s?(?:[;,][^()]{0,60})?\)")
_BREAK: Final = re.compile(r"[.;:()\[\]\n•]")


class Definition(NamedTuple):
    """A short form and its long form, and where each stands in the text."""

    short: str
    long: str
    short_at: tuple[int, int]
    long_at: tuple[int, int]


def definitions(text: str) -> Iterator[Definition]:
    """Returns the abbreviations a text defines, in its order."""
    for found in _SHORT.finditer(text):
        short = found["short"]
        if sum(sign.isupper() for sign in short) < 2 or not short[0].isalnum():
            continue
        begin = max((at.end() for at in _BREAK.finditer(text, max(0, found.start() - 200), found.start())), default=None)
        begin = max(0, found.start() - 200) if begin is None else begin
        start = _long_form(short, text, begin, found.start())
        if start is not None:
            end = begin + len(text[begin : found.start()].rstrip())
            yield Definition(short, text[start:end], found.span("short"), (start, end))


def _long_form(short: str, text: str, begin: int, end: int) -> int | None:
    """Returns where the long form of a short form begins in text[begin:end], None where it is not there."""
    at = end - 1
    letters = [sign.lower() for sign in short if sign.isalnum()]
    for number in range(len(letters) - 1, -1, -1):
        while at >= begin and (text[at].lower() != letters[number] or (number == 0 and at > begin and text[at - 1].isalnum())):
            at -= 1
        if at < begin:
            return None
        at -= 1
    start = at + 1
    words = len(text[start:end].split())
    return start if words <= min(len(short) + 5, 2 * len(short)) and end - start > len(short) else None


def defined_abbreviations(text: str) -> dict[str, str]:
    """Returns the long form by short form of the abbreviations a text defines; the first definition counts."""
    found: dict[str, str] = {}
    for one in definitions(text):
        found.setdefault(one.short, " ".join(one.long.split()))
    return found
