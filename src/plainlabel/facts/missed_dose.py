"""Missed doses: what to do when one was forgotten, a rule for each schedule.

The rule of one schedule stands in a few sentences that follow one another: one opens it ("If an every 2 week dose is
missed ..."), the next ones say what holds later, near the next dose, and that no two doses are taken. Read from Dosage and
Administration; what patients are told completes it where it is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.kinds import MissedDose
from plainlabel.facts.quantities import number
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_SOURCES = (("34068-7",), ("34076-0", "88436-1"), ("42231-1", "42230-3", "68498-5", "59845-8"))
_WORD = pattern("missed.word")
_NOT = pattern("missed.not")
_SOON = pattern("missed.soon")
_SKIP = pattern("missed.skip")
_NEAR = pattern("missed.near")
_DOUBLE = pattern("missed.double")
_RESTART = pattern("missed.restart")
_NEW_SCHEDULE = pattern("missed.new_schedule")
_ASK = pattern("missed.ask")
_SCHEDULE = pattern("missed.schedule")
_HOURS = pattern("missed.hours")
_UNTIL_NEXT = pattern("missed.until_next")
_SAME_DAY = pattern("missed.same_day")
_UNLESS = re.compile(r"\bunless\b|\bdo not\b|\bnot\b|\bskip\b|\bomit\b", re.IGNORECASE)
_TIMED = re.compile(
    r"\b(?:beyond|within|more than|less than|later than|at least|by|after)\s+(?:day\s+)?\d+(?!\d|\s*doses?\b)"
    r"(?:\s*(?:hours?|days?|weeks?))?|≥\s?\d+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|but)\s+")
_OR_MORE = re.compile(r"\s+or (?:more|longer|later|greater)\b")
_BEYOND = re.compile(r"more than|greater than|longer than|exceed|over|>|≥|at least|later", re.IGNORECASE)
# "The next dose at least 5 hours after the missed one": how far apart, not how late.
_NEXT_DOSE = re.compile(r"\bnext (?:\w+ ){0,2}(?:dose|injection|infusion)\b[^.;,]{0,30}$", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:after|following|from) (?!(?:the|your|their) next\b)", re.IGNORECASE)
_HOURS_OF = {"h": 1.0, "d": 24.0, "w": 168.0, "m": 720.0}
_MARKS = ("miss", "Miss", "forg", "delay", "not taken", "not given", "not administered")
_FOLLOWING = 4
"""Sentences behind the one that opens a rule that may still belong to it."""

_Values = dict[str, Any]


def missed_doses(source: Source) -> Iterator[Fact]:
    """Returns the rules for missed doses, one a schedule, each at the sentence that opens it."""
    rules: dict[str | None, tuple[_Values, Sentence]] = {}
    for codes in _SOURCES:
        found: dict[str | None, tuple[_Values, Sentence]] = {}
        for group in _groups(sentences(source, *codes)):
            values = _on_the_day({} if any(_is_span(one.plain) for one in group) else _rule(group), group)
            if _says_what_to_do(values):
                found.setdefault(values.get("schedule"), (values, group[0]))
        if not rules:
            rules = found
        elif len(rules) == 1 and len(found) == 1:
            _complete(next(iter(rules.values()))[0], next(iter(found.values()))[0])
    for values, first in rules.values():
        yield Fact(MissedDose(**values), first.place(source))


def _on_the_day(values: _Values, group: list[Sentence]) -> _Values:
    """Returns a rule with whether a dose may be made up on the day it was missed only."""
    same = values.get("take") == "as_soon_as_remembered" and any(_SAME_DAY.search(sentence.plain) for sentence in group)
    return {**values, "same_day": True} if same else values


def _says_what_to_do(values: _Values) -> bool:
    return any(name in values for name in ("take", "within_hours", "until_next_hours", "late", "near_next", "no_double"))


def _complete(values: _Values, more: _Values) -> None:
    """Adds what only a later source says, where it does not gainsay the first."""
    limited = "within_hours" in values or "until_next_hours" in values
    if not limited and "take" not in values:
        values.update({name: more[name] for name in ("take", "within_hours", "until_next_hours", "late") if name in more})
    for name in ("near_next", "no_double"):
        if name in more and not (name == "near_next" and (limited or values.get("take") == "skip")):
            values.setdefault(name, more[name])


def _groups(every: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Returns the sentences that belong to one rule, rule by rule."""
    group: list[Sentence] = []
    behind = 0
    for sentence in every:
        told = any(mark in sentence.text for mark in _MARKS)
        if not told and not group:
            continue
        opens = told and bool(_WORD.search(sentence.plain)) and not _NOT.search(sentence.plain) and sentence.kind != "row"
        if group and (sentence.section is not group[0].section or behind >= _FOLLOWING):
            yield group
            group = []
        if opens and group and _schedule(sentence.plain) not in {None, _schedule(group[0].plain)}:
            yield group
            group = []
        if opens:
            group.append(sentence)
            behind = 0
        elif group:
            behind += 1
            if _belongs(sentence.plain):
                group.append(sentence)
    if group:
        yield group


