"""The files for running the site on a server agree with the package; systemd reads the unit where systemd is there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from plainlabel.interfaces.cli import app

ROOT = Path(__file__).parents[1]
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "plainlabel.service").read_text(encoding="utf-8")
SERVE = {name for each in typer.main.get_command(app).commands["serve"].params for name in each.opts}


def options(line: str) -> set[str]:
    return {word for word in shlex.split(line) if word.startswith("--")}


def test_the_container_copies_what_is_there():
    for line in re.findall(r"^COPY (?!--)(.+)$", CONTAINER, re.MULTILINE):
        *sources, _ = line.split()
        assert [one for one in sources if not (ROOT / one).exists()] == []


def test_the_container_installs_only_what_the_lock_pins():
    assert "--require-hashes -r requirements.lock" in CONTAINER
    assert "--no-deps --no-build-isolation --no-index ." in CONTAINER


def test_the_container_does_not_run_as_root():
    last = CONTAINER.rpartition("FROM")[2]
    assert last.index("USER plainlabel") < last.index("CMD")


def test_both_start_the_site_with_options_it_has():
    command = re.search(r'^CMD (\["plainlabel".*\])$', CONTAINER, re.MULTILINE)[1]
    assert options(command.replace(",", " ").strip("[]")) <= SERVE
    start = re.search(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)[1]
    assert options(start) <= SERVE


def test_systemd_reads_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        # Looked at by hand where there is no systemd: the keys are those of systemd.exec(5) and systemd.service(5).
        assert re.findall(r"^\[(\w+)\]$", UNIT, re.MULTILINE) == ["Unit", "Service", "Install"]
        return
    binary = tmp_path / "plainlabel"
    binary.write_text("#!/bin/sh\n")
    binary.chmod(0o755)
    unit = tmp_path / "plainlabel.service"
    unit.write_text(
        UNIT.replace("/usr/local/lib/plainlabel/.venv/bin/plainlabel", str(binary)).replace(
            "file:/usr/local/lib", f"file:{tmp_path}"
        )
    )
    told = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    if "Failed to" in told.stderr and "bus" in told.stderr:
        pytest.skip("systemd-analyze cannot run here: no bus")
    assert [line for line in told.stderr.splitlines() if "plainlabel.service" in line] == []
