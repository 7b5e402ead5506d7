"""Reactions in the list of what other sections discuss: each item is a heading of Warnings and Precautions, taken whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.reaction_mentions import end_of, named_in, start_of
from plainlabel.facts.reaction_terms import heading_term, is_listed, listed_terms, lowered
from plainlabel.vocabulary.patterns import pattern

_NO_ITEM = pattern("lists.no_item")
_LEAD = pattern("lists.item_lead")
# Whom a reaction is told of: their diseases are no reactions.
_IN_PEOPLE = re.compile(
    r"\s+in (?:pediatric |elderly |adult )?(?:patients|adults|children|women|men|infants|neonates|people)\b", re.IGNORECASE
)
# Who dies is what the warning is about.
_MORTALITY = re.compile(r"\bincreased mortality in [A-Za-z' -]+[a-z]", re.IGNORECASE)
_CHANGES = re.compile(r"\W*(?:\w+ )?(?:changes|effects|abnormalities)\s*\((?P<members>[^()]+)\)\W*$", re.IGNORECASE)
_MOST = 0.5


def item_terms(text: str) -> Iterator[tuple[str, int, int]]:
    """Returns the terms of one item with their places: its parts where each names a reaction, else the item as it stands."""
    if _NO_ITEM.search(text):
        return
    if (death := _MORTALITY.search(text)) is not None:
        yield lowered(" ".join(death.group().split())), death.start(), death.end()
        return
    if (group := _CHANGES.match(text)) is not None:
        members = listed_terms(group["members"])
        if len(members) > 1 and all(is_listed(term) for term, _, _ in members):
            at = group.start("members")
            yield from ((term, at + start, at + end) for term, start, end in members)
            return
    people = _IN_PEOPLE.search(text)
    text = text[: people.start()] if people and text[: people.start()].strip() else text
    parts = listed_terms(text)
    if len(parts) > 1:
        named = [(start_of(one), end_of(one)) for one in named_in(text)]
        if all(is_listed(term) or _is_named(start, end, named) for term, start, end in parts):
            yield from parts
            return
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    whole = heading_term(text[start:])
    if whole is not None:
        yield whole, start, len(text.rstrip())


def _is_named(start: int, end: int, named: list[tuple[int, int]]) -> bool:
    covered = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in named)
    return covered >= _MOST * (end - start)