def _belongs(text: str) -> bool:
    return bool(
        _NEAR.search(text)
        or _NEW_SCHEDULE.search(text)
        or _DOUBLE.search(text)
        or (_HOURS.search(text) and (_UNTIL_NEXT.search(text) or _NEW_SCHEDULE.search(text)))
    )


def _schedule(text: str) -> str | None:
    found = _SCHEDULE.search(text)
    if found is None:
        return None
    if found["n"]:
        count = int(number(found["n"]))
        return f"every {count} {found['unit'].lower()}s" if count > 1 else f"every {found['unit'].lower()}"
    return next(name.replace("_", " ") for name in ("daily", "weekly", "monthly", "twice") if found[name]).replace(
        "twice", "twice daily"
    )


def _rule(group: list[Sentence]) -> _Values:
    """Returns the fields of the rule that the sentences state together."""
    values: _Values = {}
    schedule = _schedule(group[0].plain)
    if schedule:
        values["schedule"] = schedule
    limits: list[tuple[str, float]] = []
    for sentence in group:
        text = sentence.plain
        if "vomit" in text and "miss" not in text:
            continue
        if _DOUBLE.search(text):
            values["no_double"] = True
        # "No two doses within 12 hours" is no limit for the missed one.
        limit = None if _DOUBLE.search(text) and not _WORD.search(text) else _limit(text)
        if limit is not None:
            limits.append(limit)
            if late := _late(text, limit[0]):
                values.setdefault("late", late)
        else:
            _plain_rule(values, text)
    _drop_skip(values, [] if limits else group)
    if {name for name, _ in limits} == {"within_hours"} and values.get("take") == "skip" and "near_next" not in values:
        values.pop("late", None)
        return values  # A dose that is left out has no time limit: the limit says when to begin anew.
    if len(set(limits)) == 1:
        name, hours = limits[0]
        values[name] = hours
        values.pop("take", None)
    elif limits:
        return {}  # Several limits: which holds when is a table of its own.
    return values


def _drop_skip(values: _Values, group: list[Sentence]) -> None:
    """Takes away a plain "skip" that holds only before or after a time that was not read."""
    if values.get("take") == "skip" and any(_TIMED.search(sentence.plain) for sentence in group):
        del values["take"]


def _plain_rule(values: _Values, text: str) -> None:
    """Adds what a sentence without a time limit says."""
    if _NEAR.search(text) and _SKIP.search(text):
        values["near_next"] = "skip"
        if not _SOON.search(text):
            return
    soon = _SOON.search(text)
    if soon and _ASK.search(text) and soon.group().lower() in {"right away", "immediately", "promptly"}:
        values.setdefault("take", "ask")
    elif soon:
        values.setdefault("take", "as_soon_as_remembered")
        if _NEW_SCHEDULE.search(text):
            values.setdefault("late", "take_now_new_schedule")
    elif _NEW_SCHEDULE.search(text) and values.get("take") == "as_soon_as_remembered":
        values.setdefault("late", "take_now_new_schedule")
    elif _ASK.search(text):
        values.setdefault("take", "ask")
    elif _SKIP.search(_DOUBLE.sub(" ", text)):
        values.setdefault("take", "skip")


def _limit(text: str) -> tuple[str, float] | None:
    """Returns which limit a sentence sets and its hours, None where it sets none or several."""
    found = [one for one in _HOURS.finditer(text) if one["mark"].lower() != "is" or _UNTIL_NEXT.search(one["after"])]
    found = [one for one in found if "vomit" not in text[max(0, one.start() - 40) : one.start()]]
    found = [one for one in found if not (_NEXT_DOSE.search(text, 0, one.start()) and _BEHIND.match(one["after"]))]
    hours = {number(one["number"]) * _HOURS_OF[one["unit"][0].lower()] for one in found}
    if len(hours) != 1:
        return None
    near = text[max(0, found[0].start() - 40) : found[0].start()] + found[0]["after"]
    return ("until_next_hours" if _UNTIL_NEXT.search(near) else "within_hours"), hours.pop()


def _is_span(text: str) -> bool:
    """Returns whether a sentence speaks of doses missed by a span ("more than 4 weeks and less than 5 weeks")."""
    behind = [joint.end() + one.start("after") for one in _HOURS.finditer(text) if (joint := _AND.match(one["after"]))]
    return any((more := _HOURS.match(text, start)) and more["mark"].lower() != "is" for start in behind)


def _late(text: str, limit: str) -> str | None:
    """Returns what a sentence with a limit says to do once it has passed, None where it speaks of the time before."""
    found = _HOURS.search(text)
    if found is None:
        return None
    beyond = bool(_BEYOND.match(found["mark"])) or found["more"] == "more" or bool(_OR_MORE.match(found["after"]))
    if limit == "within_hours":
        beyond = beyond or bool(re.search(r"\bnot\b[^.;]*within", text))
    late = beyond if limit == "within_hours" else not beyond and bool(_UNLESS.search(text))
    if not late:
        return None
    if _RESTART.search(text):
        return "restart"
    if _NEW_SCHEDULE.search(text):
        return "take_now_new_schedule"
    if _SKIP.search(text) or _UNLESS.search(text[: found.start()]):
        return "skip"
    return "ask" if _ASK.search(text) else None
