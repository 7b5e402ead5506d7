"""Building: what goes in, what stands, and that the id depends on the labels alone."""

import json
import os
import sqlite3
from pathlib import Path

import pytest
from msgspec import structs

from plainlabel.edition import compose, sound, workers
from plainlabel.edition.build import BuildReport, Progress, build
from plainlabel.edition.build import compose as compose_edition
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.errors import BuildError, LabelError, UsageError
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Contraindication
from plainlabel.label import ActiveIngredient, Block, ClassIndex, Label, PharmClass, Product, Section


@pytest.fixture(autouse=True)
def few_names(monkeypatch):
    """Leaves out the vocabulary's names, which take a second and are the subject of other tests."""
    monkeypatch.setattr(compose, "names", lambda *_: ())


@pytest.fixture
def built(tmp_path, invented):
    """Returns what builds records into an edition of this name."""

    def build_named(records: list[dict[str, object]], name: str = "out", *, workers: int = 1, **options) -> BuildReport:
        return build([invented.write(tmp_path / f"{name}.jsonl", records)], tmp_path / name, workers=workers, **options)

    return build_named


def test_the_id_does_not_depend_on_order_files_or_workers(tmp_path, records, built, invented):
    first = built(records, "first")
    shuffled = built(records[::-1], "shuffled", workers=2)
    (tmp_path / "split").mkdir()
    for number, one in enumerate(records):
        invented.write(tmp_path / "split" / f"{number}.jsonl", [one])
    split = build([tmp_path / "split"], tmp_path / "split-out", workers=1)
    assert first.id == shuffled.id == split.id
    tables = []
    for one in (first, shuffled, split):
        with open_edition(one.path) as edition:
            tables.append(edition._all("SELECT * FROM labels ORDER BY key"))
    assert tables[0] == tables[1] == tables[2]


def test_the_same_edition_has_the_same_database_byte_for_byte(records, built):
    first, second = built(records, "first"), built(records[::-1], "second")
    assert (first.path / "records.sqlite").read_bytes() == (second.path / "records.sqlite").read_bytes()


def test_the_id_depends_on_content_and_kind_and_not_on_the_day_a_label_was_seen(records, built):
    full = built(records, "full")
    facts = built(records, "facts", facts_only=True)
    changed = built([*records[:2], {**records[2], "contraindications": ["Not in yellow fever."]}], "changed")
    later = built([{**one, "_snapshot": {"openfda_last_updated": "2025-04-01"}} for one in records], "later")
    assert len({one.manifest.content for one in (full, facts, changed)}) == 3
    assert later.manifest.content == full.manifest.content
    assert (full.manifest.data_date, later.manifest.data_date) == ("2025-03-31", "2025-04-01")


def test_without_a_day_seen_the_newest_effective_date_dates_the_edition(records, built):
    report = built([{name: value for name, value in one.items() if name != "_snapshot"} for one in records])
    assert report.manifest.data_date == "2025-01-01"


def test_building_again_keeps_the_edition_that_is_there(records, built):
    first, again = built(records), built(records)
    assert (first.new, again.new) == (True, False)
    assert first.path == again.path


def test_current_is_a_relative_link_to_the_newest_build(tmp_path, records, report, invented):
    assert (tmp_path / "out" / "current").readlink() == Path(report.id)
    newer = build([invented.write(tmp_path / "two.jsonl", records[:2])], tmp_path / "out", workers=1)
    assert (tmp_path / "out" / "current").readlink() == Path(newer.id)
    assert verify(report.path).ok, "the edition before stays"


def test_bad_documents_are_kept_aside_and_good_ones_survive(tmp_path, records):
    good = [json.dumps(one) for one in records]
    lines = [
        good[0],
        '{"set_id": "no uuid", "openfda": {}}',
        "{broken",
        "[1, 2]",
        good[1],
        '{"error": {"code": "NOT_FOUND"}}',
        good[2],
    ]
    source = tmp_path / "mixed.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    for number in (1, 2):
        report = build([source], tmp_path / f"out{number}", workers=number)
        counts = report.manifest.counts
        assert (counts.labels, counts.rejected, counts.documents) == (3, 4, 7)
        assert [one.location for one in report.manifest.rejected] == ["line 2", "line 3", "line 4", "line 6"]
        assert all(one.file.endswith("mixed.jsonl") and one.error for one in report.manifest.rejected)


def test_nothing_to_build_from_is_an_error_and_publishes_nothing(tmp_path):
    with pytest.raises(UsageError):
        build([], tmp_path / "out")
    with pytest.raises(UsageError):
        build([tmp_path / "absent.jsonl"], tmp_path / "out")
    (tmp_path / "bad.jsonl").write_text("{broken\n")
    with pytest.raises(BuildError, match="The one document read is no label"):
        build([tmp_path / "bad.jsonl"], tmp_path / "out", workers=1)
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name != ".lock"]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path, records, invented):
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError):
        build([invented.write(tmp_path / "labels.jsonl", records)], tmp_path / "file" / "out", workers=1)


