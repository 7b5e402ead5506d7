"""How long after the last dose a medicine can still be found in the blood, where the label says so: "detectable for 7 days"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4")  # clinical pharmacology, pharmacokinetics
_FOUND: Final = pattern("washout.found")
_TIME: Final = pattern("washout.time")
_NOT_ABOUT: Final = pattern("washout.not_about")
_FURTHEST: Final = 70
_MARK = "detect", "limit of quanti"


def washouts(source: Source) -> Iterator[Fact]:
    """Returns the times until a medicine is no longer found in the blood, in the unit of the label, each once."""
    seen: set[tuple[float, float, str]] = set()
    for section in source.under(*_CODES):
        if not any(mark in section.text for mark in _MARK):
            continue
        for sentence in source.full_text(section):
            value = _of_sentence(section.text[sentence.start : sentence.end])
            if value is not None and (value.low, value.high, value.unit) not in seen:
                seen.add((value.low, value.high, value.unit))
                yield Fact(value, source.place(section, sentence.start, sentence.end))


def _of_sentence(text: str) -> Pharmacokinetic | None:
    found = _FOUND.search(text)
    if found is None or _NOT_ABOUT.search(text):
        return None
    time = _TIME.search(text, found.end(), found.end() + _FURTHEST)
    if time is None:
        return None
    low, high = float(time["low"]), float(time["high"] or time["low"])
    return Pharmacokinetic("washout", low, high, f"{time['unit'].lower().rstrip('s')}s") if low <= high else None
