"""Whether a changed text says something new, or the same in other words.

Figures and words that the counterpart does not have are new. Identifiers are not: product codes, revision dates, patent numbers and
years of copyright change with every printing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz

from plainlabel.history.plain import plain, solid, without_references, words
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
_LONG_ENOUGH: Final = 40
_COUNTED: Final = re.compile(
    r"\b(?:figure|fig\.?|table|step|section|part|page|chapter|appendix|phase)s?\s*\d+(?:\.\d+)*[a-z]?\b"
    # The number of an item of a list, and the mark of a footnote.
    r"|^\W*\d{1,2}[.)](?=\s)|(?<=[^\W\d_]{3})\s\d(?=\s*(?:$|\t))",
    re.IGNORECASE | re.MULTILINE,
)
_FORMULA: Final = re.compile(
    r"these highlights do not include\b[^.]*\.|see full prescribing information\b[^.]*\.|initial u\.?s\.? approval:?\s*\d{4}"
    r"|error! [^.]{0,60}\."
    # Who made the product, who owns its name, and when the text was printed.
    r"|^\W*abbreviations?\b[^\n]*|©[^.\n]*|all rights reserved|\b(?:registered )?trademarks?\b[^.\n]*|\bpatent(?:s|ed)?\b[^\n]*"
    r"|\b(?:manufactured|mfd\.?|distributed|marketed|repackaged|packaged|made|product) +(?:and \w+ +)?(?:by|for|in|of)\b[^\n]*"
    r"|\b(?:revised|rev\.?|iss\.?|issued)[:\s]*\d+/\d+|^\W*(?:rev|iss)\.?\W*$|^\W*\d{1,2}/(?:\d{2}|\d{4})\b|\blogo\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What every label says at the head of its Highlights, what a word processor left, and the imprint: nothing on the medicine."""

_RANGE: Final = re.compile(r"\D?\d{1,3}(?:\.\d+)?-\d{1,3}(?:\.\d+)?\D{0,4}")

_LETTERS: Final = re.compile(r"[a-z]+")
_SPELT: Final = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), map(str, range(1, 11)), strict=True)
)
_COMMON_WORDS: Final = (
    "with from that this these those have been were which when should also than there their other your will into upon including"
    " patients patient treated treatment using used table figure section label labeling information prescribing"
    # Words that are put for each other.
    " study studies trial trials subject subjects clinical dose doses dosage dosing event events reaction reactions"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())


def figures(text: str) -> frozenset[str]:
    """Returns the figures of a text as written, without those of identifiers, dates and cross references."""
    text = _stated(text)
    tokens = (token for token in _TOKEN.findall(text) if not _is_identifier(token))
    found = {figure for token in tokens for figure in _FIGURE.findall(token) if not _YEAR.fullmatch(figure)}
    spelt = {_SPELT[word] for word in _LETTERS.findall(text.casefold()) if word in _SPELT}
    return frozenset(f"{float(figure):g}" for figure in found) | spelt


def _stated(text: str) -> str:
    """Returns a text without references, numbers of figures and list items, and what every label says."""
    return _COUNTED.sub(" ", _FORMULA.sub(" ", without_references(text)))


def _is_identifier(token: str) -> bool:
    if _RANGE.fullmatch(plain(token)):
        return False
    digits = sum(character.isdigit() for character in token)
    marked = any(character in "-/_" or character.isalpha() for character in token)
    return digits >= _CODE_LENGTH or (digits >= 3 and marked and len(token) >= _CODE_LENGTH and "." not in token)


def stems(text: str) -> frozenset[str]:
    """Returns the beginnings of the longer words of a text: a word keeps its beginning in most of its forms."""
    found = re.findall(r"[^\W\d_]+", _stated(text).casefold())
    return frozenset(word[:_STEM] for word in found if len(word) >= _SHORTEST and word not in _COMMON)


class Beside(Struct, frozen=True):
    """What changes of a section are held against: the text of its counterpart, and all that version says, as it is and solid."""

    text: str = ""
    whole: str = ""
    solid: str = ""


def says_more(changes: Iterable[TextChange], old: Beside, new: Beside) -> bool:
    """Returns whether any of the changes of a section says what the other version does not, or keeps it back."""
    changes = tuple(changes)
    if _put_in_order(changes):
        return False
    before, after = (stems(old.text), figures(old.text)), (stems(new.text), figures(new.text))
    for change in changes:
        if change.kind == "moved":
            continue
        if change.old and change.new:
            if figures(change.old.text) != figures(change.new.text):
                return True
            pairs = ((change.new.text, before[0], change.old.text), (change.old.text, after[0], change.new.text))
            if any(len((stems(text) - stems(partner)) - there) >= _NEW_WORDS for text, there, partner in pairs):
                return True
            continue
        spot, there, other = (change.new, before, old) if change.new else (change.old, after, new)
        # What stands word for word elsewhere in the other version was not new, and is not lost.
        if spot is not None and not _stands(solid(spot.text), other.solid) and _is_new(spot.text, *there, other.text):
            return True
    return False


def _stands(text: str, whole: str) -> bool:
    return len(text) >= _LONG_ENOUGH and text in whole


def _put_in_order(changes: tuple[TextChange, ...]) -> bool:
    """Returns whether what was taken out and what was put in are the same words in another order, without any figure."""
    sides = [[spot.text for one in changes if one.kind != "moved" and (spot := getattr(one, side))] for side in ("old", "new")]
    before, after = (" ".join(texts) for texts in sides)
    return bool(before) and not figures(before) and frozenset(words(before)) == frozenset(words(after))


def _is_new(text: str, known: frozenset[str], known_figures: frozenset[str], other: str) -> bool:
    own = stems(text)
    fresh = own - known
    if bool(figures(text) - known_figures and own) or (bool(fresh) and len(fresh) >= _NEW_SHARE * len(own)):
        return True
    # The words are known, but not put together like this.
    return len(own) >= _SENTENCE_STEMS and fuzz.partial_ratio(plain(text), plain(other)) < _SAID
