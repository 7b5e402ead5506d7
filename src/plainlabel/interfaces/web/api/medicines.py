"""Medicines: their list, one with its label and facts, the facts of one kind."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from plainlabel.answers.shown import Shown, ShownFacts
from plainlabel.interfaces.days import day_of
from plainlabel.interfaces.web.api.parameters import Day, Kind, Name, Number, PerPage
from plainlabel.interfaces.web.api.records import Answered, PageOf, gives, page_of


def add_medicines(router: APIRouter, answered: Answered) -> None:
    """Returns nothing; adds the routes of medicines."""

    @router.get("/medicines", responses=gives(PageOf, "ListedMedicine records"), response_class=Response, tags=["medicines"])
    def medicines(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the medicines by name."""
        return answered(request, lambda served: page_of(served.lists.medicines, page, per_page))

    @router.get("/medicines/{name}", responses=gives(Shown, "The medicine"), response_class=Response, tags=["medicines"])
    def medicine(request: Request, name: Name, as_of: Day = None) -> Response:
        """Show a medicine: its label, products, facts and sections, as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.show(name, as_of=day_of(as_of)))

    @router.get(
        "/medicines/{name}/facts/{kind}", responses=gives(ShownFacts, "The facts"), response_class=Response, tags=["medicines"]
    )
    def facts(request: Request, name: Name, kind: Kind) -> Response:
        """Show the facts of one kind, each with its place in the label and a sentence that says it."""
        return answered(request, lambda served: served.library.facts(name, kind))
