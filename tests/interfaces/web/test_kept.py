"""Pages kept in memory: the same page, quicker; bounded; made ahead where nobody has asked yet."""

import gzip
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from plainlabel.interfaces.web.ahead import make_ahead
from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.kept import KeptPage, PageCache, kept_page
from plainlabel.interfaces.web.serving import Served
from plainlabel.interfaces.web.settings import Settings, from_environment
from plainlabel.library import Library

ASKED = "/ask?q=How+long+can+Zorvexa+stay+out+of+the+fridge%3F"


def page(size):
    return KeptPage(bytes(size), '"e"', "private, no-cache")


def test_the_oldest_page_goes_where_there_are_too_many_or_too_large():
    cache = PageCache(most_pages=2, most_bytes=100)
    for name in ("/a", "/b"):
        cache.put((name, b""), page(10))
    assert cache.get(("/a", b"")) is not None
    cache.put(("/c", b""), page(10))
    assert cache.get(("/b", b"")) is None
    cache.put(("/d", b""), page(95))
    assert cache.get(("/a", b"")) is None
    assert cache.get(("/d", b"")) is not None


def test_a_page_put_twice_counts_once():
    cache = PageCache(most_pages=9, most_bytes=100)
    for _ in range(20):
        cache.put(("/a", b""), page(50))
    cache.put(("/b", b""), page(40))
    assert cache.get(("/a", b"")) is not None


def test_path_and_query_are_told_apart():
    cache = PageCache()
    cache.put(("/a?b", b"c"), page(1))
    assert cache.get(("/a", b"b?c")) is None


def test_a_kept_page_is_the_page_and_its_etag_names_edition_and_content():
    one, other = (kept_page(text, "2026-01-05-abc", "public") for text in (b"<p>one", b"<p>other"))
    assert one.html == b"<p>one"
    assert one.etag.startswith('"2026-01-05-abc-')
    assert one.etag != other.etag


def test_an_answer_is_kept_for_the_same_question_only_and_by_no_shared_cache(site):
    first, again = site.get(ASKED), site.get(ASKED)
    assert first.text == again.text
    assert first.headers["etag"] == again.headers["etag"]
    assert again.headers["cache-control"] == "private, no-cache"
    assert site.get(ASKED, headers={"if-none-match": f"W/{first.headers['etag']}"}).status_code == 304
    other = site.get("/ask?q=Can+I+drink+alcohol+on+Zorvexa%3F")
    assert other.headers["etag"] != first.headers["etag"]
    assert "fridge?</h1>" not in other.text


def test_an_answer_of_another_day_is_another_page(site):
    assert "as_of" not in ASKED
    assert site.get(f"{ASKED}&as_of=2024-06-01").headers["etag"] != site.get(ASKED).headers["etag"]


def test_who_takes_no_gzip_gets_the_page_as_it_is(site):
    plain = site.get(ASKED, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == site.get(ASKED).text


def test_what_is_computed_for_one_reader_is_not_kept(full):
    app = create_app(library=Library(full))
    with TestClient(app) as client:
        assert client.get("/medicine/zorvanimab-injection/how-it-works?weight=81").status_code == 200
        with app.state.site.editions.lease() as served:
            assert ("/medicine/zorvanimab-injection/how-it-works", b"weight=81") not in served.asked
            assert ("/medicine/zorvanimab-injection/how-it-works", b"weight=81") not in served.pages


def test_the_style_sheet_is_sent_compressed(site):
    answer = site.get("/static/site.css")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = site.get("/static/site.css", headers={"accept-encoding": "identity"})
    assert plain.content == answer.content
    assert int(answer.headers["content-length"]) < len(plain.content) == int(plain.headers["content-length"])
    assert len(gzip.compress(plain.content)) < 20_000


@pytest.mark.parametrize(("most", "made"), [(0, 0), (2, 2), (2000, None)])
def test_pages_are_made_ahead_as_the_settings_allow(full, most, made):
    site = create_app(settings=Settings(pages_ahead=most), library=Library(full)).state.site
    served = Served(Library(full))
    make_ahead(site, served)
    held = [key for key in served.lists.by_key if (f"/medicine/{key}", b"") in served.pages]
    assert len(held) == (len(served.lists.by_key) if made is None else made)


def test_a_page_made_ahead_is_the_page(full):
    app = create_app(settings=Settings(), library=Library(full))
    with TestClient(app) as client, app.state.site.editions.lease() as served:
        served.news.board()
        asked = client.get("/medicine/zorvanimab-injection").text
        fresh = Served(Library(full))
        fresh.news.board()
        make_ahead(app.state.site, fresh)
        assert fresh.pages.get(("/medicine/zorvanimab-injection", b"")).html.decode() == asked


def test_making_ahead_stops_where_the_edition_is_replaced(full):
    site = create_app(library=Library(full)).state.site
    served = Served(Library(full))
    served.replaced = True
    make_ahead(site, served)
    assert not any((f"/medicine/{key}", b"") in served.pages for key in served.lists.by_key)


def test_what_fails_ahead_is_told_without_its_words_and_stops_nothing(full, monkeypatch, caplog):
    def fail(*_args, **_more):
        raise RuntimeError("secretword")

    site = create_app(library=Library(full)).state.site
    monkeypatch.setattr("plainlabel.library.Library.ask", fail)
    make_ahead(site, Served(Library(full)))
    assert "RuntimeError" in caplog.text
    assert "secretword" not in caplog.text


@pytest.mark.parametrize(("given", "pages"), [("", 2000), ("0", 0), ("50", 50), ("many", 2000)])
def test_the_number_of_pages_ahead_is_a_setting(given, pages):
    assert from_environment({"PLAINLABEL_SITE_AHEAD": given}, "http://x").pages_ahead == pages


def test_the_sitemap_has_the_histories_of_labels_held_in_several_versions(site):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    held = [one.findtext(f"{space}loc") for one in ET.fromstring(site.get("/sitemap.xml").text)]
    histories = [one for one in held if one.endswith("/history")]
    assert histories == ["https://labels.example/label/11111111-1111-4111-8111-111111111111/history"]


def test_in_an_emergency_the_numbers_are_buttons(site):
    text = site.get("/ask?q=I+took+30+Calmidol+tablets").text
    alarm = text.split('class="first alarm"')[1].split("</div>")[0]
    for number in ("tel:911", "tel:+18002221222", "tel:988"):
        assert f'class="button" href="{number}"' in alarm
    assert alarm.index("tel:+18002221222") < alarm.index("tel:988")
    assert "Labels checked" not in alarm


def test_a_search_for_a_condition_tells_the_condition_first(site):
    text = site.get("/search?q=asthma").text
    assert "<h2>Conditions</h2>" in text
    assert "<h2>Medicines</h2>" not in text.split("<h2>Conditions</h2>")[0]


def test_a_name_that_may_mean_several_leads_to_a_search(site):
    text = site.get("/ask?q=What+is+zorvex+used+for%3F").text
    for path in ("/ask?q=What+is+calm+used+for%3F", "/ask?q=What+is+zorv+used+for%3F"):
        text += site.get(path).text
    links = {part.split('"')[0] for part in text.split('href="/medicine/')[1:]}
    assert all(site.get(f"/medicine/{one.split('#')[0]}").status_code == 200 for one in links)
