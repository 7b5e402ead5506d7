"""The plugin of CI: where the real labels are, a test of them that skips has failed. Other skips stay skips."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest

@pytest.fixture
def shared():
    pytest.skip("not here")

def test_asks_for_it(shared): pass

@pytest.mark.shared
def test_is_marked(): pytest.skip("too slow")

@pytest.mark.shared
@pytest.mark.skipif(True, reason="never")
def test_is_marked_and_never_runs(): pass

@pytest.mark.shared
def test_runs(): pass

@pytest.mark.shared
@pytest.mark.xfail(reason="known")
def test_is_known_to_fail(): assert False

def test_is_another(): pytest.skip("no browser")
"""


def outcomes(tmp_path, *options):
    (tmp_path / "test_sample.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "markers=shared: real labels", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1], done.stdout


def test_a_skipped_test_of_real_labels_fails_with_the_plugin(tmp_path):
    last, text = outcomes(tmp_path, "-p", "tests.require_shared")
    assert last.startswith("1 failed, 1 passed, 1 skipped, 1 xfailed, 2 errors")
    assert "the real labels are here, so this test must run" in text


def test_it_only_skips_without_the_plugin(tmp_path):
    assert outcomes(tmp_path)[0].startswith("1 passed, 4 skipped, 1 xfailed")
