"""Which of the uses found are kept, and in what words: none under a limitation, none twice, with the act that is told before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_acts import is_prevention, name_of
from plainlabel.facts.kinds import Indication
from plainlabel.facts.population import Population
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_keys import ordered_key
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_OPENS_LIMITATION = pattern("indication.opens_limitation")
_LIMITS_BELOW = pattern("indication.limits_below")
_INDICATED = re.compile(r"\bindicated\b", re.IGNORECASE)
_TWICE = 2
_NO_USE = pattern("indication.no_use")
_NOT_A_USE = pattern("indication.not_a_use")
_BARE_OUTCOME = pattern("indication.bare_outcome")
# A heading run into a sentence on other medicines: "Prevention of fever Norvexin is considered the drug of choice".
_OTHER_OF_CHOICE = re.compile(r"(?:\w+\s){1,6}(?:is|are) (?:\w+\s)?considered\b[^.]{0,80}\bof choice\b")
_AFTER_EVENT = pattern("indication.after_event")
WITH_ANOTHER: Final = "with another medicine"
"""The role of a medicine that is used beside another one."""
_RISK_OF = pattern("indication.risk_right_before")


def under_a_limitation(fact: Fact, sections: dict[str, Section]) -> bool:
    """Returns whether a fact stands in a list that a limitation opens ("is not approved for:"): what is listed is no use."""
    section, start = sections.get(fact.place.section_id or ""), fact.place.start
    if section is None or start is None:
        return False
    opener = ""
    for block in section.blocks:
        if block.start > start:
            break
        if block.start < start < block.end and _limited(section.text[block.start : start], section.text[start : fact.place.end]):
            return True
        if block.kind == "item" and block.start <= start < block.end:
            return bool(_OPENS_LIMITATION.search(opener))
        if block.kind != "item":
            opener = section.text[block.start : block.end]
    return False


def _limited(before: str, said: str) -> bool:
    """Returns whether the words of a paragraph before a use open limitations that nothing indicated ends."""
    opened = [one.end() for one in _LIMITS_BELOW.finditer(before)]
    return bool(opened) and not _INDICATED.search(before, opened[-1]) and not _INDICATED.search(said)


def with_its_act(fact: Fact, sections: dict[str, Section]) -> Fact:
    """Returns a use with the words right before it that say it is only made less likely ("to reduce the risk of")."""
    value, section = fact.value, sections.get(fact.place.section_id or "")
    assert isinstance(value, Indication)
    if section is None or fact.place.start is None or is_prevention(value.condition):
        return fact
    said = section.text[fact.place.start : fact.place.end]
    at = said.lower().find(" ".join(value.condition.lower().split()[:2]))
    if at <= 0 or not _RISK_OF.search(said[:at]):
        return fact
    return Fact(replace(value, condition=f"reduction of the risk of {value.condition}", name=None), fact.place)


def tells_no_use(fact: Fact, sections: dict[str, Section]) -> bool:
    """Returns whether what is named is a medicine, or only told as the aim of treating or as what is not shown."""
    condition = condition_in(fact)
    if _NO_USE.search(condition):
        return True
    section, start = sections.get(fact.place.section_id or ""), fact.place.start
    if section is None or start is None:
        return False
    opening = max(section.text.rfind(". ", 0, start), section.text.rfind("\n", 0, start)) + 1
    at = section.text.find(" ".join(condition.split()[-_TWICE:]), start, fact.place.end)
    end = at if at >= 0 else fact.place.end or len(section.text)
    if at >= 0 and _OTHER_OF_CHOICE.search(section.text, at, fact.place.end or len(section.text)):
        return True
    return _NOT_A_USE.search(section.text, opening, end) is not None


def completed(fact: Fact, sections: dict[str, Section]) -> Fact:
    """Returns a bare outcome ("reduction of the risk of death") with the event it may follow, where the sentence names it."""
    value, section = fact.value, sections.get(fact.place.section_id or "")
    assert isinstance(value, Indication)
    if section is None or fact.place.start is None or not _BARE_OUTCOME.fullmatch(value.condition):
        return fact
    event = _AFTER_EVENT.search(section.text, fact.place.start, fact.place.end or len(section.text))
    if event is None:
        return fact
    return Fact(replace(value, condition=f"{value.condition} after {event['event'].strip()}", name=None), fact.place)


def condition_in(fact: Fact) -> str:
    """Returns the words of the condition of a use."""
    assert isinstance(fact.value, Indication)
    return fact.value.condition


def spelt_out(fact: Fact, abbreviations: dict[str, str]) -> Fact:
    """Returns a use in full words where its condition is nothing but an abbreviation that the chapter explains."""
    long = abbreviations.get(condition_in(fact))
    if long is None or find(long) is None:
        return fact
    assert isinstance(fact.value, Indication)
    return Fact(replace(fact.value, condition=long), fact.place)


def with_name(fact: Fact, abbreviations: dict[str, str]) -> Fact:
    """Returns a use with the normalised name of its condition, where the vocabulary knows one."""
    assert isinstance(fact.value, Indication)
    name = name_of(fact.value.condition, abbreviations)
    return fact if name is None else Fact(replace(fact.value, name=name), fact.place)


def ends_a_heading(fact: Fact, others: list[Fact], sections: dict[str, Section]) -> bool:
    """Returns whether a use is only the last word of a run-in heading whose name another use tells in full ("blue Fever")."""
    section, start, end = sections.get(fact.place.section_id or ""), fact.place.start, fact.place.end
    words = condition_in(fact)
    if section is None or start is None or end is None or " " in words or section.text[start:end].strip() != words:
        return False
    before = section.text[:start].rstrip(" ")
    return before[-1:].isalpha() and any(condition_in(one).lower().endswith(f" {words.lower()}") for one in others)


def shortens(fact: Fact, other: Fact) -> bool:
    """Returns whether another use of the same place says this one in full ("nausea" beside "nausea and vomiting")."""
    short, long = condition_in(fact).lower(), condition_in(other).lower()
    if fact.place != other.place or len(short) >= len(long):
        return False
    name = name_of(short, {}) if is_prevention(long) else None
    if name is not None and name == name_of(long, {}):
        # "prevention of pregnancy in ... as a method of contraception": the method is told by the act.
        return True
    return long.startswith((f"{short} and ", f"{short} of ", f"{short} associated ")) or long.endswith(f" and {short}")


def once(facts: Iterator[Fact], abbreviations: dict[str, str]) -> Iterator[Fact]:
    """Returns the facts without those of the same words and people, or that say less of the same words."""
    seen: dict[str, list[Indication]] = {}
    for fact in facts:
        value = fact.value
        assert isinstance(value, Indication)
        whole = " ".join(abbreviations.get(word, word) for word in value.condition.split())
        same = seen.setdefault(" ".join(whole.lower().replace("-", " ").split()), [])
        if same and (value in same or _says_no_more(value, same) or any(_as_much(one, value) for one in same)):
            continue
        same.append(value)
        yield fact


def _says_no_more(value: Indication, same: list[Indication]) -> bool:
    """Returns whether a use tells no people, and no other role than one of the same condition."""
    return _who_of(value) == Population() and (value.role != WITH_ANOTHER or any(one.role == value.role for one in same))


def _as_much(one: Indication, other: Indication) -> bool:
    """Returns whether a use tells the same people as another one, and is not told both alone and with another medicine."""
    return _who_of(one) == _who_of(other) and (one.role == other.role or WITH_ANOTHER not in {one.role, other.role})


def _who_of(value: Indication) -> Population:
    return Population(value.min_age_months, value.max_age_months, value.min_weight_kg, value.adults)


def merged(found: list[Fact], told: list[Fact]) -> Iterator[Fact]:
    """Returns the uses found, each in the fuller words in which the text tells it alone, and the uses only those words tell."""
    fuller_of: dict[int, Fact] = {}
    for one in told:
        covered = [at for at, fact in enumerate(found) if says_all(one, fact) or says_all(fact, one)]
        if not covered:
            fuller_of[-1 - len(fuller_of)] = one
        elif len(covered) == 1 and _says_more(one, found[covered[0]]):
            fuller_of.setdefault(covered[0], one)
    yield from (fuller_of.get(at, fact) for at, fact in enumerate(found))
    yield from (fact for at, fact in fuller_of.items() if at < 0)


def _says_more(one: Fact, other: Fact) -> bool:
    """Returns whether a use says what another one says, in more words and in at most twice as many."""
    left, right = (set(ordered_key(condition_in(fact)).split()) for fact in (one, other))
    return right < left and len(left) <= _TWICE * len(right)


def says_all(one: Fact, other: Fact) -> bool:
    """Returns whether a use says what another one says."""
    left, right = condition_in(one), condition_in(other)
    return set(ordered_key(right).split()) <= set(ordered_key(left).split()) or _same_name(left, right)


def _same_name(one: str, other: str) -> bool:
    left, right = find(one), find(other)
    return left is not None and right is not None and left.condition == right.condition
