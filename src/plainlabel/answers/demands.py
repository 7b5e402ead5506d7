"""What a quoted sentence must hold to answer a kind of question: the highest dose needs an amount and a word of limit.

A passage may share all the words of a question and tell something else: "maximum" is a word on the level in the blood too. The
demands are data (vocabulary/answer_demands.tsv). Words of a question that no concept knows must stand close together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.answers.asked import carriers, pieces
from plainlabel.answers.bearing import ASIDE, FEWEST_WORDS, HEADS, NOT_SOUGHT
from plainlabel.answers.case import Case, says_nothing_alone
from plainlabel.answers.concepts import Piece
from plainlabel.answers.contract import Statement
from plainlabel.answers.cues import is_fragment
from plainlabel.answers.draft import Draft
from plainlabel.answers.focus import MOST, joined_by_or, sentences
from plainlabel.answers.word_forms import names_of
from plainlabel.answers.wording import listed
from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

_QUOTE: Final = re.compile(r"\AThe label\b[^\u201c]*(?:\u201c[^\u201d]*\u201d)?[^\u201c]*: \u201c")
"""How a statement begins that quotes a label, whatever heading it names."""
_STUDY: Final = frozenset(
    {"34090-1", "43682-4", "43681-6", "43679-0", "49489-8", "34092-7", "43680-8", "34083-6", "34091-9", "34084-4", "90374-0"}
)
_HARMS: Final = frozenset({"34084-4", "90374-0", "90375-7", "43685-7", "34071-1", "34066-1", "42232-9", "34088-5"})
_NO_DOSING: Final = _STUDY | (_HARMS - {"34088-5"}) | {"34073-7", "34070-3", "42228-7", "77290-5", "34069-5", "43678-2", *ASIDE}
_OUTSIDE: Final = {"-": frozenset[str](), "study": _STUDY, "harms": _HARMS, "not_dosing": _NO_DOSING}
"""Sections that never answer: what the body does and what was studied; reactions, warnings, too much of it; all but doses."""
_ANIMALS: Final = re.compile(
    r"\b(?:rats?|mice|mouse|monkeys?|rabbits?|dogs?|hamsters?|guinea pigs?|juvenile animals?|in animals|carcinogenicity)\b",
    re.IGNORECASE,
)
_LEFT_OUT: Final = re.compile(
    r"\b(?:were|was|are) (?:\w+ )?excluded\b|\bexclusion criteria\b|\bdesigned (?:\w+ )?to (?:assess|evaluate|determine)\b",
    re.IGNORECASE,
)
_OTHERS: Final = {
    **dict.fromkeys(("contraindication", "dose", "usage", "usage_time", "stopping", "forgotten_dose", "storage"), _ANIMALS),
    "side_effects": _LEFT_OUT,
}
"""By type, sentences that are of others than the person who asks."""
_LOOSE_TYPES: Final = frozenset({"side_effects", "interaction", "contraindication", "other"})
"""Types whose topic may be any words of the question."""
_LOOSE: Final = "loose words"
_EMPTY: Final = frozenset({"term", "long", "classed"})
"""Words that say how, and are no topic by themselves."""
_BELOW: Final = "Its words are below."
_ITS_WORDS: Final = "Those are the label's words."
_WORD: Final = re.compile(r"[A-Za-z]{3}")
_FEWEST: Final = 2
_SHARE: Final = 0.6
_SHARE_OF_MANY: Final = 0.4
"""Share of loose words that must stand close together; of a story, a smaller one."""
_FIT: Final = 0.6
"""How well a section must fit the type where nothing but the kind of question tells what answers."""


class Demand(Struct, frozen=True):
    """What one sentence under its heading must hold, what is taken away first, and the sections that never answer.

    `facts` says that an answer made of facts must meet it too: that the label warns of an effect is no answer to how it feels.
    """

    name: str
    needs: tuple[re.Pattern[str], ...]
    apart: re.Pattern[str] | None
    outside: frozenset[str]
    fewest: int = 1
    facts: bool = False

    def met(self, title: str, text: str, code: str | None) -> bool:
        """Returns whether a passage answers this kind of question."""
        if code in self.outside:
            return False
        parts = sentences(text.replace("\t", " | "))  # The cells of a row are read together.
        if self.fewest > 1:  # Loose words may stand in two sentences, one behind the other.
            parts = [" ".join(parts[at : at + 2]) for at in range(len(parts))]
        return any(self._in(title, part) for part in parts)

    def _in(self, title: str, part: str) -> bool:
        told = self.apart.sub(" ", part) if self.apart is not None else part
        if told != part and not _WORD.search(told):
            return False  # Nothing is left of the sentence; its heading alone tells nothing.
        said = f"{self.apart.sub(' ', title) if self.apart is not None else title}. {told}"
        return sum(each.search(said) is not None for each in self.needs) >= self.fewest


class _Row(Struct, frozen=True):
    types: frozenset[str]
    asked: re.Pattern[str] | None
    demand: Demand


@cache
def _table() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            frozenset(row["types"].split(",")),
            _pattern(row["asked"]),
            Demand(
                row["name"],
                (re.compile(row["needs"], re.IGNORECASE),),
                _pattern(row["apart"]),
                _OUTSIDE[row["outside"]],
                facts=row["facts"] == "held",
            ),
        )
        for row in rows("answer_demands.tsv")
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    return None if text == "-" else re.compile(text, re.IGNORECASE)


@lru_cache(maxsize=64)
def demands(question: Question) -> tuple[Demand, ...]:
    """Returns what every quote must hold to answer a question: one for each kind it is of."""
    kinds = tuple(
        row.demand
        for row in _table()
        if question.type in row.types and (row.asked is None or row.asked.search(question.masked) is not None)
    )
    return kinds or _loose(question)


def loose_words(question: Question) -> tuple[str, ...]:
    """Returns the words of a topic that is nothing but several words of the question, none known; empty for any other topic."""
    topic = question.topic
    if topic is None or topic.kind != "words" or question.type not in _LOOSE_TYPES or names_of(topic.asked):
        return ()
    words = tuple(word for word in content_words(question.masked) if word not in carriers())
    unknown = all(each.kind != "concept" for each in pieces(question))
    return words if unknown and len(words) >= _FEWEST else ()


def _loose(question: Question) -> tuple[Demand, ...]:
    beginnings = stems(loose_words(question))
    if len(beginnings) < _FEWEST:
        return ()
    needs = tuple(re.compile(rf"\b{re.escape(each)}", re.IGNORECASE) for each in beginnings)
    share = _SHARE if len(needs) < MOST else _SHARE_OF_MANY
    return (Demand(_LOOSE, needs, None, frozenset(), max(_FEWEST, round(share * len(needs)))),)


def meets(wanted: Sequence[Demand], found: Found) -> bool:
    """Returns whether a passage meets every demand."""
    return all(each.met(found.section.title, found.text or "", found.section.code) for each in wanted)


def wanted_of(case: Case) -> tuple[Demand, ...]:
    """Returns what the quotes of a draft must hold; where a fact answered, loose words are told by it and not by the quotes."""
    wanted = tuple(each for each in demands(case.question) if not (case.draft.certain and each.name == _LOOSE))
    return tuple(each for each in wanted if each.facts) if case.others else wanted


def fitting(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns those passages that meet what is demanded; all where none does."""
    wanted = demands(case.question)
    return tuple(each for each in found if meets(wanted, each)) or found


