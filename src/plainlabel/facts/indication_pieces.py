"""Indications of a text with run-in headings, lists and statements: what each way of reading finds, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.headed import Piece, pieces
from plainlabel.facts.indication_kept import (
    merged,
    says_all,
)
from plainlabel.facts.indication_people import made
from plainlabel.facts.indication_text import of_text
from plainlabel.facts.indication_titles import condition_of_title
from plainlabel.facts.indication_uses import uses_apart, uses_told
from plainlabel.facts.source import Source
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_INDICATED = re.compile(r"\b(?:indicated|used|useful|approved|effective|recommended)\b", re.IGNORECASE)
_LIMITATION = pattern("indication.limitation")
_FOR = pattern("indication.opens_for")
_ORGANS = pattern("indication.organs")
_CHOICE = re.compile(r"\bchoice\b|\balternat|\btreat|\badjunct", re.IGNORECASE)


def under_no_condition(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the indications of a subsection whose title names none: those its own headed pieces name, else those of its text."""
    yield from by_pieces(source, section, source.full_text(section))


def by_pieces(source: Source, section: Section, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Returns the indications of a text: of its lists and statements where those say all that is read from it, else the latter."""
    found = list(_by_headings(source, section, passages))
    if not passages or any(child.number for child in source.children(section)):
        yield from found
        return
    apart = uses_apart(source, section)
    if len(apart) >= len(found) and all(any(says_all(one, fact) for one in apart) for fact in found):
        yield from apart
        return
    yield from merged(found, uses_told(source, section))


def _by_headings(source: Source, section: Section, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Returns the indications of a text whose run-in headings name conditions, then those of the text beside them."""
    headed = headed_pieces(source, section) if passages else []
    yield from (fact for _, fact in headed)
    taken = [(part.start, _ends(part)) for part, _ in headed]
    rest = tuple(one for one in passages if not any(start <= one.start < end for start, end in taken))
    yield from of_text(source, section, rest)


def _ends(part: Piece) -> int:
    """Returns where the use that a heading names ends: before the next statement, which a heading not known as one may open."""
    stated = _stated(part)
    return stated[1].start if len(stated) > 1 else part.end


def _stated(part: Piece) -> list[Sentence]:
    return [
        one for one in part.sentences if (_INDICATED.search(one.text) or _FOR.match(one.text)) and not _LIMITATION.search(one.text)
    ]


def _own(part: Piece) -> Sentence:
    """Returns the sentence that says what is headed: the first that says "indicated", unless the opening one tells it before.

    Old labels say that the medicine "is an alternate choice" for what is headed; the next sentence may begin another use.
    """
    opening, said = part.sentences[0], _stated(part)[0]
    return (
        opening if opening.start < said.start and not _head_word(part.title, said.text) and _CHOICE.search(opening.text) else said
    )


def _head_word(title: str, text: str) -> bool:
    """Returns whether a sentence names the first word of a heading."""
    return title.split(maxsplit=1)[0].lower() in text.lower()


def headed_pieces(source: Source, section: Section) -> list[tuple[Piece, Fact]]:
    """Returns the pieces of a text whose heading is a known condition and that say what is indicated."""
    found = []
    for part in pieces(source, section):
        condition = condition_of_title(part.title) if part.title and _says(part) else None
        known = find(condition) if condition else None
        if condition and known is not None and known.how != "head" and not _ORGANS.match(condition):
            first = _own(part)
            found.append((part, Fact(made(condition, f"{part.title}: {first.text}"), first.place(source))))
    return found


def _says(part: Piece) -> bool:
    return bool(_stated(part))
