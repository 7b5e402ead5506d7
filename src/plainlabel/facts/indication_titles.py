"""Titles of subsections and run-in headings as conditions: without the act, the people and what follows."""

from __future__ import annotations

import re

from plainlabel.facts.source import Source
from plainlabel.facts.terms import plain, shortened, term, without_brackets
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_INDICATED = re.compile(r"\b(?:indicated|used|useful|approved|effective|recommended)\b", re.IGNORECASE)
_LIMITATION = pattern("indication.limitation")
# Titles that say how or for whom, not for what.
_NO_CONDITION = pattern("indication.no_condition")
_TITLE_LEAD = pattern("indication.title_lead")
_TITLE_TAIL = pattern("indication.title_tail")
_TITLE_WHOM = pattern("indication.title_whom")
_SENTENCE = pattern("terms.sentence")
_MOST_TITLE_WORDS = 12
_MOST_RISK_WORDS = 14
_MOST_SHORT = 8
_MOST_LEAD = 25
# A title cut at a word that only tells a state names no condition.
_UNFINISHED = re.compile(
    r"\b(?:metastatic|recurrent|relapsed|refractory|unresectable|advanced|acute|chronic|severe|moderate)$", re.IGNORECASE
)
# "X, a symptom of Y" explains X.
_EXPLAINED = re.compile(r",\s+an?\s+(?:symptom|manifestation|sign|form|type|kind)\s+of\b.*$", re.IGNORECASE)
_PATIENTS = pattern("indication.patients_title")
_ONE_RISK = pattern("indication.title_one_risk")
_BRACKET = pattern("indication.title_bracket")
_RECEIVING = pattern("indication.title_receiving")
_OF_TIME = pattern("indication.outcome_of_time")


def whole_title(source: Source, section: Section) -> str:
    """Returns the title with the words that stand in the text before the medicine's name: flattened titles break off early.

    A title that runs into the name of the medicine is cut there.
    """
    names = source.names
    if names is None:
        return section.title
    if (
        len(section.text.split()) <= _MOST_SHORT
        and not section.text.rstrip().endswith((".", ":"))
        and not _INDICATED.search(section.text)
    ):
        return f"{section.title} {section.text}"
    over = names.search(section.title)
    if over and over.start() > 0:
        return section.title[: over.start()]
    found = names.search(section.text, 0, 120)
    lead = section.text[: found.start()].strip() if found else ""
    fits = (
        lead
        and len(lead.split()) <= _MOST_LEAD
        and lead[-1] not in ".:;"
        and not _INDICATED.search(lead)
        and "\n" not in lead
        and lead.lower() not in {"the", "limitations of use"}
    )
    return f"{section.title} {lead}" if fits else section.title


def condition_of_title(title: str) -> str | None:
    """Returns the condition a title names, None where it names none."""
    words = _EXPLAINED.sub("", plain(title))
    bare = _TITLE_WHOM.sub("", _TITLE_TAIL.sub("", _TITLE_LEAD.sub("", without_brackets(words))))
    most = _MOST_RISK_WORDS if _ONE_RISK.match(bare) else _MOST_TITLE_WORDS
    name = term(bare) or (bare if len(bare.split()) <= most and not _SENTENCE.search(bare) else shortened(bare))
    if name is not None and name != bare and _UNFINISHED.search(name):
        return None
    if name is None or _NO_CONDITION.match(name) or _NO_CONDITION.match(words) or _PATIENTS.match(words):
        return None
    return None if _LIMITATION.search(name) else name


def people_told(title: str, text: str) -> str | None:
    """Returns what a title on patients names: the syndrome in its brackets, or, where only a time is shortened, what they have."""
    bracket = _BRACKET.match(title)
    if bracket is not None:
        return term(bracket["what"], _MOST_TITLE_WORDS)
    whom = _RECEIVING.match(title) if _OF_TIME.search(text) else None
    return term(whom["what"], _MOST_TITLE_WORDS) if whom is not None else None
