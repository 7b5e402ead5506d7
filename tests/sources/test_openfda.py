"""openFDA: pages of records, and the list of bulk files."""

import json

import pytest

from plainlabel.errors import FeedShapeError, UntrustedSourceError, UsageError
from plainlabel.sources import openfda, openfda_downloads

PATH = "/api.fda.gov/drug/label.json"


def pages(tools, after=("0=aa", "0=b/b")):
    """Returns a function that answers one record a page, the next named as openFDA names it."""

    def answer(handler, query):
        number = (["", *after]).index(query.get("search_after", ""))
        body = json.dumps(
            {
                "meta": {"last_updated": "2026-11-20"},
                "results": [tools.openfda_record(tools.ZELVORA, f"Zelvora{number}", number + 1)],
            }
        )
        headers = {}
        if number < len(after):
            token = after[number].replace("=", "%3D").replace("/", "%2F")
            headers = {"Link": f'<https://evil.example/drug/label.json?limit=1&skip=0&search_after={token}>; rel="next"'}
        handler.reply(200, body.encode(), headers)

    return answer


def test_pages_are_followed_by_search_after(feed, client, tools):
    feed.answers[PATH] = pages(tools)
    found = list(openfda.records(client, "label", 'openfda.brand_name:"zelvora"', at_once=1))
    assert [json.loads(bytes(page.records[0]))["version"] for page in found] == ["1", "2", "3"]
    assert found[0].last_updated == "2026-11-20"
    assert len(feed.requests) == 3
    assert "search_after=0%3Db%2Fb" in feed.paths()[2]


def test_no_match_is_no_page(client):
    assert list(openfda.records(client, "enforcement", "product_description:nothing")) == []


def test_pages_in_a_circle_end(feed, client):
    feed.answers[PATH] = lambda handler, _: handler.reply(
        200, b'{"results": []}', {"Link": '<https://api.fda.gov/?search_after=1>; rel="next"'}
    )
    with pytest.raises(FeedShapeError, match="circle"):
        list(openfda.records(client, "label", "x"))


def test_no_more_than_a_thousand_at_once(client):
    with pytest.raises(UsageError):
        next(openfda.records(client, "label", "x", at_once=1001))


@pytest.mark.parametrize(
    ("link", "after"),
    [
        (None, None),
        ("", None),
        ('<https://api.fda.gov/x?skip=10>; rel="next"', None),
        ('<https://api.fda.gov/x?search_after=0%3D1>; rel="prev"', None),
        ('<https://a/?search_after=p>; rel="prev", <https://a/?search_after=n>; rel="next"', "n"),
        ("<https://a/?search_after=n>; rel=next", "n"),
    ],
)
def test_the_next_page(link, after):
    assert openfda.next_page(link) == after


def test_a_name_cannot_change_the_search(tools):
    assert openfda.labels_of('zel" OR _exists_:set_id "', is_set_id=False).count('"') == 4
    assert openfda.labels_of(tools.ZELVORA, is_set_id=True) == f'set_id:"{tools.ZELVORA}"'


def listing(*files, endpoint="label"):
    parts = [{"file": file, "size_mb": "120.5", "records": 20000, "display_name": "x"} for file in files]
    return json.dumps(
        {"meta": {}, "results": {"drug": {endpoint: {"export_date": "2026-11-20", "total_records": 40000, "partitions": parts}}}}
    ).encode()


def test_the_bulk_files(feed, client):
    base = "https://download.open.fda.gov/drug/label/drug-label"
    feed.put("/api.fda.gov/download.json", listing(f"{base}-0001-of-0002.json.zip", f"{base}-0002-of-0002.json.zip"))
    found = openfda_downloads.bulk(client, "label")
    assert (found.exported, found.records) == ("2026-11-20", 40000)
    assert [part.name for part in found.parts] == ["drug-label-0001-of-0002.json.zip", "drug-label-0002-of-0002.json.zip"]
    assert found.parts[0].size == int(120.5 * 1024**2)


@pytest.mark.parametrize(
    "file",
    [
        "https://evil.example/a.zip",
        "https://download.open.fda.gov/a/../..",
        "https://download.open.fda.gov/.hidden",
        "https://download.open.fda.gov/a%2Fb.zip",
    ],
)
def test_a_bulk_file_elsewhere_is_refused(feed, client, file):
    feed.put("/api.fda.gov/download.json", listing(file))
    with pytest.raises(UntrustedSourceError):
        openfda_downloads.bulk(client, "label")


def test_an_endpoint_that_is_not_listed(feed, client):
    feed.put("/api.fda.gov/download.json", listing(endpoint="event"))
    with pytest.raises(FeedShapeError, match="names no files"):
        openfda_downloads.bulk(client, "label")
