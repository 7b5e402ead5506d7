"""The controlled substance schedule: of the label's record, or as its section on abuse states it (21 CFR 201.57(c)(10))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, get_args

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Schedule, ScheduleName
from plainlabel.facts.source import Source
from plainlabel.label import Section

_ABUSE: Final = ("42227-9", "34085-1", "34086-9", "34087-7")  # drug abuse and dependence, and its parts
_NAMES: Final = {str(name): name for name in get_args(ScheduleName)}
_IN = re.compile(
    r"\b(?:(?:is|are|contains?|as|in|placed in|under|into)\b[^.]{0,80}?)\b[Ss]chedule (?P<number>IV|V|III|II|I)\b", re.DOTALL
)
_IN_BRACKETS = re.compile(r"\b[Cc]ontrolled [Ss]ubstance \(C-?(?P<number>IV|V|III|II|I)\)")
_EXEMPT = re.compile(r"\bexempt|\bremoved from|\bdescheduled", re.IGNORECASE)
_NOT = re.compile(r"\b(?:is|are) not (?:an? )?(?:controlled|scheduled)\b|\bnot a (?:scheduled|controlled)\b", re.IGNORECASE)


def schedules(source: Source) -> Iterator[Fact]:
    """Returns the schedule of a label, once: of its record, else the one it states; "none" where it says it is not controlled."""
    recorded = next((_NAMES[product.dea] for product in source.label.products if product.dea in _NAMES), None)
    stated = next((fact for section in source.under(*_ABUSE) for fact in _stated(source, section)), None)
    if stated is None and recorded is None:
        elsewhere = (section for section in source.label.sections if "controlled substance" in section.text)
        stated = next((fact for section in elsewhere for fact in _stated(source, section)), None)
    if recorded is not None:
        same = stated is not None and stated.value == Schedule(recorded)
        yield stated if stated is not None and same else Fact(Schedule(recorded), Place(None, None, ""))
    elif stated is not None:
        yield stated


def _stated(source: Source, section: Section) -> Iterator[Fact]:
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        found = _IN.search(text) or _IN_BRACKETS.search(text)
        if _NOT.search(text) or (found and _EXEMPT.search(text)):
            yield Fact(Schedule("none"), source.place(section, sentence.start, sentence.end))
        elif found:
            yield Fact(Schedule(_NAMES[f"C{found['number']}"]), source.place(section, sentence.start, sentence.end))
