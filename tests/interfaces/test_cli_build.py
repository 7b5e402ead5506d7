"""`plainlabel build`, `verify` and `edition`: what they tell, and how they end."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from plainlabel.edition.build import BuildReport, Progress
from plainlabel.edition.manifest import Counts, Manifest, Rejection
from plainlabel.edition.verify import VerifyReport
from plainlabel.errors import BuildError
from plainlabel.interfaces import cli_build, cli_progress

COUNTS = Counts(
    documents=1030,
    labels=1024,
    standing=1020,
    superseded=4,
    partial=0,
    rejected=3,
    duplicates=1,
    conflicting=2,
    class_indexes=0,
    sections=9,
    passages=8,
    facts=7,
    indexed=8,
    medicines=6,
    names=5,
)


def manifest(rejected=3):
    return Manifest(
        id="2025-03-14-0123456789ab",
        kind="full",
        schema=2,
        data_date="2025-03-14",
        content="0123456789ab",
        software="plainlabel 0",
        counts=COUNTS,
        files=(),
        rejected=tuple(Rejection(f"{number}.xml", "line 1", "NotALabelError: a recipe") for number in range(rejected)),
    )


@pytest.fixture
def built(monkeypatch, tmp_path):
    """Returns the calls of a build that only reports."""
    calls = []

    def build(sources, out, **options):
        calls.append((sources, out, options))
        return BuildReport("2025-03-14-0123456789ab", tmp_path / "made", manifest(), new=True)

    monkeypatch.setattr(cli_build, "build_edition", build)
    return calls


def test_the_report_counts_and_names_what_was_left_out(run, built, tmp_path):
    code, out, err = run("build", str(tmp_path), "--out", str(tmp_path / "out"))
    assert (code, err) == (0, "")
    assert out.startswith("Edition 2025-03-14-0123456789ab (whole labels)\n")
    assert "documents read" in out
    assert "1,030" in out
    assert "Left out (3):" in out
    assert "  - 0.xml line 1: NotALabelError: a recipe\n" in out
    assert str(tmp_path / "made") in out
    assert built[0][:2] == ([tmp_path], tmp_path / "out")
    assert {key: built[0][2][key] for key in ("facts_only", "workers")} == {"facts_only": False, "workers": None}


def test_options_are_passed_on(run, built, tmp_path):
    run("build", str(tmp_path), "--out", "out", "--facts-only", "--workers", "3")
    assert (built[0][2]["facts_only"], built[0][2]["workers"]) == (True, 3)


def test_the_report_as_json(run, built, tmp_path):
    code, out, _ = run("build", str(tmp_path), "--out", "out", "--json")
    assert code == 0
    report = json.loads(out)
    assert report["id"] == "2025-03-14-0123456789ab"
    assert report["counts"]["labels"] == 1024
    assert len(report["rejected"]) == 3
    assert built


def test_a_long_list_of_what_was_left_out_is_cut(tmp_path):
    report = BuildReport("id", tmp_path, manifest(rejected=57), new=False)
    text = "\n".join(cli_build.build_text(report, tmp_path))
    assert "it was there already" in text
    assert text.count("a recipe") == 20
    assert "... and 37 more, all listed in manifest.json" in text


@pytest.mark.parametrize(
    "arguments", [("missing.xml", "--out", "o"), (".",), ("--out", "o"), (".", "--out", "o", "--workers", "0")]
)
def test_bad_use_ends_with_2(run, built, arguments):
    code, out, err = run("build", *arguments)
    assert (code, out) == (2, "")
    assert err
    assert not built


def test_a_build_that_cannot_finish_ends_with_1(run, monkeypatch, tmp_path):
    def build(*_arguments, **_options):
        raise BuildError("The disk is full", next_step="Make room, then build again")

    monkeypatch.setattr(cli_build, "build_edition", build)
    assert run("build", str(tmp_path), "--out", "o") == (
        1,
        "",
        "plainlabel: The disk is full. Make room, then build again\n",
    )


# --- verify ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("problems", "code"), [((), 0), (("records.sqlite was altered",), 1)])
def test_verify_ends_with_what_it_found(run, monkeypatch, tmp_path, problems, code):
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(cli_build, "verify_edition", lambda path: VerifyReport("an-id", path, 3, 2, 1, problems))
    ended, out, err = run("verify", str(tmp_path))
    assert (ended, err) == (code, "")
    assert all(problem in out for problem in problems)
    ended, out, _ = run("verify", str(tmp_path), "--json")
    assert ended == code
    assert json.loads(out)["ok"] is (code == 0)
    assert json.loads(out)["problems"] == list(problems)


def test_verify_of_nothing_ends_with_3(run, tmp_path):
    assert run("verify", str(tmp_path / "missing"))[0] == 3


def test_the_edition_is_named_once(run, tmp_path):
    assert run("verify", str(tmp_path), "--edition", str(tmp_path))[0] == 2


def test_an_edition_that_is_none_ends_with_3(run, tmp_path):
    code, out, err = run("edition", "--edition", str(tmp_path))
    assert (code, out) == (3, "")
    assert "plainlabel build" in err


# --- progress ----------------------------------------------------------------------------------------------------------


class Clock:
    """Stands for the clock: it shows what a test sets."""

    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Returns the clock that progress reads."""
    fake = Clock()
    monkeypatch.setattr(cli_progress, "time", fake)
    return fake


