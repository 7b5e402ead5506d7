"""The starter written: the facts of an edition as the text files that `starter_files` describes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import Struct, structs

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.starter_files import (
    ARM,
    FORMAT,
    LABELS,
    NOWHERE,
    SUMMARY,
    TABLES,
    TERM,
    USUAL,
    StarterLabel,
    Summary,
    category_of,
    cited_by,
    files_hash,
    labels_heading,
    record_row,
    told_by,
    without_record_facts,
)
from plainlabel.edition.starter_tables import FEWER_WORDS, MAX_WORDS, SPECIAL, Table, Words, short, short_texts, shortened
from plainlabel.errors import BuildError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, EffectOverTime, FactValue, Mechanism, Warning_


def export(edition: Edition, folder: Path) -> Summary:
    """Returns the summary of what was written: the facts of all labels of `edition`, as the text files of the starter."""
    writer = _Writer(edition)
    labels = sorted((writer.label(key) for key in range(1, edition.manifest.counts.labels + 1)), key=_by_set_id)
    tables = {table.name: table for table in writer.tables}
    lines = {name: table.lines() for name, table in tables.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in lines.items():
        _write(folder / name, rows)
    _write(folder / LABELS, (labels_heading(), *(msgspec.json.encode(writer.keyed(label)) for label in labels)))
    summary = Summary(
        format=FORMAT,
        data_date=edition.data_date,
        content=files_hash(folder),
        labels=len(labels),
        facts=sum(len(keys) for label in labels for held in (label.facts, label.reactions) for keys in held.values()),
        cut=writer.cut,
    )
    (folder / SUMMARY).write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n")
    return summary


class _Writer:
    """Turns the labels of an edition into lines; keys are filled in at the end, when all entries are known."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.tables = tuple(SPECIAL.get(name, Table)(name) for name in TABLES)
        self.sections, self.facts, self.ingredients, self.classes, self.arms, self.reactions, _ = self.tables
        self.words = cast("Words", self.tables[-1])
        self.cut = 0

    def label(self, key: int) -> _Line:
        record = self._edition.label(key)
        sections = self._edition.sections(key)
        ordinals: dict[str | None, str] = {section.id: str(section.ordinal) for section in sections}
        facts: dict[str, list[bytes]] = {}
        rated: dict[tuple[str, bytes], list[tuple[bytes, str]]] = {}
        for fact in without_record_facts(self._edition.facts(key), record):
            place = ordinals.get(fact.place.section_id, NOWHERE)
            section = None if place == NOWHERE else sections[int(place)]
            if isinstance(fact.value, AdverseReaction):
                arm, term, rates = self._reaction(fact, fact.value, section)
                rated.setdefault((place, arm), []).append((term, rates))
            else:
                facts.setdefault(place, []).append(self._fact(fact, section))
        by_id = {section.id: section for section in sections}
        entries = [(self.sections.add(_section_entry(section, by_id)), section.characters) for section in sections]
        return _Line(record=self._record(record), sections=entries, facts=facts, reactions=rated)

    def keyed(self, line: _Line) -> StarterLabel:
        return StarterLabel(
            record=record_row(_resolved(line.record)),
            sections=" ".join(f"{self.sections.key(entry)}:{characters}" for entry, characters in line.sections),
            facts=tuple(" ".join((place, *map(self.facts.key, entries))) for place, entries in line.facts.items()),
            reactions=tuple(
                " ".join((place, self.arms.key(arm), *(self.reactions.key(term) + rates for term, rates in rated)))
                for (place, arm), rated in line.reactions.items()
            ),
        )

    def _fact(self, fact: Fact, section: SectionRecord | None) -> bytes:
        place = fact.place
        value = _fields(_told_by_section(fact.value, section))
        most = FEWER_WORDS if isinstance(fact.value, EffectOverTime | Mechanism | Warning_) else MAX_WORDS
        cut = [short_texts(part, most) for part in value]
        self.cut += cut != value
        entry: list[object] = [fact.kind, [_numbered(part) for part in cut]]
        if (place.section_code, place.section) != cited_by(section):
            entry.append([place.section_code, short(place.section)])
        return self.facts.add(entry)

    def _reaction(self, fact: Fact, value: AdverseReaction, section: SectionRecord | None) -> tuple[bytes, bytes, str]:
        """Returns the arm, the term and ":rate:comparator" of an adverse reaction."""
        place = fact.place
        plain = shortened(structs.asdict(value))
        self.cut += plain != structs.asdict(value)
        cited = None if (place.section_code, place.section) == cited_by(section) else [place.section_code, short(place.section)]
        arm = self.arms.add([*(plain[name] for name in ARM), cited])
        rate = "" if value.rate_percent is None else f"{'<' if value.below else ''}{value.rate_percent:.10g}"
        against = "" if value.comparator_percent is None else f"{value.comparator_percent:.10g}"
        names = [plain[name] for name in TERM[1:]]
        words = [None if name is None else self.words.known(name) for name in names]
        terms = [plain[TERM[0]], *words]
        while terms[-1] is None:
            terms.pop()
        return arm, self.reactions.add(terms), f":{rate}:{against}".rstrip(":")

    def _record(self, record: LabelRecord) -> dict[str, Any]:
        plain = _without_defaults(record)
        for name in ("key", "notices"):
            plain.pop(name, None)
        for name, usual in USUAL.items():
            if plain.get(name) == usual:
                del plain[name]
            else:
                plain.setdefault(name, None if name != "standing" else False)
        plain["classes"] = [_Reference(self.classes, self.classes.add(found)) for found in record.classes]
        plain["products"] = _changes([self._product(product) for product in plain.get("products", [])])
        return {name: value for name, value in shortened(plain).items() if value != []}

    def _product(self, product: dict[str, Any]) -> dict[str, Any]:
        plain = dict(product)
        if inactive := plain.get("inactive"):
            found = [_Reference(self.ingredients, self.ingredients.add(short_texts(entry))) for entry in inactive]
            plain["inactive"] = sorted(found, key=lambda reference: reference.line)
        if active := plain.get("active"):
            plain["active"] = [_Reference(self.ingredients, self.ingredients.add(short_texts(entry))) for entry in active]
        if packages := plain.get("packages"):
            plain["packages"] = [_package(package, plain.get("product_ndc")) for package in packages]
        if parts := plain.get("parts"):
            plain["parts"] = [self._product(part) for part in parts]
        if (usual := category_of(plain.get("application"))) is not None:
            if plain.get("marketing_category") == usual:
                del plain["marketing_category"]
            else:  # An empty one says that it is not that of the application's number.
                plain.setdefault("marketing_category", "")
        return plain


