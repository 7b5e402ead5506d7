"""What a question asks for, piece by piece, in words to look for in a label: concepts, other medicines, and its own words.

A topic is too wide to tell whether a passage answers: one on eyes says nothing on blurred vision. The concepts of
vocabulary/answer_concepts.tsv are as narrow as questions are; a word that no concept knows is looked for as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from plainlabel.answers.concepts import MAIN, Concept, Piece, is_concept, matches, spoken, types
from plainlabel.answers.word_forms import any_of, names_of
from plainlabel.questions.patterns import MEDICINE, rows
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words, topics_of

_STEM: Final = 6
_SHORT: Final = 3
_SHORT_WORD: Final = 3
_FEWEST_TO_READ: Final = 3
_LONGEST_NAME: Final = 3
_BEFORE: Final = re.compile(rf"(?<!{MEDICINE} )\b([a-z][a-z'-]+) \Z")
"""The word before, but for one right behind the medicine, which is the verb: "does X deplete potassium"."""
_AFTER: Final = re.compile(r"\A ([a-z][a-z'-]+)\b")
_FOR_WHAT: Final = re.compile(r"\b(for|in|against|treat(s|ing)?|with|helps?)( my| the| an?| your)?( \w+)? \Z")
_FEW_WORDS: Final = 3
"""Words of a question that no concept knows, from which on they say how it is asked rather than what for."""
_WIDE_TOPICS: Final = frozenset({"rash", "heart", "eyes", "mood", "pain", "half_life", "liver", "sleep", "hearing", "memory"})
"""Topics so wide that a question has more to say than their word."""
_SUBJECTS: Final = frozenset(
    {"protein binding", "volume of distribution", "excretion", "metabolism", "absorption", "half life", "steady state", "placenta"}
    | {
        "the wait before nursing",
        "vomited dose",
        "effects on lab tests",
        "pregnancy test",
        "how long to use birth control",
        "infusion rate",
        "after opening",
    }
    | {
        "a safety program",
        "antidote",
        "ECG",
        "eye exam",
        "liver tests",
        "shaking before use",
        "weaning off",
        "rebound",
        "fluid intake",
        "tube feeding",
    }
)
"""Concepts that are what is asked for, whatever type the question reads as: "how much is bound" asks for no dose."""
_OF_THEIR_OWN: Final = frozenset(
    {"action_time", "dose", "forgotten_dose", "overdose", "stopping", "storage", "usage", "usage_time"}
)
"""Types that say what is asked for; a concept beside their topic tells for whom or why ("how long for an infection")."""
_PEOPLE: Final = frozenset({"children", "older people", "kidneys", "liver", "dialysis", "obesity"})
"""Concepts of people for whom a dose or a time may be another: a word on all people does not answer for them."""
_BY_PERSON: Final = frozenset({"action_time", "dose", "usage", "usage_time"})
"""Types whose answer may be another for some people; how to stop, keep or catch up is told for all."""
NEVER_A_USE: Final = _SUBJECTS | {
    "QT interval",
    "alcohol",
    "driving",
    "grapefruit",
    "sun",
    "caffeine",
    "smoking",
    "food",
    "milk",
    "crushing",
    "surgery",
    "MRI scans",
    "vaccines",
    "fridge",
    "freezing",
    "disposal",
    "expiry",
    "platelets",
    "dry mouth",
    "weight gain",
    "hair loss",
    "older people",
    "children",
}
"""Concepts that no medicine is approved for: a question on them is not answered by the list of uses."""
_BY_WORDS: Final = frozenset({"side_effects", "interaction", "contraindication", "other"})
_NO_EFFECTS: Final = frozenset(
    {"food", "milk", "children", "older people", "mixing with food", "fluid intake", "driving", "caffeine"}
)
"""Concepts that no medicine brings: beside other words they say when or in whom something was felt."""
_BESIDE: Final = 0.5


@lru_cache(maxsize=64)
def known_spans(masked: str) -> tuple[tuple[int, int], ...]:
    """Returns where a masked question speaks of a concept, or of a topic that is as narrow as one."""
    spans = [match.span() for match, _ in matches(masked)]
    for topic in topics_of(masked):
        if topic.key in _WIDE_TOPICS:
            continue  # "Dry skin" is more than a word on the skin.
        start = masked.find(topic.asked)
        spans.append((start, start + len(topic.asked)))
    # "Thyroid" inside "overactive thyroid" is no word of its own.
    return tuple(one for one in spans if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in spans))


@lru_cache(maxsize=64)
def pieces(question: Question) -> tuple[Piece, ...]:
    """Returns what a question asks for: its concepts, else its own words where they are few, and what its type must speak of.

    The concept that is the question's topic counts most; others may say for whom or why it is asked.
    """
    # Of each concept the first place counts.
    found = list({id(each): (match, each) for match, each in reversed(matches(question.masked))}.values())[::-1]
    found = [(match, each) for match, each in found if not _inside(match, [other for other, _ in found])]
    if question.type == "action":  # "How does it work for migraine": what it is for is no part of how it acts.
        found = [pair for pair in found if not _FOR_WHAT.search(question.masked[: pair[0].start()])]
    wider = {name for _, each in found for name in each.over}
    on_topic = {each.name for match, each in found if _is_topic(match, question)}
    if question.type == "pregnancy":  # "While trying for a baby": the child is the one that is planned or nursed.
        wider |= {"children"}
    kept = [each for _, each in found if each.name not in wider]
    if question.type == "side_effects" and all(each.name in _NO_EFFECTS for each in kept) and _untold(question, found):
        kept = []  # "Food does not interest me since": what was felt is told by the other words.
    alone = any(each.name in _SUBJECTS for each in kept)
    of_type = (types()[question.type],) if question.type in types() and not alone else ()
    topical = [bool(on_topic & {each.name, *each.over}) for each in kept]
    other = question.topic is not None and question.topic.kind == "topic" and question.type in _OF_THEIR_OWN
    narrow = any(each.name in (_SUBJECTS | _PEOPLE if question.type in _BY_PERSON else _SUBJECTS) for each in kept)
    if kept and other and not any(topical) and not narrow:
        return of_type  # The question is on something else; what else it speaks of says for whom or why.
    matched = {id(each): match for match, each in found}
    named = tuple(
        _weighed(_qualified(each.piece, matched[id(each)], question), beside=any(topical) and not own)
        for each, own in zip(kept, topical, strict=True)
    )
    return (*(named or _words(question)), *of_type)


def _is_topic(match: re.Match[str], question: Question) -> bool:
    asked = question.topic.asked.strip() if question.topic is not None else ""
    return bool(asked) and (asked in match[0] or match[0] in asked)


def _qualified(piece: Piece, match: re.Match[str], question: Question) -> Piece:
    """Returns a piece with the word that stands right beside it and that no concept or topic knows: "gum" of "gum swelling"."""
    before = _BEFORE.search(question.masked[: match.start()])
    after = _AFTER.match(question.masked[match.end() :])
    words = content_words(question.masked)
    if len(words) > _FEWEST_TO_READ or " " in match[0]:
        return piece  # In a long question what stands beside it is part of another phrase; a phrase is narrow enough.
    for beside in (before, after):
        word = beside[1] if beside else ""
        if len(word) >= _SHORT_WORD and word in words and not _plain(word):
            phrase = f"{word} {match[0]}" if beside is before else f"{match[0]} {word}"
            if names := names_of(phrase):
                return msgspec.structs.replace(piece, name=phrase, label=any_of((phrase, *names)), apart=None)
            return msgspec.structs.replace(piece, name=f"{word} {piece.name}", also=_word(word).label)
    return piece


@lru_cache(maxsize=1024)
def _plain(word: str) -> bool:
    """Returns whether a word only says how bad, how much, how long or where, or is itself a concept or a topic."""
    if word.endswith(("ly", "ing", "ed")) or word in _qualifiers():
        return True
    return is_concept(word) or bool(topics_of(word))


@cache
def carriers() -> frozenset[str]:
    """Returns the words that carry any question and say nothing of what it is about: common verbs, measures, persons, times."""
    return frozenset(word for row in rows("answer_carriers.tsv") for word in row["words"].split())


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset((*(row["word"] for row in rows("answer_qualifiers.tsv")), *carriers()))


def _weighed(piece: Piece, *, beside: bool) -> Piece:
    return msgspec.structs.replace(piece, weight=_BESIDE) if beside else piece


def _untold(question: Question, found: Sequence[tuple[re.Match[str], Concept]]) -> tuple[str, ...]:
    """Returns the words of a question that stand in no concept and do more than carry it."""
    told = {word for match, _ in found for word in match[0].split()}
    return tuple(word for word in content_words(question.masked) if word not in told and not _plain(word))


def _words(question: Question) -> tuple[Piece, ...]:
    topic = question.topic
    words = content_words(question.masked)
    if question.type not in _BY_WORDS or topic is None or topic.kind != "words" or len(words) > _FEW_WORDS:
        return ()
    found: list[Piece] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            names = names_of(phrase) if phrase in question.masked else ()
            if names:
                found.append(Piece(phrase, any_of((phrase, *names)), None, MAIN, "word"))
            elif length == 1 and len(phrase) >= _SHORT and phrase not in carriers():
                found.append(_word(phrase))
            if names or length == 1:
                at += length
                break
    return tuple(found)


def _inside(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    """Returns whether a match lies within a longer one: "heart" in "heart failure"."""
    return any(other.start() <= match.start() and match.end() <= other.end() and len(other[0]) > len(match[0]) for other in others)


@cache
def _word(word: str) -> Piece:
    stem = re.escape(word if len(word) <= _STEM else word[: max(_STEM, len(word) - 2)])
    return Piece(word, spoken(rf"{stem}\w*"), None, MAIN, "word")
