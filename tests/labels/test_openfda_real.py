"""All real openFDA records: nothing lost, nothing twice, and the structure that is recovered."""

import gzip
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from plainlabel.label import Block, Label, Section, cells
from plainlabel.labels.openfda_elements import segments
from plainlabel.labels.openfda_json import read_record
from plainlabel.labels.openfda_tables import locate
from plainlabel.vocabulary.sections import SECTIONS

FILES = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")


def records(shared: Path) -> Iterator[dict]:
    for name in FILES:
        with gzip.open(shared / "data" / "openfda_label" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def squeezed(text: str) -> str:
    return "".join(text.split())


def loose(text: str) -> str:
    """Without white space and what stands between a number, a title and the text ("5.1. Title: text")."""
    return squeezed(text).replace(":", "").replace(".", "")


STANDARD_TITLES = {loose(section.title) for section in SECTIONS}


def consumed(section: Section, children: dict[str | None, list[Section]], text: str, at: int) -> int | None:
    """Where the flattened text goes on after the section and its children, read off piece by piece; None if it differs.

    A standard title may be missing from the text: a coded section without a heading is given one.
    """
    number, title, own = loose(section.number or ""), loose(section.title), loose(section.text)
    for heading in [number + title] + [number] * (title in STANDARD_TITLES):
        end: int | None = at + len(heading + own) if text.startswith(heading + own, at) else None
        for child in children.get(section.id, []):
            end = consumed(child, children, text, end) if end is not None else None
        if end is not None:
            return end
    return None


def check(record: dict, label: Label) -> tuple[int, int]:
    children: dict[str | None, list[Section]] = {}
    for section in label.sections:
        children.setdefault(section.parent, []).append(section)
    assert len({section.id for section in label.sections}) == len(label.sections)
    elements = [
        (name, loose(text))
        for name, value in record.items()
        if isinstance(value, list) and not name.endswith("_table")
        for text in value
    ]
    # Nothing lost: each text of each field is one section with all below it, whole, in order. A section answers for one text only.
    matched: dict[str, int] = {}
    for name, text in elements:
        found = next(
            (
                section.id
                for section in label.sections
                if section.id not in matched
                and (section.id == name or section.id.startswith(f"{name}/"))
                and consumed(section, children, text, 0) == len(text)
            ),
            None,
        )
        assert found is not None, (label.set_id, name, text[:60])
        matched[found] = len(text)
    # Nothing twice: below the sections that stand alone lies exactly their text, so no section holds text from elsewhere.
    assert all(section.id in matched for section in label.sections if section.parent is None)
    for section in label.sections:
        outer: list[Block] = []
        for block in section.blocks:
            if outer and block.end <= outer[-1].end:
                assert block.kind == "footnote"  # lies inside the row or caption before it
            else:
                outer.append(block)
        assert "\n".join(section.text[block.start : block.end] for block in outer) == section.text
        for block in section.blocks:
            assert "\t".join(section.text[cell.start : cell.end] for cell in cells(section.text, block)) in {
                "",
                section.text[block.start : block.end],
            }
            assert len(block.forms) in {0, len(cells(section.text, block))}
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
    assert count["sections"] > 1.6 * count["elements"]


@pytest.mark.shared
def test_how_much_structure_is_recovered(shared: Path) -> None:
    count: Counter[str] = Counter()
    for record in itertools.islice(records(shared), 0, None, 3):
        label = read_record(record)
        numbers = {section.number for section in label.sections}
        chapter = " ".join(record.get("warnings_and_cautions", [])[:1])
        referred = set(re.findall(r"\(\s*(5\.\d{1,2})\s*\)", chapter))
        count.update(referring=bool(referred), complete=bool(referred) and referred <= numbers)
        count.update(referred=len(referred), found=len(referred & numbers))
        for segment in segments(record["openfda"], record["spl_product_data_elements"][0]):
            count.update(words=segment.words, read=segment.read)
        for name, htmls in record.items():
            if name.endswith("_table"):
                texts = [" ".join(text.split()) for text in record[name.removesuffix("_table")]]
                filled = [html for html in htmls if unescape(re.sub(r"<[^>]+>", "", html)).strip()]  # the others hold images only
                count.update(tables=len(filled), located=sum(any(list(locate(text, [html])) for text in texts) for html in filled))
    assert count["complete"] >= 0.985 * count["referring"]
    assert count["found"] >= 0.99 * count["referred"]
    assert count["located"] >= 0.995 * count["tables"]
    assert count["read"] >= 0.95 * count["words"]
