"""For which of its uses a label speaks of an age: "established in patients 6 years and older with asthma"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from plainlabel.facts.indication import indications
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_keys import name_key
from plainlabel.vocabulary.clinical_names import normalise


class Uses:
    """The conditions a label is approved for, to be found again where it speaks of children."""

    def __init__(self, source: Source) -> None:
        """Keeps the label; its indications are read when they are first asked for."""
        self._source = source

    def named_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Returns the conditions that texts name, in the order of the indications; () where they name none or all."""
        whole = "\n".join(texts)
        found = tuple(name for name, pattern in self._named.items() if pattern.search(whole))
        return () if len(found) == len(self._named) else found

    @cached_property
    def _named(self) -> dict[str, re.Pattern[str]]:
        values = [fact.value for fact in self._source.facts(indications) if isinstance(fact.value, Indication)]
        forms: dict[str, set[str]] = {}
        for value in values:
            forms.setdefault(value.name or value.condition.lower(), set()).update(self._forms(value))
        return {name: _pattern(held) for name, held in forms.items()}

    def _forms(self, value: Indication) -> Iterator[str]:
        """Yields what the label may call a condition: its words, the plain name, and the short form it defines."""
        yield value.condition
        if value.name:
            yield value.name
        for short, full in self._abbreviations.items():
            if name_key(full) == name_key(value.condition) or (value.name and normalise(full) == value.name):
                yield short

    @cached_property
    def _abbreviations(self) -> dict[str, str]:
        return defined_abbreviations("\n".join(section.text for section in self._source.label.sections))


def _pattern(forms: set[str]) -> re.Pattern[str]:
    """Returns a pattern for any form as a whole; a short form in its own letters, others in any."""
    words = (re.escape(one) if one.isupper() else f"(?i:{re.escape(one)})" for one in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
