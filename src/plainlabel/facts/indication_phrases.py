"""The phrase that names a condition: behind "treatment of", with the words of its cause, parted where it lists several."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.indication_lists import parted, without_states
from plainlabel.facts.terms import plain, shortened, term, without_brackets
from plainlabel.vocabulary.clinical_names import find, normalise
from plainlabel.vocabulary.patterns import pattern

_FOR = pattern("indication.for")
_TO_TREAT = pattern("indication.to_treat")
_PLAIN_FOR = pattern("indication.plain_for")
_PEOPLE_WITH = pattern("indication.people_with")
_ITEM_PEOPLE_WITH = pattern("indication.item_people_with")
_INFECTION = pattern("indication.infection")
_ORGANS = pattern("indication.organs")
_NO_NAME = pattern("indication.no_name")
_WHOLE_ITEM = pattern("indication.whole_item")
_WHOM = pattern("indication.whom")
_TITLE_LEAD = pattern("indication.title_lead")
_CUT = pattern("indication.cut")
_NOT_A_CONDITION = pattern("indication.not_a_condition")
_TAIL = pattern("indication.tail")
_DIAGNOSED = re.compile(
    r"^(?:an?\s+)?(?:(?:confirmed|clinical|definite|suspected|established)\s+)*diagnosis of\s+(?:the\s+)?", re.IGNORECASE
)
_STATE: Final = frozenset(("acute", "chronic", "severe", "moderate", "mild"))
_ITEM_TO = pattern("indication.item_to")
_MANIFESTED = re.compile(r"^[^.;:]{0,40}?,?\s*\bas manifested by\s+", re.IGNORECASE)
_IN_PATIENTS = pattern("indication.in_patients")
_FOLLOWING = re.compile(r"\bfollowing\b", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
# "gout with microscopic" was cut before its noun.
_DANGLING = re.compile(r"\s+with\s+[\w-]*(?:ic|al|ous|ive|ary)$", re.IGNORECASE)
_FOR_PATIENTS = pattern("indication.for_patients")
# What is done to a part of the body is told with the disease of the people.
_DONE = re.compile(r"\b(?:removal|debridement|closure|repair|cleansing|preparation|replacement)$", re.IGNORECASE)
_LONE_ADJECTIVE = re.compile(r"(?:[\w-]+ly )?(?!pain\b|acne\b)[\w-]+(?:ed|ent|ive|ous|al|ic|ary|able)", re.IGNORECASE)
_MOST_WORDS: Final = 9
_MOST_LISTED: Final = 18
_PREPOSITION = re.compile(r".+(?=\s(?:in|into|with|for|of|on|from|by|at|to|or|and|due|during|after|as)\s)", re.IGNORECASE)


def fitting(words: str) -> str | None:
    """Returns a phrase as a term; one that is too long loses what stands behind its last preposition until it fits."""
    while (name := term(words, _MOST_WORDS)) is None and (shorter := _PREPOSITION.match(words)):
        words = shorter.group()
    return name


def is_one(ruled: str) -> bool:
    """Returns whether what a pattern found is one condition or parts into known ones, whatever mentions it holds."""
    exact = find(without_states(ruled))
    return (
        (exact is not None and exact.how == "name")
        or ruled.lower().startswith("risk of ")
        or _TAIL.search(ruled) is not None
        or len(parted(ruled)) > 1
    )


def ruled_condition(words: str, *, first: bool, listed: bool) -> str | None:
    """Returns the condition a pattern finds in a chunk; what no act opens must be a known name where it is no item of a list."""
    flat = without_brackets(plain(words))
    whole = _WHOLE_ITEM.match(flat)
    if whole is not None:
        return condition_of(whole["rest"])
    if not first:
        purpose = _ITEM_TO.match(flat)
        name = condition_of(purpose["rest"]) if purpose else None
        if name is not None:
            return name
        found = _ITEM_PEOPLE_WITH.search(flat)
        if found:
            return condition_of(found["rest"])
        name = condition_of(flat) if len(flat.split()) <= 25 else None
        return name if name is not None and (listed or normalise(name) is not None) else None
    # The act told first is what the medicine is for ("to reduce itch in patients receiving treatment for gout").
    to_treat, for_act = _TO_TREAT.search(flat), _FOR.search(flat)
    told = [one for one in (for_act, to_treat) if one]
    told.sort(key=lambda one: max(one.start(at) for at in range(1, one.re.groups + 1)))
    for found in (*told, _PLAIN_FOR.search(flat), _PEOPLE_WITH.search(flat)):
        if found:
            name = condition_of(next(rest for rest in found.groups() if rest))
            if name is not None:
                return name
    patients = _FOR_PATIENTS.match(flat)
    return condition_of(patients["rest"]) if patients else None


def condition_of(rest: str) -> str | None:
    """Returns the condition that the words behind "treatment of" begin with."""
    words = _DIAGNOSED.sub("", _WHOM.sub("", _TITLE_LEAD.sub("", _ORGANS.sub("", without_brackets(rest))), count=1))
    words = _MANIFESTED.sub("", words)
    infection = _INFECTION.match(words)
    if infection is not None:
        # An infection is named by its cause where nothing else names it.
        cut = _CUT.search(infection["rest"], 12)
        return shortened(f"{infection['name']} {infection['rest'][: cut.start()] if cut else infection['rest']}")
    several = _several(words)
    if several is not None:
        return several
    cut = _CUT.search(words)
    if cut is not None and cut.group().strip() == "," and _LONE_ADJECTIVE.fullmatch(words[: cut.start()]):
        # "painful, swollen toes": the comma parts two adjectives, not two conditions.
        further = _CUT.search(words, cut.end())
        last = words[: further.start() if further else len(words)].rsplit(maxsplit=1)[-1]
        cut = cut if _LONE_ADJECTIVE.fullmatch(last) else further
    name = shortened(_DANGLING.sub("", words[: cut.start()] if cut else words))
    if (
        name is None
        or _NOT_A_CONDITION.match(name)
        or _NO_NAME.match(name)
        or (" " not in name and name.endswith(("ive", "ed", "al")))
    ):
        return None
    return (with_tail(name, words[cut.start() :]) or name) if cut else name


def _several(words: str) -> str | None:
    """Returns the phrase that words begin with where it lists conditions that share a word ("ovarian, or peritoneal cancer")."""
    cut = next((one for one in _CUT.finditer(words) if one.group().strip() != ","), None)
    if cut is not None and _TAIL.match(words, cut.start()):
        return None
    phrase = term(words[: cut.start()] if cut else words, _MOST_LISTED)
    if phrase is None or _NOT_A_CONDITION.match(phrase) or _NO_NAME.match(phrase):
        return None
    parts = parted(phrase)
    return phrase if len(parts) > 1 and all(len(part.split()) <= _MOST_WORDS for part in parts) else None


def with_tail(name: str, rest: str) -> str | None:
    """Returns a condition with the words behind it that tell which ("edema associated with ..."), None where none follow."""
    tail = _TAIL.match(rest)
    people = None if tail else _IN_PATIENTS.match(rest)
    opening = tail or people
    if opening is None:
        return None
    cuts = list(_CUT.finditer(rest, opening.end() + 2))
    # "associated with acute, painful toes" goes on behind the comma.
    if cuts and cuts[0].group().strip() == "," and rest[opening.end() : cuts[0].start()].strip().lower() in _STATE:
        cuts = cuts[1:]
    cut = cuts[0] if cuts else None
    behind = without_brackets(rest[opening.end() : cut.start() if cut else len(rest)])
    if people is not None:
        known = find(behind)
        # What is no condition by itself (an airway that narrows) is told with that of the people; else only a short one is added.
        done = find(name) is None
        longest = _MOST_WORDS if done else len(name.split())
        if known is None or (known.how == "head" and not (done and _DONE.search(name))) or len(behind.split()) > longest:
            return None
        return term(f"{name} in patients with {behind}", _MOST_LISTED)
    lead = _FOLLOWING.sub("after", opening.group())
    whole = term(f"{name}{lead}{behind}", _MOST_WORDS)
    # Of several events that are too long together the first is told.
    return whole or (term(f"{name}{lead}{_OR.split(behind)[0]}", _MOST_WORDS) if lead.strip() == "after" else None)
