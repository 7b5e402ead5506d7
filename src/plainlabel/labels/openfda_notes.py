"""The notes right below a table in openFDA's flattened text: "* p<0.05", "a Some words.", "NA = not available".

They stand outside the table's HTML, as a paragraph of their own in the label. A mark is one only where the table shows it behind
its words; a note ends where the next begins, or with its sentence. What cannot be told from running text stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_SIGN: Final = re.compile(r"(\*{1,4}|[†‡§¶#]{1,3})(?!\w*\*) ?(?=[^\s*†‡§¶#])")
_LETTER: Final = re.compile(r"\(?([a-h]|[1-9])(?:[.):] ?| )(?=[A-Z≥≤<>=%][^.]|[a-z] ?[=<>≤])")
_SAID: Final = re.compile(
    r"(?:Notes?|NOTE|Abbreviations?|Key) ?: ?(?=\S)|(?:[A-Z][\w/-]{0,9}|n) ?= ?(?=[a-zA-Z])|[A-Z]{2,6}s? ?: (?=[a-zA-Z])"
)
_END: Final = re.compile(r"[.!?][)\]]?(?=\s+[A-Z\u201c•●▪■◦○·\[(]|\s*\Z)")
# A capital that may begin a sentence where no sign ended the one before.
_RUN_ON: Final = re.compile(
    r"(?<![;:,.])(?<!\bthe)(?<!\bof)(?<!\bby)(?<!\bin)(?<!\bto)(?<!\bon)(?<!\bper)(?<!\bwith)(?<!\bfor)(?<!\band)(?<!\bor)(?<!\busing)(?<!\bfrom)"
    r"(?<=[a-z)\]]) (?:[A-Z][a-z]+ [a-z\d]|(?:Table|Figure) \d)"
)
_LONGEST: Final = 400
_MOST: Final = 20


def notes(text: str, start: int, end: int, table: str) -> Iterator[tuple[int, int]]:
    """Returns the notes that stand one after the other from `start` on, right below a table of the words `table`."""
    at = _skip(text, start, end)
    begun = _opening(text, at, end, table)
    for _ in range(_MOST):
        if begun is None:
            return
        stop = _stop(text, begun, end, table)
        if stop is None:
            return
        following = _skip(text, stop, end)
        after = _opening(text, following, end, table)
        if after is None and _RUN_ON.search(text, begun, stop):
            return
        yield at, stop
        at, begun = following, after


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


def _opening(text: str, at: int, end: int, table: str) -> int | None:
    """Returns where the words of the note at `at` begin, None where no note begins there."""
    for pattern in (_SIGN, _LETTER):
        found = pattern.match(text, at, end)
        if found and _shown(found[1]).search(table):
            return found.end()
    found = _SAID.match(text, at, end)
    return found.end() if found else None


@lru_cache(maxsize=64)
def _shown(mark: str) -> re.Pattern[str]:
    """Returns the pattern of a mark behind the words of a cell or caption, alone or among others."""
    if not mark.isalnum():
        return re.compile(rf"(?<![*†‡§¶#]){re.escape(mark)}(?![*†‡§¶#])")
    return re.compile(
        rf"(?:[A-Za-z)%\]] ?|\d |[,*†‡§¶#] ?)(?<![A-Za-z]{{2}}){mark}(?:[ ,*†‡§¶#]*(?:[a-h1-9][ ,]*){{0,3}})?(?=[\t\n]|\Z)"
    )


def _stop(text: str, at: int, end: int, table: str) -> int | None:
    """Returns where a note ends: before the next, or with its sentence."""
    last = min(end, at + _LONGEST)
    sentence = _END.search(text, at, last)
    stop = sentence.end() if sentence else None
    for found in re.finditer(r" (?=[*†‡§¶#(]|[a-h1-9][.): ]|[A-Z][\w/-]{0,9} ?=)", text[at : stop or last]):
        if _opening(text, at + found.end(), end, table) is not None and found.start():
            return at + found.start()
    return stop if stop is not None or last < end else end
