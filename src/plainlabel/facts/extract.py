"""Runs every extractor over a label; one that fails loses its own kind only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from plainlabel.errors import ExtractionError
from plainlabel.facts.boxed_warning import boxed_warnings
from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.fact import Fact
from plainlabel.facts.indication import indications
from plainlabel.facts.source import Source
from plainlabel.facts.storage import storage
from plainlabel.facts.term import terms
from plainlabel.facts.warning import warnings
from plainlabel.label import Label

EXTRACTORS: Final[dict[str, Callable[[Source], Iterator[Fact]]]] = {
    "indication": indications,
    "boxed_warning": boxed_warnings,
    "contraindication": contraindications,
    "warning": warnings,
    "storage": storage,
    "term": terms,
}
"""The extractor of each kind of fact, in the order in which facts are given."""


def extract(label: Label) -> tuple[tuple[Fact, ...], tuple[ExtractionError, ...]]:
    """Returns the facts of a label, kind by kind in the order of the text, and the errors of the kinds that could not be read."""
    source = Source(label)
    facts: list[Fact] = []
    errors: list[ExtractionError] = []
    for kind, extractor in EXTRACTORS.items():
        try:
            facts.extend(list(extractor(source)))
        except Exception as error:  # noqa: BLE001 - whatever breaks one kind must not lose the others; the report names it
            errors.append(_error(label, kind, error))
    return tuple(facts), tuple(errors)


def _error(label: Label, kind: str, error: Exception) -> ExtractionError:
    made = ExtractionError(
        f"the {kind} facts could not be read: {type(error).__name__}: {error}",
        set_id=label.set_id,
        location=f"facts of kind {kind}",
        next_step="The label is kept without them; please report it with its set id",
    )
    made.__cause__ = error
    return made
