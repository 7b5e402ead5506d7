"""What sentences on pregnancy, milk and contraception say: the data they rest on, the advice, the time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.quantities import number
from plainlabel.vocabulary.patterns import pattern

Advice = Literal["avoid", "contraindicated", "caution", "discontinue_one", "benefit_risk", "contraception", "none"]
_ANIMAL = pattern("group.animal")
_ANIMAL_NOT = pattern("group.animal_not")
_HUMAN = pattern("group.human")
_HUMAN_NOT = pattern("group.human_not")
_HUMAN_FERTILITY = pattern("group.human_fertility")
_MILK_HUMAN = pattern("group.milk_human")
_MILK_ANIMAL = pattern("group.milk_animal")
_MILK_NOT = pattern("group.milk_not")
_CONTRACEPTION = Guarded(pattern("group.contraception"))
_CONTRACEPTION_NOT = pattern("group.contraception_not")
_CONTRACEPTION_TIME = pattern("group.contraception_time")
_DAYS: Final = {"d": 1.0, "w": 7.0, "m": 30.4, "y": 365.0, "h": 1 / 24}
# The strongest advice counts.
_PREGNANCY: Final = tuple(
    (name, pattern(f"group.pregnancy_{name}")) for name in ("contraindicated", "avoid", "benefit_risk", "caution")
)
_LACTATION: Final = tuple(
    (name, pattern(f"group.lactation_{name}"))
    for name in ("contraindicated", "avoid", "discontinue_one", "benefit_risk", "caution")
)


def human_data(text: str, *, fertility: bool = False) -> bool:
    """Returns whether a sentence reports data in people (that tell something)."""
    form = _HUMAN_FERTILITY if fertility else _HUMAN
    return bool(form.search(text)) and not _HUMAN_NOT.search(text) and not _ANIMAL.search(text)


def animal_data(text: str) -> bool:
    """Returns whether a sentence reports data in animals."""
    return bool(_ANIMAL.search(text)) and not _ANIMAL_NOT.search(text)


def milk_data(sentences: list[Sentence]) -> tuple[Literal["human", "animal", "both", "none"], Sentence | None]:
    """Returns whose milk is said to hold the medicine (or to have been looked at), and the first sentence that says it."""
    told = [one for one in sentences if not _MILK_NOT.search(one.bare)]
    human = next((one for one in told if _MILK_HUMAN.search(one.bare) and not _ANIMAL.search(one.bare)), None)
    animal = next((one for one in told if _MILK_ANIMAL.search(one.bare)), None)
    return "both" if human and animal else "human" if human else "animal" if animal else "none", human or animal


def pregnancy_advice(sentences: list[Sentence]) -> tuple[Advice | None, Sentence | None]:
    """Returns the strongest advice on use in pregnancy, and the sentence that gives it."""
    return _strongest(sentences, _PREGNANCY)


def lactation_advice(sentences: list[Sentence]) -> tuple[Advice | None, Sentence | None]:
    """Returns the strongest advice on breastfeeding, and the sentence that gives it."""
    return _strongest(sentences, _LACTATION)


def _strongest(sentences: list[Sentence], forms: Iterable[tuple[str, re.Pattern[str]]]) -> tuple[Advice | None, Sentence | None]:
    for name, form in forms:
        for sentence in sentences:
            if form.search(sentence.bare):
                return name, sentence  # type: ignore[return-value]
    return None, None


def says_contraception(text: str) -> bool:
    """Returns whether a sentence tells someone to use contraception."""
    return bool(_CONTRACEPTION.search(text)) and not _CONTRACEPTION_NOT.search(text)


def contraception_months(text: str) -> Iterator[float]:
    """Returns the times, in months of 30.4 days, for which a sentence tells to go on with contraception after the last dose."""
    for found in _CONTRACEPTION_TIME.finditer(text):
        unit = found["unit"][0].lower()
        count = number(found["count"])
        yield float(count) if unit == "m" else 12.0 * count if unit == "y" else round(count * _DAYS[unit] / _DAYS["m"], 2)
