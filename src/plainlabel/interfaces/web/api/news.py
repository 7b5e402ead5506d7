"""The news: what the site shows under /news, narrowed by day, medicine and category."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plainlabel.interfaces.web.api.parameters import Day
from plainlabel.interfaces.web.api.records import gives
from plainlabel.interfaces.web.board import Board
from plainlabel.interfaces.web.rendering import Site
from plainlabel.news.items import Category, News


def add_news(router: APIRouter, site: Site) -> None:
    """Returns nothing; adds the route of the news."""

    @router.get("/news", responses=gives(News, "The news, newest first"), response_class=Response, tags=["news"])
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
