"""What a person waits for at the command line: one whole process, from its start to its answer, on the built-in edition."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

QUESTION = "Is Dupixent an immunosuppressant?"
RUNS = 9


def measure(_shared: Path) -> dict[str, object]:
    """Returns wall times in seconds (median and worst of nine runs) of whole processes, the bare interpreter beside them.

    The first run may build the built-in edition in the cache; it is not counted.
    """
    ask = [sys.executable, "-m", "plainlabel", "ask", QUESTION]
    _seconds(ask)
    asked = [_seconds([*ask, "--edition", _starter()]) for _ in range(RUNS)]
    plain = [_seconds(ask) for _ in range(RUNS)]
    imported = [_seconds([sys.executable, "-c", "import plainlabel.interfaces.cli"]) for _ in range(RUNS)]
    bare = [_seconds([sys.executable, "-c", "pass"]) for _ in range(RUNS)]
    return {
        "cold_ask_s": statistics.median(plain),
        "cold_ask_worst_s": max(plain),
        "cold_ask_named_edition_s": statistics.median(asked),
        "import_command_line_s": statistics.median(imported),
        "bare_python_s": statistics.median(bare),
    }


def _starter() -> str:
    from plainlabel.edition.starter import starter_edition  # noqa: PLC0415

    return str(starter_edition())


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started
