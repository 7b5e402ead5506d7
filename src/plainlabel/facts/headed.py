"""Headed pieces of a section: what stands under each heading block or run-in heading of its text.

Old labels, and sections flattened by their source, run a heading into the paragraph behind it: with a colon ("Toe decay: Cases
..."), or without one ("Toe Decay The cause ..."). A run-in heading is told by its capitals and by the word that opens the sentence
behind it; what cannot be told from the sentence is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_COLON: Final = pattern("headed.colon")
_DASH: Final = pattern("headed.dash")
_COLON_NOT: Final = pattern("headed.colon_not")
_WORD: Final = re.compile(r"\S+")
_JOINING: Final = frozenset("of in on with and or for to the a an from by during due at as other use than without".split())  # noqa: SIM905
_BREAKS_OFF: Final = pattern("headed.breaks_off")
_NO_TITLE: Final = pattern("headed.no_title")
_OPENERS: Final = pattern("headed.openers")
_NUMBERING: Final = re.compile(r"\(?[\dA-Za-z]{1,2}[.)]\s+(?=[A-Z])")
_MOST_WORDS: Final = 10


class Piece(NamedTuple):
    """The sentences under one heading of a section, at [start, end); no title for what stands before the first heading."""

    title: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]


def pieces(source: Source, section: Section) -> tuple[Piece, ...]:
    """Returns the headed pieces of a section's own text, in order."""
    found: list[Piece] = []
    title, start = "", 0
    body: list[Sentence] = []
    for passage in source.passages(section):
        if passage.highlight:
            continue
        words = section.text[passage.start : passage.end]
        length = len(words) if passage.kind == "heading" else _run_in(source, words) if passage.kind in {"paragraph", "item"} else 0
        if length:
            _close(found, title, start, passage.start, body)
            title, start, body = words[:length].strip(" :.–—-"), passage.start, []  # noqa: RUF001 - labels use several dashes
        if passage.start + length < passage.end and passage.kind != "image":
            body.append(Sentence(section, passage.start + length, passage.end, passage.kind))
    _close(found, title, start, len(section.text), body)
    return tuple(found)


def _close(found: list[Piece], title: str, start: int, end: int, body: list[Sentence]) -> None:
    if title or body:
        found.append(Piece(title, start, end, tuple(body)))


def _run_in(source: Source, words: str) -> int:
    """Returns the length of the run-in heading a sentence begins with, 0 where it has none."""
    numbering = _NUMBERING.match(words)
    skip = numbering.end() if numbering else 0
    for form in (_COLON, _DASH):
        found = form.match(words, skip)
        if found is not None and not _COLON_NOT.match(found["title"]):
            return found.end()
    end = _capitals(source, words, skip)
    return end if end > skip else 0


def _capitals(source: Source, words: str, start: int) -> int:
    """Returns where the run of capitalised words ends behind which a sentence begins; `start` for none."""
    tokens = list(_run(words, start))
    if len(tokens) < 2 or (_NO_TITLE.fullmatch(tokens[0].group()) and tokens[0].group() != "Not"):
        return start
    for at in range(len(tokens) - 1, 0, -1):
        before = tokens[at - 1].group()
        if not _joins(before.strip(",")) and before[-1] not in ",;" and _opens(source, words, tokens[:at], tokens[at]):
            return tokens[at].start()
    return start


def _joins(word: str) -> bool:
    """Returns whether a heading cannot end in a word ("of"); "Use" with a capital can end one."""
    return word.lower() in _JOINING and word != "Use"


def _opens(source: Source, words: str, before: list[re.Match[str]], opener: re.Match[str]) -> bool:
    """Returns whether a capitalised word opens the sentence behind a run-in heading: such a word, and small letters follow."""
    bare = opener.group().strip(",;")
    names = source.names
    own = names is not None and names.match(words, opener.start()) is not None
    if bare.isupper() and len(bare) > 1 and not own:
        return False
    ahead = words[opener.end() : opener.end() + 20].lstrip()
    if not ahead or not (ahead[0].islower() or ahead[0] in "®™(" or bare in {"A", "The", "In"} or bare != opener.group()):
        return False
    return bool(_OPENERS.fullmatch(bare) or own or _repeats(before, bare))


def _repeats(before: list[re.Match[str]], bare: str) -> bool:
    return len(bare) > 3 and before[0].group().lower() == bare.lower()


def _run(words: str, start: int) -> Iterator[re.Match[str]]:
    """Returns the capitalised words that a text begins with, and the small joining words between them."""
    for count, found in enumerate(_WORD.finditer(words, start)):
        word = found.group()
        if count > _MOST_WORDS or not (word[0].isupper() or (count and (word.lower() in _JOINING or word[0] in "(/"))):
            return
        yield found
        if word[-1] in ".:;":
            return


def whole_title(source: Source, section: Section) -> str:
    """Returns the title of a section with the words of it that stand in its text: flattened titles break off early."""
    title, text = section.title.strip(), section.text[:200]
    if text.startswith(", "):
        end = _capitals(source, text, 2) or 2
        return f"{title}, {text[2:end].strip()}" if end > 2 else title
    if not _BREAKS_OFF.search(title):
        return title
    end = _capitals(source, text, 0) or _line(text)
    more = " ".join(text[:end].split())
    return f"{title} {more}" if more else title


def _line(text: str) -> int:
    """Returns the length of a first line that holds capitalised words only."""
    line = text.split("\n", 1)[0]
    run = list(_run(line, 0))
    return len(line) if run and "\n" in text and run[-1].end() == len(line.rstrip()) else 0
