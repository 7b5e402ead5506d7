"""What the tagger proposes in one segment when it is asked generously: spans at three levels of readiness, and joined pieces."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from plainlabel.facts.reactions.model import Model, Scored, Span
from plainlabel.facts.reactions.pieces import Joiner
from plainlabel.facts.reactions.tokens import Tokens, normal

LEVELS: Final = (0.0, -0.6, -1.4)
"""What is added to "outside" at each level: at 0 the likeliest reading, then more and more readily."""
_SHORTEST_LIST: Final = 4
_SURE_JOIN: Final = -1.0
_MARGIN_OF_JOIN: Final = 3.0
Pieces = tuple[Span, ...]


class Proposal(Struct, frozen=True):
    """One place where a string may be a mention: [start, end) of its pieces in the segment, and what the judge looks at.

    `level` is the first at which it is found, `margin` how much likelier the mention is than none there; `around` names the
    proposals that overlap ("sub", "sup": shorter, longer) or were joined from it, with their level.
    """

    pieces: Pieces
    text: str
    words: tuple[str, ...]
    level: int
    margin: float
    before: str
    behind: str
    joined: bool = False
    around: tuple[tuple[str, int], ...] = ()


def proposals(text: str, kind: str, model: Model, joiner: Joiner) -> list[Proposal]:
    """Returns the proposals in a segment of a kind of section (a, b or w)."""
    tokens = Tokens(text)
    if not tokens.words:
        return []
    scored = model.scored(tokens, kind)
    generous = scored.spans(LEVELS[-1])
    if not generous and len(tokens.words) < _SHORTEST_LIST:
        return []
    levels = _levels(scored, generous)
    joined = joiner.joined(tokens, [span for span, level in levels.items() if level == 0])
    members = {candidate.member: int(margin > _SURE_JOIN) for margin, candidate in joined}
    around = _around(levels)
    for member in members.keys() & levels.keys():
        around[member]["joined"] = members[member]
    found = [_plain(tokens, span, level, scored, around[span]) for span, level in levels.items()]
    return found + [_joined(tokens, candidate.first, candidate.second, candidate.kind, margin) for margin, candidate in joined]


def _levels(scored: Scored, generous: list[Span]) -> dict[Span, int]:
    """Returns the first level at which each span is found; where the most generous reading finds none, no other does."""
    levels: dict[Span, int] = {}
    if generous:
        for level, outside in enumerate(LEVELS[:-1]):
            for span in scored.spans(outside):
                levels.setdefault(span, level)
    for span in generous:
        levels.setdefault(span, len(LEVELS) - 1)
    return levels


def _around(levels: dict[Span, int]) -> dict[Span, dict[str, int]]:
    """Returns for each span at which level longer ("sup") and shorter ("sub") ones overlap it."""
    around: dict[Span, dict[str, int]] = {span: {} for span in levels}
    ordered = sorted(levels)
    for at, span in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other[0] >= span[1]:
                break
            longer = other[1] - other[0] > span[1] - span[0]
            for one, two, name in ((span, other, "sup" if longer else "sub"), (other, span, "sub" if longer else "sup")):
                around[one][name] = min(levels[two], around[one].get(name, levels[two]))
    return around


def _plain(tokens: Tokens, span: Span, level: int, scored: Scored, around: dict[str, int]) -> Proposal:
    first, last = span
    lower = tokens.lower
    pieces = ((tokens.starts[first], tokens.ends[last - 1]),)
    return Proposal(
        pieces,
        written(tokens.text, pieces),
        tuple(lower[first:last]),
        level,
        scored.margin(span),
        lower[first - 1] if first else "BOS",
        lower[last] if last < len(lower) else "EOS",
        around=tuple(sorted(around.items())),
    )


def _joined(tokens: Tokens, first: Span, second: Span, kind: str, margin: float) -> Proposal:
    pieces = tuple((tokens.starts[start], tokens.ends[end - 1]) for start, end in (first, second))
    words = (*tokens.lower[first[0] : first[1]], *tokens.lower[second[0] : second[1]])
    return Proposal(
        pieces, written(tokens.text, pieces), words, 0, _MARGIN_OF_JOIN * margin, kind, tokens.lower[second[0] - 1], joined=True
    )


def written(text: str, pieces: Pieces) -> str:
    """Returns the words of all pieces, in lower case with single blanks."""
    return " ".join(normal(text[start:end]) for start, end in pieces)
