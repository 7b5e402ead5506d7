"""Published answers on the site, each checked against the labels served: one that has aged says so, with what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from msgspec import Struct
from starlette.requests import Request

from plainlabel.desk.checked import CheckedAnswer, CheckedCitation
from plainlabel.desk.published import Published
from plainlabel.desk.side_by_side import Piece, side_by_side
from plainlabel.errors import NotHeldError
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.desk_board import Pair
from plainlabel.interfaces.web.rendering import Page
from plainlabel.interfaces.web.serving import Served

STATES: Final = {"current": "Current", "stale": "Has aged", "not_checked": "Not checked"}


class Changed(Struct, frozen=True):
    """A cited passage that is not there any more: where, and both sentences in pieces."""

    section: str
    address: str | None
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def published(served: Served, request: Request) -> Page:
    """Returns the list of published answers, those that have aged first."""
    del request
    pairs = sorted(served.desk.answers(), key=lambda pair: (pair.checked.status != "stale", pair.checked.question))
    values = {
        "answers": [(address(pair), pair.checked) for pair in pairs],
        "states": STATES,
        "stale": sum(pair.checked.status == "stale" for pair in pairs),
    }
    return Page("published.html", values)


def answer(served: Served, request: Request) -> Page:
    """Returns one published answer with what became of it."""
    name = request.path_params["name"]
    found = next((pair for pair in served.desk.answers() if name_of(pair) == name), None)
    if found is None:
        raise NotHeldError("There is no such published answer", next_step="Look at the list of published answers")
    values = {
        "published": found.published,
        "lines": tuple(_lines(found.published)),
        "checked": found.checked,
        "states": STATES,
        "changed": tuple(changed_of(found.checked)),
        "comparisons": tuple(dict.fromkeys(_comparisons(served, found.checked))),
        "cited": [(each, _address(each)) for each in found.checked.citations],
    }
    return Page("published_answer.html", values)


def name_of(pair: Pair) -> str:
    """Returns the name of an answer in its address: that of its file, with the line where a file holds many."""
    stem = PurePath(pair.checked.file).stem
    return stem if pair.checked.line is None else f"{stem}-{pair.checked.line}"


def address(pair: Pair) -> str:
    """Returns the address of a published answer."""
    return f"/published/{name_of(pair)}"


def changed_of(checked: CheckedAnswer) -> Iterator[Changed]:
    """Yields the cited passages that changed or are gone, with both sentences."""
    for each in checked.citations:
        if each.status in {"changed", "removed"}:
            old, new = side_by_side(each.old or "", each.new or "")
            yield Changed(each.new_section or each.section or "Label", _address(each), old, new)


def _comparisons(served: Served, checked: CheckedAnswer) -> Iterator[tuple[int, int, str]]:
    """Yields (old version, new version, address) of the comparisons of the labels an aged passage was cited from."""
    for each in checked.citations if served.edition.kind == "full" else ():
        old, new = each.cited_version, each.version
        if each.status in {"changed", "removed"} and old is not None and new is not None and old != new:
            held = {one.version for one in served.edition.versions(each.set_id)}
            if {old, new} <= held:
                yield old, new, links.diff(each.set_id, old, new)


def _address(each: CheckedCitation) -> str | None:
    """Returns the address of the place in the label that stands now, None where that is not held."""
    if each.effective is None and each.version is None:
        return None
    if each.new_section_id is None:
        return links.label(each.set_id, each.version)
    return links.section(each.set_id, each.version, each.new_section_id, each.start, each.end)


def _lines(found: Published) -> Iterator[tuple[bool, str]]:
    """Yields the lines of the body with whether each is an item of a list. Other Markdown stays as it is written."""
    for line in found.body.splitlines():
        if line.strip():
            yield line.startswith("- "), line.removeprefix("- ").strip()
