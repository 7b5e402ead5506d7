"""How labels change: every consecutive pair of the 290 histories compared, and passages of the old version looked up in the new.

`python benchmarks/history.py SHARED [N/M] [--store]` prints the figures for every M-th history from the N-th on; `--store` also
builds the editions. `python benchmarks/history.py SHARED --readings` prints how far a person who read them agrees. Measured are:

- `pairs`, `seconds_a_pair`, `classes`: all pairs are compared; how many section changes are of each class.
- `gone_found_percent`: of sampled passages of the old version whose letters and figures are nowhere in the new one, how many are
  told to be changed or removed. `still_flagged_percent`: of those that stand in it (white space aside), how many are told so
  wrongly. The truth is found by brute force on the whole text, by code of its own.
- `version_only_wrong_percent`: passages that still stand, of all that were sampled: so often a flag that looks at the version
  number alone would be wrong.
- `agreement_percent`: of the changes in history_readings.tsv, how often the class a person read is the gravest class found. One
  change is one section that changed from one version to the next. `merged` counts "other" and "wording only" as one: between
  them a person draws the line, and neither is one of the changes that the classes are there to name.
- `storage_ratio`: an edition of all versions over one of the newest versions alone.

The labels of the gold file are left out: nobody may look at them while the extractors are written.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from plainlabel.edition.build import build
from plainlabel.history.compare import compare
from plainlabel.history.passage import LabelText, passage_status
from plainlabel.history.records import Version
from plainlabel.label import Label, coded_ancestor, heading
from plainlabel.labels.documents import Document, documents, read
from plainlabel.labels.passages import passages

HERE = Path(__file__).parent
READINGS = HERE / "history_readings.tsv"
GOLD = HERE / "facts" / "gold" / "labels.tsv"
SAMPLED = 12
SEED = 20261123
_ISSUE = {"other": "wording_only"}


def files(shared: Path) -> list[Path]:
    """Returns the history files without those of the gold labels."""
    gold = {line.split("\t")[0] for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    folder = shared / "data" / "openfda_label" / "history"
    return [file for file in sorted(folder.glob("*.jsonl.gz")) if file.name.split(".")[0] not in gold]


def versions(file: Path) -> list[Label]:
    """Returns the versions in a history file by number."""
    found = [read(document) for document in documents([file]) if isinstance(document, Document)]
    return sorted((one for one in found if isinstance(one, Label)), key=lambda one: one.version or 0)


def measure(shared: Path, part: tuple[int, int] = (0, 4), *, store: bool = False) -> dict[str, Any]:
    """Returns the figures for every M-th history from the N-th on."""
    number, of = part
    chosen = files(shared)[number::of]
    dice = random.Random(SEED)  # noqa: S311 - a draw to repeat, not a secret
    counts: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    seconds: list[float] = []
    for file in chosen:
        for old, new in pairwise([(one, Version.of_label(one)) for one in versions(file)]):
            start = time.perf_counter()
            diff = compare(old[1], new[1])
            seconds.append(time.perf_counter() - start)
            classes.update(section.classes[0] for section in diff.sections)
            counts.update(_checked(old[0], new[0], dice))
            counts["pairs"] += 1
    figures: dict[str, Any] = {"histories": len(chosen), "pairs": counts["pairs"], "classes": dict(classes.most_common())}
    if seconds:
        figures["seconds_a_pair"] = round(sum(seconds) / len(seconds), 4)
        figures["seconds_a_pair_p99"] = round(sorted(seconds)[int(len(seconds) * 0.99)], 4)
    figures["passages"] = {name: number for name, number in sorted(counts.items()) if name != "pairs"}
    figures["gone_found_percent"] = _percent(counts["gone_found"], counts["gone"])
    figures["still_flagged_percent"] = _percent(counts["still_flagged"], counts["still"])
    figures["version_only_wrong_percent"] = _percent(counts["still"], counts["still"] + counts["gone"] + counts["grey"])
    if store:
        figures |= storage(chosen)
    return figures


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _checked(old: Label, new: Label, dice: random.Random) -> Iterator[str]:
    """Yields what became of sampled passages, and whether the check says so."""
    tree = {section.id: section for section in old.sections}
    places = [(section, found) for section in old.sections for found in passages(section)]
    text = LabelText.of(new)
    spaceless = re.sub(r"\s+", "", "\n".join(section.text for section in new.sections))
    letters = re.sub(r"[\W_]+", "", spaceless).lower()
    for section, found in dice.sample(places, min(SAMPLED, len(places))):
        quote = section.text[found.start : found.end]
        if sum(character.isalnum() for character in quote) < 3:
            continue
        status = passage_status(quote, text, section=heading(section), code=coded_ancestor(tree, section.id))
        if re.sub(r"\s+", "", quote) in spaceless:
            truth = "still"
        elif _all_parts_in(quote, letters):
            truth = "grey"
        else:
            truth = "gone"
        yield truth
        yield f"{truth}_{status.status}"
        if truth == "gone" and status.stale:
            yield "gone_found"
        if truth == "still" and status.stale:
            yield "still_flagged"


def _all_parts_in(quote: str, letters: str) -> bool:
    """Returns whether letters and figures of the passage stand there: in one, or item by item where it is a list."""
    return all(re.sub(r"[\W_]+", "", part).lower() in letters for part in re.split(r"[•\n]", quote))


def _readings() -> list[list[str]]:
    rows = [line.split("\t") for line in READINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return rows[1:]


def agreement(shared: Path, readings: list[list[str]]) -> dict[str, float]:
    """Returns how often the class found is the one a person read, as it is and with "other" and "wording only" as one."""
    exact = merged = 0
    folder = shared / "data" / "openfda_label" / "history"
    for set_id, old, new, section, judged in readings:
        held = {str(one.version): one for one in versions(folder / f"{set_id}.jsonl.gz")}
        diff = compare(Version.of_label(held[old]), Version.of_label(held[new]))
        gone = section.removeprefix("OLD:")
        found = next(
            (one for one in diff.sections if (one.new_id == section if gone == section else one.old_id == gone and not one.new_id)),
            None,
        )
        first = found.classes[0] if found else "wording_only"
        exact += first == judged
        merged += _ISSUE.get(first, first) == _ISSUE.get(judged, judged)
    return {
        "readings": len(readings),
        "agreement_percent": _percent(exact, len(readings)),
        "agreement_merged_percent": _percent(merged, len(readings)),
    }


def storage(chosen: list[Path]) -> dict[str, float]:
    """Returns the size of an edition of all versions over that of one of the newest versions alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        newest = folder / "newest.jsonl"
        with newest.open("w", encoding="utf-8") as out:
            for file in chosen:
                lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
                out.write(max(lines, key=lambda line: int(json.loads(line)["version"])) + "\n")
        whole = build(chosen, folder / "all")
        alone = build([newest], folder / "newest")
        sizes = [sum(file.stat().st_size for file in one.path.rglob("*") if file.is_file()) for one in (whole, alone)]
        records = [(one.path / "records.sqlite").stat().st_size for one in (whole, alone)]
        return {
            "storage_versions": whole.manifest.counts.labels,
            "storage_ratio": round(sizes[0] / sizes[1], 3),
            "storage_ratio_records": round(records[0] / records[1], 3),
        }


if __name__ == "__main__":
    _part = next((one for one in sys.argv if "/" in one and one.replace("/", "").isdigit()), "0/4").split("/")
    if "--readings" in sys.argv:
        print(json.dumps(agreement(Path(sys.argv[1]), _readings()), indent=1))
        sys.exit()
    print(json.dumps(measure(Path(sys.argv[1]), (int(_part[0]), int(_part[1])), store="--store" in sys.argv), indent=1))
