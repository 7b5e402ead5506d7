"""Medicines whose use must not overlap: within some days of stopping one, or in people who are treated with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.contraindication_terms import is_own, listed_terms
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term, without_brackets
from plainlabel.vocabulary.patterns import pattern

_AFTER_STOPPING = pattern("contraindication.after_stopping")
_TAKING_OR_WITHIN = pattern("contraindication.taking_or_within")
_TREATED_WITH = pattern("contraindication.treated_with")
_ALSO_APPLY = pattern("contraindication.also_apply")
_EXTENDED_TO = pattern("contraindication.extended_to")
_AND_OR = re.compile(r"\s+(?:and/or|and|or)\s+")
_LONGEST_MEDICINE: Final = 6


def after_stopping(source: Source, text: str) -> Iterator[str]:
    """Returns the times a sentence names after stopping another medicine ("within 14 days of stopping an MAOI")."""
    if "ithin " not in text:
        return
    for found in _AFTER_STOPPING.finditer(without_brackets(text)):
        medicine = term(found["what"])
        if medicine is not None and len(medicine.split()) <= _LONGEST_MEDICINE and not is_own(source, medicine):
            yield f"within {found['time'].lower()} of stopping {medicine}"


def of_overlap(source: Source, text: str) -> list[str] | None:
    """Returns the medicines that people take or are treated with who must not start; None where a sentence says no such thing."""
    flat = " ".join(without_brackets(text).split())
    taking = _TAKING_OR_WITHIN.match(flat)
    if taking is not None:
        names = [name for name in listed_terms(source, taking["what"]) if not is_own(source, name)]
        return [*names, *after_stopping(source, flat)] if names else None
    treated = _TREATED_WITH.match(flat)
    if treated is not None and is_own(source, treated["own"]):
        return list(listed_terms(source, treated["what"])) or None
    return None


def applied_to_more(source: Source, text: str) -> list[str] | None:
    """Returns what contraindications are said to be extended to, or whose contraindications hold here; else None."""
    also = _ALSO_APPLY.search(text)
    if also is not None:
        return [f"contraindications to {one}" for one in _AND_OR.split(also["what"])]
    extended = _EXTENDED_TO.search(text)
    return list(listed_terms(source, extended["what"])) if extended is not None else None
