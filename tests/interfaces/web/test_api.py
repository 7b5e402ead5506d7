"""The API: the JSON of the contract, one shape of error, pages, ETag, CORS and the rate."""

import msgspec
import pytest

from plainlabel.answers.contract import Answer

ZORVEXA = "11111111-1111-4111-8111-111111111111"


def test_ask_gives_the_contract(site):
    answer = site.get("/api/v1/ask", params={"q": "How long can Zorvexa stay out of the fridge?"})
    held = msgspec.json.decode(answer.content, type=Answer)
    assert held.outcome == "answered"
    assert "14 days" in held.summary


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/api/v1/edition", {"id", "kind", "data_date", "labels"}),
        ("/api/v1/search?q=zorvexa", {"words", "medicines", "did_you_mean", "classes", "conditions", "passages"}),
        ("/api/v1/medicines", {"items", "page", "per_page", "total", "next"}),
        ("/api/v1/medicines/zorvexa", {"name", "label", "products", "sections", "facts"}),
        ("/api/v1/medicines/zorvexa/facts/storage", {"name", "kind", "label", "facts"}),
        ("/api/v1/labels", {"items", "total"}),
        (f"/api/v1/labels/{ZORVEXA}", {"items", "total"}),
        (f"/api/v1/labels/{ZORVEXA}/history", {"set_id", "name", "versions"}),
        (f"/api/v1/labels/{ZORVEXA}/diff?old=5&new=7", {"set_id", "old_version", "new_version", "classes", "sections"}),
        (f"/api/v1/labels/{ZORVEXA}/sections", {"set_id", "version", "sections"}),
        (f"/api/v1/labels/{ZORVEXA}/sections/5.2", {"text", "passages"}),
        (f"/api/v1/labels/{ZORVEXA}/sections/warnings_and_cautions/5.2?version=7", {"text", "passages"}),
        ("/api/v1/classes", {"items", "total"}),
        ("/api/v1/classes/EPC/opioid-agonist", {"key", "title", "labels"}),
        ("/api/v1/conditions", {"items", "total"}),
        ("/api/v1/conditions/asthma", {"key", "title", "labels"}),
    ],
)
def test_every_route_answers_in_its_shape(site, full, path, fields):
    answer = site.get(path)
    assert answer.status_code == 200
    assert fields <= set(answer.json())
    assert answer.headers["etag"] == f'"{full.id}"'
    assert answer.headers["access-control-allow-origin"] == "*"
    assert site.get(path, headers={"if-none-match": f'"{full.id}"'}).status_code == 304


def test_pages_go_through_a_list(site):
    first = site.get("/api/v1/medicines?per_page=2").json()
    second = site.get(f"/api/v1/medicines?per_page=2&page={first['next']}").json()
    assert len(first["items"]) == 2
    assert first["items"][0]["key"] != second["items"][0]["key"]
    assert site.get("/api/v1/medicines?page=500").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/ask", 400),
        ("/api/v1/ask?q=", 400),
        ("/api/v1/ask?q=Zorvexa&as_of=2026-99-99", 400),
        ("/api/v1/ask?q=Zorvexa&as_of=yesterday", 400),
        ("/api/v1/ask?q=" + "a" * 501, 400),
        ("/api/v1/medicines?page=0", 400),
        ("/api/v1/medicines?per_page=999", 400),
        ("/api/v1/medicines/qqqqq", 404),
        ("/api/v1/medicines/zorvexa/facts/nothing", 400),
        (f"/api/v1/labels/{ZORVEXA[:-1]}9", 404),
        (f"/api/v1/labels/{ZORVEXA}/sections/none", 404),
        ("/api/v1/conditions/none", 404),
        ("/api/v1/nothing", 404),
    ],
)
def test_every_error_has_one_shape(site, path, status):
    answer = site.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message", "next_step"}


def test_the_api_is_read_only(site):
    assert site.post("/api/v1/ask").json()["error"]["code"] == "method_not_allowed"
    assert site.options("/api/v1/ask").status_code == 204


def test_a_client_that_asks_too_often_is_told_when_to_come_back(limited):
    seen = [limited.get("/api/v1/edition") for _ in range(4)]
    assert [each.status_code for each in seen] == [200, 200, 200, 429]
    assert int(seen[-1].headers["retry-after"]) > 0
    assert seen[-1].json()["error"]["code"] == "too_many_requests"
    assert limited.get("/").status_code == 200


def test_the_openapi_document_is_whole(site):
    document = site.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in document["paths"])
    schemas = document["components"]["schemas"]
    text = str(document)
    named = {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    assert "Answer" in schemas
    for path in document["paths"].values():
        assert path["get"]["summary"]
        assert "429" in path["get"]["responses"]


def test_head_answers_as_get_does(site):
    got, asked = site.get("/api/v1/edition"), site.head("/api/v1/edition")
    assert asked.status_code == 200
    assert asked.headers["etag"] == got.headers["etag"]


def test_a_refused_method_is_told_which_are_allowed(site):
    assert site.request("TRACE", "/api/v1/edition").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("day", ["0000-00-00", "2026-13-01", "22 April 2026"])
def test_a_day_that_is_none_is_refused(site, day):
    assert site.get("/api/v1/ask", params={"q": "Zorvexa", "as_of": day}).status_code == 400


def test_the_longest_question_fits_in_any_script(site):
    assert site.get("/api/v1/ask", params={"q": "\u85ac" * 500}).status_code == 200
