"""Storage rules: temperatures, time limits, freezing, shaking, light, carton, and what holds after opening.

Read from How Supplied (34069-5) and Storage (44425-7); where these say nothing from what patients are given, then from the
package. Tables are read by `storage_tables`.
A sentence is read at a time: a temperature makes a rule, words around it tell which kind, and short orders ("Do not
freeze.") belong to the rule before them in the same section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from plainlabel.facts.drug_facts import other_information
from plainlabel.facts.fact import Fact
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Storage
from plainlabel.facts.quantities import Temperatures, duration, several, temperatures
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.storage_merge import merged, once, same_scale, says_again
from plainlabel.facts.storage_prepared import EXCURSION, joined_rule, prepared
from plainlabel.facts.storage_tables import is_heading, table_rules
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

Condition = Literal["normal", "room", "opened"]
Where = Literal["refrigerator", "freezer", "room"]

_SOURCES = (("34069-5", "44425-7"), ("42231-1", "42230-3", "59845-8", "34076-0", "68498-5"), ("51945-4", "53413-1", "60561-8"))

_STORING = pattern("storage.storing")
_NOT_KEEPING = pattern("storage.not_keeping")
_OPENED = pattern("storage.opened")
_DISPENSED = pattern("storage.dispensed")
_OTHER_THING = pattern("storage.other_thing")
_LATE = pattern("storage.late")
_RANGE_CUE = Guarded(re.compile(r"\b(?:[Ss]tore|[Kk]eep)\b[^.;]{0,120}\d\s?[°º˚\u2103]"))
_LEFT_OUT = pattern("storage.left_out")
_WARMING = pattern("storage.warming")
_UNOPENED = pattern("storage.unopened")
_ROOM = pattern("storage.room")
_IF_NEEDED = pattern("storage.if_needed")
_KEEPING = re.compile(r"\b(?:stored?|storage|ke(?:ep|pt)|refrigerated?|maintain(?:ed)?)\b", re.IGNORECASE)
_PASSING = re.compile(r"\b(?:do not|before|prior to|allow|reach|bring|return\w*|remove[ds]?|after)\b", re.IGNORECASE)
_FORBIDDING = re.compile(r"\W*(?:do not|never|avoid|not to be|must not|should not)\b", re.IGNORECASE)
_CEILING = re.compile(r"\b(?:do not|should not be|never) store[d]? (?:\w+ ){0,4}?(?:above|over|exceeding)\b", re.IGNORECASE)
_USABLE = re.compile(r"\b(?:use[d]? within|time (?:out of|outside)|stable|good for|keeps? for|be used for)\b", re.IGNORECASE)
_READYING = re.compile(r"\b(?:brought to|bring to|reach|equilibrat\w*|allowed to|warm(?:ed)? to)\b", re.IGNORECASE)
_IN_TRANSIT = re.compile(r"\b(?:during|in) (?:shipment|shipping|transit|transport\w*)\b", re.IGNORECASE)
_USP = re.compile(r"\bcontrolled room[- ]temperature\b", re.IGNORECASE)
_CONTROLLED = re.compile(r"\W*(?:see |refer to )?(?:the )?(?:USP )?(?:for )?controlled room[- ]temperature\b", re.IGNORECASE)
_COLD_C = 10.0
_BODY_C = 37.0
_WHERE_NAMES: tuple[Where, ...] = ("freezer", "refrigerator", "room")
_WHERE = tuple((name, pattern(f"storage.where_{name}")) for name in _WHERE_NAMES)
_REFRIGERATED_AT = pattern("storage.refrigerated_at")
_FLAGS = tuple(
    (name, pattern(f"storage.{name}")) for name in ("do_not_freeze", "do_not_shake", "protect_from_light", "original_carton")
)
_DISCARD = re.compile(r"\b(?:discard\w*|dispos\w*|throw\w* away|thrown away)\b", re.IGNORECASE)
_LIMIT = Guarded(pattern("storage.limit"))
_OR_STORE = re.compile(r"\bor\s+(?=(?:store|keep|(?:may be )?(?:stored|kept))\s)", re.IGNORECASE)


class _Rule(NamedTuple):
    """One rule being read: its value, and the sentence it rests on."""

    value: Storage
    start: int
    end: int


def storage(source: Source) -> Iterator[Fact]:
    """Returns the storage rules of a label, each with the sentence that states it; equal rules once."""
    found: list[Fact] = []
    for codes in _SOURCES:
        read = list(distinct(_facts(source, codes)))
        normal = any(isinstance(fact.value, Storage) and fact.value.condition == "normal" for fact in read)
        found = read if normal or not found else found
        if normal:
            break
    found += _of_patients(source, found)
    found = [fact for fact in found if not any(says_again(fact.value, other.value) for other in found if other is not fact)]
    found = once(found)
    yield from found
    yield from prepared(source, [fact.value for fact in found if isinstance(fact.value, Storage)])


def _of_patients(source: Source, known: list[Fact]) -> Iterator[Fact]:
    """Returns the range to keep the medicine at that the text for patients gives, where it is another than the label's own."""
    values = [fact.value for fact in known if isinstance(fact.value, Storage)]
    normal = [one for one in values if one.condition == "normal" and (one.high_c or one.high_f)]
    if not normal or any(one.high_c is not None and one.high_c <= _COLD_C for one in normal):
        return
    for section in source.under(*_SOURCES[1]):
        if not _RANGE_CUE.search(section.text):
            continue
        for passage in source.full_text(section):
            sentence = section.text[passage.start : passage.end]
            value = _read(sentence, titled=False) if _RANGE_CUE.search(sentence) else None
            if value is None or value.condition != "normal" or value.low_c is None or (value.high_c or 0.0) <= _COLD_C:
                continue
            if not any(same_scale(value, one) for one in values):
                values.append(value)
                yield Fact(value, source.place(section, passage.start, passage.end))


