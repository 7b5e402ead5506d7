"""Labels: their versions, sections, history and what changed between two versions."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from plainlabel.answers.shown import ShownSection, ShownSectionLine
from plainlabel.edition.records import LabelRecord
from plainlabel.errors import NotHeldError
from plainlabel.history.records import LabelDiff
from plainlabel.history.timeline import History
from plainlabel.interfaces.days import day_of
from plainlabel.interfaces.web.api.parameters import AnyVersion, Day, Number, PerPage, SectionName, SetId, Version
from plainlabel.interfaces.web.api.records import Answered, LabelSections, LabelVersion, PageOf, gives, page_of
from plainlabel.interfaces.web.serving import Served


def add_labels(router: APIRouter, answered: Answered) -> None:
    """Returns nothing; adds the routes of labels."""

    @router.get("/labels", responses=gives(PageOf, "ListedLabel records"), response_class=Response, tags=["labels"])
    def labels(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the labels that stand, the newest first."""
        return answered(request, lambda served: page_of(served.lists.newest, page, per_page))

    @router.get("/labels/{set_id}", responses=gives(PageOf, "LabelVersion records"), response_class=Response, tags=["labels"])
    def versions(request: Request, set_id: SetId) -> Response:
        """List the held versions of a label, the one that stands first."""
        return answered(request, lambda served: _versions(served, set_id))

    @router.get(
        "/labels/{set_id}/sections", responses=gives(LabelSections, "The sections"), response_class=Response, tags=["labels"]
    )
    def sections(request: Request, set_id: SetId, version: AnyVersion = None) -> Response:
        """List the sections of a label, of the version that stands without `version`."""
        return answered(request, lambda served: _sections(served, set_id, version))

    _add_comparisons(router, answered)
    _add_section(router, answered)


def _add_comparisons(router: APIRouter, answered: Answered) -> None:
    @router.get(
        "/labels/{set_id}/history",
        responses=gives(History, "The versions, the oldest first"),
        response_class=Response,
        tags=["labels"],
    )
    def history(request: Request, set_id: SetId) -> Response:
        """List the held versions of a label, the oldest first, each with what it changed."""
        return answered(request, lambda served: served.comparisons.history(set_id))

    @router.get(
        "/labels/{set_id}/diff", responses=gives(LabelDiff, "What changed, by section"), response_class=Response, tags=["labels"]
    )
    def diff(request: Request, set_id: SetId, old: Version, new: Version) -> Response:
        """Show what changed from one held version of a label to another, by section and sentence."""
        return answered(
            request, lambda served: served.comparisons.between(_label(served, set_id, old), _label(served, set_id, new))
        )


def _add_section(router: APIRouter, answered: Answered) -> None:
    @router.get(
        "/labels/{set_id}/sections/{section:path}",
        responses=gives(ShownSection, "The section with its passages"),
        response_class=Response,
        tags=["labels"],
    )
    def section(
        request: Request,
        set_id: SetId,
        section: SectionName,
        version: AnyVersion = None,
        as_of: Day = None,
    ) -> Response:
        """Show the stored text of one section and its passages; by id, number, LOINC code or title.

        Of the version that stands; of `version`, or else of the one that stood on `as_of`, where one of them is given.
        """
        return answered(request, lambda served: served.library.show_section(set_id, section, version, as_of=day_of(as_of)))


def _label(served: Served, set_id: str, version: int | None = None) -> LabelRecord:
    return served.edition.label_by_set_id(set_id, version)


def _versions(served: Served, set_id: str) -> PageOf:
    held = served.edition.versions(set_id)
    if not held:
        raise NotHeldError(
            "This edition holds no label with this set id", set_id=set_id, next_step="Those held are under /api/v1/labels"
        )
    items = tuple(
        LabelVersion(each.set_id, each.version, each.effective, each.title, each.labeler, each.partial, each.standing)
        for each in held
    )
    return PageOf(items, 1, len(items), len(items), None)


def _sections(served: Served, set_id: str, version: int | None) -> LabelSections:
    label = served.edition.label_by_set_id(set_id, version)
    lines = (
        ShownSectionLine(each.id, each.code, each.number, each.title, each.characters)
        for each in served.edition.sections(label.key)
    )
    return LabelSections(label.set_id, label.version, tuple(lines))
