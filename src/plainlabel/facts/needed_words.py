"""Words of which one stands in every text that a pattern fits, read from Python's own parse of the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Any, Final

from msgspec import Struct

try:  # no part of Python's promises: without it every pattern is run as it is
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

_MOST: Final = 64
_LONG_ENOUGH: Final = 5
_MOST_LETTERS: Final = 4
Words = frozenset[str]
_NOTHING: Final = frozenset([""])


class _Part(Struct, frozen=True):
    """What is known of a part of a pattern: all that it fits (None: too much to tell), and words of which it holds one."""

    whole: Words | None = None
    needed: Words = frozenset()


_ANYTHING: Final = _Part()
_ZERO_WIDTH: Final = _Part(_NOTHING)


def needed_words(pattern: re.Pattern[str]) -> Words:
    """Returns words of which each text that the pattern fits has one (in the pattern's own case); none when none is certain."""
    if _parser is None:  # pragma: no cover
        return frozenset()
    part = _sequence(_parser.parse(pattern.pattern, pattern.flags))
    return _shortest(_better(part.needed, part.whole or frozenset()))


def _sequence(tokens: Iterable[tuple[Any, Any]]) -> _Part:
    """Returns what is known of parts one behind the other; neighbours of which all is known are put together."""
    run, needed, known = _NOTHING, frozenset[str](), True
    for token in tokens:
        part = _part(*token)
        needed = _better(needed, part.needed)
        if part.whole is not None and len(run) * len(part.whole) <= _MOST:
            run = frozenset("".join(pair) for pair in product(run, part.whole))
        else:
            needed, known = _better(needed, run), False
            run = _NOTHING if part.whole is None else part.whole
    return _Part(run) if known else _Part(None, _better(needed, run))


def _part(kind: Any, value: Any) -> _Part:  # Python's parser has no types
    """Returns what is known of one part of a parsed pattern."""
    name = str(kind)
    if name == "LITERAL":
        return _Part(frozenset([chr(value)]))
    if name in {"AT", "ASSERT_NOT", "ASSERT"}:
        return _ZERO_WIDTH
    if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _sequence(value[-1] if name == "SUBPATTERN" else value)
    if name == "BRANCH":
        return _either([_sequence(branch) for branch in value[1]])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeated(value[0], value[1], _sequence(value[2]))
    return _letters(value) if name == "IN" else _ANYTHING


def _letters(members: list[tuple[Any, Any]]) -> _Part:
    if len(members) <= _MOST_LETTERS and all(str(kind) == "LITERAL" for kind, _ in members):
        return _Part(frozenset(chr(code) for _, code in members))
    return _ANYTHING


def _either(parts: list[_Part]) -> _Part:
    """Returns what is known of alternatives: their words together, if each has some."""
    wholes = [part.whole for part in parts if part.whole is not None]
    if len(wholes) == len(parts) and sum(map(len, wholes)) <= _MOST:
        return _Part(frozenset().union(*wholes))
    needed = [_better(part.needed, part.whole or frozenset()) for part in parts]
    return _Part(None, _shortest(frozenset().union(*needed))) if all(needed) else _ANYTHING


def _repeated(least: int, most: int, part: _Part) -> _Part:
    if (least, most) == (1, 1):
        return part
    if least == 0:
        return _Part(part.whole | _NOTHING) if most == 1 and part.whole is not None else _ANYTHING
    return _Part(None, _better(part.needed, part.whole or frozenset()))


def _better(one: Words, two: Words) -> Words:
    """Returns the words that fewer texts have: rather the longer, then the fewer. Words with an empty one among them are none."""
    usable = [words for words in (one, two) if words and "" not in words and len(words) <= _MOST]
    return max(usable, key=_worth, default=frozenset())


def _worth(words: Words) -> tuple[int, int, int]:
    shortest = min(map(len, words))
    return min(shortest, _LONG_ENOUGH), -len(words), shortest


def _shortest(words: Words) -> Words:
    """Returns the words without those that contain another one."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))
