"""Where headings begin and end in openFDA's flattened text.

Nothing marks a heading there: "5.1 Hepatotoxicity Severe liver injury has occurred ..." is number, title and sentence in one line.
Numbers are found by their order within a chapter; the end of a title by what the rest of the label calls the section, by the
standard headings, and by how sentences begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

Titles = dict[str, tuple[str, ...]]
"""What the label calls its numbered sections elsewhere, by number."""

_CHAPTER: Final = re.compile(r"(\d{1,2})\.?[ :]+(?=[A-Z])")
_OWN_NUMBER: Final = re.compile(r"(\d{1,2}(?:\. ?\d{1,2}){0,3})\.?:? *(?=[^\W\d]|[“\"(]|(?<= )\d)")
_REFERENCE: Final = re.compile(
    r"(?:^|[.;:•\])] ?)\s*([A-Z][^.;:•\[\]()]{2,110}?)\s*[\[(]\s*(?:see\s+)?(?:[A-Z][\w ,&]+?\s*)?[\[(]?\s*(\d{1,2}\.\d{1,2}(?:\.\d)?)\s*[)\]]"
)
# Highlights: "Title: what to do ( 5.1 )", after the reference before.
_HIGHLIGHT: Final = re.compile(r"(?:\)|•|PRECAUTIONS|REACTIONS)\.? ([A-Z][^:()•.]{2,110}?) ?: [^()]{5,400}?\( (\d{1,2}\.\d{1,2}) (?:,|\))")
_WORD: Final = re.compile(r"\S+")
_JOINING: Final = frozenset("and or de & / - – versus vs vs.".split())
_SMALL: Final = _JOINING | frozenset(
    "a an are as at by due during for from in into is of on other the to upon use via with without within not that than after before "
    "between including per associated related".split()
)
# A capital here begins a sentence: titles write these words small, sentences begin with them.
_OPENERS: Final = frozenset(
    "A An The This These Those There It In If When While Because Based For Following After Before During Of To Do As At All Some Most "
    "Many Each Since Although By On Among Until Like Both No Not Although Prior Consider Monitor Avoid Advise Discontinue Administer "
    "Inform Instruct See Cases Figure Table Study Trial Trials •".split()
)


class Numbered(Struct, frozen=True):
    """A numbered subsection: its number and [start, end)."""

    number: str
    start: int
    end: int


class Split(Struct, frozen=True):
    """The number of a section, None where it has none, and where its heading ends and its text begins."""

    number: str | None
    body_start: int


def chapter(text: str, expected: int | None) -> int | None:
    """Returns the chapter number the text begins with, else the number its field usually has."""
    found = _CHAPTER.match(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 17 else expected


@lru_cache(maxsize=512)
def _candidate(prefix: str) -> re.Pattern[str]:
    # After the number a title begins: a capital, a digit group ("13-Week"), or a small letter glued to a capital ("mRNA").
    return re.compile(rf"(?:(?<![\w.,(\[/–-])|(?<=[a-z\])]\.)){re.escape(prefix)}\. ?(\d{{1,2}})(?![\d%°]|\.\d|[-–]\d)\.?:? *(?=[A-Z“\"‘(]|[a-z]+[A-Z]|\d+[ -][A-Za-z])")


_NOT_BEFORE: Final = re.compile(
    r"(?:[(\[,]|\b(?:and|or|to|see|See|Section|Sections|section|sections|of|than|from|at|by|is|was|were|in|Table|Figure|version|Version|about|approximately|with|for|under|≥|≤|<|>|=|±|mean|median|ratio|through))\s*$"
)


def numbered(text: str, number: int, starts: Iterable[int]) -> list[Numbered]:
    """Returns the numbered subsections of a chapter's text, nested ones after the one that holds them.

    `starts` are places known to begin a section. A number counts when it is in order; references and quantities are not.
    """
    found: list[Numbered] = []
    _chain(text, str(number), 0, len(text), frozenset(starts), found)
    return found


def _chain(text: str, prefix: str, start: int, end: int, known: frozenset[int], found: list[Numbered]) -> None:
    candidates = [
        (match.start(), int(match[1]))
        for match in _candidate(prefix).finditer(text, start, end)
        if match.start() in known or not _NOT_BEFORE.search(text, max(0, match.start() - 16), match.start())
    ]
    chosen = _in_order(candidates, known)
    for index, (at, last) in enumerate(chosen):
        stop = chosen[index + 1][0] if index + 1 < len(chosen) else end
        name = f"{prefix}.{last}"
        found.append(Numbered(name, at, stop))
        if name.count(".") < 3 and f"{name}.1" in text[at:stop]:
            _chain(text, name, at + len(name), stop, known, found)


def _in_order(candidates: Sequence[tuple[int, int]], known: frozenset[int]) -> list[tuple[int, int]]:
    """Returns the best rising chain of candidates: many members, few numbers left out, places known to begin a section."""
    best: list[tuple[float, int]] = []
    for index, (at, last) in enumerate(candidates):
        own = 2.0 if at in known else 1.0
        score, before = own - 0.6 * (last - 1), -1
        for earlier in range(index):
            gap = last - candidates[earlier][1]
            if gap > 0 and best[earlier][0] + own - 0.6 * (gap - 1) > score:
                score, before = best[earlier][0] + own - 0.6 * (gap - 1), earlier
        best.append((score, before))
    if not best or max(best)[0] <= 0:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def referenced_titles(texts: Iterable[str]) -> Titles:
    """Returns what the label calls its sections where it refers to them: "Title [see Warnings and Precautions (5.1)]"."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for pattern in (_REFERENCE, _HIGHLIGHT):
            for match in pattern.finditer(text):
                found.setdefault(match[2], []).append(match[1].strip())
    return {number: tuple(dict.fromkeys(titles)) for number, titles in found.items()}


