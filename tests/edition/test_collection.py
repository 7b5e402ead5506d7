"""The collection: each document once, read once, whatever it came in; and the index that is carried over."""

import importlib.util
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from msgspec import structs

from plainlabel.edition import carried, collection
from plainlabel.edition.build import build, build_collection
from plainlabel.edition.collection import Collection, Taken
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.errors import BuildError, UsageError

DAY = "2025-04-01"
SPEC = importlib.util.spec_from_file_location("edition_documents", Path(__file__).parent / "conftest.py")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A collection of forty labels, enough that one of them is few, and the full edition of it; tests get copies."""
    folder = tmp_path_factory.mktemp("base")
    make = importlib.util.module_from_spec(SPEC)
    SPEC.loader.exec_module(make)
    records = [
        make.record(f"{number:08x}-1111-4111-8111-111111111111", f"Zel{number}", f"norvexin{number}") for number in range(40)
    ]
    with Collection(folder / "own" / "collection.sqlite") as held:
        held.take_in(make.write(folder / "labels.jsonl", records), day=DAY)
        build_collection(held, folder / "out", workers=1)
        held._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder, records


@pytest.fixture
def many(base, tmp_path):
    """Forty labels, held and built in `own` and `out`."""
    folder, records = base
    shutil.copytree(folder / "own", tmp_path / "own")
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    return records


@pytest.fixture
def held(tmp_path):
    with Collection(tmp_path / "own" / "collection.sqlite") as held:
        yield held


def source(tmp_path, invented, records, name="labels.jsonl"):
    return invented.write(tmp_path / name, records)


def counted(monkeypatch):
    """Returns the list that gets each document that is read, not taken from before."""
    read = []
    honest = collection.read_all

    def counting(documents, **options):
        return honest((read.append(one) or one for one in documents), **options)

    monkeypatch.setattr(collection, "read_all", counting)
    return read


def test_a_document_is_held_once(held, tmp_path, invented, records):
    one = source(tmp_path, invented, records)
    assert held.take_in(one, day=DAY) == Taken(new=3)
    assert held.take_in(one, day=DAY) == Taken()
    more = source(
        tmp_path,
        invented,
        [*records, records[0], invented.record(records[0]["set_id"], "Zorvexil", "zorvexine", version=2)],
        "more.jsonl",
    )
    assert held.take_in(more, day=DAY) == Taken(new=1, known=4)
    assert len(held) == 4


def test_what_is_no_file(held, tmp_path):
    with pytest.raises((UsageError, OSError)):
        held.take_in(tmp_path / "none.zip", day=DAY)


def test_the_edition_is_that_of_a_build_from_the_files(held, tmp_path, invented, records):
    path = source(tmp_path, invented, records)
    held.take_in(path, day=DAY)
    report = build_collection(held, tmp_path / "out", workers=1)
    assert report.id == build([path], tmp_path / "anew", workers=1).id
    assert verify(report.path).ok
    assert (
        build_collection(held, tmp_path / "facts", facts_only=True, workers=1).id
        == build([path], tmp_path / "fanew", workers=1, facts_only=True).id
    )


def test_only_what_is_new_is_read(held, tmp_path, invented, records, monkeypatch):
    read = counted(monkeypatch)
    held.take_in(source(tmp_path, invented, records), day=DAY)
    build_collection(held, tmp_path / "out", workers=1)
    assert len(read) == 3
    held.take_in(
        source(tmp_path, invented, [invented.record(invented.quibomab, "Quibo", "quibomab-abcd", version=13)], "day.jsonl"), day=DAY
    )
    assert held.unread(facts_only=False) == 1
    build_collection(held, tmp_path / "out", workers=1)
    assert len(read) == 4


def test_other_code_reads_again(held, tmp_path, invented, records, monkeypatch):
    held.take_in(source(tmp_path, invented, records), day=DAY)
    build_collection(held, tmp_path / "out", workers=1)
    assert held.unread(facts_only=False) == 0
    monkeypatch.setattr(collection, "reading_code", lambda: b"other")
    assert held.unread(facts_only=False) == 3
    read = counted(monkeypatch)
    build_collection(held, tmp_path / "out", workers=1)
    assert len(read) == 3


def test_a_reading_that_was_stopped_goes_on(held, tmp_path, invented, records, monkeypatch):
    held.take_in(source(tmp_path, invented, records), day=DAY)
    outcomes = held.outcomes(facts_only=False, workers=1)
    next(outcomes)
    next(outcomes)
    outcomes.close()
    read = counted(monkeypatch)
    build_collection(held, tmp_path / "out", workers=1)
    assert 1 <= len(read) <= 2


def test_what_cannot_be_read_is_listed_and_read_again(held, tmp_path, invented, records, monkeypatch):
    bad = {**records[0], "set_id": "nonsense", "openfda": {}}
    (tmp_path / "empty.json").write_text("")
    held.take_in(source(tmp_path, invented, [*records, bad]), day=DAY)
    assert held.take_in(tmp_path / "empty.json", day=DAY).broken == 1
    report = build_collection(held, tmp_path / "out", workers=1)
    assert [(one.file, one.error.partition(":")[0]) for one in report.manifest.rejected] == [
        ("empty.json", "UnreadableDocumentError"),
        ("labels.jsonl", "IncompleteLabelError"),
    ]
    read = counted(monkeypatch)
    build_collection(held, tmp_path / "out", workers=1)
    assert len(read) == 1


def test_a_collection_of_another_program_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "c.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(BuildError, match="another program version"):
        Collection(tmp_path / "c.sqlite")


def test_what_is_no_collection_is_refused(tmp_path):
    (tmp_path / "c.sqlite").write_bytes(b"no database at all, but long enough to look at" * 100)
    with pytest.raises(BuildError, match="cannot be written"):
        Collection(tmp_path / "c.sqlite")


def test_it_is_built_until_something_is_new(many, held, tmp_path, invented):
    out = tmp_path / "out"
    assert not held.is_built(out)
    build_collection(held, out, workers=1)
    assert held.is_built(out)
    held.take_in(source(tmp_path, invented, [changed(invented, many[7])], "day.jsonl"), day=DAY)
    assert not held.is_built(out)


# --- the index carried over ----------------------------------------------------------------------------------------------


def changed(invented, record, **fields):
    return invented.record(
        record["set_id"], "Zelvora", "zelvorine", version=2, storage_and_handling=["Store Zelvora beside a teapot."], **fields
    )


def hits(edition, words, **options):
    return [(one.label, one.section, one.start, one.end) for one in edition.search(words, **options)]


def test_the_index_is_carried_over(many, held, tmp_path, invented, monkeypatch):
    first = (tmp_path / "out" / "current").resolve()
    assert not (first / "index" / carried.NUMBERS).exists()
    held.take_in(source(tmp_path, invented, [changed(invented, many[7])], "day.jsonl"), day=DAY)
    added = []
    honest = carried.Carried.number
    monkeypatch.setattr(
        carried.Carried, "number", lambda self, set_id: added.append((set_id, honest(self, set_id)[1])) or honest(self, set_id)
    )
    second = build_collection(held, tmp_path / "out", workers=1)
    assert [set_id for set_id, old in added if not old] == [many[7]["set_id"]]
    anew = build_collection(held, tmp_path / "anew", workers=1)
    assert second.id == anew.id
    assert structs.replace(second.manifest, files=()) == structs.replace(anew.manifest, files=())
    with open_edition(second.path) as one, open_edition(anew.path) as other:
        for words in ("teapot", "refrigerator", "green fever", "Zelvora", "blue elbow"):
            assert hits(one, words, limit=5) == hits(other, words, limit=5)
        key = one.label_by_set_id(many[7]["set_id"]).key
        old = one.label_by_set_id(many[7]["set_id"], 1).key
        assert hits(one, "indications", labels=[key]) == hits(other, "indications", labels=[key]) != []
        assert hits(one, "indications", labels=[old]) == []
    assert verify(second.path).ok
    assert verify(first).ok


def test_the_index_of_an_edition_of_facts_is_carried_over(many, held, tmp_path, invented):
    out = tmp_path / "facts"
    build_collection(held, out, workers=1, facts_only=True)
    held.take_in(source(tmp_path, invented, [changed(invented, many[7])], "day.jsonl"), day=DAY)
    report = build_collection(held, out, workers=1, facts_only=True)
    assert (report.path / "index" / carried.NUMBERS).exists()
    assert report.id == build_collection(held, tmp_path / "anew", workers=1, facts_only=True).id


def test_it_is_carried_over_again_and_again(many, held, tmp_path, invented):
    for number in (3, 29):
        held.take_in(source(tmp_path, invented, [changed(invented, many[number])], f"day{number}.jsonl"), day=DAY)
        report = build_collection(held, tmp_path / "out", workers=1)
    assert report.id == build_collection(held, tmp_path / "anew", workers=1).id
    assert verify(report.path).ok
    with open_edition(report.path) as edition:
        assert {hit.label for hit in edition.search("teapot")} == {
            edition.label_by_set_id(many[number]["set_id"]).key for number in (3, 29)
        }


@pytest.mark.parametrize("what", ["much changed", "damaged", "another kind", "none"])
def test_it_is_written_anew_where_that_is_better(many, held, tmp_path, invented, what):
    before = tmp_path / "out" / "current"
    if what == "damaged":
        file = next((before / "index").glob("*.term"))
        file.write_bytes(file.read_bytes()[:-1] + b"!")
    if what == "none":
        before.unlink()
    days = many[:20] if what == "much changed" else many[:1]
    held.take_in(source(tmp_path, invented, [changed(invented, one) for one in days], "day.jsonl"), day=DAY)
    report = build_collection(held, tmp_path / "out", workers=1, facts_only=what == "another kind")
    assert not (report.path / "index" / carried.NUMBERS).exists()
    assert verify(report.path).ok


def test_damaged_numbers_are_told(many, held, tmp_path, invented):
    held.take_in(source(tmp_path, invented, [changed(invented, many[0])], "day.jsonl"), day=DAY)
    report = build_collection(held, tmp_path / "out", workers=1)
    file = report.path / "index" / carried.NUMBERS
    numbers = json.loads(file.read_text())
    assert len(numbers["numbers"]) == len(numbers["keys"]) == 40
    file.write_text("{}")
    assert not verify(report.path).ok
    with open_edition(report.path) as edition, pytest.raises(Exception, match="search index"):
        edition.search("teapot")
