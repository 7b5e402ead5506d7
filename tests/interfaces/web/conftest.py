"""The site over the invented medicines, read by a client that follows no redirect by itself."""

import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from plainlabel.edition.opened import Edition
from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.settings import Settings
from plainlabel.library import Library

SETTINGS = Settings(base_url="https://labels.example", api_requests_per_minute=0)


def client_of(edition: Edition, settings: Settings = SETTINGS) -> TestClient:
    app = create_app(settings=settings, library=Library(edition))
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def site(full: Edition) -> Iterator[TestClient]:
    """Returns a client of the site over the full edition."""
    with client_of(full) as client:
        yield client


@pytest.fixture(scope="session")
def facts_site(facts: Edition) -> Iterator[TestClient]:
    """Returns a client of the site over the edition of facts."""
    with client_of(facts) as client:
        yield client


@pytest.fixture
def limited(full: Edition) -> Iterator[TestClient]:
    """Returns a client of a site that allows three API requests a minute."""
    with client_of(full, Settings(base_url="https://labels.example", api_requests_per_minute=3)) as client:
        yield client


@pytest.fixture(scope="session")
def address(full: Edition) -> Iterator[str]:
    """Returns the address of a running site over the invented medicines."""
    uvicorn = pytest.importorskip("uvicorn")
    server = uvicorn.Server(
        uvicorn.Config(create_app(library=Library(full)), port=0, log_level="critical", access_log=False, ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Returns headless Chromium; tests that use it skip where it is not there."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need the package playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("the browser tests need Chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Returns a page as on a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()
