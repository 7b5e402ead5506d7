"""Quotes held against the question's own words: what holds few of them gives way to what holds most.

A question of many words is often put in the label's words. The sentence that shares a long run of words with it, or nearly all of
its words, answers it; a second quote that holds hardly any of them is on something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.answers.asked import carriers
from plainlabel.answers.bearing import ASIDE, HEADS
from plainlabel.answers.case import Case, says_nothing_alone
from plainlabel.answers.contract import Statement
from plainlabel.questions.patterns import MEDICINE
from plainlabel.questions.topics import words_of
from plainlabel.retrieval.find import stems
from plainlabel.retrieval.reading import Found

_FEWEST: Final = 4
"""Words of its own from which a question is held against the quotes."""
_NEARLY_ALL: Final = 0.75
_MORE: Final = 0.25
"""How much larger a share a passage must hold than the quotes to be put before them."""
_ENOUGH: Final = 0.6
_LITTLE: Final = 0.5
"""Share of the best quote's share below which another quote is on something else."""
_RUN: Final = 7
_IN_RUN: Final = 2
"""Words in a row, and how many of them must say what is asked: a run of small words says nothing."""
_SHORTEST: Final = 5
_QUOTED: Final = re.compile(r"\AThe label\b[^\u201c]*(?:\u201c[^\u201d]*\u201d)?[^\u201c]*: \u201c")
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_FOUND: Final = "The label of {name} speaks of this. Its words are below."
_ITS_WORDS: Final = "Those are the label's words."
_GROUPS: Final = {"older_people": "34082-8", "children": "34081-0"}
"""By topic, the section that every label keeps for a group of people."""
_OF_GROUP: Final = frozenset({"usage", "other", "information", "contraindication"})
_ADVICE: Final = "Ask your doctor or pharmacist what this means for you."


class _Asked(Struct, frozen=True):
    """The beginnings of the words a question holds of its own, and its text between the names of medicines."""

    stems: tuple[str, ...]
    needs: tuple[re.Pattern[str], ...]
    said: tuple[str, ...]

    def held(self, text: str) -> frozenset[str]:
        return frozenset(stem for stem, each in zip(self.stems, self.needs, strict=True) if each.search(text))

    def share(self, text: str) -> float:
        return len(self.held(text)) / len(self.needs)


def by_own_words(case: Case) -> None:
    """Returns nothing; the passage put in the question's own words leads, and quotes on little of it are dropped."""
    mute = [each for each in case.draft.statements if (cut := _QUOTED.match(each.text)) and _mute(each.text[cut.end() :])]
    if mute and any(each.basis == "label" and each not in mute for each in case.draft.statements):
        _without(case, mute)
    _said_twice(case)
    _group_first(case)
    if not case.reading.full or case.others or case.draft.outcome not in {"answered", "silent", "unclear"}:
        return
    asked = _asked(case)
    if len(asked.needs) < _FEWEST:
        return
    said = case.draft.statements if case.draft.outcome == "answered" else []
    told = [_held(case, each, asked) for each in said if each.basis != "advice"]
    nearer = _nearest(case, asked, max(map(len, told), default=0) / len(asked.needs))
    if nearer is not None and case.draft.outcome != "answered":
        _answer_with(case, nearer)
    elif case.draft.outcome == "answered":
        if nearer is not None:
            _put_first(case, nearer)
        _drop(case, asked)


def _asked(case: Case) -> _Asked:
    masked = case.question.masked
    small = words_of("stop") | words_of("generic") | carriers()
    own = [each for each in _WORD.findall(masked.replace(MEDICINE, " ").lower()) if each.strip("'") not in small]
    found = stems(own)
    needs = tuple(re.compile(rf"\b{re.escape(each)}", re.IGNORECASE) for each in found)
    return _Asked(found, needs, tuple(part for part in masked.lower().split(MEDICINE) if part.strip()))


def _held(case: Case, statement: Statement, asked: _Asked) -> frozenset[str]:
    """Returns the beginnings of the question's words that a statement holds with the headings it cites."""
    titles = " ".join(each.section for each in case.draft.citations if each.n in statement.citations)
    return asked.held(f"{titles}. {statement.text}")


def _nearest(case: Case, asked: _Asked, best: float) -> Found | None:
    """Returns the passage of the whole label that says it in the question's words, where the draft does not."""
    least = max(_NEARLY_ALL, best + _MORE)
    found: tuple[float, int, Found] | None = None
    for section in case.reading.sections:
        if not section.characters or section.code in ASIDE:
            continue
        low = case.reading.text(section.id).lower()
        if sum(each in low for each in asked.stems) < least * len(asked.stems) * 0.5:
            continue
        for each in case.reading.all_passages((section,)):
            text = each.text or ""
            if each.kind in HEADS or len(text.split()) < _SHORTEST or text.rstrip().endswith("?") or says_nothing_alone(text):
                continue
            share, run = asked.share(f"{section.title}. {text}"), _run(asked, text)
            near = run >= _RUN or (share >= least and case.draft.outcome == "answered")
            if near and (found is None or (share, run) > found[:2]):
                found = (share, run, each)
    if found is None or any(_same(found[2].text or "", each.text) for each in case.draft.statements if _QUOTED.match(each.text)):
        return None
    return found[2]


