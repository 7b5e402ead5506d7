"""Which labels warn of a thing: the terms of reasons against, boxed and other warnings and limits of use, searched as one text.

A question that names an illness and no medicine asks all labels at once. Their terms are read once an edition, the way that
a process keeps its search index; each later question scans one string.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from plainlabel.edition.opened import Edition
from plainlabel.facts.kinds import BoxedWarning, Contraindication, FactValue, Limitation, Warning_

_KINDS: Final = ("contraindication", "boxed_warning", "warning", "limitation")
_APART: Final = "\n\x1f\n"


class Terms:
    """The terms of an edition, each once, with the labels that bear it."""

    def __init__(self, edition: Edition) -> None:
        bearing: dict[str, dict[int, None]] = {}
        for kind in _KINDS:
            for key, fact in edition.facts_of_kind(kind):
                for term in _terms(fact.value):
                    bearing.setdefault(term, {})[key] = None
        self._terms: Final = tuple(bearing)
        self._labels: Final = tuple(tuple(keys) for keys in bearing.values())
        self._text: Final = _APART.join(self._terms)
        self._starts: Final = [0]
        for term in self._terms[:-1]:
            self._starts.append(self._starts[-1] + len(term) + len(_APART))

    def labels(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yields the keys of the labels that bear a term with a match, those of reasons against first; a key may come again."""
        seen = set[int]()
        for match in pattern.finditer(self._text):
            place = bisect_right(self._starts, match.start()) - 1
            if place not in seen:
                seen.add(place)
                if pattern.search(self._terms[place]):
                    yield from self._labels[place]


def _terms(value: FactValue) -> tuple[str, ...]:
    match value:
        case Contraindication() | Limitation():
            return (value.term,)
        case BoxedWarning():
            return value.subjects
        case Warning_():
            return (value.subject,)
        case _:
            return ()


_OF_EDITIONS: Final[WeakKeyDictionary[Edition, Terms]] = WeakKeyDictionary()
_LOCK: Final = Lock()


def terms_of(edition: Edition) -> Terms:
    """Returns the terms of an edition, read when they are first asked for."""
    with _LOCK:
        found = _OF_EDITIONS.get(edition)
        if found is None:
            found = _OF_EDITIONS[edition] = Terms(edition)
        return found