def _facts(source: Source, codes: tuple[str, ...]) -> Iterator[Fact]:
    """Returns the rules under `codes`; outside the sections on storage only those with a temperature are sure enough."""
    for section in (*source.under(*codes), *(other_information(source) if codes is _SOURCES[-1] else ())):
        for rule in _rules(source, section):
            if codes is _SOURCES[0] or rule.value.high_c is not None or rule.value.high_f is not None:
                yield Fact(rule.value, source.place(section, rule.start, rule.end))


def _rules(source: Source, section: Section) -> list[_Rule]:
    """Returns the rules of one section; orders without a temperature are added to the rule they follow."""
    rules: list[_Rule] = []
    waiting: dict[str, bool] = {}
    titled = bool(_KEEPING.search(section.title))
    for passage in source.full_text(section):
        sentence = section.text[passage.start : passage.end]
        if passage.kind == "row" and is_heading(sentence):
            continue
        if rules and _CONTROLLED.match(sentence):
            rules[-1] = rules[-1]._replace(value=_at_room(rules[-1].value))
        flags = {name: True for name, pattern in _FLAGS if pattern.search(sentence)}
        value = _read(sentence, titled=titled and passage.kind != "row")
        either = _alternatives(sentence) if value is None else []
        for one in either:
            _add(rules, _Rule(msgspec.structs.replace(one, **flags), passage.start, passage.end))
        if either:
            waiting.clear()
            continue
        if value is None or (rules and _FORBIDDING.match(sentence) and value.condition == "normal"):
            _follow(rules, sentence, flags, waiting)
            continue
        flags |= waiting
        waiting.clear()
        _add(rules, _Rule(msgspec.structs.replace(value, **flags), passage.start, passage.end))
    return [*rules, *(_Rule(*rule) for rule in table_rules(section))]


def _alternatives(sentence: str) -> list[Storage]:
    """Returns the rules of "store in the cold ... or store at room temperature ... for 3 months"; none where a part states none."""
    parts = _OR_STORE.split(sentence)
    values = [_read(part, titled=False) for part in parts] if len(parts) > 1 else []
    told = [one for one in values if one is not None and (one.high_c is not None or one.high_f is not None)]
    return [one for one in told if one.condition == "room"] if len(told) == len(parts) else []


def _read(sentence: str, *, titled: bool) -> Storage | None:
    """Returns the rule a sentence states, None when it states none or more than can be told apart."""
    kept = EXCURSION.sub(" ", sentence)
    if (
        _IN_TRANSIT.search(kept)
        or _OTHER_THING.search(kept)
        or (_WARMING.search(kept) and not _KEEPING.search(kept))
        or not (titled or _STORING.search(kept) or (_DISCARD.search(kept) and _OPENED.search(kept)))
        or several(kept)
        or len({found.group("number", "unit") for found in _LIMIT.finditer(kept)}) > 1
    ):
        return None
    degrees = temperatures(kept)
    limit = _limit(kept) or _time_out(kept)
    where = _where(kept)
    condition = _condition(kept, limit, degrees)
    if not _states(kept, condition, degrees, where, limit) and not (
        titled and degrees and condition == "normal" and not _NOT_KEEPING.search(kept)
    ):
        return None
    value = _storage(condition, degrees, limit, where, discard=bool(limit and _DISCARD.search(sentence)))
    return _at_room(value) if _USP.search(sentence) else value


def _at_room(value: Storage) -> Storage:
    """Returns a rule with the room as its place, where "controlled room temperature" names its range."""
    warm = value.condition == "normal" and value.where is None and (value.high_c is None or value.high_c > _COLD_C)
    return msgspec.structs.replace(value, where="room") if warm else value


