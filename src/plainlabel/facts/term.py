"""The term inventory: which topics a label speaks of, in which sections, how often and in what role.

It lets an edition without label text be silent rightly: "alcohol" that only ever stands in "alcohol swab" is no advice on drinking.
Topics, words and role rules are data (vocabulary/topics.tsv, vocabulary/topic_roles.tsv). Each occurrence counts once a topic;
Highlights, which repeat the full text, are left out, and so is text that a section before it has already shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import TermCount
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.topics import NO_TOPIC, ROLE_RULES, TOPICS, RoleRule, Topic, word_pattern

# Every topic word begins with a word of three letters or more: the many shorter ones need no look.
_WORD = re.compile(r"\b[A-Za-z]{3,}")
_BEFORE = 70
_AFTER = 60


class _Search(NamedTuple):
    """How to find one topic: its pattern, and the words or stems of which one must open every match."""

    topic: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    stems: tuple[str, ...]


def _search(topic: Topic) -> _Search:
    first = [re.split(r"[\s'’-]", word)[0] for word in topic.label]  # noqa: RUF001 - labels use typographic signs
    words = frozenset(word.lower() for word in first if not word.endswith("*"))
    stems = tuple(word[:-1].lower() for word in first if word.endswith("*"))
    return _Search(topic.key, re.compile(rf"{NO_TOPIC}(?:{word_pattern(topic.label)})(?!\w)", re.IGNORECASE), words, stems)


_SEARCHES = tuple(_search(topic) for topic in TOPICS)
_WORDS = frozenset(word for search in _SEARCHES for word in search.words)
_STEMS = tuple({stem for search in _SEARCHES for stem in search.stems})
_KNOWN: dict[str, tuple[_Search, ...]] = {}


def _searches_for(word: str) -> tuple[_Search, ...]:
    """Returns the topics a word may open; remembered, since labels share most of their words."""
    low = word.lower()
    opens = low in _WORDS or low.startswith(_STEMS)
    found = tuple(search for search in _SEARCHES if low in search.words or low.startswith(search.stems)) if opens else ()
    if len(_KNOWN) < 100_000:
        _KNOWN[word] = found
    return found


def terms(source: Source) -> Iterator[Fact]:
    """Returns one fact a topic, section and role, placed at the first occurrence."""
    seen: set[str] = set()
    for section in source.label.sections:
        if section.text and section.text not in seen:
            seen.add(section.text)
            yield from _of_section(source, section)


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    codes = frozenset(source.codes(section))
    skipped = [(block.start, block.end) for block in section.blocks if block.highlight]
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for topic, start, end in _occurrences(section.text):
        if skipped and any(begin <= start < stop for begin, stop in skipped):
            continue
        key = topic, _role(_rules_for(topic, codes), section.text, start, end)
        counts[key] += 1
        first.setdefault(key, (start, end))
    for (topic, role), count in sorted(counts.items()):
        yield Fact(TermCount(topic, count, role), source.place(section, *first[topic, role]))


def _occurrences(text: str) -> Iterator[tuple[str, int, int]]:
    """Returns (topic, start, end) of every topic word; words of one topic do not overlap."""
    ends: dict[str, int] = {}
    words = _WORD.findall(text)  # without their places, which take as long as all the rest: one word in twelve opens a topic
    start = -1
    for word, known in zip(words, map(_KNOWN.get, words), strict=True):
        searches = _searches_for(word) if known is None else known
        if not searches:
            continue
        start = _next_place(text, word, start + 1)
        for search in searches:
            match = search.pattern.match(text, start) if start >= ends.get(search.topic, 0) else None
            if match and text[start - 1 : start] != "-":
                ends[search.topic] = match.end()
                yield search.topic, start, match.end()


def _next_place(text: str, word: str, start: int) -> int:
    """Returns where a word that the text has next stands as a whole word, not inside another one."""
    start = text.index(word, start)
    while (found := _WORD.match(text, start)) is None or found.end() != start + len(word):
        start = text.index(word, start + 1)
    return start


_RULES: dict[tuple[str, frozenset[str]], tuple[RoleRule, ...]] = {}


def _rules_for(topic: str, codes: frozenset[str]) -> tuple[RoleRule, ...]:
    """Returns the rules that can fit a topic in a section with these codes."""
    known = _RULES.get((topic, codes))
    if known is None:
        fitting = (rule for rule in ROLE_RULES if not rule.topics or topic in rule.topics)
        known = _RULES[topic, codes] = tuple(rule for rule in fitting if not rule.codes or rule.codes & codes)
    return known


def _role(rules: tuple[RoleRule, ...], text: str, start: int, end: int) -> str:
    """Returns the role that the first fitting rule gives."""
    near = text[max(0, start - _BEFORE) : end + _AFTER]
    before = near[: start - max(0, start - _BEFORE)]
    for rule in rules:
        if rule.pattern is None:
            return rule.role
        around = near if rule.side == "near" else before if rule.side == "before" else text[end : end + _AFTER]
        if rule.pattern.search(around):
            return rule.role
    return "other"
