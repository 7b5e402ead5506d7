"""Whether a few words name a reaction: the question a table cell or a list item asks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.facts.reactions import model
from plainlabel.facts.reactions.proposals import LEVELS
from plainlabel.facts.reactions.tokens import Tokens
from plainlabel.facts.reactions.words import counts

_MOST_WORDS: Final = 12
# The tagger knows names in cells from rows with figures.
_FIGURES: Final = "   12   5"
# What stands around a name in a cell and is no part of it: footnote marks, brackets, figures.
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*†‡§¶#%]|\b\d+(?:[.,]\d+)*\b|(?<=[a-z])\s[a-z](?:,[a-z])*$")
_PASSED: Final = frozenset({"-", "/", ",", "and", "or", "nos"})
# "Cardiac disorders" heads rows; "sleep disorder" is one.
_HEADING: Final = frozenset({"disorders", "conditions", "investigations", "system"})
_OFTEN: Final = 8


@lru_cache(maxsize=32_768)
def is_reaction_term(words: str) -> bool:
    """Returns whether short words ("Injection site reactions") are the name of a reaction; a heading of organ classes is none."""
    name = " ".join(_ASIDE.sub(" ", words).split())
    lower = tuple(Tokens(name).lower)
    if not 0 < len(lower) <= _MOST_WORDS:
        return False
    outside = LEVELS[2] if len(lower) > 1 and lower[-1] not in _HEADING and _listed(lower) else LEVELS[1]
    return any(_covered(Tokens(name + behind), len(lower), outside) for behind in ("", _FIGURES))


def _covered(tokens: Tokens, count: int, outside: float) -> bool:
    """Returns whether the tagger takes all of the first so many tokens for mentions, or all but one of several."""
    covered = {at for first, last in model.shipped().scored(tokens, "a").spans(outside) for at in range(first, last)}
    rest = sum(at not in covered and word not in _PASSED for at, word in enumerate(tokens.lower[:count]))
    return rest < count and (rest == 0 or (rest == 1 and count > 2))


def _listed(words: tuple[str, ...]) -> bool:
    """Returns whether labels often list just these words, most among adverse reactions."""
    reactions, _, others = counts().get(words, (0, 0, 0))
    return reactions >= _OFTEN and others < reactions
