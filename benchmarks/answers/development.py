"""How good the answers are, on the development questions alone.

Types: MedicationQA's published types mapped onto ours by `TYPES` (the original split of that set is unknown; questions are counted
once). Sections: rows whose reference answer names a section that a held label of the medicine has; right when the answer reads that
medicine and its first passage stands in an accepted section (`SECTIONS`). FDARxBench: the first passage stands in a cited section.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.asking import full_library

from plainlabel.answers.contract import Answer
from plainlabel.edition.records import Medicine
from plainlabel.library import Library
from plainlabel.questions.medicine_names import resolve
from plainlabel.questions.understand import understand

FOLDER = Path("data", "questions")

TYPES: dict[str, tuple[str, ...]] = {
    "Action": ("action",),
    "Action/effectiveness": ("effectiveness",),
    "Action/time": ("action_time",),
    "Alternatives": ("alternatives",),
    "Appearance": ("appearance",),
    "Brand names": ("brand_names",),
    "Combination": ("combination",),
    "Comparison": ("comparison",),
    "Contraindication": ("contraindication",),
    "Dose": ("dose",),
    "Dose/time": ("usage_time",),
    "Indication": ("indication",),
    "Information": ("information", "class"),
    "Ingredient": ("ingredient",),
    "Interaction": ("interaction",),
    "Manufacturer": ("manufacturer",),
    "Overdose": ("overdose",),
    "Pronounce name": ("pronunciation",),
    "Side effects": ("side_effects",),
    "Side effects/time": ("side_effects", "action_time"),
    "Stopping/side effects": ("stopping",),
    "Stopping/tapering": ("stopping",),
    "Storage and disposal": ("storage",),
    "Time/duration": ("action_time",),
    "Time/effectiveness": ("action_time",),
    "Time/side effects": ("side_effects", "action_time"),
    "Usage": ("usage",),
    "Usage/duration": ("usage_time",),
    "Usage/time": ("usage_time",),
    "not_drug_question": ("other",),
}
"""MedicationQA's types and ours. Its "Information" asks what a medicine is, which includes its class."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"how should (this|i)|how to use|directions", ("34068-7", "42231-1", "34076-0", "42230-3", "59845-8")),
    (r"indication|why is this|\buses?$|purpose", ("34067-9", "55105-1", "42231-1", "34076-0", "42230-3")),
    (r"contraindic", ("34070-3", "50570-1")),
    (r"boxed|important warning", ("34066-1",)),
    (r"warning|precaution", ("43685-7", "34071-1", "42232-9", "34072-9", "34066-1")),
    (r"adverse|side effect", ("34084-4", "90374-0", "90375-7", "42231-1", "34076-0", "42230-3")),
    (r"interaction", ("34073-7",)),
    (r"forms? and strength|how supplied", ("43678-2", "34069-5", "34089-3", "44425-7")),
    (r"storage", ("44425-7", "34069-5", "60561-8")),
    (r"dosage (and|&) admin", ("34068-7", "42231-1", "34076-0", "42230-3", "59845-8")),
    (r"ingredients and appearance|ingredient", ("34089-3", "51727-6", "48780-1", "43678-2", "34069-5", "55106-9", "51945-4")),
    (r"description", ("34089-3",)),
    (r"overdos", ("34088-5",)),
    (r"pharmacokinetic", ("43682-4", "34090-1")),
    (r"pharmacology|mechanism", ("34090-1", "43679-0", "43681-6", "43682-4")),
    (r"specific populations|pregnan", ("43684-0", "42228-7", "34081-0", "34082-8", "34080-2")),
    (r"clinical studies", ("34092-7",)),
    (r"patient|medication guide|consumer", ("34076-0", "42231-1", "42230-3", "88436-1", "68498-5")),
)
"""Section names of reference answers and the LOINC sections that hold the same: the accepted sections."""


def measure(shared: Path) -> dict[str, object]:
    """Returns type accuracy, medicine and section scores and outcomes on the development files."""
    rows = _rows(shared / FOLDER / "medicationqa_dev.jsonl")
    cited = _rows(shared / FOLDER / "fdarxbench_dev.jsonl")
    with full_library(shared) as library:
        return {
            "types": _types(library, rows),
            "sections": _sections(library, rows),
            "fdarxbench": _fdarx(library, cited),
            "outcomes": dict(Counter(library.ask(question).outcome for question in dict.fromkeys(row["question"] for row in rows))),
        }


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _types(library: Library, rows: list[dict[str, Any]]) -> dict[str, object]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row["question"]] |= set(TYPES[row["type"]])
    wrong = [
        f"{'/'.join(sorted(right))} -> {got}: {question}"
        for question, right in wanted.items()
        if (got := understand(question, library.edition).type) not in right
    ]
    return {"questions": len(wanted), "accuracy": round(1 - len(wrong) / len(wanted), 4), "wrong": wrong}


