"""Uses of over-the-counter labels (21 CFR 201.66(c)(4)): symptoms and conditions, an item or a known name each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.tokens import sentences
from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_acts import with_act
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_USES: Final = "34067-9"
_PURPOSE: Final = "55105-1"
_VERB = pattern("indication.otc_verb")
_DIFFICULTY = pattern("indication.difficulty")
_CAUSE = pattern("indication.otc_cause")
_NOT = pattern("indication.otc_not")
# What hand washes are for names no condition.
_GENERAL = pattern("indication.otc_general")
_BULLET = re.compile(r"\n|[•●▪■◦○‣∙]")
_CHANCE = re.compile(
    r"^(?:the\s+)?(?P<what>chance|risk)s?\s+of\s+(?P<rest>[\w\s-]+?)(?=\s*(?:[.;:(\n]|\bif\b|\bafter\b|\bfrom\b|\bdue\b|$))",
    re.IGNORECASE,
)
# What opens a list of symptoms is no use of its own.
_SYMPTOMS = re.compile(r"^[^.:]*\bsymptoms\b[^.:]*:\s*$", re.IGNORECASE)
_ADJECTIVES = re.compile(
    r"(?:\b(?:minor|upper|respiratory|muscular|muscle|nasal|seasonal|perennial|itchy|sinus|dry|skin|mild|external|occasional)\b,?\s+)*$",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 7
_PARTS = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|(?<!\baches)\s+(?:and|or)\s+", re.IGNORECASE)
_INCLUDING = re.compile(r"^(?:including|such as|like)\s", re.IGNORECASE)
# "redness of the eye": the part of the body belongs to the name.
_OF_BODY = re.compile(r"\s+of the (?:eyes?|nose|throat|skin|scalp|mouth|gums?|ears?)\b", re.IGNORECASE)
_SYMPTOM = pattern("otc.symptom")
_SKIN = re.compile(r"(?:[\w,-]+ ){1,4}(?:skin|lips|hands|feet|scalp)$", re.IGNORECASE)
_WORDS_A_PART: Final = 3
_LEAST_PARTS: Final = 2
_MOST_PART_WORDS: Final = 4


def of_uses(source: Source) -> Iterator[Fact]:
    """Returns the uses of an over-the-counter label; those of its purpose where its uses name none."""
    for code in (_USES, _PURPOSE):
        found = [
            fact
            for section in source.under(code)
            if _VERB.search(section.text) or _GENERAL.search(section.text)
            for fact in _of_section(source, section)
        ]
        if found:
            yield from found
            return


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    seen: set[str] = set()
    for start, end in _items(section.text):
        words = section.text[start:end]
        if _NOT.search(words):
            continue
        general = _GENERAL.match(words)
        name = term(general["what"]) if general is not None else None
        if name is not None and name.lower() not in seen:
            seen.add(name.lower())
            yield Fact(Indication(name), source.place(section, start, end))
            continue
        for name in _names(words, item=start > 0 and section.text[start - 1] != "."):
            if name.lower() not in seen:
                seen.add(name.lower())
                yield Fact(Indication(name), source.place(section, start, end))


def _items(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in [*_BULLET.finditer(text), None]:
        end = found.start() if found else len(text)
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if text[start:end].strip(" .:"):
            yield start + lead, start + len(text[start:end].rstrip())
        start = found.end() if found else end


def _joined(body: str, ends: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Returns the places of names, two that only "of" parts as one ("pain of arthritis")."""
    at = 0
    while at < len(ends):
        start, end = ends[at]
        if at + 1 < len(ends) and body[end : ends[at + 1][0]].strip().lower() == "of":
            at += 1
            end = ends[at][1]
        place = _OF_BODY.match(body, end)
        yield start, place.end() if place else end
        at += 1


def _names(words: str, *, item: bool) -> Iterator[str]:
    """Returns the conditions an item names, verb by verb where several verbs run together."""
    verbs = list(_VERB.finditer(words))
    if not verbs:
        yield from _of_body(words, "", item=item)
        return
    for at, verb in enumerate(verbs):
        end = verbs[at + 1].start() if at + 1 < len(verbs) else len(words)
        yield from _of_body(words[verb.end() : end], verb.group(), item=item)


def _of_body(body: str, act: str, *, item: bool) -> Iterator[str]:
    """Returns the conditions behind one verb: the parts of a list, else known names, or a short item as it stands."""
    difficulty = _DIFFICULTY.match(body.strip(" :;,.*•-"))
    symptoms = [difficulty.group()] if difficulty else _under_heading(body) if act else []
    opens = "symptoms" in act and body.rstrip().endswith(":")
    if symptoms or opens or _SYMPTOMS.search(body):
        yield from symptoms
        return
    chance = _CHANCE.match(body.lstrip()) if act else None
    if chance is not None:
        name = term(chance["rest"])
        if name is not None:
            yield f"reduction of the {chance['what'].lower()} of {name}"
        return
    cause = _CAUSE.search(body)
    body = body[: cause.start()] if cause else body
    if item and not act and (name := term(body)) is not None and len(name.split()) <= _MOST_WORDS:
        if " " in name or find(name) is not None:
            yield name
        return
    parts = (_listed(body) or _skin(body)) if act else []
    if parts:
        yield from (with_act(name, act) for name in parts)
        return
    for sentence in sentences(body):
        ends = [(sentence[first].start, sentence[last - 1].end) for first, last in known_names(sentence)]
        for start, end in _joined(body, ends):
            name = term(body[_ADJECTIVES.search(body, 0, start).start() : end])  # type: ignore[union-attr]
            if name is not None:
                yield with_act(name, act)


def _listed(body: str) -> list[str]:
    """Returns the parts of a list that is parted by commas and holds a known name; none where it is another phrase."""
    whole = body.partition(".")[0].strip(" :;,.*")
    parts = [part for part in _PARTS.split(whole) if part.strip() and not _INCLUDING.match(part)]
    if ":" in whole or len(parts) < _LEAST_PARTS or _is_name(whole):
        return []
    names = [term(part) for part in parts]
    if any(name is None or len(name.split()) > _MOST_PART_WORDS for name in names):
        return []
    return [name for name in names if name] if any(find(name) for name in names if name) else []


def _under_heading(body: str) -> list[str]:
    """Returns the symptoms listed behind a colon; what stands before it tells where they come from ("of a cold: cough")."""
    _, colon, listed = body.rpartition(":")
    symptoms = [one.group() for one in _SYMPTOM.finditer(listed)] if colon else []
    if len(symptoms) < _LEAST_PARTS or _WORDS_A_PART * len(symptoms) < len(listed.split()):
        return []
    return [name for one in symptoms if (name := term(one))]


def _skin(body: str) -> list[str]:
    """Returns the state of the skin that a short phrase names ("chapped or cracked skin"); none for another phrase."""
    whole = body.partition(".")[0].strip(" :;,.*")
    return [name] if (name := term(whole)) is not None and _SKIN.match(whole) else []


def _is_name(words: str) -> bool:
    known = find(words)
    return known is not None and known.how == "name"
