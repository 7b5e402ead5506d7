"""Rows whose cells hold several lines run together ("Nausea Vomiting | 12 5 | 3 1"), taken apart.

That needs as many figures in every cell as there are terms in the first; how the terms part is known from the vocabulary, or from
capitals where there are just as many. A row that leaves a doubt is not taken apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plainlabel.facts.reaction_terms import is_listed, organ_class, organ_class_with_figures, row_term, without_marks
from plainlabel.facts.table_figures import is_figure
from plainlabel.facts.table_rows import Row

_FIGURE = re.compile(
    r"(?:[<≤>]\s?)?\d[\d,]*(?:\.\d+)?\s?%?(?:\s?[(\[]\s?<?\s?\d[\d.,]*\s?%?\s?[)\]])?[*†‡]?(?=\s|$)|(?:-{1,3}|[–—]|N/?A|NR)(?=\s|$)"  # noqa: RUF001 - labels use typographic signs
)
_MARK = re.compile(r"(?:[a-h*†‡§¶#]+|[a-h](?:,[a-h])+|\d{1,2})")
_CLASS_END = re.compile(r"\b(?:conditions|infestations|complications|unspecified|nos)$", re.IGNORECASE)
_JOINS = frozenset({"and", "or", "of", "with"})
_TWO = 2
_MOST_LINES = 16
_MOST_WORDS = 7
_CLASS_WORDS = 9


class Stack(NamedTuple):
    """The lines of one row, each with its term, and the organ class in front of them."""

    parts: tuple[tuple[str, Row], ...]
    organ_class: str | None


def unstacked(row: Row, labels: int) -> Stack | None:
    """Returns the lines of a row that holds several, None where it is one line or cannot be taken apart surely."""
    if any(is_figure(text) for text in row.texts[labels:]):
        return None
    cells = [_figures(text) for text in row.texts[labels:]]
    counts = {len(found) for text, found in zip(row.texts[labels:], cells, strict=True) if text}
    if len(counts) != 1 or not _TWO <= (count := counts.pop()) <= _MOST_LINES:
        return None
    names = next((text for text in reversed(row.texts[:labels]) if text), "")
    organ, terms = _terms(names, count)
    if not terms:
        return None
    front = row.texts[:labels]
    parts = (
        Row(row.start, row.end, (*front, *(found[at] if found else "" for found in cells)), row.origins, row.filled)
        for at in range(count)
    )
    return Stack(tuple(zip(terms, parts, strict=True)), organ)


def behind_class(name: str) -> tuple[str, str] | None:
    """Returns the term run into the organ class in front of it, and the class; None where there is only a class."""
    organ, terms = _terms(name, 1)
    sure = bool(terms and organ) and is_listed(terms[0]) and not _CLASS_END.search(terms[0])
    return (terms[0], organ) if sure and organ else None


def _figures(text: str) -> list[str]:
    """Returns the figures of a cell that holds nothing else, none where it holds words."""
    found = [one.group().strip() for one in _FIGURE.finditer(text)]
    return found if "".join(found).replace(" ", "") == re.sub(r"\s", "", text) else []


@lru_cache(maxsize=4_096)
def _terms(names: str, count: int) -> tuple[str | None, tuple[str, ...]]:
    """Returns the organ class in front of a run of names, and the names as terms: as many as `count`, or none."""
    every = without_marks(names).split()
    words = [word for at, word in enumerate(every) if not _MARK.fullmatch(word) or every[at - 1].lower() == "as"]
    for length in range(min(_CLASS_WORDS, len(words) - 1), -1, -1):
        front = " ".join(words[:length])
        if length and not (organ_class(front) or organ_class_with_figures(front)):
            continue
        found = _parted(tuple(words[length:]), count)
        if found:
            return (organ_class(front) or front.lower() if front else None), found
    return None, ()


def _parted(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Returns the words in `count` terms: parted at the capitals where there are as many, else into terms the vocabulary knows."""
    starts = [at for at, word in enumerate(words) if word[:1].isupper() and not (len(word) > 1 and word.isupper())]
    if len(starts) != count or starts[0] != 0:
        return _known(words, count)
    terms = [row_term(" ".join(words[at:end])) for at, end in zip(starts, [*starts[1:], len(words)], strict=True)]
    if terms.count(None) == 1 and count > _TWO:
        # Among so many reactions a class with figures of its own is one row more ("Toe disorders").
        terms = [
            term or " ".join(words[at:end]).lower() for term, at, end in zip(terms, starts, [*starts[1:], len(words)], strict=True)
        ]
    return tuple(term for term in terms if term) if all(terms) else _known(words, count)


def _known(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    if count == 0 or not words or not words[0][:1].isupper():
        return ()
    for length in range(min(_MOST_WORDS, len(words) - count + 1), 0, -1):
        if (length == len(words)) != (count == 1) or _JOINS.intersection(words[length - 1 : length + 1]):
            continue
        term = row_term(" ".join(words[:length]))
        if term is None or not is_listed(term) or _holds_two(words[:length]):
            continue
        rest = _known(words[length:], count - 1) if count > 1 else ()
        if count == 1 or rest:
            return (term, *rest)
    return ()


def _holds_two(words: tuple[str, ...]) -> bool:
    """Returns whether words are two known terms side by side, each with a capital ("Nausea Vomiting")."""
    halves = ((words[:at], words[at:]) for at in range(1, len(words)) if words[at][:1].isupper())
    return any(all((term := row_term(" ".join(half))) and is_listed(term) for half in pair) for pair in halves)
