"""What a title, heading, caption or lead says about the doses beneath it: for which condition, and for whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from plainlabel.facts.dosage_conditions import Approved, row_condition
from plainlabel.facts.dosage_purpose import at_risk, purposed
from plainlabel.facts.population import Population, population
from plainlabel.facts.terms import plain, term, without_brackets
from plainlabel.vocabulary.patterns import pattern

_TITLE = pattern("dosage.title_condition")
_NOT_CONDITION = pattern("dosage.not_condition")
_CONDITION_IN = pattern("dosage.condition_in")
_CONDITION_CUT = pattern("dosage.condition_cut")
_PEOPLE_BEFORE = re.compile(r"\b(?:patients?|children|adults?|infants|those|pediatric|weight|weighing)\b[^.;\d]*$", re.IGNORECASE)
_BAND = pattern("dosage.weight_band")
_WEIGHT = pattern("dosage.weight_context")
_CUT = pattern("dosage.title_cut")
_PURPOSE = pattern("dosage.row_purpose")
_NOT_ROW_CONDITION = pattern("dosage.row_not_condition")
_MOST_ROW_WORDS = 8
_MOST_BEFORE = 40
_POPULATION = pattern("dosage.title_population")
_PURPOSE_ALONE = re.compile(r"prevention|prophylaxis|suppression", re.IGNORECASE)
_TREATS = re.compile(r"\btreat(?:ment|ing)\b", re.IGNORECASE)


# "At least 14 kg to less than 25 kg"
_ONE_BAND = re.compile(r"^(?!.*\bthan \d.*\bthan \d).*\bkg,? (?:to|and|but) (?:less|lower) than \d", re.DOTALL)
_JOINT = re.compile(r"\b(?:for|(?<!ombination )with|in|of|to)\s+(?:the\s+)?(?=[A-Z])")
_CHILDREN = re.compile(r"\b(?:pediatrics?|paediatric|child(?:ren)?|adolescents?|infants?|neonates?|newborns?)\b", re.IGNORECASE)


# "In patients 1 month": the age is told with the people, not with the condition.
_AGED = re.compile(
    r"\s+(?:in|for)\s+(?:[\w-]+\s+){0,3}?(?:patients?|adults?|children|adolescents?|infants?)\s+(?:aged?\s+|at least\s+)?\d.*$",
    re.IGNORECASE,
)
_SUPERVISED = pattern("dosage.supervised")
_GROWN = 18 * 12
_ALONE = pattern("dosage.alone")
_COMBINED = pattern("dosage.combined_with")
_BESIDE = re.compile(r"\bor in combination with\b", re.IGNORECASE)
_SAME_CHILDREN = re.compile(r"\b(?:some|your|the|these|most) child|\bchildren should\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\badults? and (?:children|p(?:a)?ediatric patients)(?=\s?(?:[:.,;]|with\b|is\b|$))", re.IGNORECASE)
_ADULTS = re.compile(r"\badults?\b", re.IGNORECASE)
_SEVERITY = re.compile(
    r"^(?:the )?(?:(?:mild|moderate|severe)(?:ly)?(?:[ -](?:to|and|or)[ -](?:moderate|severe)(?:ly)?)?[ -])?(?:active )?",
    re.IGNORECASE,
)


class Weights(NamedTuple):
    """A band of body weight in kg; None where open."""

    low: float | None = None
    high: float | None = None


class Context(NamedTuple):
    """What holds for the doses beneath: the condition, the ages, the weights, the route; and what the label is approved for.

    `contrasted`: the section gives doses of the medicine alone and beside another.
    """

    condition: str | None = None
    who: Population = Population()
    weights: Weights = Weights()
    route: str | None = None
    approved: Approved | None = None
    contrasted: bool = False


def condition_of(title: str) -> str | None:
    """Returns the condition that a title names ("Recommended Dosage for Atopic Dermatitis"), None where it names none."""
    title = without_brackets(plain(title))
    found = _TITLE.match(title)
    words = _POPULATION.sub("", _CUT.sub("", " " + found["condition"])).strip() if found else ""
    name = words if re.fullmatch(r"[A-Z]{2,6}", words) else term(words)
    if name is None or _NOT_CONDITION.search(name) or not name[0].isalpha() or len(name) < 2:
        return None
    if _PURPOSE_ALONE.fullmatch(name) and _TREATS.search(title):
        return None  # "Prevention and Treatment of Gout": the use is both.
    return purposed(name, title[: found.start("condition")]) if found else name


def title_condition(title: str, approved: Approved | None) -> str | None:
    """Returns the condition of a title, also where it is the title itself ("Heart Failure Starting Dose")."""
    found = condition_of(title) or condition_in(title) or _of_risk(title)
    if found or approved is None:
        return found
    for start in reversed([0, *(one.end() for one in _JOINT.finditer(title))]):
        if named := approved.at_start(title[start:], lead=False):
            behind = title[title.find(named, start) + len(named) :] if named in title[start:] else ""
            return purposed(_AGED.sub("", named), title[:start], behind)
    return None


def _of_risk(title: str) -> str | None:
    """Returns the condition whose risk the doses beneath a title make smaller ("Reduction in the Risk of Recurrence of Gout")."""
    if (found := at_risk(title)) is None:
        return None
    return purposed(condition_of(f"for {_CONDITION_CUT.sub('', found['condition'])}"), title[: found.start("condition")])


def condition_of_row(label: str) -> str | None:
    """Returns the condition that the first cell of a dosing table names, in its own words, None where it names none."""
    words = without_brackets(plain(label))
    if not words or len(words.split()) > _MOST_ROW_WORDS or _NOT_ROW_CONDITION.search(words):
        return condition_of(label) or row_condition(label)
    purpose = _PURPOSE.match(words)
    return purposed(term(_PURPOSE.sub("", words)), purpose.group() if purpose else "") or condition_of(label)


def weights(text: str) -> Weights:
    """Returns the weight band that a text states, none where it states none or several."""
    if "kg" not in text or not _WEIGHT.search(text):
        return Weights()
    bands = {_band(found) for found in _BAND.finditer(text)}
    if len(bands) == len(Weights()) and (both := _closed(*bands)):
        return both  # "At least 20 kg and less than 35 kg."
    return bands.pop() if len(bands) == 1 else Weights()


def _closed(one: Weights, other: Weights) -> Weights | None:
    """Returns the band between a floor and a ceiling, None where two bands are not that."""
    floor, ceiling = (one, other) if one.high is None else (other, one)
    if floor.low is None or floor.high is not None or ceiling.high is None or ceiling.low is not None or floor.low >= ceiling.high:
        return None
    return Weights(floor.low, ceiling.high)


def own_band(band: Weights, around: Weights) -> Weights:
    """Returns the weights of a text, those around it where it states none."""
    return band if band != Weights() else around


def band_starts(text: str) -> list[int]:
    """Returns where each weight band of a text begins, with the word that names the people before it."""
    starts = []
    for found in _BAND.finditer(text):
        people = _PEOPLE_BEFORE.search(text, max(0, found.start() - 60), found.start())
        starts.append(people.start() if people else found.start())
    return starts


def several_bands(text: str) -> bool:
    """Returns whether a text names more than one weight band, so that no dose can be told its own."""
    bands = {_band(found) for found in _BAND.finditer(text)} if "kg" in text else set()
    one = len(bands) == len(Weights()) and _ONE_BAND.search(text) and _closed(*bands)
    return len(bands) > 1 and not one


def who(text: str, around: Population) -> Population:
    """Returns the people a text speaks of, those of the text around it where it names none."""
    text = _SUPERVISED.sub(" ", text) if "upervis" in text else text
    own = _in_order(population(text))
    if own.adults and own.min_age_months is None and own.max_age_months is None and _OF_ALL.search(text):
        return Population()
    if own.min_age_months is not None or own.max_age_months is not None or own.adults is not None:
        only_children = _CHILDREN.search(text) and not _ADULTS.search(text)
        return own._replace(adults=None) if own.adults and only_children else own
    # What is said of "your child" beneath "children 4 to 11 years" is said of these.
    same = around.max_age_months is not None and around.max_age_months <= _GROWN and _SAME_CHILDREN.search(text)
    return Population(adults=False) if _CHILDREN.search(text) and not same else around


def _in_order(people: Population) -> Population:
    """Returns the ages with the younger first ("children between 12 years and 6 years")."""
    low, high = people.min_age_months, people.max_age_months
    return (
        people._replace(min_age_months=high, max_age_months=low) if low is not None and high is not None and low > high else people
    )


def _band(found: re.Match[str]) -> Weights:
    if found["low"]:
        return Weights(float(found["low"]), float(found["high"]))
    if floor := found["floor"] or found["floor2"]:
        return Weights(float(floor), None)
    return Weights(None, float(found["ceiling"] or found["ceiling2"]))


def condition_in(text: str) -> str | None:
    """Returns the condition that a sentence names ("in adults with fibromyalgia"), None where it names none or several."""
    names = {
        name
        for found in _CONDITION_IN.finditer(text)
        if (name := condition_of(_CONDITION_CUT.sub("", _SEVERITY.sub("", found["condition"]))))
        and (name := purposed(name, text[max(0, found.start() - _MOST_BEFORE) : found.start("condition")]))
    }
    return names.pop() if len(names) == 1 else None


def way_of(text: str, names: re.Pattern[str] | None) -> str | None:
    """Returns whether a sentence is of the medicine alone or beside which other, None where it names neither or both."""
    beside = [one["with"] for one in _COMBINED.finditer(text) if not (names and names.search(one["with"]))]
    if bool(beside) == bool(_ALONE.search(text)) or (not beside and _BESIDE.search(text)):
        return None
    return f"in combination with {beside[0]}" if beside else "single agent"
