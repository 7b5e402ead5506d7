"""The history of a label on the site and in the API: versions, two side by side, and the label as it stood on a day."""

import importlib.util
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.history.records import CellChange, LabelDiff, SectionChange, Spot, TextChange
from plainlabel.history.timeline import History
from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.changes import Comparisons
from plainlabel.interfaces.web.diff_view import MOST_CHARACTERS, contents, pages_of, shown
from plainlabel.interfaces.web.settings import Settings
from plainlabel.library import Library

_SPEC = importlib.util.spec_from_file_location("html_reader", Path(__file__).parent / "html_reader.py")
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
Html = _MODULE.Html

ZORVEXA = "11111111-1111-4111-8111-111111111111"
CALMIDOL = "22222222-2222-4222-8222-222222222222"
ZELVORA = "6f1d2c3b-0a49-4c5e-8d7f-1a2b3c4d5e6f"
LABEL = f"/label/{ZORVEXA}"


def record(version, day, age, rows, warning):
    table = "".join(f"<tr><td>{name} of any cause</td><td>{figure}</td><td>3</td></tr>" for name, figure in rows)
    return {
        "set_id": ZELVORA,
        "id": f"6f1d2c3b-0a49-4c5e-8d7f-00000000000{version}",
        "version": str(version),
        "effective_time": day,
        "indications_and_usage": [
            f"1 INDICATIONS AND USAGE Zelvora is indicated for patients aged {age} years and older with hives."
        ],
        "warnings_and_cautions": [f"5 WARNINGS AND PRECAUTIONS {warning}"],
        "adverse_reactions": [
            "6 ADVERSE REACTIONS Reactions Zelvora (N=100) % Placebo (N=90) % "
            + " ".join(f"{name} of any cause {figure} 3" for name, figure in rows)
        ],
        "adverse_reactions_table": [
            f"<table><tr><td>Reactions</td><td>Zelvora (N=100) %</td><td>Placebo (N=90) %</td></tr>{table}</table>"
        ],
        "openfda": {"brand_name": ["Zelvora"], "generic_name": ["NORVEXIN"], "substance_name": ["NORVEXIN"]},
    }


@pytest.fixture(scope="module")
def zelvora(tmp_path_factory):
    """Returns a client of a site with a label in three versions: a wider age with a table cell, then only the layout."""
    folder = tmp_path_factory.mktemp("zelvora")
    records = [
        record(1, "20230105", 12, [("Headache", "7"), ("Nausea", "5")], "Watch for <b>swelling</b> of the face."),
        record(3, "20240105", 6, [("Headache", "9"), ("Nausea", "5")], "Watch for <b>swelling</b> of the face and throat."),
        record(4, "20250105", 6, [("Headache", "9"), ("Nausea", "5")], "Watch for <b>swelling</b> of the face and throat."),
    ]
    (folder / "labels.json").write_bytes(msgspec.json.encode({"results": records}))
    report = build([folder / "labels.json"], folder / "out", workers=1)
    settings = Settings(base_url="https://labels.example", api_requests_per_minute=0)
    with open_edition(report.path) as edition:
        yield TestClient(create_app(settings=settings, library=Library(edition)), follow_redirects=False)


def test_the_history_has_the_newest_version_first(site):
    answer = site.get(f"{LABEL}/history")
    page = Html(answer.text)
    assert answer.status_code == 200
    assert answer.headers["etag"]
    assert page.text.index("Version 7, 5 January 2026") < page.text.index("Version 5, 10 January 2023")
    assert "new use: asthma (now: 12 years and older)" in page.text.lower()
    assert {f"{LABEL}/7", f"{LABEL}/5", f"{LABEL}/diff/5/7"} <= set(page.links)
    assert "noindex" not in answer.text


def test_label_and_medicine_lead_to_the_history(site):
    for path in (f"{LABEL}/7", f"{LABEL}/5", "/medicine/zorvanimab-injection"):
        assert f"{LABEL}/history" in Html(site.get(path).text).links


