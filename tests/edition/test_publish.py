"""Publishing: whatever moment a build is killed at, the edition before it stays current and whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plainlabel.edition import publish
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify

# Slowed down in the steps that take no time with three labels, so that a kill can fall into each of them.
SLOW_BUILD = """
import sys, time
from pathlib import Path
from plainlabel.edition import build, compose, publish

compose.names = lambda labels, medicines: ()
def slowly(module, name, seconds):
    step = getattr(module, name)
    def slow(*arguments, **options):
        time.sleep(seconds)
        result = step(*arguments, **options)
        time.sleep(seconds)
        return result
    setattr(module, name, slow)
slowly(build, "verify", 0.03)
slowly(publish, "sync", 0.03)
slowly(publish, "point", 0.03)
slowly(compose.Composer, "finish", 0.03)
print("started", flush=True)
build.build([Path(sys.argv[1])], Path(sys.argv[2]), workers=int(sys.argv[3]))
"""


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.name.startswith((".building-", ".current-")))


def test_a_build_killed_at_twenty_moments_leaves_the_edition_before_it_current(tmp_path, records, invented):
    out = tmp_path / "out"
    before = build([invented.write(tmp_path / "old.jsonl", records[:2])], out, workers=1)
    source = invented.write(tmp_path / "new.jsonl", records)
    chance = random.Random(2)
    killed = 0
    for moment in [chance.uniform(0, 0.6) for _ in range(20)]:
        process = subprocess.Popen(
            [sys.executable, "-c", SLOW_BUILD, str(source), str(out), "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        with process:
            process.stdout.readline()
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        current = (out / "current").resolve()
        assert verify(current).ok
        with open_edition(current) as edition:
            assert edition.labels in {2, 3}
            assert (edition.labels == 2) == (edition.id == before.id)
        assert all(verify(path).ok for path in out.iterdir() if path.is_dir() and path.name[0] != "." and path.name != "current")
    assert killed >= 10
    after = build([source], out, workers=1)
    assert (out / "current").resolve() == after.path
    assert verify(after.path).ok
    assert leftovers(out) == []


def test_workers_end_with_the_build_that_started_them(tmp_path, records, invented):
    source = tmp_path / "many.jsonl"
    invented.write(source, [{**records[0], "version": str(number)} for number in range(1, 3000)])
    script = SLOW_BUILD + "\n"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(source), str(tmp_path / "out"), "2"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with process:
        process.stdout.readline()
        children: list[int] = []
        for _ in range(200):
            children = _children(process.pid)
            if len(children) >= 2:
                break
            time.sleep(0.02)
        process.kill()
    deadline = time.monotonic() + 20
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if _alive(child)]


def _children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(status.parent.name))
    return found


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_dead_builds_left_is_removed_and_what_running_builds_use_is_not(tmp_path):
    out = tmp_path / "out"
    (out / ".building-1-dead").mkdir(parents=True)
    (out / ".building-1-dead" / "build.lock").write_text("")
    (out / ".current-dead").symlink_to("nowhere")
    with publish.workspace(out) as running:
        assert leftovers(out) == [running.name]
        with publish.workspace(out) as other:
            assert leftovers(out) == sorted([running.name, other.name])
    assert leftovers(out) == []


def test_a_build_that_fails_removes_its_folder(tmp_path):
    with pytest.raises(ZeroDivisionError), publish.workspace(tmp_path / "out"):
        raise ZeroDivisionError
    assert leftovers(tmp_path / "out") == []


def test_a_damaged_edition_is_replaced_by_building_it_again(tmp_path, records, report, invented):
    database = report.path / "records.sqlite"
    database.write_bytes(database.read_bytes()[:-100])
    again = build([invented.write(tmp_path / "again.jsonl", records)], tmp_path / "out", workers=1)
    assert again.path == report.path
    assert verify(again.path).ok
    assert leftovers(tmp_path / "out") == []


def test_an_out_folder_can_be_moved(tmp_path, report):
    moved = (tmp_path / "out").rename(tmp_path / "elsewhere")
    with open_edition(moved / "current") as edition:
        assert edition.id == report.id
        assert edition.search("refrigerator")


def test_files_of_an_edition_can_be_read_by_everybody(report):
    umask = os.umask(0)
    os.umask(umask)
    if umask & 0o044 == 0:
        assert all(path.stat().st_mode & 0o044 == 0o044 for path in report.path.rglob("*") if path.suffix != ".lock")
