"""The condition a title names, in the fuller words of the sentence below it ("moderate-to-severe" before the name)."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.indication_phrases import with_tail
from plainlabel.facts.terms import masked, plain, term, without_brackets
from plainlabel.vocabulary.patterns import pattern

_BEFORE: Final = pattern("indication.before_name")
_AFTER: Final = pattern("indication.after_name")
_ACT: Final = pattern("indication.title_act")
_DEGREE: Final = pattern("indication.degree")
_WORD: Final = re.compile(r"[A-Za-z0-9’'/+-]+")  # noqa: RUF001 - labels use this apostrophe
_SMALL: Final = frozenset(("a", "an", "and", "in", "of", "or", "the", "to", "with", "due", "by", "for"))
_LINK: Final = re.compile(r"\b(?:and|or)\b")
_STOP: Final = re.compile(r"[.;:,]")
_MOST_WORDS: Final = 12
_MOST_BETWEEN: Final = 3


def fuller(title: str, text: str) -> str:
    """Returns the condition of a title with the words that qualify it in a text; the title where the text has none of them."""
    flat = without_brackets(plain(masked(text)))
    span = None if _ACT.match(title) else _span(title, flat)
    if span is None:
        return title
    start, end = span
    before = _BEFORE.search(flat[:start])
    name = flat[before.start("words") if before else start : end]
    after = _AFTER.match(flat[end:])
    whole = f"{name}{after.group()}" if after else with_tail(name, flat[end:]) or name
    told = term(whole, _MOST_WORDS) or term(name, _MOST_WORDS)
    if told is None or _words(told) <= _words(title) or _joins_more(flat[start:end], title):
        return title
    return _short(told, title)


def _joins_more(name: str, title: str) -> bool:
    """Returns whether the words of a title were found across an "and": they stand in two conditions."""
    return len(_LINK.findall(name)) > len(_LINK.findall(title))


def _short(told: str, title: str) -> str:
    """Returns a condition that is at most twice as long as its title: in full, without how bad it is, or the title itself."""
    for words in (told, _DEGREE.sub("", told, count=1)):
        if _words(title) < _words(words) and _length(words) <= 2 * _length(title):
            return words
    return title


def _length(words: str) -> int:
    """Returns how many words a condition has, those behind a hyphen counted by themselves."""
    return len({part for word in _words(words) for part in re.split(r"[-/+]", word) if part not in _SMALL})


def _span(title: str, text: str) -> tuple[int, int] | None:
    """Returns where the words of a title stand together in a text, in whatever order, within one phrase."""
    wanted = _words(title)
    found = [(one.start(), one.end(), _stem(one.group())) for one in _WORD.finditer(text)]
    for at, (start, _, word) in enumerate(found):
        if word not in wanted:
            continue
        missing = set(wanted)
        for _, end, other in found[at : at + len(wanted) + _MOST_BETWEEN]:
            missing.discard(other)
            if not missing:
                return None if _STOP.search(text[start:end]) else (start, end)
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text) if word.lower() not in _SMALL)


def _stem(word: str) -> str:
    low = word.lower()
    return low[:-1] if low.endswith("s") and len(low) > 3 else low
