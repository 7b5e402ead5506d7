"""Members of lists that no mention covers: of stretches without a verb, beside known reactions, behind "cases of"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reaction_mentions import end_of, start_of
from plainlabel.facts.reaction_terms import is_listed, listed_terms, lowered
from plainlabel.facts.reactions.mentions import Mention
from plainlabel.vocabulary.patterns import pattern

Place = tuple[str, int, int]

_FINITE = pattern("lists.finite")
_CUE = Guarded(pattern("lists.cue"))
_REFERENCES = pattern("lists.references")
_PARTED = re.compile(r"[,;]|\sand\s")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*){0,3}")
_JOINT = re.compile(r"\s?(?:[,;/]|\band\b|\bor\b|and/or|[,;] (?:and|or))\s?")
_LOOSE_END = re.compile(r"\s(?:of|in|with|and|or|the|an?|to|on|at|by|from)$")
_LEAST = 2
_KNOWN = 0.5


@lru_cache(maxsize=1024)
def without_references(text: str) -> str:
    """Returns a text of the same length with its references to other sections blanked."""
    return _REFERENCES.sub(lambda found: " " * len(found.group()), text)


def may_enumerate(text: str) -> bool:
    """Returns whether a text has the marks of a list and no verb."""
    return _PARTED.search(text) is not None and is_verbless(text)


@lru_cache(maxsize=1024)
def is_verbless(text: str) -> bool:
    """Returns whether a text has no verb."""
    return _FINITE.search(without_references(text)) is None


def is_enumeration(text: str, named: Sequence[Mention]) -> bool:
    """Returns whether a text is nothing but a list of reactions: no verb, and half of its members known ones."""
    if not may_enumerate(text):
        return False
    if len(named) >= _LEAST and sum(end_of(one) - start_of(one) for one in named) >= _KNOWN * len(without_references(text).strip()):
        return True
    terms = listed_terms(text)
    known = sum(is_listed(term) or _holds(named, start, end) for term, start, end in terms)
    return len(terms) >= _LEAST and known >= _KNOWN * len(terms)


def beside(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Returns the terms that labels list as reactions and that commas or "and" join to a place already taken."""
    if not taken:
        return
    terms = listed_terms(text)
    places = list(taken)
    for order in (terms, terms[::-1]):
        for term, start, end in order:
            held = any(begin < end and start < stop for begin, stop in places)
            if not held and is_listed(term) and any(_joined(text, start, end, place) for place in places):
                places.append((start, end))
                yield term, start, end


def behind_cues(text: str) -> Iterator[Place]:
    """Returns the terms that labels list as reactions right behind words that tell of a case ("developed", "reports of")."""
    for cue in _CUE.finditer(text):
        words = _WORDS.match(text, cue.end())
        while words is not None:
            start, end = words.span()
            if is_listed(text[start:end]) and not _LOOSE_END.search(text, start, end):
                yield lowered(text[start:end]), start, end
                break
            shorter = text.rfind(" ", start, end)
            words = _WORDS.match(text, start, shorter) if shorter > start else None


def _holds(named: Sequence[Mention], start: int, end: int) -> bool:
    return any(start_of(one) < end and start < end_of(one) for one in named)


def _joined(text: str, start: int, end: int, place: tuple[int, int]) -> bool:
    """Returns whether only a comma or "and" stands between a piece and a place."""
    begin, stop = place
    between = text[stop:start] if stop <= start else text[end:begin]
    return _JOINT.fullmatch(between) is not None
