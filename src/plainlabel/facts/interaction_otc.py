"""Interactions of an over-the-counter label: what "ask a doctor or pharmacist before use if you are taking" names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.interaction_effects import direction
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.interaction_partners import Partner, known_partner
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
_FOR_WHAT = re.compile(
    r"(?<!medicine)(?<!medicines)(?<!drug)(?<!drugs)(?<!pills)(?<!medications)(?<!medication)\s+for\s.*", re.DOTALL
)
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
                partner = _of_item(_LEAD.sub("", item.strip(" .;,•▪■*")).strip())
                if partner is not None:
                    yield Fact(Interaction(partner.name, partner.kind, happens, advised), place)


def _of_item(name: str) -> Partner | None:
    """Returns the partner an item names: a known one, "medicine for (a condition)", or the medicine a run of words ends in."""
    if not name or _ANY.match(name):
        return None
    known = known_partner(_FOR_WHAT.sub("", name)) or (Partner(name, "class") if _FOR.match(name) else known_partner(name))
    if known is not None:
        return known
    last = [word for word in name.split()[-2:] if is_medicine(word)]  # lines of a list come run together
    return Partner(last[0], "drug") if last else None
