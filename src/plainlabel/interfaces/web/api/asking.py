"""Asking, searching, and which edition answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from plainlabel.answers.contract import Answer
from plainlabel.answers.search import SearchResult
from plainlabel.interfaces.days import day_of
from plainlabel.interfaces.web.api.parameters import Day, Limit, Question
from plainlabel.interfaces.web.api.records import Answered, EditionInfo, gives
from plainlabel.interfaces.web.serving import Served


def add_asking(router: APIRouter, answered: Answered) -> None:
    """Returns nothing; adds the routes that answer, search and tell the edition."""

    @router.get("/ask", responses=gives(Answer, "The answer"), response_class=Response, tags=["ask"])
    def ask(request: Request, q: Question, as_of: Day = None) -> Response:
        """Answer a question in plain words, from the labels as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.ask(q, as_of=as_of))

    @router.get("/search", responses=gives(SearchResult, "What was found"), response_class=Response, tags=["ask"])
    def search(request: Request, q: Question, limit: Limit = 20, as_of: Day = None) -> Response:
        """Search medicines by name, classes, conditions and the words of labels, as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.search(q, limit=limit, as_of=day_of(as_of)))

    @router.get("/edition", responses=gives(EditionInfo, "The edition"), response_class=Response, tags=["ask"])
    def edition(request: Request) -> Response:
        """Tell which edition answers."""
        return answered(request, _edition)


def _edition(served: Served) -> EditionInfo:
    edition = served.edition
    return EditionInfo(edition.id, edition.kind, edition.data_date, edition.labels)