def meeting(case: Case, wanted: Sequence[Demand], asked: Sequence[Piece]) -> tuple[Found, ...]:
    """Returns the passages of the whole label that meet every demand and speak of all that is asked, the fittest sections first."""
    if not wanted or case.question.type in NOT_SOUGHT:
        return ()
    enough = any if joined_by_or(case.question) else all
    known = [each for each in asked if each.kind == "concept"]
    of_type = [each for each in asked if each.kind == "type"]
    chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
    found = []
    for section in case.reading.sections:
        if not section.characters or section.code in ASIDE or (not known and chosen.weight(section.code) < _FIT):
            continue
        for each in case.reading.all_passages((section,)):
            text = f"{section.title}. {each.text or ''}"
            told = meets(wanted, each) and all(one.held(text) for one in of_type) and not _of_others(case.question, each.text or "")
            if told and enough([one.held(text) for one in known] or [True]) and _says_something(each):
                found.append(each)
    return tuple(sorted(found, key=lambda each: (-chosen.weight(each.section.code), is_fragment(each), each.highlight)))


def _of_others(question: Question, text: str) -> bool:
    """Returns whether a text tells only of animals where people are asked about, or of who was left out of a study."""
    pattern, parts = _OTHERS.get(question.type), sentences(text)
    if pattern is None or not parts:
        return False
    enough = any if pattern is _ANIMALS else all
    return enough(pattern.search(each) for each in parts)


