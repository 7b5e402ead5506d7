"""Any text to one bounded, plain line.

A question may arrive with markup, control characters, curly quotes or 100,000 characters. What leaves here is one line of at most
`LIMIT` characters; nothing in it is ever executed, shown as markup or used as a pattern.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LIMIT: Final = 2_000
"""Characters of a question that are read; real questions of people have at most a few hundred."""

TOO_LONG: Final = 100_000
"""Characters beyond which a text is refused unread."""

_MARKUP: Final = re.compile(r"<[^<>]{0,300}>")
_SPACE: Final = re.compile(r"\s+")
_YOU: Final = re.compile(r"\b(do|if|can|did|are|will|when|have|should|could) u\b")
_PLAIN: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "@": " ",
        "\u00f8": "o",
        "\u00d8": "O",
        "`": "'",
    }
)


def clean(text: str) -> str:
    """Returns `text` as one plain line: markup and control characters gone, spaces folded, cut at `LIMIT` characters."""
    bounded = unicodedata.normalize("NFKC", text[: LIMIT * 4]).translate(_PLAIN)
    bounded = _MARKUP.sub(" ", bounded)
    printable = "".join(character if _keep(character) else " " for character in bounded)
    return _SPACE.sub(" ", printable).strip()[:LIMIT].strip()


def _keep(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def fold(text: str) -> str:
    """Returns `text` in lower case without quotation marks, for patterns to match; "how do u" is written out."""
    return _YOU.sub(r"\1 you", _SPACE.sub(" ", text.lower().replace('"', " ")).strip())
