"""Whether statements are borne out by what they cite: draws a sample to be read, and counts the judgements.

`python -m benchmarks.answers.support SHARED EDITION FILE [--seed N] [--statements 200]` draws statements of the answers to the
development questions and writes them with their citations to FILE, which holds label text and stays outside the repository. Who
reads it writes one line a statement into support_judgements.tsv: the sample's id and judgements, no label text.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.shape import FILES, questions
from msgspec import Struct

from plainlabel.answers.contract import Answer, Statement
from plainlabel.library import Library

JUDGEMENTS: Final = Path(__file__).parent / "support_judgements.tsv"
SEED: Final = 20261123
SAMPLE: Final = 200
COLUMNS: Final = ("id", "version", "basis", "borne_out", "numbers", "negation", "medicine", "population", "note")
_BASES: Final = frozenset({"label", "class", "computed", "study"})
_DIGITS: Final = 12


class Drawn(Struct, frozen=True):
    """One statement to be read, with the answer it stands in."""

    id: str
    answer: Answer
    statement: Statement


def draw(library: Library, shared: Path, number: int = SAMPLE, seed: int = SEED) -> list[Drawn]:
    """Returns statements of different answers where there are enough, by seed."""
    found = [
        Drawn(_id(answer, statement), answer, statement)
        for file in FILES
        for question in questions(shared, file)
        for answer in [library.ask(question)]
        for statement in answer.statements
        if statement.basis in _BASES
    ]
    dice = random.Random(seed)  # noqa: S311 - a draw to repeat, not a secret
    shuffled = dice.sample(found, len(found))
    first = {each.answer.question: each for each in reversed(shuffled)}
    chosen = [each for each in shuffled if first[each.answer.question] is each]
    rest = [each for each in shuffled if first[each.answer.question] is not each]
    return [*chosen, *rest][:number]


def _id(answer: Answer, statement: Statement) -> str:
    return hashlib.blake2b(f"{answer.question}\x00{statement.text}".encode(), digest_size=_DIGITS // 2).hexdigest()


def page(several: Sequence[Drawn]) -> str:
    """Returns the text to read: each statement with its question, medicine, summary and the words it cites."""
    return "\n".join(line for place, each in enumerate(several, 1) for line in _lines(place, each))


def _lines(place: int, drawn: Drawn) -> list[str]:
    given, cited = drawn.answer, {each.n: each for each in drawn.answer.citations}
    medicines = ", ".join(f"{each.asked} -> {each.name}" for each in given.medicines)
    lines = [
        f"## {place} {drawn.id} [{drawn.statement.basis}]",
        f"question: {given.question}",
        f"medicines: {medicines}",
        f"outcome: {given.outcome} {given.verdict or ''}",
        f"summary: {given.summary}",
        f"statement: {drawn.statement.text}",
    ]
    for number in drawn.statement.citations:
        each = cited[number]
        words = each.quote or "(no words: absence, product data or fact)"
        lines.append(f"  cites {each.set_id} v{each.version} {each.section}: {words}")
    return [*lines, ""]


def judged() -> dict[str, object]:
    """Returns how many statements of the last draw were read and how many were borne out."""
    if not JUDGEMENTS.is_file():
        return {"support read": 0}
    lines = JUDGEMENTS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    last = max((row[COLUMNS.index("version")] for row in rows), default="")
    rows = [row for row in rows if row[COLUMNS.index("version")] == last]
    counts = Counter(dict(zip(COLUMNS, row, strict=False)).get("borne_out", "") for row in rows)
    return {
        "support read": len(rows),
        "support borne out": counts["yes"],
        "support share": round(counts["yes"] / len(rows), 4) if rows else None,
    }


def main(arguments: Sequence[str]) -> int:
    """Returns 0; writes the sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("edition", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--statements", type=int, default=SAMPLE)
    options = parser.parse_args(arguments)
    with Library.open(options.edition) as library:
        drawn = draw(library, options.shared, options.statements, options.seed)
    options.file.write_text(page(drawn), encoding="utf-8")
    print(f"{len(drawn)} statements to read in {options.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
