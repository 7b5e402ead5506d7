"""Names of adverse reactions as the label writes them in rows and lists, made into terms: without marks, notes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.reaction_runs import parted
from plainlabel.facts.reactions import words
from plainlabel.facts.tables import without_note
from plainlabel.vocabulary import clinical_names
from plainlabel.vocabulary.patterns import pattern

_MOST_WORDS = 9
_MOST_LISTED_WORDS = 7
_PAIR = 2
_INSIDE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]")
_RATE = re.compile(r"\([<>≤≥]?\s?\d[\d.]*\s?%\)")
_CUT = pattern("lists.cut")
_AND = re.compile(r"\s(?:and/or|and|or)\s", re.IGNORECASE)
_ADJECTIVE = pattern("lists.adjective")
_SHARED = pattern("lists.shared")
_TAIL = pattern("lists.tail")
_RATE_BEFORE = pattern("lists.rate_before")
_LEAD = pattern("lists.lead")
_NO_LISTED = pattern("lists.no_term")
_NO_MEMBER = pattern("lists.no_member")
_NO_TERM = pattern("reactions.no_term")
_NO_ALONE = pattern("reactions.no_alone")
_ADJECTIVE_ALONE = pattern("lists.adjective_alone")
_SENTENCE = pattern("reactions.sentence")
_ORGAN_CLASS = pattern("reactions.organ_class")
_SURE_CLASS = pattern("reactions.organ_class_with_figures")
_CLASS_BEFORE = pattern("reactions.organ_class_before")
_NAMES = pattern("reactions.proper_names")
_LOSS = re.compile(r"loss of ")
_JOINT = re.compile(r"\s?,?\s(?:and|or)\s")
_BRACKETS = Guarded(re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]|\s*[(\[][^()\[\]]*$"))
_MARKS = re.compile(
    r"(?<=[\w)\]])[\s,]*(?:[®™©*†‡§¶#@^~|$\u00aa\u00b9\u00b2\u00b3\u2070-\u2079]|\s(?:[a-z]|\d{1,2})(?=[\s,*†‡§$]*$|,\s?[a-z\d$](?:[\s,]|$)))+[\s,a-z\d$]{0,6}$"
)
_GLUED = re.compile(r"(?<=[a-z]{3})\d{1,2}(?:,\s?\d{1,2})*$")
_DROP_CAP = re.compile(r"(?<=^[A-Z])\s(?=[a-z]{4})")
_GLUED_NOTE = re.compile(r"(?<=[a-z]{3})includ(?:es|ed|ing)\b.*|(?<=\w) , .*")
_LETTER_MARK = re.compile(r"(?<=[\w)])\s[a-h](?:,\s?[a-h])*(?=\W*$)")
_ANY_MARK = re.compile(r"[®™©*†‡§¶#@^~|$\u00aa\u00b9\u00b2\u00b3\u2070-\u2079]+")
_SHOUTED = re.compile(r"[A-Z]{6,}[,;]?")
_EDGE = " \t\n.,;:-–—•●▪◦∙·'\"“”/"  # noqa: RUF001 - labels use typographic signs
_COUNTED = re.compile(r"\s+\(?[nN]\s?=\s?\d.*")
_UNIT_TAIL = re.compile(r"[\s,]*(?:\(%\)|%|n \(%\)|, n)$")
_REFERENCE = re.compile(r"\s*[\[(]\s*(?:see\b|\d)[^\[\]()]*(?:\([^()]*\)[^\[\]()]*)*[\])]", re.IGNORECASE)
_NOTE_LETTER = re.compile(
    r"(?<!hepatitis)(?<!vitamin)(?<!influenza)(?<!type)(?<!protein)(?<!factor)(?<!grade)(?<=[a-z]{3})\s[a-h]$", re.IGNORECASE
)
_ADVERSE = Guarded(pattern("lists.adverse_inside"))
_AND_EDGE = re.compile(
    r"^(?:and|or|the|a|an|as well as|including|e\.g\.,?)\s+|\s+(?:and|or|the|of|in|with|including|such as|e\.g\.?|was|were)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=32_768)
def row_term(text: str) -> str | None:
    """Returns the term a table row is named by, None where the words are no reaction (a count, a grade, a sentence)."""
    text = _UNIT_TAIL.sub("", _MARKS.sub("", _COUNTED.sub("", without_note(text))))
    text = _DROP_CAP.sub("", text)
    term = reaction_term(_GLUED.sub("", _CLASS_BEFORE.sub("", text)))
    if term is not None and is_no_reaction(term):
        term = reaction_term(_GLUED.sub("", text))  # "Toe Disorder" is no disorder of the class of toes
    return None if term is None or is_no_reaction(term) else _without_glued_letter(term)


def _without_glued_letter(term: str) -> str:
    """Returns the term of a row without the letter of a footnote that stuck to it ("hiccupsa")."""
    return term[:-1] if term[-1] in "abcdefghijk" and not is_listed(term) and is_listed(term[:-1]) else term


def is_no_reaction(term: str) -> bool:
    """Returns whether a term is a noun that says nothing by itself ("changes")."""
    return _NO_ALONE.fullmatch(term) is not None and not is_listed(term)


def is_cut(term: str) -> bool:
    """Returns whether a term of a text is what is left of one: such a noun, or an adjective alone."""
    return is_no_reaction(term) or (_ADJECTIVE_ALONE.fullmatch(term) is not None and not is_listed(term))


def without_marks(text: str) -> str:
    """Returns the words of a row without the marks that send to a footnote."""
    return _ANY_MARK.sub("", _LETTER_MARK.sub("", text)).strip()


@lru_cache(maxsize=32_768)
def reaction_term(text: str) -> str | None:
    """Returns a phrase as the term of a reaction in small letters, None where it cannot be one."""
    text = text.replace("\u00ad", "")
    words = _GLUED_NOTE.sub("", _ANY_MARK.sub("", _BRACKETS.sub("", _REFERENCE.sub("", text))))
    words = _NOTE_LETTER.sub("", " ".join(words.split()).strip(_EDGE))
    while (shorter := _AND_EDGE.sub("", words).strip(_EDGE)) != words:
        words = shorter
    if not len(words) > 2 or len(words.split()) > _MOST_WORDS or not re.search(r"[A-Za-z]{2}", words):
        return None
    if _NO_TERM.search(words) or _SENTENCE.search(words) or organ_class_with_figures(words):
        return None
    return lowered(words)


def lowered(words: str) -> str:
    """Returns a term in small letters, but abbreviations and names as they are."""
    shouting = words.isupper() and len(words) > 5 and not re.search(r"\d", words)
    return " ".join(_lower_word(word, shouting=shouting or _SHOUTED.fullmatch(word) is not None) for word in words.split())


def _lower_word(word: str, *, shouting: bool) -> str:
    if _NAMES.match(word):
        return word if not word.isupper() else word.title()
    capitals = sum(letter.isupper() for letter in word)
    return word if capitals > 1 and not shouting and capitals > sum(letter.islower() for letter in word) / 3 else word.lower()


@lru_cache(maxsize=4_096)
def organ_class(text: str) -> str | None:
    """Returns the organ class a heading row names, in small letters, None where it is another heading."""
    words = " ".join(_ANY_MARK.sub("", _BRACKETS.sub("", _MARKS.sub("", without_note(text)))).split()).strip(_EDGE)
    return words.lower() if words and len(words.split()) <= 10 and _ORGAN_CLASS.search(words) else None


def organ_class_with_figures(text: str) -> bool:
    """Returns whether a row that has figures is named by an organ class, not by a reaction."""
    return bool(_SURE_CLASS.fullmatch(" ".join(text.split()).strip(_EDGE)))


@lru_cache(maxsize=32_768)
def normal_name(term: str) -> str | None:
    """Returns the normalised name of a term, None where the vocabulary knows none."""
    return clinical_names.normalise_reaction(term)


def listed_terms(text: str, *, strict: bool = False) -> list[tuple[str, int, int]]:
    """Returns the terms of a list in a text with their places; with `strict` none unless every piece is a term."""
    found: list[tuple[str, int, int]] = []
    for start, end in _pieces(text):
        term = _listed(text[start:end])
        if term is not None:
            joined = found and _JOINT.fullmatch(text, found[-1][2], start) and not is_listed(term)
            found.append((_with_shared(found[-1][0], term) if joined else term, start, end))
        elif strict:
            return []
    return found


def _with_shared(before: str, term: str) -> str:
    """Returns a term with the word it shares with the one before: "loss of salt and iron", "suicidal acts and thoughts"."""
    if _LOSS.match(before):
        return f"loss of {term}"
    whole = f"{before.split(maxsplit=1)[0]} {term}"
    return whole if len(before.split()) == _PAIR and normal_name(whole) is not None and normal_name(term) is None else term


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Returns [start, end) of the pieces of a list: commas, semicolons, references and "and" part them, not inside brackets."""
    blank = _INSIDE.sub(lambda inside: _mark(inside.group()) * len(inside.group()), text)
    start = 0
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(blank)] + [(len(text), len(text))]
    for stop, following in cuts:
        if text[start:stop].strip():
            for begin, end in _halves(text, blank, start, stop):
                yield from parted(text, begin, end, is_known)
        start = following


