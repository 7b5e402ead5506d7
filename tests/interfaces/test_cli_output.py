"""Writing out: readers that leave, encodings, widths, and text that must not steer a terminal."""

import os
import subprocess
import sys

import pytest

from plainlabel.interfaces import cli_output
from plainlabel.interfaces.cli_answer import answer_text

HERE = os.path.dirname(__file__)  # noqa: PTH120
ENDLESS = """
import sys
sys.path.insert(0, {here!r})
from plainlabel.interfaces import cli, cli_output
class Endless:
    def __call__(self, **options):
        while True:
            cli_output.write_json({{"n": "x" * 1000}})
cli.app = Endless()
cli.main()
"""


def test_a_reader_that_leaves_is_no_error():
    process = subprocess.Popen([sys.executable, "-c", ENDLESS.format(here=HERE)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 0
    assert err == b""


def written(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", f"from plainlabel.interfaces import cli_output\n{code}"],
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}])
def test_json_is_utf8_in_every_locale(environment):
    assert written("cli_output.write_json({'a': 'é冷'})", **environment) == '{"a":"é冷"}\n'.encode()


def test_text_fits_the_encoding_of_the_terminal():
    assert written("cli_output.write_text(['é冷', 'b'])", PYTHONIOENCODING="latin-1") == "é?\nb\n".encode("latin-1")


def test_text_cannot_steer_the_terminal():
    assert written(r"cli_output.write_text(['a\x1b[2Jb\u202ec\x9b\r'])") == b"a [2Jb c  \n"


def test_an_error_is_one_line(capsys):
    cli_output.write_error("first\nsecond \x1b[0m")
    assert capsys.readouterr().err == "plainlabel: first second  [0m\n"


@pytest.mark.parametrize(("columns", "expected"), [("30", 40), ("61", 60), ("500", 88)])
def test_the_width_is_that_of_the_terminal_within_reason(monkeypatch, columns, expected):
    monkeypatch.setenv("COLUMNS", columns)
    assert cli_output.width() == expected


def test_lines_are_folded_and_links_are_not(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    link = "https://example.org/" + "x" * 80
    lines = list(cli_output.wrapped(f"word {'another ' * 12}{link}", "  - "))
    assert lines[0].startswith("  - word")
    assert all(line.startswith("    ") for line in lines[1:])
    assert all(len(line) <= 49 for line in lines if link not in line)
    assert any(line.strip() == link for line in lines)


def test_an_empty_part_of_an_answer_has_no_heading():
    from plainlabel.answers import contract

    bare = contract.Answer(
        question="",
        outcome="unclear",
        verdict=None,
        type="other",
        topic=None,
        medicines=(),
        summary="Ask about a medicine.",
        statements=(),
        citations=(),
        passages=(),
        related=(),
        notices=(),
        readability=contract.Readability(1.0, 1.0, 1.0, 1.0),
        edition=contract.EditionRef("2025-03-14-0123456789ab", "facts", 2),
    )
    lines = list(answer_text(bare))
    assert lines[0] == "Ask about a medicine."
    assert lines[1] == ""
    assert lines[2].startswith("Edition 2025-03-14-0123456789ab (facts only, 2 labels)")
