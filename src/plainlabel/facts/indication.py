"""Indications: what a label is approved for, with ages, weight and role.

A label of the new format numbers its indications: the title of a subsection is the condition, its first sentence that says
"indicated" tells for whom. Other labels name conditions in their text (`indication_text`). What does not come out as a short term
is left out: a missing fact is better than a wrong one. The words are data (fact_patterns.tsv, fact_patterns_clinical.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from plainlabel.facts.excerpt import own_passages
from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_kept import (
    completed,
    condition_in,
    ends_a_heading,
    once,
    shortens,
    spelt_out,
    tells_no_use,
    under_a_limitation,
    with_its_act,
    with_name,
)
from plainlabel.facts.indication_organs import under_organs
from plainlabel.facts.indication_otc import of_uses
from plainlabel.facts.indication_pieces import by_pieces
from plainlabel.facts.indication_risks import without_risks
from plainlabel.facts.indication_text import of_text
from plainlabel.facts.indication_titled import of_subsection, told_apart
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_CODE = "34067-9"
# Purpose, active ingredients: an over-the-counter label has them.
_OVER_THE_COUNTER = frozenset(("55105-1", "55106-9"))
_ASIDE = pattern("indication.people_aside")
_LETTER_BULLET = pattern("indication.even_bullet")
_SYMPTOMS = pattern("indication.with_symptoms")
_PREGNANCY = re.compile(r"pregnan(?:cy|cies|t women)", re.IGNORECASE)


def indications(source: Source) -> Iterator[Fact]:
    """Returns the indications of a label, each with the sentence, title or item it is read from; equal ones once."""
    source, risks = without_risks(_without_asides(source))
    abbreviations: dict[str, str] = {}
    for section in source.under(_CODE):
        abbreviations.update(defined_abbreviations(section.text))
    sections = {section.id: section for section in source.label.sections}
    told = (
        completed(with_its_act(fact, sections), sections)
        for fact in distinct((*risks, *_all(source)))
        if not under_a_limitation(fact, sections) and not tells_no_use(fact, sections)
    )
    # Pregnancy is what some medicines prevent, and whom others are for; none treats it.
    every = [
        with_name(spelt_out(fact, abbreviations), abbreviations) for fact in told if not _PREGNANCY.fullmatch(condition_in(fact))
    ]
    whole = [fact for fact in every if not any(shortens(fact, other) for other in every)]
    kept = (fact for fact in whole if not ends_a_heading(fact, whole, sections))
    yield from once(kept, abbreviations)


def _without_asides(source: Source) -> Source:
    """Returns the label with ", including neonates" blanked in its indications: it parts "indicated" from the use."""
    changed = {section.id: text for section in source.under(_CODE) if (text := _even(section.text)) != section.text}
    if not changed:
        return source
    sections = [replace(one, text=changed[one.id]) if one.id in changed else one for one in source.label.sections]
    return Source(replace(source.label, sections=tuple(sections)))


def _even(text: str) -> str:
    """Returns a text of the same length with one sign for the letter "o" as a bullet, and commas for the low sign like one."""
    text = _LETTER_BULLET.sub("•", text.replace("‚", ","))  # noqa: RUF001 - stands for a comma in some labels
    for aside in (_ASIDE, _SYMPTOMS):
        text = aside.sub(lambda found: " " * len(found.group()), text)
    return text


def _all(source: Source) -> Iterator[Fact]:
    if any(section.code in _OVER_THE_COUNTER for section in source.label.sections):
        yield from of_uses(source)
        return
    listed = [fact for section in source.under(_CODE) for fact in under_organs(source, section)]
    if listed:
        yield from listed
        return
    numbered = [
        section
        for section in source.under(_CODE)
        if section.number and section.title and (section.code != _CODE or "." in section.number)
    ]
    titled = [fact for section in numbered for fact in of_subsection(source, section)]
    if titled:
        yield from told_apart(titled, {section.id: section for section in numbered})
        return
    # Without a numbered condition the opening of the chapter speaks; last what the source took for Highlights.
    for read in (own_passages, _full_text, _every_passage):
        found = [fact for section in source.under(_CODE) for fact in by_pieces(source, section, read(source, section))]
        if found:
            yield from found
            yield from _cut_off(source, found, read)
            return


def _cut_off(source: Source, found: list[Fact], read: Callable[[Source, Section], tuple[Passage, ...]]) -> Iterator[Fact]:
    """Returns the known conditions that only what the source took for Highlights names: the border may lie within a list."""
    named = {_name(fact) for fact in found}
    for section in source.under(_CODE):
        rest = tuple(one for one in _every_passage(source, section) if one.highlight and one not in read(source, section))
        for fact in of_text(source, section, rest) if rest and not any(child.number for child in source.children(section)) else ():
            name = _name(fact)
            if name is not None and name not in named and not any(_ends_in(fact, one) for one in found):
                named.add(name)
                yield fact


def _ends_in(fact: Fact, other: Fact) -> bool:
    """Returns whether a use ends in the words of another ("episodes associated with gout" and "gout")."""
    return condition_in(fact).lower().endswith(f" {condition_in(other).lower()}")


def _name(fact: Fact) -> str | None:
    assert isinstance(fact.value, Indication)
    known = find(fact.value.condition)
    return known.condition.name if known is not None else None


def _full_text(source: Source, section: Section) -> tuple[Passage, ...]:
    return source.full_text(section)


def _every_passage(source: Source, section: Section) -> tuple[Passage, ...]:
    return tuple(one for one in source.passages(section) if one.kind not in {"image", "heading"})