def _mark(bracket: str) -> str:
    """Returns what stands for a bracket while a list is cut: a rate ends its term even where no comma follows."""
    return "\x01" if _RATE.fullmatch(bracket) else "\x00"


@lru_cache(maxsize=32_768)
def is_known(words: str) -> bool:
    """Returns whether words are one known reaction as a whole, not two of which the last is known."""
    term = _listed(words)
    if term is None:
        return False
    often = words_listed(term)
    named = clinical_names.find(term)
    listed = often is not None and often[-1] in "cd" and not _NO_MEMBER.search(term)
    return listed or (named is not None and named.how != "head")


def _halves(text: str, blank: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Returns a piece in two where "and" or "or" joins two reactions, not two adjectives of one."""
    at = start
    for joint in _AND.finditer(blank, start, end):
        if not _ADJECTIVE.search(text, at, joint.start()) and not _SHARED.match(text, joint.end(), end):
            yield _trimmed(text, at, joint.start())
            at = joint.end()
    yield _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


@lru_cache(maxsize=65_536)
def _listed(text: str) -> str | None:
    """Returns the term of one piece of a list, without the words that say how often or in whom."""
    words = _ADVERSE.sub(r"\1", _TAIL.sub("", _RATE_BEFORE.sub("", _BRACKETS.sub("", _REFERENCE.sub("", text)))))
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    if _NO_LISTED.search(words):
        return None
    term = reaction_term(words)
    return None if term is None or len(term.split()) > _MOST_LISTED_WORDS else term


def heading_term(text: str) -> str | None:
    """Returns the heading of another section as a term, None where it cannot be one."""
    words = _TAIL.sub("", _BRACKETS.sub("", _REFERENCE.sub("", text)))
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    return reaction_term(_ADVERSE.sub(r"\1", words))


@lru_cache(maxsize=32_768)
def is_listed(term: str) -> bool:
    """Returns whether labels list a term among adverse reactions more than elsewhere, or the vocabulary knows it."""
    often = words_listed(term)
    return (often is not None and often[-1] in "cd") or normal_name(term) is not None


def words_listed(term: str) -> str | None:
    """Returns how labels list a term of that many words (see `reactions.words.terms`), None where they do not."""
    parts = term.lower().split()
    return words.terms().get(tuple(parts)) or words.terms().get((*parts[:-1], parts[-1].removesuffix("s")))
