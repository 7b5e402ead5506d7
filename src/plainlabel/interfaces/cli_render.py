"""Answers, medicines and finds as lines of text for people: plain, calm, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from plainlabel.interfaces.cli_answer import version_words
from plainlabel.interfaces.cli_output import block, items, wrapped


def _plain(value: object) -> dict[str, Any]:
    """Returns the JSON form of a record: what is shown and what `--json` writes cannot differ."""
    plain = msgspec.to_builtins(value)
    assert isinstance(plain, dict)
    return plain


def shown(value: object) -> Iterator[str]:
    """Yields a medicine as text: name, label, classes, products, facts, sections."""
    held = _plain(value)
    yield from wrapped(held["name"])
    if held["ingredients"]:
        yield from wrapped(f"Active: {', '.join(held['ingredients'])}")
    yield from block("Label", _label_lines(held))
    yield from block("Classes", items([f"{one['name']} ({one['kind']})" for one in held["classes"]]))
    yield from block("Products", (line for product in held["products"] for line in _product(product)))
    yield from block("Facts", _facts(held["facts"]))
    yield from block("Sections", (line for section in held["sections"] for line in _section_line(section)))


def _label_lines(held: Mapping[str, Any]) -> Iterator[str]:
    label = held["label"]
    if label is None:
        return
    yield from wrapped(
        ", ".join(filter(None, [label["set_id"], *version_words(label["version"], label["effective"]), label["labeler"]])), "  "
    )
    if label["title"]:
        yield from wrapped(label["title"], "  ")
    if label["partial"]:
        yield "  Only some sections of this label are held."
    if held["other_labels"]:
        yield from wrapped(f"{len(held['other_labels'])} more: {', '.join(held['other_labels'])}", "  ")


def _product(product: Mapping[str, Any]) -> Iterator[str]:
    active = "; ".join(" ".join(filter(None, (one["name"], one["strength"]))) for one in product["active"])
    parts = [
        product["name"],
        product["form"],
        ", ".join(product["routes"]),
        active,
        product["product_ndc"] and f"NDC {product['product_ndc']}",
    ]
    yield from wrapped(" | ".join(filter(None, parts)), "  - ", "      ")
    if product["inactive"]:
        yield from wrapped("inactive: " + ", ".join(one["name"] for one in product["inactive"]), "      ")


def _facts(facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    for kind, values in facts.items():
        yield f"  {kind.replace('_', ' ')}"
        for value in values:
            yield from wrapped(_fact(value), "    - ")


def _fact(fact: Mapping[str, Any]) -> str:
    """Returns one fact as "field value" pairs, with the heading it stands under; what is unsaid is left out."""
    value = fact.get("value", fact)
    said = [
        f"{name.replace('_', ' ')} {_said(held)}"
        for name, held in value.items()
        if name != "kind" and held not in (None, False, [], "")
    ]
    place = fact.get("place")
    heading = place["section"] if isinstance(place, dict) else place[2] if place else ""
    return ", ".join(said) + (f" ({heading})" if heading else "")


def _said(value: object) -> str:
    if value is True:
        return "yes"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _section_line(section: Mapping[str, Any]) -> Iterator[str]:
    heading = " ".join(filter(None, (section["number"], section["title"])))
    depth = section["number"].count(".") if section["number"] else 0
    indent = "  " + "  " * depth
    yield from wrapped(
        f"{heading or '(no title)'}  [{section['id']}] {section['characters']:,} characters", indent, indent + "    "
    )


def section(value: object) -> Iterator[str]:
    """Yields one section as text: its heading and its stored text."""
    held = _plain(value)
    yield from wrapped(" ".join(filter(None, (held.get("number"), held.get("title")))))
    yield ""
    if held.get("text"):
        yield from wrapped(held["text"])
    else:
        yield "This edition holds no text of this section."


def found(value: object) -> Iterator[str]:
    """Yields what a search found: medicines first, then passages."""
    held = _plain(value)
    yield from wrapped(str(held))
