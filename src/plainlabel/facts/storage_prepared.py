"""How long a mixed, diluted or opened medicine keeps: read from Dosage and Administration, where preparation stands.

A sentence may state two rules ("refrigerated for up to 24 hours or at room temperature for up to 4 hours"): it is cut between
them. What says only where to keep the mixture and what says only how long are one rule where they follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import structs

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import full_sections
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Storage
from plainlabel.facts.quantities import duration, several, temperatures
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_DOSAGE = "34068-7"
_OPENED = Guarded(pattern("storage.opened"))
_PREPARING = pattern("storage.preparing_title")
_KEEPS = pattern("storage.keeps")
_MIXTURE = Guarded(pattern("storage.mixture"))
_NOT = pattern("storage.prepared_not")
_LIMIT = pattern("storage.prepared_limit")
_PIECE = pattern("storage.piece")
_COLD = pattern("storage.where_refrigerator")
_REFRIGERATED = re.compile(r"\b(?<!un)(?<!non-)(?<!not )(?:refrigerat(?:ed|or|ion)|refrigerate)\b", re.IGNORECASE)
_ROOM = re.compile(r"\broom[- ]temperature\b|\bunrefrigerated\b|\bnon-refrigerated\b", re.IGNORECASE)
_DISCARD = re.compile(r"\bdiscard\w*|\bdispos\w*|\bthrow", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:and/or|or)\s", re.IGNORECASE)
_FORBIDDEN = re.compile(r"\b(?:do not|never|must not)\b", re.IGNORECASE)
_STRONG = re.compile(r"\s(?:and/or|or|of which|but|plus)\s|;\s", re.IGNORECASE)
_UNUSED = re.compile(r"(?<=\b)(?:if )?(?:it is )?not used within", re.IGNORECASE)
_ASIDE = pattern("storage.aside_limit")
_BULLET = pattern("storage.bullet")
_FREEZE = pattern("storage.do_not_freeze")
_LIGHT = pattern("storage.protect_from_light")
# What an excursion allows is not where a medicine is kept. The words run to the closing bracket or the end of the clause.
EXCURSION = Guarded(re.compile(r"[\[(;,.]?\s*(?:with\s+)?(?:brief\s+|short\s+|temporary\s+)?excursions?\b[^;]*", re.IGNORECASE))
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CUES = ("hour", "day", "week", "month", "°", "º", "\u2103", "refrigerat", "room temp", "minutes")
_OUT = pattern("storage.out")
_BODY_C = 37.0
_SHORT = 6
"""Words of an order that stands alone ("Do not freeze or shake.")."""
_BEHIND = 3
"""Sentences behind the one that names the mixture that may still speak of it."""


class PreparedRule(NamedTuple):
    """A rule and the sentence it rests on."""

    value: Storage
    start: int
    end: int


def prepared_rules(source: Source, section: Section) -> Iterator[PreparedRule]:
    """Returns the rules of one section on keeping what has been mixed, diluted or opened."""
    titled = bool(_PREPARING.search(section.title))
    near = 0
    waiting: list[PreparedRule] = []
    for passage in source.full_text(section):
        sentence = section.text[passage.start : passage.end]
        near = _BEHIND if titled or _OPENED.search(sentence) or _MIXTURE.search(sentence) else near - 1
        if near >= 0 and waiting and _FREEZE.search(sentence) and len(sentence.split()) <= _SHORT:
            waiting = [one._replace(value=structs.replace(one.value, do_not_freeze=True)) for one in waiting]
        if passage.kind == "row" or near < 0 or not any(cue in sentence for cue in _CUES):
            continue
        told = bool(_OPENED.search(sentence) or _MIXTURE.search(sentence))
        read = [one for one in _read(EXCURSION.sub(" ", sentence), told=told) if told or titled or _limited(one)]
        if not read:
            continue
        if joined := _all_joined(waiting, read, passage.start, passage.end):
            waiting = joined
            continue
        yield from waiting
        waiting = [PreparedRule(one, passage.start, passage.end) for one in read]
    yield from waiting


def _all_joined(waiting: list[PreparedRule], read: list[Storage], start: int, end: int) -> list[PreparedRule]:
    """Returns the places that wait with the limit just read, or those just read with the limit that waits."""
    if len(read) == 1 and waiting:
        both = [joined_rule(one.value, read[0]) for one in waiting]
        return [one._replace(value=value) for one, value in zip(waiting, both, strict=True) if value] if all(both) else []
    if len(waiting) != 1:
        return []
    both = [joined_rule(waiting[0].value, one) for one in read]
    if all(both):
        return [PreparedRule(value, start, end) for value in both if value]
    # The first of the limits belongs to the place said before, the next has its own.
    if both[0] is not None and read[0].high_c is None and read[0].where is None:
        return [waiting[0]._replace(value=both[0]), *(PreparedRule(one, start, end) for one in read[1:])]
    return []


def joined_rule(place: Storage, limit: Storage) -> Storage | None:
    """Returns one rule of one that says where and one that says how long, None where either says both."""
    if _limited(place) == _limited(limit):
        return None
    one, other = (place, limit) if _limited(limit) else (limit, place)
    placed = other.where is not None or other.high_c is not None
    if placed and not (_limited(limit) and other.where == one.where and other.high_c == one.high_c):
        return None
    return structs.replace(
        one,
        days=other.days,
        hours=other.hours,
        months=other.months,
        do_not_freeze=one.do_not_freeze or other.do_not_freeze,
        discard_after_limit=one.discard_after_limit or other.discard_after_limit,
    )


def _limited(value: Storage) -> bool:
    return value.days is not None or value.hours is not None or value.months is not None


def _read(sentence: str, *, told: bool) -> Iterator[Storage]:
    sentence = _UNUSED.sub("used within", sentence)
    if not _KEEPS.search(sentence) or _NOT.search(sentence):
        return
    whole = None if told else _OUT.search(sentence)
    sentence = _BULLET.sub(" or ", sentence)
    aside = _ASIDE.search(sentence)
    if aside is not None:
        sentence = sentence[: aside.start()] + sentence[aside.end() :]
    for piece in [*_pieces(sentence), *([f"stored {aside['inside']}"] if aside else [])]:
        value = _rule(piece)
        if value is not None:
            # A vial as it is bought, out of the refrigerator for a time.
            yield structs.replace(value, condition="room") if whole and value.where == "room" and _limited(value) else value


def _pieces(sentence: str) -> list[str]:
    """Returns a sentence cut between its rules, so that each piece has one limit."""
    limits = list(_LIMIT.finditer(sentence))
    if not limits and several(sentence) and (joint := _STRONG.search(_masked(sentence))):
        return [sentence[: joint.start()], sentence[joint.start() :]]
    if len({found.group("number", "unit") for found in limits}) < 2:
        return _sharing(sentence, limits[0].group()) if limits else [sentence]
    cuts = [0]
    open_text = _masked(sentence)
    for one, later in pairwise(limits):
        strong = _STRONG.search(open_text, one.end(), later.start() + 4)
        weak = list(_PIECE.finditer(open_text, one.end(), later.start() + 4))
        if strong is None and not weak:
            return []
        cuts.append(strong.start() if strong else weak[-1].start())
    return [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _sharing(sentence: str, limit: str) -> list[str]:
    """Returns a sentence cut between two places that share one limit ("at room temperature or refrigerated for up to 24 hours")."""
    warm, cold = _ROOM.search(sentence), _REFRIGERATED.search(sentence) or _COLD.search(sentence)
    if warm is None or cold is None:
        return [sentence]
    first, second = sorted((warm, cold), key=lambda found: found.start())
    joint = next((found for found in _JOINT.finditer(_masked(sentence), first.end(), second.start() + 1)), None)
    if joint is None:
        return [sentence]
    halves = (sentence[: joint.start()], sentence[joint.start() :])
    return [half if limit in half else f"{half} {limit}" for half in halves]


def _masked(sentence: str) -> str:
    """Returns a sentence of the same length without what stands in brackets."""
    return _BRACKETS.sub(lambda found: "_" * len(found.group()), sentence)


def _rule(piece: str) -> Storage | None:
    degrees = None if several(piece) else temperatures(piece)
    if several(piece) or (degrees and max(degrees.high_c or 0, 0) >= _BODY_C):
        return None
    limit = _LIMIT.search(piece)
    where: Literal["refrigerator", "room"] | None = None
    if bool(_REFRIGERATED.search(piece)) != bool(_ROOM.search(piece)):
        where = "room" if _ROOM.search(piece) else "refrigerator"
    if limit is None and (degrees is None or _FORBIDDEN.search(piece)):
        return None
    low_c, high_c, low_f, high_f = degrees or (None, None, None, None)
    value = Storage(
        "opened",
        low_c,
        high_c,
        low_f,
        high_f,
        where=where,
        do_not_freeze=bool(_FREEZE.search(piece)),
        protect_from_light=bool(_LIGHT.search(piece)),
        discard_after_limit=bool(limit and _DISCARD.search(piece)),
    )
    return structs.replace(value, **_time(limit["number"], limit["unit"])) if limit else value


def _time(count: str, unit: str) -> dict[str, float]:
    """Returns the field of a limit and its value; minutes are parts of an hour."""
    if unit[0].lower() == "m" and unit[1].lower() == "i":
        return {"hours": duration(count, "hour")[1] / 60.0}
    name, number = duration(count, unit)
    return {name: number}


def prepared(source: Source, known: list[Storage]) -> Iterator[Fact]:
    """Returns what the text on preparation adds to the rules of the sections on storage."""
    found: list[Fact] = []
    for section in full_sections(source, _DOSAGE):
        found += (Fact(rule.value, source.place(section, rule.start, rule.end)) for rule in prepared_rules(source, section))
    values = [fact.value for fact in found if isinstance(fact.value, Storage)]
    values = [_discarded(one, values) for one in values]
    found = [Fact(value, fact.place) for value, fact in zip(values, found, strict=True)]
    for place, fact in enumerate(found):
        others = [*known, *values[:place], *(one for one in values[place + 1 :] if _tells(one) > _tells(values[place]))]
        if not any(_within(values[place], other) for other in others):
            yield fact


def _discarded(value: Storage, values: list[Storage]) -> Storage:
    """Returns a rule with the order to discard that is told apart from it ("Discard after 24 hours under refrigeration")."""
    limit = (value.days, value.hours, value.months)
    orders = (one for one in values if one.discard_after_limit and (one.days, one.hours, one.months) == limit and any(limit))
    told = any(one.high_c is None and one.where in {None, value.where} for one in orders)
    return structs.replace(value, discard_after_limit=True) if told else value


def _tells(value: Storage) -> int:
    return sum(one is not None for one in (value.high_c or value.high_f, value.days or value.hours or value.months))


def _within(value: Storage, other: Storage) -> bool:
    """Returns whether another rule says all that this one says: the limit again, or the temperature without its limit."""
    limit, its = (value.days, value.hours, value.months), (other.days, other.hours, other.months)
    if other.condition != "opened":
        # The time out of the refrigerator said again.
        return other.condition == "room" and limit == its
    warm, other_warm = value.high_c or value.high_f, other.high_c or other.high_f
    placed = value.where is None or other.where is None or value.where == other.where
    return placed and (limit == its or not any(limit)) and (warm == other_warm or warm is None)
