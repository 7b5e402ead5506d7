"""The seventh set of silence pairs: questions and answering passages chosen by reading the labels, several of one label.

Run `python -m benchmarks.answers.silence_read SHARED [--half HALF] [--list]`. In the sets before, what answers a question was found
by patterns, and readers found many pairs void: the words answered nothing, or other words still did. Here readers who knew neither
the code nor its vocabulary wrote a question, named all passages that answer it, and read again what was left. The pairs hold facts
only: set id, version, topic, a question in our own words, and which stretches of which sections go. Halves share no label. A label
may stand in several pairs: they are asked in rounds, each label once a round.

`--make FOLDER` makes the file from the readers' lists (pairs_*.tsv: set id, type, topic, question, passages as SECTION#N or
SECTION#all).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import WHOLE, Spans, digest
from benchmarks.answers.silence import HALVES, Asked, answered, ask_all, figures
from benchmarks.answers.silence_pairs import Pair, labels, pairs_in, write

from plainlabel.label import Label
from plainlabel.labels.passages import passages

FILE: Final = Path(__file__).parent / "silence_seventh.tsv"
SEED: Final = 20261124
_FIELDS: Final = 5


def rounds(several: Sequence[Pair]) -> list[list[Pair]]:
    """Returns the pairs in rounds in which no label stands twice."""
    by_label: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in several:
        by_label[pair.set_id].append(pair)
    most = max(map(len, by_label.values()), default=0)
    return [[those[place] for those in by_label.values() if place < len(those)] for place in range(most)]


def asked_in_rounds(shared: Path, several: Sequence[Pair]) -> list[Asked]:
    """Returns every pair asked of the label without its passages and of the whole label, in the order of their numbers."""
    found = [each for part in rounds(several) for each in ask_all(shared, None, part)]
    return sorted(found, key=lambda each: each.pair.number)


def made(shared: Path, folder: Path) -> list[Pair]:
    """Returns the pairs of the readers' lists, each label in one half by seed.

    Raises:
        ValueError: a line has not five fields, names a label that is not held, or a passage that its label has not.
    """
    lines = list(_lines(folder))
    wanted = {line[0] for line in lines}
    held = {label.set_id: label for label in labels(shared) if label.set_id in wanted}
    if missing := wanted - set(held):
        raise ValueError(f"Labels not in {shared}: {', '.join(sorted(missing))}. Remove their lines from the lists in {folder}.")
    found = []
    for number, (set_id, kind, _, question, places) in enumerate(lines, 1):
        label = held[set_id]
        spans = _spans(label, places.split())
        found.append(Pair(number, half_of(set_id), set_id, label.version, kind, question, spans, digest(label, spans)))
    return found


def half_of(set_id: str) -> str:
    """Returns the half of a label, by a hash of its set id: it stays when other readers add labels."""
    return HALVES[hashlib.blake2b(f"{SEED}{set_id}".encode(), digest_size=1).digest()[0] % 2]


def _lines(folder: Path) -> Iterator[list[str]]:
    for file in sorted(folder.glob("pairs_*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = [field.strip() for field in line.split("\t")]
            if len(fields) != _FIELDS:
                raise ValueError(f"{file}, line {number}: {len(fields)} fields instead of {_FIELDS}. Separate them by tabs.")
            yield fields


def _spans(label: Label, places: Sequence[str]) -> Spans:
    """Returns the stretches that passages named by readers stand at; neighbours are not joined."""
    sections = {section.id: section for section in label.sections}
    found: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        key, _, number = place.rpartition("#")
        if key not in sections:
            raise ValueError(f"Label {label.set_id} has no section {key} ({place}). Name one that it has.")
        if number == "all":
            found[key] = list(WHOLE)
        elif found.get(key) != list(WHOLE):
            several = [(each.start, each.end) for each in passages(sections[key])]
            if int(number) >= len(several):
                raise ValueError(f"Section {key} of label {label.set_id} has {len(several)} passages, not {place}.")
            found.setdefault(key, []).append(several[int(number)])
    return {key: tuple(sorted(set(several))) for key, several in found.items()}


def main(arguments: Sequence[str]) -> int:
    """Returns 0; makes the pairs, or prints the figures of one half and where asked its failures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--make", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--list", action="store_true", help="print each question that failed, of the training half alone")
    options = parser.parse_args(arguments)
    if options.make is not None:
        several = made(options.shared, options.make)
        write(several, FILE, SEED)
        print(f"{len(several)} pairs of {len({pair.set_id for pair in several})} labels")
        return 0
    asked = asked_in_rounds(options.shared, [pair for pair in pairs_in(FILE) if options.half in {None, pair.half}])
    for half in HALVES if options.half is None else (options.half,):
        print(half, figures([each for each in asked if each.pair.half == half]))
    for each in asked if options.list else ():
        if each.pair.half == "training" and (answered(each.cut) or not answered(each.whole)):
            state = "answered where silent" if answered(each.cut) else "not answered"
            given = each.cut if answered(each.cut) else each.whole
            print(f"{state}\t{each.pair.number}\t{each.pair.rule}\t{given.type}\t{each.pair.question}\t{given.summary}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
