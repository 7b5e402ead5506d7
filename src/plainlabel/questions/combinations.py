"""Tells "a and b", the product that combines two ingredients, from two medicines asked about at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from plainlabel.edition.records import Name
from plainlabel.questions.mention import Match, Mention, NameIndex
from plainlabel.vocabulary.names import and_joined, fold, read_table

PAIR_CUE = re.compile(
    r"\b(?:together|interact\w*|between|both|mix\w*|compar\w*|versus|vs|combin\w*|same time|difference|each other|at once"
    r"|compatible)\b",
    re.IGNORECASE,
)
"""Words that tell two medicines from a product that combines them."""
MAY_I = re.compile(r"\W*(?:can|could|may|should|is it (?:ok|okay|safe|alright))\b", re.IGNORECASE)
AND = re.compile(r"\b(?:and|with|or)\b|[,&+]", re.IGNORECASE)
STRENGTHS = re.compile(
    r"[\s,]*\d[\d.]* ?(?:mg)?(?P<between> ?[-/\\] ?| )(?P<second>\d[\d.]*)(?![\d.]*\s*(?:times|days|weeks|years|hours))\b"
)
"""Two strengths behind a name: "10/325", "10 mg-325 mg", "10 325"."""
BARE_FROM = 200.0
"""From how many milligrams a second strength is taken for one without a stroke between the two."""
BETWEEN = re.compile(r"\s*(?:[-/,&+]|,?\s*\b(?:and|with)\b)?\s*$", re.IGNORECASE)


def is_pair(name: Name, text: str, start: int, end: int) -> bool:
    """Returns whether "a and b" means two medicines rather than the product that holds both."""
    combined = name.kind == "generic" and any(len(one) > 1 for one in name.ingredients)
    return combined and bool(AND.search(text[start:end])) and _asks_about_two(text, end)


def _asks_about_two(text: str, end: int) -> bool:
    """Returns whether a question is about two medicines at once: its words say so, or "can I take" ends with them."""
    return bool(PAIR_CUE.search(text) or (MAY_I.match(text) and not re.search(r"\w", text[end:])))


def joined(text: str, mentions: Sequence[Mention], index: NameIndex) -> tuple[Mention, ...]:
    """Returns the mentions, ingredients side by side made one where the edition holds the product that combines them."""
    found: list[Mention] = []
    for mention in mentions:
        one = _combination(text, found[-1], mention, index) if found else None
        if one:
            found[-1] = one
        else:
            found.append(mention)
    return tuple(found)


def _combination(text: str, first: Mention, second: Mention, index: NameIndex) -> Mention | None:
    between = text[first.end : second.start]
    if not (_is_ingredient(first) and _is_ingredient(second) and BETWEEN.match(between)):
        return None
    if AND.search(between) and _asks_about_two(text, second.end):
        return None
    parts = sorted({one for mention in (first, second) for one in mention.compositions[0]})
    rows = [row for row in index.names(fold(and_joined(parts))) if row.medicines and row.ingredients == (tuple(parts),)]
    if not rows:
        return None
    asked = text[first.start : second.end]
    match: Match = next((one.match for one in (first, second) if one.match in {"spelling", "sound"}), "exact")
    notes = " and ".join(note for note in (first.note, second.note) if note)
    return Mention(asked, first.start, second.end, rows[0], rows[0].medicines, match, note=notes or None)


def by_strengths(text: str, mentions: Sequence[Mention], index: NameIndex) -> tuple[Mention, ...]:
    """Returns the mentions, an ingredient with two strengths made the product that combines it: "hydrocodone 10/325"."""
    return tuple(_paired(text, mention, index) or mention for mention in mentions)


def _paired(text: str, mention: Mention, index: NameIndex) -> Mention | None:
    strengths = STRENGTHS.match(text, mention.end)
    if strengths is None or not _is_ingredient(mention) or len(mention.compositions[0]) != 1:
        return None
    second = float(strengths["second"].rstrip("."))
    other = strength_pairs().get((mention.compositions[0][0], second))
    if other is None or (strengths["between"] == " " and second < BARE_FROM):
        return None
    parts = tuple(sorted({mention.compositions[0][0], other}))
    names = (f"{one} {joint} {two}" for one, two in (parts, parts[::-1]) for joint in ("and", ""))
    rows = [row for name in names for row in index.names(fold(name)) if row.ingredients == (parts,)]
    if not rows:
        return None
    note = f"{text[mention.start : strengths.end()]} is {and_joined(parts)}"
    return Mention(mention.asked, mention.start, mention.end, rows[0], rows[0].medicines, mention.match, note=note)


@cache
def strength_pairs() -> dict[tuple[str, float], str]:
    """Returns the other ingredient by ingredient and second strength in milligrams."""
    return {
        (ingredient, float(strength)): other
        for ingredient, strengths, other in read_table("strength_pairs.tsv")
        for strength in strengths.split()
    }


def _is_ingredient(mention: Mention) -> bool:
    return bool(mention.name and mention.name.kind in {"generic", "ingredient", "synonym"} and len(mention.compositions) == 1)
