"""The starter read back: the lines of its files as stored labels; `starter_files` describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from plainlabel.edition import encode
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.staging import Kept
from plainlabel.edition.starter_files import (
    ARM,
    FACTS,
    LABELS,
    NOWHERE,
    TABLES,
    TERM,
    TYPES,
    USUAL,
    StarterLabel,
    category_of,
    cited_by,
    of_record,
    record_kind,
    record_of,
    told_by,
)
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import AdverseReaction, FactValue, Warning_


def starter_labels(folder: Path) -> Iterator[Kept]:
    """Returns the labels of the starter, in the order of an edition's rows."""
    reader = _Reader(*((_fact_entries if name == FACTS else _entries)(folder / name) for name in TABLES))
    decoder = msgspec.json.Decoder(StarterLabel)
    with (folder / LABELS).open("rb") as lines:
        next(lines, None)  # the names of the fields
        for line in lines:
            yield reader.label(decoder.decode(line))


def _fact_entries(file: Path) -> dict[str, Any]:
    """Returns each fact with what it cites by its key; a line that is no list names the kind of those below it."""
    found: dict[str, Any] = {}
    kind = ""
    with file.open("rb") as lines:
        for line in lines:
            told = msgspec.json.decode(line)
            if isinstance(told, dict):
                kind = told["kind"]
            else:
                key, plain, *cited = told
                found[key] = _value(kind, plain), cited
    return found


def _entries(file: Path) -> dict[str, Any]:
    with file.open("rb") as lines:
        return dict(msgspec.json.decode(line, type=tuple[str, Any]) for line in lines)


def _unnumbered(value: Any) -> Any:
    return list(value.values()) if isinstance(value, dict) else value


def _with_record_facts(facts: list[Fact], record: LabelRecord) -> list[Fact]:
    """Returns the facts with those that the record gives, for each kind of which the line tells none."""
    told = {record_kind(fact) for fact in facts}
    return [*facts, *(fact for kind, given in of_record(record).items() if kind not in told for fact in given)]


def _value(kind: str, plain: list[Any]) -> FactValue:
    names = TYPES[kind].__struct_fields__
    fields = {name: _unnumbered(part) for name, part in zip(names, plain, strict=False)}
    found: FactValue = msgspec.convert({"kind": kind, **fields}, FactValue)
    return found


def _whole(products: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Returns products that are told by what differs from the one before."""
    before: dict[str, Any] = {}
    for product in products:
        before = {name: value for name, value in {**before, **product}.items() if value is not None}
        yield before


class _Reader:
    """Turns lines back into stored labels."""

    def __init__(
        self,
        sections: dict[str, Any],
        facts: dict[str, Any],
        ingredients: dict[str, Any],
        classes: dict[str, Any],
        arms: dict[str, Any],
        reactions: dict[str, Any],
        words: dict[str, str],
    ) -> None:
        self._sections = sections
        self._facts = facts
        self._ingredients = ingredients
        self._classes = classes
        self._arms = arms
        self._reactions = {
            key: {"term": term, **{name: words[word] for name, word in zip(TERM[1:], keys, strict=False) if word is not None}}
            for key, (term, *keys) in reactions.items()
        }

    def label(self, line: StarterLabel) -> Kept:
        record = msgspec.convert({"key": 0, **self._plain_record(record_of(line.record))}, LabelRecord)
        sections = self._sections_of(line.sections)
        records = [_section_record(ordinal, section) for ordinal, section in enumerate(sections)]
        told = [fact for text in line.facts for fact in self._facts_in(text, records)]
        rated = [fact for text in line.reactions for fact in self._reactions_in(text, records)]
        facts = encode.store_facts([*_with_record_facts(told, record), *rated])
        held = structs.replace(record, standing=False)
        return Kept(encode.StoredLabel(held, encode.digest(held, sections, facts), sections, facts), standing=record.standing)

    def _plain_record(self, plain: dict[str, Any]) -> dict[str, Any]:
        defaults = {"version": None, "effective": None, **USUAL}
        products = [self._product(product) for product in _whole(plain.get("products", []))]
        return {**defaults, **plain, "products": products, "classes": [self._classes[key] for key in plain.get("classes", [])]}

    def _product(self, plain: dict[str, Any]) -> dict[str, Any]:
        look_up: Callable[[str], list[Any]] = lambda name: [self._ingredients[key] for key in plain.get(name, [])]  # noqa: E731
        parts = [self._product(part) for part in plain.get("parts", [])]
        packages = [[plain["product_ndc"] + one] if isinstance(one, str) else one for one in plain.get("packages", [])]
        category = plain.get("marketing_category", category_of(plain.get("application"))) or None
        told = {"active": look_up("active"), "inactive": look_up("inactive"), "packages": packages, "parts": parts}
        return {**plain, **told, "marketing_category": category}

    def _sections_of(self, text: str) -> tuple[encode.StoredSection, ...]:
        found: dict[str, encode.StoredSection] = {}
        for part in text.split():
            key, _, characters = part.partition(":")
            title, own_code, section_id, *rest = self._sections[key]
            number, parent = rest or told_by(section_id)[::-1]
            code = own_code or (found[parent].code if parent is not None else None)
            found[section_id] = encode.StoredSection(section_id, code, own_code, number, title, parent, int(characters))
        return tuple(found.values())

    def _facts_in(self, text: str, sections: list[SectionRecord]) -> Iterator[Fact]:
        place, *keys = text.split()
        section = None if place == NOWHERE else sections[int(place)]
        for key in keys:
            value, cited = self._facts[key]
            if section is not None and isinstance(value, Warning_) and not value.subject:
                value = structs.replace(value, number=section.number, subject=section.title)
            code, title = cited[0] if cited else cited_by(section)
            yield Fact(value, Place(section.id if section else None, code, title))

    def _reactions_in(self, text: str, sections: list[SectionRecord]) -> Iterator[Fact]:
        place, arm_key, *entries = text.split()
        section = None if place == NOWHERE else sections[int(place)]
        *shared, cited = self._arms[arm_key]
        code, title = cited or cited_by(section)
        at = Place(section.id if section else None, code, title)
        arm = {name: told for name, told in zip(ARM, shared, strict=True) if told is not None}
        for entry in entries:
            key, rate, against = (*entry.split(":"), "", "")[:3]
            yield Fact(AdverseReaction(**arm, **self._reactions[key], **_rates(rate, against)), at)


def _rates(rate: str, against: str) -> dict[str, Any]:
    """Returns the fields of a rate and its comparator: "<1" is below 1 percent."""
    found: dict[str, Any] = {}
    if rate:
        found["rate_percent"] = float(rate.removeprefix("<"))
        found["below"] = rate.startswith("<")
    if against:
        found["comparator_percent"] = float(against)
    return found


def _section_record(ordinal: int, section: encode.StoredSection) -> SectionRecord:
    return SectionRecord(
        section.id, section.code, section.own_code, section.number, section.title, section.parent, section.characters, ordinal
    )
