"""The API: `/api/v1/`, the JSON of the contract, read only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from msgspec import Struct
from starlette.responses import Response

from plainlabel.answers.contract import Answer
from plainlabel.answers.listed import ListedLabel, ListedMedicine, Listing
from plainlabel.answers.search import SearchResult
from plainlabel.answers.shown import Shown, ShownFacts, ShownSection, ShownSectionLine
from plainlabel.edition.records import LabelRecord
from plainlabel.errors import NotHeldError, UsageError
from plainlabel.facts.kinds import KINDS
from plainlabel.history.records import LabelDiff
from plainlabel.history.timeline import History
from plainlabel.identifiers import date
from plainlabel.interfaces.web.board import Board
from plainlabel.interfaces.web.problem import ProblemBody, problem
from plainlabel.interfaces.web.rendering import Site
from plainlabel.interfaces.web.security import ALLOWED
from plainlabel.interfaces.web.serving import Served
from plainlabel.interfaces.web.settings import LONGEST_QUESTION
from plainlabel.news.items import Category, News

_REF: Final = "#/components/schemas/{name}"
_MESSAGES: Final = {
    404: ("not_found", "There is nothing at this address"),
    405: ("method_not_allowed", "This API is read only: use GET"),
    503: ("busy", "This took too long. Try again in a moment"),
}

Question = Annotated[
    str, Query(min_length=1, max_length=LONGEST_QUESTION, examples=["How long can Dupixent stay out of the fridge?"])
]
Name = Annotated[str, Path(min_length=1, max_length=200, examples=["Dupixent"], description="A name of a medicine, or a set id.")]
SetId = Annotated[str, Path(min_length=36, max_length=36, examples=["595f437d-2729-40bb-9c62-c8ece1f82780"])]
Key = Annotated[str, Path(min_length=1, max_length=100, examples=["asthma"], description="The `key` that the list gives.")]
ClassKind = Annotated[
    str, Path(examples=["EPC"], pattern="^(EPC|MoA|PE|CS)$", json_schema_extra={"enum": ["EPC", "MoA", "PE", "CS"]})
]
ClassKey = Annotated[
    str, Path(min_length=1, max_length=100, examples=["corticosteroid"], description="The `key` that the list gives.")
]
Number = Annotated[int, Query(ge=1, le=100_000)]
PerPage = Annotated[int, Query(ge=1, le=200)]
Day = Annotated[
    str | None,
    Query(pattern=r"^[12]\d{3}-[01]\d-[0-3]\d$", examples=["2026-04-22"], json_schema_extra={"format": "date"}),
]
Version = Annotated[int, Query(ge=0, le=99_999_999, examples=[7])]
Kind = Annotated[str, Path(examples=["storage"], pattern=f"^({'|'.join(KINDS)})$", json_schema_extra={"enum": list(KINDS)})]


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


def _gives(record: type[Struct], about: str) -> dict[int | str, dict[str, Any]]:
    """Returns what a route documents: its record, and the errors that all share."""
    content = {"application/json": {"schema": {"$ref": _REF.format(name=record.__name__)}}}
    shared: dict[int | str, dict[str, Any]] = {
        304: {"description": "Not changed: the edition is the one of If-None-Match"},
        **{
            status: {"description": words, "content": {"application/json": {"schema": {"$ref": _REF.format(name="ProblemBody")}}}}
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

    _add_asking(router, answered)
    _add_medicines(router, answered)
    _add_labels(router, answered)
    _add_lists(router, answered)
    _add_news(router, site)
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _misused)
    _describe(app)


_Answered = Callable[[Request, Callable[[Served], object]], Response]


def _add_asking(router: APIRouter, answered: _Answered) -> None:
    @router.get("/ask", responses=_gives(Answer, "The answer"), response_class=Response, tags=["ask"])
    def ask(request: Request, q: Question, as_of: Day = None) -> Response:
        """Answer a question in plain words, from the labels as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.ask(q, as_of=as_of))

    @router.get("/search", responses=_gives(SearchResult, "What was found"), response_class=Response, tags=["ask"])
    def search(request: Request, q: Question, limit: Annotated[int, Query(ge=1, le=50)] = 20, as_of: Day = None) -> Response:
        """Search medicines by name, classes, conditions and the words of labels, as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.search(q, limit=limit, as_of=_day(as_of)))

    @router.get("/edition", responses=_gives(EditionInfo, "The edition"), response_class=Response, tags=["ask"])
    def edition(request: Request) -> Response:
        """Tell which edition answers."""
        return answered(request, _edition)


def _edition(served: Served) -> EditionInfo:
    edition = served.edition
    return EditionInfo(edition.id, edition.kind, edition.data_date, edition.labels)


def _add_medicines(router: APIRouter, answered: _Answered) -> None:
    @router.get("/medicines", responses=_gives(PageOf, "ListedMedicine records"), response_class=Response, tags=["medicines"])
    def medicines(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the medicines by name."""
        return answered(request, lambda served: _page(served.lists.medicines, page, per_page))

    @router.get("/medicines/{name}", responses=_gives(Shown, "The medicine"), response_class=Response, tags=["medicines"])
    def medicine(request: Request, name: Name, as_of: Day = None) -> Response:
        """Show a medicine: its label, products, facts and sections, as they stood on `as_of` where that is given."""
        return answered(request, lambda served: served.library.show(name, as_of=_day(as_of)))

    @router.get(
        "/medicines/{name}/facts/{kind}", responses=_gives(ShownFacts, "The facts"), response_class=Response, tags=["medicines"]
    )
    def facts(request: Request, name: Name, kind: Kind) -> Response:
        """Show the facts of one kind, each with its place in the label and a sentence that says it."""
        return answered(request, lambda served: served.library.facts(name, kind))