def test_a_label_of_one_version_says_that_there_is_no_other(site):
    page = Html(site.get(f"/label/{CALMIDOL}/history").text)
    assert "no other version here" in page.text
    assert not [link for link in page.links if "/diff/" in link]


def test_the_news_of_a_change_lead_to_its_comparison(site, facts_site):
    assert f"{LABEL}/diff/5/7" in Html(site.get("/news/label-changes").text).links
    assert f"{LABEL}/diff/5/7" not in Html(facts_site.get("/news/label-changes").text).links


def test_a_comparison_shows_what_came(site):
    answer = site.get(f"{LABEL}/diff/5/7")
    page = Html(answer.text)
    assert page.headings.count("h1") == 1
    assert "New use" in page.text
    assert page.all("ins")
    assert "Nothing like it here." in page.text
    assert {f"{LABEL}/5", f"{LABEL}/7", f"{LABEL}/history"} <= set(page.links)
    assert page.all("meta", name="robots")[0]["content"] == "noindex"


def test_a_sentence_that_changed_stands_side_by_side(zelvora):
    page = zelvora.get(f"/label/{ZELVORA}/diff/1/3").text
    assert '<del><span class="hidden">[taken out: </span>12<span class="hidden">]</span></del>' in page
    assert '<ins><span class="hidden">[new: </span>6<span class="hidden">]</span></ins>' in page
    assert "Wider use" in page
    assert "before: 12 years and older; now: 6 years and older" in page


def test_a_row_of_a_table_is_told_by_cell(zelvora):
    page = zelvora.get(f"/label/{ZELVORA}/diff/1/3").text
    assert "row of a table" in page
    assert '<del><span class="hidden">[old: </span>7<span class="hidden">]</span></del>' in page
    names = [given["aria-label"] for given in Html(page).all("div", role="region")]
    assert names
    assert len(names) == len(set(names))


def test_every_link_of_a_history_leads_somewhere(zelvora):
    for path in (f"/label/{ZELVORA}/history", f"/label/{ZELVORA}/diff/1/3", f"/label/{ZELVORA}/diff/1/3?page=2"):
        page = Html(zelvora.get(path).text)
        assert not page.wrong
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if link.startswith("/label/"):
                assert zelvora.get(link.partition("#")[0]).status_code in (200, 302), link
            elif link.startswith("#"):
                assert link[1:] in page.ids


def test_the_words_of_a_label_are_never_markup(zelvora):
    page = zelvora.get(f"/label/{ZELVORA}/diff/1/3").text
    assert "swelling" in page
    assert "<b>" not in page


def test_what_did_not_change_is_said(zelvora):
    assert "Nothing changed but the layout." in zelvora.get(f"/label/{ZELVORA}/diff/3/4").text
    assert "Nothing changed but the layout." in zelvora.get(f"/label/{ZELVORA}/history").text


def test_any_two_versions_can_be_chosen(zelvora):
    label = f"/label/{ZELVORA}"
    assert zelvora.get(f"{label}/diff?old=1&new=4").headers["location"] == f"{label}/diff/1/4"
    assert zelvora.get(f"{label}/diff?old=4&new=1").headers["location"] == f"{label}/diff/1/4"
    assert zelvora.get(f"{label}/diff/4/1").headers["location"] == f"{label}/diff/1/4"
    assert zelvora.get(f"{label}/diff/1/4").status_code == 200


def test_the_links_of_a_comparison_mark_their_passage(zelvora):
    marked = [one for one in Html(zelvora.get(f"/label/{ZELVORA}/diff/1/4").text).links if one.endswith("#marked")]
    assert {one.split("/")[3] for one in marked} == {"1", "4"}
    for link in marked:
        assert "marked" in Html(zelvora.get(link.partition("#")[0]).text).ids


@pytest.mark.parametrize(("day", "version"), [("2023-01-10", 5), ("2025-12-31", 5), ("2026-01-05", 7), ("2031-01-01", 7)])
def test_the_label_as_it_stood_on_a_day(site, day, version):
    way = site.get(f"{LABEL}?as_of={day}").headers["location"]
    assert way == f"{LABEL}/{version}?as_of={day}"
    page = site.get(way).text
    assert "This is the label as it stood on" in page
    assert ("A newer version may say something else" in page) == (version == 5)


