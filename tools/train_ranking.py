"""Trains the weights of `plainlabel.retrieval.rank`: `python tools/train_ranking.py EDITION [--half a|b] [--write]`.

The questions are the development halves of MedicationQA and FDARxBench, and our own (`benchmarks/answers/own_questions.tsv`), for
which the sections of their type count. Weights climb one at a time, each step kept where the mean reciprocal rank rises: over all
questions, or over one half, the other then showing what the weights are worth on questions unseen. A pull towards the starting
weights keeps features that no question needs where they were.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.answers import cited, sections

from plainlabel.answers import answer as answering
from plainlabel.answers.contract import RankedPassage
from plainlabel.library import Library
from plainlabel.retrieval import rank as ranking
from plainlabel.retrieval.reading import Found

WEIGHTS = Path(__file__).resolve().parents[1] / "src/plainlabel/vocabulary/ranking_weights.tsv"
OWN = Path(__file__).resolve().parents[1] / "benchmarks/answers/own_questions.tsv"
HEADER = "# What each feature of a passage is worth in ranking; made by tools/train_ranking.py.\nfeature\tweight\n"
STEPS = (0.5, 0.25, 0.1)
PULL = 0.05
"""What a unit of distance from the starting weights must earn in mean reciprocal rank."""

MEASURES = 4

Query = tuple[str, list[tuple[tuple[float, ...], tuple[float, ...]]]]
"""A half, and for each passage its features and its worth by each measure."""


def main(arguments: Sequence[str]) -> None:
    """Prints the mean reciprocal rank before and after, by half; writes the weights where asked to."""
    half = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    with Library.open(Path(arguments[0])) as library:
        queries = [*_medicationqa(library), *_fdarx(library), *_own(library)]
    start = list(ranking._weights())  # noqa: SLF001 - the weights in use
    trained = climb([each for each in queries if half is None or each[0] in {half, "own"}], start)
    for title, weights in (("before", start), ("after", trained)):
        print(title, {each: [round(figure, 4) for figure in score(_of(queries, each), weights)] for each in ("a", "b", "own")})
    lines = "".join(f"{name}\t{weight:g}\n" for name, weight in zip(ranking.FEATURES, trained, strict=True))
    print(lines)
    if "--write" in arguments:
        WEIGHTS.write_text(HEADER + lines, encoding="utf-8")


def climb(queries: list[Query], start: list[float]) -> list[float]:
    """Returns the weights after climbing from `start`."""

    def worth(weights: list[float]) -> float:
        return sum(score(queries, weights)) - PULL * sum(abs(one - two) for one, two in zip(weights, start, strict=True))

    weights, best = list(start), worth(list(start))
    for step in STEPS:
        rising = True
        while rising:
            rising = False
            for place in range(len(weights)):
                for change in (step, -step):
                    tried = [*weights]
                    tried[place] = round(tried[place] + change, 3)
                    if (value := worth(tried)) > best + 1e-9:
                        weights, best, rising = tried, value, True
    return weights


def score(queries: list[Query], weights: Sequence[float]) -> list[float]:
    """Returns the mean reciprocal rank by measure: accepted and named sections (MedicationQA), cited (FDARxBench), own."""
    sums, counts = [0.0] * MEASURES, [0] * MEASURES
    for _, passages in queries:
        ordered = sorted(passages, key=lambda each: -sum(w * v for w, v in zip(weights, each[0], strict=True)))[:10]
        for measure in range(MEASURES):
            if passages[0][1][measure] < 0:
                continue
            counts[measure] += 1
            sums[measure] += 1 / next((place for place, each in enumerate(ordered, 1) if each[1][measure] > 0), 10**6)
    return [one / max(1, count) for one, count in zip(sums, counts, strict=True)]


def _of(queries: list[Query], half: str) -> list[Query]:
    return [each for each in queries if each[0] == half]


def _medicationqa(library: Library) -> list[Query]:
    found = []
    for case in sections.cases(library, sections.rows_of(sections.SHARED, "medicationqa_dev.jsonl")):

        def worth(each: Found, case: sections.Case = case) -> tuple[float, ...]:
            held = each.set_id in case.set_ids
            code, title = each.section.code, each.section.title
            return float(held and case.accepted.holds(code, title)), float(held and case.named.holds(code, title)), -1.0, -1.0

        found.append((case.half, _passages(library, case.question, worth)))
    return [each for each in found if each[1]]


def _fdarx(library: Library) -> list[Query]:
    found = []
    for row in sections.rows_of(sections.SHARED, cited.FILE):
        if row["task"] == "refusal" or not sections.names_of(library, row["drug_name"]):
            continue

        def worth(each: Found, row: dict[str, Any] = row) -> tuple[float, ...]:
            heading = f"{each.section.number or ''} {each.section.title}".strip()
            passage = RankedPassage(each.set_id, each.section.code or "", heading, None, 0.0)
            return -1.0, -1.0, float(cited.is_cited(library, passage, row)), -1.0

        found.append((sections.half_of(row["question"]), _passages(library, row["question"], worth)))
    return [each for each in found if each[1]]


def _own(library: Library) -> list[Query]:
    found = []
    for line in OWN.read_text(encoding="utf-8").splitlines()[3:]:
        published, question = line.split("\t")
        accepted = sections.of_type(published)
        if not accepted.codes:
            continue
        passages = _passages(
            library,
            question,
            lambda each, accepted=accepted: (-1.0, -1.0, -1.0, float(accepted.holds(each.section.code, each.section.title))),
        )
        if any(worth[3] > 0 for _, worth in passages):
            found.append(("own", passages))
    return found


def _passages(
    library: Library, question: str, worth: Callable[[Found], tuple[float, ...]]
) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Returns features and worth of every passage that is ranked for a question, as the answer ranks them."""
    kept: list[tuple[tuple[float, ...], tuple[float, ...]]] = []
    used = answering.rank

    def caught(asked: Any, reading: Any, cited: Any, found: Any = (), *, limit: int = 10) -> tuple[Found, ...]:
        everything = ranking.candidates(asked, reading, cited, found)
        everything.sort(key=lambda each: (each[0].set_id != reading.label.set_id, each[0].section.ordinal, each[0].start))
        kept.extend((features, worth(each)) for each, features in everything)
        return used(asked, reading, cited, found, limit=limit)

    answering.rank = caught  # type: ignore[assignment]
    try:
        library.ask(question)
    finally:
        answering.rank = used
    return kept


if __name__ == "__main__":
    main(sys.argv[1:])
