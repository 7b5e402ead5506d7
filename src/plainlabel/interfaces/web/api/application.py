"""The API as one: its routes, the ETag of the edition, its errors and its OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from plainlabel.answers.contract import Answer
from plainlabel.answers.listed import ListedLabel, ListedMedicine, Listing
from plainlabel.answers.search import SearchResult
from plainlabel.answers.shown import Shown, ShownFacts, ShownSection
from plainlabel.history.records import LabelDiff
from plainlabel.history.timeline import History
from plainlabel.interfaces.web.api.asking import add_asking
from plainlabel.interfaces.web.api.labels import add_labels
from plainlabel.interfaces.web.api.lists import add_lists
from plainlabel.interfaces.web.api.medicines import add_medicines
from plainlabel.interfaces.web.api.news import add_news
from plainlabel.interfaces.web.api.records import REF, EditionInfo, LabelSections, LabelVersion, PageOf
from plainlabel.interfaces.web.problem import ProblemBody, problem
from plainlabel.interfaces.web.rendering import Site
from plainlabel.interfaces.web.security import ALLOWED
from plainlabel.interfaces.web.serving import Served
from plainlabel.news.items import News

_MESSAGES: Final = {
    404: ("not_found", "There is nothing at this address"),
    405: ("method_not_allowed", "This API is read only: use GET"),
    503: ("busy", "This took too long. Try again in a moment"),
}
_RECORDS: Final = (
    Answer,
    EditionInfo,
    History,
    LabelDiff,
    LabelSections,
    LabelVersion,
    ListedLabel,
    ListedMedicine,
    Listing,
    News,
    PageOf,
    ProblemBody,
    SearchResult,
    Shown,
    ShownFacts,
    ShownSection,
)


def add_api(app: FastAPI, site: Site) -> None:
    """Returns nothing; adds the API to the application."""
    router = APIRouter(prefix="/api/v1")

    def answered(request: Request, make: Callable[[Served], object]) -> Response:
        with site.editions.lease() as served:
            etag = f'"{served.edition.id}"'
            headers = {"etag": etag, "cache-control": "private, no-cache"}
            if etag in (request.headers.get("if-none-match") or "").replace("W/", "").split(", "):
                return Response(status_code=304, headers=headers)
            return Response(msgspec.json.encode(make(served)), 200, headers, "application/json")

    add_asking(router, answered)
    add_medicines(router, answered)
    add_labels(router, answered)
    add_lists(router, answered)
    add_news(router, site)
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _misused)
    _describe(app)


async def _misused(_: Request, error: Exception) -> Response:
    """Returns the error of a parameter; it names the parameter and never repeats what was sent."""
    wrong = error.errors()[0] if isinstance(error, RequestValidationError) and error.errors() else {"loc": ("request",)}
    name = str(wrong["loc"][-1])
    return problem(400, "bad_request", f"The parameter {name!r} cannot be read", "See /api/v1/openapi.json")


def api_problem(status: int) -> Response:
    """Returns the error of an HTTP status."""
    code, message = _MESSAGES.get(status, ("error", "Something went wrong here"))
    return problem(status, code, message, headers={"allow": ALLOWED} if status == 405 else None)


def _describe(app: FastAPI) -> None:
    """Returns nothing; puts the records of the contract into the OpenAPI document."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        document = plain()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(msgspec.json.schema_components(_RECORDS, ref_template=REF)[1])
        for path in document["paths"].values():
            path["get"]["responses"].pop("422", None)
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
