"""Topics people ask about, and the rules that tell in what role a topic word stands in a label."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final, Literal

from msgspec import Struct

Side = Literal["before", "after", "near", "any"]


NO_TOPIC: Final = r"(?!food\s+and\s+drug\s+admin)"
"""Stands before a topic's pattern: the agency's name, which every patient leaflet holds, is not about food."""


class Topic(Struct, frozen=True):
    """One topic: its key, the words to show, the words people use and the words labels use ("*" stands for any ending)."""

    key: str
    title: str
    lay: tuple[str, ...]
    label: tuple[str, ...]


class RoleRule(Struct, frozen=True):
    """One rule: the role it gives, for which topics and section codes (empty = any), and the pattern for the words around."""

    role: str
    topics: frozenset[str]
    codes: frozenset[str]
    side: Side
    pattern: re.Pattern[str] | None


def word_pattern(words: tuple[str, ...]) -> str:
    """Returns the source of a pattern that matches any of the words: "*" any ending, a space any white space or hyphen."""
    return "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s\-]+") for word in sorted(words, key=len, reverse=True)
    )


def _rows(name: str) -> list[list[str]]:
    text = (files("plainlabel.vocabulary") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _set(text: str) -> frozenset[str]:
    return frozenset() if text == "*" else frozenset(text.split(","))


def _topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(key, title, tuple(lay.split("|")), tuple(label.split("|"))) for key, title, lay, label in _rows("topics.tsv")
    )


def _rules() -> tuple[RoleRule, ...]:
    rules = []
    for role, topics, codes, side, pattern in _rows("topic_roles.tsv"):
        compiled = re.compile(pattern, re.IGNORECASE) if pattern else None
        rules.append(RoleRule(role, _set(topics), _set(codes), _SIDES[side], compiled))
    return tuple(rules)


_SIDES: Final[dict[str, Side]] = {"before": "before", "after": "after", "near": "near", "any": "any"}

TOPICS: Final[tuple[Topic, ...]] = _topics()
"""Every topic, in the order of the file."""

ROLE_RULES: Final[tuple[RoleRule, ...]] = _rules()
"""The rules in order: the first that fits gives the role."""
