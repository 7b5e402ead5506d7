"""News as an Atom feed (RFC 4287), written by the library feedgenerator."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from typing import Final

from feedgenerator import Atom1Feed

from plainlabel.news.items import Item

SITE: Final = "https://dailymed.nlm.nih.gov/dailymed/"
CONTENT_TYPE: Final = "application/atom+xml; charset=utf-8"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed whose date is that of its newest item, so that the same news is the same bytes."""

    def latest_post_date(self) -> dt.datetime:
        """Returns the newest day of the items."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)


def atom(items: Sequence[Item], *, title: str, link: str = SITE, feed_url: str | None = None) -> str:
    """Returns an Atom feed of items; `link` is the page that shows them, `feed_url` where the feed itself stands."""
    feed = _Feed(
        title=title,
        link=link,
        description="",
        language="en",
        author_name="PlainLabel",
        subtitle="Information, not medical advice.",
        feed_url=feed_url,
        feed_guid=entry_id(feed_url or title),
    )
    for item in items:
        feed.add_item(
            title=_clean(item.title),
            link=item.url or link,
            description=_clean(item.summary),
            unique_id=entry_id(item.id),
            updateddate=_moment(item.day),
            pubdate=_moment(item.day),
            categories=[*item.categories, *dict.fromkeys(_clean(one.name) for one in item.medicines)],
        )
    return str(feed.writeString("utf-8"))


def entry_id(name: str) -> str:
    """Returns an id that is the same wherever and whenever the feed is written."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _moment(day: str | None) -> dt.datetime:
    """Returns the beginning of a day or of a month."""
    try:
        return dt.datetime.fromisoformat(f"{day}-01" if day and len(day) == len("2026-01") else day or "").replace(tzinfo=dt.UTC)
    except ValueError:
        return _NEVER


def _clean(text: str) -> str:
    """Returns text without the characters that XML cannot hold."""
    return _CONTROL.sub(" ", text)