def test_short_work_shows_nothing(clock, capsys):
    with cli_progress.Meter() as meter:
        clock.now += 1.9
        meter(Progress("reading", 10))
    assert capsys.readouterr() == ("", "")


def test_long_work_in_a_log_shows_a_line_now_and_then(clock, capsys):
    with cli_progress.Meter() as meter:
        for step in range(1, 113):
            clock.now += 0.125
            meter(Progress("reading", step * 100, None, 2))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["plainlabel: Reading labels: 1,600, 2 left out", "plainlabel: Reading labels: 9,600, 2 left out"]


def test_long_work_on_a_terminal_shows_a_bar(clock, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with cli_progress.Meter() as meter:
        clock.now += 3
        meter(Progress("reading", 1024))
        clock.now += 3
        meter(Progress("writing", 512, 1024))
    out, err = capsys.readouterr()
    assert out == ""
    assert "Writing the edition: 512 of 1,024" in err


# --- ends ----------------------------------------------------------------------------------------------------------------


def test_verify_of_a_folder_without_an_edition_ends_with_3(run, tmp_path):
    code, out, err = run("verify", str(tmp_path))
    assert (code, out, err.count("\n")) == (3, "", 1)


def test_verify_of_a_damaged_edition_ends_with_1(run, tmp_path):
    (tmp_path / "records.sqlite").write_bytes(b"")
    assert run("verify", str(tmp_path))[0] == 1


@pytest.mark.parametrize("arguments", [("ask", "--foo"), ("--foo",), ("nosuch",), ("show",), ("verify", "--edition")])
def test_bad_options_are_told_in_one_line(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--help" in err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_stopped_leaves_nothing_half(tmp_path, number, code):
    line = '{"set_id": "00000000-0000-4000-8000-%012d", "version": "1", "openfda": {}, "warnings": ["%s"]}\n'
    (tmp_path / "in.jsonl").write_text("".join(line % (one, "Words. " * 500) for one in range(4000)))
    command = [
        sys.executable,
        "-m",
        "plainlabel",
        "build",
        str(tmp_path / "in.jsonl"),
        "--out",
        str(tmp_path / "out"),
        "--workers",
        "2",
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that runs the tests in the background has its children ignore SIGINT; a terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with process:
        deadline = time.monotonic() + 30
        while not list((tmp_path / "out").glob(".building-*/staging.sqlite")) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.5)
        os.killpg(process.pid, number)  # as a terminal does: the workers get it too
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, b"")
    assert err.splitlines()[-1].startswith(b"plainlabel: Stopped.")
    assert b"Traceback" not in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".lock"]
