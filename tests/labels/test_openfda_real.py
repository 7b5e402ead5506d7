"""All real openFDA records: nothing lost, nothing twice, and the structure that is recovered."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainlabel.label import Label, Section, heading
from plainlabel.labels.openfda_json import read_record

FILES = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")


def records(shared: Path) -> Iterator[dict]:
    for name in FILES:
        with gzip.open(shared / "data" / "openfda_label" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def squeezed(text: str) -> str:
    return "".join(text.split())


def whole(section: Section, children: dict[str | None, list[Section]]) -> str:
    """Number, title, own text, children: the flattened text again, by a way of its own."""
    parts = [section.number or "", section.title, section.text, *(whole(child, children) for child in children.get(section.id, []))]
    return "".join(squeezed(part) for part in parts)


def loose(text: str) -> str:
    """Without what stands between a number, a title and the text ("5.1. Title: text")."""
    return squeezed(text).replace(":", "").replace(".", "")


def check(record: dict, label: Label) -> tuple[int, int]:
    children: dict[str | None, list[Section]] = {}
    for section in label.sections:
        children.setdefault(section.parent, []).append(section)
    assert len({section.id for section in label.sections}) == len(label.sections)
    texts = {section.id: whole(section, children) for section in label.sections}
    elements = [
        (name, text)
        for name, value in record.items()
        if isinstance(value, list) and not name.endswith("_table")
        for text in value
    ]
    matched: set[str] = set()
    for name, text in elements:
        found = next(
            (
                key
                for key, held in texts.items()
                if key not in matched and (key == name or key.startswith(f"{name}/")) and loose(held) == loose(text)
            ),
            None,
        )
        assert found is not None, (label.set_id, name, text[:60])
        matched.add(found)
    # Nothing twice: the text of all sections is the text of the fields that stand alone, once each.
    stored = sum(len(loose(heading(section) + section.text)) for section in label.sections)
    alone = sum(len(loose(texts[section.id])) for section in label.sections if section.parent is None)
    assert stored == alone
    assert all(section.id in matched for section in label.sections if section.parent is None)
    for section in label.sections:
        assert "\n".join(section.text[block.start : block.end] for block in section.blocks) == section.text
    return len(elements), len(label.sections)


@pytest.mark.shared
def test_every_field_of_every_record_is_in_the_sections_once(shared: Path) -> None:
    count: Counter[str] = Counter()
    for record in records(shared):
        record.pop("_snapshot")
        label = read_record(record)
        elements, sections = check(record, label)
        count.update(labels=1, elements=elements, sections=sections)
    assert count["labels"] == 1466
    assert count["sections"] > 2 * count["elements"]
