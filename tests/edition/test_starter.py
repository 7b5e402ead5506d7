"""The starter: facts as text, and the edition made of them on first use."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plainlabel.edition import starter, starter_export
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.errors import BrokenEditionError, NoEditionError


@pytest.fixture
def files(tmp_path, facts_report):
    """The starter files of the three invented labels."""
    starter.export(facts_report.path, tmp_path / "starter")
    return tmp_path / "starter"


@pytest.fixture
def installed(tmp_path, files, monkeypatch):
    """A checkout whose starter these files are, and an empty cache."""
    monkeypatch.setattr(starter, "FOLDER", files)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()


def test_what_is_written_is_read_back(tmp_path, files, facts_report):
    path = starter.build_starter(files, tmp_path / "cache")
    assert verify(path).ok
    with open_edition(facts_report.path) as before, open_edition(path) as after:
        assert (after.kind, after.labels, after.data_date) == ("facts", before.labels, before.data_date)
        for key in (1, 2, 3):
            assert after.label(key) == before.label(key)
            assert after.sections(key) == before.sections(key)
            assert {(fact.value, fact.place.section) for fact in after.facts(key)} == {
                (fact.value, fact.place.section) for fact in before.facts(key)
            }
        assert list(after.name_keys()) == list(before.name_keys())


def test_the_same_facts_give_the_same_files(tmp_path, files, records, invented):
    report = build([invented.write(tmp_path / "again.jsonl", records[::-1])], tmp_path / "again", facts_only=True, workers=1)
    starter.export(report.path, tmp_path / "files")
    for file in sorted(files.iterdir()):
        assert file.read_bytes() == (tmp_path / "files" / file.name).read_bytes()


def test_files_are_sorted_lines_of_json_with_no_long_text(files):
    for file in files.glob("*.jsonl"):
        lines = file.read_text().splitlines()
        # Labels stand in the order of their set ids, facts under the line of their kind.
        assert lines == sorted(lines) or file.name in {"labels.jsonl", "facts.jsonl"}
        for line in lines:
            json.loads(line)
            for text in re.findall(r'"([^"]*)"', line):
                assert len(re.findall(r"[A-Za-z0-9]+", text)) <= starter_export.MAX_WORDS or "-" in text


def test_facts_stand_under_their_kinds_in_order(files):
    kinds: dict[str, list[str]] = {}
    for line in (files / "facts.jsonl").read_text().splitlines():
        told = json.loads(line)
        if isinstance(told, dict):
            keys = kinds.setdefault(told["kind"], [])
        else:
            keys.append(told[0])
    assert list(kinds) == sorted(kinds)
    assert len(kinds) > 5
    assert all(keys == sorted(keys) for keys in kinds.values())


def test_long_texts_are_cut():
    assert starter_export.short("one two three") == "one two three"
    assert (
        starter_export.short("one, two three four five six seven eight nine ten eleven")
        == "one, two three four five six seven eight nine…"
    )


@pytest.mark.usefixtures("installed")
def test_the_second_use_finds_what_the_first_one_built(tmp_path, monkeypatch):
    first = starter.starter_edition()
    monkeypatch.setattr(starter, "build_starter", None)
    assert starter.starter_edition() == first
    assert first.is_relative_to(tmp_path / "cache")


@pytest.mark.usefixtures("installed")
def test_other_files_give_another_edition(files):
    key = starter.cache_key()
    first = starter.starter_edition()
    (files / "starter.json").touch()
    assert starter.cache_key() == key, "only the installed package counts"
    assert starter.starter_edition() == first


@pytest.mark.usefixtures("installed")
def test_a_cache_that_cannot_be_written_is_replaced_by_a_temporary_folder(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    path = starter.starter_edition()
    assert path.is_relative_to((tmp_path / "temporary").resolve())
    monkeypatch.setattr(starter, "build_starter", None)
    assert starter.starter_edition() == path


@pytest.mark.usefixtures("installed")
def test_a_temporary_folder_of_somebody_else_is_not_trusted(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    folder = tmp_path / "temporary" / f"plainlabel-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(NoEditionError, match="XDG_CACHE_HOME"):
        starter.starter_edition()


def test_a_checkout_without_a_starter_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(starter, "FOLDER", tmp_path)
    with pytest.raises(NoEditionError):
        starter.starter_edition()


def test_altered_files_are_not_built(tmp_path, files):
    (files / "labels.jsonl").write_text("")
    with pytest.raises(BrokenEditionError, match="altered"):
        starter.build_starter(files, tmp_path / "cache")
    (files / "starter.json").write_text("{}")
    with pytest.raises(BrokenEditionError):
        starter.build_starter(files, tmp_path / "cache")


def test_first_uses_at_the_same_time_give_one_edition(tmp_path, files):
    script = (
        "import sys; from pathlib import Path; from plainlabel.edition import starter;"
        "starter.FOLDER = Path(sys.argv[1]); print(starter.starter_edition())"
    )
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(files)], env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    paths = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(paths) == 1
    assert verify(Path(paths.pop())).ok


def test_old_starter_editions_are_forgotten(tmp_path):
    for number in range(7):
        (tmp_path / f"old{number}").mkdir()
    (tmp_path / "now").mkdir()
    starter._forget(tmp_path, "now")
    left = {path.name for path in tmp_path.iterdir()}
    assert "now" in left
    assert len(left) == starter.KEPT


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("damage", ["records.sqlite", "manifest.json", "index/meta.json", "cut", "manifest"])
def test_a_cache_that_lost_files_is_built_again(damage):
    path = starter.starter_edition()
    if damage == "cut":
        os.truncate(path / "records.sqlite", 5000)
    elif damage == "manifest":
        (path / "manifest.json").write_text("{")
    else:
        (path / damage).unlink()
    again = starter.starter_edition()
    assert again == path
    assert verify(again).ok
