"""Statements of what a medicine is for, in running text: where they begin and end, and the parts of their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from plainlabel.facts.terms import without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_OPENS = pattern("indication.opens")
_NEGATED = pattern("indication.negated")
_LIMITATION_WORD = pattern("indication.limitation_word")
_CONTINUES = pattern("indication.continues")
_BORDER = pattern("indication.border")
_FOLLOWING = pattern("indication.following")
_EXPLAINS = pattern("indication.explains")
_FLAT_ITEM = re.compile(r"[a-z)] [A-Z][a-z]")
_BULLETS = " \n\t•●▪■◦○‣∙*-–"  # noqa: RUF001 - labels use these signs as bullets
_LEAD = re.compile(rf"[{re.escape(_BULLETS)}]*(?:o\s+(?=[A-Z]))?")
# A capital behind a capital goes on with a name ("Blue Toe (BT) fever").
_IN_NAME = re.compile(r"(?:\s|^)(?:a|an|of|the)\s(?:[a-z]+\s(?:of\s)?)?(?:[A-Z][a-z]+\s?)+$")
_LINK_BEFORE = pattern("indication.link_before")


class Named(NamedTuple):
    """A condition named at [start, end) of a section."""

    start: int
    end: int
    words: str


class Statement(NamedTuple):
    """A statement at [start, end) of a section; `list_from` is where the list begins that its first sentence opens."""

    start: int
    end: int
    list_from: int


def is_list(section: Section, statement: Statement) -> bool:
    """Returns whether a statement lists what it is about behind "the following", or is a list without a verb."""
    words = section.text[statement.start : statement.end]
    return bool(_FOLLOWING.search(words)) or not _EXPLAINS.search(without_brackets(words))


def statements(section: Section, passages: Sequence[Passage]) -> Iterator[Statement]:
    """Returns the statements of a text: a sentence that opens one, and the items and list paragraphs behind it."""
    start: int | None = None
    end = list_from = 0
    for passage in passages:
        words = section.text[passage.start : passage.end]
        limit = _LIMITATION_WORD.search(words)
        stop = passage.start + limit.start() if limit else passage.end
        if start is not None and not limit and _goes_on(section, start, end, passage):
            end = passage.end
            continue
        if start is not None:
            yield Statement(start, end, list_from)
            start = None
        if (
            stop > passage.start
            and _OPENS.search(words[: stop - passage.start])
            and not _NEGATED.search(words[: stop - passage.start])
        ):
            start, end, list_from = passage.start, stop, stop
    if start is not None:
        yield Statement(start, end, list_from)


def bare_list(section: Section, passages: Sequence[Passage]) -> list[Statement]:
    """Returns the passages of a text that nowhere says "indicated" and only lists: those without a verb."""
    found = []
    for one in passages:
        words = section.text[one.start : one.end]
        if not _NEGATED.search(words) and not _EXPLAINS.search(without_brackets(words)):
            found.append(Statement(one.start, one.end, one.start))
    return found


def _goes_on(section: Section, start: int, end: int, passage: Passage) -> bool:
    """Returns whether a passage continues the list a statement has opened."""
    words = section.text[passage.start : passage.end]
    if _NEGATED.search(words) or _OPENS.match(words):
        return False
    before = section.text[start:end].rstrip()
    if _FOLLOWING.search(section.text, start, end) and not _EXPLAINS.search(without_brackets(words)):
        return True
    # "In severe cases, toes may fall off" is a sentence of its own.
    alone = words.startswith("In ") and _EXPLAINS.search(without_brackets(words)) is not None
    if passage.kind == "item" or (_CONTINUES.match(words) and not alone):
        return True
    return before.endswith((":", ",", ";")) or (
        len(words.split()) <= 10 and not before.endswith(".") and not words.rstrip().endswith(".")
    )


def chunks(text: str, statement: Statement, found: list[Named]) -> list[tuple[int, int]]:
    """Returns the parts of a statement: the opening sentence, and each item behind it."""
    ends = {
        one.end()
        for one in _BORDER.finditer(text, statement.start, statement.end)
        if not (one.group().isspace() and "\n" not in one.group() and _IN_NAME.search(text, statement.start, one.start()))
    }
    opened = text.find(":", statement.start, statement.end)
    if opened >= 0:
        # Flattened lists: a condition with a capital behind a small word opens an item.
        ends.update(
            one.start
            for one in found
            if opened < one.start < statement.end
            and _FLAT_ITEM.match(text, one.start - 2)
            and not _LINK_BEFORE.search(text, opened, one.start)
        )
    borders = [statement.start, *sorted(ends), statement.end]
    parts = []
    for start, end in pairwise(borders):
        words = text[start:end]
        if words.strip(_BULLETS + ".;"):
            parts.append((start + len(_LEAD.match(words)[0]), start + len(words.rstrip())))  # type: ignore[index]
    return parts or [(statement.start, statement.end)]