def _changes(products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns each product as what differs from the one before it; a field that only the one before has is null."""
    told: list[dict[str, Any]] = []
    before: dict[str, Any] = {}
    for product in products:
        gone = {name: None for name in before if name not in product}
        told.append({name: value for name, value in product.items() if name not in before or before[name] != value} | gone)
        before = product
    return told


def _package(package: list[Any], product_ndc: str | None) -> Any:
    """Returns a package; one that is told by its NDC alone as what stands behind the product's NDC ("-30")."""
    if len(package) == 1 and product_ndc and package[0].startswith(f"{product_ndc}-"):
        return package[0][len(product_ndc) :]
    return package


class _Reference(Struct, frozen=True):
    """A key that is not known yet."""

    table: Any
    line: bytes


class _Line(Struct):
    record: dict[str, Any]
    sections: list[tuple[bytes, int]]
    facts: dict[str, list[bytes]]
    reactions: dict[tuple[str, bytes], list[tuple[bytes, str]]]


def _resolved(value: Any) -> Any:
    if isinstance(value, _Reference):
        return value.table.key(value.line)
    if isinstance(value, dict):
        return {name: _resolved(part) for name, part in value.items()}
    return [_resolved(part) for part in value] if isinstance(value, list) else value


def _numbered(value: Any) -> Any:
    """Returns a list with its items numbered: a line of terms one after the other could read like a sentence of the label."""
    return {f"n{number}": part for number, part in enumerate(value, 1)} if isinstance(value, list) else value


def _told_by_section(value: FactValue, section: SectionRecord | None) -> FactValue:
    """Returns a warning without number and subject where they are those of its section, any other fact as it is."""
    if isinstance(value, Warning_) and section is not None and (value.number, value.subject) == (section.number, section.title):
        return structs.replace(value, number=None, subject="")
    return value


def _fields(value: FactValue) -> list[Any]:
    """Returns the fields of a fact in their order, without the defaults at the end."""
    parts = [_plain_part(part) for part in structs.astuple(value)]
    defaults = [field.default if field.default != () else [] for field in structs.fields(value)]
    while parts and parts[-1] == defaults[len(parts) - 1]:
        parts.pop()
    return parts


def _plain_part(part: Any) -> Any:
    if isinstance(part, float) and part.is_integer():
        return int(part)
    return list(part) if isinstance(part, tuple) else part


def _without_defaults(record: Struct) -> dict[str, Any]:
    """Returns a record as plain data without the fields that have their default value; records inside it likewise."""

    def plain(value: Any) -> Any:
        if isinstance(value, Struct) and not value.__struct_config__.array_like:
            fields = structs.fields(value)
            return {
                field.name: plain(getattr(value, field.name)) for field in fields if getattr(value, field.name) != field.default
            }
        if isinstance(value, Struct):
            values = [plain(part) for part in structs.astuple(value)]
            defaults = [field.default if field.default != () else [] for field in structs.fields(value)]
            while values and values[-1] == defaults[len(values) - 1]:
                values.pop()
            return values
        return [plain(part) for part in value] if isinstance(value, tuple | list) else value

    found: dict[str, Any] = plain(record)
    return found


def _section_entry(section: SectionRecord, others: dict[str, SectionRecord]) -> list[object]:
    """Returns heading, own code and id, and number and parent where the id does not say them.

    The code stands between heading and id, so that a line does not read like a sentence of the label.
    """
    parent = others[section.parent] if section.parent is not None else None
    if section.code != (section.own_code or (parent.code if parent else None)):
        raise BuildError(f"Section {section.id} has a code from nowhere", next_step="This is a defect: report it")
    entry: list[object] = [short(section.title), section.own_code, section.id]
    return entry if (section.parent, section.number) == told_by(section.id) else [*entry, section.number, section.parent]


def _by_set_id(line: _Line) -> tuple[str, int, str]:
    record = line.record
    return record["set_id"], record["version"] if record.get("version") is not None else -1, record.get("document_id") or ""


def _write(file: Path, lines: Iterable[bytes]) -> None:
    file.write_bytes(b"".join(line + b"\n" for line in lines))