def split(text: str, start: int, stop: int, field: str | None, titles: Titles, drug_names: Sequence[str]) -> Split:
    """Returns the number and the end of the heading of the section at [start, stop), whose own text ends at `stop`."""
    own = _OWN_NUMBER.match(text, start, stop)
    number = own[1].replace(" ", "") if own and _plausible(own[1]) and (field is None or _begins_title(text, own.end())) else None
    at = own.end() if own and number else start
    end = _standard(text, at, stop) or _referenced(text, at, stop, titles.get(number or "", ()))
    if not end and number is not None:
        end = _run(text, at, stop, drug_names)
    elif not end and field == "boxed_warning":
        end = _capitals(text, at, stop, drug_names)
    return Split(number, _after(text, end or start, stop))


def _begins_title(text: str, at: int) -> bool:
    return text[at : at + 1].isupper()


def _plausible(number: str) -> bool:
    return 1 <= int(number.split(".")[0]) <= 17


def _after(text: str, end: int, stop: int) -> int:
    while end < stop and text[end] in " :":
        end += 1
    return end


def _alternatives(name: str) -> str:
    lines = (files("plainlabel.vocabulary") / name).read_text(encoding="utf-8").splitlines()
    ordered = sorted((line for line in lines if line), key=len, reverse=True)
    return "|".join(re.escape(line).replace(r"\ ", " ") for line in ordered)


@lru_cache(maxsize=1)
def _standard_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_alternatives('headings.txt')})(?:(?=:)|(?<=[?])|(?=\.? ?(?:[^a-z ]|\Z)))")


@lru_cache(maxsize=1)
def subheading_pattern() -> re.Pattern[str]:
    """Returns the pattern of the unnumbered headings that stand inside sections, with a capital or a colon behind them."""
    return re.compile(rf"(?:{_alternatives('subheadings.txt')})(?= ?:| [^a-z0-9 ,;.)(])")


def _standard(text: str, at: int, stop: int) -> int | None:
    if not text[at : at + 1].isupper():
        return None
    # One character more than the section's own text, to see whether a word goes on there.
    found = _standard_pattern().match(text[at : min(stop, at + 90)])
    return at + found.end() if found else None


def _referenced(text: str, at: int, stop: int, titles: Sequence[str]) -> int | None:
    ends = []
    for title in titles:
        end = at + len(title)
        if end <= stop and text[at:end].lower() == title.lower() and (end == stop or not text[end : end + 2].strip()[:1].islower()):
            ends.append(end)
    return max(ends, default=None)


