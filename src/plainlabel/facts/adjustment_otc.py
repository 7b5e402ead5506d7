"""What the panel of an over-the-counter label says of kidney and liver disease: not to use it, or that the dose may differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from plainlabel.facts.drug_facts import items, panel
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Adjustment
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_ORGANS: Final[tuple[tuple[Literal["renal", "hepatic"], str], ...]] = (("renal", "kidney"), ("hepatic", "liver"))
_DISEASE: Final = {name: pattern(f"drug_facts.{name}") for _, name in _ORGANS}
_DIFFERENT = pattern("drug_facts.different_dose")


def of_the_panel(source: Source) -> Iterator[Fact]:
    """Returns one fact an organ: to be avoided where "Do not use" names its disease, needed where asking is about another dose."""
    for organ, name in _ORGANS:
        for piece in panel(source, "do_not_use", "ask"):
            place = next(
                (source.place(piece.section, *at) for at in items(piece) if _DISEASE[name].search(piece.section.text, *at)), None
            )
            barred = piece.head == "do_not_use"
            if place is not None and (barred or _DIFFERENT.search(piece.text)):
                yield Fact(Adjustment(organ, needed=True, action="avoid" if barred else None), place)
                break
