"""openFDA's API: records of one endpoint, page after page.

Documented at https://open.fda.gov/apis/. At most 1,000 records an answer; the next page is named by the Link header, whose
`search_after` has no end where `skip` ends at 25,000. No match is a 404. 240 requests a minute; 1,000 a day without a key, 120,000
with one (the client keeps to both).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from plainlabel.errors import FeedShapeError, NoMatchError, UsageError
from plainlabel.sources import addresses
from plainlabel.sources.answers_json import decoded
from plainlabel.sources.client import Client

Endpoint = Literal["label", "ndc", "drugsfda", "enforcement"]
MOST_AT_ONCE: Final = 1_000
_NEXT: Final = re.compile(r"<([^<>]*)>\s*;\s*rel=\"?next\"?")
_QUOTED: Final = re.compile(r'["\\]')


class Meta(Struct, frozen=True):
    """What openFDA says of an answer: the day of its data."""

    last_updated: str | None = None


class Page(Struct, frozen=True):
    """The records of one answer, each as its JSON bytes, and the day of the data."""

    records: tuple[msgspec.Raw, ...]
    last_updated: str | None


class _Answer(Struct):
    results: list[msgspec.Raw]
    meta: Meta = Meta()


def records(client: Client, endpoint: Endpoint, search: str, *, at_once: int = MOST_AT_ONCE) -> Iterator[Page]:
    """Yields the pages of records that match a search in openFDA's own syntax; nothing where none matches.

    Raises:
        UsageError: `at_once` beyond what openFDA gives.
        FeedShapeError: an answer in another shape, or pages that go round in a circle.
    """
    if not 1 <= at_once <= MOST_AT_ONCE:
        raise UsageError(f"openFDA gives 1 to {MOST_AT_ONCE:,} records at once", next_step="Ask for fewer")
    url = f"{addresses.OPENFDA}/drug/{endpoint}.json"
    query: dict[str, str | int] = {"search": search, "limit": at_once}
    seen: set[str] = set()
    while True:
        try:
            answer = client.get(addresses.with_query(url, query))
        except NoMatchError:
            return
        page = decoded(answer, _Answer)
        yield Page(tuple(page.results), page.meta.last_updated)
        after = next_page(answer.headers.get("link"))
        if after is None:
            return
        if after in seen:
            raise FeedShapeError("The pages go round in a circle", location=answer.url, next_step="Try again later")
        seen.add(after)
        # Only the place goes on from the header: the address stays ours.
        query = {"search": search, "limit": at_once, "skip": 0, "search_after": after}


def next_page(link: str | None) -> str | None:
    """Returns the `search_after` of the next page that a Link header names, None after the last page."""
    found = _NEXT.search(link or "")
    if found is None:
        return None
    return next(iter(parse_qs(urlsplit(found[1]).query).get("search_after", ())), None)


def labels_of(set_id_or_name: str, *, is_set_id: bool) -> str:
    """Returns the search for the labels of a set id, or of a brand or ingredient; signs of the syntax in a name do no harm."""
    if is_set_id:
        return f'set_id:"{set_id_or_name}"'
    name = _QUOTED.sub(" ", set_id_or_name).strip()
    return f'openfda.brand_name:"{name}" openfda.generic_name:"{name}"'
