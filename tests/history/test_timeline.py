"""The versions an edition holds: listed, compared and as they stood on a day, through the library and the command line."""

import json
from contextlib import closing

import msgspec
import pytest
from typer.testing import CliRunner

from plainlabel.edition.build import build
from plainlabel.errors import NotHeldError, UnreadableDocumentError, UsageError
from plainlabel.history.fragment import read_fragment
from plainlabel.interfaces.cli import app
from plainlabel.library import Library

SET_ID = "6f1d2c3b-0a49-4c5e-8d7f-1a2b3c4d5e6f"
USE = "Zelvora is indicated for the treatment of adult and pediatric patients aged {} years and older with hives."


def record(version, day, age, storage):
    return {
        "set_id": SET_ID,
        "id": f"6f1d2c3b-0a49-4c5e-8d7f-00000000000{version}",
        "version": str(version),
        "effective_time": day,
        "indications_and_usage": [f"1 INDICATIONS AND USAGE {USE.format(age)}"],
        "storage_and_handling": [f"16.2 Storage {storage}"],
        "openfda": {"brand_name": ["Zelvora"], "generic_name": ["NORVEXIN"], "substance_name": ["NORVEXIN"]},
    }


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("history")
    cold, warm = "Store Zelvora in a refrigerator at 36°F to 46°F.", "Store Zelvora at 68°F to 77°F."
    records = [record(1, "20230105", 12, cold), record(3, "20240105", 6, cold), record(4, "20250105", 6, warm)]
    (folder / "labels.json").write_bytes(msgspec.json.encode({"results": records}))
    build([folder / "labels.json"], folder / "out", workers=1)
    build([folder / "labels.json"], folder / "facts", workers=1, facts_only=True)
    return folder


@pytest.fixture
def library(out):
    with closing(Library.open(out / "out")) as opened:
        yield opened


def run(*arguments):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_version_says_what_it_changed(library):
    found = library.history("Zelvora")
    assert [(one.version, one.effective, one.standing) for one in found.versions] == [
        (1, "2023-01-05", False),
        (3, "2024-01-05", False),
        (4, "2025-01-05", True),
    ]
    assert [one.classes for one in found.versions] == [None, ("wider_use",), ("storage_change",)]


def test_a_copy_of_facts_lists_versions_without_comparing(out):
    with closing(Library.open(out / "facts")) as library:
        assert [one.classes for one in library.history(SET_ID).versions] == [None, None, None]
        with pytest.raises(NotHeldError, match="facts only"):
            library.diff(SET_ID, 1, 3)


def test_the_label_on_a_day(library):
    assert library.show("Zelvora", as_of="2024-06-01").label.version == 3
    assert library.show(SET_ID, as_of="2025-06-01").label.version == 4
    assert "68" not in library.show_section("Zelvora", "44425-7", as_of="2024-06-01").text
    assert any("stood on 2024-06-01" in notice for notice in library.show("Zelvora", as_of="2024-06-01").notices)
    with pytest.raises(NotHeldError, match="2022-06-01"):
        library.show("Zelvora", as_of="2022-06-01")


def test_search_on_a_day(library):
    assert any("68" in (one.text or "") for one in library.search("store Zelvora").passages)
    before = library.search("store Zelvora", as_of="2024-06-01")
    assert any("36" in (one.text or "") for one in before.passages)
    assert not any("68" in (one.text or "") for one in before.passages)
    assert library.search("store Zelvora", as_of="2022-06-01").passages == ()
    assert library.search("Zelvora", as_of="2022-06-01").medicines == ()


def test_history_and_diff_on_the_command_line(out):
    edition = ("--edition", str(out / "out"))
    text = run("history", "Zelvora", *edition)
    assert "wider use: hives (before: 12 years and older; now: 6 years and older)" in text.lower()
    assert [one["version"] for one in json.loads(run("history", SET_ID, "--json", *edition))["versions"]] == [1, 3, 4]
    text = run("diff", SET_ID, "1", "3", *edition)
    assert "[-12-] [+6+]" in text
    diff = json.loads(run("diff", "Zelvora", "1", "4", "--json", *edition))
    assert diff["classes"] == ["wider_use", "storage_change"]
    assert (diff["old_version"], diff["new_version"]) == (1, 4)


def test_show_and_search_take_a_day(out):
    edition = ("--edition", str(out / "out"), "--json")
    assert json.loads(run("show", "Zelvora", "--as-of", "2023-06-01", *edition))["label"]["version"] == 1
    assert "36" in json.loads(run("show", "Zelvora", "--section", "44425-7", "--as-of", "2023-06-01", *edition))["text"]
    assert json.loads(run("search", "store", "Zelvora", "--as-of", "2022-06-01", *edition))["passages"] == []


def fragment(folder, **changed):
    file = folder / "fragment.json"
    content = {"set_id": SET_ID, "as_of": "2023-02-01", "section": "1 INDICATIONS AND USAGE"}
    content["subsections"] = [["1.1", "Hives", USE.format(12)]]
    file.write_text(json.dumps({**content, **changed}))
    return file


def test_a_fragment_is_compared_as_far_as_it_goes(library, tmp_path):
    diff = library.diff(SET_ID, str(fragment(tmp_path)), 4)
    assert (diff.classes, diff.complete, diff.old_version) == (("wider_use",), False, None)


def test_what_cannot_be_compared(library, tmp_path):
    with pytest.raises(UsageError, match="neither"):
        library.diff(SET_ID, "older", 4)
    with pytest.raises(UsageError, match="another label"):
        library.diff(SET_ID, str(fragment(tmp_path, set_id="00000000-0a49-4c5e-8d7f-1a2b3c4d5e6f")), 4)
    with pytest.raises(NotHeldError):
        library.diff(SET_ID, 2, 4)
    for broken in ("{", "[]", '{"set_id": "x"}'):
        (tmp_path / "broken.json").write_text(broken)
        with pytest.raises(UnreadableDocumentError):
            read_fragment(tmp_path / "broken.json")
    with pytest.raises(UnreadableDocumentError):
        read_fragment(fragment(tmp_path, set_id="no id"))
