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
    return f"/label/{quote(set_id, safe='')}/{PARTIAL if version is None else version}"


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
