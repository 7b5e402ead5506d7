"""Whom each place of the adverse reactions speaks of: the people of one trial or of several pooled, told apart by number.

A sentence that tells who was studied ("The safety of ... was evaluated in ...") holds for the lists and tables behind it, up to the
next such sentence. A list or table that names the trial of another such sentence belongs to that one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.source import Source
from plainlabel.facts.table_population import is_condition
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_STUDIED = Guarded(pattern("lists.people_studied"))
_POOLED_PART = pattern("lists.pooled_part")
_TRIAL = pattern("tables.trial")
_OWN_TRIAL = pattern("lists.own_trial")
_YOUNG = Guarded(pattern("lists.young_people"))
_POPULATION = pattern("lists.people_heading")
_RUN_IN = pattern("lists.people_run_in")
_GROUP = pattern("lists.people_group")
_NO_PEOPLE = pattern("lists.no_people")
_TRIAL_WAS = Guarded(pattern("lists.trial_was"))
_NO_TRIAL = pattern("lists.no_trial")
_OF_DISEASE = pattern("lists.gene_behind")
_BELOW = pattern("lists.same_people_below")
_FOR_BOTH = pattern("lists.both_ages")
_INDICATIONS: Final = "34067-9"
_HEADING: Final = 80
_NAMED: Final = 5
"""So many words of a heading that names people tell them apart."""
_REACH: Final = 500
"""How far a sentence that tells who was studied is read for the names of trials."""
_OWN_SENTENCE = re.compile(rf"(?:^|(?<=\. ))(?:{_OWN_TRIAL.pattern})")
_PLURAL = re.compile(r"^(?:Studies|Study|Trials?)")
_RUN = Guarded(
    re.compile(
        r"\b(?:[Ss]tudy|[Ss]tudies|[Tt]rials?) (?P<numbers>[A-Z\d]{1,2}(?:(?:, and|,| and| &) (?:Study |Trial )?[A-Z\d]{1,2}\b)+)"
    )
)
_NUMBER = re.compile(r"\b[A-Z\d]{1,2}\b")
_IN_BRACKETS = re.compile(r"\((?P<short>[A-Z]{3,8})s?\)")
_BEFORE = re.compile(r"(?:[A-Za-z]+[ -]){1,8}$")
_LONGEST: Final = 120
_PARTS = re.compile(r"[ -]")
_RUNNING = frozenset({"paragraph", "item", "heading"})

People = str
"""A key for the people of a place; equal keys are the same people."""


class _Stretch(NamedTuple):
    start: int
    people: People
    young: bool
    named: bool = False


class Told:
    """Who is spoken of at each place of the sections on adverse reactions."""

    def __init__(self, source: Source, sections: list[Section]) -> None:
        """Reads the sentences that tell who was studied, and the captions of tables, once."""
        self._stretches: dict[str, list[_Stretch]] = {}
        self._captions: dict[str, list[tuple[int, People | None]]] = {}
        self._trials: dict[frozenset[str], People] = {}
        self._known: set[str] = set()
        self._names = source.names
        self._count = 0
        self._short = {name for section in (*sections, *source.under(_INDICATIONS)) for name in _explained(section.text)}
        for section in sections:
            self._stretches[section.id] = list(self._of(source, section))
        for section in sections:
            self._captions[section.id] = [
                (one.start, self._named(section.text[one.start : one.end]))
                for one in source.passages(section)
                if one.kind == "caption"
            ]

    def at(self, section_id: str | None, start: int, clause: str = "", *, apart: bool = False) -> People | None:
        """Returns whose reactions a clause gives, None where nothing tells; `apart` tells the trials of one sentence apart."""
        stretch = self._stretch(section_id, start)
        around = stretch.people if stretch is not None else None
        if own := _OWN_TRIAL.match(clause):
            around = self._named(clause, apart=apart) or own["trial"].lower()
        else:
            around = self._named(clause, apart=apart) or around
        if _YOUNG.search(clause) and not _FOR_BOTH.search(clause) and not (stretch is not None and stretch.young):
            return f"{around or ''} young"
        return around

    def of_table(self, section_id: str | None, start: int) -> People | None:
        """Returns whose reactions a table gives, by the trial its caption names, else by the text before it."""
        captions = self._captions.get(section_id or "", [])
        at = bisect_right(captions, (start, "\uffff"), key=lambda one: (one[0], one[1] or "")) - 1
        named = captions[at][1] if at >= 0 else None
        return named or self.at(section_id, start)

    def table_at(self, section_id: str | None, start: int) -> int:
        """Returns where the caption of the table at a place begins, 0 without one."""
        return max((at for at, _ in self._captions.get(section_id or "", []) if at <= start), default=0)

    def _of(self, source: Source, section: Section) -> Iterator[_Stretch]:
        if section.number is not None and "." in section.number and is_condition(section.title):
            yield self._new(0, section.title)
        yield from self._running(source, section)

    def _running(self, source: Source, section: Section) -> Iterator[_Stretch]:
        pooled = named = False
        headed: frozenset[str] = frozenset()
        for one in source.passages(section):
            if one.highlight or one.kind not in _RUNNING:
                continue
            words = section.text[one.start : one.end]
            if len(words) < _HEADING and words[-1:].isalpha() and _is_heading(one.kind, words):
                yield self._new(one.start, words)
                named = False
                continue
            people = _headed(words)
            if people and not people <= headed:  # "Less Common Adverse Reactions in Adults" goes on with the adults.
                yield self._new(one.start, words[:_HEADING])
                named = False
            headed = people or headed
            end = 0
            # Of trials pooled each "Among 90 people who received ..." is a population of its own.
            forms = (_STUDIED, _OWN_SENTENCE, _TRIAL_WAS, _POOLED_PART) if pooled else (_STUDIED, _OWN_SENTENCE, _TRIAL_WAS)
            for begin in sorted({found.start() for form in forms for found in form.finditer(words)}):
                start = max(words.rfind(". ", end, begin), words.rfind("\n", end, begin)) + 1 or end
                end = begin
                pooled = "pooled" in words[start : begin + _REACH] or (pooled and words.startswith("Among", begin))
                told = words[start : begin + _REACH]
                if named and _BELOW.search(told) and not self._names_trials(told):
                    continue  # What follows of the people of the trial just told of.
                stretch = self._new(one.start + start, told)
                named = stretch.named
                yield stretch

    def _names_trials(self, words: str) -> bool:
        return bool(_trials(words, self._names, self._short))

    def _new(self, start: int, words: str) -> _Stretch:
        """Returns the stretch a sentence opens; the trials it names together are those people, one of several is not."""
        trials = _trials(words, self._names, self._short)
        self._known |= trials
        if trials and trials in self._trials:
            return _Stretch(start, self._trials[trials], bool(_YOUNG.search(words)), named=True)
        self._count += 1
        people = str(self._count)
        if trials:
            self._trials[trials] = people
        return _Stretch(start, people, bool(_YOUNG.search(words)), named=bool(trials))

    def _stretch(self, section_id: str | None, start: int) -> _Stretch | None:
        stretches = self._stretches.get(section_id or "", [])
        at = bisect_right(stretches, start, key=lambda one: one.start) - 1
        return stretches[at] if at >= 0 else None

    def _named(self, words: str, *, apart: bool = False) -> People | None:
        """Returns the people of the trials that words name together, None where they name none that is told of."""
        trials = _trials(words, self._names, self._short) & self._known if self._known else None
        if not trials:
            return None
        if (people := self._trials.get(trials)) is not None:
            return people
        if apart:
            return " ".join(sorted(trials))
        # Of those told of together with others the fewest: "Study A" is rather the people of "Study A" than of A, B and C pooled.
        return min(((len(every), people) for every, people in self._trials.items() if trials <= every), default=(0, None))[1]


def _trials(words: str, names: re.Pattern[str] | None, short: set[str]) -> frozenset[str]:
    """Returns the trials that words name, each of "Studies 1 and 2" by its number.

    The medicine may be in capitals too, and so are receptors, references ("WARNINGS") and the `short` forms of other words.
    """
    found = {
        _PLURAL.sub("Study", one.group())
        for one in _TRIAL.finditer(words)
        if one.group() not in short
        and not _NO_TRIAL.fullmatch(one.group())
        and not _OF_DISEASE.match(words, one.end())
        and (names is None or not names.search(one.group()))
    }
    for run in _RUN.finditer(words):
        found |= {f"Study {number}" for number in _NUMBER.findall(run["numbers"])}
    return frozenset(found)


def _explained(text: str) -> Iterator[str]:
    """Returns the short forms that a text explains by the words before them ("non-steroidal aromatase inhibitor (NSAI)")."""
    for found in _IN_BRACKETS.finditer(text):
        before = _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        initials = iter([part[0].lower() for part in _PARTS.split(before.group().strip()) if part]) if before else iter("")
        if all(letter in initials for letter in found["short"].lower()):
            yield found["short"]


def _headed(words: str) -> frozenset[str]:
    """Returns the first words of the people that a paragraph's own heading names ("Adverse Reactions in Adults With Gout")."""
    heading = _RUN_IN.match(words)
    if heading is None or not _GROUP.search(heading.group()):
        return frozenset()
    named = [word.lower() for word in re.findall(r"[\w’'/-]+", heading["people"]) if not _NO_PEOPLE.fullmatch(word)]  # noqa: RUF001
    return frozenset(named[:_NAMED])


def _is_heading(kind: str, words: str) -> bool:
    """Returns whether words head what is told of people with a condition; a reaction may be a heading too, of one paragraph."""
    return kind == "heading" and _POPULATION.search(words) is not None and is_condition(words)
