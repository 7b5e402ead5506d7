"""Made-up questions by the thousand: none may end in an uncaught error, none may take longer than a second.

`python -m benchmarks.answers.fuzz EDITION [--questions 100000] [--seed N]`. Questions are cut, doubled, mixed and misspelt from
words of questions, names of the edition and hostile text. The text itself is only of our own making.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import rules

from plainlabel.library import Library

SEED: Final = 20261123
SHORT_RUN: Final = 2_000
SLOWEST_S: Final = 1.0
_NAMES: Final = 400
_LONG: Final = (2_001, 20_000, 99_999, 100_001, 250_000)
_HOSTILE: Final = (
    *(
        "<script>alert(1)</script>",
        "'; DROP TABLE labels;--",
        "{{7*7}}",
        "\x00\x01\x02",
        "\u202e\u2066",
        "💊💉🤢",
        "../../etc/passwd",
    ),
    *(
        "%s%n",
        "\\x41",
        "[[[[((((",
        "a" * 300,
        "OR NOT AND (",
        "^~*\"'",
        "e\u0301\u0302",
        "薬を飲んでもいいですか",
        "هل يمكنني تناول",
    ),
    *(
        "möchte ich nehmen",
        "\u00f8",
        "@ @ @",
        "NaN",
        "-1e309 mg",
        "1/0 ml",
        "\t\r\n",
        "&nbsp;&lt;",
        "\uff21\uff22",
        "half half",
        ".",
        "?",
    ),
)
_WORDS: Final = (
    *(
        "is",
        "what",
        "can",
        "does",
        "how",
        "why",
        "when",
        "my",
        "you",
        "of",
        "in",
        "with",
        "or",
        "not",
        "never",
        "after",
        "stop",
        "mg",
    ),
    *(
        "dose",
        "daily",
        "pregnant",
        "nursing",
        "alcohol",
        "grapefruit",
        "kidney",
        "heart",
        "sleep",
        "rash",
        "hair",
        "weight",
        "baby",
    ),
    *(
        "5",
        "year",
        "old",
        "too",
        "much",
        "overdose",
        "missed",
        "fridge",
        "crush",
        "cause",
        "treat",
        "safe",
        "together",
        "pain",
        "911",
    ),
    *("swollen", "breathing", "suicide", "work", "fast", "long", "take", "taking", "before", "store", "split", "liver", "child"),
)


def made(dice: random.Random, names: Sequence[str], forms: Sequence[str]) -> str:
    """Returns one made-up question."""
    kind = dice.random()
    if kind < 0.35:
        return _misspelt(dice, dice.choice(forms).format(n=dice.choice(names)))
    if kind < 0.6:
        return " ".join(dice.choice((*_WORDS, dice.choice(names))) for _ in range(dice.randint(1, 25)))
    if kind < 0.8:
        pieces = [dice.choice(_WORDS), dice.choice(_HOSTILE), dice.choice(names), dice.choice(_HOSTILE)]
        dice.shuffle(pieces)
        return dice.choice(("", " ")).join(pieces)
    if kind < 0.995:
        return "".join(chr(dice.choice((dice.randint(1, 127), dice.randint(128, 0x2FFF), 32))) for _ in range(dice.randint(0, 200)))
    piece = dice.choice((dice.choice(names) + " ", dice.choice(_WORDS) + " ", "(", "a", "\n", dice.choice(_HOSTILE)))
    return (piece * dice.choice(_LONG))[: dice.choice(_LONG)]


def _misspelt(dice: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(letters))
        letters[at] = dice.choice((letters[at] * 2, "", chr(dice.randint(97, 122)), letters[at].upper()))
    return "".join(letters)


def several(library: Library, number: int, seed: int = SEED) -> Iterator[str]:
    """Yields that many made-up questions, the same for a seed and an edition."""
    dice = random.Random(seed)  # noqa: S311 - questions to repeat, not a secret
    keys = sorted(medicine.key for medicine in library.edition.medicines())
    known = [library.edition.medicine(key) for key in dice.sample(keys, min(_NAMES, len(keys)))]
    names = [name for each in known if each is not None for name in (*each.ingredients[:1], *each.brands[:1])]
    forms = [form for rule in rules() for form in rule.forms]
    for _ in range(number):
        yield made(dice, names, forms)


def measure(library: Library, number: int = SHORT_RUN, seed: int = SEED) -> dict[str, object]:
    """Returns how many questions ended in an error or took too long, the slowest, and the outcomes."""
    errors: list[str] = []
    outcomes: Counter[str] = Counter()
    slow, worst = 0, 0.0
    for question in several(library, number, seed):
        started = time.perf_counter()
        try:
            outcomes[library.ask(question).outcome] += 1
        except Exception as error:  # noqa: BLE001 - what is counted here is any error at all
            errors.append(f"{type(error).__name__}: {error} in {question[:120]!r}")
        spent = time.perf_counter() - started
        slow, worst = slow + (spent > SLOWEST_S), max(worst, spent)
    return {
        "fuzzed questions": number,
        "fuzz errors": len(errors),
        "fuzz slower than 1 s": slow,
        "fuzz worst s": round(worst, 3),
        "fuzz outcomes": dict(outcomes),
        "errors": errors[:20],
    }


def main(arguments: Sequence[str]) -> int:
    """Returns 0 when every made-up question was answered in time, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("edition", type=Path)
    parser.add_argument("--questions", type=int, default=SHORT_RUN)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    with Library.open(options.edition) as library:
        found = measure(library, options.questions, options.seed)
    for name, value in found.items():
        print(f"{name}: {value}")
    return 1 if found["fuzz errors"] or found["fuzz slower than 1 s"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
