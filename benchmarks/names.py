"""How well the names of medicines are found in consumers' questions: `python benchmarks/names.py`.

The questions are MedicationQA's development half; its `focus` field says which medicine a question is about. A row counts where the
focus itself is in the vocabulary. Right: every medicine of the focus is among those resolved. Wrong: none is, and
something else was resolved without asking. Unresolved: nothing was, or a question back.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from plainlabel.edition.medicines import medicines
from plainlabel.edition.names import fold, names
from plainlabel.edition.records import LabelRecord, Medicine, Name
from plainlabel.label import ActiveIngredient, PharmClass, Product
from plainlabel.questions.medicine_names import Mention, resolve
from plainlabel.vocabulary.names import singulars

SHARED = Path(__file__).resolve().parents[2] / "shared"
CONFIDENT = frozenset({"exact", "synonym", "spelling", "sound"})
BETWEEN = re.compile(r"\s*(?:[;,/+&]|\band\b|\bor\b)\s*", re.IGNORECASE)
FORM = re.compile(
    r"\b(?:\d[\d.,]*\s*(?:%|mg|mcg|ml)?|\.\d+%?|injections?|shots?|tablets?|pills?|patch|gel|ointment|cream|topical|transdermal"
    r"|rinse|eye drops"
    r"|liquid|powder|er|sr|ec|otc)(?![\w])",
    re.IGNORECASE,
)
CLASSES = (("EPC", "pharm_class_epc"), ("MoA", "pharm_class_moa"), ("CS", "pharm_class_cs"), ("PE", "pharm_class_pe"))

Compositions = frozenset[tuple[str, ...]]


class MemoryIndex:
    """A name index in memory, as an edition would hold it."""

    def __init__(self, labels: Sequence[LabelRecord]) -> None:
        found = medicines(labels)
        self.medicine_by_key = {medicine.key: medicine for medicine in found}
        rows: dict[str, list[Name]] = defaultdict(list)
        for name in names(labels, found):
            rows[name.key].append(name)
        self.rows = {key: tuple(value) for key, value in rows.items()}
        self.keys = tuple(self.rows)

    def names(self, key: str) -> tuple[Name, ...]:
        """Returns the names with this folded key."""
        return self.rows.get(key, ())

    def name_keys(self) -> Sequence[str]:
        """Returns every folded key."""
        return self.keys

    def medicine(self, key: str) -> Medicine | None:
        """Returns the medicine with this key."""
        return self.medicine_by_key.get(key)


def label_records(shared: Path) -> tuple[LabelRecord, ...]:
    """Returns the labels of the shared data without their text, from their openFDA block alone; the newest of a set id stands."""
    found: dict[str, tuple[str, int | None, str | None, dict[str, list[str]]]] = {}
    for path in sorted((shared / "data/openfda_label").glob("labels_*.jsonl.gz")):
        for record in _records(path):
            date = record["effective_time"]
            found[record["set_id"]] = ("openfda", int(record["version"]), f"{date[:4]}-{date[4:6]}-{date[6:]}", record["openfda"])
    for record in _records(shared / "data/label_sections/medguard_openfda_sections.jsonl.gz"):
        found.setdefault(record["openfda_meta"]["spl_set_id"][0], ("partial", None, None, record["openfda_meta"]))
    return tuple(_label(key, set_id, *value) for key, (set_id, value) in enumerate(sorted(found.items())))


def _records(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _label(key: int, set_id: str, source: str, version: int | None, effective: str | None, openfda: dict) -> LabelRecord:
    generics = openfda["generic_name"]
    products = tuple(
        Product(
            name=brand,
            generic=generics[min(place, len(generics) - 1)],
            routes=tuple(openfda.get("route", ())),
            active=tuple(ActiveIngredient(name) for name in openfda.get("substance_name", ())),
            application=openfda.get("application_number", [None])[0],
        )
        for place, brand in enumerate(openfda["brand_name"])
    )
    classes = tuple(PharmClass(kind, name.rsplit(" [", 1)[0]) for kind, field in CLASSES for name in openfda.get(field, ()))
    original = openfda.get("is_original_packager", [None])[0]
    return LabelRecord(
        key, set_id, version, effective, source, "", standing=True, products=products, classes=classes, original_packager=original
    )


def gold(focus: str, index: MemoryIndex) -> list[Compositions]:
    """Returns the compositions of each medicine of a focus field, [] when one of them is not in the vocabulary."""
    whole = _compositions(focus, index)
    if whole:
        return [whole]
    parts = [_compositions(part, index) for part in BETWEEN.split(re.sub(r"[()]", " ", focus)) if part.strip()]
    return [part for part in parts if part] if parts and all(parts) else []


def _compositions(text: str, index: MemoryIndex) -> Compositions:
    for key in (fold(text), fold(FORM.sub(" ", text))):
        for form in (key, *singulars(key)):
            if rows := index.names(form):
                return frozenset(one for row in rows for one in row.ingredients)
    return frozenset()


def verdict(wanted: list[Compositions], mentions: Sequence[Mention]) -> str:
    """Returns "right", "wrong" or "unresolved" for one question."""
    named = [
        frozenset(mention.compositions)
        for mention in mentions
        if mention.match in CONFIDENT | {"class", "ambiguous"} and mention.name
    ]
    together = {one for mention in named for composition in mention for one in composition}
    if all(any(one & two for two in named) or any(set(one_composition) <= together for one_composition in one) for one in wanted):
        return "right"
    asked = {one for part in wanted for one in part}
    if any(mention.match in CONFIDENT and not asked & set(mention.compositions) for mention in mentions):
        return "wrong"
    return "unresolved"


def focus_rows(shared: Path) -> list[tuple[str, str]]:
    """Returns the distinct (question, focus) pairs of MedicationQA's development half."""
    lines = (shared / "data/questions/medicationqa_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted({(row["question"], row["focus"]) for row in map(json.loads, lines)})


def form_rows(shared: Path, every: int = 7) -> list[tuple[str, str]]:
    """Returns one question form of each `every`th medicine of the MedQuAD question forms."""
    path = shared / "data/questions/medquad_mplus_drug_question_forms.jsonl.gz"
    return [(row["questions"][0]["q"], row["focus"]) for place, row in enumerate(_records(path)) if place % every == 0]


def measure(shared: Path) -> dict[str, object]:
    """Returns counts by verdict, false corrections and times, on both question sets."""
    started = time.perf_counter()
    index = MemoryIndex(label_records(shared))
    result: dict[str, object] = {"names": sum(map(len, index.rows.values())), "build_s": round(time.perf_counter() - started, 2)}
    for title, rows in (("medicationqa", focus_rows(shared)), ("medquad_forms", form_rows(shared))):
        result[title] = _measured(rows, index)
    return result


def _measured(rows: list[tuple[str, str]], index: MemoryIndex) -> dict[str, object]:
    counts: dict[str, int] = defaultdict(int)
    cases: dict[str, list[str]] = defaultdict(list)
    times = []
    for question, focus in rows:
        started = time.perf_counter()
        mentions = resolve(question, index)
        times.append(time.perf_counter() - started)
        wanted = gold(focus, index)
        said = verdict(wanted, mentions) if wanted else "focus not in the vocabulary"
        counts[said] += 1
        asked = {one for part in wanted for one in part}
        read = [mention for mention in mentions if mention.match in {"spelling", "sound"}]
        counts["read as another word"] += len(read)
        wrong = [mention for mention in read if not asked & set(mention.compositions)]
        counts["corrections beside the focus"] += len(wrong)
        found = "; ".join(
            f"{mention.asked}={mention.match}:{mention.name.name if mention.name else mention.candidates}" for mention in mentions
        )
        cases[said].append(f"{focus} | {question[:100]} | {found}")
        cases["correction"].extend(f"{mention.note} | {focus} | {question[:80]}" for mention in wrong)
    scored = counts["right"] + counts["wrong"] + counts["unresolved"]
    times.sort()
    return {
        **counts,
        "share right": round(counts["right"] / max(1, scored), 3),
        "median_ms": round(times[len(times) // 2] * 1000, 2),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2),
        "cases": cases,
    }


def main() -> None:
    """Prints the table and the questions that went wrong."""
    for key, value in measure(SHARED).items():
        if not isinstance(value, dict):
            print(f"{key}: {value}")
            continue
        print(f"\n{key}: {', '.join(f'{name} {count}' for name, count in value.items() if name != 'cases')}")
        for said in ("wrong", "unresolved", "correction", "focus not in the vocabulary"):
            for case in value["cases"].get(said, ()):
                print(f"  {said}: {case}")


if __name__ == "__main__":
    main()
