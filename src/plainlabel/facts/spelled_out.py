"""Conditions in full words where a fact has the short form that the label defines: "EoE" is eosinophilic esophagitis.

Tables and headings of trials call a condition by its short form, which a reader meets without its definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import msgspec

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, Dosage, EffectOverTime
from plainlabel.facts.source import Source
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_names import normalise

_SHORT: Final = re.compile(r"(?:[a-z]+ ){0,3}(?P<short>[A-Za-z][A-Za-z/-]*[A-Z][A-Za-z/-]*)")
_AND: Final = re.compile(r"( and | or |, )")
_NO_NAME: Final = re.compile(
    r"^(?:of|and|or|the|in|for|to)\b|[,%\d]|\b(?:is|are|was|were|with(?!out))\b|metaboli[sz]ers?\b", re.IGNORECASE
)
_MOST_WORDS: Final = 8
_LONGEST: Final = 90


class SpelledOut:
    """The conditions of one label's facts in full words."""

    def __init__(self, source: Source) -> None:
        """Keeps the label; its definitions are looked for when the first short form is met."""
        self._source = source

    def facts(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Yields the facts, short forms of conditions replaced by the label's own long forms."""
        for fact in facts:
            value = fact.value
            if isinstance(value, (AdverseReaction, Dosage, EffectOverTime)) and value.condition:
                full = self.condition(value.condition)
                if full != value.condition:
                    yield msgspec.structs.replace(fact, value=msgspec.structs.replace(value, condition=full))
                    continue
            yield fact

    def condition(self, name: str) -> str:
        """Returns a condition with each short form that the label defines in full words; one that everybody knows stays."""
        parts = [self._part(part) for part in _AND.split(name)]
        full = "".join(parts)
        return full if len(full) <= _LONGEST else name

    def _part(self, part: str) -> str:
        found = _SHORT.fullmatch(part)
        if found is None or sum(sign.isupper() for sign in found["short"]) < 2 or normalise(found["short"]) == found["short"]:
            return part
        full = self._definitions.get(found["short"])
        return part if full is None else f"{part[: found.start('short')]}{full}"

    @cached_property
    def _definitions(self) -> Mapping[str, str]:
        text = "\n".join(section.text for section in self._source.label.sections)
        return {short: _lowered(full) for short, full in defined_abbreviations(text).items() if _is_name(short, full)}


def _is_name(short: str, full: str) -> bool:
    return short not in full and not _NO_NAME.search(full) and len(full.split()) <= _MOST_WORDS


def _lowered(full: str) -> str:
    """Returns the words in small letters but for abbreviations among them."""
    return " ".join(word.lower() if word[1:].islower() or len(word) == 1 else word for word in full.split())
