"""A third set of silence pairs: questions of another hand-written file, on things the vocabulary was not written for.

Run `python -m benchmarks.answers.silence_fresh SHARED [--draw] [--keep FOLDER] [--half training|test] [--list]`. Made the same
way as the first set (silence_pairs.py), with its own rules (silence_fresh_questions.tsv) and seed. The halves share no rule and no
label. What each look at them gave stands in silence.md: after the first look a half is no longer fresh.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import rules
from benchmarks.answers.silence import HALVES, answered, ask_all, figures
from benchmarks.answers.silence_pairs import draw, pairs_in, write

QUESTIONS: Final = Path(__file__).parent / "silence_fresh_questions.tsv"
FRESH: Final = Path(__file__).parent / "silence_fresh.tsv"
SEED: Final = 20261124
_PER_RULE: Final = 6


def main(arguments: Sequence[str]) -> int:
    """Returns 0; draws the pairs or prints the figures of one half."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--list", action="store_true", help="print each question that failed, of the training half alone")
    options = parser.parse_args(arguments)
    if options.draw:
        made = draw(options.shared, QUESTIONS, SEED, _PER_RULE)
        write(made, FRESH)
        print(f"{len(made)} pairs of {len(rules(QUESTIONS))} rules")
        return 0
    several = [pair for pair in pairs_in(FRESH) if options.half in {None, pair.half}]
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
