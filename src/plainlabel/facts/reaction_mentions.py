"""Reaction mentions of running text as terms, and how they fill the pieces of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.reaction_terms import is_listed, reaction_term
from plainlabel.facts.reactions.mentions import Mention, mentions
from plainlabel.vocabulary.patterns import pattern

_CODE = "34084-4"
_NO_REACTION = pattern("lists.no_reaction")
_NUMBER_BEHIND = re.compile(r"[-\u2010-\u2013]\d{1,2}\b")
ABBREVIATION = re.compile(r"[A-Z]{2,6}s?")
_PLAIN = re.compile(r"[A-Za-z][a-z'-]*(?: [A-Za-z][a-z'-]*){0,4}")
_QUALITY = pattern("lists.quality")
_ALTERNATIVES = re.compile(r"[A-Z]{2,6}/[A-Z]{2,6}")


def named_in(text: str) -> list[Mention]:
    """Returns the reactions that running text mentions as having occurred."""
    return [mention for mention in mentions(text, _CODE) if not mention.negated and not mention.animal]


def pieces_read(
    text: str, term: str, start: int, end: int, inside: list[Mention], *, regular: bool, sure: bool = False
) -> Iterator[tuple[str, int, int]]:
    """Returns the terms of one piece of a list: the mentions it holds where they lie inside it, else its own words.

    A piece without a mention counts in a list whose other pieces have one, where labels list it among reactions or (`sure`) where
    mentions stand around it.
    """
    if inside and _ALTERNATIVES.fullmatch(term):
        yield term, start, end
        return
    held = [one for one in inside if len(one.pieces) > 1 or (start <= start_of(one) and end_of(one) <= end)]
    found = False
    for one in held:
        words = reaction_term(words_of(text, one))
        if words is None or _is_short_form(text, one, words) or _in_brackets(text, one):
            continue
        found = True
        if is_reaction(words):
            yield words, start_of(one), end_of(one)
    if not found and is_reaction(term) and (inside or (regular and is_listed(term)) or (sure and _is_plain(term))):
        yield term, start, end


def is_reaction(words: str) -> bool:
    """Returns whether words can name a reaction: no bare quality ("decreased"), analyte ("uric acid") or outcome."""
    return not _NO_REACTION.fullmatch(words)


def _is_plain(term: str) -> bool:
    return bool(_PLAIN.fullmatch(term)) and not _QUALITY.search(term)


def start_of(mention: Mention) -> int:
    """Returns where a mention begins."""
    return min(start for start, _ in mention.pieces)


def end_of(mention: Mention) -> int:
    """Returns where a mention ends."""
    return max(end for _, end in mention.pieces)


def words_of(text: str, mention: Mention) -> str:
    """Returns the words of a mention as the text writes them, with a number that belongs to the last ("COVID-19")."""
    number = _NUMBER_BEHIND.match(text, end_of(mention))
    return " ".join(text[start:end] for start, end in mention.pieces) + (number.group() if number else "")


def _is_short_form(text: str, mention: Mention, words: str) -> bool:
    """Returns whether a mention is the abbreviation of a term, in brackets behind it."""
    return bool(ABBREVIATION.fullmatch(words)) and text[max(0, start_of(mention) - 1) : start_of(mention)] == "("


def _in_brackets(text: str, mention: Mention) -> bool:
    """Returns whether the second piece of a mention stands in brackets that open behind the first: an example of it."""
    if len(mention.pieces) < 2:
        return False
    between = text[mention.pieces[0][1] : mention.pieces[-1][0]]
    return between.count("(") > between.count(")")
