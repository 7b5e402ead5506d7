"""Facts by kind, said with their places, and the words of the label beside them where the text is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from plainlabel.answers.case import Case
from plainlabel.answers.cues import is_fragment
from plainlabel.answers.sentences.say import say
from plainlabel.answers.told.borne import cite, trimmed, unborne
from plainlabel.answers.told.limits import lead_of, limited, untold
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Adjustment
from plainlabel.retrieval.reading import Found, Reading

T = TypeVar("T")
Held = tuple[Fact, T]
_MOST: Final = 8
_FEWEST_WORDS: Final = 4
_MOST_CHARACTERS: Final = 900
_ORGANS: Final = re.compile(r"\b(kidneys?|renal|dialysis|creatinine|liver|hepatic|cirrhosis|hepatitis)\b")
_RENAL: Final = re.compile(r"\b(kidneys?|renal|dialysis|creatinine)\b")


_GROWN_UP: Final = 18
_CHILDREN: Final = re.compile(r"\b(?:pa?ediatric|child(?:ren)?|infants?|neonates?)\b", re.IGNORECASE)
_ADULTS: Final = re.compile(r"\badults?\b", re.IGNORECASE)


def held(reading: Reading, kind: type[T]) -> list[Held[T]]:
    """Returns the facts of one kind of record with their values, without those that only the label's own words can tell."""
    tag: Any = kind
    found = reading.facts(str(tag.__struct_config__.tag))
    told = (fact for fact in found if not untold(reading, fact) and not unborne(reading, fact))
    return [(fact, value) for fact in told if isinstance(value := trimmed(reading, fact), kind)]


def tell(
    case: Case, facts: Iterable[Held[Any]], *, most: int = _MOST, reading: Reading | None = None, words: Callable[[Any], str] = say
) -> None:
    """Returns nothing; the draft says up to `most` facts, each sentence once with all the places that bear it."""
    places: dict[str, list[Fact]] = {}
    leads: dict[str, Found] = {}
    whose = reading or case.reading
    for fact, value in facts:
        said = words(value)
        text = limited(whose, fact, said)
        places.setdefault(text, []).append(fact)
        # The limit of an item may stand in the words over its list.
        if text != said and (lead := lead_of(whose, fact)) is not None:
            leads.setdefault(text, lead)
    before = "" if whose is case.reading else f"The label of {whose.title}: "
    for text, where in list(places.items())[:most]:
        numbers = [number for fact in where[:3] for number in cite(case.draft, whose, fact)]
        if text in leads:
            numbers.append(case.draft.cite_found(whose, leads[text]))
        case.draft.say(f"{before}{text}", "label", *numbers)


def beside(case: Case, facts: Sequence[Held[Any]], most: int = 2, reading: Reading | None = None) -> None:
    """Returns nothing; where the text is held, the words the facts were read from are quoted, each place once."""
    whose = reading or case.reading
    if not whose.full:
        return
    found: dict[tuple[str, int], Found] = {}
    for fact, _ in facts:
        place = fact.place
        section = whose.section(place.section_id)
        if section is not None and place.start is not None and place.end is not None:
            found.setdefault((section.id, place.start), whose.quote(section, place.start, place.end))
    worded = [each for each in found.values() if len((each.text or "").split()) > _FEWEST_WORDS]
    kept = sorted(worded, key=lambda each: (len(each.text or "") > _MOST_CHARACTERS, is_fragment(each)))
    for each in kept[:most]:
        case.quote_from(whose, each)


def adjustments(case: Case, organ: str) -> list[Held[Adjustment]]:
    """Returns how the dose changes with kidney or liver disease; what is said of children alone is for a child.

    A whole label of an adult medicine may say "avoid" of children only: told of everybody it would be wrong.
    """
    found = [pair for pair in held(case.reading, Adjustment) if pair[1].organ == organ]
    person = case.question.person
    if person.child or (person.age_years is not None and person.age_years < _GROWN_UP):
        return found
    return [pair for pair in found if pair[1].population != "children" and not _of_children(pair[0].place.section)]


def _of_children(heading: str) -> bool:
    return _CHILDREN.search(heading) is not None and _ADULTS.search(heading) is None


def organ_of(masked: str) -> str | None:
    """Returns "renal" or "hepatic" where a masked question speaks of kidneys or liver, else None."""
    if not _ORGANS.search(masked):
        return None
    return "renal" if _RENAL.search(masked) else "hepatic"
