"""The population a table is about and the comparator's name, from captions, headings and headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.tables import Grid
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_names import normalise_all
from plainlabel.vocabulary.patterns import pattern

_WITH = pattern("tables.condition_with")
_TRIALS = pattern("tables.condition_trials")
_CUT = pattern("tables.condition_cut")
_NO_CONDITION = pattern("tables.no_condition")
_KIND = pattern("tables.comparator_kind")
_TRIAL = re.compile(
    r"[A-Z][A-Z-]{6,}[A-Z]|[A-Z]{2,}[A-Za-z-]*-?\d+\w*|(?i:pediatrics?|adults?|adolescents?|geriatric|moderate|severe|mild)",
    re.ASCII,
)
_SHORT_FORM = re.compile(r"(?!.*[A-Z]{6})(?:[A-Za-z-]+ )?[A-Za-z-]*[A-Z][A-Za-z-]*[A-Z][A-Za-z0-9-]*")
_MOST_WORDS = 8


def condition(grid: Grid, section: Section, names: Medicine) -> str | None:
    """Returns the condition of the people a table counts, as its caption, the words before it or the section's title name it.

    What is named there may be the medicine or a trial ("in AMPLIFY") instead.
    """
    for text in (grid.caption, grid.before, section.title):
        for asked in (_WITH, _TRIALS):
            for words in _asked(asked, text):
                name = _trimmed(words, abbreviated=asked is _WITH)
                if name is not None and not names.names(name):
                    return name
    return None


def _asked(asked: re.Pattern[str], text: str) -> Iterator[str]:
    """Returns the words that may name a condition; one match may begin inside another ("trials of patients with ...")."""
    found = asked.search(text)
    while found:
        yield found["condition"]
        found = asked.search(text, found.start() + 1)


def titled_condition(section: Section, names: Medicine) -> str | None:
    """Returns the condition a subsection is headed by ("14.2 Asthma"), None where the heading says something else."""
    if section.number is None or "." not in section.number:
        return None
    within = _WITH.search(section.title)
    name = _trimmed(within["condition"] if within else section.title)
    return None if name is None or names.names_part(name) else name


def _trimmed(words: str, *, abbreviated: bool = True) -> str | None:
    cut = " ".join(re.sub(r"\s*\([^()]*\)|[®™*†‡]", " ", _CUT.split(words, maxsplit=1)[0]).split()).strip(" .,;:-–)")  # noqa: RUF001 - labels use typographic signs
    cut = re.sub(r"\s(?:and|or|of|the)$", "", cut)
    if len(cut) < 2 or len(cut.split()) > _MOST_WORDS or _NO_CONDITION.search(cut) or _TRIAL.fullmatch(cut):
        return None
    if not normalise_all(cut) and not (abbreviated and _SHORT_FORM.fullmatch(cut)):
        return None
    return " ".join(lowered_word(word) for word in cut.split())


def comparator_name(words: str) -> str:
    """Returns the comparator as one of the usual kinds ("placebo"), or the header's own words."""
    words = words.strip(" +,;/")
    found = _KIND.search(words)
    rest = words[found.end() :].strip() if found else ""
    if found and (not rest or not re.match(r"[+/]|and\b|with\b|plus\b", rest)):
        return found.group().lower()
    return " ".join(lowered_word(word) for word in words.split())


def lowered_word(word: str) -> str:
    """Returns a word in small letters unless it is an abbreviation."""
    return word if sum(map(str.isupper, word)) > 1 and len(word) < 8 else word.lower()
