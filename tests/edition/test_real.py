"""The real labels: none lost, the newest version standing, the same id from one worker and from two."""

import gzip
import json

import pytest

from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify

pytestmark = pytest.mark.shared

DUPIXENT = "595f437d-2729-40bb-9c62-c8ece1f82780"


def newest(folder):
    """Returns version by set id, counted by plain JSON, without any code of ours."""
    found: dict[str, int] = {}
    for file in sorted(folder.glob("labels_*.jsonl.gz")):
        for line in gzip.decompress(file.read_bytes()).splitlines():
            record = json.loads(line)
            found[record["set_id"]] = max(int(record["version"]), found.get(record["set_id"], 0))
    return found


def test_no_label_is_lost_and_the_newest_version_stands(shared, full_edition):
    versions = newest(shared / "data" / "openfda_label")
    counts = full_edition.manifest.counts
    assert (counts.documents, counts.rejected) == (1466 + 875, 0)
    assert counts.labels + counts.duplicates + counts.conflicting == counts.documents
    assert counts.standing >= len(versions)
    with open_edition(full_edition.path) as edition:
        assert {set_id: edition.label_by_set_id(set_id).version for set_id in versions} == versions


def test_the_whole_verifies(full_edition):
    found = verify(full_edition.path)
    assert found.ok, found.problems[:5]
    assert found.id.startswith("2026-07-")


def test_the_id_is_the_same_from_one_worker_and_two(shared, tmp_path):
    source = tmp_path / "part.jsonl"
    with gzip.open(shared / "data" / "openfda_label" / "labels_2026-07.jsonl.gz") as lines:
        source.write_bytes(b"".join(line for _, line in zip(range(60), lines, strict=False)))
    assert build([source], tmp_path / "one", workers=1).id == build([source], tmp_path / "two", workers=2).id


def test_partial_records_join_without_displacing(shared, tmp_path):
    folder = shared / "data"
    sources = [
        folder / "openfda_label" / "labels_2026-07.jsonl.gz",
        folder / "label_sections" / "medguard_openfda_sections.jsonl.gz",
    ]
    counts = build(sources, tmp_path / "out", facts_only=True).manifest.counts
    assert (counts.documents, counts.rejected) == (1024 + 875, 0)
    assert counts.labels + counts.duplicates + counts.conflicting == counts.documents
    assert counts.partial > 600


def test_a_search_finds_the_passage(full_edition):
    with open_edition(full_edition.path) as edition:
        hit = edition.search("dupixent refrigerator room temperature days", limit=1)[0]
        label = edition.label(hit.label)
        assert label.set_id == DUPIXENT
        section = edition.section(label.key, edition.sections(label.key)[hit.section].id)
        assert "14 days" in section.text


def test_every_passage_found_is_in_its_section(full_edition):
    with open_edition(full_edition.path) as edition:
        for words in ("alcohol", "grapefruit juice", "store below 25", "breast feeding"):
            for hit in edition.search(words, limit=50):
                record = edition.sections(hit.label)[hit.section]
                assert 0 <= hit.start < hit.end <= record.characters
                assert (hit.start, hit.end) in {(one.start, one.end) for one in edition.passages(hit.label, record.id)}
