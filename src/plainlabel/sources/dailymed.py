"""DailyMed's web service, version 2: which labels there are, their versions, and one version as a zip.

Documented at https://dailymed.nlm.nih.gov/dailymed/app-support-web-services.cfm. Answers come in pages of at most 100. Numbers come
as text in some answers, and what is absent as the text "null".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field
from rapidfuzz import process

from plainlabel import identifiers
from plainlabel.errors import FeedShapeError, NoMatchError, SourceError, UsageError
from plainlabel.sources import addresses
from plainlabel.sources.answers_json import decoded
from plainlabel.sources.client import Client
from plainlabel.sources.wanted import Want

SERVICE: Final = f"{addresses.DAILYMED}/services/v2"
PAGE_SIZE: Final = 100
MAX_PAGES: Final = 10_000
_BEGINNING: Final = 4
_LIKE: Final = 75
MAX_LABEL_BYTES: Final = 512 * 1024 * 1024
"""One label with its images; the largest real ones are a tenth of it."""

FILTERS: Final = frozenset(
    {
        "application_number",
        "boxed_warning",
        "dea_schedule_code",
        "doctype",
        "drug_class_code",
        "drug_class_coding_system",
        "drug_name",
        "name_type",
        "labeler",
        "manufacturer",
        "marketing_category_code",
        "ndc",
        "published_date",
        "published_date_comparison",
        "rxcui",
        "setid",
        "unii_code",
    }
)


class Listed(Struct, frozen=True):
    """One label in DailyMed's list: set id, newest version, title, and the day it was published there."""

    set_id: str
    version: int
    title: str
    published: str | None


class Version(Struct, frozen=True):
    """One version in the history of a label, and the day it was published."""

    version: int
    published: str | None


class _Metadata(Struct):
    total_pages: int = 1
    current_page: int = 1
    total_elements: int = 0


class _Row(Struct):
    setid: str
    spl_version: int
    title: str = ""
    published_date: str = ""


class _Rows(Struct):
    data: list[_Row]
    metadata: _Metadata = field(default_factory=_Metadata)


class _Entry(Struct):
    spl_version: int
    published_date: str = ""


class _Past(Struct):
    history: list[_Entry]


class _History(Struct):
    data: _Past
    metadata: _Metadata = field(default_factory=_Metadata)


class _Ndc(Struct):
    ndc: str


class _Ndcs(Struct):
    ndcs: list[_Ndc]


class _NdcAnswer(Struct):
    data: _Ndcs
    metadata: _Metadata = field(default_factory=_Metadata)


class _NameRow(Struct):
    drug_name: str = ""
    name_type: str = ""


class _Names(Struct):
    data: list[_NameRow]
    metadata: _Metadata = field(default_factory=_Metadata)


def spls(client: Client, filters: Mapping[str, str]) -> Iterator[Listed]:
    """Yields the labels that meet `filters` (see FILTERS), page after page.

    Raises:
        UsageError: a filter that the service does not know; it would give all labels.
        FeedShapeError: an answer in another shape.
    """
    unknown = sorted(set(filters) - FILTERS)
    if unknown:
        raise UsageError(f"DailyMed has no filter {unknown[0]}", next_step=f"Use one of {', '.join(sorted(FILTERS))}")
    for url, page in _pages(f"{SERVICE}/spls.json", filters):
        rows = decoded(client.get(url), _Rows)
        for row in rows.data:
            yield Listed(_set_id(row.setid, url), row.spl_version, row.title, published(row.published_date))
        if not rows.data or page >= rows.metadata.total_pages:
            return


