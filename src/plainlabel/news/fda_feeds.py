"""FDA's own feeds as news: alerts, recall notices and press releases, in FDA's words with a link to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from msgspec import Struct, structs

from plainlabel.news.items import CATEGORIES, Item, Kind
from plainlabel.news.matching import Matcher
from plainlabel.sources import rss
from plainlabel.sources.rss import NewsItem

_CHILDREN: Final = re.compile(
    r"\b(?:child(?:ren)?|pa?ediatric\w*|infants?|bab(?:y|ies)|newborns?|teen\w*|adolescents?)\b", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^>]{0,2000}>")
_LONGEST: Final = 600


class Reading(Struct, frozen=True):
    """How items of a feed are read."""

    kind: Kind
    categories: tuple[str, ...]


@cache
def readings() -> Mapping[str, Reading]:
    """Returns how each feed is read (feeds.tsv)."""
    lines = (files("plainlabel.news") / "feeds.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "feed\t")))
    return {feed: Reading(cast("Kind", kind), tuple(categories.split())) for feed, kind, categories in rows}


def read(tables: Path, feed: str) -> tuple[NewsItem, ...]:
    """Returns the items of a feed in the folder of tables."""
    path = tables / rss.want(feed).name
    return rss.read(path.read_bytes(), feed, str(path))


def items(found: Iterable[NewsItem], matcher: Matcher) -> Iterator[Item]:
    """Yields the items of all feeds; one that stands in several feeds comes once, in the categories of all."""
    merged: dict[str, Item] = {}
    for one in found:
        made = _item(one, matcher)
        known = merged.get(made.id)
        merged[made.id] = (
            made if known is None else structs.replace(known, categories=ordered((*known.categories, *made.categories)))
        )
    yield from merged.values()


def _item(found: NewsItem, matcher: Matcher) -> Item:
    reading = readings()[found.feed]
    summary = plain(found.description)
    text = f"{found.title}. {summary}"
    children = ("childrens-health",) if _CHILDREN.search(text) else ()
    return Item(
        id=f"fda:{found.link or found.id}",
        kind=reading.kind,
        categories=ordered((*reading.categories, *children)),
        day=found.published,
        title=plain(found.title),
        summary=summary,
        url=found.link,
        source=found.feed,
        medicines=matcher.mentioned(text),
    )


def plain(text: str) -> str:
    """Returns text without tags, on one line, cut where it is long."""
    words = " ".join(unescape(_TAG.sub(" ", unescape(text))).split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " ..."


def ordered(categories: Iterable[str]) -> tuple[str, ...]:
    """Returns categories once each, in the order they are shown."""
    held = set(categories)
    return tuple(one for one in CATEGORIES if one in held)