def _add_labels(router: APIRouter, answered: _Answered) -> None:
    @router.get("/labels", responses=_gives(PageOf, "ListedLabel records"), response_class=Response, tags=["labels"])
    def labels(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the labels that stand, the newest first."""
        return answered(request, lambda served: _page(served.lists.newest, page, per_page))

    @router.get("/labels/{set_id}", responses=_gives(PageOf, "LabelVersion records"), response_class=Response, tags=["labels"])
    def versions(request: Request, set_id: SetId) -> Response:
        """List the held versions of a label, the one that stands first."""
        return answered(request, lambda served: _versions(served, set_id))

    @router.get(
        "/labels/{set_id}/sections", responses=_gives(LabelSections, "The sections"), response_class=Response, tags=["labels"]
    )
    def sections(request: Request, set_id: SetId, version: Annotated[int | None, Query(ge=0, le=99_999_999)] = None) -> Response:
        """List the sections of a label, of the version that stands without `version`."""
        return answered(request, lambda served: _sections(served, set_id, version))

    @router.get(
        "/labels/{set_id}/history",
        responses=_gives(History, "The versions, the oldest first"),
        response_class=Response,
        tags=["labels"],
    )
    def history(request: Request, set_id: SetId) -> Response:
        """List the held versions of a label, the oldest first, each with what it changed."""
        return answered(request, lambda served: served.comparisons.history(set_id))

    @router.get(
        "/labels/{set_id}/diff", responses=_gives(LabelDiff, "What changed, by section"), response_class=Response, tags=["labels"]
    )
    def diff(request: Request, set_id: SetId, old: Version, new: Version) -> Response:
        """Show what changed from one held version of a label to another, by section and sentence."""
        return answered(
            request, lambda served: served.comparisons.between(_label(served, set_id, old), _label(served, set_id, new))
        )

    @router.get(
        "/labels/{set_id}/sections/{section:path}",
        responses=_gives(ShownSection, "The section with its passages"),
        response_class=Response,
        tags=["labels"],
    )
    def section(
        request: Request,
        set_id: SetId,
        section: Annotated[str, Path(min_length=1, max_length=200, examples=["5.1"])],
        version: Annotated[int | None, Query(ge=0, le=99_999_999)] = None,
        as_of: Day = None,
    ) -> Response:
        """Show the stored text of one section and its passages; by id, number, LOINC code or title.

        Of the version that stands; of `version`, or else of the one that stood on `as_of`, where one of them is given.
        """
        return answered(request, lambda served: served.library.show_section(set_id, section, version, as_of=_day(as_of)))


def _label(served: Served, set_id: str, version: int | None = None) -> LabelRecord:
    return served.edition.label_by_set_id(set_id, version)


def _day(text: str | None) -> str | None:
    """Returns a day as it is given.

    Raises:
        UsageError: it is no date.
    """
    if text is not None and date(text) != text:
        raise UsageError("This is not a date", next_step="Write it as YYYY-MM-DD")
    return text


def _versions(served: Served, set_id: str) -> PageOf:
    held = served.edition.versions(set_id)
    if not held:
        raise NotHeldError("This edition holds no label with this set id")
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


def _add_lists(router: APIRouter, answered: _Answered) -> None:
    @router.get("/classes", responses=_gives(PageOf, "Listing records"), response_class=Response, tags=["lists"])
    def classes(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the pharmacologic classes with their labels."""
        return answered(request, lambda served: _page(served.lists.classes, page, per_page))

    @router.get("/classes/{kind}/{key}", responses=_gives(Listing, "The class"), response_class=Response, tags=["lists"])
    def one_class(request: Request, kind: ClassKind, key: ClassKey) -> Response:
        """Show one class with its labels."""
        return answered(request, lambda served: _one([each for each in served.lists.classes if each.kind == kind], key))

    @router.get("/conditions", responses=_gives(PageOf, "Listing records"), response_class=Response, tags=["lists"])
    def conditions(request: Request, page: Number = 1, per_page: PerPage = 50) -> Response:
        """List the conditions that medicines are approved for."""
        return answered(request, lambda served: _page(served.lists.conditions, page, per_page))

    @router.get("/conditions/{key}", responses=_gives(Listing, "The condition"), response_class=Response, tags=["lists"])
    def condition(request: Request, key: Key) -> Response:
        """Show one condition with the labels that name it as a use."""
        return answered(request, lambda served: _one(served.lists.conditions, key))


def _add_news(router: APIRouter, site: Site) -> None:
    @router.get("/news", responses=_gives(News, "The news, newest first"), response_class=Response, tags=["news"])
    def news(
        request: Request,
        since: Day = None,
        medicine: Annotated[str | None, Query(min_length=1, max_length=200, examples=["Dupixent"])] = None,
        category: Annotated[Category | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> Response:
        """List label changes, approvals, recalls and alerts, with the medicines they concern."""
        with site.editions.lease() as served:
            # News change with the feeds while the edition stays the same.
            etag = f'"{served.edition.id}-{served.news.signature}"'
            headers = {"etag": etag, "cache-control": "private, no-cache"}
            if etag in (request.headers.get("if-none-match") or "").replace("W/", "").split(", "):
                return Response(status_code=304, headers=headers)
            keys = served.library.medicine_keys(medicine) if medicine else None
            found = _news(served.news.board(), since, medicine, keys, category, limit)
            return Response(msgspec.json.encode(found), 200, headers, "application/json")


def _news(
    board: Board, since: str | None, medicine: str | None, keys: frozenset[str] | None, category: str | None, limit: int
) -> News:
    items = (
        one
        for one in board.of(category)
        if (since is None or (one.day is not None and one.day >= since[: len(one.day)]))
        and (keys is None or keys & {each.key for each in one.medicines})
    )
    return News(since, medicine, category, tuple(islice(items, limit)), board.feeds, board.notices)


def _page(held: Sequence[object], page: int, per_page: int) -> PageOf:
    start = (page - 1) * per_page
    more = start + per_page < len(held)
    return PageOf(tuple(held[start : start + per_page]), page, per_page, len(held), page + 1 if more else None)


def _one(held: Sequence[Listing], key: str) -> Listing:
    found = next((each for each in held if each.key == key), None)
    if found is None:
        raise NotHeldError("The list has no such entry")
    return found


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
        schemas.update(msgspec.json.schema_components(_RECORDS, ref_template=_REF)[1])
        for path in document["paths"].values():
            path["get"]["responses"].pop("422", None)
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
