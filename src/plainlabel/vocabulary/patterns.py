"""Clinical rules as data: the patterns that extractors read labels with, by name (fact_patterns.tsv and fact_patterns_*.tsv)."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final


def _load() -> dict[str, str]:
    """Returns every pattern by name; a piece in ⟨angle brackets⟩ stands for the pattern of that name."""
    folder = files("plainlabel.vocabulary")
    names = sorted(one.name for one in folder.iterdir() if one.name.startswith("fact_patterns") and one.name.endswith(".tsv"))
    read: dict[str, str] = {}
    for line in (line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#"):
            name, source = line.split("\t")
            read[name] = re.sub(r"⟨(\w+)⟩", lambda piece: read[piece.group(1)], source)
    return read


_PATTERNS: Final = _load()


def pattern(name: str) -> re.Pattern[str]:
    """Returns the compiled pattern of that name ("storage.opened").

    Raises:
        KeyError: when there is none.
    """
    return re.compile(_PATTERNS[name])
