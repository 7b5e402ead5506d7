"""News by category, and the Atom feeds of it."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.listed import readable_key
from plainlabel.errors import NotHeldError
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.rendering import Page
from plainlabel.interfaces.web.serving import Served
from plainlabel.news.items import CATEGORIES, Item

TITLES: Final = {
    "label-changes": "Label changes",
    "approvals": "Approvals",
    "recalls": "Recalls",
    "alerts": "Alerts",
    "childrens-health": "Children's health",
    "consumer-updates": "Consumer updates",
    "health": "Health",
    "medical-news": "Medical news",
}
_ALL: Final = "news"
_PER_PAGE: Final = 40
_IN_FEED: Final = 100


def news(served: Served, request: Request) -> Page:
    """Returns the news of a category, of all without one."""
    category = _category(request.path_params.get("category"))
    board = served.news.board()
    items = board.of(category)
    pages = max(1, -(-len(items) // _PER_PAGE))
    page = min(_number(request.query_params.get("page")), pages)
    title = TITLES[category] if category else "News"
    values = {
        "title": title,
        "category": category,
        "categories": [(f"/news/{one}", TITLES[one], len(board.of(one)), one == category) for one in CATEGORIES],
        "items": [(one, medicines_of(served, one)) for one in items[(page - 1) * _PER_PAGE : page * _PER_PAGE]],
        "total": len(items),
        "page": page,
        "pages": pages,
        "missing": not any(one.held for one in board.feeds if one.name != "label-changes"),
        "notices": board.notices,
        "feed": f"/feeds/{category or _ALL}.xml",
    }
    return Page("news.html", values)


def feed(served: Served, request: Request) -> Response:
    """Returns the Atom feed of a category ("/feeds/recalls.xml"), of all news as "/feeds/news.xml"."""
    from plainlabel.news.atom import CONTENT_TYPE, atom  # noqa: PLC0415

    name = request.path_params["name"]
    stem, dot, ending = name.rpartition(".")
    if not dot or ending != "xml":
        raise NotHeldError("There is no such feed", next_step="Look at the news for the feeds there are")
    category = None if stem == _ALL else _category(stem)
    base = request.app.state.site.settings.base_url
    text = atom(
        served.news.board().of(category)[:_IN_FEED],
        title=f"PlainLabel: {TITLES[category] if category else 'News'}",
        link=f"{base}/news/{category}" if category else f"{base}/news",
        feed_url=f"{base}/feeds/{name}",
    )
    return Response(text.encode(), 200, {"cache-control": "public, max-age=900"}, CONTENT_TYPE)


def medicines_of(served: Served, item: Item) -> list[tuple[str, str]]:
    """Returns (name, address) of the medicines an item concerns that have a page here."""
    held = served.lists.by_key
    keys = {one.name: readable_key(one.key) for one in item.medicines}
    return [(name, links.medicine(key)) for name, key in keys.items() if key in held][:6]


def _category(name: str | None) -> str | None:
    if name is not None and name not in TITLES:
        raise NotHeldError("There is no such category of news", next_step="Look at the news for those there are")
    return name


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) < 7 else 1
