"""The history of a label: the versions held, what each changed, two of them side by side, and the one of a day."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.search import title_of_label
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.errors import NotHeldError, UsageError
from plainlabel.history.timeline import HeldVersion, in_force, in_order
from plainlabel.history.words import said
from plainlabel.identifiers import date
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.diff_view import Badge, badges, contents, pages_of, shown
from plainlabel.interfaces.web.rendering import Page, redirect
from plainlabel.interfaces.web.serving import Served

_MOST_SAID: Final = 12
_MOST_DIGITS: Final = 8
_VERSIONS_ON_A_PAGE: Final = 5
"""Comparing two versions of a long label takes a third of a second."""


class VersionLine(Struct, frozen=True):
    """One version as the history lists it: what it changed in words, and the way to the comparison with the one before."""

    held: HeldVersion
    address: str
    compare: str | None
    before: LabelRecord | None
    badges: tuple[Badge, ...]
    said: tuple[str, ...]
    more: int


def history(served: Served, request: Request) -> Page:
    """Returns the versions held of a label, the newest first, each with what it changed; so many a page as are soon compared."""
    label = served.edition.label_by_set_id(request.path_params["set_id"])
    held = in_order(served.edition, label.set_id)[::-1]
    pages = max(1, ceil(len(held) / _VERSIONS_ON_A_PAGE))
    page = _page(request.query_params.get("page"), pages)
    first = (page - 1) * _VERSIONS_ON_A_PAGE
    pairs = list(zip(held, (*held[1:], None), strict=True))[first : first + _VERSIONS_ON_A_PAGE]
    values = {
        "label": label,
        "name": title_of_label(label),
        "medicine": medicine_of(served, label),
        "held": held,
        "versions": [_line(served, label.set_id, served.comparisons.version(old, new), old) for new, old in pairs],
        "page": page,
        "pages": pages,
        "last": len(held) - first,
        "full": served.edition.kind == "full",
        "token": links.token,
    }
    return Page("history.html", values, recall=True)


def _line(served: Served, set_id: str, held: HeldVersion, before: LabelRecord | None) -> VersionLine:
    told = tuple(dict.fromkeys(said(fact) for fact in held.facts or ()))
    full = served.edition.kind == "full"
    return VersionLine(
        held,
        links.label(set_id, held.version),
        links.diff(set_id, before.version, held.version) if before and full else None,
        before,
        badges(held.classes or ()),
        told[:_MOST_SAID],
        max(0, len(told) - _MOST_SAID),
    )


def choose(served: Served, request: Request) -> Response:
    """Returns the way to the comparison of the versions `old` and `new` that a form sends."""
    old, new = (
        version_of(served.edition, request.path_params["set_id"], request.query_params.get(name, "")) for name in ("old", "new")
    )
    return _in_order(old, new) or redirect(links.diff(old.set_id, old.version, new.version))


def diff(served: Served, request: Request) -> Page | Response:
    """Returns what changed from one version to another, section by section, both texts side by side."""
    old, new = (version_of(served.edition, request.path_params["set_id"], request.path_params[name]) for name in ("old", "new"))
    other_way = _in_order(old, new)
    if other_way is not None:
        return other_way
    if served.edition.kind != "full":
        raise NotHeldError(
            "This copy keeps the facts of labels, not their text, so two versions cannot be compared",
            next_step="The label history lists the versions. DailyMed has their text.",
        )
    made = served.comparisons.between(old, new)
    pages = pages_of(made)
    page = _page(request.query_params.get("page"), len(pages))
    address = links.diff(old.set_id, old.version, new.version)
    values = {
        "old": old,
        "new": new,
        "name": served.library.show(new.set_id, facts_too=False).name,
        "medicine": medicine_of(served, new),
        "diff": made,
        "badges": badges(made.classes),
        "contents": tuple(contents(made, pages, address, page)),
        "sections": tuple(shown(made, pages[page - 1])),
        "page": page,
        "pages": len(pages),
    }
    return Page("diff.html", values, recall=True, index=False)


def on_day(served: Served, label: LabelRecord, day: str) -> Response:
    """Returns the way to the version of a label that stood on a day.

    Raises:
        UsageError: `day` is no date.
        NotHeldError: no version that stood on it is held.
    """
    if date(day) != day:
        raise UsageError("This is not a date", next_step="Write it as year, month and day: 2025-04-22.")
    found, since = in_force(served.edition, (label,), day)
    if found is None:
        held = f"The first version held is of {since}." if since else "The versions held have no dates."
        raise NotHeldError("No version of this label that stood on this day is held", next_step=held)
    return redirect(f"{links.label(found.set_id, found.version)}?as_of={day}")


def stood_on(edition: Edition, label: LabelRecord, day: str | None) -> str | None:
    """Returns the day asked for where this version stood on it, None where it did not or no day was asked for."""
    if day is None or date(day) != day:
        return None
    found, _ = in_force(edition, (label,), day)
    return day if found is not None and found.key == label.key else None


def version_of(edition: Edition, set_id: str, version: str) -> LabelRecord:
    """Returns the version of a label that part of an address names.

    Raises:
        NotHeldError: it is not held.
    """
    held = edition.versions(set_id)
    number = int(version) if version.isascii() and version.isdigit() and len(version) <= _MOST_DIGITS else None
    for one in held:
        if version == links.PARTIAL if one.version is None else one.version == number:
            return one
    if not held:
        raise NotHeldError("No label with this set id is held", next_step="Look it up among the medicines.")
    raise NotHeldError("This label is not held in this version", next_step=f"Held here: {_listed(held)}.")


def medicine_of(served: Served, label: LabelRecord) -> str | None:
    """Returns the address of the medicine a label belongs to."""
    key = served.lists.medicine_of(label.set_id)
    return links.medicine(key) if key else None


def _in_order(old: LabelRecord, new: LabelRecord) -> Response | None:
    """Returns the way to the same comparison with the older version first, None where it is.

    Raises:
        UsageError: both are the same version.
    """
    if old.key == new.key:
        raise UsageError("These are one and the same version", next_step="Choose two versions in the label history.")
    if (old.version or 0) > (new.version or 0):
        return redirect(links.diff(old.set_id, new.version, old.version))
    return None


def _listed(held: Sequence[LabelRecord]) -> str:
    return ", ".join("part of the label" if one.version is None else f"version {one.version}" for one in held)


def _page(text: str | None, pages: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 1
    return min(max(number, 1), pages)
