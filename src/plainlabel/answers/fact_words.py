"""The facts of a label in words for people: short lines under headings, in the order a person wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import convert
from msgspec.structs import replace

from plainlabel.answers import fact_groups
from plainlabel.answers.indications import use_of
from plainlabel.answers.sentences.dosing import spoken
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.using import amount
from plainlabel.answers.sentences.words import people, thing
from plainlabel.answers.storage import rule_in_words
from plainlabel.answers.wording import capital, figure, listed, lower_words
from plainlabel.facts.kinds import (
    AdverseReaction,
    BoxedWarning,
    Contraindication,
    Dosage,
    EffectOverTime,
    FactValue,
    Indication,
    IngredientFact,
    Limitation,
    Metabolism,
    Storage,
    TermCount,
    Warning_,
)
from plainlabel.vocabulary.end_points import meaning_of_end_point
from plainlabel.vocabulary.topics import TOPICS

_SPOKEN_OF: Final = frozenset({"advice", "reaction"})
_MOST_REACTIONS: Final = 25
"""So many rates a population are shown, the highest first; `facts NAME adverse_reaction` gives all."""
_PHASES: Final = {"starting": "to start", "loading": "first", "maintenance": "then", "usual": "", "maximum": "at most"}
_BEGINS: Final = frozenset({"starting", "loading"})
_GOES_ON: Final = ("then ", "or ", "at most ")
"""How a dose begins that goes on from the one before it."""
_MOST_RESULTS: Final = 6
_MOST_LINES: Final = 40
_REPORTED: Final = (
    ("serious", "Serious"),
    ("common", "Common"),
    ("reported", "Also seen in studies"),
    ("postmarketing", "Reported since on the market"),
)
_PAGE: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("What it is for, by its label", ("indication",)),
    ("Not for", ("limitation",)),
    ("Boxed warning, the strongest kind", ("boxed_warning",)),
    ("When it must not be used", ("contraindication",)),
    ("How much and how often", ("dosage",)),
    ("Kidney and liver disease", ("adjustment",)),
    ("How to take or give it", ("administration",)),
    ("A missed dose", ("missed_dose",)),
    ("Stopping", ("stopping",)),
    ("Too much of it", ("overdose",)),
    ("Warnings about", ("warning",)),
    ("Side effects", ("adverse_reaction",)),
    ("With other medicines, food and drink", ("interaction",)),
    ("Pregnancy, children, older people", ("population",)),
    ("How to keep it", ("storage",)),
    ("How it works", ("mechanism", "functional_study")),
    ("In studies over time", ("effect",)),
    ("In the body", ("pharmacokinetic",)),
    ("Enzymes and transporters", ("metabolism",)),
    ("Controlled drug", ("schedule",)),
    ("Forms and strengths", ("strength",)),
    ("What it looks like", ("appearance",)),
    ("Dates of the label", ("date",)),
    ("The label also speaks of", ("term",)),
)
"""The headings of a medicine's page and the kinds of fact under each. Products, ingredients and classes stand in its record."""


