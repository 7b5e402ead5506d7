"""What a change means, from the facts of both versions: a new or wider use, a new warning, a changed dose ...

A fact is new only where its place was written anew and the old version neither has the fact nor says its words where such facts
stand: a sentence that is merely put differently makes no new fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from plainlabel.history.records import Aligned, FactChange
from plainlabel.history.sides import Side
from plainlabel.history.term_changes import boxed, contraindications, interactions, warnings
from plainlabel.history.use_changes import uses
from plainlabel.history.value_changes import doses, storage


def fact_changes(old: Side, new: Side, aligned: Aligned) -> list[FactChange]:
    """Returns the changes that the facts show. What a fragment lacks was not removed, and was not new either."""
    found: list[FactChange] = []
    for kind, changes in _KINDS.items():
        held_before = old.version.complete or bool(old.text(kind))
        held_after = new.version.complete or bool(new.text(kind))
        if held_before and held_after:
            gone = (*_GONE, "narrower_use") if not new.version.complete else _GONE if not old.version.complete else ()
            found += [change for change in changes(old, new, aligned) if change.change not in gone]
    return list(dict.fromkeys(found))


_GONE: Final = ("removed_boxed_warning", "removed_use", "removed_contraindication", "removed_warning", "removed_interaction")


_KINDS: Final[dict[str, Callable[[Side, Side, Aligned], Iterator[FactChange]]]] = {
    "boxed_warning": boxed,
    "indication": uses,
    "contraindication": contraindications,
    "warning": warnings,
    "interaction": interactions,
    "dosage": doses,
    "storage": storage,
}