def test_a_full_disk_is_an_error_and_leaves_nothing_behind(tmp_path, records, monkeypatch, built):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(compose.Composer, "add", full)
    with pytest.raises(BuildError, match="disk is full"):
        built(records)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".lock"]


def test_progress_is_told_by_stage(records, built):
    seen: list[Progress] = []
    built(records, progress=seen.append)
    assert list(dict.fromkeys(one.stage for one in seen)) == ["reading", "writing", "naming", "checking"]
    assert [one.done for one in seen if one.stage == "reading"] == [1, 2, 3]


def test_the_highest_version_stands_even_where_its_date_is_older(records, built, invented):
    old = invented.record(invented.zorvexil, "Zorvexil", "zorvexine", version=9, effective="20200101")
    newer_date = invented.record(invented.zorvexil, "Zorvexil", "zorvexine", version=8, effective="20240606")
    report = built([*records, newer_date, old])
    counts = report.manifest.counts
    assert (counts.labels, counts.standing, counts.superseded) == (5, 3, 2)
    with open_edition(report.path) as edition:
        assert edition.label_by_set_id(invented.zorvexil).version == 9
        assert [label.version for label in edition.versions(invented.zorvexil)] == [9, 8, 1]
        assert edition.label_by_set_id(invented.zorvexil, 8).standing is False


def test_the_same_label_twice_counts_once_and_is_known_since_it_was_first_seen(records, built, invented):
    earlier = {**records[0], "_snapshot": {"openfda_last_updated": "2024-12-01"}}
    report = built([*records, records[0], earlier])
    assert (report.manifest.counts.labels, report.manifest.counts.duplicates) == (3, 2)
    assert report.manifest.data_date == "2025-03-31"
    with open_edition(report.path) as edition:
        assert edition.label_by_set_id(invented.zorvexil).seen == "2024-12-01"


def test_one_version_with_two_contents_keeps_the_newest_date_whatever_the_order(records, built, invented):
    other = {**records[0], "effective_time": "20240203", "contraindications": ["Not in yellow fever."], "id": "another"}
    reports = [built(order, name) for name, order in (("a", [*records, other]), ("b", [other, *records]))]
    assert reports[0].id == reports[1].id
    for report in reports:
        assert report.manifest.counts.conflicting == 1
        assert [(one.set_id, one.version, one.left_out) for one in report.manifest.conflicts] == [(invented.zorvexil, 1, 1)]
        with open_edition(report.path) as edition:
            assert edition.label_by_set_id(invented.zorvexil).effective == "2024-02-03"


def test_a_partial_record_never_displaces_a_full_one(records, built, invented):
    same, other = (
        invented.partial(invented.zorvexil, "zorvexine", str(records[0]["id"])),
        invented.partial(invented.melodrine, "melodrine"),
    )
    alone = invented.partial("11111111-2222-3333-4444-555555555555", "lonelamide")
    report = built([same, other, alone, *records])
    counts = report.manifest.counts
    assert (counts.labels, counts.standing, counts.partial, counts.duplicates) == (5, 4, 2, 1)
    with open_edition(report.path) as edition:
        assert [label.partial for label in edition.versions(invented.zorvexil)] == [False]
        assert [(label.partial, label.version, label.standing) for label in edition.versions(invented.melodrine)] == [
            (False, 3, True),
            (True, None, False),
        ]
        assert edition.label_by_set_id("11111111-2222-3333-4444-555555555555").partial


def test_an_edition_of_facts_holds_no_text(facts_report, invented):
    with open_edition(facts_report.path) as edition:
        assert edition.kind == "facts"
        label = edition.label_by_set_id(invented.quibomab)
        for section in edition.sections(label.key):
            assert edition.section(label.key, section.id).text == ""
            assert edition.passages(label.key, section.id) == ()
        assert sum(section.characters for section in edition.sections(label.key)) > 100
    data = (facts_report.path / "records.sqlite").read_bytes()
    assert b"blue elbow in adults" not in data


