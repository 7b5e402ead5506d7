"""Searching passages: this edition's index against SQLite FTS5 over the same passages, with real questions."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plainlabel.edition.build import build
from plainlabel.edition.opened import Edition, open_edition

SOURCES = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")
QUESTIONS = Path("data", "questions", "medicationqa_dev.jsonl")
ASKED = 200
FTS5_ASKED = 40
"""FTS5 takes about a second a question: enough of them to see how much."""


def measure(shared: Path) -> dict[str, object]:
    """Returns milliseconds a question (median and p99) over all labels and within one, beside those of FTS5."""
    folder = Path(tempfile.mkdtemp(prefix="plainlabel-bench-"))
    try:
        report = build([shared / "data" / "openfda_label" / name for name in SOURCES], folder / "out")
        with open_edition(report.path) as edition:
            return _compared(edition, folder, _questions(shared / QUESTIONS))
    finally:
        shutil.rmtree(folder)


def _questions(file: Path) -> list[str]:
    return [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines()][:ASKED]


def _compared(edition: Edition, folder: Path, questions: Sequence[str]) -> dict[str, object]:
    started = time.perf_counter()
    fts5 = _fts5(edition, folder / "fts5.sqlite")
    indexing = time.perf_counter() - started
    largest = max(
        range(1, edition.manifest.counts.labels + 1), key=lambda key: sum(one.characters for one in edition.sections(key))
    )
    everywhere = _latency(edition.search, questions)
    rival = _latency(lambda words: _fts5_search(fts5, words), questions[:FTS5_ASKED])
    within = _latency(lambda words: edition.search(words, labels=[largest]), questions)
    fts5.close()
    return {
        "passages": edition.manifest.counts.indexed,
        **everywhere,
        "within_one_label": within,
        "fts5": {**rival, "indexing_s": indexing},
        "median_against_fts5": everywhere["median_ms"] / rival["median_ms"],
    }


def _latency(search: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    search(questions[0])
    times = sorted(_milliseconds(search, words) for words in questions)
    return {"median_ms": statistics.median(times), "p99_ms": times[int(0.99 * (len(times) - 1))]}


def _milliseconds(search: Callable[[str], object], words: str) -> float:
    started = time.perf_counter()
    search(words)
    return 1000 * (time.perf_counter() - started)


def _fts5(edition: Edition, file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='porter unicode61')")
    connection.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(_passages(edition)))
    connection.commit()
    return connection


def _passages(edition: Edition) -> Iterator[str]:
    for key in range(1, edition.manifest.counts.labels + 1):
        if edition.label(key).standing:
            for section in edition.section_tree(key).values():
                yield from (section.text[passage.start : passage.end] for passage in edition.passages(key, section.id))


def _fts5_search(connection: sqlite3.Connection, words: str) -> list[tuple[int]]:
    query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))
    return connection.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10", (query,)).fetchall()
