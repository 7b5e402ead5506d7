"""`plainlabel desk new` and `plainlabel desk check` on the command line."""

import json

import pytest

from plainlabel.interfaces.cli_desk import file_name


@pytest.fixture
def at(full, monkeypatch):
    monkeypatch.setenv("PLAINLABEL_EDITION", str(full.path))


@pytest.mark.usefixtures("at")
def test_a_draft_is_written_once_and_checks_as_current(run, tmp_path):
    words = ("desk", "new", "How", "should", "Zorvexa", "be", "stored?", "--out", str(tmp_path), "--author", "A. Reader")
    code, out, _ = run(*words)
    assert code == 0
    assert "how-should-zorvexa-be-stored.md" in out
    assert run(*words)[0] == 2
    code, out, _ = run("desk", "check", str(tmp_path), "--json")
    assert code == 0
    assert json.loads(out)["counts"] == {"current": 1, "stale": 0, "not_checked": 0}


@pytest.mark.usefixtures("at")
def test_a_stale_answer_ends_with_1_and_shows_both_sentences(run, tmp_path):
    run("desk", "new", "How should Zorvexa be stored?", "--out", str(tmp_path))
    (file,) = tmp_path.glob("*.md")
    file.write_text(
        file.read_text(encoding="utf-8").replace("14 days", "30 days").replace("version: 7", "version: 5"), encoding="utf-8"
    )
    code, out, _ = run("desk", "check", str(tmp_path))
    assert code == 1
    assert "STALE" in out
    assert "30 days" in out
    assert "14 days" in out


@pytest.mark.usefixtures("at")
def test_a_draft_goes_to_stdout(run):
    code, out, _ = run("desk", "new", "How should Zorvexa be stored?", "--no-quotes")
    assert code == 0
    assert out.startswith("---\nquestion: How should Zorvexa be stored?\n")
    assert "quote:" not in out


@pytest.mark.usefixtures("at")
def test_what_has_no_answer_is_no_draft(run):
    assert run("desk", "new", "What is the capital of France?")[0] == 2


def test_a_folder_that_is_not_there(run, tmp_path):
    code, _, err = run("desk", "check", str(tmp_path / "none"))
    assert code == 2
    assert "none" in err


@pytest.mark.parametrize(
    ("question", "name"),
    [("Is it safe?", "is-it-safe"), ("../../etc/passwd", "etc-passwd"), ("???", "answer"), ("a" * 200, "a" * 80)],
)
def test_file_names(question, name):
    assert file_name(question) == name
