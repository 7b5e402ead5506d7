"""School grade of a text: Flesch-Kincaid (Kincaid et al. 1975) and SMOG (McLaughlin 1969).

The name of a medicine, a class or a condition cannot be said in simpler words, so for the check it counts as one word of one
syllable; the figures with names as written are reported beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Final

_SENTENCE: Final = re.compile(r"[.!?:](?=\s|$)|\n")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9'-]*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_NUMBER: Final = re.compile(r"\d[\d.,/-]*\Z")
_SILENT_E: Final = re.compile(r"[^aeiouyl]e\Z|[^aeiouydt]ed\Z|[^aeioucgsxz]es\Z")
NAME: Final = "Name"


def syllables(word: str) -> int:
    """Returns the syllables of an English word, counted as groups of vowels without a silent e. A number counts as one."""
    plain = word.lower().replace("'", "")
    if _NUMBER.match(plain):
        return 1
    if "-" in plain:
        return sum(syllables(part) for part in plain.split("-") if part)
    return max(1, len(_VOWELS.findall(_SILENT_E.sub(lambda match: match[0][0], plain))))


def fkgl(text: str) -> float:
    """Returns the Flesch-Kincaid grade, one decimal; 0 for a text without words."""
    words, sentences = _words(text), _sentences(text)
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return round(max(0.0, 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59), 1)


def smog(text: str) -> float:
    """Returns the SMOG grade, one decimal; 0 for a text without words. Its norm is 30 sentences; shorter texts are scaled."""
    words, sentences = _words(text), _sentences(text)
    if not words:
        return 0.0
    long_words = sum(syllables(word) >= 3 for word in words)
    return round(3.1291 + 1.0430 * math.sqrt(long_words * 30 / sentences), 1)


def without_names(text: str, names: Iterable[str]) -> str:
    """Returns `text` with every name replaced by one short word, longest names first."""
    wanted = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
    if not wanted:
        return text
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in wanted) + r")(?!\w)", re.IGNORECASE)
    return pattern.sub(NAME, text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _sentences(text: str) -> int:
    parts = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    return max(1, len(parts))
