"""Recalls of every shape, and FDA's RSS."""

import json
import re

import pytest

from plainlabel.errors import FeedShapeError, UntrustedSourceError
from plainlabel.sources import enforcement, rss

RECORD = {
    "recall_number": "D-0001-2027",
    "status": "Ongoing",
    "classification": "Class II",
    "product_type": "Drugs",
    "product_description": "Zelvora tablets, 5 mg, NDC 00001-001-30, bottle of 30",
    "code_info": "Lot A1, exp 2027; NDC 0001-0001-02",
    "reason_for_recall": "Wrong count",
    "recalling_firm": "Invented Works",
    "distribution_pattern": "Nationwide",
    "recall_initiation_date": "20261101",
    "report_date": "20261118",
    "openfda": {
        "brand_name": ["ZELVORA"],
        "package_ndc": ["00001-001-30"],
        "spl_set_id": ["11111111-1111-4111-8111-111111111111", "x"],
    },
}


def test_a_record_of_openfda():
    one = next(enforcement.read_bulk(json.dumps({"results": [RECORD]}).encode(), "f.json"))
    assert (one.number, one.classification, one.initiated, one.reported, one.terminated) == (
        "D-0001-2027",
        "Class II",
        "2026-11-01",
        "2026-11-18",
        None,
    )
    assert one.ndcs == ("00001-001-30", "0001-0001-02")
    assert one.brands == ("ZELVORA",)
    assert one.set_ids == ("11111111-1111-4111-8111-111111111111",)


def test_a_record_without_openfda():
    found = enforcement.read_record(
        json.dumps({key: value for key, value in RECORD.items() if key != "openfda"}).encode(), "f", "1"
    )
    assert (found.brands, found.ndcs) == ((), ("00001-001-30", "0001-0001-02"))


@pytest.mark.parametrize("text", ["call 1-800-555-0100", "UPC 0 12345-67890 1", "2026-11-18", "D-0001-2027", "lot 12-345"])
def test_what_is_no_ndc(text):
    assert enforcement.ndcs_in((), text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20120613", "2012-06-13"),
        ("06/13/2012", "2012-06-13"),
        ("6/3/2012", "2012-06-03"),
        ("2012-06-13", "2012-06-13"),
        ("Mon, 15 Apr 2013 22:36:00 -0400", "2013-04-15"),
        ("13/32/2012", None),
        ("", None),
    ],
)
def test_days(text, found):
    assert enforcement.day(text) == found


@pytest.mark.parametrize("data", [b"[]", b"{", b'{"results": [1]}', b'{"results": [{"a": 1}]}', b"\xff"])
def test_another_shape_is_told(data):
    with pytest.raises(FeedShapeError):
        list(enforcement.read_bulk(data, "f.json"))


@pytest.mark.shared
def test_the_real_weekly_report_whole(shared):
    file = shared / "data" / "recalls" / "enforcement_ucm308307_2012.json"
    found = list(enforcement.read_lines(file.read_bytes(), file.name))
    plain = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(found) == len(plain) == 72
    assert [one.classification for one in found] == [one["classification"] for one in plain]
    assert all(one.reported == "2012-06-13" for one in found if one.reported)
    assert sum(one.reported is not None for one in found) == sum(
        bool(re.fullmatch(r"\d\d/\d\d/\d{4}", one["report-date"].strip())) for one in plain
    )


@pytest.mark.shared
def test_a_real_single_record(shared):
    data = (shared / "data" / "recalls" / "one-recall.json").read_bytes()
    one = enforcement.read_record(data, "one-recall.json", "")
    assert one.number == "Z-1004-04"
    assert one.firm.startswith("Zimmer")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "ndcs"),
    [
        ("ndc-4-4-2.xml", 1),
        ("ndc-5-3-2.xml", 1),
        ("ndc-5-4-2.xml", 1),
        ("upc-more-than-one-labeler.xml", 0),
        ("upc-with-dashes.xml", 0),
        ("upc-with-spaces-and-dashes.xml", 0),
        ("upc-with-spaces.xml", 0),
    ],
)
def test_real_reports(shared, name, ndcs):
    data = (shared / "data" / "recalls" / name).read_bytes()
    found = enforcement.read_report(data, name)
    assert len(found) == data.count(b"<recall-number")
    assert all(one.number[:2] in ("D-", "F-") and one.reason and one.initiated and one.reported for one in found)
    assert sum(bool(one.ndcs) for one in found) >= ndcs


@pytest.mark.shared
def test_the_real_list_of_2013_whole(shared):
    data = (shared / "data" / "recalls" / "fda_recalls_dataset_2013.xml").read_bytes()
    found = enforcement.read_list(data, "list")
    assert len(found) == len(re.findall(rb"<PRODUCT>", data)) > 900
    assert all(one.reported for one in found)
    assert found[0].reported == "2013-04-15"
    assert found[0].brands == ("NuVision Pharmacy",)


# --- RSS -----------------------------------------------------------------------------------------------------------------

FEED = b"""

<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Recalls</title>
<item><title>Invented Works recalls  Zelvora</title><link>https://www.fda.gov/zelvora</link>
<description>&lt;p&gt;Wrong count&lt;/p&gt;</description><pubDate>Wed, 18 Nov 2026 10:00:00 EST</pubDate><guid isPermaLink="false">abc</guid></item>
<item><title>No day, no id</title><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>
<item></item></channel></rss>"""


def test_items():
    found = rss.read(FEED, "recalls")
    assert len(found) == 2
    assert found[0] == rss.NewsItem(
        "recalls", "Invented Works recalls Zelvora", "https://www.fda.gov/zelvora", "<p>Wrong count</p>", "2026-11-18", "abc"
    )
    assert (found[1].link, found[1].published, found[1].id) == (None, None, "No day, no id")


@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'.encode("utf-16"),
    ],
)
def test_xml_that_does_more_than_hold_data(attack):
    with pytest.raises(UntrustedSourceError):
        rss.read(attack, "drugs")


@pytest.mark.parametrize("data", [b"", b"<html/>", b"<rss/>", b"<rss><channel>", b"no xml"])
def test_what_is_no_feed(data):
    with pytest.raises(FeedShapeError):
        rss.read(data, "drugs")


def test_every_feed_has_an_address():
    assert all(rss.want(feed).url.startswith("https://www.fda.gov/") for feed in rss.FEEDS)
