"""The runner of the benchmarks. The figures themselves are not for tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(code_or_module, *arguments, shared):
    environment = {**os.environ, "PLAINLABEL_SHARED": str(shared)}
    command = [sys.executable, *code_or_module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_it_says_when_there_is_nothing_to_measure(tmp_path):
    done = run(["-m", "benchmarks"], shared=tmp_path)
    assert done.returncode == 2
    assert "PLAINLABEL_SHARED" in done.stderr


def test_it_says_which_benchmarks_there_are(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "MANIFEST.tsv").touch()
    done = run(["-m", "benchmarks"], "frob", shared=tmp_path)
    assert done.returncode == 2
    assert "reading" in done.stderr


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (0.5, "| at most 1 s | 0.5 | yes |"),
        (1.5, "| at most 1 s | 1.5 | NO |"),
        (None, "| at most 1 s | None | not measured |"),
    ],
)
def test_the_page_tells_which_budget_was_kept(tmp_path, found, line):
    code = f"from benchmarks.__main__ import _page; print(*_page({{'starting': {{'cold_ask_s': {found}}}}}), sep='\\n')"
    done = run(["-c", code], shared=tmp_path)
    assert line in done.stdout, done.stderr


def test_every_budget_belongs_to_a_benchmark(tmp_path):
    code = "from benchmarks.__main__ import MODULES, BUDGETS; print({one.module for one in BUDGETS} - set(MODULES))"
    assert run(["-c", code], shared=tmp_path).stdout.strip() == "set()"
