"""Adverse reactions: rates from the tables of the section, and the terms its text lists.

A term of the text that a table has too for the same people is left out, since the table says more; so is a term said to be
"reported" that the label calls common or serious elsewhere. What was seen after approval is kept beside the rates: it is another
population, as are several trials pooled beside the table of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.adverse_reaction_lists import Listed, Lists
from plainlabel.facts.adverse_reaction_rows import row_reactions
from plainlabel.facts.adverse_reaction_tables import table_reactions
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_keys import name_key

_CODE = "34084-4"
_POOLED = re.compile(r"\bpooled\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\s?/\s?|,?\s(?:and/or|and|or)\s|[,;]\s")
_SHORTEST = 4
_FEW = 2
_SHORT_FORM = re.compile(r"[(\[]\s?([A-Z][A-Za-z]{0,3}[A-Z]s?)\s?[)\]]")


def adverse_reactions(source: Source) -> Iterator[Fact]:
    """Returns the adverse reactions of a label, those of tables first, each with the row or words it is read from."""
    sections = list(source.under(_CODE))
    tables = list(distinct(fact for section in sections for fact in table_reactions(source, section)))
    yield from tables
    rows = [fact for section in sections if section.id not in _rated_sections(tables) for fact in row_reactions(source, section)]
    yield from (fact for fact in rows if _rated(fact))
    tables += [fact for fact in rows if _rated(fact)]
    highlights = not any(_has_text(source, section) for section in sections)
    listed = [Listed(fact, "") for fact in rows if not _rated(fact)]
    listed += [one for section in sections for one in Lists(source, section).read(highlights=highlights)]
    short = {found for section in sections for found in _SHORT_FORM.findall(section.text)}
    order = {section.id: at for at, section in enumerate(sections)}
    yield from _without_repeats(tables, [one for one in listed if _term(one.fact) not in short], order)


def _rated_sections(tables: list[Fact]) -> set[str | None]:
    return {fact.place.section_id for fact in tables}


def _has_text(source: Source, section: Section) -> bool:
    return any(not one.highlight and one.kind in {"paragraph", "item"} for one in source.passages(section))


def _without_repeats(tables: list[Fact], listed: list[Listed], order: dict[str, int]) -> Iterator[Fact]:
    """Returns the listed reactions that no table has, each once for each way it was reported."""
    rated = {key for fact in tables for key in _keys(fact)}
    graver = {_key(one.fact) for one in listed if _how(one.fact) in {"common", "serious"}}
    seen: set[tuple[str, str]] = set()
    for fact, clause in listed:
        key, how = _key(fact), _how(fact)
        in_table = (
            how in {"common", "reported"}
            and (key in rated or any(short in rated for short in _shorter(key)))
            and not _is_of_others(fact, clause, tables, order)
        )
        repeats = in_table or (how == "reported" and key in graver)
        if not repeats and (key, how) not in seen:
            seen.add((key, how))
            yield fact


def _is_of_others(fact: Fact, clause: str, tables: list[Fact], order: dict[str, int]) -> bool:
    """Returns whether a list is of other people than the tables: pooled, or given before the tables of several conditions."""
    if _how(fact) != "common":
        return False
    conditions = {_condition(one) for one in tables}
    if None in conditions:
        return False
    if _POOLED.search(clause):
        return True
    first = min((_position(one, order) for one in tables), default=None)
    named = any(one is not None and one.lower() in clause.lower() for one in conditions)
    return len(conditions) > 1 and first is not None and _position(fact, order) < first and not named


def _position(fact: Fact, order: dict[str, int]) -> tuple[int, int]:
    return order.get(fact.place.section_id or "", 0), fact.place.start or 0


def _rated(fact: Fact) -> bool:
    return isinstance(fact.value, AdverseReaction) and fact.value.rate_percent is not None


def _term(fact: Fact) -> str:
    return fact.value.term if isinstance(fact.value, AdverseReaction) else ""


def _condition(fact: Fact) -> str | None:
    return fact.value.condition if isinstance(fact.value, AdverseReaction) else None


def _key(fact: Fact) -> str:
    return name_key(_term(fact))


def _keys(fact: Fact) -> Iterator[str]:
    """Returns the keys of a row and of the reactions it names together ("fatigue/asthenia", "polyuria or pollakiuria")."""
    yield _key(fact)
    yield from (name_key(part) for part in _TOGETHER.split(_term(fact)) if len(part) > _SHORTEST)


def _shorter(key: str) -> Iterator[str]:
    """Returns a key of three words or more without one of them, by which a table may have it ("sensory neuropathy")."""
    words = key.split()
    if len(words) > _FEW:
        yield from (" ".join(words[:at] + words[at + 1 :]) for at in range(len(words)))


def _how(fact: Fact) -> str:
    return fact.value.seriousness if isinstance(fact.value, AdverseReaction) else ""
