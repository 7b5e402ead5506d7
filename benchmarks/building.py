"""Building the full edition of the 1,024 labels of July 2026: time, peak memory, size, and the same id from one worker and two."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

from plainlabel.edition.build import BuildReport, build

SOURCE = Path("data", "openfda_label", "labels_2026-07.jsonl.gz")
WORKERS = 2
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure(shared: Path) -> dict[str, object]:
    """Returns seconds, processor seconds, peak GB of all processes together, labels a second and MB: with two workers and one."""
    folder = Path(tempfile.mkdtemp(prefix="plainlabel-bench-"))
    try:
        two = _timed(shared / SOURCE, folder / "two", WORKERS)
        one = _timed(shared / SOURCE, folder / "one", 1)
    finally:
        shutil.rmtree(folder)
    same = two.pop("id") == one.pop("id")
    return {**two, "one_worker": one, "same_id": int(same)}


def _timed(source: Path, out: Path, workers: int) -> dict[str, object]:
    before = os.times()
    started = time.perf_counter()
    with _Peak() as peak:
        report = build([source], out, workers=workers)
    seconds = time.perf_counter() - started
    after = os.times()
    counts = report.manifest.counts
    return {
        "seconds": seconds,
        "processor_seconds": sum(after[:4]) - sum(before[:4]),
        "peak_gb": peak.bytes / 1e9,
        "labels_per_s": counts.labels / seconds,
        "labels": counts.labels,
        "passages": counts.passages,
        "edition_mb": _size(report) / 1e6,
        "id": report.id,
    }


def _size(report: BuildReport) -> int:
    return sum(entry.size for entry in report.manifest.files)


class _Peak:
    """The most memory this process and all below it held at one moment, sampled; pages they share count for each."""

    def __init__(self) -> None:
        self.bytes = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self.bytes = max(self.bytes, _memory_below(os.getpid()))


def _memory_below(root: int) -> int:
    """Returns the resident bytes of a process and its descendants."""
    parents: dict[int, int] = {}
    resident: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        parents[int(entry.name)] = int(fields[1])
        resident[int(entry.name)] = int(fields[21]) * _PAGE
    family = {root}
    while found := {process for process, parent in parents.items() if parent in family} - family:
        family |= found
    return sum(resident.get(process, 0) for process in family)
