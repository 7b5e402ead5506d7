"""Whether a section that FDARxBench cites comes first: `python -m benchmarks.answers.cited EDITION [--misses]`.

An item counts where the medicine it names is held; right when the first of the answer's `passages` stands in, or under, a section
that the item cites, by number or by title, in any label of that medicine: many items were made from another maker's label of a
generic. No answer of the file is read: some are wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.answers.sections import SHARED, first_of, half_of, labels_of, names_of, rows_of

from plainlabel.answers.contract import RankedPassage
from plainlabel.label import section_path
from plainlabel.library import Library

FILE = "fdarxbench_dev.jsonl"


def measure_library(library: Library, shared: Path) -> tuple[dict[str, float], list[str]]:
    """Returns the figures of FDARxBench's answerable items, and the questions missed with what came first."""
    ranks: list[float] = []
    missed = []
    for row in rows_of(shared, FILE):
        if row["task"] == "refusal":
            continue
        names = names_of(library, row["drug_name"])
        set_ids = {library.edition.label(key).set_id for name in names for one in name.medicines for key in labels_of(library, one)}
        if not set_ids:
            continue
        given = library.ask(row["question"])
        places = (place for place, each in enumerate(given.passages, 1) if each.set_id in set_ids and is_cited(library, each, row))
        ranks.append(1 / next(places, 10**6))
        if ranks[-1] < 1:
            missed.append(
                f"{half_of(row['question'])} {given.type}/{given.topic}: {row['question']} {row['references']} -> {first_of(given)}"
            )
    total = max(1, len(ranks))
    first, mrr = sum(rank == 1 for rank in ranks) / total, sum(rank for rank in ranks if rank > 0.01) / total
    return {"rows": len(ranks), "cited_first": round(first, 4), "cited_mrr": round(mrr, 4)}, missed


def is_cited(library: Library, passage: RankedPassage, row: Mapping[str, Any]) -> bool:
    """Returns whether a passage stands in, or under, a section that the item cites, by number or by title."""
    references = row["references"]
    wanted = [references] if isinstance(references, str) else list(references or [])
    wanted += [each for each in row["citations"] if each]
    above = _headings(library, passage)
    return any(_same(one, each) for one in wanted for each in above)


def _headings(library: Library, passage: RankedPassage) -> list[str]:
    """Returns the passage's heading and those above it."""
    key = library.edition.label_by_set_id(passage.set_id).key
    tree = library.edition.section_tree(key)
    own = [one for one in tree.values() if f"{one.number or ''} {one.title}".strip() == passage.section]
    return [passage.section, *(each.title for one in own[:1] for each in section_path(tree, one.id))]


def _same(cited: str, heading: str) -> bool:
    number, own = re.match(r"\s*(\d+(?:\.\d+)*)", cited), re.match(r"\s*(\d+(?:\.\d+)*)", heading)
    if number and own:
        return number[1] == own[1] or own[1].startswith(f"{number[1]}.")
    words, title = (re.sub(r"[\W\d]+", " ", each).strip().lower().removesuffix(" section") for each in (cited, heading))
    return bool(words) and words == title


def main(arguments: Sequence[str]) -> None:
    """Prints the figures; with --misses the items missed, those of half a alone unless --all is given."""
    with Library.open(Path(arguments[0])) as library:
        figures, missed = measure_library(library, SHARED)
    print(json.dumps(figures))
    if "--misses" in arguments:
        print(*(each for each in missed if each.startswith("a") or "--all" in arguments), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
