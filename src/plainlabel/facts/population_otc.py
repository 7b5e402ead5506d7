"""What the panel of an over-the-counter label says of pregnancy and breastfeeding: to ask first, or not to use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from plainlabel.facts.drug_facts import Piece, items, panel
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import PopulationFact
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_GROUPS: Final[tuple[tuple[Literal["pregnancy", "lactation"], str], ...]] = (("pregnancy", "pregnant"), ("lactation", "nursing"))
_WORDS: Final = {name: pattern(f"drug_facts.{name}") for _, name in _GROUPS}
_AGAINST = pattern("drug_facts.against")
_IN_STATE = pattern("drug_facts.in_state")
_ASKS = pattern("drug_facts.asks")
_NEVER: Final = re.compile(r"\W*do not (?:use|take)\W*$", re.IGNORECASE)


def of_the_panel(source: Source) -> Iterator[Fact]:
    """Returns the advice for pregnancy and for breastfeeding, one each: by its own heading, else by the lists of whom to ask."""
    own = list(panel(source, "pregnancy"))
    listed = list(panel(source, "ask", "do_not_use"))
    for group, name in _GROUPS:
        for piece in (*own, *listed):
            said = _said(piece, name)
            if said is not None:
                start, end, advice = said
                yield Fact(PopulationFact(group, advice=advice), source.place(piece.section, start, end))
                break


def _said(piece: Piece, name: str) -> tuple[int, int, Literal["avoid", "caution"]] | None:
    """Returns where a piece speaks of a group, and its advice; None where it does not."""
    words = _WORDS[name]
    for start, end in items(piece):
        text = piece.section.text[start:end]
        if not words.search(text):
            continue
        against = _AGAINST.search(text)
        if (against and words.search(against.group())) or (piece.head == "do_not_use" and _IN_STATE.match(text)):
            return start, end, "avoid"
        if piece.head == "ask" or (piece.head == "pregnancy" and _ASKS.search(text)):
            return start, end, "caution"
    # "If pregnant or breast-feeding, ask ...": the heading names both.
    if piece.head != "pregnancy" or not words.search(piece.heading):
        return None
    if _NEVER.match(piece.text):
        return piece.start, piece.end, "avoid"
    return (piece.start, piece.end, "caution") if _ASKS.search(piece.text) else None
