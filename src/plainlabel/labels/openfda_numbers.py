"""Where numbered subsections begin in openFDA's flattened text ("5.1 Hepatotoxicity ..."): numbers found by their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

_CHAPTER: Final = re.compile(r"(\d{1,2})\.?[ :]+(?=[A-Z])")


class Numbered(Struct, frozen=True):
    """A numbered subsection: its number and [start, end)."""

    number: str
    start: int
    end: int


def chapter(text: str, expected: int | None) -> int | None:
    """Returns the chapter number the text begins with, else the number its field usually has."""
    found = _CHAPTER.match(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 17 else expected


_UNIT: Final = r"(?:[mdnk]?L|[mM]Eq|[mkMG]?[CB][iq]|mmHg|mOsm|m?I?U|k?Da|kPa|W|J)\b"


@lru_cache(maxsize=512)
def _candidate(prefix: str) -> re.Pattern[str]:
    # After the number a title begins: a capital, a digit group ("13-Week"), or a small letter glued to a capital ("mRNA").
    return re.compile(
        rf"{re.escape(prefix)}\. ?(\d{{1,2}})(?![\d%°]|\.\d|[-\u2013]\d)\.?:? *(?!{_UNIT})"
        r"(?=[A-Z\u201c\"\u2018(]|[a-z]+[A-Z]|\d+[ -][A-Za-z])"
    )


_GLUED: Final = re.compile(r"[\w.,(\[/\u2013-]\Z")
_NOT_BEFORE: Final = re.compile(
    r"(?:[(\[,]|\b(?:and|or|to|[Ss]ee|[Ss]ections?|of|than|from|at|by|is|was|were|in|Table|Figure|[Vv]ersion|about|approximately|with"
    r"|for|under|mean|median|ratio|through)|[≥≤<>=±])\s*\Z"
)


def _may_begin(text: str, at: int) -> bool:
    """Returns whether the signs before a number at `at` allow a heading there: no reference, no quantity, no larger number."""
    before = text[max(0, at - 16) : at]
    if _GLUED.search(before):
        return len(before) > 1 and before[-1] == "." and (before[-2].isalpha() or before[-2] in ")]")
    return not _NOT_BEFORE.search(before)


def numbered(text: str, number: int, starts: Iterable[int], rows: Sequence[tuple[int, int]]) -> list[Numbered]:
    """Returns the numbered subsections of a chapter's text, nested ones after the one that holds them.

    `starts` are places known to begin a section; nothing begins inside `rows`. A number counts when it is in order; references
    and quantities are not.
    """
    found: list[Numbered] = []
    _chain(text, str(number), 0, len(text), frozenset(starts), rows, found)
    return found


def _chain(
    text: str, prefix: str, start: int, end: int, known: frozenset[int], rows: Sequence[tuple[int, int]], found: list[Numbered]
) -> None:
    candidates = [
        (match.start(), int(match[1]))
        for match in _candidate(prefix).finditer(text, start, end)
        if match.start() in known or _may_begin(text, match.start())
    ]
    candidates = [candidate for candidate in candidates if not any(begin < candidate[0] < stop for begin, stop in rows)]
    chosen = _in_order(candidates, known)
    for index, (at, last) in enumerate(chosen):
        stop = chosen[index + 1][0] if index + 1 < len(chosen) else end
        name = f"{prefix}.{last}"
        found.append(Numbered(name, at, stop))
        if name.count(".") < 3 and f"{name}.1" in text[at:stop]:
            _chain(text, name, at + len(name), stop, known, rows, found)


def _in_order(candidates: Sequence[tuple[int, int]], known: frozenset[int]) -> list[tuple[int, int]]:
    """Returns the best rising chain of candidates: many members, few numbers left out, places known to begin a section."""
    best: list[tuple[float, int]] = []
    for index, (at, last) in enumerate(candidates):
        own = 2.0 if at in known else 1.0
        score, before = own - 0.6 * (last - 1), -1
        for earlier in range(index):
            gap = last - candidates[earlier][1]
            if gap > 0 and best[earlier][0] + own - 0.6 * (gap - 1) > score:
                score, before = best[earlier][0] + own - 0.6 * (gap - 1), earlier
        best.append((score, before))
    if not best or max(best)[0] <= 0:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]