def facts_in_words(facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Returns (heading, lines) for each kind of fact that is held, each line once; `facts` as in `show --json`, by kind."""
    return values_in_words({kind: values_of(kind, held) for kind, held in facts.items()})


def values_in_words(values: Mapping[str, Sequence[FactValue]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Returns (heading, lines) for each kind of fact that is held, each line once; `values` by kind."""
    for heading, held in _PAGE:
        lines = [line for kind in held for line in _lines(kind, values.get(kind, ()))]
        if kept := tuple(dict.fromkeys(line for line in lines if line)):
            over = len(kept) - _MOST_LINES
            yield heading, (*kept[:_MOST_LINES], f"and {over} more") if over > 0 else kept


def values_of(kind: str, held: Iterable[Mapping[str, Any]]) -> list[FactValue]:
    """Returns the fact values of one kind from their JSON form (places left aside)."""
    return [convert({**{name: told for name, told in one.items() if name != "place"}, "kind": kind}, FactValue) for one in held]


def _lines(kind: str, values: Sequence[FactValue]) -> Iterable[str]:
    gather = _GATHERED.get(kind)
    return gather(values) if gather is not None else [line for value in values for line in _line(value)]


def _line(value: FactValue) -> Iterator[str]:
    """Yields a fact as a line under its heading; where the heading says the verb, the line is the bare term."""
    match value:
        case Indication():
            yield capital(use_of(value))
        case Limitation() | Contraindication():
            yield value.term
        case Warning_():
            yield lower_words(value.subject)
        case Storage():
            yield rule_in_words(value)
        case BoxedWarning():
            yield from _boxed(value)
        case IngredientFact():
            yield say(value).rstrip(".")
        case _:
            yield say(value)


def _reactions(values: Sequence[AdverseReaction]) -> Iterator[str]:
    """Yields the rates, the highest first in each population, then what is named without a rate, by how it was reported."""
    groups: dict[tuple[str, str], list[AdverseReaction]] = {}
    for value in values:
        if value.rate_percent is not None:
            groups.setdefault((value.condition or "", value.dose or ""), []).append(value)
    for (condition, dose), rated in groups.items():
        rated.sort(key=lambda one: -(one.rate_percent or 0))
        where = " ".join(
            filter(None, (f"In {thing(condition)}" if condition else "In studies", f"on {spoken(dose)}" if dose else ""))
        )
        shown = "; ".join(map(_rate, rated[:_MOST_REACTIONS]))
        yield f"{where} (of 100 people{_comparator(rated)}): {shown}"
    for seriousness, heading in _REPORTED:
        named = dict.fromkeys(thing(one.term) for one in values if one.rate_percent is None and one.seriousness == seriousness)
        if named:
            yield f"{heading}: {', '.join(named)}"


def _doses(values: Sequence[Dosage]) -> Iterator[str]:
    """Yields one line a condition and group of people: its doses in the order of the label, a second course behind "or"."""
    groups: dict[tuple[str, str], list[str]] = {}
    last: dict[tuple[str, str], str] = {}
    for value in values:
        condition = thing(value.condition) if value.condition else ""
        who = people(value.min_age_months, value.max_age_months, value.adults, value.min_weight_kg, value.max_weight_kg)
        another = "or " if value.phase in _BEGINS and last.get((condition, who)) == "maintenance" else ""
        last[condition, who] = value.phase
        groups.setdefault((condition, who), []).append(
            f"{another}{_PHASES[value.phase]} {amount(value)}".replace("  ", " ").strip()
        )
    for (condition, who), doses in groups.items():
        lead = ", ".join(filter(None, (capital(condition), who)))
        if lead:
            yield f"{lead}: {'; '.join(doses)}"
        else:
            yield from _courses(doses)


def _courses(doses: Sequence[str]) -> Iterator[str]:
    """Yields each course of doses: one that goes on from another ("then", "or") stands on its line."""
    course: list[str] = []
    for dose in doses:
        if course and not dose.startswith(_GOES_ON):
            yield capital("; ".join(course))
            course = []
        course.append(dose)
    if course:
        yield capital("; ".join(course))


def _effects(values: Sequence[EffectOverTime]) -> Iterator[str]:
    """Yields one line a condition and time: the results beside the comparator, as many as can be read, scores explained once."""
    groups: dict[tuple[str, float | None, str], list[str]] = {}
    explained: set[str] = set()
    for value in values:
        told = say(replace(value, week=None, condition=None)).rstrip(".")
        if (meaning := meaning_of_end_point(value.end_point)) in explained:
            told = told.replace(f" ({meaning})", "", 1)
        explained.add(meaning)
        groups.setdefault((value.condition or "", value.week, value.trial or ""), []).append(told)
    for (condition, week, trial), results in groups.items():
        when = f"week {figure(week)}" if week is not None else ""
        lead = ", ".join(filter(None, (capital(thing(condition)), trial, when)))
        over = f"; and {len(results) - _MOST_RESULTS} more" if len(results) > _MOST_RESULTS else ""
        yield f"{lead or 'Results'}: {'; '.join(results[:_MOST_RESULTS])}{over}"


def _rate(value: AdverseReaction) -> str:
    against = f" (against {figure(value.comparator_percent)})" if value.comparator_percent is not None else ""
    return f"{thing(value.term)} {'under ' if value.below else ''}{figure(value.rate_percent or 0)}{against}"


def _comparator(rated: Sequence[AdverseReaction]) -> str:
    names = dict.fromkeys(spoken(one.comparator.lower()) for one in rated if one.comparator)
    return f"; in brackets: {' or '.join(names)}" if names else ""


def _enzymes(values: Sequence[Metabolism]) -> Iterator[str]:
    """Yields one line a role: the enzymes and transporters by which it is broken down, that it slows, that it speeds up."""
    for role, negated, words in (
        ("substrate", False, "broken down or moved by"),
        ("inhibitor", False, "it slows"),
        ("inducer", False, "it speeds up"),
        ("inhibitor", True, "it does not slow"),
        ("inducer", True, "it does not speed up"),
    ):
        named = [one.enzyme for one in values if one.role == role and one.negated == negated]
        if named:
            yield capital(f"{words} {listed(list(dict.fromkeys(named)))}")


def _boxed(value: BoxedWarning) -> Iterator[str]:
    if not value.present:
        yield "none"
    elif value.subjects:
        yield from map(lower_words, value.subjects)
    else:
        yield "the label has one"


def _topics(values: Sequence[TermCount]) -> Iterator[str]:
    told = {one.topic for one in values if one.role in _SPOKEN_OF}
    yield from (topic.title.lower() for topic in TOPICS if topic.key in told)


# Kinds whose facts are told together; a kind holds values of its own record only.
_GATHERED: Final[Mapping[str, Callable[[Sequence[Any]], Iterator[str]]]] = {
    "adverse_reaction": _reactions,
    "dosage": _doses,
    "effect": _effects,
    "metabolism": _enzymes,
    "term": _topics,
    "strength": fact_groups.strengths,
    "administration": fact_groups.ways,
    "mechanism": fact_groups.acts,
    "population": fact_groups.groups,
    "pharmacokinetic": fact_groups.figures,
    "date": fact_groups.dates,
}
