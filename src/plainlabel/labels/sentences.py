"""Splitting label text into sentences, by offsets.

A compiled pattern finds every place where a sentence could end; a few short tests on the words around it decide. Labels differ from
other prose: references such as "( 5.1 )" stand behind the full stop they belong to, flattened text loses bullets and line ends, and
short forms ("No. 1760", "et al.", "b.i.d.") are frequent. The words are data: vocabulary/sentence_words.tsv.
"""

# ruff: noqa: RUF001 - labels are written with typographic quotes and dashes, and so are the patterns that read them.
from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files


def _words() -> dict[str, tuple[str, ...]]:
    text = files("plainlabel.vocabulary").joinpath("sentence_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {kind: tuple(words.split("|") if kind == "heading" else words.split()) for kind, words in rows}


_WORDS = _words()
_NEVER = frozenset(_WORDS["never"])
_BEFORE_NUMBER = frozenset(_WORDS["number"])
_OPEN = frozenset(_WORDS["open"])
_STARTER = frozenset(_WORDS["starter"])
_LETTER = frozenset(_WORDS["letter"])

# A reference in round brackets as the Highlights write it: dotted, spaced or several numbers ("( 5.1 )", "(2.1, 5)"),
# but not "(2)", which numbers a list.
_NUMBERS = r"\d{1,2}(?:\.\d{1,2})*"
_REFERENCE_REST = (
    rf"(?:\s?(?:{_NUMBERS}(?:\s?(?:,|;|and|-|–|to)\s?{_NUMBERS})+|\d{{1,2}}\.\d{{1,2}}(?:\.\d)?)\s?,?\s?\)"
    r"|\s\d{1,2}\s?\)|\d{1,2}\s\))"
)
_REFERENCE = rf"\({_REFERENCE_REST}"
_CROSS_REFERENCE = (
    r"\[\s?(?i:see|also see|refer)\b[^\[\]]{0,300}\]"
    r"|\(\s?(?i:see|also see|refer)\b[^()]{0,200}(?:\([^()]{0,80}\)[^()]{0,80}){0,6}\)"
)
# Water and acids behind a bullet are part of a formula ("CaCl2 • 2H2O").
_FORMULA = r"\s*(?:x|\d|½|\.)*\s*(?:H\s?2|HCl|HBr|C\s?\d|CH|Na\b|HO|x\b|[^\w\s(\"“]|$)"
# One set of characters stands first: the search then runs at the speed of a character scan.
_CANDIDATE = re.compile(
    rf"""
    [.!?…(•●▪■◦○‣∙]
    (?:
      (?<=[.!?…]) (?P<stop>[.!?…]*["”’'\)\]]*(?=\s|$))
      | (?<=\() (?P<reference>{_REFERENCE_REST}(?=\s+["“]?[A-Z]))
      | (?<=\s[•●▪■◦○‣∙]) (?P<bullet>(?!{_FORMULA}))
      | (?<=[a-z\])]{{3}}\.) (?P<glued>(?=[A-Z][a-z]+\s))
    )
    """,
    re.VERBOSE,
)
_TRAILING = re.compile(rf"(?:\s*(?:{_CROSS_REFERENCE}|{_REFERENCE}|\(\d{{1,2}}\)(?=\s*(?:[•●▪]|$)))(?:\s?\.(?=\s|$))?)+")
_NEXT = re.compile(r"\s*([\"“‘'(\[]*)(\S+)")
_LAST_WORD = re.compile(r"[^\s\[\]()\"“”,;:/]*$")
# What numbers an item or a table, and so opens a sentence instead of closing one ("3. Wash", "4a. Hold", "Q. How").
_MARK = re.compile(
    r"(?:[•●▪■◦○‣∙]\s*)?(?:(?:Step|STEP|Table|TABLE|Figure|FIGURE)\s+)?(?:[A-Z]?(\d{1,2})(?:\.\d{1,2})?[a-z]?|[QA])\.\s"
)
_FOOTNOTE_MARK = re.compile(r"[*†‡§¶#]|[a-z]\s+[A-Z]")
_HEADING = re.compile(
    r"(?:" + "|".join(re.escape(words) for words in sorted(_WORDS["heading"], key=len, reverse=True)) + r")(?=:?\s+[A-Z])"
)
_LONG_BRACKET = 160


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Returns the sentences of text[start:end] as (start, end) offsets into `text`, in order, stripped of white space.

    Every character that is not white space lies in exactly one of them.
    """
    stop = len(text) if end is None else end
    begin = start
    for cut in _cuts(text, start, stop):
        if cut > begin:
            yield from _stripped(text, begin, cut)
            begin = cut
    yield from _stripped(text, begin, stop)


def run_in_heading(text: str, start: int, end: int) -> int | None:
    """Returns where a sub-heading that runs into the sentence at [start, end) ends, or None ("Risk Summary There are ...")."""
    found = _HEADING.match(text, start, end)
    return found.end() + (text[found.end()] == ":") if found else None


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        yield start + left, start + len(piece.rstrip())


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Returns the offsets at which a new sentence begins (before or at its first character)."""
    begin = start
    mark = 0
    for found in _CANDIDATE.finditer(text, start, end):
        if found.end() <= begin:
            continue
        cut, mark = _cut(text, begin, end, found, mark)
        if cut is not None:
            begin = cut
            yield cut


def _cut(text: str, begin: int, end: int, found: re.Match[str], mark: int) -> tuple[int | None, int]:
    """Returns where the sentence that began at `begin` ends, None when not here, and the number of the list item it is."""
    kind = found.lastgroup
    if kind == "bullet":
        return found.start(), 0
    if kind == "reference":
        return (None if _inside_brackets(text, begin, found.start(), end) else found.end()), mark
    if kind == "glued":
        word = _last_word(text, begin, found.start())
        return (None if "www" in word or "@" in word or word.lower() in _NEVER else found.end()), mark
    number = _list_number(text, begin, found.start())
    if number is not None:
        return None, number
    following = _list_item(text, begin, found.start(), mark)
    if following is not None:
        return following, mark + 1
    after = found.end()
    trailing = _TRAILING.match(text, after, end)
    if trailing:
        after = trailing.end()
    return (after if _ends(text, begin, end, found, after) else None), mark


def _list_number(text: str, begin: int, stop: int) -> int | None:
    """Returns n when the full stop at `stop` belongs to the mark that opens the sentence ("3. Wash"), 0 for other marks."""
    if stop - begin > 16:
        return None
    opened = _MARK.fullmatch(text[begin : stop + 2].lstrip())
    return int(opened.group(1) or 0) if opened else None


def _list_item(text: str, begin: int, stop: int, mark: int) -> int | None:
    """Returns where item mark + 1 begins when the full stop at `stop` closes its number ("1. Wash hands 2. Dry hands")."""
    if not mark:
        return None
    number = str(mark + 1)
    at = stop - len(number)
    return at if at > begin and text.startswith(number, at) and text[at - 1].isspace() and text[stop] == "." else None


def _last_word(text: str, begin: int, stop: int) -> str:
    found = _LAST_WORD.search(text[max(begin, stop - 24) : stop])
    return found.group() if found else ""


def _ends(text: str, begin: int, end: int, found: re.Match[str], after: int) -> bool:
    """Returns whether the stop that was found ends a sentence; `after` is where its references end."""
    following = _NEXT.match(text, after, end)
    if following is None:
        return True
    opening, word = following.groups()
    if not _can_open(text, following.start(2), opening, word):
        return False
    if after == found.end() and _inside_brackets(text, begin, after, end):
        return False
    sign = text[found.start()]
    if sign == "." and after == found.end():
        return _full_stop(text, begin, found, word)
    # "20? to 25?C" is a lost degree sign.
    return not (sign == "?" and text[found.start() - 1 : found.start()].isdigit() and not opening and not word[0].isupper())


def _can_open(text: str, at: int, opening: str, word: str) -> bool:
    first = word[0]
    if first.isupper() or first.isdigit():
        return True
    if first.islower():
        # "a Includes ..." is a footnote; a brand or symbol may begin in small letters ("pH", "mRNA").
        return bool(_FOOTNOTE_MARK.match(text, at)) or (len(word) > 1 and word[1].isupper()) or opening == "“"
    return bool(opening) or first in "•●▪■◦○‣∙*†‡§¶#<>≥≤–—-®™_~%$+±" or not first.isascii()


def _full_stop(text: str, begin: int, found: re.Match[str], word: str) -> bool:
    """Returns whether a full stop ends the sentence, from the word before it and the word after it."""
    stop = found.start()
    last = _last_word(text, begin, stop)
    if not last:
        # " . . . " shows an omission; " . " alone closes a reference.
        return not word.startswith(".") and text[max(begin, stop - 2) : stop] != ". "
    low = last.lower()
    if low in _NEVER or (low in _BEFORE_NUMBER and word[0].isdigit()):
        return False
    opens = word.lower().rstrip(".,;:!?)]’'”") in _STARTER
    if len(last) == 1 and last.isupper():
        return opens or _names_letter(text, begin, stop)
    return opens or low not in _OPEN


def _names_letter(text: str, begin: int, stop: int) -> bool:
    """Returns whether the capital before `stop` is a unit or a name ("3.6 L.", "mg/L.", "vitamin C."), not an initial."""
    if text[stop - 2 : stop - 1] == "/":
        return True
    words = text[max(begin, stop - 40) : stop].split()
    return len(words) > 1 and (words[-2].lower().strip("(,;") in _LETTER or words[-2][-1].isdigit())


def _inside_brackets(text: str, begin: int, at: int, end: int) -> bool:
    """Returns whether `at` lies in brackets that close soon; a bracket that never closes holds nothing back."""
    for opened, closed in (("(", ")"), ("[", "]")):
        depth = text.count(opened, begin, at) - text.count(closed, begin, at)
        if depth > 0:
            close = text.find(closed, at, min(end, at + _LONG_BRACKET))
            if close >= 0 and text.count(opened, at, close) == text.count(closed, at, close):
                return True
    return False
