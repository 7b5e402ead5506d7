"""How long one answer takes, warm, on the full edition: every development question, asked once after a warm-up."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainlabel.edition.build import build
from plainlabel.library import Library

SOURCES = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")
QUESTIONS = Path("data", "questions", "medicationqa_dev.jsonl")
WARM_UP = 30


def measure(shared: Path) -> dict[str, object]:
    """Returns milliseconds an answer (median, p99, worst) over the development questions."""
    questions = asked(shared)
    with full_library(shared) as library:
        for question in questions[:WARM_UP]:
            library.ask(question)
        times = sorted((_milliseconds(library, question), question) for question in questions)
    plain = [spent for spent, _ in times]
    return {
        "questions": len(plain),
        "median_ms": statistics.median(plain),
        "p99_ms": plain[int(0.99 * (len(plain) - 1))],
        "worst_ms": plain[-1],
        "slowest": [question for _, question in times[-5:]],
    }


def asked(shared: Path) -> list[str]:
    """Returns the development questions, each once, in their order."""
    lines = (shared / QUESTIONS).read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


@contextmanager
def full_library(shared: Path) -> Iterator[Library]:
    """Yields a library of the full edition: that of PLAINLABEL_BENCH_EDITION where it is set, else one built for this run."""
    if made := os.environ.get("PLAINLABEL_BENCH_EDITION"):
        with Library.open(Path(made)) as library:
            yield library
        return
    folder = Path(tempfile.mkdtemp(prefix="plainlabel-bench-"))
    try:
        report = build([shared / "data" / "openfda_label" / name for name in SOURCES], folder / "out")
        with Library.open(report.path) as library:
            yield library
    finally:
        shutil.rmtree(folder)


def _milliseconds(library: Library, question: str) -> float:
    started = time.perf_counter()
    library.ask(question)
    return 1000 * (time.perf_counter() - started)
