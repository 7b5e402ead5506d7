"""The site as a server: headers, bounds, hostile input, what programs ask for, and a new edition while it runs."""

import time
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from plainlabel.edition.build import build
from plainlabel.edition.publish import point
from plainlabel.interfaces.web import serving
from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.settings import Settings

ZORVEXA = "11111111-1111-4111-8111-111111111111"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "{{ 7777*7777 }}{% raw %}",
    "</textarea><script>alert(1)</script>",
    "../../../../etc/passwd",
    "%00\x00\u202e",
    "'; DROP TABLE labels; --",
    "\ud7ff\U0001f600" * 40,
)
PLACES = (
    "/ask?q={}",
    "/search?q={}",
    "/suggest?q={}",
    "/report?q={}",
    "/ask?q=Zorvexa&as_of={}",
    "/new?page={}",
    "/news/{}",
    "/news?page={}",
    "/feeds/{}",
    "/published/{}",
    "/medicine/{}",
    "/medicines/{}",
    "/condition/{}",
    "/class/EPC/{}",
    "/label/{}",
    "/label/" + ZORVEXA + "/{}",
    "/label/" + ZORVEXA + "/7/{}",
    "/label/" + ZORVEXA + "/7/warnings_and_cautions?mark={}",
    "/static/{}",
    "/{}",
    "/api/v1/ask?q={}",
    "/api/v1/medicines/{}",
    "/api/v1/medicines/zorvexa/facts/{}",
    "/api/v1/labels/{}",
    "/api/v1/labels/" + ZORVEXA + "/sections/{}",
    "/api/v1/conditions/{}",
    "/api/v1/medicines?page={}",
    "/api/v1/news?medicine={}",
    "/api/v1/news?since={}",
)


@pytest.mark.parametrize("place", PLACES)
def test_hostile_input_is_never_reflected_unescaped_nor_an_error_of_ours(site, place):
    from urllib.parse import quote

    for words in HOSTILE:
        answer = site.get(place.format(quote(words, safe="")))
        assert answer.status_code < 500, (place, words)
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert " onmouseover='" not in answer.text
            assert str(7777 * 7777) not in answer.text  # a hash in the page may hold any two digits


def test_every_answer_carries_the_headers(site):
    for path in ("/", "/ask?q=Zorvexa", "/nowhere", "/healthz", "/static/site.css", "/api/v1/edition", "/suggest?q=zor"):
        headers = site.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_pages_made_from_a_question_are_not_kept_by_others(site):
    assert "private" in site.get("/ask?q=Zorvexa").headers["cache-control"]
    assert "public" in site.get("/about").headers["cache-control"]


def test_an_unchanged_page_is_not_sent_again(site):
    first = site.get("/medicine/zorvanimab-injection")
    again = site.get("/medicine/zorvanimab-injection", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_what_is_too_long_is_refused(site):
    assert site.get("/ask?q=" + "a" * 501).status_code == 400
    assert site.get("/search?q=" + "a" * 501).status_code == 400
    assert site.get("/ask?q=" + "a" * 9000).status_code == 414
    assert site.post("/ask", content=b"x" * 100).status_code == 413
    assert site.post("/ask").status_code == 405


def test_a_question_without_words_goes_home(site):
    assert site.get("/ask?q=++").headers["location"] == "/"


def test_nothing_a_person_asks_is_logged(site, caplog):
    site.get("/ask?q=Is+Zorvexa+a+secretword%3F")
    site.get("/nowhere/secretword")
    assert "secretword" not in caplog.text


def test_what_programs_ask_for(site, full):
    assert site.get("/healthz").json() == {"status": "ok", "edition": full.id, "kind": "full", "labels": full.labels}
    assert "Sitemap: https://labels.example/sitemap.xml" in site.get("/robots.txt").text
    assert site.get("/.well-known/gpc.json").json()["gpc"] is True
    ET.fromstring(site.get("/opensearch.xml").text)
    tree = ET.fromstring(site.get("/sitemap.xml").text)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {one.findtext(f"{space}loc"): one.findtext(f"{space}lastmod") for one in tree}
    assert days["https://labels.example/medicine/zorvanimab-injection"] == "2026-01-05"
    for address in days:
        assert site.get(address.removeprefix("https://labels.example")).status_code == 200, address


def _served(client, name):
    """Returns whether the edition is served within ten seconds; every look on the way is answered."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        answer = client.get("/healthz")
        assert answer.status_code == 200
        assert client.get("/medicine/zorvanimab-injection").status_code == 200
        if answer.json()["edition"] == name:
            return True
    return False


def test_a_new_edition_is_served_without_a_restart(small, tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "_LOOK_EVERY_S", 0.0)
    sources = small.write_sources(tmp_path / "sources")
    out = tmp_path / "editions"
    old = build([sources], out, facts_only=True, workers=1).path
    new = build([sources], out, workers=1).path
    point(out, old.name)
    with TestClient(create_app(out, Settings())) as client:
        assert client.get("/healthz").json()["edition"] == old.name
        page = client.get("/medicine/zorvanimab-injection")
        point(out, new.name)
        assert _served(client, new.name)
        assert client.get("/medicine/zorvanimab-injection").headers["etag"] != page.headers["etag"]
        (out / "current").unlink()
        assert client.get("/healthz").json()["edition"] == new.name


def test_an_error_of_ours_is_a_page_that_helps(site, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("secretword")

    monkeypatch.setattr("plainlabel.library.Library.ask", fail)
    answer = site.get("/ask?q=Zorvexa+fails")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "secretword" not in answer.text
    assert "content-security-policy" in answer.headers
    assert site.get("/api/v1/ask?q=Zorvexa").json()["error"]["code"] == "error"
