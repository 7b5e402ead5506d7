"""FDA's RSS feeds: press releases, MedWatch, recalls, drugs and others."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.safe_xml import Element, parse, text_of
from plainlabel.sources.wanted import Want

FEEDS: Final = ("press-releases", "medwatch", "recalls", "drugs", "biologics", "health-fraud")
MAX_BYTES: Final = 16 * 1024**2


class NewsItem(Struct, frozen=True):
    """One item of a feed: title, link (web addresses only), description, day, and the id that stays the same."""

    feed: str
    title: str
    link: str | None
    description: str
    published: str | None
    id: str


def want(feed: str) -> Want:
    """Returns the file of a feed by its name (see FEEDS)."""
    return Want(f"{addresses.FDA_RSS}/{feed}/rss.xml", f"{feed}.xml", MAX_BYTES, kind="other")


def read(data: bytes, feed: str, file: str = "") -> tuple[NewsItem, ...]:
    """Returns the items of a feed, in its order; items without a title and without a link are left out.

    Raises:
        FeedShapeError: it is no RSS.
        UntrustedSourceError: XML that does more than hold data.
    """
    root = parse(data, file or feed)
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is None:
        raise FeedShapeError("This is no RSS feed", file=file or feed, location=f"<{root.tag}>", next_step="Fetch it again")
    found = (_item(element, feed) for element in channel.iterfind("item"))
    return tuple(one for one in found if one.title or one.link)


def _item(element: Element, feed: str) -> NewsItem:
    link = _web_address(text_of(element, "link"))
    return NewsItem(
        feed=feed,
        title=text_of(element, "title"),
        link=link,
        description=text_of(element, "description"),
        published=_day(text_of(element, "pubDate")),
        id=text_of(element, "guid") or link or text_of(element, "title"),
    )


def _web_address(text: str) -> str | None:
    try:
        return text if urlsplit(text).scheme in ("http", "https") else None
    except ValueError:
        return None


def _day(text: str) -> str | None:
    """Returns the day of "Mon, 15 Apr 2013 22:36:00 -0400" or of an ISO date, as it was where it was written."""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        pass
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
