"""The lists: classes and conditions with their labels."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from plainlabel.answers.listed import Listing
from plainlabel.errors import NotHeldError
from plainlabel.interfaces.web.api.parameters import ClassKey, ClassKind, Key, Number, PerPage
from plainlabel.interfaces.web.api.records import Answered, PageOf, gives, page_of


def add_lists(router: APIRouter, answered: Answered) -> None:
    """Returns nothing; adds the routes of lists."""

    @router.get("/classes", responses=gives(PageOf, "Listing records"), response_class=Response, tags=["lists"])
    def classes(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the pharmacologic classes with their labels."""
        return answered(request, lambda served: page_of(served.lists.classes, page, per_page))

    @router.get("/classes/{kind}/{key}", responses=gives(Listing, "The class"), response_class=Response, tags=["lists"])
    def one_class(request: Request, kind: ClassKind, key: ClassKey) -> Response:
        """Show one class with its labels."""
        return answered(request, lambda served: _one([each for each in served.lists.classes if each.kind == kind], key))

    @router.get("/conditions", responses=gives(PageOf, "Listing records"), response_class=Response, tags=["lists"])
    def conditions(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the conditions that medicines are approved for."""
        return answered(request, lambda served: page_of(served.lists.conditions, page, per_page))

    @router.get("/conditions/{key}", responses=gives(Listing, "The condition"), response_class=Response, tags=["lists"])
    def condition(request: Request, key: Key) -> Response:
        """Show one condition with the labels that name it as a use."""
        return answered(request, lambda served: _one(served.lists.conditions, key))


def _one(held: Sequence[Listing], key: str) -> Listing:
    found = next((each for each in held if each.key == key), None)
    if found is None:
        raise NotHeldError("The list has no such entry", next_step="Read the keys in the list itself")
    return found
