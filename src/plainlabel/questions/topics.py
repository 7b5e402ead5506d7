"""What a question asks about beside the medicine: the topic, in the words labels use."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from plainlabel.questions.patterns import MEDICINE, rows
from plainlabel.questions.question import Topic
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.topics import TOPICS, word_pattern

_WORD: Final = re.compile(
    r"[a-z\u00e0-\u00f6\u00f9-\u00ff][a-z\u00e0-\u00f6\u00f9-\u00ff'-]*[a-z\u00e0-\u00f6\u00f9-\u00ff]|\d[\d./]*"
)
_MOST_WORDS: Final = 8
_ABOUT_WARNINGS: Final = 4
"""A question on warnings with more words than these asks about one thing, not for the list of warnings."""

_TAKEN: Final = frozenset({"food", "alcohol", "smoking", "caffeine", "cannabis"})
_OTHER_DRINKS: Final = r"(?:water|fluids?|liquids?|juice|milk|coffee|tea|soda)\b"
LISTED: Final = frozenset(topic.key for topic in TOPICS)
"""Keys of the topics that an inventory is kept of."""


@cache
def _terms() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...], str], ...]:
    """Returns (key, pattern of the asked words, label words, title) of every topic; those of the inventory first."""
    listed = {topic.key: tuple(dict.fromkeys(word.replace("*", "") for word in topic.label)) for topic in TOPICS}
    own = [(row["key"], row["asked"], tuple(row["label"].split("|"))) for row in rows("question_terms.tsv")]
    terms = [(topic.key, word_pattern(topic.lay), listed[topic.key]) for topic in TOPICS]
    terms += [(key, asked, listed.get(key, label)) for key, asked, label in own]
    titles = {topic.key: topic.title.lower() for topic in TOPICS}
    return tuple(
        (key, re.compile(rf"\b(?:{asked})(?!\w)"), label, titles.get(key, key.replace("_", " "))) for key, asked, label in terms
    )


@cache
def words_of(kind: str) -> frozenset[str]:
    """Returns the words of one kind ("stop", "generic", "health") of the word table."""
    return frozenset(word for row in rows("question_words.tsv") if row["kind"] == kind for word in row["words"].split())


def content_words(masked: str) -> tuple[str, ...]:
    """Returns the words of a masked question that say what to look for, in order, each once, at most eight."""
    skipped = words_of("stop") | words_of("generic")
    kept = dict.fromkeys(word for word in _WORD.findall(masked.replace(MEDICINE, " ")) if word.strip("'") not in skipped)
    return tuple(kept)[:_MOST_WORDS]


@lru_cache(maxsize=64)
def topics_of(masked: str) -> tuple[Topic, ...]:
    """Returns every vocabulary topic the question speaks of, in the order of its words."""
    found = [
        (match.start(), match.start() - match.end(), Topic(key, match[0], label, "topic", key in LISTED, title))
        for key, asked, label, title in _terms()
        if (match := asked.search(masked))
    ]
    found = [each for each in found if not _within_illness(each[2], masked) and not _is_other_drink(each[2], masked)]
    ordered = [topic for _, _, topic in sorted(found, key=lambda each: each[:2])]
    # "Can I drink grapefruit juice": the verb says little where something else is named; a list of warnings is asked for last.
    return tuple(sorted(ordered, key=lambda topic: topic.key == "warnings" or topic.asked.split()[-1].startswith(("drink", "eat"))))


def _within_illness(topic: Topic, masked: str) -> bool:
    """Returns whether the word for food or drink is part of the name of an illness: "an eating disorder" is no meal."""
    if topic.key not in _TAKEN:
        return False
    beside = re.search(
        rf"\b{re.escape(topic.asked)}(?: use| related)? (?:disorder|abuse|addiction|dependence|withdrawal)\b", masked
    )
    return beside is not None and find(beside[0]) is not None


def _is_other_drink(topic: Topic, masked: str) -> bool:
    """Returns whether what is drunk is named, and is no alcohol: "drink extra water"."""
    if topic.key != "alcohol" or not topic.asked.startswith("drink"):
        return False
    return bool(re.search(rf"\b{re.escape(topic.asked)} (?:[\w-]+ ){{0,2}}{_OTHER_DRINKS}", masked))


def topic_of(
    masked: str, kinds: tuple[str, ...], *, last: frozenset[str] = frozenset(), never: frozenset[str] = frozenset()
) -> Topic | None:
    """Returns the topic of a masked question, or None.

    `kinds` are the topics that count for the question's type before others (a question on storage asks about the fridge),
    `last` those that count where no other is named, `never` those that its words cannot mean ("night" in "night terrors").
    Without a vocabulary topic the content words themselves are the topic.
    """
    topics = tuple(topic for topic in topics_of(masked) if topic.key not in never)
    if len(content_words(masked)) > _ABOUT_WARNINGS:
        topics = tuple(topic for topic in topics if topic.key != "warnings")
    topics = tuple(sorted(topics, key=lambda topic: (topic.key in last, _is_the_use(topic, masked))))
    preferred = [topic for topic in topics if topic.key in kinds]
    if preferred or topics:
        return (preferred or list(topics))[0]
    words = content_words(masked)
    return Topic(" ".join(words), " ".join(words), words) if words else None


def _is_the_use(topic: Topic, masked: str) -> bool:
    """Returns whether a topic is only what the medicine is taken for: "for acne when I have kidney stones"."""
    return bool(re.search(rf"\bfor (?:my |the |an? )?{re.escape(topic.asked)}\b(?=.*\b(?:if|when|while|with)\b)", masked))
