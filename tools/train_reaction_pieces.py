"""Learns which enumerations share words (vocabulary/reaction_pieces.tsv); called by tools/train_reactions.py."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import pycrfsuite
from tac2017 import Section

from plainlabel.facts.reactions.piece_candidates import Candidate, Shared, Span, candidates
from plainlabel.facts.reactions.piece_features import Found, features
from plainlabel.facts.reactions.tokens import Tokens, normal, segments

SETTINGS = {"c1": 0.0, "c2": 1.0, "max_iterations": 40}
LEAST_NAMES = 3
LEAST_PROBABILITY = 8
LEAST = 2
SpansOf = Callable[[Tokens, Section], list[Span]]


def shared_pieces(sections: Iterable[Section]) -> Shared:
    """Returns the words that at least three different annotated strings start with, and those they end with."""
    starts: Counter[tuple[str, ...]] = Counter()
    ends: Counter[tuple[str, ...]] = Counter()
    for string in {string for section in sections for string in section.strings}:
        words = tuple(Tokens(string).words)
        for size in range(1, min(len(words), 6)):
            starts[words[:size]] += 1
            ends[words[-size:]] += 1
    return Shared(
        frozenset(words for words, count in starts.items() if count >= LEAST_NAMES and words[0][0].isalpha()),
        frozenset(words for words, count in ends.items() if count >= LEAST_NAMES and words[-1][0].isalpha()),
    )


def marked(section: Section, shared: Shared, spans_of: SpansOf) -> Iterator[tuple[list[str], bool]]:
    """Yields the features of the candidates of a section, and whether each is an annotated string of two pieces."""
    whole = normal(section.text)
    wanted = {string for string in section.strings if string not in whole}
    for start, end in segments(section.text):
        tokens = Tokens(section.text[start:end])
        spans = spans_of(tokens, section)
        found = Found(spans)
        for candidate in candidates(tokens, spans, shared):
            yield features(tokens.lower, candidate, found), joined_text(tokens, candidate) in wanted


def joined_text(tokens: Tokens, candidate: Candidate) -> str:
    """Returns the words of both pieces."""
    return " ".join(normal(tokens.text[tokens.starts[a] : tokens.ends[b - 1]]) for a, b in (candidate.first, candidate.second))


def train(sections: Sequence[Section], spans_of: SpansOf) -> str:
    """Returns the file of shared pieces and weights. A field of sequences of length one is a logistic regression."""
    shared = shared_pieces(sections)
    trainer = pycrfsuite.Trainer(verbose=False)
    for section in sections:
        for names, right in marked(section, shared, spans_of):
            trainer.append([names], ["Y" if right else "N"])
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        return written(shared, tagger.info().state_features)


def written(shared: Shared, states: dict[tuple[str, str], float]) -> str:
    """Returns the file: the least probability, shared pieces, and weights for "is a mention" against "is none" in hundredths."""
    lines = [
        "# feature\tweight in hundredths; before them the least probability and the shared pieces",
        f"least\t{LEAST_PROBABILITY}",
    ]
    lines += [f"start\t{' '.join(words)}" for words in sorted(shared.starts)]
    lines += [f"end\t{' '.join(words)}" for words in sorted(shared.ends)]
    for name in sorted({name for name, _ in states}):
        weight = round(100 * (states.get((name, "Y"), 0.0) - states.get((name, "N"), 0.0)))
        if abs(weight) >= LEAST:
            lines.append(f"{name}\t{weight}")
    return "\n".join(lines) + "\n"
