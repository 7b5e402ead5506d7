"""Patterns that are run only over texts with a word that each of their matches must have.

Most patterns fit one sentence in twenty, and Python tries them at each letter of the other nineteen. Looking for plain words
first takes a tenth of that time. The words are worked out from the pattern itself, so the two cannot drift apart and what is
found is the same; a pattern of which nothing is certain is run as it is. Worth it where a pattern meets whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Final

from plainlabel.facts.needed_words import needed_words

_I_WITH_DOT: Final = "i\u0307"
_I_WITHOUT_DOT: Final = "\u0131"
"""What the Turkish i's are folded to: a pattern that ignores case takes both for an i."""


class Guarded:
    """A pattern with the words of which a text has one wherever the pattern fits."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Takes the pattern; its words are worked out when it is first used."""
        self.pattern = pattern
        self._any_case = bool(pattern.flags & re.IGNORECASE) or "(?i" in pattern.pattern

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Returns the words, folded where the pattern ignores case; where none is certain the empty one, which each text has."""
        found = needed_words(self.pattern)
        return tuple(sorted({_folded(word) for word in found} if self._any_case else found, key=len)) or ("",)

    def may_fit(self, text: str) -> bool:
        """Returns whether the text has one of the words; where it has none, the pattern fits nowhere."""
        where = _folded(text) if self._any_case else text
        for word in self.words:  # noqa: SIM110 - the generator of any() takes longer than the words
            if word in where:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """Returns what `re.Pattern.search` returns."""
        return self.pattern.search(text) if self.may_fit(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Returns what `re.Pattern.match` returns."""
        return self.pattern.match(text) if self.may_fit(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Returns what `re.Pattern.fullmatch` returns."""
        return self.pattern.fullmatch(text) if self.may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Returns what `re.Pattern.finditer` returns."""
        return self.pattern.finditer(text) if self.may_fit(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Returns what `re.Pattern.sub` returns."""
        return self.pattern.sub(new, text) if self.may_fit(text) else text

    def split(self, text: str, most: int = 0) -> list[str | Any]:
        """Returns what `re.Pattern.split` returns."""
        return self.pattern.split(text, most) if self.may_fit(text) else [text]


@lru_cache(maxsize=32)  # many patterns meet one sentence
def _folded(text: str) -> str:
    """Returns a text in which letters are equal when they are for a pattern that ignores case."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace(_I_WITH_DOT, "i").replace(_I_WITHOUT_DOT, "i")
