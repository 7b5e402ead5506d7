"""What a label calls its numbered sections where it refers to them, and the names of its medicine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

Titles = dict[str, tuple[str, ...]]
"""What the label calls its numbered sections elsewhere, by number."""

_REFERENCE: Final = re.compile(r"\(\s*(\d{1,2}\.\d{1,2}(?:\.\d)?)\s*[,)]")
_BOUNDARY: Final = re.compile(r"[.;:•\])]")
_TITLE_WINDOW: Final = 170
_MAX_TITLES: Final = 6


def words_of_names(names: Iterable[str]) -> tuple[str, ...]:
    """Returns the names in small letters, with the single ingredients of combinations."""
    whole = [name.lower() for name in names]
    parts = [part.strip(" ()") for name in whole for part in re.split(r",| and |/", name)]
    return tuple(dict.fromkeys(name for name in [*whole, *parts] if len(name) > 3))


def referenced_titles(texts: Iterable[str]) -> Titles:
    """Returns what the label calls its sections where it refers to them.

    "Title [see Warnings and Precautions (5.1)]" in lists of other sections, "Title: what to do ( 5.1 )" in the Highlights.
    """
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        end = 0
        for match in _REFERENCE.finditer(text):
            titles = found.setdefault(match[1], {})
            if len(titles) < _MAX_TITLES:
                before = text[max(end, match.start() - _TITLE_WINDOW) : match.start()]
                titles.update(dict.fromkeys(_named(before)))
            end = match.end()
    return {number: tuple(titles) for number, titles in found.items()}


def _named(before: str) -> Iterator[str]:
    """Returns the titles that the words before a reference may hold."""
    bracket = max(before.rfind("["), before.rfind("("))
    direct = before[:bracket] if bracket >= 0 else before
    first, colon, _ = direct.lstrip(" ).,•").partition(":")
    for text in (_BOUNDARY.split(direct)[-1], first if colon else ""):
        title = text.strip()
        if title[:1].isupper() and 2 < len(title) < 120:
            yield title
