"""False silence: side effects that the facts of a label name, asked by name, and how often the answer is silent.

`python -m benchmarks.answers.named_effects EDITION [--questions 300] [--seed N]`. The name asked is the fact's own plain name.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from plainlabel.facts.kinds import AdverseReaction
from plainlabel.library import Library
from plainlabel.retrieval.reading import Reading

SEED: Final = 20261123
_MOST_WORDS: Final = 2


def measure(library: Library, number: int, seed: int = SEED) -> dict[str, object]:
    """Returns how many were asked, how many were not answered as an effect, and which."""
    asked = list(_pairs(library, number, random.Random(seed)))  # noqa: S311 - a draw to repeat, not a secret
    missed = [question for question in asked if library.ask(question).outcome in {"silent", "not_held", "unclear"}]
    return {"asked": len(asked), "silent": len(missed), "share": round(len(missed) / max(1, len(asked)), 4), "missed": missed}


def _pairs(library: Library, number: int, dice: random.Random) -> Iterator[str]:
    edition = library.edition
    keys = list(range(1, edition.labels + 1))
    dice.shuffle(keys)
    found = 0
    for key in keys:
        reading = Reading(edition, edition.label(key))
        named = [fact.value.name for fact in reading.facts("adverse_reaction") if isinstance(fact.value, AdverseReaction)]
        names = sorted({each for each in named if each and len(each.split()) <= _MOST_WORDS})
        title = reading.title
        if not names or not title or library.ask(f"tell me about {title}").medicines[:1] == ():
            continue
        read = library.ask(f"tell me about {title}").medicines[0]
        if read.set_id != reading.label.set_id:
            continue
        yield f"Does {title} cause {dice.choice(names)}?"
        found += 1
        if found == number:
            return


def main(arguments: Sequence[str]) -> int:
    """Returns 0; prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("edition", type=Path)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    with Library.open(options.edition) as library:
        print(measure(library, options.questions, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
