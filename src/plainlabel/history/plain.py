"""Text made comparable: what layout does to a sentence is taken out, what it says is not.

White space, bullets, trade-mark signs and the kinds of dashes and quotation marks change between versions of a label without
anybody having changed a word. Letters, figures, capitals and punctuation are kept.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

# ruff: noqa: RUF001 - labels are written with typographic quotes and dashes.
Difference = Literal["none", "marks", "references", "words"]

_DROPPED: Final = "•●▪■◦○‣∙®™\u00ad\u200b\u200c\u200d\ufeff\u2060"
_SAME: Final = {
    **dict.fromkeys(map(ord, _DROPPED), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    ord("µ"): "μ",
}
_LOOSE: Final = re.compile(r" (?=[^\w])|(?<=[^\w]) ")
_NUMBERS: Final = r"\d{1,2}(?:\.\d+)*"
_PLACES: Final = rf"\(\s*{_NUMBERS}(?:\s*(?:,|and|-|to|;)+\s*{_NUMBERS})*\s*\)"
_REFERENCE: Final = re.compile(
    r"\[[^\[\]]{0,300}\]|\((?:see|refer)\b[^()]*(?:\([^()]*\)[^()]*)*\)"
    # In running text a reference is "see", at most a few titles, and their numbers.
    rf"|\bsee\s+(?:(?:also|sections?)\s+)?(?:[A-Z][^().;]{{0,60}}{_PLACES}[\s,]*(?:and\s+)?){{1,4}}|{_PLACES}",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"[<>≤≥±%]|(?<![\w)])-(?=\d)")
_BETWEEN: Final = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def plain(text: str) -> str:
    """Returns `text` without the noise of layout: one space between words, none beside punctuation."""
    return _LOOSE.sub("", " ".join(text.translate(_SAME).split()))


def solid(text: str) -> str:
    """Returns `text` without any white space and noise; each of its characters is one of `text`, in order."""
    return "".join(text.translate(_SAME).split())


def solid_offsets(text: str) -> list[int]:
    """Returns for each character of `solid(text)` its offset in `text`."""
    return [at for at, character in enumerate(text.translate(_SAME)) if not character.isspace()]


def words(text: str) -> tuple[str, ...]:
    """Returns the words and figures of `text`, folded to lower case, cross references left out."""
    return tuple(_WORD.findall(without_references(unicodedata.normalize("NFKC", text)).casefold()))


def difference(old: str, new: str) -> Difference:
    """Returns what two texts differ in: nothing but layout, capitals and punctuation, cross references, or words."""
    if plain(old) == plain(new):
        return "none"
    if _same(old, new):
        return "marks"
    return "references" if _same(without_references(old), without_references(new)) else "words"


def _same(old: str, new: str) -> bool:
    """Returns whether two texts have the same letters and figures, and compare and measure alike: "<" is no punctuation."""
    one, other = old.translate(_SAME), new.translate(_SAME)
    return _SIGNS.findall(one) == _SIGNS.findall(other) and _letters(one) == _letters(other)


def _letters(text: str) -> str:
    """Returns letters and figures alone: a hyphen or a space between words is no change, one between figures is."""
    return _BETWEEN.sub("", text.casefold())


def without_references(text: str) -> str:
    """Returns `text` without cross references to other sections."""
    return _REFERENCE.sub(" ", text)
