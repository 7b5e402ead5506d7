"""The things that a phrase of a limitation lists, each as a short term: names, procedures, groups, what it is combined with."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.terms import term
from plainlabel.vocabulary.clinical_names import find, normalise
from plainlabel.vocabulary.patterns import pattern

_LEAST_WORDS: Final = 4
MOST_WORDS: Final = 10
_LONGEST_PARTNER: Final = 5
_MOST_LIMITED_WORDS: Final = 16
_LONGEST_NAME: Final = 6
_LEAST_FIRSTS: Final = 2
SPLIT = re.compile(r"\s*,\s*(?:or|and)\s+|\s*,\s*|\s+or\s+|\s+and\s+|\s+nor\s+|\s*;\s*", re.IGNORECASE)
_PREPOSITION = re.compile(r".+(?=\s(?:in|with|for|of|on|from|by|at|or|and|due|caused|during|after)\s)", re.IGNORECASE)
_TOGETHER = re.compile(r"(?P<lead>(?:combination|conjunction) with) (?P<rest>.+)", re.IGNORECASE)
# "blue or green fever" names two.
_SHARED_HEAD = re.compile(r"(?P<first>[\w-]+) (?:or|and) (?P<second>[\w-]+) (?P<head>[\w-]+)")
_LIMITED_TO = pattern("limitation.limited_to")
_WITH = re.compile(r"^with\s+", re.IGNORECASE)
_PROCEDURE = pattern("limitation.procedure")
_GROUP = pattern("contraindication.group")
# "routine use as a shield": the word "use" makes no sentence of it.
_USE_AS = re.compile(
    r"(?:routine|regular|chronic|daily|repeated|long-term|emergency|sole|first-line) use (?:as|in|for) (?P<what>.+)$", re.IGNORECASE
)
_USE_WITH = re.compile(r"(?:concomitant|concurrent|combined) use with (?P<what>[\w -]{3,40})", re.IGNORECASE)


def parts_of(words: str) -> list[str]:
    """Returns the things a phrase lists: known names, or what it is combined with; else the phrase itself."""
    together = _TOGETHER.match(words)
    if together is not None:
        partners = [_WITH.sub("", part) for part in SPLIT.split(together["rest"]) if part]
        if all(len(part.split()) <= _LONGEST_PARTNER for part in partners):
            return [f"{together['lead']} {part}" for part in partners]
    each = [words] if _is_joined_name(words) else _each_with_head(words)
    if each:
        return each
    shared = _SHARED_HEAD.fullmatch(words)
    both = [f"{shared[one]} {shared['head']}" for one in ("first", "second")] if shared else []
    if shared is not None and find(shared["first"]) is None and all(find(one) is not None for one in both):
        return both
    parts = [part for part in SPLIT.split(words) if part]
    done = all(_PROCEDURE.search(part) and len(part.split()) <= _LONGEST_NAME for part in parts)
    if len(parts) > 1 and (done or all(_GROUP.match(part) for part in parts)):
        return parts
    listed = len(parts) > 1 and all(len(part.split()) <= _LONGEST_NAME and normalise(part) is not None for part in parts)
    return parts if listed else [words]


def _is_joined_name(words: str) -> bool:
    """Returns whether a phrase with an "and" is one known name ("aches and sweats")."""
    found = find(words) if " and " in words else None
    return found is not None and found.how in {"name", "qualified"}


def _each_with_head(words: str) -> list[str]:
    """Returns the things of a list whose last member has the noun of all ("red, blue, or green toe fever"); else none."""
    *firsts, last = [part for part in SPLIT.split(words) if part] or [""]
    adjective, _, head = last.partition(" ")
    if len(firsts) < _LEAST_FIRSTS or any(" " in one or find(one) is not None for one in (*firsts, adjective)):
        return []
    every = [f"{one} {head}" for one in (*firsts, adjective)]
    return every if head and all(find(one) is not None for one in every) else []


def short(words: str) -> str | None:
    """Returns a phrase as a term; one that is too long loses what stands behind its last preposition until it fits."""
    role = _USE_AS.match(words)
    role = role or _USE_WITH.fullmatch(words)
    if role is not None and term(role["what"], MOST_WORDS) is not None:
        return words.strip(" .")
    limit = _LIMITED_TO.search(words)
    if limit is not None and len(words[: limit.end()].split()) <= _MOST_LIMITED_WORDS:
        return term(words[: limit.end()], _MOST_LIMITED_WORDS)  # Without its limit the term would say too much.
    while (found := term(words, MOST_WORDS)) is None and (cut := _PREPOSITION.match(words)):
        words = cut.group()
        if len(words.split()) < _LEAST_WORDS:
            return None
    return found
