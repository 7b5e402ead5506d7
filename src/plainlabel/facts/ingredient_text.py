"""Inactive ingredients a label's text names: the list behind "inactive ingredients", and what may be added to adjust the pH.

The record names most of them in the words of a registry ("FERRIC OXIDE YELLOW"); a name of the text counts only where it is of
another substance, which is told by a word that no name of the record has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Place
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_SECTIONS: Final = ("51727-6", "34089-3")  # inactive ingredients of OTC labels, description
_LIST = pattern("ingredient.list")
_MORE = Guarded(pattern("ingredient.more"))
_END = pattern("ingredient.end")
_ADJUSTS = pattern("ingredient.adjusts")
_ADJUSTER = pattern("ingredient.adjuster")
_DYE = pattern("ingredient.dye")
_NO_NAME = pattern("ingredient.no_name")
_COMMON = pattern("ingredient.common_word")
_PART = re.compile(r"(?:\.\s*)?\b(?:(?:tablet|capsule)\s+)?(?:core|(?:film[- ])?coat(?:ing)?|shell|ink)\s*:\s*", re.IGNORECASE)
_WITH_AMOUNT = pattern("ingredient.with_amount")
_HOLDS = pattern("ingredient.holds")
_WATER = re.compile(r"\bwater\b|\bequivalent|\bsolution\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,(?!\d)|;|\band/or\b|(?<![Mm]ono )(?<![Mm]ono-)(?<![Mm]ono- )\band\b|\bor\b|•|\n)\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
# "norfine 12 mg", "water for injection USP"
_AMOUNT = re.compile(
    r"(?:,?\s*(?:\d[\d.,]*\s?(?:mg|mcg|g|mL|%)(?:/\w+)?|\bUSP|\bNF|\bEP|\bPh\.? ?Eur\.?))+$|^(?:USP|NF|EP)$", re.IGNORECASE
)
_PURPOSE = re.compile(r"\s+to (?:maintain|provide|achieve|control|preserve)\b[^,.;]*", re.IGNORECASE)
# "Disodium hydrogen phosphate" is sodium phosphate, dibasic.
_DIBASIC = re.compile(r"\bdi(?P<metal>sodium|potassium) (?:mono)?(?:hydrogen )?phosphate")
_MONOBASIC = re.compile(r"\b(?:mono)?(?P<metal>sodium|potassium) dihydrogen phosphate")
_WORD = re.compile(r"[a-z]{3,}|\d+")
_SAME: Final = {
    "iron": "ferric",
    "maize": "corn",
    "edta": "edetate",
    "macrogol": "polyethylene",
    "peg": "polyethylene",
    "glycerin": "glycerol",
    "beeswax": "wax",
    "silica": "silicon",
    "ammonium": "ammonia",
    "hydroxypropylcellulose": "hydroxypropyl",
    "hydroxypropylmethylcellulose": "hypromellose",
    "disodium": "sodium",
    "colophony": "rosin",
    "cornstarch": "starch",
    "ethanol": "alcohol",
    "carboxymethylcellulose": "carboxymethyl",
    "vitamin": "tocopherol",
    "sugar": "sucrose",
    "petrolatum": "paraffin",
    "black": "ferrosoferric",
}
_MOST_WORDS: Final = 6
_FEWEST: Final = 2


def named_in_text(source: Source, known: list[str]) -> Iterator[tuple[str, Place]]:
    """Returns inactive ingredients of the text that are none of `known`, each with its place; equal ones once."""
    words = {word for name in known for word in _telling(name)}
    every = [_all_words(name) for name in known]
    for section in source.under(*_SECTIONS):
        for passage in source.full_text(section):
            text = section.text[passage.start : passage.end]
            for name in (*_names(text, whole=section.code == _SECTIONS[0]), *_with_amounts(source, text)):
                telling, all_words = _telling(name), _all_words(name)
                same = not telling.isdisjoint(words) if telling else any(all_words <= one or one <= all_words for one in every)
                if not same:
                    words |= telling
                    every.append(all_words)
                    yield name, source.place(section, passage.start, passage.end)


def _names(text: str, *, whole: bool) -> Iterator[str]:
    """Returns the names of a list of inactive ingredients; `whole` where nothing else stands in the section."""
    found = _LIST.search(text) or _MORE.search(text)
    if found or whole:
        rest = _PART.sub(", ", text[found.end() :] if found else text)
        parts = _SPLIT.split(_END.sub("", _PURPOSE.sub("", _BRACKETS.sub("", rest))))
        yield from (name for part in parts if len(parts) >= _FEWEST and (name := _name(part)))
    yield from (" ".join(dye.group().split()) for dye in _DYE.finditer(text))
    if _ADJUSTS.search(text):
        yield from (one.group().lower() for one in _ADJUSTER.finditer(text))


def _with_amounts(source: Source, text: str) -> Iterator[str]:
    """Returns what a vial or a millilitre holds beside the medicine: two or more names, each with its amount in brackets."""
    if not _HOLDS.search(text):
        return
    found = [one["name"] for one in _WITH_AMOUNT.finditer(text)]
    if len(found) >= _FEWEST:
        own = source.names
        names = (_name(one) for one in found if own is None or not own.search(one))
        yield from (name for name in names if name and not _WATER.search(name))


def _name(part: str) -> str | None:
    name = term(_AMOUNT.sub("", part.strip(" .:")))
    fits = name and len(name) > 3 and len(name.split()) <= _MOST_WORDS and not _NO_NAME.search(name) and not _DYE.search(name)
    return name if fits else None


def _telling(name: str) -> set[str]:
    """Returns the words of a name that tell its substance, colour and number of a dye; none where every word is common."""
    dye = _DYE.search(name)
    if dye:
        return {f"{dye['color'].lower()} {dye['number']}"}
    return {word for word in _all_words(name) if not _COMMON.fullmatch(word)}


def _all_words(name: str) -> set[str]:
    told = name.lower().replace("hydroxypropyl methylcellulose", "hypromellose")
    told = _MONOBASIC.sub(r"\g<metal> phosphate monobasic", _DIBASIC.sub(r"\g<metal> phosphate dibasic", told))
    words = _WORD.findall(told)
    single = (re.sub(r"(?<=[a-z]{3})s$", "", word) for word in words)
    return {_SAME.get(word, word) for word in single}
