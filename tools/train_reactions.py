"""Learns what finds reactions from the train file of TAC 2017.

    python tools/train_reactions.py TAC2017_ADR_TRAIN.json.gz

It writes reaction_weights.tsv (the tagger), reaction_pieces.tsv (mentions of two pieces) and reaction_strings.tsv (the judge;
learned from what taggers that had not seen a label propose in it). Needs python-crfsuite, which the package itself does not. The
train file gives the strings annotated in a section, not their places: every occurrence in the section counts as a mention, the
longest string first. What is written are weights by feature, no text.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "facts"))

from tac2017 import Section, read  # noqa: E402
from train_reaction_pieces import train as train_pieces  # noqa: E402

from plainlabel.facts.reactions.features import features  # noqa: E402
from plainlabel.facts.reactions.judge import features as judge_features  # noqa: E402
from plainlabel.facts.reactions.mentions import strings  # noqa: E402
from plainlabel.facts.reactions.model import Model, Span, parse, spans_of  # noqa: E402
from plainlabel.facts.reactions.pieces import Joiner  # noqa: E402
from plainlabel.facts.reactions.pieces import parse as parse_pieces  # noqa: E402
from plainlabel.facts.reactions.proposals import Proposal, proposals  # noqa: E402
from plainlabel.facts.reactions.tokens import Tokens, normal, segments  # noqa: E402

VOCABULARY = ROOT / "src" / "plainlabel" / "vocabulary"
FOLDS, SEED = 5, 7
SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": True}
LEAST = 0.02
JUDGE_SETTINGS = {"c1": 0.0, "c2": 6.0, "max_iterations": 100}
JUDGE_LEAST = 40
Phrase = tuple[str, ...]
Example = tuple[list[list[str]], list[str]]


@lru_cache(maxsize=1024)
def examples(section: Section) -> list[Example]:
    """Returns the features and tags of each segment of a section."""
    found: list[Example] = []
    known = phrases(section.strings)
    for start, end in segments(section.text):
        tokens = Tokens(section.text[start:end])
        if tokens.words:
            found.append((features(tokens, section.name[0]), tags(tokens.lower, known)))
    return found


def phrases(strings: Iterable[str]) -> dict[str, list[Phrase]]:
    """Returns the annotated strings as tokens by their first token, longest first."""
    found: dict[str, list[Phrase]] = {}
    for string in sorted(strings):
        words = tuple(Tokens(normal(string)).words)
        if words:
            found.setdefault(words[0], []).append(words)
    return {first: sorted(items, key=lambda words: (-len(words), words)) for first, items in found.items()}


def tags(lower: list[str], known: dict[str, list[Phrase]]) -> list[str]:
    """Returns the tags of a segment in which every occurrence of a known phrase is a mention."""
    out = ["O"] * len(lower)
    at = 0
    while at < len(lower):
        length = next((len(words) for words in known.get(lower[at], ()) if tuple(lower[at : at + len(words)]) == words), 0)
        if length:
            out[at : at + length] = ["B", *["I"] * (length - 1)]
        at += length or 1
    return out


def train(examples: Iterable[Example]) -> str:
    """Returns the file of weights learned from examples."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, marked in examples:
        trainer.append(rows, marked)
    trainer.set_params(SETTINGS)
    return written(*_states(trainer))


def written(states: dict[tuple[str, str], float], steps: dict[tuple[str, str], float]) -> str:
    """Returns the file of weights of each feature, for "beginning" and "inside" relative to "outside", and of each step."""
    names = sorted({name for name, _ in states})
    lines = ["# feature\tweight of a beginning\tof an inside, in hundredths; steps between tags stand first"]
    lines += [f"{a}{b}\t{round(100 * steps.get((a, b), 0.0))}" for a in "OBI" for b in "OBI"]
    for name in names:
        outside = states.get((name, "O"), 0.0)
        begin, inside = (states.get((name, tag), 0.0) - outside for tag in "BI")
        if max(abs(begin), abs(inside)) >= LEAST:
            lines.append(f"{name}\t{round(100 * begin)}\t{round(100 * inside)}")
    return "\n".join(lines) + "\n"


def gold_spans(tokens: Tokens, section: Section) -> list[Span]:
    """Returns the annotated mentions of a segment."""
    return spans_of(["OBI".index(tag) for tag in tags(tokens.lower, _phrases(section))])


@lru_cache(maxsize=1024)
def _phrases(section: Section) -> dict[str, list[Phrase]]:
    return phrases(section.strings)


class Tagger(NamedTuple):
    """What proposes: the files of the model and of the joiner, as written."""

    weights: str
    pieces: str

    def proposed(self, section: Section) -> list[Proposal]:
        """Returns what is proposed in a section."""
        model, joiner = _parsed(self)
        texts = (section.text[start:end] for start, end in segments(section.text))
        return [proposal for text in texts for proposal in proposals(text, section.name[0], model, joiner)]


@lru_cache(maxsize=2)
def _parsed(tagger: Tagger) -> tuple[Model, Joiner]:
    return parse(tagger.weights), parse_pieces(tagger.pieces)


def train_tagger(sections: Sequence[Section]) -> Tagger:
    """Returns the model and the joiner learned from sections."""
    return Tagger(train(example for section in sections for example in examples(section)), train_pieces(sections, gold_spans))


def judged(section: Section, proposed: list[Proposal]) -> Iterator[tuple[list[str], bool]]:
    """Yields the features of each string proposed in a section, and whether it is annotated there."""
    for string, (places, occurrences) in strings(section.text, proposed).items():
        yield judge_features(places, occurrences, section.name[0]), string in section.strings


def train_judge(rows: Iterable[tuple[list[str], bool]]) -> str:
    """Returns the file of the judge, learned from proposals of taggers that had not seen their labels."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for names, right in rows:
        trainer.append([names], ["Y" if right else "N"])
    trainer.set_params(JUDGE_SETTINGS)
    states = _states(trainer)[0]
    lines = ["# feature of a string\tweight in hundredths, and the least probability", f"least\t{JUDGE_LEAST}"]
    for name in sorted({name for name, _ in states}):
        weight = round(100 * (states.get((name, "Y"), 0.0) - states.get((name, "N"), 0.0)))
        if abs(weight) >= 2:
            lines.append(f"{name}\t{weight}")
    return "\n".join(lines) + "\n"


def _states(trainer: pycrfsuite.Trainer) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        return info.state_features, info.transitions


def folds(sections: Sequence[Section], count: int) -> list[list[Section]]:
    """Returns the sections in so many parts, whole labels in each; the same for the same labels."""
    labels = sorted({section.label for section in sections})
    random.Random(SEED).shuffle(labels)  # noqa: S311 - a shuffle that can be repeated
    fold = {label: at % count for at, label in enumerate(labels)}
    return [[section for section in sections if fold[section.label] == held] for held in range(count)]


def out_of_fold(sections: Sequence[Section], count: int) -> Iterator[tuple[list[Section], Tagger]]:
    """Yields each part of the sections with a tagger learned from all others."""
    parts = folds(sections, count)
    for held in parts:
        yield held, train_tagger([section for part in parts if part is not held for section in part])


def main() -> None:
    """Writes the three files of weights."""
    sections = read(Path(sys.argv[1]))
    rows = [
        row
        for held, tagger in out_of_fold(sections, FOLDS)
        for section in held
        for row in judged(section, tagger.proposed(section))
    ]
    tagger = train_tagger(sections)
    for name, text in (("weights", tagger.weights), ("pieces", tagger.pieces), ("strings", train_judge(rows))):
        (VOCABULARY / f"reaction_{name}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
