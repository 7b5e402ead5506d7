"""Normal names of the partners of a label's interactions, with the abbreviations that the label defines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Interaction
from plainlabel.facts.source import Source
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.partner_names import other_name

_SHORT: Final = re.compile(r"\b[A-Z][\w-]*[A-Z]s?\b")
_NAMELESS: Final = frozenset({"drug", "test"})
"""Kinds whose partners keep their own words: "tetracycline" is a medicine, "tetracyclines" are a class."""


def with_names(source: Source, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Returns the facts, those whose partner has another normal name with it."""
    told = list(facts)
    partners = [fact.value.partner for fact in told if isinstance(fact.value, Interaction)]
    short = any(_SHORT.search(partner) and not partner.isupper() for partner in partners)
    known = _defined(source, {fact.place.section_id for fact in told}) if short else None
    for fact in told:
        value = fact.value
        named = isinstance(value, Interaction) and value.partner_kind not in _NAMELESS
        name = other_name(value.partner, known) if named and isinstance(value, Interaction) else None
        yield Fact(replace(value, name=name), fact.place) if name is not None else fact


def _defined(source: Source, sections: set[str | None]) -> dict[str, str]:
    """Returns the abbreviations that the sections with interactions define."""
    return dict(defined_abbreviations("\n".join(one.text for one in source.label.sections if one.id in sections)))
