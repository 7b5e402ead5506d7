"""Where titles end in openFDA's flattened text.

Nothing marks a heading there: "5.1 Hepatotoxicity Severe liver injury has occurred ..." is number, title and sentence in one line.
The end of a title is found by what the rest of the label calls the section, by the standard headings, and by how sentences begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from plainlabel.labels.openfda_titles import Titles

_OWN_NUMBER: Final = re.compile(r"(\d{1,2}(?:\. ?\d{1,2}){0,3})\.?:? *(?=[^\W\d]|[\u201c\"(]|(?<= )\d)")
_ABBREVIATION: Final = re.compile(r" \([A-Z]{2,6}s?\)")
_WORD: Final = re.compile(r"\S+")


def _words(role: str) -> frozenset[str]:
    """Returns the words that play a role around headings (vocabulary/heading_words.tsv)."""
    rows = (files("plainlabel.vocabulary") / "heading_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(word for kind, _, word in (row.partition("\t") for row in rows) if kind == role)


_JOINING: Final = _words("joining")
_SMALL: Final = _JOINING | _words("small")
# A capital here begins a sentence: titles write these words small, sentences begin with them.
_OPENERS: Final = _words("opener")
# These do too, but not before another capital ("Dosing When Switching from ...").
_WEAK_OPENERS: Final = _words("weak_opener")
_NUMBERED_THINGS: Final = _words("numbered_thing")
_VERBS: Final = _words("verb")
_LONGEST_TITLE_TAIL: Final = 12
_LONGEST_TITLE: Final = 25
_LISTED: Final = re.compile(r"\d{1,2}[.)]")


class Split(Struct, frozen=True):
    """The number of a section, None where it has none, and where its title and its text begin."""

    number: str | None
    title_start: int
    body_start: int


def split(text: str, start: int, stop: int, field: str | None, titles: Titles, drug_names: Sequence[str]) -> Split:
    """Returns the number and the end of the heading of the section at [start, stop), whose own text ends at `stop`."""
    own = _OWN_NUMBER.match(text, start, stop)
    number = own[1].replace(" ", "") if own and _plausible(own[1]) and (field is None or _begins_title(text, own.end())) else None
    at = own.end() if own and number else start
    end = _standard(text, at, stop) or _referenced(text, at, stop, titles.get(number or "", ()))
    if not end and number is not None:
        end = _without_study(text, at, _run(text, at, stop, drug_names))
    elif not end and field == "boxed_warning":
        end = _capitals(text, at, stop, drug_names)
    return Split(number, at, _after(text, end or at, stop))


def _begins_title(text: str, at: int) -> bool:
    return text[at : at + 1].isupper()


def _plausible(number: str) -> bool:
    return 1 <= int(number.split(".", maxsplit=1)[0]) <= 17


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
    return re.compile(rf"(?i:{_alternatives('headings.txt')})(?:(?=:)|(?<=[?])|(?=\.? ?(?:[^a-z ,]|\Z)))")


@lru_cache(maxsize=1)
def subheading_pattern() -> re.Pattern[str]:
    """Returns the pattern of the unnumbered headings that stand inside sections, with a capital or a colon behind them."""
    return re.compile(rf"(?:{_alternatives('subheadings.txt')})(?= ?:| [^a-z0-9 ,;.)])")


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
    if not ends:
        return None
    short = _ABBREVIATION.match(text, max(ends), stop)
    if short and text[short.end() : short.end() + 2].strip()[:1].islower():
        return None  # "Green Tongue (GT) and Hiccups": the title goes on
    return short.end() if short else max(ends)


class _Word(Struct, frozen=True):
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        """Returns the word without brackets, quotes and marks."""
        return self.text.strip("()[]\u201c\u201d\"',;:.®™*†‡")

    @property
    def small(self) -> bool:
        """Returns whether the word has letters and no capital."""
        return self.bare.lower() == self.bare and any(sign.isalpha() for sign in self.bare)


def _run(text: str, at: int, stop: int, drug_names: Sequence[str]) -> int:
    """Returns the end of a title in title case: the last capitalised word before a small one begins the sentence."""
    words: list[_Word] = []
    for match in _WORD.finditer(text, at, min(stop, at + 300)):
        word = _Word(match[0], match.start(), match.end())
        if words and _opens(text, word, words, drug_names):
            return words[-1].end
        if words and word.text[0].islower() and not word.text[0].isascii():
            return words[-1].end  # "β-blockers may ..." begins a sentence with a small letter
        bracketed = word.text[0] in "([" and word.text[-1] in ")]"
        if words and word.small and word.bare not in _SMALL and not bracketed:
            return _sentence_start(text, words, word, stop, drug_names)
        words.append(word)
        if word.text[-1] in ".?!" and len(word.text) > 3:
            return word.end
        if word.text.endswith(":") and (len(words) < 2 or words[-2].bare not in _SMALL):
            return word.end if len(words) < 3 else words[-2].end
    return words[-1].end if words and words[-1].end >= stop - 1 else (_backed_up(text, words, drug_names) if words else at)


def _without_study(text: str, at: int, end: int) -> int:
    """Returns the end of a title without the name of a study run into it, which the sentence behind describes."""
    last = text.rfind(" ", at, end) + 1
    name = text[last:end]
    if last <= at + 1 or not (len(name) > 4 and name.isalpha() and name.isupper()):
        return end
    described = re.compile(rf" ?(?:\(NCT|(?:The )?{name} (?:\(|study|trial|was a))").match(text, end)
    return last - 1 if described else end


def _opens(text: str, word: _Word, words: Sequence[_Word], drug_names: Sequence[str]) -> bool:
    """Returns whether a sentence, a list or an inner heading begins with `word`, seen from the words before it."""
    before = words[-1]
    if before.bare in _SMALL or before.bare.lower() in _JOINING or before.text.endswith((",", "/", "-")):
        return False
    following = _WORD.match(text, word.end + 1)
    after = following[0] if following else ""
    if after == "to" and text[word.end + 4 : word.end + 5].isupper() and not _is_drug(text, word.end + 4, drug_names):
        return False  # "Prior to First Dose" is still title, "Prior to starting" a sentence
    first = words[0].bare.lower().rstrip("s")
    return (
        word.bare in _OPENERS
        or _LISTED.fullmatch(word.text) is not None
        or word.text[0] in "•●▪■◦○·"
        or (word.bare in _WEAK_OPENERS and not (after[:1].isupper() and after[1:2].islower()))
        or (word.bare in _NUMBERED_THINGS and any(sign.isdigit() for sign in after))
        or (len(first) > 3 and word.bare[:1].isupper() and word.bare.lower().rstrip("s") == first)
        or (_is_drug(text, word.start, drug_names) and not (len(words) > 1 and words[-2].bare == "to"))
        or (before.bare not in {"Other", "Special"} and subheading_pattern().match(text, word.start) is not None)
    )


def _is_drug(text: str, at: int, drug_names: Sequence[str]) -> bool:
    return text[at : at + 1].isupper() and any(text[at : at + len(name)].lower() == name for name in drug_names)


def _sentence_start(text: str, words: Sequence[_Word], small: _Word, stop: int, drug_names: Sequence[str]) -> int:
    """Returns where the title ends when `small` is the first word after the capitals `words`."""
    last = max((index for index, word in enumerate(words) if word.bare[:1].isupper()), default=0)
    if last == 0 or words[last - 1].bare in _SMALL:
        end = _small_tail(text, words, small, stop, drug_names)
        if end is not None:
            return end
    return _backed_up(text, words, drug_names)


def _small_tail(text: str, words: Sequence[_Word], small: _Word, stop: int, drug_names: Sequence[str]) -> int | None:
    """Returns the end of a title that goes on in small words up to the next capital; None where that is a sentence."""
    taken = [*words, small]
    for match in _WORD.finditer(text, small.end, min(stop, small.end + 160)):
        before, word = taken[-1], _Word(match[0], match.start(), match.end())
        if before.bare in _VERBS or before.text[-1] in ".;" or len(taken) > len(words) + _LONGEST_TITLE_TAIL:
            return None
        if before.text.endswith(":"):
            return before.end
        capital = word.bare[:1].isupper() and before.bare not in _SMALL
        if word.text[0] in "•[" or (capital and (_opens(text, word, taken, drug_names) or not word.bare.isupper())):
            return before.end
        taken.append(word)
    return taken[-1].end if taken[-1].end >= stop - 1 and taken[-1].bare not in _VERBS else None


def _backed_up(text: str, words: Sequence[_Word], drug_names: Sequence[str]) -> int:
    """Returns the end of the word before the last capitalised word that can begin a sentence."""
    for index in range(len(words) - 1, 0, -1):
        before, word = words[index - 1], words[index]
        if not word.bare[:1].isupper() or before.bare in _SMALL or before.text[-1] in ",/":
            continue
        if len(word.bare) == 1 and word.bare != "A":
            continue
        if before.bare.isdigit() and word.bare in {"Years", "Year", "Months", "Month", "Weeks"}:
            continue
        if any(
            _is_drug(text, earlier.start, drug_names) and _covers(text, earlier.start, word.start, drug_names)
            for earlier in words[:index]
        ):
            continue
        return before.end
    return _forward(text, words[0], drug_names)


def _forward(text: str, first: _Word, drug_names: Sequence[str]) -> int:
    """Returns the end of a title whose first word cannot end it: where a sentence opens; after that word where none does."""
    following = text[first.end : first.end + 2].strip()[:1]
    if first.text[-1] not in ",/" and not following.islower() and following != ",":
        return first.end
    words = [first]
    for match in _WORD.finditer(text, first.end, first.end + 240):
        word = _Word(match[0], match.start(), match.end())
        if _opens(text, word, words, drug_names):
            return words[-1].end
        if word.text[-1] in ".;:" or len(words) > _LONGEST_TITLE:
            break
        words.append(word)
    return first.end


def _covers(text: str, start: int, at: int, drug_names: Sequence[str]) -> bool:
    return any(start + len(name) > at and text[start : start + len(name)].lower() == name for name in drug_names)


def _capitals(text: str, at: int, stop: int, drug_names: Sequence[str]) -> int:
    """Returns the end of a title in capitals ("WARNING: HEPATOTOXICITY and LACTIC ACIDOSIS"); `at` where there is none."""
    words: list[_Word] = []
    for match in _WORD.finditer(text, at, min(stop, at + 400)):
        word = _Word(match[0], match.start(), match.end())
        if word.bare not in _SMALL and any(sign.islower() for sign in word.bare.rstrip("s")):
            break
        if words and word.bare == words[0].bare:
            break
        if len(words) > 2 and words[-1].bare.lower() not in _SMALL and _is_drug(text, word.start, drug_names):
            break
        words.append(word)
    while words and (words[-1].bare in _SMALL or len(words[-1].bare) < 2):
        words.pop()
    return words[-1].end if words else at
