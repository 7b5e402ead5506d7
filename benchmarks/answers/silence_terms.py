"""A second set of silence pairs that nobody wrote rules for: effects drawn by seed from what labels list.

Run `python -m benchmarks.answers.silence_terms SHARED [--draw] [--keep FOLDER]`: `--draw` makes silence_terms.tsv anew, without it
the pairs are asked. The words of these questions come from the labels themselves (vocabulary/reaction_terms.tsv), so they
show how the score does where no concept was thought of. Every passage that holds the term's rarest word goes; other names
of the same effect may stay, so the risk told here is at most too high.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from benchmarks.answers import silence, silence_pairs
from benchmarks.answers.cutting import EFFECTS, Rule, answering, digest, rules, without
from benchmarks.answers.silence_pairs import SEED, Pair, labels, one_a_medicine, pairs_in, plain_name, usual_names, write

from plainlabel.label import Label, coded_ancestor

TERMS: Final = Path(__file__).parent / "silence_terms.tsv"
FORMS: Final = ("Can {n} cause {t}?", "does {n} give you {t}", "{t} from {n}", "Is {t} a side effect of {n}?")
_NUMBER: Final = 160
_LISTED: Final = 15
_MOST_WORDS: Final = 2
_FEWEST_LETTERS: Final = 5
_NOUNS: Final = re.compile(r"[a-z]{4,}(?: [a-z]{4,})?\Z")


def terms() -> dict[str, str]:
    """Returns the terms that many labels list as reactions and few elsewhere, with the rarest word of each."""
    lines = files("plainlabel.vocabulary").joinpath("reaction_terms.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words = Counter(word for term, *_ in rows for word in term.split())
    return {
        term: min(term.split(), key=lambda word: words[word])
        for term, listed, _, elsewhere in rows
        if int(listed) >= _LISTED and int(listed) > 2 * int(elsewhere) and _NOUNS.match(term) and len(term.split()) <= _MOST_WORDS
    }


def _conditions() -> frozenset[str]:
    """Returns every name of a condition or reaction: what is listed but no such name is a heading or a piece of a table."""
    lines = files("plainlabel.vocabulary").joinpath("conditions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return frozenset(name.strip().lower() for row in rows for name in (row[0], *row[2].split("|")) if name.strip())


def draw(shared: Path) -> list[Pair]:
    """Returns pairs of labels that the first set left over, one a medicine, each term once; none that a rule of ours would find."""
    dice = random.Random(SEED + 1)  # noqa: S311 - a draw to repeat, not a secret
    used = {pair.set_id for pair in silence_pairs.pairs()}
    known = terms()
    taken: set[str] = set()
    found: list[Pair] = []
    chosen: list[Label] = []
    for label in one_a_medicine((each for each in labels(shared) if each.set_id not in used), dice):
        term = _term(label, known, taken, dice)
        if term is None or len(found) >= _NUMBER:
            continue
        taken.add(term)
        spans = answering(_rule(term, known[term]), label)
        question = dice.choice(FORMS).format(n=plain_name(label, dice), t=term)
        found.append(Pair(len(found) + 1, "terms", label.set_id, label.version, term, question, spans, digest(label, spans)))
        chosen.append(label)
    return [pair for pair in usual_names(found, chosen) if pair.rule in _conditions()]


def _term(label: Label, known: dict[str, str], taken: set[str], dice: random.Random) -> str | None:
    tree = {section.id: section for section in label.sections}
    effects = " ".join(s.text for s in label.sections if coded_ancestor(tree, s.id) in EFFECTS).lower()
    named = " ".join(product.name.lower() for product in label.products)
    several = [term for term in known if term not in taken and re.search(rf"\b{term}\b", effects)]
    dice.shuffle(several)
    for term in several:
        if any(rule.answers.search(term) for rule in rules()) or known[term] in named:
            continue
        rule = _rule(term, known[term])
        if not answering(rule, without(label, answering(rule, label))):
            return term
    return None


def _rule(term: str, word: str) -> Rule:
    stem = re.escape(word[: max(_FEWEST_LETTERS, len(word) - 2)])
    never = re.compile(r"(?!)")
    return Rule(term, "side_effects", "effect", (), re.compile(rf"\b{stem}", re.IGNORECASE), never, never, frozenset())


def main(arguments: Sequence[str]) -> int:
    """Returns 0; draws the pairs or prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    if options.draw:
        made = draw(options.shared)
        write(made, TERMS)
        print(f"{len(made)} pairs")
        return 0
    asked = silence.ask_all(options.shared, options.keep, pairs_in(TERMS))
    print(silence.figures(asked))
    print("\n".join(silence.drawn(silence.curve(asked, ("terms",)))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
