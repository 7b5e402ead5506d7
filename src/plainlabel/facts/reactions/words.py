"""What is known of words and terms before any text is read: distributional classes of words, and terms that labels list.

Both were counted in labels without any annotation (tools/make_reaction_words.py): vocabulary/reaction_words.tsv has the classes of
each word at three grains (64, 256 and 1,000 classes), vocabulary/reaction_terms.tsv in how many label sections a term stands as an
item of a list or a table, by kind of section.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

Term = tuple[str, ...]
_GRAINS: Final = (64, 256, 1000)
UNKNOWN: Final = ("cU", "cU", "cU")


def _lines(name: str) -> list[str]:
    text = files("plainlabel.vocabulary").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ")]


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Returns the classes of each word, as features; a number is the word "0"."""
    read: dict[str, tuple[str, ...]] = {}
    for line in _lines("reaction_words.tsv"):
        word, *numbers = line.split("\t")
        read[word] = tuple(f"c{grain}={number}" for grain, number in zip(_GRAINS, numbers, strict=True))
    return read


@cache
def counts() -> dict[Term, tuple[int, int, int]]:
    """Returns in how many labels each term is listed among adverse reactions, among warnings and elsewhere."""
    rows = (line.split("\t") for line in _lines("reaction_terms.tsv"))
    return {tuple(term.split(" ")): (int(reactions), int(warnings), int(others)) for term, reactions, warnings, others in rows}


@cache
def terms() -> dict[Term, str]:
    """Returns for each listed term how often it is listed, and how much among adverse reactions ("3d": often, nearly all)."""
    return {term: _bucket(*listed) for term, listed in counts().items()}


def _bucket(reactions: int, warnings: int, others: int) -> str:
    listed = reactions + warnings
    return f"{min(4, listed.bit_length() - 3)}{'abcd'[min(3, 4 * reactions // (listed + others))]}"


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Returns the lengths of the terms that start with a word, longest first."""
    lengths: dict[str, set[int]] = {}
    for term in terms():
        lengths.setdefault(term[0], set()).add(len(term))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def marks(lower: list[str]) -> list[str]:
    """Returns for each token its place in the longest term that covers it: B, I, E, S with the term's bucket, or "-"."""
    known, lengths, count, at = terms(), _lengths(), len(lower), 0
    out = ["-"] * count
    while at < count:
        for length in lengths.get(lower[at], ()):
            bucket = known.get(tuple(lower[at : at + length])) if at + length <= count else None
            if bucket is not None:
                _mark(out, at, length, bucket)
                at += length
                break
        else:
            at += 1
    return out


def _mark(out: list[str], at: int, length: int, bucket: str) -> None:
    if length == 1:
        out[at] = "S" + bucket
        return
    out[at : at + length] = ["B" + bucket, *["I" + bucket] * (length - 2), "E" + bucket]