def _run(asked: _Asked, text: str) -> int:
    """Returns how many words in a row a passage shares with the question, where they say something; 0 for a run of small words."""
    words = [each.lower() for each in _WORD.findall(text)]
    longest = 0
    for part in asked.said:
        own = _WORD.findall(part)
        for start in range(len(own) - _RUN + 1):
            for at in range(len(words) - _RUN + 1):
                if words[at : at + _RUN] != own[start : start + _RUN]:
                    continue
                end = _RUN
                while start + end < len(own) and at + end < len(words) and own[start + end] == words[at + end]:
                    end += 1
                telling = sum(any(one.match(word) for one in asked.needs) for word in own[start : start + end])
                longest = max(longest, end if telling >= _IN_RUN else 0)
    return longest


def _same(text: str, said: str) -> bool:
    """Returns whether a statement quotes a passage."""
    words = " ".join(_WORD.findall(text.lower())[:12])
    return words in " ".join(_WORD.findall(said.lower()))


def _put_first(case: Case, found: Found) -> None:
    before = len(case.draft.statements)
    if case.quote(found) is None or len(case.draft.statements) == before:
        return
    case.draft.statements.insert(0, case.draft.statements.pop())


def _answer_with(case: Case, found: Found) -> None:
    case.draft.used = case.draft.clear()
    case.draft.outcome = "answered"
    case.draft.summary = case.lead((found,), _FOUND.format(name=case.name))
    case.quotes((found,))
    case.draft.say(_ADVICE, "advice")


def _drop(case: Case, asked: _Asked) -> None:
    """Returns nothing; quotes that hold little of what the best one holds, and nothing beside it, are dropped."""
    draft = case.draft
    held = [(_held(case, each, asked), each) for each in draft.statements if _QUOTED.match(each.text)]
    best = max((words for words, _ in held), key=len, default=frozenset[str]())
    if len(best) < _ENOUGH * len(asked.needs):
        return
    poor = [each for words, each in held if len(words) < _LITTLE * len(best) and words <= best]
    if poor:
        _without(case, poor)


def _said_twice(case: Case) -> None:
    """Returns nothing; of two quotes of one label, one of which holds the other, the longer stays, at the first one's place."""
    draft = case.draft
    quotes = [each for each in draft.statements if _QUOTED.match(each.text)]
    shorter: list[Statement] = []
    for each in quotes:
        longer = next((one for one in quotes if _holds(case, one, each)), None)
        if longer is None:
            continue
        shorter.append(each)
        if draft.statements.index(each) < draft.statements.index(longer):
            draft.statements.remove(longer)
            draft.statements.insert(draft.statements.index(each), longer)
    if shorter:
        _without(case, shorter)


def _holds(case: Case, longer: Statement, shorter: Statement) -> bool:
    """Returns whether a quote holds all the words of another of the same section, and more."""
    whole, part = _bare(longer.text), _bare(shorter.text)
    cited = {one.n: (one.set_id, one.section_id) for one in case.draft.citations}
    return len(whole) > len(part) and part in whole and cited[longer.citations[0]] == cited[shorter.citations[0]]


def _group_first(case: Case) -> None:
    """Returns nothing; quotes on a group of people begin with what stands in the section on it, where none is of that section."""
    draft, topic = case.draft, case.question.topic
    code = _GROUPS.get(topic.key) if topic is not None and case.question.type in _OF_GROUP else None
    if code is None or draft.certain or draft.outcome != "answered" or not case.reading.full or case.others:
        return
    if any(each.section_code == code for each in draft.citations):
        return
    passages = case.reading.all_passages(case.reading.coded(code))
    first = next((each for each in passages if each.kind not in HEADS and len((each.text or "").split()) >= _SHORTEST), None)
    if first is not None:
        _put_first(case, first)


def _bare(text: str) -> str:
    """Returns the quoted words of a statement, without signs."""
    found = _QUOTED.match(text)
    return " ".join(_WORD.findall(text[found.end() :].lower())) if found else ""


def _mute(words: str) -> bool:
    """Returns whether a quote tells nothing by itself: the head of a table, a bare row, a caption."""
    return says_nothing_alone(words.strip("\u201d "))


def _without(case: Case, poor: Sequence[Statement]) -> None:
    """Returns nothing; the draft no longer says `poor`, and cites nothing that only they cite."""
    draft = case.draft
    kept = [each for each in draft.statements if each not in poor]
    said = draft.summary.removesuffix(_ITS_WORDS).strip(" .")
    if any(said in each.text for each in poor) and not any(said in each.text for each in kept):
        draft.summary = _FOUND.format(name=case.name)
    used = sorted({number for each in kept for number in each.citations})
    numbers = {number: place for place, number in enumerate(used, 1)}
    cited = [each for each in draft.citations if each.n in numbers]
    draft.citations = [msgspec.structs.replace(each, n=numbers[each.n]) for each in cited]
    draft.statements = [msgspec.structs.replace(each, citations=tuple(numbers[one] for one in each.citations)) for each in kept]
