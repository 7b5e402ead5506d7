"""The facts of a label in words for people: one short line a fact, under headings in the order a person wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import convert

from plainlabel.answers.indications import use_of
from plainlabel.answers.storage import rule_in_words
from plainlabel.answers.wording import lower_words
from plainlabel.facts.fact import BoxedWarning, Contraindication, FactValue, Indication, Storage, TermCount, Warning_
from plainlabel.vocabulary.topics import TOPICS

_SPOKEN_OF = frozenset({"advice", "reaction"})


def facts_in_words(facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Returns (heading, lines) for each kind of fact that is held, each line once; `facts` as in `show --json`, by kind."""
    values: list[FactValue] = [
        convert({**{name: told for name, told in each.items() if name != "place"}, "kind": kind}, FactValue)
        for kind, held in facts.items()
        for each in held
    ]
    uses = (use_of(value) for value in values if isinstance(value, Indication))
    boxed = [value for value in values if isinstance(value, BoxedWarning)]
    terms = (value.term for value in values if isinstance(value, Contraindication))
    headings = (lower_words(value.subject) for value in values if isinstance(value, Warning_))
    rules = (rule_in_words(value) for value in values if isinstance(value, Storage))
    told = {value.topic for value in values if isinstance(value, TermCount) and value.role in _SPOKEN_OF}
    for heading, lines in (
        ("Approved for", uses),
        ("Boxed warning, the strongest kind", (line for value in boxed for line in _boxed(value))),
        ("Not to be used with", terms),
        ("Warnings about", headings),
        ("How to keep it", rules),
        ("The label also speaks of", (topic.title.lower() for topic in TOPICS if topic.key in told)),
    ):
        if kept := tuple(dict.fromkeys(line for line in lines if line)):
            yield heading, kept


def _boxed(value: BoxedWarning) -> Iterator[str]:
    if not value.present:
        yield "none"
    elif value.subjects:
        yield from map(lower_words, value.subjects)
    else:
        yield "the label has one"
