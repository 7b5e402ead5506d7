"""Orders the passages that an answer rests on and those that were found beside them: a weighted sum of a few features.

The weights are data, from `tools/train_ranking.py`. Each feature lies between 0 and 1, so that a weight says what it is worth:

- *plan*: how high the passage's section stands in the plan of the question's type
- *first*: whether the section is the first of the plan that this label has
- *bm25*: the passage's score in the search inside the label, against the best one
- *words*: the share of the question's words that the passage holds
- *topic*: whether the passage says a word of the topic
- *home*: whether the section is about a topic of the question by the label standard
- *headed*: whether a heading of the section says a word of a topic
- *titled*: whether a heading of the section says what answers to this type say
- *cue*: how many different things the passage says that answers to this type say
- *cited*: 1 for the passage the answer quotes first, less for each one after it
- *highlight*: whether it repeats full text
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final

import msgspec

from plainlabel.edition.opened import Edition
from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words, topics_of
from plainlabel.retrieval.find import HEADING_KINDS, pool, stems
from plainlabel.retrieval.plan import aspect, homes, plan_for
from plainlabel.retrieval.reading import Found, Reading

FEATURES: Final = tuple(
    "plan first bm25 words topic home headed titled cue cited highlight".split()  # noqa: SIM905 - one line
)
_PER_PLACE: Final = 0.1
_AT_HOME: Final = 4
_WITH_CUES: Final = 15
_ALL_CUES: Final = 2
_MEMBERS: Final = 3
"""Labels of a class that are looked through: enough to show what its members say."""

Place = tuple[str, str, int]


def rank(
    question: Question, reading: Reading, cited: Sequence[Found], found: Iterable[Found] = (), *, limit: int = 10
) -> tuple[Found, ...]:
    """Returns up to `limit` passages, best first: those cited by the answer, `found`, and what the search of the label gives."""
    scored = [
        msgspec.structs.replace(passage, score=round(sum(map(operator.mul, _weights(), values)), 4))
        for passage, values in candidates(question, reading, cited, found)
    ]
    ordered = sorted(scored, key=lambda each: (-each.score, each.set_id != reading.label.set_id, each.section.ordinal, each.start))
    return tuple(ordered[:limit])


def rank_members(question: Question, edition: Edition, labels: Iterable[int], *, limit: int = 10) -> tuple[Found, ...]:
    """Returns up to `limit` passages over several labels, best first: of the members of a class that a question names."""
    readings = [Reading(edition, edition.label(key)) for key in islice(labels, _MEMBERS)]
    found = [passage for reading in readings for passage in rank(question, reading, (), limit=limit)]
    return tuple(sorted(found, key=lambda each: -each.score)[:limit])


def candidates(
    question: Question, reading: Reading, cited: Sequence[Found], found: Iterable[Found] = ()
) -> list[tuple[Found, tuple[float, ...]]]:
    """Returns each passage that may be ranked with its features, in the order of `FEATURES`."""
    places = {_place(each): number for number, each in reversed(list(enumerate(cited)))}
    searched: dict[Place, float] = {}
    for each in pool(question, reading):
        searched[_place(each)] = max(each.score, searched.get(_place(each), 0.0))
    asked = _Asked(question, reading)
    everything = {_place(each): each for each in (*pool(question, reading), *asked.with_cues(), *asked.at_home(), *found, *cited)}
    return [
        (passage, asked.features(passage, searched.get(place, 0.0), places.get(place)))
        for place, passage in everything.items()
        if passage.kind not in HEADING_KINDS or place in places
    ]


class _Asked:
    """What a question looks for, ready to be compared with many passages."""

    def __init__(self, question: Question, reading: Reading) -> None:
        self.reading = reading
        self.chosen = plan_for(question)
        self.own = stems(content_words(question.masked))
        topic = question.topic
        self.topic = tuple(word.lower() for word in topic.words) if topic else ()
        topics = topics_of(question.masked)
        self.homes = frozenset(code for each in topics for code in homes().get(each.key, ()))
        self.headed = _heading_pattern(word for each in topics for word in each.words)
        self.cue, self.terms = cue(question)
        held = {section.code for section in reading.sections if section.characters or not reading.full}
        self.first = next((code for code in self.chosen.codes if code in held), None)

    def with_cues(self) -> Iterator[Found]:
        """Returns the passages of planned sections that say what answers to this type say."""
        if not (self.terms and self.reading.full and self.reading.label.standing):
            return
        planned = [section.ordinal for section in self.reading.sections if self.chosen.weight(section.code)]
        for hit in self.reading.edition.search(self.terms, labels=[self.reading.label.key], sections=planned, limit=_WITH_CUES):
            if section := self.reading.at(hit.section):
                yield self.reading.quote(section, hit.start, hit.end)

    def at_home(self) -> Iterator[Found]:
        """Returns the first passages of each section that is about a topic of the question."""
        for section in self.reading.sections if self.homes and self.reading.full else ():
            if section.code in self.homes:
                yield from islice(self.reading.all_passages([section]), _AT_HOME)

    def features(self, found: Found, bm25: float, place: int | None) -> tuple[float, ...]:
        text = (found.text or "").lower()
        code, headings = found.section.code, self._headings(found)
        return (
            self.chosen.weight(code),
            float(code is not None and code == self.first),
            bm25,
            _share(self.own, text),
            float(any(word in text for word in self.topic)),
            float(code in self.homes),
            float(self.headed is not None and bool(self.headed.search(headings))),
            float(self.cue is not None and bool(self.cue.search(headings))),
            min(1.0, len({match[0] for match in self.cue.finditer(text)}) / _ALL_CUES) if self.cue else 0.0,
            0.0 if place is None else max(0.0, 1.0 - _PER_PLACE * place),
            float(found.highlight),
        )

    def _headings(self, found: Found) -> str:
        section, title = found.section, found.section.title
        above = self.reading.section(section.parent) if found.set_id == self.reading.label.set_id else None
        return f"{title} {above.title}".lower() if above else title.lower()


def _share(wanted: Sequence[str], text: str) -> float:
    return sum(bool(re.search(rf"\b{re.escape(stem)}", text)) for stem in wanted) / len(wanted) if wanted else 0.0


def _place(found: Found) -> Place:
    return found.set_id, found.section.id, found.start


@cache
def _cues() -> Mapping[tuple[str, str], tuple[re.Pattern[str], str]]:
    return {
        (row["type"], row["topic"]): (re.compile(row["pattern"], re.IGNORECASE), row["terms"].strip("-"))
        for row in rows("section_cues.tsv")
    }


def cue(question: Question) -> tuple[re.Pattern[str] | None, str]:
    """Returns the pattern of what answers to the question's type say, and the words to search for them with."""
    keys = (aspect(question), question.topic.key if question.topic else None, "*")
    return next((_cues()[question.type, key] for key in keys if key and (question.type, key) in _cues()), (None, ""))


def _heading_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    found = "|".join(re.escape(word.lower()) for word in dict.fromkeys(words))
    return re.compile(rf"\b(?:{found})") if found else None


@cache
def _weights() -> tuple[float, ...]:
    found = {row["feature"]: float(row["weight"]) for row in rows("ranking_weights.tsv")}
    return tuple(found[name] for name in FEATURES)
