"""Events that a medicine is indicated to make less likely ("to reduce the risk of A, B, and C in adults with X").

Each event is a use of its own, known as a condition or not ("hospitalization", "coronary revascularization"); whom it is for
("X") is none. The statement is taken out of the text, so that what else is told there is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_kept import condition_in
from plainlabel.facts.indication_people import made
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term, without_brackets
from plainlabel.label import Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_CODE: Final = "34067-9"
_STATEMENT: Final = pattern("indication.risk_statement")
_WHOM: Final = pattern("indication.risk_whom")
_LEAD: Final = pattern("indication.risk_event_lead")
_NEGATED: Final = re.compile(r"\bnot (?:been )?(?:shown|demonstrated|indicated|established)\b[^.]*$", re.IGNORECASE)
_INDICATED: Final = re.compile(r"\bindicated\b[^.]*$", re.IGNORECASE)
_BULLET: Final = re.compile(r"\s*[•●▪■◦○]\s*|(?<=[a-z)])\.\s+(?=[a-z])")
_COMMAS: Final = re.compile(r"\s*,\s*(?:and/or\s+|and\s+|or\s+)?|\s+by reducing (?:the )?risk of\s+")
_AND: Final = re.compile(r"\s+(?:and|or)\s+")
_ADJECTIVE: Final = re.compile(r"(?:al|ic|ary|ous|ive|ar|ed|deep|major|first)$", re.IGNORECASE)
_LEAST: Final = 2


def without_risks(source: Source) -> tuple[Source, list[Fact]]:
    """Returns the label without its lists of events made less likely, and the uses that these are."""
    facts: list[Fact] = []
    changed: dict[str, str] = {}
    for section in source.under(_CODE):
        if not _is_whole(source, section):
            continue
        text = section.text
        seen: set[str] = set()
        for found in _STATEMENT.finditer(text):
            told = _told(source, section, found, goes_on=bool(seen))
            if len(told) < _LEAST:
                continue
            text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
            if _in_full_text(source, section, found.start()):
                facts += [fact for fact in told if condition_in(fact) not in seen]
                seen.update(condition_in(fact) for fact in told)
        if text != section.text:
            changed[section.id] = text
    if not changed:
        return source, []
    sections = [replace(one, text=changed[one.id]) if one.id in changed else one for one in source.label.sections]
    return Source(replace(source.label, sections=tuple(sections))), facts


def _is_whole(source: Source, section: Section) -> bool:
    """Returns whether a section tells its uses itself, not under the titles of numbered parts."""
    numbered = "." in (section.number or "") or any(child.number for child in source.children(section))
    return section.code == _CODE and bool(section.text) and not numbered


def _told(source: Source, section: Section, found: re.Match[str], *, goes_on: bool) -> list[Fact]:
    """Returns the uses of one statement, none of one that is negated or not told as what the medicine is indicated for."""
    before = section.text[: found.start()]
    if _NEGATED.search(before) or not (goes_on or _INDICATED.search(before)):
        return []
    place = source.place(section, found.start(), found.end())
    known = defined_abbreviations(section.text)
    seen: set[str] = set()
    facts = []
    for item in _BULLET.split(found["events"]):
        for event in _events(item):
            whole = " ".join(known.get(word, word) for word in event.split()).lower()
            if whole not in seen:
                seen.add(whole)
                facts.append(Fact(made(f"reduction of the risk of {event}", f"{found['who'] or ''} {item}"), place))
    return facts


def _in_full_text(source: Source, section: Section, at: int) -> bool:
    return any(one.start <= at < one.end for one in source.full_text(section))


def _events(item: str) -> Iterator[str]:
    """Returns the events of one item, whom it is for left out."""
    flat = without_brackets(item).strip()
    whom = _WHOM.search(flat)
    for part in _COMMAS.split(flat[: whom.start()] if whom else flat):
        for one in _apart(_LEAD.sub("", part.strip())):
            name = term(one)
            if name is not None:
                yield name


def _apart(part: str) -> list[str]:
    """Returns two events that "and" links, where the first is none that lacks its noun ("fatal and non-fatal stroke")."""
    halves = _AND.split(part, maxsplit=1)
    if len(halves) == 1 or (_ADJECTIVE.search(halves[0]) and find(halves[0]) is None):
        return [part]
    return [halves[0], *_apart(_LEAD.sub("", halves[1]))]
