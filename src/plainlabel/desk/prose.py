"""Whether words of ours repeat a sentence of a label: what a published answer without quotes must not do.

Names, terms and figures are facts. Ten words in the label's own order are its prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

import msgspec

RUN: Final = 10
_WORD: Final = re.compile(r"[a-z0-9]+")


class Prose:
    """The runs of ten words of some texts, to compare others with."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = frozenset(chain.from_iterable(map(_runs, texts)))

    def repeated_by(self, value: object) -> bool:
        """Returns whether a text of `value` (a text, or a record with texts) has ten words as they stand in the texts."""
        return any(not self._runs.isdisjoint(_runs(text)) for text in _texts(msgspec.to_builtins(value)))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(_texts, value))


def _runs(text: str) -> Iterable[str]:
    words = _WORD.findall(text.lower())
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
