"""Reading cost: one SPL document from bytes to a whole Label, against lxml's bare parse of the same bytes.

Run `python benchmarks/reading.py [SHARED]`. Both are measured in turns in one process, as CPU time (other work on the machine takes
turns with us, but is not counted), and the best run of each counts. The budget is 3 times the bare parse.
"""

from __future__ import annotations

import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from plainlabel.errors import NotALabelError
from plainlabel.labels.spl_xml import read_spl

BUDGET = 3.0


def measure(shared: Path, *, runs: int = 60) -> dict[str, Any]:
    """Returns {"files": [{"file", "bytes", "bare_ms", "read_ms", "ratio"}], "ratio": of the totals, "worst", "budget"}."""
    files = [one for name, data in _labels(shared) if (one := _measure_one(name, data, runs))]
    bare = sum(one["bare_ms"] for one in files)
    read = sum(one["read_ms"] for one in files)
    return {
        "files": files,
        "ratio": round(read / bare, 2),
        "worst": max(one["ratio"] for one in files),
        "budget": BUDGET,
    }


def _labels(shared: Path) -> Iterator[tuple[str, bytes]]:
    folder = shared / "data" / "spl_xml"
    for path in sorted(folder.glob("*.xml")):
        yield path.name, path.read_bytes()
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    yield f"{path.name}/{name}", archive.read(name)


def _measure_one(name: str, data: bytes, runs: int) -> dict[str, Any] | None:
    try:
        read_spl(data, file=name)
    except NotALabelError:
        return None
    bare, read = [], []
    for _ in range(runs):
        bare.append(_seconds(lambda: etree.fromstring(data)))
        read.append(_seconds(lambda: read_spl(data)))
    return {
        "file": name,
        "bytes": len(data),
        "bare_ms": round(min(bare) * 1000, 3),
        "read_ms": round(min(read) * 1000, 3),
        "ratio": round(min(read) / min(bare), 2),
    }


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    default = Path(__file__).parents[2] / "shared"
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PLAINLABEL_SHARED", str(default)))
    result = measure(shared)
    for one in result["files"]:
        times = f"bare {one['bare_ms']:7.3f} ms  read {one['read_ms']:7.3f} ms"
        print(f"{one['file']:60} {one['bytes']:>8} bytes  {times}  {one['ratio']:5.2f} x")
    print(f"all: {result['ratio']} x (budget {result['budget']} x), worst {result['worst']} x")


if __name__ == "__main__":
    main()
