"""The site over the invented medicines, read by a client that follows no redirect by itself."""

from collections.abc import Iterator

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