def test_a_worker_that_dies_costs_one_document(tmp_path, records, monkeypatch, built, invented):
    # Workers are fresh interpreters: what they run at their start makes one document deadly.
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(
        "import os\n"
        "import plainlabel.labels.documents as documents\n"
        "read = documents.read\n"
        "documents.read = lambda document: os._exit(9) if b'deadly' in document.data else read(document)\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'start'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    deadly = invented.record("99999999-2222-3333-4444-555555555555", "Deadly", "deadlyine")
    report = built([records[0], {**deadly, "description": ["deadly"]}, *records[1:]], workers=2)
    assert (report.manifest.counts.labels, report.manifest.counts.rejected) == (3, 1)
    assert "died" in report.manifest.rejected[0].error


def test_a_fault_of_ours_costs_one_document(records, monkeypatch, built):
    read = workers.read

    def faulty(document):
        if b"Quibo" in document.data:
            raise ZeroDivisionError
        return read(document)

    monkeypatch.setattr(workers, "read", faulty)
    report = built(records)
    assert (report.manifest.counts.labels, report.manifest.counts.rejected) == (2, 1)
    assert "ZeroDivisionError" in report.manifest.rejected[0].error


def test_classes_of_a_substance_reach_the_labels_that_contain_it(tmp_path, invented):
    def label(number: int, *uniis: str) -> Label:
        active = tuple(ActiveIngredient(f"substance {unii}", unii) for unii in uniis)
        own = (PharmClass("EPC", "Green Blocker"),) if number == 1 else ()
        return Label(
            f"{number:08}-0000-0000-0000-000000000000", 1, None, "spl", products=(Product("Any", active=active),), classes=own
        )

    green = PharmClass("EPC", "Green Blocker")
    index = ClassIndex(invented.zorvexil, 1, None, "AAAAA11111", "substance", (green, PharmClass("MoA", "Green Antagonists", "N1")))
    outcomes = [
        workers.stage(label(1, "AAAAA11111"), facts_only=True),
        index,
        workers.stage(label(2, "BBBBB22222"), facts_only=True),
    ]
    manifest = compose_edition(outcomes, tmp_path, "facts", lambda _: None)
    assert (manifest.counts.documents, manifest.counts.class_indexes) == (3, 1)
    with open_edition(tmp_path) as edition:
        assert [(one.kind, one.name, one.code) for one in edition.label(1).classes] == [
            ("EPC", "Green Blocker", None),
            ("MoA", "Green Antagonists", "N1"),
        ]
        assert edition.label(2).classes == ()
        assert edition.class_members("MoA", "green antagonists") == (1,)
    assert verify(tmp_path).ok


def unsound(**changes) -> Label:
    sections = (Section("a", None, None, "A", None, "some text"),)
    return structs.replace(Label("00000000-0000-4000-8000-000000000001", 1, None, "spl", sections=sections), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"set_id": "no uuid"},
        {"version": -1},
        {"version": 10**20},
        {"sections": (Section("a", None, None, "A", None, ""), Section("a", None, None, "A", None, ""))},
        {"sections": (Section("b", None, None, "B", "a", ""), Section("a", None, None, "A", None, ""))},
        {"sections": (Section("a", None, None, "A", None, "x", (Block("paragraph", 0, 2),)),)},
        {"sections": tuple(Section(str(number), None, None, "", None, "") for number in range(65_537))},
    ],
)
def test_a_label_no_edition_can_hold_is_refused_alone(changes):
    workers.stage(unsound(), facts_only=False)
    with pytest.raises(LabelError) as refused:
        workers.stage(unsound(**changes), facts_only=False)
    assert refused.value.next_step


def test_a_fact_outside_its_label_is_lost_and_counted():
    label = unsound()
    here, there = (Fact(Contraindication("fever"), Place(section, None, "A", 0, 4)) for section in ("a", "z"))
    kept, lost = sound.sound_facts(label, [here, there])
    assert kept == (here,)
    assert [error.location for error in lost] == ["z"]


def test_a_document_that_takes_too_long_is_refused(records, monkeypatch, built):
    read = workers.read

    def slow(document):
        while b"Quibo" in document.data:
            pass
        return read(document)

    monkeypatch.setattr(workers, "read", slow)
    monkeypatch.setattr(workers, "MAX_SECONDS", 0.2)
    report = built(records)
    assert (report.manifest.counts.labels, report.manifest.counts.rejected) == (2, 1)
    assert "0.2 seconds" in report.manifest.rejected[0].error


def test_each_rejection_says_file_place_and_next_step(tmp_path, records, invented):
    invented.write(tmp_path / "in.jsonl", records)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.json").write_bytes(b"")
    (tmp_path / "in" / "page.xml").write_bytes(b"<html></html>")
    (tmp_path / "in" / "notes.txt").write_bytes(b"notes")
    report = build([tmp_path / "in", tmp_path / "in.jsonl"], tmp_path / "out", workers=1)
    assert (report.manifest.counts.rejected, report.manifest.counts.ignored) == (2, 1)
    assert all(one.file and one.location and one.error and one.next_step for one in report.manifest.rejected)


def test_nothing_usable_leaves_the_edition_before_it_current(tmp_path, report):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "bad.json").write_text("{broken")
    with pytest.raises(BuildError, match="no label"):
        build([tmp_path / "empty"], tmp_path / "out", workers=1)
    assert (tmp_path / "out" / "current").readlink() == Path(report.id)
    assert verify(report.path).ok
