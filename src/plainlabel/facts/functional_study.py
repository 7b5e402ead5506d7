"""Studies of function a label reports: vaccine response, QT interval, driving, abuse potential, light and adrenal function.

A subject is reported once, with the first clear result; a warning without a study ("may cause drowsiness") is no study. Where a
sentence only tells that an effect was studied, the sentences right behind it give the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, Literal, NamedTuple

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import FunctionalStudy
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_Result = Literal["no effect", "effect", "not studied"]
_PHARMACOLOGY: Final = ("34090-1", "43681-6")  # clinical pharmacology, pharmacodynamics
_ABUSE: Final = ("42227-9", "34085-1", "34086-9", "34087-7")  # drug abuse and dependence, its parts
_WARNINGS: Final = ("43685-7", "34071-1", "42232-9", "34084-4")  # warnings, precautions, adverse reactions
_CLINICAL: Final = (*_PHARMACOLOGY, "34073-7", "34092-7", "90374-0", *_WARNINGS)  # with interactions and studies
_ANIMAL: Final = ("34091-9", "43680-8")  # animal pharmacology, nonclinical toxicology
_STUDY = pattern("functional.study")
_NEUTRAL = pattern("functional.neutral")
_MAY = re.compile(r"\b(?:may|might|can|could|should)\b(?![^.]*\b(?:study|studies|trial|subjects)\b)", re.IGNORECASE)
_MEASURED = re.compile(r"\d\s*(?:ms|msec|milliseconds)\b")
_PATIENTS_AT_RISK = re.compile(r"\bexclud|\bmonitor|\brisk\b|\bhistory of\b", re.IGNORECASE)
_BEHIND: Final = 3
"""How many sentences behind one that tells of a study are read for its result."""


class _Subject(NamedTuple):
    """A subject: the words a section must hold to be read at all (the patterns are slow), where it stands, its patterns."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    about: re.Pattern[str]
    none: re.Pattern[str]
    effect: re.Pattern[str]
    not_studied: re.Pattern[str]


def _subject(name: str, key: str, words: tuple[str, ...], codes: tuple[str, ...]) -> _Subject:
    return _Subject(name, words, codes, *(pattern(f"functional.{key}{one}") for one in ("", "_none", "_effect", "_not_studied")))


_SUBJECTS: Final = (
    _subject("QT", "qt", ("QT",), (*_PHARMACOLOGY, *_WARNINGS)),
    _subject("vaccine response", "vaccine", ("accin", "mmuni"), _CLINICAL),
    _subject("driving", "driving", ("driv", "Driv", "sychomotor", "SDLP"), _CLINICAL),
    _subject("abuse potential", "abuse", ("buse", "iking"), _ABUSE),
    _subject("phototoxicity", "photo", ("hoto",), (*_CLINICAL, *_ANIMAL)),
    _subject("adrenal suppression", "adrenal", ("HPA", "drenal", "osyntropin"), (*_CLINICAL, "34081-0")),
)


def functional_studies(source: Source) -> Iterator[Fact]:
    """Returns the functional studies of a label, one a subject, each with the sentence that gives its result."""
    for subject in _SUBJECTS:
        found = [fact for section in source.under(*subject.codes) for fact in _of_section(source, section, subject)]
        results = [fact for fact in found if isinstance(fact.value, FunctionalStudy) and fact.value.result != "not studied"]
        yield from islice(results or found, 1)


def _of_section(source: Source, section: Section, subject: _Subject) -> Iterator[Fact]:
    if not any(word in section.text for word in subject.words):
        return
    left = 0
    pharmacology = not set(_PHARMACOLOGY).isdisjoint(source.codes(section))
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        about = sentence.kind != "row" and subject.about.search(text) is not None
        studied = bool(about and _STUDY.search(text)) or (about and pharmacology and subject.name == "QT")
        if subject.name == "QT" and not pharmacology:
            told = about and _STUDY.search(text) and (_MEASURED.search(text) or subject.none.search(text))
            studied = bool(told) and not _PATIENTS_AT_RISK.search(text)
        left = _BEHIND if studied else left - 1
        result = _result(subject, text, behind=left >= 0 and left < _BEHIND, studied=studied) if about or left >= 0 else None
        if result is not None:
            yield Fact(FunctionalStudy(subject.name, result), source.place(section, sentence.start, sentence.end))
            left = 0


def _result(subject: _Subject, text: str, *, behind: bool, studied: bool) -> _Result | None:
    """Returns the result a sentence gives; one `behind` a study need not name it again."""
    if not behind and subject.not_studied.search(text):
        return "not studied"
    if _NEUTRAL.search(text) or (not behind and (not studied or _MAY.search(text))):
        return None
    if subject.none.search(text):
        return "no effect"
    return "effect" if subject.effect.search(text) else None