def _says_something(found: Found) -> bool:
    words = found.text or ""
    return found.kind not in HEADS and len(words.split()) > FEWEST_WORDS and not says_nothing_alone(words)


def words_wanted(case: Case, wanted: Sequence[Demand]) -> str:
    """Returns in words what was looked for; empty where no kind of question says it."""
    if any(each.name == _LOOSE for each in wanted):
        return f"the words {listed(list(loose_words(case.question)))} together"
    return listed([each.name for each in wanted])


def garbled(case: Case, otherwise: str) -> None:
    """Returns nothing; words that do not stand together in the question are no name, so the summary does not speak of them."""
    topic = case.question.topic
    if topic is None or topic.kind != "words" or not topic.spoken.strip():
        return
    spoken = topic.spoken.lower()
    if spoken in case.question.masked and not set(spoken.split()) <= carriers() | _EMPTY:
        return
    said = re.split(r"(?<=\.) ", case.draft.summary)
    named = re.compile(rf"\b(?:of|with|names|against|lists?|for|to) {re.escape(spoken)}\b", re.IGNORECASE)
    told = [otherwise if named.search(each) else each for each in said]
    if told != said:
        case.draft.summary = " ".join(each for each in dict.fromkeys(told) if each != _BELOW)


def drop_quotes_on_else(case: Case, wanted: Sequence[Demand], otherwise: str) -> bool:
    """Returns whether nothing is left that answers: quotes that meet no demand, or say nothing alone, are taken from the draft.

    The same where no statement meets a demand that facts are held against.

    A summary that was one of these quotes becomes `otherwise`.
    """
    draft = case.draft
    kept = [each for each in draft.statements if not _on_else(case, each, wanted)]
    if not all(_said(draft, each) for each in wanted if each.facts):
        return True
    if len(kept) == len(draft.statements):
        return False
    if all(each.basis == "advice" for each in kept):
        return True
    dropped = [each.text for each in draft.statements if each not in kept]
    if any(draft.summary.removesuffix(_ITS_WORDS).strip(" .") in each for each in dropped):
        draft.summary = otherwise
    _keep(draft, kept)
    return False


def _said(draft: Draft, demand: Demand) -> bool:
    """Returns whether the summary or a statement that is no advice meets a demand."""
    said = [draft.summary, *(each.text for each in draft.statements if each.basis != "advice")]
    return any(demand.met("", each, None) for each in said)


def _on_else(case: Case, statement: Statement, wanted: Sequence[Demand]) -> bool:
    """Returns whether a statement is a quote on something else."""
    draft = case.draft
    begins = _QUOTE.match(statement.text)
    if begins is None or statement.basis != "label":
        return False
    cited = next(each for each in draft.citations if each.n == statement.citations[0])
    words = statement.text[begins.end() :].strip("\u201d ")
    heading = f"{cited.section} {begins[0]}"
    parts = words.replace("\u2022", "\n")
    return (
        says_nothing_alone(words)
        or _of_others(case.question, parts)
        or not all(each.met(heading, parts, cited.section_code) for each in wanted)
    )


def _keep(draft: Draft, kept: list[Statement]) -> None:
    """Returns nothing; the draft says only `kept`, its citations numbered anew."""
    used = sorted({number for each in kept for number in each.citations})
    numbers = {number: place for place, number in enumerate(used, 1)}
    cited = [each for each in draft.citations if each.n in numbers]
    draft.citations = [msgspec.structs.replace(each, n=numbers[each.n]) for each in cited]
    draft.statements = [msgspec.structs.replace(each, citations=tuple(numbers[one] for one in each.citations)) for each in kept]
