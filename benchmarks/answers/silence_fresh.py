"""Further sets of silence pairs: questions of other hand-written files, on things the vocabulary was not written for.

Run `python -m benchmarks.answers.silence_fresh SHARED [--set NAME] [--draw] [--keep FOLDER] [--half HALF] [--list]`.
Made the same way as the first set (silence_pairs.py), each with its own rules (silence_SET_questions.tsv) and seed. The halves of a
set share no rule and no label. What each look at them gave stands in silence.md: after the first look a half is no longer fresh.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import rules
from benchmarks.answers.silence import HALVES, answered, ask_all, figures
from benchmarks.answers.silence_pairs import Pair, draw, pairs, pairs_in, write

_FOLDER: Final = Path(__file__).parent
SEEDS: Final = {"fresh": 20261124, "third": 20261207, "fourth": 20261218, "fifth": 20261229, "sixth": 20261230}
_PER_RULE: Final = 6


def sets() -> dict[str, tuple[Pair, ...]]:
    """Returns the pairs of all sets by name, "first" among them."""
    return {"first": pairs(), **{name: pairs_in(_FOLDER / f"silence_{name}.tsv") for name in SEEDS}}


def main(arguments: Sequence[str]) -> int:
    """Returns 0; draws the pairs or prints the figures of one half."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", choices=SEEDS, default="fresh", dest="name")
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--list", action="store_true", help="print each question that failed, of the training half alone")
    options = parser.parse_args(arguments)
    questions, file = _FOLDER / f"silence_{options.name}_questions.tsv", _FOLDER / f"silence_{options.name}.tsv"
    if options.draw:
        made = draw(options.shared, questions, SEEDS[options.name], _PER_RULE)
        write(made, file, SEEDS[options.name])
        print(f"{len(made)} pairs of {len(rules(questions))} rules")
        return 0
    several = [pair for pair in pairs_in(file) if options.half in {None, pair.half}]
    asked = ask_all(options.shared, options.keep, several)
    for half in HALVES if options.half is None else (options.half,):
        print(half, figures([each for each in asked if each.pair.half == half]))
    if options.list and options.half == "training":
        for each in asked:
            if answered(each.cut) or not answered(each.whole):
                state = "answered where silent" if answered(each.cut) else "not answered"
                print(f"{state}\t{each.pair.rule}\t{each.cut.type}\t{each.pair.question}\t{each.cut.summary}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
