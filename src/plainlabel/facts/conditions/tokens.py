"""Text to sentences of tokens, as the mention finder reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from plainlabel.vocabulary.clinical_keys import word_key

# A word, a number with its decimals, or one sign. Hyphens part words and are no tokens: labels write "non-small cell" both ways.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]{1,2}\b)?|\d+(?:[.,]\d+)*|\n|[^\w\s-]")  # noqa: RUF001 - labels use it
_ENDS = frozenset(".;•●▪■?!")
_STOPS = frozenset(("\n", "•", "●", "▪", "■"))


class Token(NamedTuple):
    """One token: its place in the text, its words as written, and the key of the word."""

    start: int
    end: int
    text: str
    key: str


def sentences(text: str) -> list[list[Token]]:
    """Returns the sentences of a text, each a list of tokens; lines and bullets end one too."""
    found: list[list[Token]] = []
    current: list[Token] = []
    ended = False
    for match in _TOKEN.finditer(text):
        sign = match.group()
        if current and (sign in _STOPS or (ended and not sign.islower() and sign not in ")],;:")):
            found.append(current)
            current = []
        ended = sign in _ENDS
        if sign not in _STOPS:
            current.append(Token(match.start(), match.end(), sign, word_key(sign)))
    if current:
        found.append(current)
    return found
