"""What must hold of every answer, whatever it says: quotes verbatim, statements cited, plain words, an answer in time.

Asked are the development questions (MedicationQA and FDARxBench, each question once) of the full edition, after a warm-up.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.answers.contract import Answer, Citation
from plainlabel.errors import PlainLabelError
from plainlabel.library import Library

FILES: Final = ("medicationqa_dev.jsonl", "fdarxbench_dev.jsonl")
GRADE: Final = 8.0
_WARM_UP: Final = 30


class Timed(Struct, frozen=True):
    """One answer and how long it took."""

    answer: Answer
    spent_ms: float


def questions(shared: Path, file: str) -> list[str]:
    """Returns the questions of a development file, each once, in their order."""
    lines = (shared / "data" / "questions" / file).read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


def measure(library: Library, shared: Path) -> dict[str, object]:
    """Returns the counts and shares over the answers to the development questions."""
    asked = {file: questions(shared, file) for file in FILES}
    for question in asked[FILES[0]][:_WARM_UP]:
        library.ask(question)
    timed = {file: [_timed(library, question) for question in several] for file, several in asked.items()}
    every = [each for several in timed.values() for each in several]
    answers = [each.answer for each in every]
    return {
        "questions": len(answers),
        **{
            f"outcomes {file.removesuffix('_dev.jsonl')}": dict(Counter(each.answer.outcome for each in several))
            for file, several in timed.items()
        },
        **quoting(library, answers),
        **plainness(answers),
        **timing(each.spent_ms for each in every),
    }


def _timed(library: Library, question: str) -> Timed:
    started = time.perf_counter()
    given = library.ask(question)
    return Timed(given, 1000 * (time.perf_counter() - started))


def quoting(library: Library, answers: Sequence[Answer]) -> dict[str, object]:
    """Returns how many quotes stand word for word in the stored section, and how many label statements have a citation."""
    cited = [each for answer in answers for each in answer.citations if each.quote is not None]
    told = [each for answer in answers for each in answer.statements if each.basis == "label"]
    return {
        "quotes": len(cited),
        "quotes verbatim": sum(is_verbatim(library, each) for each in cited),
        "label statements": len(told),
        "label statements cited": sum(bool(each.citations) for each in told),
    }


def is_verbatim(library: Library, citation: Citation) -> bool:
    """Returns whether a quote is what the edition stores at its place."""
    try:
        label = library.edition.label_by_set_id(citation.set_id, citation.version)
        text = library.edition.section(label.key, citation.section_id or "").text
    except PlainLabelError:
        return False
    return citation.start is not None and text[citation.start : citation.end] == citation.quote


def plainness(answers: Sequence[Answer]) -> dict[str, object]:
    """Returns the share of summaries above grade 8, and the median grade."""
    grades = [max(each.readability.fkgl, each.readability.smog) for each in answers]
    return {
        "summaries above grade 8": sum(grade > GRADE for grade in grades),
        "share above grade 8": round(sum(grade > GRADE for grade in grades) / max(1, len(grades)), 4),
        "median grade": round(statistics.median(grades), 2),
    }


def timing(spent: Iterable[float]) -> dict[str, object]:
    """Returns median, 99th percentile and worst of milliseconds."""
    ordered = sorted(spent)
    return {
        "median ms": round(statistics.median(ordered), 1),
        "p99 ms": round(ordered[int(0.99 * (len(ordered) - 1))], 1),
        "worst ms": round(ordered[-1], 1),
    }
