"""Whether a changed text says something new, or the same in other words.

Figures and words that the counterpart does not have are new. Identifiers are not: product codes, revision dates, patent numbers and
years of copyright change with every printing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from plainlabel.history.plain import plain, without_references
from plainlabel.history.records import TextChange

_TOKEN: Final = re.compile(r"[^\s,;:()\[\]]+")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CODE_LENGTH: Final = 6
_STEM: Final = 5
_SHORTEST: Final = 4
_NEW_SHARE: Final = 0.3
_NEW_WORDS: Final = 2
_SENTENCE_STEMS: Final = 4
_SAID: Final = 75.0
_LETTERS: Final = re.compile(r"[a-z]+")
_SPELT: Final = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), map(str, range(1, 11)), strict=True)
)
_COMMON_WORDS: Final = (
    "with from that this these those have been were which when should also than there their other your will into upon including"
    " patients patient treated treatment using used table figure section label labeling information prescribing"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())


def figures(text: str) -> frozenset[str]:
    """Returns the figures of a text as written, without those of identifiers, dates and cross references."""
    tokens = (token for token in _TOKEN.findall(without_references(text)) if not _is_identifier(token))
    found = {figure for token in tokens for figure in _FIGURE.findall(token) if not _YEAR.fullmatch(figure)}
    spelt = {_SPELT[word] for word in _LETTERS.findall(text.casefold()) if word in _SPELT}
    return frozenset(f"{float(figure):g}" for figure in found) | spelt


def _is_identifier(token: str) -> bool:
    digits = sum(character.isdigit() for character in token)
    marked = any(character in "-/_" or character.isalpha() for character in token)
    return digits >= _CODE_LENGTH or (digits >= 3 and marked and len(token) >= _CODE_LENGTH and "." not in token)


def stems(text: str) -> frozenset[str]:
    """Returns the beginnings of the longer words of a text: a word keeps its beginning in most of its forms."""
    found = re.findall(r"[^\W\d_]+", without_references(text).casefold())
    return frozenset(word[:_STEM] for word in found if len(word) >= _SHORTEST and word not in _COMMON)


def says_more(changes: Iterable[TextChange], old_text: str, new_text: str) -> bool:
    """Returns whether any of the changes of a section says what the other version of the section does not, or keeps it back."""
    known = {True: (stems(old_text), figures(old_text)), False: (stems(new_text), figures(new_text))}
    for change in changes:
        if change.old and change.new and change.kind == "changed":
            if figures(change.old.text) != figures(change.new.text):
                return True
            pairs = ((change.new.text, known[True], change.old.text), (change.old.text, known[False], change.new.text))
            if any(len((stems(text) - stems(partner)) - there[0]) >= _NEW_WORDS for text, there, partner in pairs):
                return True
        elif change.kind != "moved":
            spot, there, other = (change.new, known[True], old_text) if change.new else (change.old, known[False], new_text)
            if spot is not None and _is_new(spot.text, *there, other):
                return True
    return False


def _is_new(text: str, known: frozenset[str], known_figures: frozenset[str], other: str) -> bool:
    own = stems(text)
    fresh = own - known
    if bool(figures(text) - known_figures and own) or (bool(fresh) and len(fresh) >= _NEW_SHARE * len(own)):
        return True
    # The words are known, but not put together like this.
    return len(own) >= _SENTENCE_STEMS and fuzz.partial_ratio(plain(text), plain(other)) < _SAID
