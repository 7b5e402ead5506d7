"""Small pieces of wording that all answers share: lists, dates, ages, temperatures, quotes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from plainlabel.edition.records import LabelRecord

_REFERENCE: Final = re.compile(
    r"\s*\[\s*see\b[^\]]*\]|\s*\(\s*see\b(?:[^()]|\([^()]*\))*\)|\s*[\[(]\s*\d+(\.\d+)*(\s*,\s*\d+(\.\d+)*)*\s*[\])](?!\s*(mg|%))",
    re.IGNORECASE,
)
_SPACE: Final = re.compile(r"\s+")


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Returns "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def date_in_words(date: str | None) -> str:
    """Returns "22 April 2026" for "2026-04-22", and "an unknown date" for None."""
    if not date:
        return "an unknown date"
    day = dt.date.fromisoformat(date)
    return f"{day.day} {day:%B %Y}"


def figure(number: float) -> str:
    """Returns a number without needless decimals: 14.0 is "14", 1.5 stays."""
    return f"{number:g}"


def age(months: int) -> str:
    """Returns an age in the unit people use: "6 months", "1 year", "12 years"."""
    if months < 24 and months % 12:
        return f"{months} months"
    years = months / 12
    return "1 year" if years == 1 else f"{figure(years)} years"


def label_name(label: LabelRecord) -> str:
    """Returns which label this is: "label version 58 of 22 April 2026"."""
    if label.version is None:
        return f"part of a label of {date_in_words(label.effective)}"
    return f"label version {label.version} of {date_in_words(label.effective)}"


def plain_quote(text: str) -> str:
    """Returns a quote for reading: cross references such as "[see Warnings (5.1)]" dropped, spaces folded.

    Only the copy in a sentence is changed; the citation keeps the words as stored.
    """
    plain = _SPACE.sub(" ", _REFERENCE.sub(" ", text)).replace(" .", ".").replace(" ,", ",").replace("..", ".")
    return plain.strip(" \u2022\u25cf\u25aa\u2013-")


def sentence(text: str) -> str:
    """Returns text with a capital first letter and a full stop."""
    trimmed = text.strip()
    if not trimmed:
        return ""
    ended = trimmed if trimmed[-1] in ".!?" else f"{trimmed}."
    return ended[0].upper() + ended[1:]


def lower_first(text: str) -> str:
    """Returns text with a small first letter, to stand behind a colon."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Returns text with a capital first letter."""
    return text[:1].upper() + text[1:]


def article(word: str) -> str:
    """Returns the word behind "a" or "an", by its first letter; "NSAID" and "ACE" are said with a vowel."""
    first = word[:1].lower()
    vowel = first in "aeiou" or word.startswith(("NSAID", "HMG", "HIV", "SSRI", "SNRI", "MAO", "mTOR"))
    return f"{'an' if vowel else 'a'} {word}"


def lower_words(name: str) -> str:
    """Returns a heading or a condition as it stands inside a sentence: small letters, abbreviations kept, shouting undone."""
    if name.isupper() and len(name.split()) > 1:
        return name.lower()
    return " ".join(word if sum(letter.isupper() for letter in word) > 1 else word.lower() for word in name.split())


def in_sentence(name: str) -> str:
    """Returns the name of a class as it stands inside a sentence: "factor Xa inhibitor", "HMG-CoA reductase inhibitor"."""
    return " ".join(word if _kept(word) else word.lower() for word in name.split(" "))


def _kept(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1 or (len(word) < 3 and word[:1].isupper())
