"""What programs ask a site for: health, robots, the sitemap, OpenSearch, Global Privacy Control, the style sheet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Final
from xml.sax.saxutils import escape

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.pages.lists import PLAIN, SUBJECTS
from plainlabel.interfaces.web.pages.texts import TEXTS
from plainlabel.interfaces.web.rendering import Site
from plainlabel.interfaces.web.serving import Served
from plainlabel.news.items import CATEGORIES

_DAY: Final = "public, max-age=86400"
_YEAR: Final = "public, max-age=31536000, immutable"
_INDEXES: Final = ("/", "/medicines", "/classes", "/answers", "/published", "/news")

Endpoint = Callable[[Request], Awaitable[Response]]


def machine_routes(site: Site) -> dict[str, Endpoint]:
    """Returns the endpoints by path."""
    return {
        "/healthz": _healthz(site),
        "/robots.txt": _text(
            f"User-agent: *\nDisallow: /search\nDisallow: /suggest\n\nSitemap: {site.settings.base_url}/sitemap.xml\n"
        ),
        "/.well-known/gpc.json": _json({"gpc": True, "lastUpdate": "2026-11-23"}),
        "/opensearch.xml": _xml(_opensearch(site.settings.base_url), "application/opensearchdescription+xml"),
        "/static/{name}": _static(site),
        "/favicon.ico": _file(site.static["icon.svg"].data, site.static["icon.svg"].media_type, _DAY),
    }


def sitemap(served: Served, request: Request) -> Response:
    """Returns the addresses of all pages, those of medicines with the date of their label."""
    base = request.app.state.site.settings.base_url
    lines = (
        f"<url><loc>{escape(base + address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for address, day in _addresses(served)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    body = f"{head}{''.join(lines)}</urlset>\n"
    return Response(body, 200, {"cache-control": _DAY}, "application/xml")


def _addresses(served: Served) -> Iterator[tuple[str, str | None]]:
    lists = served.lists
    yield from ((path, None) for path in _INDEXES)
    yield from ((f"/{path}", None) for path, *_ in PLAIN)
    yield from ((f"/{text}", None) for text in TEXTS)
    yield from ((f"/news/{category}", None) for category in CATEGORIES)
    yield from ((f"/medicines/{letter}", None) for letter in lists.by_letter)
    for each in lists.medicines:
        # An effective date can lie ahead of the day the label was seen.
        yield links.medicine(each.key), min(each.effective, served.edition.data_date) if each.effective else None
    yield from ((links.history(set_id), None) for set_id in served.with_history)
    for subject in SUBJECTS:
        yield f"/{subject.path}", None
        yield from ((f"/{subject.one}/{each.key}", None) for each in subject.read(lists))
    yield from ((f"/class/{each.kind}/{each.key}", None) for each in lists.classes)


def _opensearch(base: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>PlainLabel</ShortName>'
        "<Description>Ask what the official label of a medicine says</Description><InputEncoding>UTF-8</InputEncoding>"
        f'<Url type="text/html" template="{escape(base)}/ask?q={{searchTerms}}"/></OpenSearchDescription>\n'
    )


def _healthz(site: Site) -> Endpoint:
    async def endpoint(_: Request) -> Response:
        with site.editions.lease() as served:
            told = {"status": "ok", "edition": served.edition.id, "kind": served.edition.kind, "labels": served.edition.labels}
        return Response(msgspec.json.encode(told), 200, {"cache-control": "no-store"}, "application/json")

    return endpoint


def _static(site: Site) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in site.static:
            return site.failed(404, None, request.url.path)
        return site.static[name].answered(request, _YEAR if "v" in request.query_params else _DAY)

    return endpoint


def _file(data: bytes, media_type: str, cache: str) -> Endpoint:
    async def endpoint(_: Request) -> Response:
        return _answer(data, media_type, cache)

    return endpoint


def _text(text: str) -> Endpoint:
    return _file(text.encode(), "text/plain", _DAY)


def _xml(text: str, media_type: str) -> Endpoint:
    return _file(text.encode(), media_type, _DAY)


def _json(value: object) -> Endpoint:
    return _file(msgspec.json.encode(value), "application/json", _DAY)


def _answer(data: bytes, media_type: str, cache: str) -> Response:
    return Response(data, 200, {"cache-control": cache}, media_type)
