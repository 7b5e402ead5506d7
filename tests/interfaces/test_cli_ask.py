"""`plainlabel ask`: what goes in, what comes out, and how it ends."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from plainlabel import errors

pytestmark = pytest.mark.usefixtures("library")


def test_a_question_gives_text_for_people(run, library):
    code, out, err = run("ask", "Is it cool?")
    assert (code, err) == (0, "")
    assert out.startswith("You asked: Is it cool?\n")
    assert "  - Keep it cool. (label) [1]\n" in out
    assert "  - Ask a pharmacist. (advice)\n" in out
    assert "  [1] Label of Velmoritan, version 3, 2025-03-14, 16 Storage\n" in out
    assert "“Keep cool”" in out
    assert "https://example.org/3" in out
    assert "Read velmoritn as Velmoritan." in out
    assert "How is Velmoritan taken?" in out
    assert library.closed == 1


def test_json_is_one_object_on_one_line(run):
    code, out, err = run("ask", "Is it cöol? 冷", "--json")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    assert json.loads(out)["question"] == "Is it cöol? 冷"
    assert "冷" in out


def test_words_need_no_quotes(run, library):
    run("ask", "Is", "it", "cool?", "--json")
    assert library.asked == [("Is it cool?", None)]


def test_a_question_may_start_with_a_dash(run, library):
    run("ask", "--json", "--", "-5", "degrees?")
    assert library.asked == [("-5 degrees?", None)]


def test_an_empty_question_is_asked_like_any_other(run):
    code, out, _ = run("ask", "", "--json")
    assert code == 0
    assert json.loads(out)["outcome"] == "unclear"


def test_bytes_that_are_no_utf8_do_not_stop_the_json(run):
    code, out, _ = run("ask", "caf\udce9?", "--json")
    assert code == 0
    assert json.loads(out)["question"] == "caf\ufffd?"


def test_the_day_is_passed_on(run, library):
    assert run("ask", "Is it cool?", "--as-of", "2024-02-29")[0] == 0
    assert library.asked == [("Is it cool?", "2024-02-29")]


@pytest.mark.parametrize("day", ["2023-02-29", "20240229", "2024-2-9", "yesterday", ""])
def test_what_is_no_day_is_bad_use(run, day):
    code, out, err = run("ask", "Is it cool?", "--as-of", day)
    assert (code, out) == (2, "")
    assert "YYYY-MM-DD" in err


def test_the_edition_is_passed_on(run, library, tmp_path):
    run("ask", "Is it cool?", "--edition", str(tmp_path))
    assert library.opened == [tmp_path]


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "Is it?", "--batch", "questions.txt"), ("ask", "--frob"), ("frob",)])
def test_bad_use_ends_with_2(run, library, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err
    assert not library.opened


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NoEditionError("There is none", next_step="Build one"), 3),
        (errors.NotHeldError("Not here"), 1),
        (errors.BrokenEditionError("Damaged", file="records.sqlite"), 1),
        (errors.UsageError("Too long"), 2),
        (PermissionError(13, "Permission denied", "records.sqlite"), 1),
        (RuntimeError("a defect\nof ours"), 1),
    ],
)
def test_an_error_is_one_line_and_its_exit_code(run, library, error, code):
    library.failure = error
    ended, out, err = run("ask", "Is it cool?", "--json")
    assert (ended, out) == (code, "")
    assert err.startswith("plainlabel: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert library.closed == 1


def test_a_developer_sees_the_trace(run, library, monkeypatch):
    monkeypatch.setenv("PLAINLABEL_DEBUG", "1")
    library.failure = RuntimeError("a defect")
    with pytest.raises(RuntimeError, match="a defect"):
        run("ask", "Is it cool?")


# --- batch -------------------------------------------------------------------------------------------------------------


def test_a_batch_gives_one_object_a_line_in_order(run, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_bytes("\ufeffFirst?\r\nSecönd?\n\n   \nlast without newline".encode())
    code, out, _ = run("ask", "--batch", str(file), "--json")
    assert code == 0
    asked = [json.loads(line)["question"] for line in out.splitlines()]
    assert asked == ["First?", "Secönd?", "", "   ", "last without newline"]


def test_only_a_newline_ends_a_line(run, library, tmp_path):
    """A form feed, a lone carriage return or a Unicode line separator inside a question must not shift the numbers."""
    file = tmp_path / "questions.txt"
    file.write_bytes("a\x0cb\x85c\u2028d\re\nnext\n".encode())
    _, out, _ = run("ask", "--batch", str(file), "--json")
    assert len(out.encode().split(b"\n")) == 3
    assert library.asked[1][0] == "next"


def test_bad_bytes_in_a_batch_cost_no_line(run, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_bytes(b"one\n\xff\xfe two\nthree\n")
    _, out, _ = run("ask", "--batch", str(file), "--json")
    assert len(out.splitlines()) == 3


def test_an_empty_batch_gives_nothing(run, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_bytes(b"")
    assert run("ask", "--batch", str(file), "--json") == (0, "", "")


def test_a_batch_is_answered_line_by_line(run, library, monkeypatch):
    """Streams: the first answer is out before the second question is read."""
    out_before = []

    def lines():
        yield b"one\n"
        out_before.append(len(library.asked))
        yield b"two\n"

    stream = SimpleNamespace(buffer=_Lines(lines()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run("ask", "--batch", "-", "--json")[0] == 0
    assert out_before == [1]


class _Lines(io.BytesIO):
    def __init__(self, lines):
        super().__init__()
        self._given = lines

    def __iter__(self):
        return self._given


def test_a_batch_for_people_shows_the_questions(run, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_text("First?\nSecond?\n")
    _, out, _ = run("ask", "--batch", str(file))
    assert out.startswith("1. First?\n\nYou asked: First?")
    assert "\n\n2. Second?\n\nYou asked: Second?" in out


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_batch_that_cannot_be_read_is_bad_use(run, tmp_path, name):
    code, out, err = run("ask", "--batch", str(tmp_path / name), "--json")
    assert (code, out) == (2, "")
    assert "one question a line" in err
