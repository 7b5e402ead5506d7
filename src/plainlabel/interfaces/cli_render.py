"""Medicines, sections and finds as lines of text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from plainlabel.answers.fact_words import facts_in_words
from plainlabel.interfaces.cli_answer import version_words
from plainlabel.interfaces.cli_output import block, items, wrapped

if TYPE_CHECKING:
    from plainlabel.answers.search import FoundMedicine, FoundPassage, SearchResult
    from plainlabel.answers.shown import Shown, ShownAppearance, ShownFacts, ShownProduct, ShownSection, ShownSectionLine

_OTHERS: Final = 10
_LISTED: Final = 15
_SHORT: Final = 60
"""More lines than this, each as short as this, are told as one paragraph."""
_EXCERPT: Final = 300


def shown_text(shown: Shown) -> Iterator[str]:
    """Yields a medicine as text: name, label, classes, what the label says, products, sections."""
    yield from wrapped(shown.name)
    yield from wrapped(f"Active: {', '.join(shown.ingredients)}") if shown.ingredients else ()
    yield from block("Please note", items(shown.notices))
    yield from block("Label", _label(shown))
    yield from block("Classes", items(f"{one.name} ({one.kind})" for one in shown.classes))
    for heading, lines in facts_in_words(shown.facts):
        short = len(lines) > _LISTED and max(map(len, lines)) <= _SHORT
        yield from block(heading, wrapped("; ".join(lines), "  ") if short else items(lines))
    yield from block("Products", (line for product in shown.products for line in _product(product)))
    yield from block("Sections (number, title, [id], characters)", (line for one in shown.sections for line in _section_line(one)))


def _label(shown: Shown) -> Iterator[str]:
    label = shown.label
    version = version_words(label.version, label.effective)
    yield from wrapped(", ".join(filter(None, (label.set_id, *version, label.labeler))), "  ")
    yield from wrapped(label.title, "  ") if label.title else ()
    if label.partial:
        yield "  Only some sections of this label are held."
    if shown.other_labels:
        more = len(shown.other_labels) - _OTHERS
        names = ", ".join(shown.other_labels[:_OTHERS]) + (f" and {more:,} more" if more > 0 else "")
        yield from wrapped(f"Other labels of it: {names}", "  ")


def _product(product: ShownProduct, lead: str = "  - ") -> Iterator[str]:
    active = "; ".join(" ".join(filter(None, (one.name, one.strength))) for one in product.active)
    code = f"NDC {product.product_ndc}" if product.product_ndc else None
    parts = (product.name, product.form, ", ".join(product.routes), active, code, product.dea)
    indent = " " * len(lead) + "  "
    yield from wrapped(" | ".join(filter(None, parts)), lead, indent)
    if product.appearance is not None:
        yield from wrapped(f"looks: {_looks(product.appearance)}", indent)
    if product.inactive:
        yield from wrapped("inactive: " + ", ".join(one.name for one in product.inactive), indent)
    for part in product.parts:
        yield from _product(part, indent + "- ")


def _looks(appearance: ShownAppearance) -> str:
    size = f"{appearance.size_mm:g} mm" if appearance.size_mm else None
    imprint = f'imprint "{appearance.imprint}"' if appearance.imprint else None
    return ", ".join(filter(None, (" and ".join(appearance.colors), appearance.shape, size, imprint))) or "not stated"


def _section_line(section: ShownSectionLine) -> Iterator[str]:
    heading = " ".join(filter(None, (section.number, section.title))) or "(no title)"
    indent = "  " * (1 + (section.number or "").rstrip(".").count("."))
    return wrapped(f"{heading} [{section.id}] {section.characters:,}", indent, indent + "    ")


def facts_text(found: ShownFacts) -> Iterator[str]:
    """Yields the facts of one kind: each as a sentence, and where in the label it stands."""
    yield from wrapped(f"{found.name}: {found.kind.replace('_', ' ')}")
    yield from block("Please note", items(found.notices))
    lines = (line for one in found.facts for line in _fact(one))
    yield from block(", ".join(("Label " + found.label.set_id, *version_words(found.label.version, found.label.effective))), lines)
    if not found.facts:
        yield from ("", "No fact of this kind was read from this label. The label may still say something: ask, or show it.")


def _fact(one: dict[str, Any]) -> Iterator[str]:
    place = one["place"]
    where = f"{place['section']} [{place['section_id']}]" if place["section_id"] else "the label's record"
    yield from wrapped(one["sentence"], "  - ")
    yield from wrapped(where, "    ")


def section_text(section: ShownSection) -> Iterator[str]:
    """Yields one section as text: where it stands, and its stored text."""
    yield from wrapped(" > ".join(section.path))
    yield from wrapped(", ".join(("Label " + section.set_id, *version_words(section.version, None))))
    yield ""
    yield from wrapped(section.text or "This edition holds no text of this section.")


def found_text(found: SearchResult) -> Iterator[str]:
    """Yields what a search found: medicines, classes, conditions, then passages."""
    parts = (
        block("Medicines", (line for one in found.medicines for line in _medicine(one))),
        block("Did you mean", items(found.did_you_mean)),
        block("In this class", (line for one in found.classes for line in _medicine(one))),
        block("Approved uses", items(f"{one.condition}: {', '.join(one.medicines)}" for one in found.conditions)),
        block("In the labels", (line for one in found.passages for line in _passage(one))),
    )
    lines = [line for part in parts for line in part]
    # Each part begins with an empty line, the first one too.
    yield from lines[1:] or wrapped(f"Nothing was found for: {found.words}")


def _medicine(medicine: FoundMedicine) -> Iterator[str]:
    inside = f" ({', '.join(medicine.ingredients)})" if medicine.ingredients else ""
    return wrapped(f"{medicine.name}{inside}{'' if medicine.set_id else ': no label of it is held'}", "  - ")


def _passage(passage: FoundPassage) -> Iterator[str]:
    yield from wrapped(f"{passage.name}, {passage.section} [{passage.section_id}]", "  - ")
    if passage.text:
        cut = passage.text[:_EXCERPT] + ("..." if len(passage.text) > _EXCERPT else "")
        yield from wrapped(" ".join(cut.split()), "    ")
