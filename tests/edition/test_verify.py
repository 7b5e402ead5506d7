"""Verification finds each kind of damage."""

import json
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from plainlabel.edition import encode
from plainlabel.edition.manifest import Manifest, file_entries, read_manifest, write_manifest
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.errors import BrokenEditionError
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Contraindication
from plainlabel.label import Passage


def reseal(folder: Path) -> None:
    """Makes all hashes right again: what is left to find is in the records."""
    write_manifest(folder, msgspec.structs.replace(read_manifest(folder), files=file_entries(folder)))


def change(folder: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    with sqlite3.connect(folder / "records.sqlite") as connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()
    reseal(folder)


def test_a_whole_edition_has_no_problem(tmp_path, report, facts_report):
    for path in (report.path, tmp_path / "out", tmp_path / "out" / "current", facts_report.path):
        found = verify(path)
        assert found.ok, found.problems
    assert (found.labels, found.id) == (3, facts_report.id)


@pytest.mark.parametrize("name", ["records.sqlite", "index/meta.json"])
def test_every_byte_counts(report, name):
    file = report.path / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert verify(report.path).problems == (f"{name} was altered: its SHA-256 is another",)


def test_files_cut_missing_or_added(report):
    index = next((report.path / "index").glob("*.idx"))
    index.write_bytes(index.read_bytes()[:-1])
    next((report.path / "index").glob("*.fast")).unlink()
    (report.path / "extra.txt").write_text("x")
    problems = verify(report.path).problems
    assert len(problems) == 3
    assert [any(word in problem for problem in problems) for word in ("is missing", "is not in the manifest", "bytes, not")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE labels SET standing = 0 WHERE key = 1", "exactly one version"),
        ("UPDATE meta SET value = '0' WHERE name = 'schema'", "schema 0"),
        ("UPDATE sections SET parent = 'nowhere' WHERE key = 65536", "which is not before it"),
        ("UPDATE sections SET characters = characters + 1 WHERE key = 65536", "characters, not"),
        ("UPDATE sections SET id = (SELECT id FROM sections WHERE key = 65537) WHERE key = 65536", "two sections have the id"),
        ("UPDATE sections SET key = 65536 * 900 WHERE key = 65536", "belong to no label"),
        ("DELETE FROM texts WHERE key = 65536", "the text is missing"),
        ("UPDATE texts SET text = zeroblob(9) WHERE key = 65536", "cannot be read"),
        ("INSERT INTO texts SELECT 1, text, blocks, passages, base FROM texts LIMIT 1", "texts belong to no section"),
        ("INSERT INTO facts VALUES (900, 'storage', 1, zeroblob(1), NULL)", "kinds of facts belong to no label"),
        ("INSERT INTO classes VALUES ('EPC', 'x', 900)", "classes belong to no standing label"),
        ("DELETE FROM medicines", "leads to a medicine"),
        ("DELETE FROM labels WHERE key = 3", "but the manifest says"),
        ("DELETE FROM names WHERE key = (SELECT min(key) FROM names)", "names, but the manifest says"),
        ("UPDATE labels SET record = zeroblob(3) WHERE key = 1", "cannot be read"),
        ("DROP TABLE texts", "cannot be read"),
    ],
)
def test_records_that_do_not_fit_together(report, statement, words):
    change(report.path, statement)
    problems = verify(report.path).problems
    assert any(words in problem for problem in problems), problems


def test_passages_outside_the_text(report):
    far = encode.pack_passages([Passage("s", 0, 99999, "paragraph")])
    change(report.path, "UPDATE texts SET passages = ? WHERE key = 65536", values=(far,))
    assert any("a passage lies outside the text" in problem for problem in verify(report.path).problems)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("nowhere", None, "", 0, 1), "which the label does not have"),
        (Place("contraindications", None, "", 0, 99999), "outside the text"),
        (Place("contraindications", None, "", 0, None), "outside the text"),
    ],
)
def test_facts_without_their_place(facts_report, place, words):
    blob = encode.compress(encode.pack([Fact(Contraindication("green fever"), place)]))
    change(facts_report.path, "INSERT OR REPLACE INTO facts VALUES (1, 'contraindication', 1, ?, NULL)", values=(blob,))
    assert any(words in problem for problem in verify(facts_report.path).problems)


def test_facts_of_a_kind_nobody_knows(facts_report):
    blob = encode.compress(encode.pack([Fact(Contraindication("green fever"), Place(None, None, ""))]))
    change(facts_report.path, "INSERT INTO facts VALUES (1, 'horoscope', 1, ?, NULL)", values=(blob,))
    assert any("unknown kind: horoscope" in problem for problem in verify(facts_report.path).problems)


def test_an_index_of_another_edition(report, facts_report):
    shutil.rmtree(report.path / "index")
    shutil.copytree(facts_report.path / "index", report.path / "index")
    reseal(report.path)
    assert any("the search index has" in problem for problem in verify(report.path).problems)


def test_a_manifest_that_contradicts_itself(report):
    manifest = read_manifest(report.path)
    counts = msgspec.structs.replace(manifest.counts, documents=99, rejected=5)
    write_manifest(report.path, msgspec.structs.replace(manifest, counts=counts, id="2020-01-01-000000000000"))
    problems = verify(report.path).problems
    assert len(problems) == 3


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"schema": 1}', "\x00"])
def test_without_a_manifest_there_is_no_edition(report, content):
    file = report.path / "manifest.json"
    file.unlink() if content is None else file.write_text(content)
    for use in (verify, open_edition):
        with pytest.raises(BrokenEditionError):
            use(report.path)


def test_an_edition_of_another_schema_says_so(report):
    file = report.path / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema": 99}))
    for use in (verify, open_edition):
        with pytest.raises(BrokenEditionError, match="schema 99"):
            use(report.path)


def test_a_manifest_says_what_went_in(report):
    plain = json.loads((report.path / "manifest.json").read_text())
    assert plain["id"] == report.id == report.path.name
    assert plain["counts"]["documents"] == plain["counts"]["labels"] == 3
    assert {entry["path"] for entry in plain["files"]} >= {"records.sqlite", "index/meta.json"}
    assert msgspec.convert(plain, Manifest) == report.manifest
