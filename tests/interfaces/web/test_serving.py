"""The change from one edition to a newer one, when all goes well and when the newer one breaks."""

import shutil

import pytest

from plainlabel.errors import BrokenEditionError
from plainlabel.interfaces.web.kept import PageCache
from plainlabel.interfaces.web.serving import Editions, Served


@pytest.fixture
def folders(full, tmp_path):
    """Returns two folders with the same edition, as if a newer one had come."""
    return [shutil.copytree(full.path, tmp_path / name) for name in ("old", "new")]


@pytest.fixture
def closed(monkeypatch):
    """Returns the folders of the libraries that were closed."""
    found = []
    close = Served.__init__.__globals__["Library"].close

    def told(library):
        found.append(library.edition.path.name)
        close(library)

    monkeypatch.setattr("plainlabel.library.Library.close", told)
    return found


def look(editions):
    """Looks for a newer edition at once, not after a second and not in a thread."""
    assert editions._looking.acquire(blocking=False)
    editions._renew()


def test_an_edition_that_was_replaced_is_closed_with_its_last_lease(folders, closed):
    editions = Editions(lambda: folders[0])
    with editions.lease() as leased:
        folders.reverse()
        look(editions)
        with editions._leased() as now:
            assert now.edition.path.name == "new"
        assert leased.edition.label(1)
        assert closed == []
    assert closed == ["old"]
    editions.close()
    assert closed == ["old", "new"]


def test_a_newer_edition_that_breaks_is_closed_told_once_and_never_served(folders, closed, monkeypatch, caplog):
    editions = Editions(lambda: folders[0])

    def broken(_):
        raise BrokenEditionError("The index is damaged", file="index", next_step="Build it again")

    monkeypatch.setattr(Served, "warm", broken)
    folders.reverse()
    look(editions)
    look(editions)
    assert closed == ["new", "new"]
    assert [record.getMessage() for record in caplog.records] == [
        "The newer edition cannot be served: BrokenEditionError: The index is damaged (file index). Build it again"
    ]
    with editions._leased() as served:
        assert served.edition.path.name == "old"
    editions.close()


def test_a_page_made_from_old_news_is_not_kept_with_the_new(site):
    editions = site.app.state.site.editions
    with editions.lease() as served:
        before = served.pages
        fresh = PageCache()

        def make(_served, _request):
            served.pages = fresh  # as when a feed changes while the page is made
            return made

        from starlette.requests import Request

        from plainlabel.interfaces.web.pages.texts import text

        scope = {"type": "http", "path": "/old-news", "query_string": b"", "headers": [], "method": "GET"}
        made = text("about")(served, Request(scope))
        site.app.state.site._made(make, Request(scope))
        assert ("/old-news", b"") not in fresh
        assert ("/old-news", b"") in before
        served.pages = before
