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
_REFERENCE: Final = re.compile(
    r"\[[^\[\]]{0,300}\]|\((?:see|refer)\b[^()]*(?:\([^()]*\)[^()]*)*\)"
    rf"|\(\s*{_NUMBERS}(?:\s*(?:,|and|-|to|;)+\s*{_NUMBERS})*\s*\)",
    re.IGNORECASE,
)
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
    if _WORD.findall(old.casefold()) == _WORD.findall(new.casefold()):
        return "marks"
    return "references" if words(old) == words(new) else "words"


def without_references(text: str) -> str:
    """Returns `text` without cross references to other sections."""
    return _REFERENCE.sub(" ", text)
