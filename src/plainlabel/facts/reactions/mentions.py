"""Mentions of adverse reactions in the text of a section, by offsets: what TAC 2017 calls a positive adverse reaction mention."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reactions import judge, model, pieces
from plainlabel.facts.reactions.judge import Judge
from plainlabel.facts.reactions.model import Model
from plainlabel.facts.reactions.pieces import Joiner
from plainlabel.facts.reactions.proposals import Proposal, proposals
from plainlabel.facts.reactions.tokens import normal, segments

Piece = tuple[int, int]

KINDS: Final = {
    "adverse reactions": "a",
    "boxed warnings": "b",
    "boxed warning": "b",
    "warnings and precautions": "w",
    "warnings": "w",
    "precautions": "w",
    "34084-4": "a",
    "90374-0": "a",
    "90375-7": "a",
    "34066-1": "b",
    "43685-7": "w",
    "34071-1": "w",
    "42232-9": "w",
    "34070-3": "w",
}
_ANIMAL = re.compile(
    r"\b(?:animals?|rats?|mice|mouse|rabbits?|dogs?|monkeys?|nonclinical|preclinical|carcinogenicity)\b", re.IGNORECASE
)
_CUE_REACH: Final = 100
_NOT_BEFORE = Guarded(
    re.compile(
        r"\b(?:no|not|without|absence of|none|never|neither|nor|negative for|ruled? out|free of)\b[^.;:]{0,60}$", re.IGNORECASE
    )
)
_IF_BEFORE = Guarded(
    re.compile(
        r"\b(?:if|unless|in (?:the )?(?:event|case) of|signs? (?:and|or) symptoms? of|monitor(?:ed)? for"
        r"|histor(?:y|ies) of|pre-?existing|predispos\w+"
        r"|(?:treatment|management|prevention|prophylaxis) of|patients with)\b[^.;:]{0,60}$",
        re.IGNORECASE,
    )
)


class Mention(Struct, frozen=True):
    """One mention: its pieces as [start, end) in the text given, its words in lower case, and how the sentence means it.

    A mention of several pieces shares words with another ("decreased neutrophils and platelets"). The flags come from cue words in
    front of it or in its sentence: what the text says does not happen, what is a condition or something to watch for, what was
    seen in animals. TAC 2017 counts most of what is flagged hypothetical.
    """

    pieces: tuple[Piece, ...]
    text: str
    negated: bool = False
    hypothetical: bool = False
    animal: bool = False


def mentions(text: str, section: str) -> tuple[Mention, ...]:
    """Returns the mentions in a section's text; `section` is its LOINC code or name (KINDS; else adverse reactions)."""
    return shipped().mentions(text, KINDS.get(section, "a"))


class Reader:
    """The parts that find mentions: tagger, joiner of pieces and judge of strings."""

    def __init__(self, tagger: Model, joiner: Joiner, decider: Judge) -> None:
        """Takes the parts; the proposals of a segment are kept, since labels repeat one another."""
        self._judge = decider
        self._proposed = lru_cache(maxsize=16_384)(lambda text, kind: tuple(proposals(text, kind, tagger, joiner)))

    def mentions(self, text: str, kind: str) -> tuple[Mention, ...]:
        """Returns the mentions in the text of a kind of section (a adverse reactions, b boxed warning, w warnings)."""
        by_segment = [(start, text[start:end], self._proposed(text[start:end], kind)) for start, end in segments(text)]
        kept = self._kept(strings(text, [proposal for _, _, found in by_segment for proposal in found]), kind)
        return tuple(
            _mention(segment, proposal, start)
            for start, segment, found in by_segment
            for proposal in _chosen([proposal for proposal in found if proposal.text in kept], kept)
        )

    def _kept(self, places: dict[str, Places], kind: str) -> dict[str, int]:
        """Returns the strings that are reactions, with the level at which each is most readily found."""
        return {
            string: min(place.level for place in found)
            for string, (found, occurrences) in places.items()
            if self._judge.holds(judge.features(found, occurrences, kind))
        }


Places = tuple[list[Proposal], int]


def strings(text: str, proposed: list[Proposal]) -> dict[str, Places]:
    """Returns the places of each proposed string and how often the text has it; one that stands in one piece needs no joining."""
    whole = normal(text)
    places: dict[str, list[Proposal]] = {}
    for proposal in proposed:
        if not (proposal.joined and proposal.text in whole):
            places.setdefault(proposal.text, []).append(proposal)
    return {string: (found, whole.count(string)) for string, found in places.items()}


def _chosen(proposed: list[Proposal], kept: dict[str, int]) -> list[Proposal]:
    """Returns one reading of a segment: at each place the mention most readily found there, and every joined one."""
    chosen: list[Proposal] = []
    for proposal in sorted(proposed, key=lambda place: (place.level, -place.margin)):
        start, end = proposal.pieces[0]
        best = proposal.level == kept[proposal.text]
        if proposal.joined or best or not any(start < other.pieces[0][1] and other.pieces[0][0] < end for other in chosen):
            chosen.append(proposal)
    return sorted(chosen, key=lambda place: place.pieces)


def _mention(text: str, proposal: Proposal, by: int) -> Mention:
    start = proposal.pieces[0][0]
    before = text[max(0, start - _CUE_REACH) : start]
    return Mention(
        tuple((start + by, end + by) for start, end in proposal.pieces),
        proposal.text,
        negated=_NOT_BEFORE.search(before) is not None,
        hypothetical=_IF_BEFORE.search(before) is not None,
        animal=_of_animals(text),
    )


@lru_cache(maxsize=4096)
def _of_animals(text: str) -> bool:
    return _ANIMAL.search(text) is not None


@cache
def shipped() -> Reader:
    """Returns the reader of this package; its files are read when first asked for."""
    return Reader(model.shipped(), pieces.shipped(), judge.shipped())
