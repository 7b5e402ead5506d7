"""The words of a sentence that doses are read from: without brackets, but for a limit, and without names within a count."""

from __future__ import annotations

import re

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.guarded import Guarded
from plainlabel.vocabulary.patterns import pattern

_LIMIT = pattern("dosage.bracketed")
_SAID_IN_BRACKETS = pattern("dosage.said_in_brackets")
_COUNT = re.compile(r"\b(?P<count>one|two|three|four|five|six|a single|[1-9])\s+$", re.IGNORECASE)
_POUNDS = re.compile(r"\b\d+(?:\.\d+)?\s?(?:pounds|lbs?\.?)\s\((?P<kg>\d+(?:\.\d+)?)\s?kg\)", re.IGNORECASE)
# "Four (4) capsules": what stood in brackets says the count again.
_SAID_TWICE = Guarded(re.compile(r"\b(one|two|three|four|five|six)\s{4,}(?=[a-z])", re.IGNORECASE))
# "Fifty (50) mg": the figure in brackets is the amount.
_IN_FIGURES = re.compile(
    r"\b(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|eighty|one hundred|two hundred) "
    r"\((?P<figure>\d+)\)(?= (?:mg|mcg|g|mL|units)\b)",
    re.IGNORECASE,
)
# "One applicator (7 grams)": the mass is the amount.
_FILLED = re.compile(
    r"\b(?:one|1) (?:[\w-]+ ){0,2}applicator(?:ful)?(?: of [A-Z]\w+)? "
    r"\((?:approximately |about )?(?P<figure>\d[\d.]* ?(?:g|grams?))\)",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\W+(?:(?!DS\b)[A-Z][\w-]*\s){0,2}"
    r"(?P<form>(?:DS\s+|delayed-release |extended-release |oral )?(?:tablets?|capsules?|caplets?|packets?|softgels?)\b)"
)
_STRONG = Guarded(re.compile(r"\bDS\s+(?=tablet)"))  # "1 Zelvora DS (double strength) tablet"


def bare_words(sentence: Sentence) -> str:
    """Returns a sentence without what stands in brackets, but for a limit ("(maximum 40 mg daily)")."""
    bare = sentence.bare
    for found in _POUNDS.finditer(sentence.plain) if "kg)" in sentence.plain else ():
        kilograms = f"{found['kg']} kg"
        bare = f"{bare[: found.start()]}{kilograms:<{len(found.group())}}{bare[found.end() :]}"
    in_brackets = (
        [one for what in (_IN_FIGURES, _FILLED) for one in what.finditer(sentence.plain)] if " (" in sentence.plain else ()
    )
    for found in in_brackets:
        bare = f"{bare[: found.start()]}{found['figure']:>{len(found.group())}}{bare[found.end() :]}"
    for found in _SAID_IN_BRACKETS.finditer(sentence.plain) if " (" in sentence.plain else ():
        bare = f"{bare[: found.start('open')]} {found['inside']} {bare[found.end() :]}"
    for found in _LIMIT.finditer(sentence.plain) if "(" in sentence.plain else ():
        bare = f"{bare[: found.start()]}, {found.group()[1:-1]}{bare[found.end() :]}"
    return _SAID_TWICE.sub(r"\1 ", bare)


def unnamed(text: str, names: re.Pattern[str] | None) -> str:
    """Returns a sentence without the name between a count and its form ("four (4) Zelvora capsules")."""
    if names is None:
        return text
    parts, last = [], 0
    for found in names.finditer(text):
        count, form = _COUNT.search(text, max(0, found.start() - 24), found.start()), _FORM.match(text, found.end())
        if count and form:
            parts.append(f"{text[last : count.end('count')]} ")
            last = form.start("form")
    return _STRONG.sub("DS ", "".join((*parts, text[last:])))
