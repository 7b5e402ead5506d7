"""The rows of a table of rates as lines: each with the term that names it, the organ class above it and its own cells.

A heading gives the organ class of the rows below, or the test that thresholds below it belong to ("<500" under "Neutrophils"). A
row whose cells hold several lines run together comes as several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.reaction_terms import lowered, organ_class, row_term, without_marks
from plainlabel.facts.table_classes import class_rows, is_sure_class
from plainlabel.facts.table_columns import label_columns
from plainlabel.facts.table_rows import Row
from plainlabel.facts.table_stacks import behind_class, unstacked
from plainlabel.facts.tables import Grid, without_note
from plainlabel.vocabulary.patterns import pattern

TITLE_LENGTH = 160
_LABORATORY = pattern("tables.laboratory")
_ABNORMAL = pattern("tables.abnormal")
_HEADER_NOTE = pattern("tables.header_note")
_ANYWAY = pattern("tables.term_anyway")
_THRESHOLD = pattern("tables.threshold")
_LIMIT = pattern("tables.limit")
_SUBJECT = pattern("tables.title_subject")
_DEGREE = pattern("tables.degree_row")
_IN_BRACKETS = re.compile(r"[\[(][^\])]*[\])]+|[\[(][^\])]*$")
_NO_LETTERS = re.compile(r"[^A-Za-z -]")
_WHOLE = frozenset({"overall", "any", "all", "total"})
_REACTIONS = re.compile(r"\badverse (?:drug )?(?:reactions?|events?)", re.IGNORECASE)
_ANY = re.compile(r"\W*(?:any|all|overall|total)(?: (?:grades?|severity))?\W*$", re.IGNORECASE)
_PART = re.compile(r"\W*(?:mild|moderate|severe|grade|gr\.|[<>≥≤=]|\d)", re.IGNORECASE)
_TORN = re.compile(
    r"[a-z] [a-z]{3}|[a-z] [a-z]{1,3} [a-z]+|.*[a-z]{2} [b-hj-z] [a-z]{1,2}\b|(?:(?:non-?)?fatal|life-threatening|serious|/)+$"
)
"""Words torn apart in the file, and degrees that name no reaction."""
_NO_TEST = re.compile(
    r"\b(?:toxicit\w+|reactions?|events?|parameters?|abnormalit\w+|class|terms?|system|categor\w+|variables?|laboratory|analytes?|tests?"
    r"|criteri\w+|results?|symptoms?|grades?|findings?|effects?|n\s?=|patients|subjects|dos\w+)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"[<>≥≤]")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_NOTE_NUMBERS = re.compile(
    r"(?<=[A-Za-z)])\s?\d(?:\s?;\s?\d)+$|(?<=[A-Za-z)])\s(?:\d{1,2}|[a-h])?(?:\s?[,;]?\s?(?:[$@%*†‡§#]|[a-h]\b|\d\b)){1,6}$"
)
_MOST_WORDS = 9
_LONG = 24


class Line(NamedTuple):
    """A body row with the term that names it and the organ class above it."""

    row: Row
    term: str
    organ_class: str | None


def lines(grid: Grid) -> Iterator[Line]:
    """Returns the lines of a table that name a reaction.

    In a table of laboratory results that says of some how they changed, those without such a word are no reactions.
    """
    found = list(_every(grid))
    title = grid.title_words[:TITLE_LENGTH]  # Notes run into the caption behind it.
    laboratory = bool(_LABORATORY.search(title)) and not _REACTIONS.search(title)
    changed = [line for line in found if _ABNORMAL.search(line.term) or _BEYOND.search(line.term)]
    yield from changed if laboratory and changed else found


def _every(grid: Grid) -> Iterator[Line]:
    labels = label_columns(grid)
    classes = class_rows(grid.rows, labels)
    above: str | None = None
    heading = ""
    subject = _SUBJECT.search(grid.title_words[:TITLE_LENGTH])
    test = next((text for text in reversed(grid.heads[0]) if not _NO_TEST.search(text)), "") if grid.heads[0] else ""
    for row in grid.rows:
        texts = row.texts
        if not any(texts[labels:]) or row.filled == 1:
            name = next((text for text in reversed(texts[:labels]) if text), texts[0])
            above, heading = organ_class(name), name
            continue
        first = texts[0] if labels > 1 else ""
        above = organ_class(first) or above if first else above
        name = next((text for text in reversed(texts[:labels]) if text), "")
        name = _NOTE_NUMBERS.sub("", _HEADER_NOTE.sub(" ", name) if len(name) > _LONG else name)
        if row.start in classes or is_sure_class(name):
            above, heading = organ_class(name), name
            if behind := behind_class(name):
                yield Line(row, *behind)
            continue
        if stack := unstacked(row, labels):
            yield from (Line(part, term, stack.organ_class or above) for term, part in stack.parts)
            continue
        term = _of_subject(name, subject) or _term(name, first, heading, test)
        if term is not None and not _TORN.match(term):
            behind = behind_class(name) if above is None and len(name.split()) > len(term.split()) + 1 else None
            yield Line(row, term, behind[1] if behind else above)


def _of_subject(name: str, subject: re.Match[str] | None) -> str | None:
    """Returns the term of a row that names only a degree or place of what the whole table counts ("Overall", "Major")."""
    degree = " ".join(_NO_LETTERS.sub(" ", _IN_BRACKETS.sub(" ", name)).split()).lower()
    if subject is None or not _DEGREE.fullmatch(degree):
        return None
    return subject.group().lower() if degree in _WHOLE else f"{degree} {subject.group().lower()}"


def _term(name: str, first: str, heading: str, test: str = "") -> str | None:
    """Returns the term of a row; `first` is its first label where it has several, `heading` the row it stands under.

    `test` is the test that heads the column of names.
    """
    if _ANY.match(name):
        name = first if first and not _ANY.match(first) else heading
    elif _LIMIT.match(name):
        return _with_limit(first if first and first != name else heading or test, name)
    elif _PART.match(name):
        return None
    if _THRESHOLD.search(name):
        return _with_limit("", name)
    if _ANYWAY.fullmatch(bare := without_marks(without_note(name))):
        return lowered(_BRACKETED.sub("", bare))
    return row_term(name)


def _with_limit(test: str, limit: str) -> str | None:
    """Returns the term of a result beyond a limit: the test, without its unit in brackets, and the limit."""
    named = _BRACKETED.sub("", without_marks(without_note(test))).split(":")[0]
    words = f"{named} {re.sub(r'[()]', ' ', without_marks(without_note(limit)))}"
    joined = " ".join(words.split()).strip(" ,;:")
    return lowered(joined) if len(joined.split()) <= _MOST_WORDS and re.match(r"[A-Za-z]{2}", joined) else None
