"""What the panel of an over-the-counter label forbids under "Do not use" (21 CFR 201.66(c)(5)(iii)), item by item.

Some of its items are of its own kind: medicines that are taken, other products with the same medicine, a child to be made sleepy.
The others are read as items of contraindications are. What an item tells of the package is no contraindication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.contraindication_terms import listed_terms
from plainlabel.facts.drug_facts import items, panel
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Contraindication
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_CONTAINING = pattern("drug_facts.containing")
_NOW_TAKING = pattern("drug_facts.now_taking")
_SLEEPY = pattern("drug_facts.sleepy")
_ALLERGIC = pattern("drug_facts.allergic")
_PACKAGE = pattern("drug_facts.package")
A_USE: Final = pattern("drug_facts.a_use")
"""An item that names a use which the medicine is not for ("for regular toe care"), no state of a person."""
_TIME = pattern("drug_facts.time")
_SIGN = pattern("drug_facts.sign")
_HAVING = pattern("drug_facts.having")
_EXCEPT = pattern("drug_facts.except")
_ARTICLE = re.compile(r"^(?:an?|the|any)\s+", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")


def of_the_panel(source: Source) -> Iterator[Fact | tuple[Section, Passage]]:
    """Returns the facts of the items of "Do not use" that only a panel has; of the others the passage to read."""
    for piece in panel(source, "do_not_use"):
        for start, stop in items(piece):
            text = piece.section.text
            told = _SENTENCE.search(text, start, stop)  # An item may explain itself ("... If you are not sure, ask ...").
            end = told.start() if told else stop
            words = text[start:end]
            names = [] if _PACKAGE.search(words) or A_USE.match(words) else _terms(source, words)
            if names is None:
                lead = _HAVING.match(words)
                cut = _EXCEPT.search(words)
                first = start + (lead.end() if lead else 0)
                yield piece.section, Passage(piece.section.id, first, start + cut.start() if cut else end, "item")
            else:
                yield from (Fact(Contraindication(name), source.place(piece.section, start, end)) for name in names)


def _terms(source: Source, words: str) -> list[str] | None:
    """Returns the terms of an item of its own kind, None for another item."""
    containing = _CONTAINING.search(words)
    if containing is not None:
        name = term(f"other {containing['what'].lower().removesuffix('s')} containing {containing['of']}")
        return [name] if name else []
    taking = _NOW_TAKING.search(without_brackets(words))
    if taking is not None:
        name = term(_ARTICLE.sub("", taking["what"]))
        return [name] if name else []
    if _SLEEPY.search(words):
        return ["making a child sleepy"]
    if (time := _TIME.match(words)) is not None:
        return [time["what"]]
    if (sign := _SIGN.match(words)) is not None:
        # "heartburn with dizziness, sweating": one sign, not several.
        return [sign["what"].strip()]
    allergic = _ALLERGIC.match(words)
    return list(listed_terms(source, f"{allergic['how']} to {allergic['to']}")) if allergic else None
