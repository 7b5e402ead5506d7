"""Learns the weights of the mention finder from a file of LabeledIn, and measures it cross-validated.

    python tools/train_conditions.py PATH            writes src/plainlabel/facts/conditions/condition_weights.tsv
    python tools/train_conditions.py PATH --folds    10 folds grouped by ingredient and like text; --label also by label

python-crfsuite 0.9.12 (MIT) is wanted here only. The weights are of words, pairs of words and places: no sentence
can be read from them.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "facts"))

from labeledin import Marked, Span, measures, overlapping, read, table  # noqa: E402

from plainlabel.facts.conditions.features import EDGE, WINDOW, Place, pair_features, place_features, places, word_features  # noqa: E402
from plainlabel.facts.conditions.mentions import spans  # noqa: E402
from plainlabel.facts.conditions.model import TAGS, Model, Scores  # noqa: E402
from plainlabel.facts.conditions.tokens import Token, sentences  # noqa: E402
from plainlabel.vocabulary.names import read_table  # noqa: E402

TARGET = ROOT / "src" / "plainlabel" / "facts" / "conditions" / "condition_weights.tsv"
OPTIONS = {"c1": 0.02, "c2": 0.3, "max_iterations": 150, "feature.possible_transitions": True}
SMALLEST = 0.02
ALIKE = 0.3


def features(sentence: list[Token], around: list[Place]) -> Iterator[list[str]]:
    """Returns the features of each token of a sentence: the same that Model sums."""
    edge = [None] * max(WINDOW)
    padded: list[Token | None] = [*edge, *sentence, *edge]
    keys = [EDGE if token is None else token.key for token in padded]
    for at, place in enumerate(around):
        middle = at + len(edge)
        found = [feature for offset in WINDOW for feature in word_features(offset, padded[middle + offset])]
        found += pair_features(-1, keys[middle - 1], keys[middle]) + pair_features(0, keys[middle], keys[middle + 1])
        yield found + place_features(place)


def tags(sentence: list[Token], marked: list[Span]) -> list[str]:
    """Returns the tags that marked places give the tokens of a sentence."""
    found: list[str] = []
    last: Span | None = None
    for token in sentence:
        span = next((one for one in marked if overlapping(one, (token.start, token.end))), None)
        found.append("O" if span is None else "I" if span == last else "B")
        last = span
    return found


Prepared = list[tuple[list[list[str]], list[str]]]


def prepared(label: Marked) -> Prepared:
    """Returns the features and tags of a label's sentences."""
    text = sentences(label.text)
    return [(list(features(one, around)), tags(one, label.spans)) for one, around in zip(text, places(text), strict=True)]


def learnt(labels: list[Prepared]) -> tuple[dict[str, Scores], dict[tuple[str, str], float]]:
    """Returns the weights learnt from labels."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for label in labels:
        for rows, right in label:
            trainer.append(rows, right)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    weights: dict[str, list[float]] = {}
    for (feature, tag), weight in info.state_features.items():
        if abs(weight) >= SMALLEST:
            weights.setdefault(feature, [0.0, 0.0, 0.0])[TAGS.index(tag)] = weight
    return {feature: (row[0], row[1], row[2]) for feature, row in weights.items()}, dict(info.transitions)


def groups(labels: list[Marked]) -> list[int]:
    """Returns a group number a label: the same for labels of one ingredient and for labels whose texts are much alike."""
    parent = list(range(len(labels)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    named = [_ingredients(label.text) for label in labels]
    shingles = [_shingles(label.text) for label in labels]
    for one in range(len(labels)):
        for other in range(one):
            alike = len(shingles[one] & shingles[other]) / max(1, len(shingles[one] | shingles[other]))
            if named[one] & named[other] or alike > ALIKE:
                parent[root(one)] = root(other)
    return [root(at) for at in range(len(labels))]


def _ingredients(text: str) -> frozenset[str]:
    """Returns the first ingredient or the first brand's ingredients that a text names."""
    words = [token.text.lower() for sentence in sentences(text[:1500]) for token in sentence]
    for word in words:
        if word in KNOWN:
            return frozenset((KNOWN[word],))
    return frozenset()


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    keys = [token.key for sentence in sentences(text) for token in sentence]
    return frozenset(tuple(keys[at : at + 4]) for at in range(len(keys) - 3))


def _known() -> dict[str, str]:
    """Returns the ingredient by the first word of a brand's or an ingredient's name."""
    ordinary = {word for word, *_ in read_table("ordinary_words.tsv")} | {"sodium", "calcium", "potassium"}
    found: dict[str, str] = {}
    for name, kind, compositions, *_ in read_table("names.tsv"):
        first = name.lower().split()[0]
        if kind in {"ingredient", "brand"} and len(first) > 4 and first not in ordinary:
            found.setdefault(first, compositions.split(" | ")[0].split(" + ")[0].split()[0])
    return found


KNOWN: dict[str, str] = {}


def folded(labels: list[Marked], ready: list[Prepared], by: list[int], folds: int = 10) -> list[list[Span]]:
    """Returns what is found in each label by a model learnt from the folds it is not in."""
    numbers = sorted(set(by))
    random.Random(20).shuffle(numbers)  # noqa: S311 - drawn for folds, not for secrets
    fold = {number: at % folds for at, number in enumerate(numbers)}
    found: list[list[Span]] = [[] for _ in labels]
    for held in range(folds):
        model = Model(*learnt([one for one, group in zip(ready, by, strict=True) if fold[group] != held]))
        for at, label in enumerate(labels):
            if fold[by[at]] == held:
                found[at] = spans(label.text, model)
    return found


def write(weights: dict[str, Scores], transitions: dict[tuple[str, str], float]) -> None:
    """Writes weights in hundredths, one feature a line."""
    lines = [f"{a}{b}\t{round(100 * value)}\n" for (a, b), value in sorted(transitions.items())]
    for feature, row in sorted(weights.items()):
        lines.append("\t".join([feature, *(str(round(100 * value)) if round(100 * value) else "" for value in row)]) + "\n")
    TARGET.write_text(
        "# Learnt by tools/train_conditions.py: a feature, and its weight in hundredths for B, I and O\n" + "".join(lines)
    )
    print(f"{len(weights):,} features, {TARGET.stat().st_size:,} bytes")


def main() -> None:
    """Writes the weights, or prints the cross-validated measures."""
    labels = list(read(Path(sys.argv[1])))
    ready = [prepared(label) for label in labels]
    if "--folds" not in sys.argv:
        write(*learnt(ready))
        return
    KNOWN.update(_known())
    by = groups(labels)
    print(f"{len(set(by))} groups of ingredient and like text among {len(labels)} labels\n")
    print(table(measures(labels, folded(labels, ready, by))))
    if "--label" in sys.argv:
        print("\nby label\n")
        print(table(measures(labels, folded(labels, ready, list(range(len(labels)))))))


if __name__ == "__main__":
    main()
