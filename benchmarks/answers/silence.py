"""Whether an answer is withheld where the label is silent, and given where it is not, on the silence pairs.

`python -m benchmarks.answers.silence SHARED` builds two small editions of the same labels, one with the answering passages taken
out, asks every question of both and prints, by half of the pairs, the share answered where silent (risk) at the share answered
of the whole labels (coverage), then both along the score: the risk-coverage curve. `--keep FOLDER` keeps the editions for
the next run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import digest, without
from benchmarks.answers.silence_pairs import Pair, built, labels, pairs
from msgspec import Struct

from plainlabel.answers import answer as answering
from plainlabel.answers import bearing as scoring
from plainlabel.answers.asked import pieces
from plainlabel.answers.case import Case
from plainlabel.answers.contract import Answer
from plainlabel.answers.silence import judged
from plainlabel.errors import NotHeldError
from plainlabel.label import Label
from plainlabel.library import Library

HALVES: Final = ("training", "test")
THRESHOLDS: Final = (0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)


class Asked(Struct, frozen=True):
    """One question asked of the label without its answer and of the whole label.

    `read` tells whether the right label was read; `rests` whether the answer from the whole label cites a passage taken out.
    `least_cut` and `least_whole` are the highest thresholds at which the question is still answered: 1 where no score is asked.
    """

    pair: Pair
    cut: Answer
    whole: Answer
    read: bool
    rests: bool
    least_cut: float
    least_whole: float


def measure(shared: Path, keep: Path | None = None) -> dict[str, object]:
    """Returns risk and coverage by half, outcomes, and the rules that fail most."""
    asked = ask_all(shared, keep)
    result: dict[str, object] = {half: figures([each for each in asked if each.pair.half == half]) for half in HALVES}
    return {**result, "all": figures(asked), "curve": curve(asked), "answered_where_silent": _listed(asked)}


def figures(asked: Sequence[Asked]) -> dict[str, object]:
    """Returns counts and shares of some questions: how often answered from what is left, and from the whole label."""
    total = max(1, len(asked))
    return {
        "pairs": len(asked),
        "risk": round(sum(answered(each.cut) for each in asked) / total, 4),
        "coverage": round(sum(answered(each.whole) for each in asked) / total, 4),
        "coverage_on_what_was_taken_out": round(sum(answered(each.whole) and each.rests for each in asked) / total, 4),
        "right_label_read": round(sum(each.read for each in asked) / total, 4),
        "outcomes_cut": dict(Counter(each.cut.outcome for each in asked)),
        "outcomes_whole": dict(Counter(each.whole.outcome for each in asked)),
    }


def answered(given: Answer) -> bool:
    """Returns whether an answer claims to answer; danger text counts as an answer."""
    return given.outcome in {"answered", "emergency"}


def ask_all(shared: Path, keep: Path | None = None, several: Sequence[Pair] = ()) -> list[Asked]:
    """Returns every pair (those of the repository, or `several`) asked of both editions.

    Pairs whose label is read differently from when they were made are left out: their offsets mean other words now.
    """
    several = several or pairs()
    with editions(shared, several, keep) as (cut, whole):
        return [_asked(pair, cut, whole) for pair in several if _held(whole, pair)]


def _held(library: Library, pair: Pair) -> bool:
    try:
        return library.show(pair.set_id).label.set_id == pair.set_id
    except NotHeldError:
        return False


def _asked(pair: Pair, cut: Library, whole: Library) -> Asked:
    first, second = cut.ask(pair.question), whole.ask(pair.question)
    read = any(each.set_id == pair.set_id for each in first.medicines)
    return Asked(pair, first, second, read, _rests(pair, second), reach(cut, pair.question), reach(whole, pair.question))


def reach(library: Library, question: str) -> float:
    """Returns the highest threshold at which a question is still answered: 0 where it never is, 1 where no score is asked."""
    for case in cases(library, question):
        given = case.draft.outcome == "answered"
        asked = pieces(case.question)
        if case.draft.certain or not judged(case, asked):
            return float(given)
        kept = scoring.bearing(case, asked).score() if given else 0.0
        return max(kept, *(known.score() for known, _ in scoring.borne(case, asked)[:1]), 0.0)
    return float(answered(library.ask(question)))


def cases(library: Library, question: str) -> list[Case]:
    """Returns the case of a question as it stands before the score is asked; none where no medicine was read."""
    seen: list[Case] = []
    real = answering.settle

    def keep(case: Case) -> bool:
        seen.append(case)
        return True

    answering.settle = keep
    try:
        library.ask(question)
    finally:
        answering.settle = real
    return seen


def curve(asked: Sequence[Asked], halves: Sequence[str] = HALVES) -> list[tuple[str, float, float, float]]:
    """Returns half, threshold, risk and coverage: what one threshold for all answers would bring."""
    return [
        (
            half,
            threshold,
            round(sum(each.least_cut >= threshold for each in several) / max(1, len(several)), 4),
            round(sum(each.least_whole >= threshold for each in several) / max(1, len(several)), 4),
        )
        for half in halves
        for several in [[each for each in asked if each.pair.half == half]]
        for threshold in THRESHOLDS
    ]


def drawn(rows: Sequence[tuple[str, float, float, float]]) -> Iterator[str]:
    """Yields the risk-coverage curve as a table in Markdown."""
    yield "| half | threshold | answered where silent | answered of the whole labels |"
    yield "|---|---|---|---|"
    for half, threshold, risk, coverage in rows:
        yield f"| {half} | {threshold:g} | {risk:.1%} | {coverage:.1%} |"


def _rests(pair: Pair, given: Answer) -> bool:
    """Returns whether the answer cites a passage that was taken out."""
    for each in given.citations:
        for start, end in pair.spans.get(each.section_id or "", ()) if each.set_id == pair.set_id else ():
            if end < 0 or (each.start is not None and each.end is not None and each.start < end and start < each.end):
                return True
    return False


@contextmanager
def editions(shared: Path, several: Sequence[Pair], keep: Path | None = None) -> Iterator[tuple[Library, Library]]:
    """Yields the library of the labels without the answering passages, and that of the whole labels."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="plainlabel-silence-") as folder, editions(shared, several, Path(folder)) as both:
            yield both
        return
    if not (keep / "whole" / "current").exists():
        held = list(chosen(shared, several))
        built((without(label, pair.spans) for pair, label in held), keep / "cut").close()
        built((label for _, label in held), keep / "whole").close()
    with Library.open(keep / "cut") as cut, Library.open(keep / "whole") as whole:
        yield cut, whole


