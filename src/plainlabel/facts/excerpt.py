"""The passages of a section that are its own: without a Highlights excerpt that its source did not mark.

Some openFDA chapters begin with the Highlights of the chapter, which repeat the numbered subsections behind them; they are told by
their references ("( 5.1 )").
"""

from __future__ import annotations

from typing import Final

from plainlabel.facts.source import Source
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_REFERENCE: Final = pattern("excerpt.reference")


def own_passages(source: Source, section: Section) -> tuple[Passage, ...]:
    """Returns the passages of the full text of a section, none where all of it is an excerpt of its numbered subsections."""
    passages = source.full_text(section)
    return () if _is_excerpt(source, section) else passages


def _is_excerpt(source: Source, section: Section) -> bool:
    if not any(child.number and child.text for child in source.children(section)):
        return False
    return bool(_REFERENCE.search(section.text))
