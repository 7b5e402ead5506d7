"""One fact on two things together, and the first sentence that it makes."""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import Struct

from plainlabel.answers.case import Case
from plainlabel.answers.wording import capital, lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Contraindication, Interaction
from plainlabel.retrieval.reading import Reading

How = Literal["name", "class", "wide", "group", "enzyme"]
LEVELS: Final = ("contraindicated", "avoid", "change", "care", "no_change", "spoken")
"""How strict a fact is, the strictest first."""
ADVICE: Final = "Ask your pharmacist or doctor before you use them together."
"""What is said behind every answer on two things together."""
PARTNERS: Final = frozenset(
    {
        "alcohol",
        "grapefruit",
        "caffeine",
        "smoking",
        "vaccines",
        "contraception",
        "antacids",
        "herbs",
        "painkillers",
        "antidepressants",
        "antibiotics",
        "sleeping_pills",
    }
)
"""Topics that stand for something taken beside the medicine."""
_BY: Final[tuple[How, ...]] = ("name", "class", "wide", "group", "enzyme")
_UNSURE: Final = frozenset({"wide", "group", "enzyme"})
_SAYS: Final = {"contraindicated": "says not to use it with", "avoid": "says to avoid it with"}
_TEMPLATES: Final = {
    "contraindicated": "The label says not to use {name} with {asked}.",
    "avoid": "The label says to avoid {name} with {asked}.",
    "spoken": "Take care. The label speaks of {asked} with {name}.",
    "no_change": "The label names no change for {asked} with {name}. Tell your pharmacist of both all the same.",
}
_DO: Final = {
    "stop": "One of them may have to be stopped.",
    "separate": "They are to be taken some time apart.",
    "reduce_dose": "A lower dose may be needed.",
    "raise_dose": "A higher dose may be needed.",
    "adjust_dose": "The dose may need to change.",
    "monitor": "Closer checks are needed.",
    "caution": "Care is needed.",
}
_HAPPENS: Final = {
    "raises_partner": "The level of one of them can rise.",
    "raises_this": "The level of one of them can rise.",
    "lowers_partner": "The level of one of them can fall.",
    "lowers_this": "The level of one of them can fall.",
    "adds_effect": "Effects or risks can add up.",
    "less_effect": "One of them may work less well.",
}


class Told(Struct, frozen=True):
    """One fact that speaks of the two together: in which label, by which way its partner was recognised, how strict it is."""

    fact: Fact
    reading: Reading
    how: How
    level: str

    @property
    def rank(self) -> tuple[int, int]:
        """Returns the order: the way of recognising first where it is sure, then the strictest."""
        return (_BY.index(self.how), LEVELS.index(self.level))


def in_words(case: Case, asked: str, first: Told, value: Any) -> str:
    """Returns the first sentence on the two together, from the fact that decides."""
    if first.how in _UNSURE:
        return _of_a_group(case, asked, first, value)
    if first.level in _TEMPLATES:
        return _TEMPLATES[first.level].format(name=case.name, asked=asked)
    if isinstance(value, Interaction):
        told = " ".join(filter(None, (_HAPPENS.get(value.direction or "", ""), _DO.get(value.advice or "", ""))))
        return f"Take care with {case.name} and {asked}. {told}".strip()
    return f"Take care. The label warns of {asked} with {case.name}."


def _of_a_group(case: Case, asked: str, first: Told, value: Any) -> str:
    if isinstance(value, Interaction):
        partner = lower_words(value.partner)
    else:
        partner = lower_words(value.term if isinstance(value, Contraindication) else value.subject)
    case.draft.names.append(partner)
    of, counted = (case.name, asked) if first.reading is case.reading else (asked, case.name)
    return f"Take care. The label of {of} {_SAYS.get(first.level, 'speaks of')} {partner}. {capital(counted)} may count among them."
