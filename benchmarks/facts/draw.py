"""Draws the 40 labels of the gold file and writes each as a text to read, with section ids and offsets.

Run `python benchmarks/facts/draw.py SHARED [--texts FOLDER]`: prints the draw (set id, version, stratum), the same every time. The
texts are for reading only; they hold label text and never go into the repository.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from plainlabel.label import Label
from plainlabel.labels.documents import Document, documents, read

SEED = 20261123
STRATA = {"rx new": 14, "biologic": 8, "rx old": 7, "combination new": 4, "combination old": 2, "otc": 5}
FILES = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")
_NEW_FORMAT = "43685-7"  # Warnings and Precautions
_PURPOSE = "55105-1"  # OTC - Purpose


def drawn(shared: Path) -> list[tuple[str, Label]]:
    """Returns the stratum and the label of each of the 40, stratum by stratum."""
    strata: dict[str, list[Label]] = defaultdict(list)
    for label in labels(shared):
        strata[stratum(label)].append(label)
    dice = random.Random(SEED)  # noqa: S311 - a draw to repeat, not a secret
    return [
        (name, label)
        for name, count in STRATA.items()
        for label in dice.sample(sorted(strata[name], key=lambda one: one.set_id), count)
    ]


def labels(shared: Path) -> Iterator[Label]:
    """Returns the full labels of the openFDA files, the newer file first; one a set id."""
    seen: set[str] = set()
    for name in FILES:
        for document in documents([shared / "data" / "openfda_label" / name]):
            label = read(document) if isinstance(document, Document) else None
            if isinstance(label, Label) and label.set_id not in seen:
                seen.add(label.set_id)
                yield label


def stratum(label: Label) -> str:
    """Returns the stratum of a label: over the counter, biologic, combination or single, new or old format."""
    codes = {section.code for section in label.sections}
    applications = [product.application or "" for product in label.products]
    actives = {one.name for product in label.products for one in product.active}
    if _PURPOSE in codes:
        return "otc"
    if any(one.startswith("BLA") for one in applications):
        return "biologic"
    age = "new" if _NEW_FORMAT in codes else "old"
    return f"combination {age}" if len(actives) > 1 else f"rx {age}"


def as_text(label: Label) -> str:
    """Returns the label to read: its record, then every section with its id, and every block with its offset."""
    lines = [f"set id {label.set_id} version {label.version} effective {label.effective} title {label.title}"]
    lines += [f"class {one.kind}: {one.name} ({one.code})" for one in label.classes]
    for product in label.products:
        lines.append(
            f"product {product.name} | generic {product.generic} | form {product.form} | routes {product.routes} | "
            f"dea {product.dea}"
        )
        lines.append("  active: " + "; ".join(f"{one.name} {one.strength or ''}" for one in product.active))
        lines.append("  inactive: " + "; ".join(one.name for one in product.inactive))
    for section in label.sections:
        lines.append(f"\n=== [{section.id}] code {section.code} number {section.number} title {section.title}")
        for block in section.blocks:
            mark = "H" if block.highlight else ""
            lines.append(f"{block.start}{mark} {block.kind}: {section.text[block.start : block.end]}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the draw; writes the texts where a folder is named."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--texts", type=Path)
    asked = arguments.parse_args()
    for name, label in drawn(asked.shared):
        print(label.set_id, label.version, name, sep="\t")
        if asked.texts:
            (asked.texts / f"{label.set_id}.txt").write_text(as_text(label), encoding="utf-8")


if __name__ == "__main__":
    main()
