"""Interactions of an over-the-counter label: what "ask a doctor or pharmacist before use if you are taking" names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.interaction_effects import direction
from plainlabel.facts.interaction_partners import known_partner
from plainlabel.facts.kinds import Advice, Interaction
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_ASK: Final = ("50568-5", "50569-3")  # ask a doctor or pharmacist, ask a doctor
_DO_NOT_USE: Final = "50570-1"
_TAKING = pattern("interaction.otc_taking")
_ITEM = pattern("interaction.otc_item")
_LEAD = pattern("interaction.otc_lead")
_FOR = pattern("interaction.otc_for")
_ANY = pattern("interaction.otc_any")
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")


def over_the_counter(source: Source) -> Iterator[Fact]:
    """Returns a fact for each medicine or kind of medicine that a person taking it is told to ask about."""
    for section in source.under(*_ASK, _DO_NOT_USE):
        advised: Advice = "avoid" if _DO_NOT_USE in source.codes(section) else "caution"
        for taking in _TAKING.finditer(section.text):
            place = source.place(section, taking.start(), taking.end())
            happens = direction(section.text[taking.end() :][:200], source.names)
            told = _BRACKETS.sub(", ", taking["what"])
            for item in _ITEM.split(told):
                name = _LEAD.sub("", item.strip(" .;,•▪■*")).strip()
                partner = known_partner(name) if name and not _ANY.match(name) else None
                if partner is not None:
                    yield Fact(Interaction(partner.name, partner.kind, happens, advised), place)
                elif _FOR.match(name):
                    yield Fact(Interaction(name, "class", happens, advised), place)