def _sections(library: Library, rows: list[dict[str, Any]]) -> dict[str, object]:
    counted: list[tuple[bool, float]] = []
    missed = []
    for row in {(row["question"], row["section_title"]): row for row in rows}.values():
        accepted = _accepted(row["section_title"] or "")
        medicines = list(_medicines(library, row["focus"]))
        keys = [key for medicine in medicines for key in medicine.labels]
        if not accepted or not any(_has(library, key, accepted) for key in keys):
            continue
        set_ids = {library.edition.label(key).set_id for key in keys}
        given = library.ask(row["question"])
        ranks = [place for place, each in enumerate(given.passages, 1) if each.set_id in set_ids and each.section_code in accepted]
        medicine = bool(given.medicines) and any(each.set_id in set_ids for each in given.medicines)
        counted.append((medicine, 1 / ranks[0] if ranks else 0.0))
        if not ranks or ranks[0] > 1:
            missed.append(f"{given.type}: {row['question']} [{row['section_title']}] {_first(given)}")
    return _scores(counted, missed)


def _fdarx(library: Library, rows: list[dict[str, Any]]) -> dict[str, object]:
    counted: list[tuple[bool, float]] = []
    missed = []
    refused = []
    for row in rows:
        given = library.ask(row["question"])
        if row["task"] == "refusal":
            refused.append(given.outcome in {"silent", "not_held", "unclear", "unknown_medicine"})
            continue
        keys = [key for medicine in _medicines(library, row["drug_name"]) for key in medicine.labels]
        if not keys:
            continue
        set_ids = {library.edition.label(key).set_id for key in keys}
        ranks = [place for place, each in enumerate(given.passages, 1) if each.set_id in set_ids and _is_cited(each.section, row)]
        counted.append((any(each.set_id in set_ids for each in given.medicines), 1 / ranks[0] if ranks else 0.0))
        if not ranks or ranks[0] > 1:
            missed.append(f"{given.type}: {row['question'][:90]} {row['references']} {_first(given)}")
    return {**_scores(counted, missed), "refused": sum(refused), "to_refuse": len(refused)}


def _scores(counted: list[tuple[bool, float]], missed: list[str]) -> dict[str, object]:
    total = max(1, len(counted))
    return {
        "rows": len(counted),
        "right_medicine": round(sum(medicine for medicine, _ in counted) / total, 4),
        "section_first": round(sum(rank == 1 for _, rank in counted) / total, 4),
        "section_in_three": round(sum(rank >= 1 / 3 for _, rank in counted) / total, 4),
        "mean_reciprocal_rank": round(sum(rank for _, rank in counted) / total, 4),
        "missed": missed,
    }


def _medicines(library: Library, focus: str) -> Iterator[Medicine]:
    for mention in resolve(focus, library.edition):
        for key in mention.medicines:
            medicine = library.edition.medicine(key)
            if medicine is not None:
                yield medicine


def _accepted(title: str) -> frozenset[str]:
    for pattern, codes in SECTIONS:
        if re.search(pattern, title, re.IGNORECASE):
            return frozenset(codes)
    return frozenset()


def _has(library: Library, key: int, accepted: frozenset[str]) -> bool:
    return any(section.code in accepted for section in library.edition.sections(key))


def _is_cited(section: str, row: dict[str, Any]) -> bool:
    references = row["references"]
    wanted = [references] if isinstance(references, str) else list(references or [])
    number = re.match(r"\d+(\.\d+)*", section)
    for each in [*wanted, *[one for one in row["citations"] if one]]:
        cited = re.match(r"\d+(\.\d+)*", each)
        if number and cited and (number[0] == cited[0] or number[0].startswith(f"{cited[0]}.")):
            return True
        words, own = re.sub(r"[\W\d]+", " ", each).strip().lower(), re.sub(r"[\W\d]+", " ", section).strip().lower()
        if words and own and (words in own or own in words):
            return True
    return False


def _first(given: Answer) -> str:
    return given.passages[0].section if given.passages else given.outcome


if __name__ == "__main__":
    result = measure(Path(__file__).parents[3] / "shared")
    print(json.dumps(result, indent=1))
