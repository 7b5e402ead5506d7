"""Fits the silence score on the training halves of all sets of silence pairs and writes vocabulary/answer_silence.tsv.

Run `python -m benchmarks.answers.silence_fit SHARED [--keep FOLDER]`. Examples are the answers given and the best passages of the
labels, of the cut label (none answers) and of the whole one (those that hold a stretch that was taken out answer). Logistic
regression, cross-validated by rule: each example is scored by weights that saw no example of its rule. Printed is the curve of
those scores. The thresholds are the least, but not below .8, at which no more than `_RISK` of the wrong examples stands above:
the curve is flat there, and where no concept is known (silence_terms.py) the upper end is the safer one.
"""

from __future__ import annotations

import argparse
import math
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.silence import cases, editions
from benchmarks.answers.silence_fresh import sets
from benchmarks.answers.silence_pairs import Pair
from msgspec import Struct

from plainlabel.answers import bearing
from plainlabel.answers.asked import pieces
from plainlabel.answers.silence import judged
from plainlabel.library import Library
from plainlabel.retrieval.reading import Found

WEIGHTS: Final = Path(bearing.__file__).parents[1] / "vocabulary" / "answer_silence.tsv"
NAMES: Final = bearing.Evidence.__struct_fields__
_PRIOR: Final = {"bias": -6.0, "covered": 3.0, "main": 5.0, "complete": 2.0, "planned": 0.5, "aside": -5.0, "fragment": -0.3}
"""What was held likely before any fit: few wrong examples can move it, none cannot."""
_ROUNDS: Final = 1_000
_STEP: Final = 0.5
_PENALTY: Final = 0.02
_RISK: Final = 0.02
_FOLDS: Final = 5
_KEEPS: Final = (*(tenth / 10 for tenth in range(5, 10)), 0.95)
_TAKES: Final = (0.8, 0.95)


class Example(Struct, frozen=True):
    """Evidence, whether it answers, whether it was the answer given (else the best passage found), and which question it is of."""

    evidence: bearing.Evidence
    answers: bool
    given: bool
    rule: str
    question: tuple[str, int, bool]


def examples(shared: Path, keep: Path | None) -> list[Example]:
    """Returns the examples of the training halves of all sets; their small editions are kept in `keep`, a folder a set."""
    found: list[Example] = []
    for name, several in sets().items():
        chosen = [pair for pair in several if pair.half == "training"]
        with editions(shared, chosen, keep / f"{name}.training" if keep else None) as (cut, whole):
            for pair in chosen:
                for library, is_whole in ((cut, False), (whole, True)):
                    found += _examples(name, pair, library, whole=is_whole)
    return found


def _examples(name: str, pair: Pair, library: Library, *, whole: bool) -> Iterator[Example]:
    of = (name, pair.number, whole)
    for case in cases(library, pair.question):
        asked = pieces(case.question)
        if not judged(case, asked):
            continue
        if case.draft.outcome == "answered":
            right = whole and any(_taken(pair, each) for each in case.draft.used[: bearing.MOST_READ])
            yield Example(bearing.bearing(case, asked), right, True, pair.rule, of)
        for found in bearing.borne(case, asked)[:1]:
            yield Example(found[0], whole and _taken(pair, found[1]), False, pair.rule, of)


def _taken(pair: Pair, found: Found) -> bool:
    spans = pair.spans.get(found.section.id, ()) if found.set_id == pair.set_id else ()
    return any(end < 0 or (found.start < end and start < found.end) for start, end in spans)


def fit(several: Sequence[Example]) -> dict[str, float]:
    """Returns the bias and the weights of a logistic regression, by plain gradient steps, held near the prior."""
    known = {name: _PRIOR.get(name, 0.0) for name in ("bias", *NAMES)}
    rows = [(_row(each), float(each.answers)) for each in several]
    for _ in range(_ROUNDS):
        steps = dict.fromkeys(known, 0.0)
        for row, right in rows:
            error = right - _sure(known, row)
            for name, value in row.items():
                steps[name] += error * value
        known = {
            name: value + _STEP * (steps[name] / len(rows) - _PENALTY * (value - _PRIOR.get(name, 0.0)))
            for name, value in known.items()
        }
    return known


def _row(example: Example) -> dict[str, float]:
    return {"bias": 1.0, **{name: getattr(example.evidence, name) for name in NAMES}}


def _sure(known: dict[str, float], row: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(known[name] * value for name, value in row.items())))


def threshold(known: dict[str, float], several: Sequence[Example]) -> float:
    """Returns the least score above which no more than `_RISK` of the wrong examples stand."""
    wrong = sorted((_sure(known, _row(each)) for each in several if not each.answers), reverse=True)
    allowed = int(_RISK * len(wrong))
    return round(min(0.95, max(0.8, wrong[allowed] + 0.01)), 3) if len(wrong) > allowed else 0.5


def held_out(several: Sequence[Example]) -> Callable[[Example], float]:
    """Returns the score of each example by weights that were fitted without its rule and those drawn with it."""
    known = [fit([each for each in several if _fold(each) != fold]) for fold in range(_FOLDS)]
    return lambda each: _sure(known[_fold(each)], _row(each))


def _fold(example: Example) -> int:
    return zlib.crc32(example.rule.encode()) % _FOLDS


def curve(several: Sequence[Example], score: Callable[[Example], float]) -> Iterator[tuple[float, float, float, float]]:
    """Yields thresholds to keep and to take, and the shares of the judged questions answered of the cut and the whole labels."""
    best: dict[tuple[str, int, bool], dict[bool, float]] = {}
    for each in several:
        best.setdefault(each.question, {})[each.given] = score(each)
    for keep in _KEEPS:
        for take in _TAKES:
            shares = []
            for whole in (False, True):
                asked = [found for question, found in best.items() if question[2] is whole]
                told = sum(found.get(True, 0.0) >= keep or found.get(False, 0.0) >= take for found in asked)
                shares.append(told / max(1, len(asked)))
            yield keep, take, shares[0], shares[1]


def main(arguments: Sequence[str]) -> int:
    """Returns 0; writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    several = examples(options.shared, options.keep)
    for keep, take, risk, coverage in curve(several, held_out(several)):
        print(f"| {keep:g} | {take:g} | {risk:.1%} | {coverage:.1%} |")
    known = fit(several)
    known["keep"] = threshold(known, [each for each in several if each.given])
    known["take"] = threshold(known, [each for each in several if not each.given])
    lines = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines += ["name\tweight", *(f"{name}\t{value:.3f}" for name, value in known.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(several)} examples, {sum(each.answers for each in several)} of them answers")
    print("\n".join(lines[-len(known) :]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