def search(client: Client, name: str) -> tuple[Listed, ...]:
    """Returns the labels of a brand or ingredient, or the one with this set id.

    Titles that begin with the name come first, and among them the newest.

    Raises:
        NoMatchError: DailyMed has none.
    """
    set_id = identifiers.set_id(name)
    filters = {"setid": set_id} if set_id else {"drug_name": name.strip(), "name_type": "both"}
    try:
        found = list(spls(client, filters))
    except NoMatchError:
        found = []
    if not found:
        like = _like(client, name)
        raise NoMatchError(
            f"DailyMed has no label for: {name}",
            location=f"{SERVICE}/spls.json",
            next_step=f"Did you mean {' or '.join(like)}?" if like else "Check the spelling, or use the ingredient's name",
        )
    found.sort(key=lambda one: one.published or "", reverse=True)
    found.sort(key=lambda one: not one.title.casefold().startswith(name.strip().casefold()))
    return tuple(found)


def _like(client: Client, name: str) -> tuple[str, ...]:
    """Returns names that DailyMed has and that are written much like `name`, the nearest first."""
    try:
        known = drug_names(client, name.strip()[:_BEGINNING])
    except SourceError:
        return ()
    found = process.extract(name.casefold(), known, processor=str.casefold, limit=3, score_cutoff=_LIKE)
    return tuple(one.title() for one, _, _ in found)


def history(client: Client, set_id: str) -> tuple[Version, ...]:
    """Returns the versions of a label that DailyMed has, newest first by number.

    Raises:
        NoMatchError: DailyMed has no such label.
    """
    found: dict[int, Version] = {}
    for url, page in _pages(f"{SERVICE}/spls/{_set_id(set_id, 'the command')}/history.json", {}):
        answer = decoded(client.get(url), _History)
        for entry in answer.data.history:
            found[entry.spl_version] = Version(entry.spl_version, published(entry.published_date))
        if not answer.data.history or page >= answer.metadata.total_pages:
            break
    return tuple(found[version] for version in sorted(found, reverse=True))


def ndcs(client: Client, set_id: str) -> tuple[str, ...]:
    """Returns the package NDCs of a label, as DailyMed writes them.

    Raises:
        NoMatchError: DailyMed has no such label.
    """
    found: dict[str, None] = {}
    for url, page in _pages(f"{SERVICE}/spls/{_set_id(set_id, 'the command')}/ndcs.json", {}):
        answer = decoded(client.get(url), _NdcAnswer)
        found |= dict.fromkeys(row.ndc for row in answer.data.ndcs)
        if not answer.data.ndcs or page >= answer.metadata.total_pages:
            break
    return tuple(found)


def drug_names(client: Client, beginning: str) -> tuple[str, ...]:
    """Returns the names DailyMed knows that contain `beginning`, for "did you mean"; one page of them."""
    url = addresses.with_query(f"{SERVICE}/drugnames.json", {"drug_name": beginning, "pagesize": PAGE_SIZE})
    try:
        answer = decoded(client.get(url), _Names)
    except NoMatchError:
        return ()
    return tuple(dict.fromkeys(row.drug_name for row in answer.data if row.drug_name))


def version_zip(set_id: str, version: int) -> Want:
    """Returns the file of one version of a label, images included. DailyMed states no checksum: the zip's own CRCs tell."""
    query: dict[str, str | int] = {"type": "zip", "setid": set_id, "version": version}
    url = addresses.with_query(f"{addresses.DAILYMED}/getFile.cfm", query)
    return Want(url, f"{set_id}_v{version}.zip", MAX_LABEL_BYTES)


def published(text: str) -> str | None:
    """Returns DailyMed's "May 12, 2021" as "2021-05-12"; None for what is no such date."""
    try:
        return dt.datetime.strptime(text.strip(), "%b %d, %Y").replace(tzinfo=dt.UTC).date().isoformat()
    except ValueError:
        return None


def _pages(url: str, filters: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for page in range(1, MAX_PAGES + 1):
        yield addresses.with_query(url, {**filters, "pagesize": PAGE_SIZE, "page": page}), page


def _set_id(text: str, where: str) -> str:
    found = identifiers.set_id(text)
    if found is None:
        raise FeedShapeError(f"This is no set id: {text}", location=where, next_step="Set ids look like 8-4-4-4-12 hex digits")
    return found
