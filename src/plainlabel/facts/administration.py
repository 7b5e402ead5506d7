"""How a medicine is taken or given: sites, giver, food, water, time of day, crushing, warming up, time of an infusion.

The rules are data (vocabulary/administration_rules.tsv): the words that state an aspect and the words that bar it. A few aspects
have minutes, which are read here. Dosage and Administration is read first, then what patients are told; a rule said
twice is one fact, at its first place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from plainlabel.facts.drug_facts import orders
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections, sentences
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Administration
from plainlabel.facts.population import population
from plainlabel.facts.quantities import number
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_SECTIONS = ("34068-7", "60562-6", "34076-0", "88436-1", "59845-8", "42230-3", "42231-1", "68498-5")
# Warnings tell who may give a medicine.
_WARNINGS = ("34066-1", "34071-1", "43685-7", "42232-9")
_GIVERS = Guarded(
    re.compile(
        r"\bby (?:a |an |only )?(?:\w+ )?(?:\w+ )?(?:health\s?care|physician|clinician|nurse|personnel)|\bself-?(?:admin|inject)",
        re.IGNORECASE,
    )
)
_OVER_THE_COUNTER = frozenset({"55105-1", "55106-9"})
_DOSAGE = frozenset({"34068-7", "60562-6"})
_WARM_UP = pattern("administration.warm_up")
_INFUSION = pattern("administration.infusion")
_INFUSION_NAMED = pattern("administration.infusion_named")
_INFUSION_LASTS = pattern("administration.infusion_lasts")
_INFUSION_BEHIND = pattern("administration.infusion_behind")
_WARM_FIRST = pattern("administration.warm_first")
_INFUSION_NOT = pattern("administration.infusion_not")
_THEN = pattern("administration.then")
_MINUTES = pattern("administration.minutes")
_STRENGTH = pattern("administration.for_strength")


class _Rule(NamedTuple):
    """One rule of reading: a sentence with a stem that matches the pattern and not the bar states the aspect."""

    aspect: str
    value: str | None
    allowed: bool
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    bar: re.Pattern[str] | None


def _rules() -> tuple[_Rule, ...]:
    text = files("plainlabel.vocabulary").joinpath("administration_rules.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        _Rule(aspect, value or None, allowed == "1", tuple(stems.split("|")), re.compile(words), re.compile(bar) if bar else None)
        for aspect, value, allowed, stems, words, bar in rows
    )


_RULES: Final = _rules()
_STEMS: Final = frozenset(stem for rule in _RULES for stem in rule.stems)
_GIVER_RULES: Final = tuple(rule for rule in _RULES if rule.aspect == "giver" and rule.value == "healthcare professional")
_OTHER_SUBJECT = pattern("administration.other_subject")
_OWN_SUBJECT = pattern("administration.own_subject")
_PATIENT = pattern("administration.patient_or_caregiver")
_TAKING = frozenset({"food", "empty_stomach", "time_of_day", "water"})
_NOT_WARM = re.compile(
    r"\b(?:not|stor\w*|stable|days?|hours?|samples?|thaw\w*|frozen|reconstitut\w*|dilut(?!ed (?:solution|infusion))\w*|if)\b",
    re.IGNORECASE,
)
_IF_COLD = re.compile(r"^\W*If refrigerated, ")
_AROUND_MEAL = re.compile(r"\s(?:before|prior to|after)\b", re.IGNORECASE)
_TAKES_TIME = re.compile(r"\W*(?:this|it|warming)\b[^.;]{0,30}\btakes?\b", re.IGNORECASE)
_STOMACH = frozenset({"food", "empty_stomach"})
# Said together: "without food (at least 1 hour before a meal)".
_FASTING = frozenset({("food", "without"), ("empty_stomach", None)})
# The same place, the most exact name first.
_BUTTOCK: Final = ("upper outer buttock", "gluteal muscle of the buttock", "buttock")
_TAKES = re.compile(
    r"\b(?:take|taken|taking|administer\w*|give[n]?|swallow\w*|use[d]?|apply|applied|inject\w*|drink)\b", re.IGNORECASE
)
_Key = tuple[str, str | None, bool, float | None]


def administrations(source: Source) -> Iterator[Fact]:
    """Returns the rules of taking and giving the medicine, each once."""
    found: dict[_Key, tuple[Administration, Sentence]] = {}
    warming = False
    over_the_counter = any(section.code in _OVER_THE_COUNTER for section in source.label.sections)
    # Over-the-counter labels put directions under any heading.
    for sentence in (*sentences(source, *_SECTIONS, *(("34067-9",) if over_the_counter else ())), *orders(source)):
        read = [*_read(source, sentence), *(_takes(sentence.text) if warming else ())]
        warming = "room temperature" in sentence.text and not any(
            value.aspect == "warm_up" and value.minutes_low is not None for value in read
        )
        for value in read:
            minutes = None if value.aspect == "empty_stomach" else value.minutes_low
            key = (value.aspect, value.value, value.allowed, minutes)
            known = found.get(key)
            if known is None:
                if not _gainsaid(value, found):
                    found[key] = value, sentence
            elif value.min_age_months is not None and known[0].min_age_months is None:
                found[key] = value, sentence
    for value, sentence in _givers_in_warnings(source):
        found.setdefault((value.aspect, value.value, value.allowed, None), (value, sentence))
    timed = any(value.aspect == "warm_up" and value.minutes_low is not None for value, _ in found.values())
    for value, sentence in found.values():
        if not (timed and value.aspect == "warm_up" and value.minutes_low is None) and not _told_better(value, found):
            yield Fact(value, sentence.place(source))


def _givers_in_warnings(source: Source) -> Iterator[tuple[Administration, Sentence]]:
    """Returns who may give the medicine, as warnings say it."""
    for section in full_sections(source, *_WARNINGS):
        if not _GIVERS.search(section.text):
            continue
        for passage in source.full_text(section):
            sentence = Sentence(section, passage.start, passage.end, passage.kind)
            for rule in _GIVER_RULES if _GIVERS.search(sentence.text) else ():
                if rule.pattern.search(sentence.plain) and not (rule.bar and rule.bar.search(sentence.plain)):
                    yield _value(rule, sentence.plain), sentence


def _gainsaid(value: Administration, seen: Collection[_Key]) -> bool:
    """Returns whether a rule read before leaves no room for this one: the first section that speaks of it counts."""
    if value.aspect in {"crush", "chew", "split"}:
        return (value.aspect, None, not value.allowed, None) in seen
    if value.aspect in _STOMACH:
        told = {(aspect, with_) for aspect, with_, *_ in seen if aspect in _STOMACH}
        return bool(told) and not ({(value.aspect, value.value), *told} <= _FASTING)
    if value.aspect == "warm_up":
        return any(aspect == "warm_up" and low == value.minutes_low for aspect, _, _, low in seen)
    return value.aspect == "water" and value.value == "water" and ("water", "full glass", True, None) in seen


def _told_better(value: Administration, seen: Collection[_Key]) -> bool:
    """Returns whether the same place of injection is told with a more exact name."""
    if value.aspect != "site" or value.value not in _BUTTOCK:
        return False
    return any(("site", name, True, None) in seen for name in _BUTTOCK[: _BUTTOCK.index(value.value)])


@lru_cache(maxsize=64)
def _rules_of(text: str) -> tuple[tuple[_Rule, tuple[str, ...]], ...]:
    """Returns the rules of which the text of a section has a stem, with those stems: its sentences need no look for others."""
    lower = text.lower()
    present = {stem for stem in _STEMS if stem in lower}
    return tuple((rule, tuple(present.intersection(rule.stems))) for rule in _RULES if not present.isdisjoint(rule.stems))


def _read(source: Source, sentence: Sentence) -> Iterator[Administration]:
    lower = sentence.text.lower()
    dosing = not _DOSAGE.isdisjoint(source.codes(sentence.section))
    for rule, stems in _rules_of(sentence.section.text):
        for stem in stems:
            if stem in lower:
                break
        else:
            continue
        for text in _items(sentence.plain):
            if rule.aspect in _TAKING and (_of_other(source, text) or not (dosing or _TAKES.search(text))):
                continue
            if rule.pattern.search(text) and not (rule.bar and rule.bar.search(text)):
                yield _value(rule, text)
    if "room temperature" in lower:
        yield from _warm_up(sentence.text)
    if dosing and ("minute" in lower or "hour" in lower):
        yield from _infusion(sentence.plain)


def _items(text: str) -> list[str]:
    """Returns the items of a list that one cell or line holds ("take 1 at night • do not take more"), else the text."""
    return text.split("•") if text.count("•") > 1 else [text]


def _of_other(source: Source, text: str) -> bool:
    """Returns whether a sentence speaks of how another medicine is taken."""
    found = _OTHER_SUBJECT.match(text)
    return (
        found is not None
        and source.names is not None
        and not source.names.search(found["name"])
        and not _OWN_SUBJECT.match(found["name"])
    )


def _value(rule: _Rule, text: str) -> Administration:
    if rule.aspect == "upright":
        found = _MINUTES.search(text)
        low, high = _span(found) if found else (None, None)
        return Administration("upright", minutes_low=low, minutes_high=high)
    if rule.aspect == "empty_stomach":
        told = [one for one in _MINUTES.finditer(text) if _AROUND_MEAL.match(text, one.end())]
        low, high = _span(told[0]) if len(told) == 1 and "half" not in text else (None, None)
        return Administration("empty_stomach", minutes_low=low, minutes_high=high)
    age = (
        population(text).min_age_months if rule.aspect == "giver" and not (rule.value != "self" and _PATIENT.search(text)) else None
    )
    return Administration(rule.aspect, rule.value, rule.allowed, min_age_months=age)


def _warm_up(text: str) -> Iterator[Administration]:
    """Returns how long to let the medicine warm up, a rule for each strength named."""
    if not _WARM_UP.search(text):
        if _WARM_FIRST.search(text) and not _NOT_WARM.search(_IF_COLD.sub("", text)):
            yield Administration("warm_up")
        return
    found = list(_MINUTES.finditer(text))
    for one in found:
        low, high = _span(one)
        strength = _STRENGTH.match(text, one.end()) if len(found) > 1 else None
        yield Administration("warm_up", strength["strength"] if strength else None, minutes_low=low, minutes_high=high)


def _takes(text: str) -> Iterator[Administration]:
    """Returns how long warming up takes, said in the sentence behind ("This generally takes 15 to 30 minutes")."""
    if _TAKES_TIME.match(text) and (found := _MINUTES.search(text)):
        low, high = _span(found)
        yield Administration("warm_up", minutes_low=low, minutes_high=high)


def _infusion(text: str) -> Iterator[Administration]:
    """Returns how long an infusion takes, several where the first one takes longer."""
    if _INFUSION_NOT.search(text):
        return
    found = _INFUSION.search(text) or _INFUSION_NAMED.search(text) or _INFUSION_LASTS.search(text) or _INFUSION_BEHIND.search(text)
    while found is not None:
        low, high = _span(found)
        yield Administration("infusion", minutes_low=low, minutes_high=high)
        found = _THEN.match(text, found.end())


def _span(found: re.Match[str]) -> tuple[float, float]:
    """Returns the least and the most minutes."""
    unit = found["unit"].lower()
    low = number(found["low"]) * _minutes((found["low_unit"] or unit).lower())
    return low, (number(found["high"]) * _minutes(unit) if found["high"] else low)


def _minutes(unit: str) -> float:
    return 60.0 if unit.startswith("h") else 1.0
