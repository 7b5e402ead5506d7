"""News on the site: pages by category, the feeds, the medicine's page, the API; and feeds that change while it runs."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from lxml import etree

from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.pages.news import TITLES
from plainlabel.interfaces.web.settings import Settings
from plainlabel.library import Library
from plainlabel.news.items import CATEGORIES


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Returns the --out folder of a sync with the feeds of tests/news."""
    spec = importlib.util.spec_from_file_location("news_feeds", Path(__file__).parents[2] / "news" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.write_feeds(tmp_path_factory.mktemp("fed"))


def client_of(edition, folder):
    from starlette.testclient import TestClient

    settings = Settings(base_url="https://labels.example", api_requests_per_minute=0, feeds=folder)
    app = create_app(settings=settings, library=Library(edition))
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def fed(full, folder):
    with client_of(full, folder) as client:
        client.app.state.site.editions._current.news.board()
        yield client


def test_every_category_has_a_title_and_a_page(fed):
    assert set(TITLES) == set(CATEGORIES)
    for category in CATEGORIES:
        page = fed.get(f"/news/{category}")
        assert page.status_code == 200
        assert f"/feeds/{category}.xml" in page.text
    assert fed.get("/news/sport").status_code == 404


def test_all_news_with_medicines(fed):
    page = fed.get("/news").text
    assert "Early warning on Zorvexa" in page
    assert "Recall (Class II) of Calmidol" in page
    assert "New medicine approved: Zorvexa (zorvanimab)" in page
    assert "plainlabel sync --tables" not in page


def test_words_of_feeds_stay_words(full, tmp_path):
    tables = tmp_path / "feeds" / "tables"
    tables.mkdir(parents=True)
    item = "<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><link>javascript:alert(1)</link></item>"
    (tables / "drugs.xml").write_text(f"<rss><channel>{item}</channel></rss>", encoding="utf-8")
    with client_of(full, tmp_path) as client:
        page = client.get("/news/medical-news").text
    assert "<script>alert" not in page
    assert "javascript:alert" not in page


def test_without_feeds_the_page_says_so(site):
    page = site.get("/news")
    assert page.status_code == 200
    assert "plainlabel sync --tables" in page.text
    assert "Label change: Zorvexa" in page.text


@pytest.mark.parametrize("name", ["news", *CATEGORIES])
def test_feeds(fed, name):
    answer = fed.get(f"/feeds/{name}.xml")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = etree.fromstring(answer.content)
    assert root.find("{*}link[@rel='self']").get("href") == f"https://labels.example/feeds/{name}.xml"


@pytest.mark.parametrize("name", ["sport.xml", "news", "news.html", ".xml"])
def test_feeds_that_are_none(fed, name):
    assert fed.get(f"/feeds/{name}").status_code == 404


def test_recalls_and_alerts_stand_on_the_medicines_page(fed, site):
    from plainlabel.answers.listed import readable_key

    served = fed.app.state.site.editions._current
    key = next(readable_key(one.key) for one in served.edition.medicines() if one.name == "Zorvexa")
    page = fed.get(f"/medicine/{key}").text
    assert "Recalls and alerts" in page
    assert "Early warning on Zorvexa" in page
    assert "Label change: Zorvexa" in page
    assert "Calmidol" not in page.split('id="news"')[1].split("</section>")[0]
    assert "Recalls and alerts" not in site.get(f"/medicine/{key}").text


def test_the_home_page_shows_the_latest(fed):
    assert "Early warning on Zorvexa" in fed.get("/").text


def test_the_api_filters(fed):
    def news(**wanted):
        answer = fed.get("/api/v1/news", params=wanted)
        assert answer.status_code == 200
        return answer.json()

    assert news()["items"][0]["day"] == "2026-03-18"
    assert {one["kind"] for one in news(category="recalls")["items"]} == {"recall"}
    assert {each["name"] for one in news(medicine="Calmidol")["items"] for each in one["medicines"]} >= {"Calmidol"}
    assert [one["day"] for one in news(since="2026-03-18")["items"]] == ["2026-03-18"]
    assert len(news(limit=1)["items"]) == 1
    assert fed.get("/api/v1/news", params={"category": "sport"}).status_code == 400
    assert fed.get("/api/v1/news", params={"medicine": "Unheardofine"}).status_code == 404
    etag = fed.get("/api/v1/news").headers["etag"]
    assert fed.get("/api/v1/news", headers={"if-none-match": etag}).status_code == 304


def test_a_feed_that_changes_is_shown_and_kept_pages_go(full, folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    with client_of(full, out) as client:
        served = client.app.state.site.editions._current
        served.news.board()
        assert "Early warning on Zorvexa" in client.get("/news").text
        for name in ("medwatch.xml", "drugs.xml"):
            (out / "feeds" / "tables" / name).unlink()
        assert "Early warning on Zorvexa" in client.get("/news").text  # kept until somebody looks
        served.look_at_feeds()
        assert "Early warning on Zorvexa" not in client.get("/news").text