class _Word(Struct, frozen=True):
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.strip("()[]“”\"',;:.®™*†‡")

    @property
    def small(self) -> bool:
        return self.bare.lower() == self.bare and any(sign.isalpha() for sign in self.bare)


def _run(text: str, at: int, stop: int, drug_names: Sequence[str]) -> int:
    """Returns the end of a title in title case: the last capitalised word before a small one begins the sentence."""
    words: list[_Word] = []
    for match in _WORD.finditer(text, at, min(stop, at + 300)):
        word = _Word(match[0], match.start(), match.end())
        if words and _opens(text, word, words, drug_names):
            return words[-1].end
        if words and word.small and word.bare not in _SMALL:
            return _sentence_start(text, words, word, stop, drug_names)
        words.append(word)
        if word.text[-1] in ".?!" and len(word.text) > 3:
            return word.end
        if word.text.endswith(":") or word.text == ":":
            return word.end if len(words) < 3 else words[-2].end
    return _trimmed(words) if words and words[-1].end == stop else _backed_up(words, at)


def _opens(text: str, word: _Word, words: Sequence[_Word], drug_names: Sequence[str]) -> bool:
    """Returns whether a sentence, a list or an inner heading begins with `word`, seen from the words before it."""
    before = words[-1]
    if before.bare in _SMALL or before.text.endswith((",", "/", "-")):
        return False
    first = words[0].bare.lower().rstrip("s")
    return (
        word.bare in _OPENERS
        or word.text[0] in "•●▪■◦○·"
        or (len(first) > 3 and word.bare[:1].isupper() and word.bare.lower().rstrip("s") == first)
        or any(text.startswith(name, word.start) for name in drug_names)
        or subheading_pattern().match(text, word.start) is not None
    )


def _sentence_start(text: str, words: Sequence[_Word], small: _Word, stop: int, drug_names: Sequence[str]) -> int:
    """Returns where the title ends when `small` is the first word after the capitals `words`."""
    last = words[-1]
    in_title = len(words) == 1 or (last.bare[:1].isupper() and words[-2].bare in _SMALL - _JOINING) or last.bare in _SMALL - _JOINING
    if not in_title:
        return _backed_up(words, words[0].start)
    # A title in sentence case: it goes on to the next capital.
    taken = [*words, small]
    for match in _WORD.finditer(text, small.end, min(stop, small.end + 160)):
        word = _Word(match[0], match.start(), match.end())
        if taken[-1].text[-1] in ".:?" or (
            word.bare[:1].isupper() and (_opens(text, word, taken, drug_names) or not word.bare.isupper()) and taken[-1].bare not in _SMALL
        ):
            return taken[-1].end
        taken.append(word)
    return _backed_up(words, words[0].start) if len(words) > 1 else taken[-1].end


def _backed_up(words: Sequence[_Word], at: int) -> int:
    """Returns the end of the word before the last capitalised word that follows no joining word."""
    for index in range(len(words) - 1, 0, -1):
        if words[index].bare[:1].isupper() and words[index - 1].bare not in _SMALL:
            return words[index - 1].end
    return words[0].end if words else at


def _trimmed(words: Sequence[_Word]) -> int:
    return words[-1].end


def _capitals(text: str, at: int, stop: int, drug_names: Sequence[str]) -> int:
    """Returns the end of a title in capitals ("WARNING: HEPATOTOXICITY and LACTIC ACIDOSIS"); `at` where there is none."""
    words: list[_Word] = []
    for match in _WORD.finditer(text, at, min(stop, at + 400)):
        word = _Word(match[0], match.start(), match.end())
        if word.bare not in _SMALL and any(sign.islower() for sign in word.bare.rstrip("s")):
            break
        if words and word.bare == words[0].bare:
            break
        if len(words) > 2 and words[-1].bare.lower() not in _SMALL and any(text.startswith(name, word.start) for name in drug_names):
            break
        words.append(word)
    while words and (words[-1].bare in _SMALL or len(words[-1].bare) < 2):
        words.pop()
    return words[-1].end if words else at
