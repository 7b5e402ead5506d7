"""The whole label for professionals: its contents, and each section with a deep link to every passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.errors import NotHeldError
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.label_view import MOST_CHARACTERS, Mark, SectionView, children, view
from plainlabel.interfaces.web.pages.history import medicine_of, on_day, stood_on, version_of
from plainlabel.interfaces.web.rendering import Page, redirect
from plainlabel.interfaces.web.serving import Served
from plainlabel.label import Section, heading, section_path

_MARK = re.compile(r"(\d{1,8})-(\d{1,8})")
_MOST_MARKED = 20_000


class Entry(Struct, frozen=True):
    """One line of the contents: the section, how deep it stands, and its length."""

    id: str
    heading: str
    depth: int
    characters: int


def standing(served: Served, request: Request) -> Response:
    """Returns the way to the version of a label that stands, with `as_of` to the one that stood on that day."""
    label = served.edition.label_by_set_id(request.path_params["set_id"])
    if day := request.query_params.get("as_of", "").strip():
        return on_day(served, label, day)
    return redirect(links.label(label.set_id, label.version))


def label(served: Served, request: Request) -> Page:
    """Returns the contents of a label at one version."""
    record = version_of(served.edition, request.path_params["set_id"], request.path_params["version"])
    values = {
        "label": record,
        "name": served.library.show(record.set_id, facts_too=False).name if record.standing else record.title,
        "contents": tuple(_contents(served.edition.sections(record.key))),
        "versions": served.edition.versions(record.set_id),
        "medicine": medicine_of(served, record),
        "stood_on": stood_on(served.edition, record, request.query_params.get("as_of")),
    }
    return Page("label.html", values)


def section(served: Served, request: Request) -> Page:
    """Returns one section of a label with those below it, as far as a page holds, the cited place marked."""
    edition = served.edition
    record = version_of(edition, request.path_params["set_id"], request.path_params["version"])
    section_id = request.path_params["section"]
    tree = edition.section_tree(record.key)
    if section_id not in tree:
        raise NotHeldError("This label has no such section", next_step="Look in the contents of the label")
    mark = _mark(request)
    shown = _with_below(edition, record, tree, section_id, mark)
    ordered = list(tree)
    place = ordered.index(section_id)
    values = {
        "label": record,
        "name": record.products[0].name if record.products else record.title,
        "heading": heading(tree[section_id]),
        "above": [
            (heading(each), links.section(record.set_id, record.version, each.id)) for each in section_path(tree, section_id)[:-1]
        ],
        "tops": [each for each in _contents(edition.sections(record.key)) if not each.depth],
        "top": section_path(tree, section_id)[0].id,
        "heading_of": heading,
        "sections": shown,
        "below": [each for each in children(tree).get(section_id, []) if each.id not in {one.id for one in shown}],
        "before": tree[ordered[place - 1]] if place else None,
        "after": tree[ordered[place + 1]] if place + 1 < len(ordered) else None,
        "characters": sum(each.characters for each in edition.sections(record.key) if each.id == section_id),
        "mark": shown[0].marked,
        "told": {each.id: served.lists.told_in(record.key, each.id) for each in shown},
        "own": section_id,
        "medicine": medicine_of(served, record),
    }
    return Page("section.html", values, recall=True)


def _with_below(
    edition: Edition, record: LabelRecord, tree: dict[str, Section], section_id: str, mark: Mark
) -> tuple[SectionView, ...]:
    """Returns the section and those below it until the page is full; the anchors of the first are plain."""
    below, shown, room = children(tree), list[SectionView](), MOST_CHARACTERS
    waiting = [(section_id, 0)]
    while waiting:
        here, depth = waiting.pop(0)
        room -= len(tree[here].text)
        if shown and room < 0:
            break
        prefix = f"s{len(shown)}-" if shown else ""
        passages = edition.passages(record.key, here)
        shown.append(view(tree[here], passages, prefix=prefix, depth=depth, mark=None if shown else mark))
        waiting[:0] = [(each.id, depth + 1) for each in below.get(here, [])]
    return tuple(shown)


def _contents(sections: tuple[SectionRecord, ...]) -> Iterator[Entry]:
    depths: dict[str, int] = {}
    for each in sections:
        depths[each.id] = depths.get(each.parent, -1) + 1 if each.parent else 0
        yield Entry(each.id, f"{each.number} {each.title}" if each.number else each.title, depths[each.id], each.characters)


def _mark(request: Request) -> Mark:
    found = _MARK.fullmatch(request.query_params.get("mark", ""))
    if found is None:
        return None
    low, high = int(found[1]), int(found[2])
    return (low, high) if low < high <= low + _MOST_MARKED else None
