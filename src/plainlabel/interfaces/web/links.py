"""The addresses of the site, made in one place."""

from __future__ import annotations

from urllib.parse import quote, urlencode

PARTIAL = "part"
"""Stands in an address for the version of a label of which only some sections are held."""


def medicine(key: str) -> str:
    """Returns the address of a medicine's page."""
    return f"/medicine/{quote(key, safe='')}"


def label(set_id: str, version: int | None) -> str:
    """Returns the address of the whole label at one version."""
    return f"/label/{quote(set_id, safe='')}/{token(version)}"


def token(version: int | None) -> str:
    """Returns what stands for a version in an address."""
    return PARTIAL if version is None else str(version)


def history(set_id: str) -> str:
    """Returns the address of the versions held of a label."""
    return f"/label/{quote(set_id, safe='')}/history"


def diff(set_id: str, old: int | None, new: int | None) -> str:
    """Returns the address of the comparison of two versions of a label."""
    return f"/label/{quote(set_id, safe='')}/diff/{token(old)}/{token(new)}"


def section(set_id: str, version: int | None, section_id: str, start: int | None = None, end: int | None = None) -> str:
    """Returns the address of one section; with `start` and `end` that of the passage there, marked."""
    address = f"{label(set_id, version)}/{quote(section_id, safe='/')}"
    return address if start is None or end is None else f"{address}?mark={start}-{end}#marked"


def ask(question: str) -> str:
    """Returns the address of the answer to a question."""
    return f"/ask?{urlencode({'q': question})}"


def search(words: str) -> str:
    """Returns the address of what a search finds."""
    return f"/search?{urlencode({'q': words})}"
