"""Cutting short terms out of label phrases: a term is at most eight words, never a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.vocabulary.patterns import pattern

MOST_WORDS: Final = 8

_REFERENCE = Guarded(re.compile(r"\s*[\[(]\s*(?:see\b|\d)[^\[\]()]*(?:\([^()]*\)[^\[\]()]*)*[\])]\s*", re.IGNORECASE))
_NUMBERING = re.compile(r"^\W*\(?\d{1,2}(?:[.)]\s+(?=\D)|\.(?=[A-Z]))")
_BRACKETS = Guarded(re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]"))
_MARKS = re.compile(r"[®™©*†‡§]|(?<=\w)\s(?=,)")
_LEAD = re.compile(r"^(?:and|or|the|a|an|any|of|in|with|for|to|by|as|either|both|[•●▪o‣–-])\s+", re.IGNORECASE)  # noqa: RUF001 - labels use typographic signs
_TRAIL = pattern("terms.trail")
_EDGE = " \t\n.,;:-–—•●▪∘◦'\"“”]"  # noqa: RUF001 - labels use typographic signs
# Words that only a sentence has: a term that holds one was cut wrongly.
_SENTENCE = pattern("terms.sentence")


def masked(text: str) -> str:
    """Returns text of the same length with references blanked out, so that offsets stay right."""
    return _REFERENCE.sub(lambda found: " " * len(found.group()), text)


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Returns a phrase on one line without references, trademark signs and words at its edges that belong to the sentence."""
    words = _MARKS.sub("", _NUMBERING.sub("", _REFERENCE.sub(" ", text)))
    return " ".join(words.split()).strip(_EDGE)


def without_brackets(text: str) -> str:
    """Returns a phrase without what stands in brackets."""
    return " ".join(_BRACKETS.sub(" ", text).split())


@lru_cache(maxsize=4_096)
def term(text: str, most: int = MOST_WORDS) -> str | None:
    """Returns a phrase as a term, None when it is too long (more than `most` words), empty or still part of a sentence."""
    words = without_brackets(plain(text)).strip(_EDGE)
    while (shorter := _TRAIL.sub("", _LEAD.sub("", words)).strip(_EDGE)) != words:
        words = shorter
    return words if _fits(words, most) else None


def shortened(text: str) -> str | None:
    """Returns a phrase as a term; one that is too long loses what stands behind its last "or" until it fits."""
    words = text
    while (found := term(words)) is None and (cut := re.search(r".*(?=\s+or\s)", words, re.IGNORECASE | re.DOTALL)):
        words = cut.group()
    return found


def _fits(words: str, most: int) -> bool:
    count = len(words.split())
    return (
        0 < count <= most
        and len(words) > 2
        and words.count("(") == words.count(")")
        and "[" not in words
        and not _SENTENCE.search(words)
    )
