"""Reaction mentions of running text as terms, and how they fill the pieces of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plainlabel.facts.reaction_terms import is_known, is_listed, reaction_term
from plainlabel.facts.reactions.mentions import Mention, mentions
from plainlabel.vocabulary.patterns import pattern

_CODE = "34084-4"
_ORGAN_LEAD = pattern("lists.organ_lead")
_BARE_ORGAN = pattern("lists.bare_organ")
_NO_REACTION = pattern("lists.no_reaction")
_NUMBER_BEHIND = re.compile(r"[-\u2010-\u2013](?:\d{1,2}|like (?:symptoms?|illness|syndrome|disease|reactions?))\b")
ABBREVIATION = re.compile(r"[A-Z]{2,6}s?")
_MEMBER = re.compile(r"[A-Za-z][A-Za-z'-]*(?:[ /][A-Za-z][A-Za-z'-]*){0,4}")
_JOINED = re.compile(r"\s(?:and|or)\s")
_CAUSE_BEHIND = pattern("lists.cause_behind")
_NO_MEMBER = pattern("lists.no_member")
_PLAIN = re.compile(r"[A-Za-z][a-z'-]*(?: [A-Za-z][a-z'-]*){0,6}")
_QUALITY = pattern("lists.quality")
_OPENED = re.compile(r"\((?:[A-Z]{2,6}(?:/| and | or ))?$")
_ALTERNATIVES = re.compile(r"[A-Z]{2,6}/[A-Z]{2,6}")


def named_in(text: str) -> list[Mention]:
    """Returns the reactions that running text mentions as having occurred."""
    return [mention for mention in mentions(text, _CODE) if not mention.negated and not mention.animal]


def pieces_read(
    text: str, term: str, start: int, end: int, inside: list[Mention], *, regular: bool, sure: bool = False, bare: bool = False
) -> Iterator[tuple[str, int, int]]:
    """Returns the terms of one piece of a list: the mentions it holds where they lie inside it, else its own words.

    A piece without a mention counts in a list whose other pieces have one, where labels list it among reactions or (`sure`) where
    mentions stand around it.
    """
    behind = _CAUSE_BEHIND.search(text, start, end)
    if behind:  # "myocardial rupture after infarction": what stands behind is no reaction of its own.
        inside = [one for one in inside if start_of(one) < behind.start()] or inside
    if inside and _ALTERNATIVES.fullmatch(term):
        yield term, start, end
        return
    if bare and len(inside) == 1 and _is_whole(term, end, inside[0]):
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


@lru_cache(maxsize=4_096)
def is_reaction(words: str) -> bool:
    """Returns whether words can name a reaction: no bare quality ("decreased"), analyte ("uric acid") or outcome."""
    return not _NO_REACTION.fullmatch(words) and not _BARE_ORGAN.fullmatch(words)


@lru_cache(maxsize=4_096)
def is_member(term: str) -> bool:
    """Returns whether the words of a member of a list can name one reaction on their own: no bare quality or place."""
    return _MEMBER.fullmatch(term) is not None and _NO_MEMBER.search(term) is None and _JOINED.search(term) is None


def _is_whole(term: str, end: int, mention: Mention) -> bool:
    """Returns whether a member of a list is one reaction of more words than the mention in it ("aplastic" before "anemia")."""
    if len(mention.pieces) > 1 or not is_member(term) or not is_reaction(term):
        return False
    return end_of(mention) == end or is_listed(term)


def _is_plain(term: str) -> bool:
    return bool(_PLAIN.fullmatch(term)) and not _QUALITY.search(term)


def start_of(mention: Mention) -> int:
    """Returns where a mention begins; asked for so often that the usual single piece is worth a shorter way."""
    pieces = mention.pieces
    return pieces[0][0] if len(pieces) == 1 else min(start for start, _ in pieces)


def end_of(mention: Mention) -> int:
    """Returns where a mention ends."""
    pieces = mention.pieces
    return pieces[0][1] if len(pieces) == 1 else max(end for _, end in pieces)


def words_of(text: str, mention: Mention) -> str:
    """Returns the words of a mention as the text writes them, with what belongs to the last ("COVID-19", "flu-like illness")."""
    number = _NUMBER_BEHIND.match(text, end_of(mention))
    words = " ".join(text[start:end] for start, end in mention.pieces) + (number.group() if number else "")
    words = words.removeprefix("Miscellaneous ")
    heading = _ORGAN_LEAD.match(words)
    if heading and is_known(words[heading.end() :]) and not is_known(words):
        return words[heading.end() :]  # The heading of an organ class without a colon, taken for a part of the name.
    return words


def is_gloss(text: str, mention: Mention) -> bool:
    """Returns whether a mention is all that stands in brackets: another name of the term before them ("(enlarged spleen)")."""
    start, end = start_of(mention), end_of(mention)
    return text[max(0, start - 2) : start].strip() == "(" and text[end : end + 2].strip()[:1] == ")"


def _is_short_form(text: str, mention: Mention, words: str) -> bool:
    """Returns whether a mention is the abbreviation of a term, in brackets behind it."""
    return bool(ABBREVIATION.fullmatch(words)) and _OPENED.search(text, 0, start_of(mention)) is not None


def _in_brackets(text: str, mention: Mention) -> bool:
    """Returns whether the second piece of a mention stands in brackets that open behind the first: an example of it."""
    if len(mention.pieces) < 2:
        return False
    between = text[mention.pieces[0][1] : mention.pieces[-1][0]]
    return between.count("(") > between.count(")")
