"""Keys under which spellings of one clinical name meet: British and American, singular and plural, any word order.

A key is for comparing only, never for showing: it folds "oedema" and "edema", "Crohn's disease" and "Disease, Crohn", "type II" and
"type 2" into one string, and may look odd ("herpe").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]+(?:['’`][^\W\d_]{1,2}\b)?")  # noqa: RUF001 - labels use typographic signs
# Words that carry no meaning in a name: "cancer of the breast" is "breast cancer".
_EMPTY: Final = frozenset(("an", "the", "of", "in", "and", "or", "s", "nos"))
_NUMERALS: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_POSSESSIVE: Final = re.compile(r"['’`]\w*$")  # noqa: RUF001 - the same
# British spellings, folded wherever they stand; both sides of a comparison pass through here, so an odd result does no harm.
_BRITISH: Final = re.compile(r"ae|oe|our|sulph|isation|ising|ised\b|ise\b|yse\b")
_AMERICAN: Final = {
    "ae": "e",
    "oe": "e",
    "our": "or",
    "sulph": "sulf",
    "isation": "ization",
    "ising": "izing",
    "ised": "ized",
    "ise": "ize",
    "yse": "yze",
}
# Latin and Greek plurals first, then the English ones. The first that fits is used.
_PLURALS: Final = (
    (re.compile(r"(?<=st)ases$"), "asis"),
    (re.compile(r"(?<=[^dn])oses$"), "osis"),
    (re.compile(r"(?<=[ly])yses$|(?<=[aeiou]l)yses$"), "ysis"),
    (re.compile(r"crises$"), "crisis"),
    (re.compile(r"(?<=it)ides$"), "is"),
    (re.compile(r"(?<=o)mata$"), "ma"),
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=ss)es$|(?<=us)es$|(?<=x)es$|(?<=z)es$|(?<=ch)es$|(?<=sh)es$"), ""),
    (re.compile(r"(?<=[^siu])s$"), ""),
)


def _american(found: re.Match[str]) -> str:
    return _AMERICAN[found.group()]


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Returns the key of one word: lower case, without accents and possessive, American and singular ("Tumours" -> "tumor")."""
    if not word.isascii():
        word = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    low = _POSSESSIVE.sub("", word.lower())
    low = _NUMERALS.get(low, low)
    if len(low) > 3:
        for _ in range(2):  # "hypoaesthesia" folds twice
            low = _BRITISH.sub(_american, low)
        for plural, singular in _PLURALS:
            changed = plural.sub(singular, low)
            if changed != low:
                return changed
    return low


def words_of(text: str) -> list[str]:
    """Returns the words of a name as they are written; hyphens, slashes and brackets part words."""
    return WORD.findall(text)


def ordered_key(text: str) -> str:
    """Returns the key of a name that keeps the order of its words (for finding it in running text)."""
    return " ".join(word_key(word) for word in words_of(text))


def name_key(text: str) -> str:
    """Returns the key of a name in any word order: "Disease, Crohn's" and "Crohn disease" have the same."""
    return " ".join(sorted(key for word in words_of(text) if (key := word_key(word)) not in _EMPTY))
