"""Names of inactive ingredients with their UNII."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def excipients() -> dict[str, str | None]:
    """Returns the UNII by name in capitals; None where the vocabulary has the name only."""
    text = (files("plainlabel.vocabulary") / "excipients.tsv").read_text(encoding="utf-8")
    return {name: unii or None for name, _, unii in (line.partition("\t") for line in text.splitlines()[1:])}


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in excipients():
        words = tuple(name.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def longest(words: Sequence[str], at: int) -> int:
    """Returns how many of `words` (in capitals), from `at` on, the longest known excipient name takes; 0 for none."""
    return next((len(name) for name in _by_first_word().get(words[at], ()) if tuple(words[at : at + len(name)]) == name), 0)