def chosen(shared: Path, several: Sequence[Pair]) -> Iterator[tuple[Pair, Label]]:
    """Yields the pairs with their labels, without those whose label is read differently from when the pair was made.

    Raises:
        ValueError: a label is missing.
    """
    wanted = {pair.set_id: pair for pair in several}
    for label in labels(shared):
        pair = wanted.pop(label.set_id, None)
        if pair is not None and _digest(label, pair) == pair.digest:
            yield pair, label
    if wanted:
        raise ValueError(f"{len(wanted)} labels of the pairs are not in the shared folder")


def _digest(label: Label, pair: Pair) -> str | None:
    return digest(label, pair.spans) if set(pair.spans) <= {section.id for section in label.sections} else None


def _listed(asked: Sequence[Asked]) -> list[str]:
    return [f"{each.pair.number} {each.pair.rule}: {each.pair.question}" for each in asked if answered(each.cut)]


def by_rule(asked: Sequence[Asked]) -> list[tuple[str, str, int, int, int, int]]:
    """Returns for each rule: half, pairs, answered where silent, answered of the whole label, resting on what was taken out."""
    found: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    for each in asked:
        found[each.pair.half, each.pair.rule].append(each)
    return [
        (
            half,
            rule,
            len(several),
            sum(answered(each.cut) for each in several),
            sum(answered(each.whole) for each in several),
            sum(answered(each.whole) and each.rests for each in several),
        )
        for (half, rule), several in sorted(found.items())
    ]


def main(arguments: Sequence[str]) -> int:
    """Returns 0; prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rules", action="store_true", help="figures of each rule")
    options = parser.parse_args(arguments)
    asked = ask_all(options.shared, options.keep)
    for half in HALVES:
        print(half, figures([each for each in asked if each.pair.half == half]))
    print("\n".join(drawn(curve(asked))))
    if options.rules:
        for row in by_rule(asked):
            print("\t".join(map(str, row)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
