"""Which arms of a table of several doses are on a recommended dose: those whose amount the section on dosage names.

What that section tells of trials, of higher doses that did not help more, and of kidneys or liver names no recommended dose.
Where a subsection is titled by the condition of a table, what it says counts alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import Pair
from plainlabel.vocabulary.patterns import pattern

_DOSAGE = ("34068-7",)
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<unit>(?:mg|mcg|g|units?)\s?/\s?(?:kg|m\s?2|m²)|mg|mcg|µg|μg|micrograms|g|units?|mL|%)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?=(?:\s?mg)?\s?(?:-|\u2013|to|or|and)\s?(?:\d+(?:\.\d+)?\s?(?:,|or|and)\s?)?\d+(?:\.\d+)?\s?(?P<unit>mg|mcg|g|units)\b)"
)
_PARTS = (1, 2, 3, 4)
_UNITS = {"µg": "mcg", "μg": "mcg", "micrograms": "mcg", "unit": "units"}
_SENTENCE = re.compile(r"(?:(?<=[a-z)\]%])|(?<=[AP]M))\.\s|\n")
_NOT_NAMED = pattern("doses.not_recommended")
_TIMES = tuple(
    (count, re.compile(rf"[^.;,\d]{{0,30}}?\b(?:{said})", re.IGNORECASE))
    for count, said in (
        (2, r"twice|two times|2 times|bid\b|b\.i\.d|every 12|q12h"),
        (3, r"three times|3 times|tid\b|t\.i\.d|every 8|q8h"),
        (4, r"four times|4 times|qid\b|q\.i\.d|every 6|q6h"),
    )
)
_TIMES_BEFORE = re.compile(r"\b(?P<times>[btq]id)[\s,:–-]*$", re.IGNORECASE)  # noqa: RUF001 - labels use this dash
_STRENGTH = re.compile(r"\s?(?:/\s?\d*\.?\d*\s?(?:mL|L)\b|per (?:\d[\d.]* )?mL\b)", re.IGNORECASE)
_MOST = re.compile(r"\bmaxim\w+|\bexceed")
_ABOVE = re.compile(r"\W*(?:>\s?\d|(?:above|more than|greater than|over)\b)", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
_SPELLED = re.compile(r"(?P<long>(?:[A-Za-z]+[ -]){2,8})\((?P<short>[A-Z]{3,6})\)")
_CONTENT = re.compile(r"[A-Za-z]{5,}")
_ORDINARY = frozenset(
    {"disease", "disorder", "patients", "chronic", "acute", "adult", "adults", "severe", "moderate", "syndrome", "active"}
)
Amount = tuple[float, str]


def recommended(source: Source, pairs: list[Pair]) -> list[Pair]:
    """Returns the pairs on a dose that the label recommends; all of them where no arm or the whole table tells no amount.

    A dose a day counts where its half, third or quarter is named.
    """
    if len(pairs) < 2:
        return pairs
    named = {amount for section in source.under(*_DOSAGE) for amount in _amounts(section.text)}
    fits = [_fits(pair.medicine.dose, named) for pair in pairs]
    return [pair for pair, fit in zip(pairs, fits, strict=True) if fit is not False] if any(fits) else pairs


class _Piece(NamedTuple):
    """A sentence or row of the section on dosage: the title it stands under, its amounts, as named and as those of a day.

    `said` is the sentence itself.
    """

    about: str
    amounts: tuple[Amount, ...]
    said: str = ""


class Doses:
    """The amounts that a label recommends, read when first asked for."""

    def __init__(self, source: Source) -> None:
        """Takes the label."""
        self._source = source

    def kept(self, pairs: list[Pair], who: str | None) -> list[Pair]:
        """Returns the pairs on a recommended dose, for people with the condition `who`; all of them where none is known to be."""
        if len(pairs) < 2 or sum(bool(_amounts(pair.medicine.dose or "")) for pair in pairs) < 2:
            return pairs
        for named in self._named(who):
            fits = [_lies_within(pair.medicine.dose, named) for pair in pairs]
            if any(fits):
                return [pair for pair, fit in zip(pairs, fits, strict=True) if fit is not False]
        return pairs

    def _named(self, who: str | None) -> list[list[Amount]]:
        """Returns the amounts to look for, those told of the condition first."""
        words = {word.lower() for word in _CONTENT.findall(self._in_full(who or ""))} - _ORDINARY
        near = [one for one in self._pieces if words and all(word in one.about for word in words)]
        said = [one for one in self._pieces if words and _MOST.search(one.said) and all(word in one.said for word in words)]
        most = [amount for one in said for amount in one.amounts]
        pieces = (near, self._pieces)
        return [[amount for one in some for amount in one.amounts if not _beyond(amount, most)] for some in pieces if some]

    def _in_full(self, who: str) -> str:
        """Returns a condition with its short forms as the label spells them out ("restless legs syndrome (RLS)")."""
        return _SHORT.sub(lambda short: self._spelled(short.group()) or short.group(), who)

    def _spelled(self, short: str) -> str | None:
        """Returns the words that a short form stands for; the pattern takes long, so only texts that define it are read."""
        for section in self._source.label.sections:
            for one in _SPELLED.finditer(section.text) if f"({short})" in section.text else ():
                words = one["long"].split()[-len(short) :]
                if one["short"] == short == "".join(word[0] for word in words).upper():
                    return " ".join(words)
        return None

    @cached_property
    def _pieces(self) -> list[_Piece]:
        found: list[_Piece] = []
        for section in self._source.under(*_DOSAGE):
            if _NOT_NAMED.search(section.title):
                continue
            title = section.title.lower()
            told = (one for one in _SENTENCE.split(section.text) if not _NOT_NAMED.search(one))
            found += [_Piece(title, amounts, one.lower()) for one in told if (amounts := (*_daily(one), *_ranges(one)))]
        return found


def _beyond(amount: Amount, most: list[Amount]) -> bool:
    """Returns whether an amount is above the most that a sentence about the condition allows."""
    limits = [number for number, unit in most if unit == amount[1]]
    return bool(limits) and amount[0] > max(limits)


def _lies_within(dose: str | None, named: list[Amount]) -> bool | None:
    """Returns whether the amount of an arm lies between those named, None where it has none or of another unit."""
    own = [*_ranges(dose or ""), *_daily(dose or "")]
    span = [number for number, unit in named if own and unit == own[0][1]]
    if not span:
        return None
    above = _ABOVE.match(dose or "") is not None  # "> 20 mg" where 20 mg is the most.
    return any(min(span) <= number <= max(span) and not (above and number == max(span)) for number, _ in own[:2])


def _daily(text: str) -> list[Amount]:
    """Returns the amounts of a text, each as named and, where it is given several times a day, that of a day instead."""
    found: list[Amount] = []
    for one in _AMOUNT.finditer(text):
        if _STRENGTH.match(text, one.end()):
            continue
        before = _TIMES_BEFORE.search(text, 0, one.start())
        behind = next((count for count, said in _TIMES if said.match(text, one.end())), 1)
        times = behind if before is None or behind > 1 else {"b": 2, "t": 3, "q": 4}[before["times"][0].lower()]
        found.append((_number(one) * times, _unit(one["unit"])))
    return found


def _fits(dose: str | None, named: set[Amount]) -> bool | None:
    """Returns whether one of the amounts of an arm is recommended, None where it has none."""
    amounts = _amounts(dose or "")
    if not amounts:
        return None
    return any((round(number / part, 4), unit) in named for number, unit in amounts for part in _PARTS)


def _ranges(text: str) -> list[Amount]:
    """Returns the amounts whose unit stands behind a later one ("50 or 75 to 100 mg")."""
    return [(_number(found), _unit(found["unit"])) for found in _RANGE.finditer(text)]


def _amounts(text: str) -> list[Amount]:
    return [(_number(found), _unit(found["unit"])) for found in _AMOUNT.finditer(text)]


def _number(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", ""))


def _unit(words: str) -> str:
    unit = re.sub(r"\s", "", words.lower()).replace("²", "2")
    return _UNITS.get(unit, unit)
