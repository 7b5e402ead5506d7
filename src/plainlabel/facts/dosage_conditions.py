"""Which of the conditions a label is approved for a title, a table row or the begin of a sentence names."""

from __future__ import annotations

import re

from plainlabel.facts.source import Source
from plainlabel.facts.terms import MOST_WORDS, plain, term, without_brackets
from plainlabel.vocabulary.clinical_names import normalise
from plainlabel.vocabulary.patterns import pattern

_INDICATIONS = "34067-9"
_WORD = re.compile(r"[A-Za-z][\w'\u2019]*|\d+")
_FIRST = re.compile(r"\W{0,3}(?:\d{1,2}[.)]\s*)?(?P<word>[A-Z][\w'\u2019]*)")
_MORE = re.compile(r"(?:and|or) (?:the |other )?[A-Z]")
_NOT_FIRST = pattern("dosage.not_first")
_NOT_LAST = pattern("dosage.not_last")
_WHOM = pattern("dosage.row_whom")
_CUT = re.compile(r",.*|\s(?:who|that|whose|after|following|as determined|when|without|not)\b.*", re.IGNORECASE)
_KIDNEY = pattern("dosage.kidney_title")
_CHANGED = re.compile(r"\b(?:impair|adjust|modif|reduc)", re.IGNORECASE)
_MOST = 10
_MOST_ROW = 26
_LEAST_LETTERS = 4
_MOST_LETTERS = 160
_MARKS = frozenset((":", "-", "\u2013", "\u2014"))
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,4}")


class Approved:
    """The words of a label's indications, to tell a condition from other words that stand in the place of one."""

    def __init__(self, source: Source) -> None:
        """Keeps the words of the indications."""
        self._text = f" {_folded(' '.join(section.text for section in source.under(_INDICATIONS)))} "
        self._words = frozenset(self._text.split())
        self._names = source.names

    def without_kidney(self, title: str) -> str:
        """Returns a title without the kidney disease or dialysis that the medicine is for by its indications."""
        if (found := _KIDNEY.search(title)) is None or _CHANGED.search(title):
            return title
        return _KIDNEY.sub(" ", title) if f" {_folded(found.group())} " in self._text else title

    def at_start(self, text: str, *, lead: bool) -> str | None:
        """Returns the approved condition that a text begins with; as a `lead` a new sentence has to begin behind it."""
        first = _FIRST.match(text)
        if first is None or first["word"].lower() not in self._words or _NOT_FIRST.match(text, first.start("word")):
            return None
        text = without_brackets(text[first.start("word") : _MOST_LETTERS])
        found = list(_WORD.finditer(text))[:_MOST]
        for count in range(len(found), 0, -1):
            name = text[: found[count - 1].end()]
            if not self._holds(name):
                continue
            rest = text[len(name) :].lstrip(" ()")
            # "Extended", "Evening": a word of the indications that names no condition.
            mark = rest[:1] in _MARKS
            new = mark or rest[:1].isupper() or _MORE.match(rest)
            if lead and (not new or (count == 1 and not mark and normalise(name) is None)):
                return None
            if told := name if _ABBREVIATION.fullmatch(name) else term(name):
                return told
        return None

    def _holds(self, name: str) -> bool:
        words = _folded(name)
        if f" {words} " not in self._text or (len(words) < _LEAST_LETTERS and not _ABBREVIATION.fullmatch(name)):
            return False
        return not (_NOT_LAST.search(name) or (self._names and self._names.search(name)))


def row_condition(label: str) -> str | None:
    """Returns the condition of the people that a table row is for ("Adult patients with relapsed lymphoma"), None without one."""
    words = without_brackets(plain(label))
    found = _WHOM.match(words)
    if found is None or len(words.split()) > _MOST_ROW:
        return None
    words = found["condition"].strip(" ,;")
    return term(words) or term(_CUT.sub("", words)) or term(" ".join(words.split()[:MOST_WORDS]))


def _folded(text: str) -> str:
    return " ".join(one.group().lower() for one in _WORD.finditer(text))
