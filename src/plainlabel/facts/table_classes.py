"""Which rows of a table of rates are organ classes with figures of their own, told by the rows below them.

A class holds its members: in every column its figure is at least that of each. Where a table has several sure classes with figures,
a row that reads like a class and holds the rows below it is one too ("Neurology", "Constitutional symptoms").
"""

from __future__ import annotations

import re

from plainlabel.facts.reaction_terms import is_listed, organ_class, organ_class_with_figures, row_term, without_marks
from plainlabel.facts.table_rows import Row
from plainlabel.vocabulary.patterns import pattern

_CATEGORY = pattern("tables.toxicity_category")
_EITHER = pattern("tables.toxicity_either")
_ANYWAY = pattern("tables.term_anyway")
_FIRST_NUMBER = re.compile(r"\D{0,3}(\d[\d,]*(?:\.\d+)?)")
_SEVERAL = 2


def is_sure_class(name: str) -> bool:
    """Returns whether a row with figures is named by an organ class and by nothing that could be a reaction."""
    return organ_class_with_figures(name) and not _ANYWAY.fullmatch(without_marks(name))


def class_rows(rows: tuple[Row, ...], labels: int) -> frozenset[int]:
    """Returns the places where classes with figures begin (`Row.start`) besides the sure ones; `labels` columns hold names."""
    full = [row for row in rows if row.filled > 1 and any(row.texts[labels:])]
    names = [next((text for text in reversed(row.texts[:labels]) if text), "") for row in full]
    sure = [is_sure_class(name) for name in names]
    categories = [bool(_CATEGORY.fullmatch(name.strip())) for name in names]
    if sum(one or other for one, other in zip(sure, categories, strict=True)) < _SEVERAL:
        return frozenset()
    told = any(categories)
    figures = [_figures(row, labels) for row in full]
    likely = [
        not sure[at] and (categories[at] or _reads_like_class(name) or (told and _rises(name, figures, at)))
        for at, name in enumerate(names)
    ]
    ends = [one or other for one, other in zip(sure, likely, strict=True)]
    return frozenset(row.start for at, row in enumerate(full) if likely[at] and _holds(figures, ends, at))


def _reads_like_class(name: str) -> bool:
    """Returns whether a name is an organ class that no reaction is called by."""
    term = row_term(name)
    return organ_class(name) is not None and (term is None or not is_listed(term))


def _rises(name: str, figures: list[list[float | None]], at: int) -> bool:
    """Returns whether what may be a class or a reaction ("Pain") has more people than the row above it."""
    return bool(_EITHER.fullmatch(name.strip())) and at > 0 and _most(figures[at]) > _most(figures[at - 1])


def _holds(figures: list[list[float | None]], ends: list[bool], at: int) -> bool:
    """Returns whether the rows below, up to the next class, all have no more people than this one, in every column."""
    stop = next((place for place in range(at + 1, len(figures)) if ends[place]), len(figures))
    members = figures[at + 1 : stop]
    return bool(members) and all(_within(member, figures[at]) for member in members)


def _within(member: list[float | None], whole: list[float | None]) -> bool:
    pairs = zip(member, whole, strict=True)
    return all(one is None or (other is not None and one <= other) for one, other in pairs)


def _most(figures: list[float | None]) -> float:
    return max((one for one in figures if one is not None), default=0)


def _figures(row: Row, labels: int) -> list[float | None]:
    found = (_FIRST_NUMBER.match(text) for text in row.texts[labels:])
    return [float(one[1].replace(",", "")) if one else None for one in found]
