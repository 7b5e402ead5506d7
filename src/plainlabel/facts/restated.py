"""The passages of a chapter without the excerpt behind them that only restates them.

openFDA runs the Highlights of a chapter into its text. Where the border was guessed too early, sentences of the full text count as
Highlights; they are told by a reference in square brackets, which Highlights do not have, or by saying what was not said before.
"""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.excerpt import own_passages
from plainlabel.facts.source import Source
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_SEE: Final = pattern("excerpt.see")
_REFERENCE: Final = pattern("excerpt.reference")
_WORD: Final = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_MOST_SHARED: Final = 0.6
_LEAST_GROUPS: Final = 4


def whole_passages(source: Source, section: Section) -> tuple[Passage, ...]:
    """Returns the passages of the full text of a section, those that were taken for an excerpt but restate nothing among them."""
    own = own_passages(source, section)
    if not own or any(child.number and child.text for child in source.children(section)):
        return own
    behind = [one for one in source.passages(section) if one.highlight and one.start >= own[-1].end]
    rest = [one for one in behind if one.kind not in {"image", "heading"}]
    return (*own, *rest[: _border(section, own, rest)]) if rest else own


def _border(section: Section, own: tuple[Passage, ...], rest: list[Passage]) -> int:
    """Returns how many of the passages behind the full text belong to it."""
    seen = [at for at, one in enumerate(rest) if _SEE.search(section.text, one.start, one.end)]
    border = seen[-1] + 1 if seen else 0
    while border < len(rest) and not _is_reference(section, rest[border]):
        said = _words(section, *own, *rest[:border])
        new = _words(section, rest[border])
        if not new or len(new & said) > _MOST_SHARED * len(new):
            break
        border += 1
    return border


def _is_reference(section: Section, passage: Passage) -> bool:
    """Returns whether a passage ends as Highlights do; a long list that runs into them is none."""
    lists = section.text.count(":", passage.start, passage.end) >= _LEAST_GROUPS
    return not lists and _REFERENCE.search(section.text, passage.start, passage.end) is not None


def _words(section: Section, *passages: Passage) -> set[str]:
    return {word.lower() for one in passages for word in _WORD.findall(section.text, one.start, one.end)}
