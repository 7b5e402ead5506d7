"""The starter as text: the facts of an edition written into files that can be reviewed, and read back.

Each thing that many labels share is one line of a table with a key: an ingredient, a section (heading, id, code, number,
parent), a fact, a class. A label is one line of `labels.jsonl` and names those lines by their keys. Keys are made of the
line's content, so an entry keeps its key when others come and go. The fields of a label stand in one order, which the first line
of the file names. Facts stand under a line that names their kind and its fields;
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
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import Struct

from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.errors import BrokenEditionError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import ClassFact, FactValue
from plainlabel.facts.record import classes_of, ingredients_of, products_of
from plainlabel.label import Section, heading

FORMAT: Final = 4
SUMMARY: Final = "starter.json"
NOWHERE: Final = "-"
_APPLICATION: Final = re.compile(r"(?P<category>NDA|ANDA|BLA)\d+")
LABELS: Final = "labels.jsonl"
FACTS: Final = "facts.jsonl"
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
ROW: Final = ("set_id", "version", "effective", "title", "document_id", "labeler", "seen", "products", "classes", "rxcui")
"""The fields of a record that stand in a row, in this order; those of `USUAL` and rare ones stand behind them by name."""
TYPES: Final = {str(one.__struct_config__.tag): one for one in get_args(FactValue)}


class Summary(Struct, frozen=True):
    """What the starter holds: counts, the day of its data, and the hash of its files (by which its edition is cached)."""

    format: int
    data_date: str
    content: str
    labels: int
    facts: int
    cut: int


class StarterLabel(Struct, frozen=True, array_like=True):
    """One line of `labels.jsonl`, a row without names: its first line has the names.

    `record` is a LabelRecord as `record_row` writes it, ingredients and classes as keys. `sections` has "key:characters" for each
    section, in document order, with spaces between. `facts` has the keys of the facts that stand in a section behind the
    section's ordinal ("3 key key"); those about the whole label stand behind "-". `reactions` has, for each arm, the section's
    ordinal, the key of the arm, then its terms with their rates ("3 arm key:12.5:3 key:<1 key").
    """

    record: list[Any]
    sections: str = ""
    facts: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()


def labels_heading() -> bytes:
    """Returns the first line of `labels.jsonl`: the names of what stands in the rows below it."""
    return msgspec.json.encode({"fields": StarterLabel.__struct_fields__, "record": ROW})


def record_row(plain: dict[str, Any]) -> list[Any]:
    """Returns a record as a row: the fields of `ROW` (null where it has none), then the others by name where there are any.

    The title is null where it is the name of the first product.
    """
    told = dict(plain)
    title = told.pop("title", "")
    if title != _first_name(told):
        told["title"] = title
    row: list[Any] = [told.pop(name, None) for name in ROW]
    if told:
        return [*row, told]
    while row[-1] is None:
        row.pop()
    return row


def record_of(row: list[Any]) -> dict[str, Any]:
    """Returns the record of a row: the fields that it tells."""
    told: dict[str, Any] = {name: value for name, value in zip(ROW, row, strict=False) if value is not None}
    told.setdefault("title", _first_name(told))
    return {**told, **(row[len(ROW)] if len(row) > len(ROW) else {})}


def _first_name(plain: dict[str, Any]) -> str:
    products = plain.get("products") or [{}]
    name: str = products[0].get("name") or ""
    return name


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


def category_of(application: str | None) -> str | None:
    """Returns the marketing category that the letters of an application number tell ("ANDA" of "ANDA012345"), None without."""
    found = _APPLICATION.fullmatch(application or "")
    return found["category"] if found else None


def without_record_facts(facts: Iterable[Fact], record: LabelRecord) -> list[Fact]:
    """Returns the facts without those that the record gives again, kind by kind: a kind that differs in anything stays whole."""
    every = list(facts)
    again = {kind for kind, given in of_record(record).items() if given == [fact for fact in every if record_kind(fact) == kind]}
    return [fact for fact in every if record_kind(fact) not in again]


def of_record(record: LabelRecord) -> dict[str, list[Fact]]:
    """Returns the facts that a record gives, by kind."""
    return {
        "class": list(classes_of(record.classes)),
        "product": list(products_of(record.products)),
        "ingredient": list(ingredients_of(record.products)),
    }


def record_kind(fact: Fact) -> str | None:
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
        raise BrokenEditionError(
            f"The starter has format {summary.format}, not {FORMAT}", file=str(folder), next_step="Install PlainLabel again"
        )
    return summary
