"""The application: the pages and the API of one site over one edition."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from plainlabel import __version__
from plainlabel.edition.locate import locate
from plainlabel.errors import PlainLabelError, http_status
from plainlabel.interfaces.web.ahead import make_ahead
from plainlabel.interfaces.web.api.application import add_api, api_problem
from plainlabel.interfaces.web.pages import acting, history, home, label, lists, machine, medicine, news, published, texts
from plainlabel.interfaces.web.problem import problem
from plainlabel.interfaces.web.rendering import Make, Site
from plainlabel.interfaces.web.security import API, Secured
from plainlabel.interfaces.web.serving import Editions
from plainlabel.interfaces.web.settings import Settings, from_environment
from plainlabel.library import Library

_THREADS: Final = 2
_SWITCH_S: Final = 0.001
"""Seconds a thread may compute before another has its turn: with the usual 5 ms a kept page waits behind each that is made."""


def create_app(edition: Path | None = None, settings: Settings | None = None, library: Library | None = None) -> FastAPI:
    """Returns the application over the edition at `edition` (as `--edition`), looked up again while it runs.

    A `library` that is given is served as it is and never closed.

    Raises:
        NoEditionError: there is none.
        BrokenEditionError: it is damaged or of another schema.
    """
    settings = settings or Settings()
    site = Site(Editions(lambda: locate(edition, os.environ), library, settings), settings)
    app = FastAPI(
        title="PlainLabel",
        version=__version__,
        description="What official medicine labels say, each statement with its passage. Read only. No key is needed.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(site),
    )
    app.state.site = site
    for path, make in _pages().items():
        app.add_route(path, site.page(make), include_in_schema=False)
    for path, endpoint in machine.machine_routes(site).items():
        app.add_route(path, endpoint, include_in_schema=False)
    add_api(app, site)
    _add_errors(app, site)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=5)
    app.add_middleware(Secured, requests_per_minute=settings.api_requests_per_minute, on_error=lambda path: _error(site, path, 500))
    return app


def app_of_environment() -> FastAPI:
    """Returns the application that the environment describes, for each process of a server with several."""
    return create_app(None, from_environment(os.environ, Settings().base_url))


def _pages() -> dict[str, Make]:
    """Returns what makes the page at each path; the first path that fits is taken."""
    pages: dict[str, Make] = {
        "/": home.home,
        "/ask": home.ask,
        "/search": home.search,
        "/suggest": home.suggest,
        "/medicines": lists.medicines,
        "/medicines/{letter}": lists.medicines,
        "/medicine/{key}": medicine.medicine,
        "/medicine/{key}/handout": medicine.handout,
        "/medicine/{key}/how-it-works": acting.how_it_works,
        "/label/{set_id}": label.standing,
        "/label/{set_id}/history": history.history,
        "/label/{set_id}/diff": history.choose,
        "/label/{set_id}/diff/{old}/{new}": history.diff,
        "/label/{set_id}/{version}": label.label,
        "/label/{set_id}/{version}/{section:path}": label.section,
        "/classes": lists.classes,
        "/class/{kind}/{key}": lists.pharm_class,
        "/answers": lists.answers,
        "/answers/{letter}": lists.answers,
        "/published": published.published,
        "/published/{name}": published.answer,
        "/news": news.news,
        "/news/{category}": news.news,
        "/feeds/{name}": news.feed,
        "/report": texts.report,
        "/sitemap.xml": machine.sitemap,
    }
    for subject in lists.SUBJECTS:
        pages[f"/{subject.path}"] = lists.index(subject)
        pages[f"/{subject.path}/{{letter}}"] = lists.index(subject)
        pages[f"/{subject.one}/{{key}}"] = lists.listing(subject)
    pages |= {f"/{path}": lists.plain(title, intro, read) for path, title, intro, read in lists.PLAIN}
    return pages | {f"/{name}": texts.text(name) for name in texts.TEXTS}


def _lifespan(site: Site) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Making a page is work for the processor: more threads than these would only wait for each other.
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        sys.setswitchinterval(_SWITCH_S)
        site.editions.ahead = partial(make_ahead, site)
        site.editions.warm()
        yield
        site.editions.close()

    return lifespan


def _error(site: Site, path: str, status: int) -> Response:
    return api_problem(status) if path.startswith(API) else site.failed(status, None, path)


def _add_errors(app: FastAPI, site: Site) -> None:
    async def of_http(request: Request, error: Exception) -> Response:
        return _error(site, request.url.path, error.status_code if isinstance(error, HTTPException) else 500)

    async def of_ours(request: Request, error: Exception) -> Response:
        status = http_status(error) if isinstance(error, PlainLabelError) else 500
        if request.url.path.startswith(API) and isinstance(error, PlainLabelError) and status < 500:
            return problem(status, "not_held" if status == 404 else "bad_request", error.message, error.next_step)
        return _error(site, request.url.path, status)

    async def of_time(request: Request, _: Exception) -> Response:
        return _error(site, request.url.path, 503)

    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(PlainLabelError, of_ours)
    app.add_exception_handler(TimeoutError, of_time)
