"""The starter as text: the facts of an edition written into files that can be reviewed, and read back.

Each thing that many labels share is one line of a table with a key: an ingredient, a section (heading, id, code, number,
parent), a fact, a class. A label is one line of `labels.jsonl` and names those lines by their keys. Keys are made of the
line's content, so an entry keeps its key when others come and go. Facts stand under a line that names their kind and its fields;
a warning says nothing that its section says already, a product only what differs from the one before it, a package what stands
behind the NDC of its product. Files are sorted; the same edition gives the same bytes.

Adverse reactions come by the hundred, so they have tables of their own: what the reactions of one table column share
(`arms.jsonl`: seriousness, comparator, denominators, dose, condition) and the terms (`reactions.jsonl`, with the keys of their
names and organ classes in `words.jsonl`); a label names an arm and then "term:rate:comparator rate". Products, ingredients and
FDA's classes are in the record of a label; their facts are read from it.

The starter holds facts, never label prose. No text of more than nine words goes in: a longer heading or term is cut and then ends
in "…". Places name their section; offsets are left out, as there is no text to point into.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import Struct, structs

from plainlabel.edition import encode
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.edition.staging import Kept
from plainlabel.errors import BrokenEditionError
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import AdverseReaction, ClassFact, FactValue, Warning_
from plainlabel.facts.record import classes_of, ingredients_of, products_of
from plainlabel.label import Section, heading

FORMAT: Final = 3
SUMMARY: Final = "starter.json"
NOWHERE: Final = "-"
_APPLICATION: Final = re.compile(r"(?P<category>NDA|ANDA|BLA)\d+")
LABELS: Final = "labels.jsonl"
_FACTS: Final = "facts.jsonl"
TABLES: Final = (
    "sections.jsonl",
    "facts.jsonl",
    "ingredients.jsonl",
    "classes.jsonl",
    "arms.jsonl",
    "reactions.jsonl",
    "words.jsonl",
)
ARM: Final = ("seriousness", "comparator", "n", "comparator_n", "dose", "condition")
TERM: Final = ("term", "name", "organ_class")
USUAL: Final = {
    "source": "openfda",
    "standing": True,
    "document_type": "HUMAN PRESCRIPTION DRUG",
    "original_packager": True,
}
"""Fields of a record that are left out where they have the usual value."""


class Summary(Struct, frozen=True):
    """What the starter holds: counts, the day of its data, and the hash of its files (by which its edition is cached)."""

    format: int
    data_date: str
    content: str
    labels: int
    facts: int
    cut: int


class StarterLabel(Struct, frozen=True, omit_defaults=True):
    """One line of `labels.jsonl`.

    `record` is a LabelRecord without its defaults, ingredients and classes as keys. `sections` has "key:characters" for each
    section, in document order, with spaces between. `facts` has the keys of the facts that stand in a section behind the
    section's ordinal ("3 key key"); those about the whole label stand behind "-". `reactions` has, for each arm, the section's
    ordinal, the key of the arm, then its terms with their rates ("3 arm key:12.5:3 key:<1 key").
    """

    record: dict[str, Any]
    sections: str = ""
    facts: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()


def files_hash(folder: Path) -> str:
    """Returns the SHA-256 over the names and bytes of the starter's files, in hex."""
    digest = hashlib.sha256()
    for name in (*TABLES, LABELS):
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()


def told_by(section_id: str) -> tuple[str | None, str | None]:
    """Returns parent and number as an openFDA section id has them: "warnings_and_cautions/5.2"."""
    parent, slash, number = section_id.rpartition("/")
    return (parent, number) if slash else (None, None)


def cited_by(section: SectionRecord | None) -> tuple[str | None, str]:
    """Returns the code and heading that a fact in this section cites unless it says otherwise."""
    if section is None:
        return None, ""
    return section.code, heading(Section(section.id, section.own_code, section.number, section.title, section.parent, ""))


def _unnumbered(value: Any) -> Any:
    return list(value.values()) if isinstance(value, dict) else value


def category_of(application: str | None) -> str | None:
    """Returns the marketing category that the letters of an application number tell ("ANDA" of "ANDA012345"), None without."""
    found = _APPLICATION.fullmatch(application or "")
    return found["category"] if found else None


def without_record_facts(facts: Iterable[Fact], record: LabelRecord) -> list[Fact]:
    """Returns the facts without those that the record gives again, kind by kind: a kind that differs in anything stays whole."""
    every = list(facts)
    again = {kind for kind, given in _of_record(record).items() if given == [fact for fact in every if _record_kind(fact) == kind]}
    return [fact for fact in every if _record_kind(fact) not in again]


def _with_record_facts(facts: list[Fact], record: LabelRecord) -> list[Fact]:
    """Returns the facts with those that the record gives, for each kind of which the line tells none."""
    told = {_record_kind(fact) for fact in facts}
    return [*facts, *(fact for kind, given in _of_record(record).items() if kind not in told for fact in given)]


def _of_record(record: LabelRecord) -> dict[str, list[Fact]]:
    return {
        "class": list(classes_of(record.classes)),
        "product": list(products_of(record.products)),
        "ingredient": list(ingredients_of(record.products)),
    }


def _record_kind(fact: Fact) -> str | None:
    """Returns the kind of a fact that a record may give; the class that a label gives itself stands in its text."""
    own = isinstance(fact.value, ClassFact) and fact.value.class_kind == "label"
    return None if own or fact.kind not in {"class", "product", "ingredient"} else fact.kind


def read_summary(folder: Path) -> Summary:
    """Returns the summary of the starter in `folder`.

    Raises:
        BrokenEditionError: there is none, or it is of another format.
    """
    try:
        summary = msgspec.json.decode((folder / SUMMARY).read_bytes(), type=Summary)
    except (OSError, msgspec.MsgspecError) as error:
        raise BrokenEditionError(
            f"The starter cannot be read: {error}", file=str(folder), next_step="Install PlainLabel again"
        ) from error
    if summary.format != FORMAT:
        raise BrokenEditionError(f"The starter has format {summary.format}, not {FORMAT}", file=str(folder))
    return summary


def starter_labels(folder: Path) -> Iterator[Kept]:
    """Returns the labels of the starter, in the order of an edition's rows."""
    reader = _Reader(*((_fact_entries if name == _FACTS else _entries)(folder / name) for name in TABLES))
    decoder = msgspec.json.Decoder(StarterLabel)
    with (folder / LABELS).open("rb") as lines:
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


TYPES: Final = {str(one.__struct_config__.tag): one for one in get_args(FactValue)}


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
        record = msgspec.convert({"key": 0, **self._plain_record(line.record)}, LabelRecord)
        sections = self._sections_of(line.sections)
        records = [_section_record(ordinal, section) for ordinal, section in enumerate(sections)]
        told = [fact for text in line.facts for fact in self._facts_in(text, records)]
        rated = [fact for text in line.reactions for fact in self._reactions_in(text, records)]
        facts = encode.store_facts([*_with_record_facts(told, record), *rated])
        held = structs.replace(record, standing=False)
        return Kept(encode.StoredLabel(held, encode.digest(held, sections, facts), sections, facts), standing=record.standing)

    def _plain_record(self, plain: dict[str, Any]) -> dict[str, Any]:
        defaults = {"version": None, "effective": None, "title": "", **USUAL}
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
