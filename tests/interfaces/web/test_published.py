"""Published answers on the site: the list, an answer that has aged with old and new words, and the banner where it is asked."""

import pytest
from starlette.testclient import TestClient

from plainlabel.desk.draft import draft
from plainlabel.desk.files import SHIPPED, markdown
from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.settings import Settings
from plainlabel.library import Library

STORAGE = "How should Zorvexa be stored?"
USES = "What is Zorvexa used for?"


@pytest.fixture(scope="module")
def aged(full, tmp_path_factory):
    """Returns a client of a site with an answer on storage from an older label, and one on uses that is current."""
    folder = tmp_path_factory.mktemp("answers")
    for name, question in (("storage", STORAGE), ("uses", USES)):
        answer = draft(Library(full).ask(question), full, author="A. Reader", reviewed_on="2023-07-01")
        text = markdown(answer)
        if name == "storage":
            text = text.replace("14 days", "30 days").replace("version: 7", "version: 5")
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    settings = Settings(base_url="https://labels.example", api_requests_per_minute=0, answers=folder)
    with TestClient(create_app(settings=settings, library=Library(full)), follow_redirects=False) as client:
        client.app.state.site.editions._current.desk.answers()
        yield client


def test_the_list_has_those_that_aged_first(aged):
    page = aged.get("/published").text
    assert "2 answers, 1 of them has aged" in page
    assert page.index("/published/storage") < page.index("/published/uses")


def test_an_aged_answer_says_so_with_the_words_that_changed(aged):
    page = aged.get("/published/storage").text
    assert "The label has changed since this was written" in page
    assert "<del>30</del>" in page
    assert "<ins>14</ins>" in page
    assert "1 July 2023 by A. Reader" in page
    assert "/label/11111111-1111-4111-8111-111111111111/diff/5/7" in page


def test_a_current_answer_has_no_banner(aged):
    page = aged.get("/published/uses").text
    assert "has changed since" not in page
    assert "Current." in page
    assert "unchanged in version 7" in page


def test_the_answer_of_today_tells_that_the_published_one_aged(aged):
    assert "Changed since it was published" in aged.get("/ask", params={"q": "how should zorvexa be stored"}).text
    assert "Changed since it was published" not in aged.get("/ask", params={"q": USES}).text


def test_an_answer_that_is_not_there(aged):
    assert aged.get("/published/none").status_code == 404


def test_the_answers_that_come_with_plainlabel_have_pages(site):
    page = site.get("/published").text
    for file in SHIPPED.glob("*.md"):
        assert f"/published/{file.stem}" in page
        assert site.get(f"/published/{file.stem}").status_code == 200


def test_a_folder_that_cannot_be_read_leaves_the_site_standing(full, tmp_path):
    (tmp_path / "a.md").write_text("---\nquestion: [\n---\n", encoding="utf-8")
    settings = Settings(base_url="https://labels.example", api_requests_per_minute=0, answers=tmp_path)
    with TestClient(create_app(settings=settings, library=Library(full))) as client:
        assert "0 answers" in client.get("/published").text
