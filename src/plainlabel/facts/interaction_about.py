"""Which sentences below a heading speak of one of its partners: what is advised for one is not advised for the others.

A heading may name several partners, what inhibits and what induces, or inhibitors of several strengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.interaction_effects import advice
from plainlabel.facts.interaction_named import named_in
from plainlabel.facts.interaction_partners import Partner
from plainlabel.facts.interaction_words import partner_words

SENTENCES: Final = re.compile(r"(?<=[a-z\])])\s?\.\s+(?=[A-Z])|\n")
"""Where a sentence below a heading ends."""
_STRENGTH = re.compile(r"\b(strong|potent|moderate|weak)\b(?=[^.;]{0,40}\b(?:inhibitor|inducer)s?\b)", re.IGNORECASE)
_LISTED = re.compile(r"\s*,\s*(?:and |or )?(?:with )?|\s+(?:and|or)\s+(?:with )?", re.IGNORECASE)
_MOST_MIXED: Final = 4
_TELLING: Final = 3
_STEM: Final = 6
_LEAST_STRENGTHS: Final = 2
_FOOD = re.compile(r"grapefruit", re.IGNORECASE)
# What many kinds of medicines are called tells none of them.
_GENERAL: Final = frozenset(
    ("acting", "agonis", "antago", "block", "blocke", "inhibi", "induce", "substr", "strong", "modera", "potent", "weak", "contai")
)


def about(text: str, partner: Partner) -> str:
    """Returns the sentences on what inhibits, or on what induces, where a text tells of both."""
    acts = [act for act in ("inhibit", "induc") if act in partner.name.lower()]
    if partner.kind != "enzyme" or len(acts) != 1:
        return text
    other = "induc" if acts[0] == "inhibit" else "inhibit"
    sentences = SENTENCES.split(text)
    if not any(other in one.lower() for one in sentences):
        return text
    return ". ".join(one for one in sentences if acts[0] in one.lower() or other not in one.lower())


def advised_on(text: str, partner: Partner, every: tuple[Partner, ...]) -> str:
    """Returns the sentences whose advice is for one partner of a heading: not those that name another of them only.

    Of inhibitors of several strengths those that name some strengths only are left out, too.
    """
    words = _own_words(partner)
    others = [own for one in every if one != partner and (own := _own_words(one) - words)]
    strengths = _strengths(partner.name)
    if not others and len(strengths) < _LEAST_STRENGTHS:
        return text
    return ". ".join(
        one
        for one in SENTENCES.split(text)
        if (_names(one, words) or not (_FOOD.search(one) or any(_names(one, other) for other in others)))
        and not _of_some(one, strengths)
    )


def only_of_strengths(text: str, partner: Partner, own: re.Pattern[str] | None) -> Iterator[tuple[Partner, str]]:
    """Returns the inhibitors of one strength that a sentence advises on below a heading of several, with the sentence."""
    strengths = _strengths(partner.name)
    for sentence in SENTENCES.split(text) if len(strengths) >= _LEAST_STRENGTHS else ():
        if _of_some(sentence, strengths) and advice(sentence) is not None:
            yield from ((one, sentence) for one in named_in(sentence, own) if one.kind == "enzyme" and _strengths(one.name))


def not_mixed(listed: str) -> Iterator[str]:
    """Returns the things of a list that is not to be mixed with the medicine ("milk, blue solutions, or other medicines")."""
    for one in _LISTED.split(listed):
        name = one.strip(" ,.")
        if name and len(name.split()) <= _MOST_MIXED:
            yield name


def _own_words(partner: Partner) -> frozenset[str]:
    words = (word for word in partner_words(partner.name) if len(word) > _TELLING or any(map(str.isdigit, word)))
    return frozenset(word[:_STEM] for word in words) - _GENERAL


def _names(sentence: str, words: frozenset[str]) -> bool:
    low = sentence.lower()
    return any(re.search(rf"(?:\b|cyp){re.escape(word)}", low) for word in words)


def _strengths(name: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _STRENGTH.findall(name))


def _of_some(sentence: str, strengths: frozenset[str]) -> bool:
    """Returns whether a sentence names some of several strengths and not all."""
    if len(strengths) < _LEAST_STRENGTHS:
        return False
    named = _strengths(sentence)
    return bool(named) and not strengths <= named
