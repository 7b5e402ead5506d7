"""The phrase of one use ("in combination with morfan for the treatment of adults with gout"), read by one grammar.

What it is taken with is left out, then the act ("treatment of"), then the people ("adults with"); what remains, up to the words on
treatment, people or cause, is what the medicine is for, parted where it coordinates several.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from plainlabel.facts.indication_causes import each_cause
from plainlabel.facts.indication_coordination import coordinated
from plainlabel.facts.indication_lists import parted
from plainlabel.facts.terms import plain, term, without_brackets
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_TAKEN_WITH: Final = pattern("uses.taken_with")
_ADJUNCT: Final = pattern("uses.adjunct")
_ACT: Final = pattern("uses.act")
_RISK: Final = pattern("uses.risk")
_MEASURED: Final = pattern("uses.measured")
_PEOPLE: Final = pattern("uses.people")
_SIGNS: Final = pattern("uses.signs")
_CUT: Final = pattern("uses.cut")
_CUT_WIDE: Final = pattern("uses.cut_wide")
_NO_USE: Final = pattern("uses.none")
_OPENS_PEOPLE: Final = pattern("indication.opens_people")
_EXAMINATIONS: Final = pattern("indication.examinations")
_SHARED_CAUSE: Final = pattern("indication.shared_cause")
_PREVENTS: Final = re.compile(r"(?:prevent|prophyla)", re.IGNORECASE)
_TREATS: Final = re.compile(r"treat|manage|therap|relie", re.IGNORECASE)
_EXAMINATION: Final = re.compile(r"(?:graph(?:y|ic)|imag(?:es?|ing)|scans?|scopy|urography)\b", re.IGNORECASE)
_STAGE: Final = re.compile(r"\b(?:stage|grade|class|type)\s", re.IGNORECASE)
_COMMAS: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+(?=[\w’'-]+(?:\s[\w’'-]+){0,2}$)")  # noqa: RUF001
_COMMA_LIST: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+)?")
_LOOSE_HYPHEN: Final = re.compile(r"\s+-(?=[a-z])")
_NUMBERS: Final = pattern("uses.numbers")
_COURSES: Final = pattern("uses.courses")
# What is brought about is no disease: it keeps its act ("induction of anesthesia").
_DONE: Final = re.compile(r"(?:induction|maintenance)(?: (?:and|or) (?:induction|maintenance))?$", re.IGNORECASE)
_BROUGHT: Final = re.compile(r"\b(?:an(?:a)?esthesia|sedation|hypnosis|ovulation|labor|menses)\b", re.IGNORECASE)
_INFECTION: Final = re.compile(r"\W*infections?\W*", re.IGNORECASE)
_ITEM_HEAD: Final = re.compile(r"^[^:,]{3,40}:\s+")
_LEAST: Final = 2
_SHORTEST: Final = 2
_MOST_RISK: Final = 6
_MOST_WORDS: Final = 14


class Phrase(NamedTuple):
    """A use without its act and its people: what is treated (`rest`), the words of the act, and how they were found."""

    rest: str
    acts: str
    acted: bool
    risk: bool
    people: bool


def opens_use(words: str) -> bool:
    """Returns whether words begin with an act, or with what the medicine is taken with."""
    return acts_first(words) or _TAKEN_WITH.match(words) is not None


def acts_first(words: str) -> bool:
    """Returns whether words begin with an act ("for the treatment of"), whatever the medicine is taken with."""
    bare = _ADJUNCT.sub("for ", _TAKEN_WITH.sub("", words))
    return any(form.match(bare) for form in (_ACT, _RISK, _MEASURED))


def conditions_of(words: str, lead: str = "") -> list[str]:
    """Returns the conditions that an item or statement names, as it words them; none where it is no phrase of that kind.

    `lead` is what opens the list the item stands in.
    """
    phrase = _read(words, lead)
    linked = _caused(phrase) or _several(phrase.rest) or _linked(phrase)
    if linked:
        return linked
    short = until_more(phrase.rest)
    if _INFECTION.fullmatch(short):
        # An infection that nothing else names is told with its cause.
        short = until_more(phrase.rest, _CUT_WIDE)
    name = term(short, _MOST_WORDS)
    if name is None or _NO_USE.search(name):
        return []
    return _with_act(name, phrase, lead) or (_parts(name) if phrase.acted or lead or find(name) is not None else [])


def until_more(rest: str, border: re.Pattern[str] = _CUT) -> str:
    """Returns the words up to those on treatment, people or cause."""
    cut = next((one for one in border.finditer(rest) if one.start() > _SHORTEST), None)
    return rest[: cut.start()] if cut else rest


def _read(words: str, lead: str) -> Phrase:
    bare = _COURSES.sub("", _LOOSE_HYPHEN.sub("-", without_brackets(plain(_NUMBERS.sub(" ", words)))))
    flat = " ".join(bare.split()).strip(" .;:•-–*")  # noqa: RUF001 - a bullet
    rest = _TAKEN_WITH.sub("", flat)
    risk = _RISK.match(rest)
    outcome = _MEASURED.match(rest) or risk
    rest = _ADJUNCT.sub("", outcome["rest"] if outcome else rest)
    acts = "" if outcome else lead
    while (found := _ACT.match(rest)) is not None:
        rest, acts, outcome = found["rest"] or found["rest2"], found["act"] or found["act2"], found
    rest = _SIGNS.sub("", rest)
    people = _PEOPLE.match(rest)
    rest = _SIGNS.sub("", rest[people.end() :] if people else rest)
    return Phrase(rest, acts, outcome is not None, risk is not None, people is not None)


def _caused(phrase: Phrase) -> list[str]:
    """Returns a condition once for each of the causes behind it that a phrase lists, of something prevented none."""
    return [] if phrase.risk or _PREVENTS.search(phrase.acts) else each_cause(until_more(phrase.rest))


def _linked(phrase: Phrase) -> list[str]:
    """Returns the conditions that a phrase coordinates, of something prevented none."""
    if phrase.risk or _PREVENTS.search(phrase.acts):
        return []
    return coordinated(until_more(phrase.rest, _CUT_WIDE)) or coordinated(until_more(phrase.rest))


def _with_act(name: str, phrase: Phrase, lead: str) -> list[str]:
    """Returns what is prevented, made less likely or brought about, with that act; none of what is treated."""
    if phrase.risk:
        return [f"reduction of the risk of {one}" for one in _risks(name)]
    done = _DONE.search(phrase.acts) if _BROUGHT.search(name) else None
    if done is not None:
        return [f"{done.group()} of {name}"]
    whom = phrase.people or _OPENS_PEOPLE.search(lead)
    return [f"prevention of {name}"] if _PREVENTS.search(phrase.acts) and not _TREATS.search(phrase.acts) and not whom else []


def _parts(name: str) -> list[str]:
    examined = _EXAMINATIONS.split(name)
    if all(_EXAMINATION.search(part) for part in examined):
        return examined
    return [name] if _STAGE.search(name) else each_cause(name) or parted(name)


def _risks(name: str) -> list[str]:
    """Returns the events that a phrase lists behind commas; the phrase itself where it does not."""
    parts = _COMMA_LIST.split(name)
    return parts if len(parts) > _LEAST and all(len(part.split()) <= _MOST_RISK for part in parts) else [name]


def _several(words: str) -> list[str]:
    """Returns the known conditions that an item lists behind commas ("fevers: blue fever, green fever and gout"); else none."""
    if _SHARED_CAUSE.match(words):
        return []
    parts = [part for part in _COMMAS.split(_ITEM_HEAD.sub("", words)) if part.strip()]
    names = [name for part in parts if (name := term(part)) is not None and _is_named(name)]
    return names if len(parts) > _LEAST and len(names) == len(parts) else []


def _is_named(name: str) -> bool:
    """Returns whether a phrase is a known condition, or ends in the name of a kind of condition."""
    known = find(name)
    return known is not None and (known.how != "head" or " " in name)