def test_a_version_that_did_not_stand_on_the_day_does_not_say_so(site):
    for day in ("2023-06-01", "never", ""):
        assert "as it stood" not in site.get(f"{LABEL}/7?as_of={day}").text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"{LABEL}?as_of=2019-01-01", 404, "The first version held is of 2023-01-10"),
        (f"{LABEL}?as_of=2024-02-31", 400, "not a date"),
        (f"{LABEL}?as_of=%3Cscript%3E", 400, "not a date"),
        (f"{LABEL}/diff/5/6", 404, "Held here: version 7, version 5."),
        (f"{LABEL}/diff/history/7", 404, "not held in this version"),
        (f"{LABEL}/diff/5/99999999999999999999", 404, "not held in this version"),
        (f"{LABEL}/diff/7/7", 400, "one and the same version"),
        (f"{LABEL}/diff", 404, "not held in this version"),
        (f"{LABEL}/diff/part/7", 404, "not held in this version"),
        ("/label/zorvexa/history", 404, "no label with this set id"),
        ("/label/99999999-9999-4999-8999-999999999999/diff/1/2", 404, "No label with this set id"),
    ],
)
def test_what_is_not_held_is_said(site, path, status, words):
    answer = site.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert Html(answer.text).headings.count("h1") == 1


def test_a_copy_of_facts_lists_the_versions_and_says_that_it_has_no_text(facts_site):
    page = Html(facts_site.get(f"{LABEL}/history").text)
    assert "not held in this copy, only their facts" in page.text
    assert {f"{LABEL}/7", f"{LABEL}/5"} <= set(page.links)
    assert not [link for link in page.links if "/diff/" in link]
    answer = facts_site.get(f"{LABEL}/diff/5/7")
    assert answer.status_code == 404
    assert "not their text" in answer.text
    told = facts_site.get(f"/api/v1/labels/{ZORVEXA}/diff?old=5&new=7")
    assert told.status_code == 404
    assert "facts only" in told.json()["error"]["message"]


def test_the_api_gives_history_and_comparison(site, full):
    library = Library(full)
    history = site.get(f"/api/v1/labels/{ZORVEXA}/history")
    assert msgspec.json.decode(history.content, type=History) == library.history(ZORVEXA)
    diff = site.get(f"/api/v1/labels/{ZORVEXA}/diff?old=5&new=7")
    assert msgspec.json.decode(diff.content, type=LabelDiff) == library.diff(ZORVEXA, 5, 7)
    schemas = site.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert {"History", "HeldVersion", "LabelDiff", "SectionChange", "TextChange", "FactChange"} <= set(schemas)


def test_the_api_reads_the_label_of_a_day(site):
    assert site.get("/api/v1/medicines/zorvexa?as_of=2024-01-01").json()["label"]["version"] == 5
    assert site.get(f"/api/v1/labels/{ZORVEXA}/sections/1?as_of=2024-01-01").json()["version"] == 5
    found = [site.get(f"/api/v1/search?q=zorvexa+asthma{day}").json()["passages"] for day in ("", "&as_of=2024-01-01")]
    assert ["with asthma." in str(passages) for passages in found] == [True, False]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"labels/{ZORVEXA[:-1]}9/history", 404),
        (f"labels/{ZORVEXA}/diff?old=5&new=6", 404),
        (f"labels/{ZORVEXA}/diff?old=5", 400),
        (f"labels/{ZORVEXA}/diff?old=/etc/hosts&new=7", 400),
        (f"labels/{ZORVEXA}/diff?old=-1&new=7", 400),
        ("medicines/zorvexa?as_of=2024-02-31", 400),
        ("medicines/zorvexa?as_of=2019-01-01", 404),
        (f"labels/{ZORVEXA}/sections/1?as_of=2024-02-31", 400),
        ("search?q=zorvexa&as_of=2024-02-31", 400),
    ],
)
def test_the_api_says_what_is_not_held(site, path, status):
    answer = site.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "next_step"}


