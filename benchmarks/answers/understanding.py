"""Whether the medicine and the type of a question are understood: `python -m benchmarks.answers.understanding EDITION [--misses]`.

MedicationQA's development half, each question once; how the original was split is unknown. A question counts for its medicine where
the focus field names one of the fixed vocabulary (`vocabulary_size` names, those the package ships, whatever labels an edition
holds). Right: every medicine of the focus is among those read. Types: `type_map.tsv` says which of ours count for a published one.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.answers.sections import SHARED, half_of, rows_of

from plainlabel.library import Library
from plainlabel.questions.question import Question
from plainlabel.questions.understand import understand
from plainlabel.vocabulary.names import fold, singulars, vocabulary

TYPE_MAP = Path(__file__).parent / "type_map.tsv"
BETWEEN = re.compile(r"\s*(?:[;,/+&]|\band\b|\bor\b)\s*", re.IGNORECASE)
FORM = re.compile(
    r"\b(?:\d[\d.,]*\s*(?:%|mg|mcg|ml)?|injections?|shots?|tablets?|pills?|patch|gel|ointment|cream|topical|transdermal|rinse"
    r"|eye drops|liquid|powder|er|sr|ec|otc)(?!\w)|\.\d+%?",
    re.IGNORECASE,
)
"""What a focus field says of form and strength beside the name."""

Compositions = frozenset[tuple[str, ...]]


@cache
def fixed_names() -> Mapping[str, Compositions]:
    """Returns the fixed vocabulary: folded name to the compositions it stands for."""
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in vocabulary():
        found[fold(entry.name)].update(tuple(sorted(one)) for one in entry.compositions)
    return {key: frozenset(value) for key, value in found.items()}


@cache
def type_map() -> Mapping[str, frozenset[str]]:
    """Returns our types for each published one."""
    lines = [line.split("\t") for line in TYPE_MAP.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {published: frozenset(ours.split()) for published, ours, _ in lines[1:]}


def wanted(focus: str) -> list[Compositions]:
    """Returns the compositions of each medicine a focus names, [] where one of them is not in the fixed vocabulary."""
    if whole := _looked_up(focus):
        return [whole]
    parts = [_looked_up(part) for part in BETWEEN.split(re.sub(r"[()]", " ", focus)) if part.strip()]
    return parts if parts and all(parts) else []


def _looked_up(text: str) -> Compositions:
    for key in (fold(text), fold(FORM.sub(" ", text))):
        for form in (key, *singulars(key)):
            if form in fixed_names():
                return fixed_names()[form]
    return frozenset()


def is_right(focus: Sequence[Compositions], question: Question) -> bool:
    """Returns whether every medicine of the focus is among those the question was read to name."""
    named = [frozenset(each.compositions) for each in question.mentions if each.name is not None]
    together = {one for mention in named for composition in mention for one in composition}
    return all(any(one & two for two in named) or any(set(single) <= together for single in one) for one in focus)


def measure_library(library: Library, shared: Path) -> dict[str, Any]:
    """Returns the share of right medicines and types, as a whole and by half, and what went wrong."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    focuses: dict[tuple[str, str], None] = {}
    for row in rows_of(shared, "medicationqa_dev.jsonl"):
        types[row["question"]].add(row["type"])
        focuses[row["question"], row["focus"]] = None
    read = {question: understand(question, library.edition) for question in types}
    medicines = {(question, focus): is_right(need, read[question]) for question, focus in focuses if (need := wanted(focus))}
    kinds = {
        question: read[question].type in set().union(*(type_map()[each] for each in each_of)) for question, each_of in types.items()
    }
    figures: dict[str, Any] = {"vocabulary_size": len(fixed_names()), "questions": len(types), "with_focus": len(medicines)}
    for half in ("", "a", "b"):
        suffix = f"_half_{half}" if half else ""
        figures[f"right_medicine{suffix}"] = _share(
            [right for (each, _), right in medicines.items() if half in ("", half_of(each))]
        )
        figures[f"right_type{suffix}"] = _share([right for each, right in kinds.items() if half in ("", half_of(each))])
    figures["medicines_missed"] = [
        f"{half_of(question)} {focus} <- {question} = {[(each.asked, each.match) for each in read[question].mentions]}"
        for (question, focus), right in medicines.items()
        if not right
    ]
    figures["types_missed"] = [
        f"{half_of(question)} {'/'.join(sorted(types[question]))} -> {read[question].type}: {question}"
        for question, right in kinds.items()
        if not right
    ]
    return figures


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 4)


def main(arguments: Sequence[str]) -> None:
    """Prints the figures; with --misses what went wrong in the half to learn from ("a"), or all with --all."""
    with Library.open(Path(arguments[0])) as library:
        figures = measure_library(library, SHARED)
    missed = {name: figures.pop(name) for name in ("medicines_missed", "types_missed")}
    print(json.dumps(figures))
    if "--misses" in arguments:
        for name, cases in missed.items():
            print(name, *(each for each in cases if each.startswith("a") or "--all" in arguments), sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
