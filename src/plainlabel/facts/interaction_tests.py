"""Laboratory tests that a medicine disturbs, as partners: a measurement that goes wrong, not a value that changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Interaction
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_INTERACTIONS: Final = "34073-7"
_CODE: Final = "34074-5"
DISTURBS: Final = pattern("interaction.disturbs")
"""Words that tell of a measurement that goes wrong."""
_NOT_DISTURBED = re.compile(r"\b(?:no|not|without)\b[^.;]{0,40}\b(?:interfer|false)", re.IGNORECASE)
_TEST_NAME = pattern("interaction.test_name")
_SENTENCES = re.compile(r"(?<=[a-z\])])\.\s+(?=[A-Z])|\n")
_ANY_TEST: Final = "laboratory tests"
_MOST_TESTS: Final = 3


def tests_disturbed(source: Source) -> Iterator[Fact]:
    """Returns the tests that a section of their own says the medicine disturbs."""
    for section in source.under(_CODE):
        if _INTERACTIONS in source.codes(section):
            continue
        for passage in source.full_text(section):
            text = section.text[passage.start : passage.end]
            if DISTURBS.search(text) and not _NOT_DISTURBED.search(text):
                names = [name for name in tests_named(text) if name != _ANY_TEST]
                yield from (Fact(Interaction(name, "test"), source.place(section, passage.start, passage.end)) for name in names)


def tests_named(text: str) -> tuple[str, ...]:
    """Returns the tests a text names that are disturbed, "laboratory tests" where it names none."""
    named = (found.group() for one in _SENTENCES.split(text) if DISTURBS.search(one) for found in _TEST_NAME.finditer(one))
    told = (one for one in named if " " in one and not one.endswith((" certain", " functional")))
    return tuple(dict.fromkeys(told))[:_MOST_TESTS] or (_ANY_TEST,)
