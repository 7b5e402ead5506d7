"""Atom feeds: well formed, complete by RFC 4287, and the same bytes for the same news."""

from lxml import etree

from plainlabel.news.atom import atom
from plainlabel.news.items import Item

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_item_is_an_entry_with_what_atom_asks_for(news):
    root = etree.fromstring(
        atom(news.items, title="News", link="https://example.org/news", feed_url="https://example.org/a.xml").encode()
    )
    assert root.tag == f"{ATOM}feed"
    assert all(root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.find(f"{ATOM}author/{ATOM}name").text == "PlainLabel"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}["self"] == "https://example.org/a.xml"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(news.items)
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "summary"))
        assert entry.find(f"{ATOM}link").get("href").startswith("https://")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert {one.get("term") for one in entries[0].findall(f"{ATOM}category")} >= {"alerts", "Zorvexa"}


def test_the_same_news_is_the_same_bytes(news):
    assert atom(news.items, title="News") == atom(news.items, title="News")
    assert atom((), title="News") == atom((), title="News")


def test_what_xml_cannot_hold_is_left_out():
    item = Item("x", "news", ("health",), "2026-05", "<b>A\x00 & \x1b]title</b>", "words \ud800", None, "drugs")
    root = etree.fromstring(atom((item,), title="News").encode())
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<b>A  &  ]title</b>"
    assert entry.findtext(f"{ATOM}updated") == "2026-05-01T00:00:00+00:00"