def spot(section, text):
    return Spot(section, section.capitalize(), 0, len(text), text)


def diff_of(*sections):
    return LabelDiff(ZELVORA, 1, 2, "2024-01-01", "2025-01-01", ("other",), sections)


def one_section(name, *texts):
    return SectionChange(name, name, name.capitalize(), None, ("other",), texts)


def test_moved_text_is_said_as_moved():
    moved = TextChange("moved", spot("a", "Keep it cold."), spot("b", "Keep it cold."))
    both = TextChange("changed", spot("a", "Keep it cold."), spot("b", "Keep it very cold."))
    diff = diff_of(one_section("b", moved, both))
    first, second = next(shown(diff, pages_of(diff)[0])).changes
    assert (first.kind, first.moved_from) == ("Moved", "A")
    assert not [piece for piece in first.old + first.new if piece.other]
    assert (second.kind, second.moved_from) == ("Moved and changed", "A")
    assert [piece.text for piece in second.new if piece.other] == ["very"]


def test_cells_of_a_row_are_told_apart():
    cells = (CellChange("Headache", "Zelvora", "7", "9"),)
    diff = diff_of(one_section("a", TextChange("changed", spot("a", "Headache\t7"), spot("a", "Headache\t9"), cells)))
    change = next(shown(diff, pages_of(diff)[0])).changes[0]
    assert change.cells == cells
    assert [piece.text for piece in change.old] == ["Headache ·", "7"]


def test_a_long_comparison_is_cut_into_pages_and_none_is_lost():
    text = "word " * (MOST_CHARACTERS // 20)
    parts = [one_section(name, *(TextChange("added", None, spot(name, f"{name}{n} {text}")) for n in range(5))) for name in "abc"]
    diff = diff_of(*parts)
    pages = pages_of(diff)
    assert len(pages) > 2
    told = [change.new[0].text.split()[0] for page in pages for section in shown(diff, page) for change in section.changes]
    assert told == [f"{name}{n}" for name in "abc" for n in range(5)]
    lines = list(contents(diff, pages, "/x", 1))
    assert lines[0].address == "#change-1"
    assert lines[-1].address.startswith("/x?page=")
    assert [section.anchor for page in pages for section in shown(diff, page) if not section.continued] == [
        "change-1",
        "change-2",
        "change-3",
    ]


def test_a_history_is_made_once(full):
    library = Library(full)
    comparisons = Comparisons(library)
    assert comparisons.history(ZORVEXA) is comparisons.history(ZORVEXA)
    old, new = full.label_by_set_id(ZORVEXA, 5), full.label_by_set_id(ZORVEXA, 7)
    assert comparisons.between(old, new) is comparisons.between(old, new)
    assert comparisons.between(old, new) == library.diff(ZORVEXA, 5, 7)


def test_two_long_texts_are_shown_without_marks():
    old, new = ("a b " * 800).strip(), ("a c " * 800).strip()
    diff = diff_of(one_section("a", TextChange("changed", spot("a", old), spot("a", new))))
    change = next(shown(diff, pages_of(diff)[0])).changes[0]
    assert len(change.old) == 1
    assert not change.old[0].other


def test_a_long_history_goes_on_over_pages_and_compares_only_what_a_page_shows(full, monkeypatch):
    monkeypatch.setattr("plainlabel.interfaces.web.pages.history._VERSIONS_ON_A_PAGE", 1)
    with TestClient(create_app(settings=Settings(), library=Library(full))) as client:
        first, second = (client.get(f"/label/{ZORVEXA}/history{query}").text for query in ("", "?page=2"))
    assert "page 1 of 2" in first
    assert 'href="?page=2" rel="next"' in first
    assert "See what changed from version 5 to version 7" in first
    assert "The first version held" not in first
    assert "The first version held" in second
    assert "See what changed" not in second
    for page in (first, second):
        assert page.count("<option") == 4
