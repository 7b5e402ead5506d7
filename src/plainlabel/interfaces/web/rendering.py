"""How a page is made: the templates with what every page needs, and the response with its headers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any, Final

import anyio
import jinja2
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from plainlabel.answers.wording import capital, date_in_words, figure, listed
from plainlabel.errors import NotHeldError, PlainLabelError, UsageError, http_status
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.kept import answered, kept_page, packed
from plainlabel.interfaces.web.serving import Editions, Served
from plainlabel.interfaces.web.settings import Settings

STATIC: Final = {"site.css": "text/css", "site.js": "text/javascript", "icon.svg": "image/svg+xml"}
BASIS: Final = {
    "label": ("Label", "Read from the official label"),
    "class": ("FDA class", "From the class FDA gives the medicine"),
    "computed": ("Counted", "Counted or computed by this site"),
    "study": ("Study", "From a published study"),
    "advice": ("Advice", "General advice, not from this label"),
}
_SHORT: Final = "public, max-age=300"
_OWN: Final = "private, no-cache"

Make = Callable[[Served, Request], "Page | Response"]


class Page:
    """A page to render: the template, its values, and how it is answered.

    `keep`: shared caches may keep it. `recall`: this process may keep it in memory where its address has a query as well.
    """

    def __init__(
        self,
        template: str,
        values: Mapping[str, Any],
        *,
        status: int = 200,
        keep: bool = True,
        recall: bool = False,
        index: bool = True,
    ) -> None:
        self.template = template
        self.values = values
        self.status = status
        self.keep = keep
        self.recall = recall
        self.index = index


class Site:
    """The templates and the edition behind the pages."""

    def __init__(self, editions: Editions, settings: Settings) -> None:
        self.editions = editions
        self.settings = settings
        folder = files("plainlabel.interfaces.web") / "static"
        self.static = {name: packed((folder / name).read_bytes(), media_type) for name, media_type in STATIC.items()}
        self.versions = {name: hashlib.sha256(file.data).hexdigest()[:10] for name, file in self.static.items()}
        self._templates = self._environment()

    def page(self, make: Make) -> Callable[[Request], Any]:
        """Returns the endpoint of pages that `make` makes; those that may be kept are rendered once an edition."""

        async def endpoint(request: Request) -> Response:
            with anyio.fail_after(self.settings.timeout_s):
                kept = self._kept(request)
                if kept is not None:
                    return kept
                return await run_sync(partial(self._made, make, request), abandon_on_cancel=True)

        return endpoint

    def render(self, page: Page, path: str, served: Served | None = None) -> bytes:
        """Returns the HTML of a page."""
        values = {"path": path, "edition": served.edition if served else None, "indexed": page.index, **page.values}
        return self._templates.get_template(page.template).render(values).encode()

    def _kept(self, request: Request) -> Response | None:
        path, query = request.scope["path"], request.scope["query_string"]
        with self.editions.lease() as served:
            kept = (served.asked if query else served.pages).get((path, query))
            return None if kept is None else answered(kept, request)

    def _made(self, make: Make, request: Request) -> Response:
        with self.editions.lease() as served:
            query = request.scope["query_string"]
            kept_pages = served.asked if query else served.pages  # news that come while it is made begin anew
            try:
                page = make(served, request)
            except PlainLabelError as error:
                return self.failed(http_status(error), error, request.url.path)
            if isinstance(page, Response):
                return page
            html = self.render(page, request.url.path, served)
            if page.status != 200 or not (page.keep or page.recall):
                return Response(html, page.status, {"cache-control": _OWN}, "text/html")
            kept = kept_page(html, served.edition.id, _SHORT if page.keep else _OWN)
            if page.recall or not query:
                kept_pages.put((request.scope["path"], query), kept)
            return answered(kept, request)

    def make_ahead(self, served: Served, path: str, make: Callable[[], Page]) -> None:
        """Returns nothing; keeps a page that nobody has asked for yet."""
        if (path, b"") not in served.pages:
            pages = served.pages  # news that come while it is made begin anew
            pages.put((path, b""), kept_page(self.render(make(), path, served), served.edition.id, _SHORT))

    def failed(self, status: int, error: PlainLabelError | None, path: str) -> Response:
        """Returns the page that tells what went wrong and where to go on."""
        told = error.message if isinstance(error, (NotHeldError, UsageError)) else None
        values = {"status": status, "told": told, "next_step": error.next_step if told and error else None}
        html = self.render(Page("error.html", values, index=False), path)
        return Response(html, status, {"cache-control": "no-store"}, "text/html")

    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.PackageLoader("plainlabel.interfaces.web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,  # the templates come with the package; looking at their dates costs every page
        )
        environment.filters.update(day=date_in_words, figure=figure, listed=listed, capital=capital, calm=_calm, news_day=_news_day)
        environment.globals.update(settings=self.settings, links=links, basis=BASIS, static=self.versions)
        return environment


def redirect(address: str) -> Response:
    """Returns the way to the address a page really has."""
    return RedirectResponse(address, 302)


def _news_day(day: str) -> str:
    """Returns a day, or a month alone, in words; what is no date as it is."""
    try:
        return date_in_words(day) if len(day) > len("2026-01") else date_in_words(f"{day}-01").split(" ", 1)[1]
    except ValueError:
        return day


def _calm(heading: str) -> str:
    """Returns a heading of a label without shouting: "4 Contraindications"; others as they are."""
    number, _, words = heading.partition(" ")
    if not heading.isupper():
        return heading
    return f"{number} {words.capitalize()}" if words and not number.isalpha() else heading.capitalize()
