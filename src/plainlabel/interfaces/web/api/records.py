"""The records that only the API gives, and what a route documents of its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.shown import ShownSectionLine
from plainlabel.interfaces.web.serving import Served

REF: Final = "#/components/schemas/{name}"

Answered = Callable[[Request, Callable[[Served], object]], Response]
"""Gives what is made from the edition served now, with its headers."""


class PageOf(Struct, frozen=True):
    """One page of a list: its items, where it stands, and how many there are in all; `next` is the number of the next page."""

    items: tuple[Any, ...]
    page: int
    per_page: int
    total: int
    next: int | None


class LabelVersion(Struct, frozen=True):
    """One held version of a label."""

    set_id: str
    version: int | None
    effective: str | None
    title: str
    labeler: str | None
    partial: bool
    standing: bool


class LabelSections(Struct, frozen=True):
    """The sections of a label at one version."""

    set_id: str
    version: int | None
    sections: tuple[ShownSectionLine, ...]


class EditionInfo(Struct, frozen=True):
    """The edition that answers."""

    id: str
    kind: str
    data_date: str
    labels: int


def gives(record: type[Struct], about: str) -> dict[int | str, dict[str, Any]]:
    """Returns what a route documents: its record, and the errors that all share."""
    content = {"application/json": {"schema": {"$ref": REF.format(name=record.__name__)}}}
    shared: dict[int | str, dict[str, Any]] = {
        304: {"description": "Not changed: the edition is the one of If-None-Match"},
        **{
            status: {"description": words, "content": {"application/json": {"schema": {"$ref": REF.format(name="ProblemBody")}}}}
            for status, words in (
                (400, "A parameter cannot be read"),
                (404, "Not held"),
                (413, "A body was sent"),
                (414, "The address is too long"),
                (429, "Too many requests"),
                (503, "It took too long"),
            )
        },
    }
    return {200: {"description": about, "content": content}, **shared}


def page_of(held: Sequence[object], page: int, per_page: int) -> PageOf:
    """Returns one page of a list that is held whole."""
    start = (page - 1) * per_page
    more = start + per_page < len(held)
    return PageOf(tuple(held[start : start + per_page]), page, per_page, len(held), page + 1 if more else None)
