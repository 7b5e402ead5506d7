"""What a label is approved for: a limitation that names such a condition and no more would deny the use itself.

What is limited then is a dose, a group, a stage or an act, which the term has lost.
"""

from __future__ import annotations

import re

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.indication import indications
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_keys import ordered_key

_CODE = "34067-9"
_NOT_FOR = r"\bnot (?:indicated|approved|recommended) for (?:the )?"


def approved_for(source: Source) -> frozenset[str]:
    """Returns the keys of the conditions a label is approved for, by its own words, by their common names and abbreviations."""
    uses = [fact.value for fact in source.facts(indications) if isinstance(fact.value, Indication)]
    named = {name for use in uses for name in (use.condition, use.name) if name}
    short = {
        abbreviation
        for section in source.under(_CODE)
        for abbreviation, meant in defined_abbreviations(section.text).items()
        if any(ordered_key(meant) == ordered_key(name) for name in named)
    }
    return frozenset(ordered_key(name) for name in (*named, *short))


def of_another_act(sentence: Sentence, name: str) -> str | None:
    """Returns "treatment of gout" where Indications says that this is not approved: then gout is prevented, or the like."""
    if not sentence.section.id.startswith("indications"):
        return None
    said = re.search(
        rf"{_NOT_FOR}(?P<act>treatment|prevention|prophylaxis) of {re.escape(name)}\W*$", sentence.plain, re.IGNORECASE
    )
    return f"{said['act'].lower()} of {name}" if said is not None else None
