"""Small pieces of wording that all answers share: lists, dates, ages, temperatures, quotes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from plainlabel.edition.records import LabelRecord
from plainlabel.vocabulary.eponyms import with_eponyms
from plainlabel.vocabulary.names import ordinary_words

_REFERENCE: Final = re.compile(
    r"\s*\[\s*see\b[^\]]*\]|\s*\(\s*see\b(?:[^()]|\([^()]*\))*\)|(?<![\d%])(?<![\d%]\s)\s*[\[(]\s*\d+(\.\d+)*(\s*,\s*\d+(\.\d+)*)*\s*[\])](?!\s*(mg|%))",
    re.IGNORECASE,
)
_SPACE: Final = re.compile(r"\s+")
_BEGINNINGS: Final = frozenset(
    {
        "anti",
        "non",
        "pre",
        "post",
        "co",
        "beta",
        "alpha",
        "gamma",
        "calcium",
        "potassium",
        "sodium",
        "self",
        "re",
        "sub",
        "inter",
        "intra",
        "immune",
        "infusion",
        "injection",
        "over",
        "long",
        "short",
        "high",
        "low",
        "mid",
        "multi",
        "life",
        "drug",
        "dose",
        "all",
        "new",
        "first",
    }
)
"""Words that begin a compound of common words; two family names have none of them."""


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
        return f"{months} month{'' if months == 1 else 's'}"
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


def shortened(text: str, most: int) -> str:
    """Returns text of at most `most` characters, cut behind a whole word and marked so."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;:(')} \u2026"


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
    """Returns a heading or a condition as it stands inside a sentence: small letters, shouting undone.

    Abbreviations and the names of people keep their capitals.
    """
    if name.isupper() and len(name.split()) > 1 and not any(letter.isdigit() for letter in name):
        return with_eponyms(name.lower())
    words = name.split()
    kept = (word if _is_letter(word, before) else _lowered(word) for before, word in zip(["", *words], words, strict=False))
    return with_eponyms(" ".join(kept))


def _is_letter(word: str, before: str) -> bool:
    """Returns whether a word is a letter that names a kind: the B of "hepatitis B", the A of "vitamin A", the P of "P-gp"."""
    first, _, rest = word.partition("-")
    letter = first.strip("(),;:.")
    if len(letter) != 1 or not letter.isupper():
        return False
    if not before:
        return rest.islower()
    return letter not in "AI" or before.lower() in {"hepatitis", "vitamin", "type", "factor", "influenza", "hemophilia", "group"}


def _lowered(word: str) -> str:
    """Returns a word in small letters unless it is an abbreviation; "Anti-Inflammatory" is none, "Stevens-Johnson" is two names."""
    if sum(letter.isupper() for letter in word) < 2:
        return word.lower()
    parts = re.split(r"[-/]", word)
    written = [part.strip("(),;:.") for part in parts]
    if len(parts) < 2 or not all(part[:1].isupper() and part[1:].islower() and len(part) > 1 for part in written if part):
        return word
    common = (
        "/" in word
        or any(part.lower() in _BEGINNINGS for part in written)
        or all(part.lower() in ordinary_words() for part in written)
    )
    return word.lower() if common else word


def in_sentence(name: str) -> str:
    """Returns the name of a class as it stands inside a sentence: "factor Xa inhibitor", "HMG-CoA reductase inhibitor"."""
    return " ".join(word if _kept(word) else word.lower() for word in name.split(" "))


def _kept(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1 or (len(word) < 3 and word[:1].isupper())
