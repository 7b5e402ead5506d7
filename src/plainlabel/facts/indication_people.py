"""For whom a medicine is indicated, and in what role: the record of one condition from the words around it."""

from __future__ import annotations

from plainlabel.facts.kinds import Indication
from plainlabel.facts.population import Population, population
from plainlabel.vocabulary.patterns import pattern

_ADD_ON = pattern("indication.add_on")
_WITH = pattern("indication.with_another")
_ALONE = pattern("indication.alone")
_CHILDREN = pattern("indication.children")
_NUMBERS_OR_SEE = pattern("uses.numbers_or_see")


def made(condition: str, text: str, role_text: str | None = None) -> Indication:
    """Returns the indication of a condition for whom a text tells, with the role it (or `role_text`) gives."""
    who = who_of(text)
    if who.adults and who.min_age_months is None and _CHILDREN.search(text):
        # Children are named but not from which age: "adults" alone would leave them out.
        who = Population()
    return Indication(condition, who.min_age_months, who.max_age_months, who.min_weight_kg, who.adults, _role(role_text or text))


def who_of(text: str) -> Population:
    """Returns whom a text speaks of, without the numbers of the sections it refers to."""
    return population(_NUMBERS_OR_SEE.sub(" ", text))


def _role(text: str) -> str | None:
    if _ALONE.search(text):
        return None
    return "add-on" if _ADD_ON.search(text) else "with another medicine" if _WITH.search(text) else None
