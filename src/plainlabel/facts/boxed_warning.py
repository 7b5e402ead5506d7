"""The boxed warning: whether there is one, and the subjects its heading names.

The heading is the run of capitals behind "WARNING:" (21 CFR 201.57(c)(1) asks for it). Flattened text runs it into the
sentence behind it, which may begin with the medicine's name, in capitals too: the label's own names end the heading there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import BoxedWarning, Fact, Place
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34066-1"
_UNCLASSIFIED = frozenset({None, "42229-5"})
_BOXED = re.compile(r"\W*(?:BOXED WARNING\b|WARNINGS?\s?:\s+(?:[A-Z][A-Z-]+\W+){2})")
_OPENING = re.compile(r"\W*(?:BOXED\s+)?WARNINGS?\s*(?::|-|–|\.)?\s*")  # noqa: RUF001 - labels use both dashes
_TOKEN = re.compile(r"\S+")
_JOINING = frozenset(
    {
        "and",
        "or",
        "in",
        "of",
        "with",
        "for",
        "to",
        "the",
        "from",
        "due",
        "by",
        "on",
        "an",
        "a",
        "associated",
        "including",
        "when",
        "used",
    }
)
_END = frozenset({"WARNING", "WARNINGS", "WARNING:", "WARNINGS:"})
_PREPOSITIONS = frozenset({"of", "with", "to", "from", "by", "for", "in", "on", "the", "using"})
_PARTS = pattern("boxed_warning.parts")
_ABBREVIATIONS = frozenset(
    {"QT", "QTC", "HIV", "HIV-1", "CNS", "REMS", "HBV", "HCV", "PML", "DNA", "B", "C", "II", "III", "IV", "T", "TB"}
)
_MOST_WORDS = 30


def boxed_warnings(source: Source) -> Iterator[Fact]:
    """Returns the boxed warnings of a label, or one fact that it has none; nothing for a partial label that shows none."""
    found = list(distinct(_fact(source, section) for section in _boxed(source)))
    yield from found
    if not found and not source.label.partial:
        yield Fact(BoxedWarning(present=False), Place(None, None, ""))


def _boxed(source: Source) -> list[Section]:
    coded = [section for section in source.label.sections if section.code == _CODE and (section.text or section.title)]
    return coded or [section for section in source.label.sections if _looks_boxed(source, section)]


def _looks_boxed(source: Source, section: Section) -> bool:
    """Returns whether an unclassified section is a boxed warning: some labels leave out its code."""
    classified = any(code not in _UNCLASSIFIED for code in source.codes(section))
    return not classified and bool(_BOXED.match(section.text) or _BOXED.match(section.title))


def _fact(source: Source, section: Section) -> Fact:
    for text, in_title in ((section.title, True), (section.text, False)):
        opening = _OPENING.match(text)
        start = opening.end() if opening else 0
        end = _heading_end(source, text, start)
        subjects = _subjects(text[start:end])
        if subjects:
            return Fact(BoxedWarning(present=True, subjects=subjects), source.place(section, *(() if in_title else (start, end))))
    return Fact(BoxedWarning(present=True), source.place(section))


def _heading_end(source: Source, text: str, start: int) -> int:
    """Returns where the run of capitals that begins at `start` ends."""
    end = start
    before = ""
    names = source.names
    for count, found in enumerate(_TOKEN.finditer(text, start)):
        word = found.group()
        bare = word.strip(".,;:()[]")
        named = names is not None and names.match(text, found.start()) and before not in _PREPOSITIONS
        if count > _MOST_WORDS or word in _END or named or "\n" in text[end : found.start()]:
            break
        if bare.isupper() or (not any(letter.isalpha() for letter in bare) and end > start):
            end = found.end()
        elif bare not in _JOINING:
            break
        before = bare.lower()
        if word.endswith("."):
            break
    # One capital letter at the end opens the sentence behind the heading ("... RISK A causal").
    return end - 2 if text[max(start, end - 2) : end] in {" A", " I"} else end


def _subjects(heading: str) -> tuple[str, ...]:
    parts = (_written(part) for part in _PARTS.split(heading.strip(" .,;:")))
    return tuple(part for part in parts if len(part) > 2)


def _written(part: str) -> str:
    """Returns a subject in small letters, but abbreviations as they are."""
    words = part.strip(" .,;:").split()
    return " ".join(word if word.strip("()") in _ABBREVIATIONS else word.lower() for word in words)
