"""Scores the mentions of adverse reactions against a file of TAC 2017 (ADR), in the shape that OnSIDES gives it.

    python benchmarks/facts/tac2017.py FILE.json.gz                    what the package ships, on this file
    python benchmarks/facts/tac2017.py FILE.json.gz --cross-validate   learned from nine tenths of the labels, scored on the tenth

The task's own measure (task 3): the strings of a label, in lower case, each once; strict, a string counts when it is the same as an
annotated one. Precision, recall and F1 add all labels up (micro); macro F1 is the mean of the labels' F1, by which TAC 2017 ranked.

The file gives strings, not places. Lenient, and for mentions, every occurrence of an annotated string in its section is a place: a
string or mention then counts when it overlaps one. Strings of several pieces have no place and take part by their words only.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from plainlabel.facts.reactions import judge, model, pieces
from plainlabel.facts.reactions.mentions import Mention, Reader, mentions
from plainlabel.facts.reactions.tokens import normal

FOLDS = 10


class Section(NamedTuple):
    """One annotated section of a label."""

    label: str
    name: str
    text: str
    strings: frozenset[str]


class Score(NamedTuple):
    """Precision, recall and F1 over all labels, and the mean F1 of a label, in per cent."""

    precision: float
    recall: float
    f1: float
    macro_f1: float


Span = tuple[int, int]
Finder = Callable[[Section], Iterable[Mention]]


def read(path: Path) -> list[Section]:
    """Returns the sections of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = json.load(file)
    return [
        Section(
            row["label_id"],
            row["section_name"],
            row["section_text"],
            frozenset(normal(event[0]) for event in row["adverse_events"]),
        )
        for row in rows
    ]


@lru_cache(maxsize=1024)
def shipped(section: Section) -> tuple[Mention, ...]:
    """Returns what the package finds."""
    return mentions(section.text, section.name)


def score(found: dict[str, set[str]], gold: dict[str, set[str]]) -> Score:
    """Returns how the strings found agree with those annotated, both by label."""
    right = {label: len(found[label] & strings) for label, strings in gold.items()}
    sizes = {label: len(found[label]) + len(strings) for label, strings in gold.items()}
    each = [2 * right[label] / size if size else 1.0 for label, size in sizes.items()]
    total, given, wanted = sum(right.values()), sum(map(len, found.values())), sum(map(len, gold.values()))
    precision, recall = total / (given or 1), total / (wanted or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return Score(*(100 * value for value in (precision, recall, f1, sum(each) / len(each))))


def placed(section: Section) -> dict[Span, str]:
    """Returns where the annotated strings stand, the longest first; the file has no places, so every occurrence counts."""
    words = sorted(section.strings, key=lambda string: (-len(string), string))
    one = "|".join(r"\s+".join(re.escape(word) for word in string.split()) for string in words if string)
    if not one:
        return {}
    places = re.finditer(rf"(?<![a-z0-9])(?:{one})(?![a-z0-9])", section.text.lower())
    return {place.span(): normal(place.group()) for place in places}


def touching(places: Mapping[Span, str], others: Iterable[Span]) -> dict[Span, str]:
    """Returns the places that share a character with one of the others."""
    covered = {at for start, end in others for at in range(start, end)}
    return {span: text for span, text in places.items() if any(at in covered for at in range(*span))}


def lenient(sections: Sequence[Section], find: Finder) -> tuple[Score, Score, Score]:
    """Returns the scores of strings that overlap an annotated one in place, of mentions by overlap, and of mentions exactly."""
    strings: dict[str, list[set[str]]] = {}
    spans: dict[str, list[set[object]]] = {}
    for section in sections:
        gold = placed(section)
        found = {piece: mention.text for mention in find(section) for piece in mention.pieces}
        near, met = touching(found, gold), touching(gold, found)
        equal = section.strings & {mention.text for mention in find(section)}
        of = strings.setdefault(section.label, [set() for _ in range(4)])
        for at, texts in enumerate(
            ({m.text for m in find(section)}, section.strings, {*near.values(), *equal}, {*met.values(), *equal})
        ):
            of[at].update(texts)
        places = spans.setdefault(section.label, [set() for _ in range(5)])
        for at, keys in enumerate((found, gold, near, met, found.keys() & gold.keys())):
            places[at].update((section.name, span) for span in keys)
    by_string = _rates([(*map(len, of),) for of in strings.values()])
    by_overlap = _rates([(*map(len, of[:4]),) for of in spans.values()])
    exactly = _rates([(len(of[0]), len(of[1]), len(of[4]), len(of[4])) for of in spans.values()])
    return by_string, by_overlap, exactly


def _rates(rows: Sequence[tuple[int, ...]]) -> Score:
    """Returns the score from (found, annotated, found and right, annotated and met) of each label."""

    def rates(found: int, wanted: int, right: int, met: int) -> tuple[float, float, float]:
        precision, recall = right / found if found else float(not wanted), met / wanted if wanted else float(not found)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)

    total = rates(*(sum(column) for column in zip(*rows, strict=True)))
    return Score(*(100 * value for value in (*total, sum(rates(*row)[2] for row in rows) / len(rows))))


def by_label(sections: Sequence[Section], strings: Callable[[Section], Iterable[str]]) -> dict[str, set[str]]:
    """Returns the strings of each label, over its sections."""
    out: dict[str, set[str]] = {section.label: set() for section in sections}
    for section in sections:
        out[section.label].update(strings(section))
    return out


def cross_validated(sections: Sequence[Section], count: int = FOLDS) -> Finder:
    """Returns a finder that reads each label with a tagger and a judge learned from the other folds.

    The judge of a fold learns from the proposals in the other folds, each by the tagger that had not seen that fold.
    """
    sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
    import train_reactions as training  # noqa: PLC0415 - only here is python-crfsuite needed

    parts = [
        (held, tagger, [list(training.judged(section, tagger.proposed(section))) for section in held])
        for held, tagger in training.out_of_fold(sections, count)
    ]
    found: dict[tuple[str, str], tuple[Mention, ...]] = {}
    for held, tagger, _ in parts:
        rows = (row for other, _, judged in parts if other is not held for section in judged for row in section)
        reader = Reader(model.parse(tagger.weights), pieces.parse(tagger.pieces), judge.parse(training.train_judge(rows)))
        for section in held:
            found[section.label, section.name] = reader.mentions(section.text, section.name[0])
    return lambda section: found[section.label, section.name]


def main(arguments: Sequence[str]) -> int:
    """Prints the table of a file."""
    sections = read(Path(arguments[0]))
    find = cross_validated(sections) if "--cross-validate" in arguments else shipped
    found = by_label(sections, lambda section: (mention.text for mention in find(section)))
    gold = by_label(sections, lambda section: section.strings)
    overlapping, mentions_overlapping, mentions_exactly = lenient(sections, find)
    rows = (
        ("strings of a label, strict", score(found, gold)),
        ("strings of a label, lenient", overlapping),
        ("mentions, strict", mentions_exactly),
        ("mentions, lenient", mentions_overlapping),
    )
    print(f"{len(gold)} labels, {sum(map(len, gold.values()))} strings annotated, {sum(map(len, found.values()))} found")
    print(f"{'measure':28}{'precision':>10}{'recall':>10}{'F1':>10}{'macro F1':>10}")
    for name, values in rows:
        print(f"{name:28}{''.join(f'{value:10.2f}' for value in values)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
