"""The tables of this package (data/*.tsv): tab-separated, comments begin with "#", the last comment names the columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Returns the rows of data/<name>.tsv."""
    text = (files("plainlabel.action") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
