"""The boxed warning: whether there is one, and the subjects its heading names.

The heading is the run of capitals behind "WARNING:" (21 CFR 201.57(c)(1) asks for it). Flattened text runs it into the
sentence behind it, which may begin with the medicine's name, in capitals too: the label's own names end the heading there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.headed import pieces
from plainlabel.facts.kinds import BoxedWarning
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34066-1"
_UNCLASSIFIED = frozenset({None, "42229-5"})
_BOXED = re.compile(r"\W*(?:BOXED WARNING\b|WARNINGS?\s?:\s+(?:[A-Z][A-Z-]+\W+){2})")
# What a heading opens with says nothing of its subjects: "BOXED WARNING SECTION", "CONTRAINDICATIONS AND WARNINGS".
_OPENING = re.compile(
    r"\W*(?:(?:(?:BOXED\s+)?WAR(?:N|IN)INGS?(?:\s+SECTION\b)?|CONTRAINDICATIONS\b|SECTION(?=\s+WARN)|AND(?=\s+WARN)|BOXED(?=\s+WAR))"
    r"\s*(?::|-|–|\.)?\s*)+"  # noqa: RUF001 - labels use both dashes
)
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
_HEADING_WORDS = 8
_VERB_FIRST = re.compile(r"(?:have|has|is|are|was|may|can|should|must|do|does)\b", re.IGNORECASE)
_HIGHLIGHTS = re.compile(r"\W*HIGHLIGHTS\b")


def boxed_warnings(source: Source) -> Iterator[Fact]:
    """Returns the boxed warning of a label (one: a leaflet may repeat it), or one fact that it has none.

    A partial label that shows none gives nothing.
    """
    found = list(distinct(_fact(source, section) for section in _boxed(source)))
    yield from sorted(found, key=_says_nothing)[:1]
    if not found and not source.label.partial:
        yield Fact(BoxedWarning(present=False), Place(None, None, ""))


def _says_nothing(fact: Fact) -> bool:
    assert isinstance(fact.value, BoxedWarning)
    return not fact.value.subjects


def _boxed(source: Source) -> list[Section]:
    coded = [section for section in source.label.sections if section.code == _CODE and (section.text or section.title)]
    return coded or [section for section in source.label.sections if _looks_boxed(source, section)]


def _looks_boxed(source: Source, section: Section) -> bool:
    """Returns whether an unclassified section is a boxed warning: some labels leave out its code."""
    classified = any(code not in _UNCLASSIFIED for code in source.codes(section))
    return not classified and bool(_BOXED.match(section.text) or _BOXED.match(section.title))


def _fact(source: Source, section: Section) -> Fact:
    for text, in_title in ((section.title, True), (section.text, False)):
        if _HIGHLIGHTS.match(text):
            continue
        opening = _OPENING.match(text)
        start = opening.end() if opening else 0
        end = _heading_end(source, text, start)
        if in_title and section.text[:1].islower() and not _ends_at_name(source, text, end):
            # The last word of a flattened title opens the sentence that its text goes on with.
            end = max(start, text.rfind(" ", start, end))
        subjects = _subjects(text[start:end])
        if subjects:
            return Fact(BoxedWarning(present=True, subjects=subjects), source.place(section, *(() if in_title else (start, end))))
    headings = tuple(
        part.title.lower()
        for part in pieces(source, section)
        if part.title.isupper() is False and 1 < len(part.title.split()) <= _HEADING_WORDS
    )
    return Fact(BoxedWarning(present=True, subjects=headings[:_HEADING_WORDS]), source.place(section))


def _ends_at_name(source: Source, text: str, end: int) -> bool:
    """Returns whether the medicine's name stands where a heading ends."""
    return source.names is not None and source.names.match(text, end + 1) is not None


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
    found: list[str] = []
    for part in _PARTS.split(heading.strip(" .,;:")):
        words = _written(part)
        repeated = next((one for one in found if words != one and words.endswith(f" {one}")), None)
        words = words.removesuffix(f" {repeated}") if repeated else words
        if len(words) > 2 and words not in found and not _VERB_FIRST.match(words):
            found.append(words)
    return tuple(found)


def _written(part: str) -> str:
    """Returns a subject in small letters, but abbreviations as they are."""
    words = part.strip(" .,;:").split()
    return " ".join(word if word.strip("()") in _ABBREVIATIONS else word.lower() for word in words)
