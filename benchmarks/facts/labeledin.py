"""Measures condition mentions on a file of LabeledIn: `python benchmarks/facts/labeledin.py PATH` (plain or gzip).

Each line of the file is `label id|set id|marked text|set ids`; the conditions it is for stand in `<annotation cui="...">`.
A mention is right when its place is that of a marked one (exact) or shares a letter with one (overlapping). Strings are counted
once a label, compared by name key, exactly or where one holds the other's words (overlapping).
Headline: mentions, overlapping.
"""

from __future__ import annotations

import gzip
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from plainlabel.facts.conditions.mentions import mentions
from plainlabel.vocabulary.clinical_keys import name_key

_PIECE = re.compile(r'<annotation cui="[^"]*">|</annotation>|</?(?P<tag>[a-zA-Z]+)[^<>]*>')
_GZIP = b"\x1f\x8b"
_BLOCKS = frozenset(("br", "div", "li", "ol", "ul", "p", "td", "tr", "table"))
T = TypeVar("T")
Span = tuple[int, int]


class Marked(NamedTuple):
    """One label: its id, the plain text and the places of the conditions marked in it."""

    label: str
    text: str
    spans: list[Span]


class Score(NamedTuple):
    """Counts of one measure: found and right, found, marked and found, marked."""

    right: int
    found: int
    met: int
    marked: int

    @property
    def figures(self) -> tuple[float, float, float]:
        """Returns precision, recall and F1 in per cent."""
        precision = 100 * self.right / self.found if self.found else 0.0
        recall = 100 * self.met / self.marked if self.marked else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def read(path: Path) -> Iterator[Marked]:
    """Returns the labels of a file."""
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if stored.startswith(_GZIP) else stored).decode("utf-8", errors="replace")
    for line in text.split("\n"):
        if line.strip():
            label, _, rest = line.split("|", 2)
            yield plain(label, rest.rsplit("|", 1)[0] if "|" in rest else rest)


def plain(label: str, marked: str) -> Marked:
    """Returns a marked text without its tags: blocks become lines, styles vanish."""
    parts: list[str] = []
    spans: list[Span] = []
    length, opened, at = 0, None, 0
    for piece in [*_PIECE.finditer(marked), None]:
        part = marked[at : piece.start() if piece else None]
        parts.append(part)
        length += len(part)
        if piece is None:
            break
        at = piece.end()
        if piece.group().startswith("<annotation"):
            opened = length
        elif piece.group() == "</annotation>":
            if opened is not None:
                spans.append((opened, length))
            opened = None
        elif (piece["tag"] or "").lower() in _BLOCKS:
            parts.append("\n")
            length += 1
    return Marked(label, "".join(parts), spans)


def overlapping(one: Span, other: Span) -> bool:
    """Returns whether two places share a letter."""
    return one[0] < other[1] and other[0] < one[1]


def same(one: object, other: object) -> bool:
    """Returns whether two places or keys are equal."""
    return one == other


def akin(one: str, other: str) -> bool:
    """Returns whether the words of one key are all among those of the other."""
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine


def count(found: list[T], marked: list[T], fits: Callable[[T, T], bool]) -> Score:
    """Returns how many of the found fit a marked one, and how many of the marked fit a found one."""
    return Score(
        sum(any(fits(one, other) for other in marked) for one in found),
        len(found),
        sum(any(fits(one, other) for one in found) for other in marked),
        len(marked),
    )


def measures(labels: list[Marked], found: list[list[Span]]) -> dict[str, Score]:
    """Returns the four measures over all labels together."""
    totals = {
        name: Score(0, 0, 0, 0) for name in ("mentions, overlapping", "mentions, exact", "strings, overlapping", "strings, exact")
    }
    for label, spans in zip(labels, found, strict=True):
        strings = sorted({name_key(label.text[start:end]) for start, end in spans})
        gold = sorted({name_key(label.text[start:end]) for start, end in label.spans})
        scores = (
            count(spans, label.spans, overlapping),
            count(spans, label.spans, same),
            count(strings, gold, akin),
            count(strings, gold, same),
        )
        for name, score in zip(totals, scores, strict=True):
            totals[name] = Score(*(a + b for a, b in zip(totals[name], score, strict=True)))
    return totals


def table(totals: dict[str, Score]) -> str:
    """Returns the measures as a table."""
    rows = ["| measure | precision | recall | F1 | right | found | marked |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, score in totals.items():
        precision, recall, f1 = score.figures
        rows.append(f"| {name} | {precision:.1f} | {recall:.1f} | {f1:.1f} | {score.right} | {score.found} | {score.marked} |")
    return "\n".join(rows)


def main() -> None:
    """Prints the table for the file given."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python benchmarks/facts/labeledin.py PATH")
    labels = list(read(Path(sys.argv[1])))
    begun = time.process_time()
    found = [[(one.start, one.end) for one in mentions(label.text)] for label in labels]
    spent = time.process_time() - begun
    print(table(measures(labels, found)))
    print(f"{len(labels)} labels in {spent:.2f} CPU seconds")


if __name__ == "__main__":
    main()