def _states(
    kept: str, condition: Condition, degrees: Temperatures | None, where: Where | None, limit: tuple[str, float] | None
) -> bool:
    """Returns whether a sentence with these parts orders how to keep the medicine, not what may or must not happen to it."""
    orders = _KEEPING.search(kept)
    kept_so = condition == "opened" or (condition == "room" and _LEFT_OUT.search(kept))
    if degrees is None and kept_so and limit is not None and (_DISCARD.search(kept) or _USABLE.search(kept)):
        return True
    if degrees is None:
        return where is not None and bool(orders) and (limit is not None if condition != "normal" else not _PASSING.search(kept))
    if condition != "normal":
        return True
    if degrees.high_c is not None and degrees.high_c >= _BODY_C:
        return False  # Nothing is kept at body warmth: that is a pump worn on the body, or what it must not reach.
    if _NOT_KEEPING.search(kept) or _FORBIDDING.match(kept):
        return bool(_CEILING.search(kept) if _FORBIDDING.match(kept) else orders and not _READYING.search(kept))
    return bool(orders or where)


def _storage(
    condition: Condition,
    degrees: Temperatures | None,
    limit: tuple[str, float] | None,
    where: Where | None,
    *,
    discard: bool,
) -> Storage:
    low_c, high_c, low_f, high_f = degrees or Temperatures()
    if where == "room" and high_c is not None and high_c <= _COLD_C:
        where = None
    if where == "refrigerator" and low_c is None and high_c is not None and high_c > _COLD_C:
        where = None  # The words are those of another cell or clause: the figures stand.
    value = Storage(condition, low_c, high_c, low_f, high_f, where=where, discard_after_limit=discard)
    if limit is None or condition == "normal":
        return value
    unit, number = limit
    return msgspec.structs.replace(value, **{unit: number})


def _limit(sentence: str) -> tuple[str, float] | None:
    found = _LIMIT.search(sentence)
    return duration(found.group("number"), found.group("unit")) if found else None


def _time_out(sentence: str) -> tuple[str, float] | None:
    """Returns the time out of the refrigerator after which it is thrown away ("Discard if left out for more than 4 days")."""
    found = _LATE.search(sentence) if _DISCARD.search(sentence) and _ROOM.search(sentence) else None
    return duration(found["number"], found["unit"]) if found else None


def _condition(sentence: str, limit: tuple[str, float] | None, degrees: Temperatures | None) -> Condition:
    cold = degrees is not None and max(degrees.high_c or -300, degrees.high_f or -300) < (12 if degrees.high_f is None else 50)
    if _DISPENSED.search(sentence) and (_ROOM.search(sentence) or (degrees and (degrees.high_c or 0) > _COLD_C)):
        return "room"
    if _OPENED.search(sentence) and not _UNOPENED.search(sentence):
        return "opened"
    if limit is None or not (_ROOM.search(sentence) or _IF_NEEDED.search(sentence)):
        return "normal"
    # What may be kept cold for a limited time is a mixture: the medicine itself keeps in the cold until it expires.
    return "opened" if cold else "room"


def _where(sentence: str) -> Where | None:
    """Returns where to keep it, None when the sentence names no place or more than one."""
    found = [name for name, pattern in _WHERE if pattern.search(sentence)]
    if not found and _REFRIGERATED_AT.search(sentence):
        return "refrigerator"
    return found[0] if len(found) == 1 else None


def _add(rules: list[_Rule], rule: _Rule) -> None:
    """Adds a rule, or completes the one before it when both state the same limit ("must be used within 14 days or discarded")."""
    if rules and rule.value.condition == rules[-1].value.condition == "opened":
        both = joined_rule(rules[-1].value, rule.value)
        if both is not None:
            rules[-1] = rules[-1]._replace(value=both)
            return
    for position, other in enumerate(rules):
        if _same_limit(rule.value, other.value) and _agree(rule.value, other.value):
            rules[position] = other._replace(value=merged(other.value, rule.value))
            return
    rules.append(rule)


def _same_limit(one: Storage, other: Storage) -> bool:
    """Returns whether both are room-temperature rules with the same time limit."""
    limits = (one.days, one.hours, one.months)
    return one.condition == other.condition == "room" and limits == (other.days, other.hours, other.months)


def _agree(one: Storage, other: Storage) -> bool:
    return None in (one.high_c or one.high_f, other.high_c or other.high_f) or (one.high_c, one.high_f) == (
        other.high_c,
        other.high_f,
    )


def _follow(rules: list[_Rule], sentence: str, flags: dict[str, bool], waiting: dict[str, bool]) -> None:
    """Adds an order to the last normal rule, or keeps it for the next; a limit said again completes the rule that has it."""
    limit = _limit(sentence)
    if limit is not None and _DISCARD.search(sentence) and _ROOM.search(sentence):
        again = _storage("room", None, limit, None, discard=True)
        rules[:] = [rule._replace(value=merged(rule.value, again)) if _same_limit(rule.value, again) else rule for rule in rules]
    if not flags:
        return
    at = next((index for index in range(len(rules) - 1, -1, -1) if rules[index].value.condition == "normal"), None)
    if at is None:
        waiting |= flags
    else:
        rules[at] = rules[at]._replace(value=msgspec.structs.replace(rules[at].value, **flags))
