"""What the passage of a fact limits it to, where the fact does not carry it: said behind the fact, or the fact stays unsaid.

A fact is a few fields. A sentence of the label often says more: for whom, after what, of how much at once. What is known to change
the meaning is looked for in the words the fact was read from; vocabulary/answer_limits.tsv tells what, and what is said then.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from msgspec import Struct

from plainlabel.answers.wording import lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, EffectOverTime
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.reading import Found, Reading

_AFTER: Final = "after"
_BEFORE: Final = "before"
_HEADING: Final = "heading"
_PASSAGE: Final = "passage"
_NAMED: Final = "named"
_BULLET: Final = re.compile(r"\s*[\u2022\u25cf\u25aa\u25e6\u25cb\u2023\u00b7]")
_LEAD: Final = 200
_MOST: Final = 2
_OWN_WORDS: Final = 2
_OWN: Final = re.compile(r"(?!with\b|the\b|and\b)[^\W\d]{3,}")
_ENDS: Final = re.compile(r"[;\n\u2022]|\.(?=\s|\Z)")


class _Limit(Struct, frozen=True):
    """One row of the table; `words` is empty where the fact stays unsaid."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]
    of: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    told: re.Pattern[str]
    words: str

    def holds(self, reading: Reading, fact: Fact) -> bool:
        """Returns whether this limits a fact."""
        for name, wanted in self.fields:
            if _as_text(getattr(fact.value, name)) not in wanted:
                return False
        text = _text(reading, fact, self.of)
        return bool(self.pattern.search(text)) and not (self.unless is not None and self.unless.search(text))

    def said(self, reading: Reading, fact: Fact) -> str:
        """Returns what is said of a fact that this limits, with the label's own word in it where the pattern names one."""
        found = self.pattern.search(_text(reading, fact, self.of))
        return self.words.format(said=lower_words(found["said"])) if found and "said" in self.pattern.groupindex else self.words

    def repeats(self, reading: Reading, fact: Fact, text: str) -> bool:
        """Returns whether the label's own words in it name nothing that is not said already: "with gout" of a use in gout."""
        found = self.pattern.search(_text(reading, fact, self.of))
        if not found or "said" not in self.pattern.groupindex:
            return False
        words = _OWN.findall(found["said"].lower())
        return bool(words) and all(word in text.lower() for word in words)


def limited(reading: Reading, fact: Fact, text: str) -> str:
    """Returns what is said of a fact with what its passage limits it to behind it, where it does not say so itself."""
    added = dict.fromkeys(
        limit.said(reading, fact)
        for limit in _limits_of(fact)
        if limit.words and not limit.told.search(text) and limit.holds(reading, fact) and not limit.repeats(reading, fact, text)
    )
    return " ".join([text, *list(added)[:_MOST]])


def untold(reading: Reading, fact: Fact) -> bool:
    """Returns whether a fact is best left to the label's words: its passage limits it to what no template says."""
    return _against_itself(reading, fact) or any(limit.holds(reading, fact) for limit in _unsaid_of(fact))


def _against_itself(reading: Reading, fact: Fact) -> bool:
    """Returns whether a result is set against the medicine itself: then the arm that is told took more than this medicine."""
    value = fact.value
    if not isinstance(value, EffectOverTime | AdverseReaction) or not value.comparator:
        return False
    named = [reading.title, *(each.name for product in reading.label.products for each in product.active)]
    return value.comparator.lower().removesuffix(" alone").strip() in {each.lower() for each in named}


def _text(reading: Reading, fact: Fact, of: str) -> str:
    """Returns the words that are looked at: a field, the passage, the partner before it, or what follows the condition in it."""
    if of not in {_PASSAGE, _AFTER, _BEFORE, _NAMED, _HEADING}:
        return str(getattr(fact.value, of) or "")
    if of == _HEADING:
        return fact.place.section
    if not reading.full:
        return ""
    place = fact.place
    section = reading.section(place.section_id)
    if section is None or place.start is None or place.end is None:
        return ""
    text = reading.text(section.id)[place.start : place.end]
    if of == _PASSAGE and _BULLET.match(text):
        text = f"{_lead_in(reading, section.id, place.start)} {text}"
    if of == _NAMED:
        return f"{getattr(fact.value, 'partner', '')}: {text}"
    return text if of == _PASSAGE else _beside(text, str(getattr(fact.value, "condition", "")), behind=of == _AFTER)


def lead_of(reading: Reading, fact: Fact) -> Found | None:
    """Returns the passage over the list whose item a fact was read from, None where it is no item of a list."""
    place = fact.place
    section = reading.section(place.section_id) if reading.full else None
    if section is None or place.start is None:
        return None
    text, start = reading.text(section.id), place.start
    if not _BULLET.match(text, start):
        return None
    before = (each for each in reversed(reading.passages(section.id)) if each.end <= start)
    over = next((each for each in before if not _BULLET.match(text, each.start)), None)
    return None if over is None else reading.quote(section, over.start, over.end)


def _lead_in(reading: Reading, section: str, start: int) -> str:
    """Returns the words over the list of an item, which tell whom or what all its items are of."""
    text = reading.text(section)
    before = (text[each.start : each.end] for each in reversed(reading.passages(section)) if each.end <= start)
    return next((words for words in before if not _BULLET.match(words)), "")[-_LEAD:]


def _beside(text: str, condition: str, *, behind: bool) -> str:
    """Returns what follows a condition in its sentence or item, or what stands before it; empty where it is not named so."""
    words = [re.escape(word) for word in re.findall(r"\w+", condition)]
    # "Relapsed or refractory this or that": of the second use only its own words stand together.
    tries = [words, words[-2:]] if len(words) > _OWN_WORDS else [words]
    named = next((found for each in tries if each and (found := re.search(r"\W+".join(each), text, re.IGNORECASE))), None)
    if named is None:
        return ""
    if not behind:
        return _ENDS.split(text[: named.start()])[-1]
    end = _ENDS.search(text, named.end())
    return text[named.end() : end.start() if end else len(text)]


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


def _limits_of(fact: Fact) -> tuple[_Limit, ...]:
    return _limits().get(str(fact.value.__struct_config__.tag), ())


def _unsaid_of(fact: Fact) -> tuple[_Limit, ...]:
    return _unsaid().get(str(fact.value.__struct_config__.tag), ())


@cache
def _unsaid() -> dict[str, tuple[_Limit, ...]]:
    """Returns by kind the limits that leave a fact unsaid: they are held against every fact, said or not."""
    return {kind: tuple(each for each in limits if not each.words) for kind, limits in _limits().items()}


@cache
def _limits() -> dict[str, tuple[_Limit, ...]]:
    """Returns the limits by kind of fact."""
    found: dict[str, list[_Limit]] = {}
    for row in rows("answer_limits.tsv"):
        fields = tuple(
            (name, tuple(wanted.split("|"))) for name, _, wanted in (each.partition("=") for each in row["fields"].split())
        )
        pattern, told = (re.compile(row[name], re.IGNORECASE) for name in ("pattern", "told"))
        unless = re.compile(row["unless"], re.IGNORECASE) if row["unless"] else None
        found.setdefault(row["kind"], []).append(_Limit(fields, row["of"], pattern, unless, told, row["words"]))
    return {kind: tuple(limits) for kind, limits in found.items()}
