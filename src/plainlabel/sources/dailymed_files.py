"""DailyMed's release files: whole releases in parts, and what was new in a month or on a day.

The page of downloads lists each file with its day, size and MD5. A file is known by its name; where it is fetched from is ours to
say, so a page that was tampered with cannot send us elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.client import Client
from plainlabel.sources.dailymed import published
from plainlabel.sources.wanted import Want

PAGE: Final = f"{addresses.DAILYMED}/spl-resources-all-drug-labels.cfm"
CLASS_FILES: Final = f"{addresses.DAILYMED_FILES}/pharmacologic_class_indexing_spl_files.zip"
MAX_PART_BYTES: Final = 16 * 1024**3
MAX_UPDATE_BYTES: Final = 8 * 1024**3
_MAX_PAGE_BYTES: Final = 8 * 1024**2

Kind = Literal["rx", "otc"]
FOLDERS: Final[dict[Kind, str]] = {"rx": "prescription", "otc": "otc"}
"""In which folder of an update the labels of a kind stand."""

_NAME: Final = re.compile(
    r"\bdm_spl_(?:release_human_(?P<kind>rx|otc)_part(?P<part>\d{1,3})|daily_update_(?P<day>\d{8})|"
    r"monthly_update_(?P<month>[a-z]{3}\d{4}))\.zip\b"
)
_MD5: Final = re.compile(r"MD5 checksum:?\s*(?:</?\w+>\s*)*([0-9a-fA-F]{32})\b")
_DAY: Final = re.compile(r"Last modified:?\s*([A-Z][a-z]{2} \d{1,2}, \d{4})", re.IGNORECASE)
_SIZE: Final = re.compile(r"(?:file )?size:?\s*(\d[\d,.]*)\s*([KMG])?i?B", re.IGNORECASE)
_UNITS: Final = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


class Release(Struct, frozen=True):
    """One file of the page: what it is, the newest day in it, and how it is fetched."""

    want: Want
    kind: Literal["rx", "otc", "daily", "monthly"]
    until: str | None
    part: int = 0


class Listing(Struct, frozen=True):
    """The files of the page by what they are, updates oldest first."""

    parts: tuple[Release, ...]
    monthly: tuple[Release, ...]
    daily: tuple[Release, ...]


def listing(client: Client) -> Listing:
    """Returns the files that DailyMed offers now.

    Raises:
        FeedShapeError: the page names no such file.
    """
    answer = client.get(PAGE, max_bytes=_MAX_PAGE_BYTES)
    found = read_listing(answer.body.decode("utf-8", "replace"))
    if not (found.parts or found.daily or found.monthly):
        raise FeedShapeError("The page of downloads names no release", location=PAGE, next_step="Report it to PlainLabel")
    return found


def read_listing(page: str) -> Listing:
    """Returns the files that a page of downloads names, each once."""
    places = list(_NAME.finditer(page))
    found: dict[str, Release] = {}
    for match, after in zip(places, [*places, None][1:], strict=True):
        # What is said of a file stands between its name and the name of the next.
        said = page[match.end() : after.start() if after else len(page)]
        before = found.get(match[0])
        if before is None or (before.want.md5 is None and _MD5.search(said)):
            found[match[0]] = _release(match, said)
    every = sorted(found.values(), key=lambda one: (one.until or "", one.part))
    parts = sorted((one for one in every if one.part), key=lambda one: (one.kind, one.part))
    return Listing(
        tuple(parts),
        tuple(one for one in every if one.kind == "monthly"),
        tuple(one for one in every if one.kind == "daily"),
    )


def _release(match: re.Match[str], said: str) -> Release:
    md5, size = _MD5.search(said), _SIZE.search(said)
    day = _DAY.search(said)
    modified = published(day[1].title()) if day else None
    want = Want(
        f"{addresses.DAILYMED_FILES}/{match[0]}",
        match[0],
        MAX_PART_BYTES if match["part"] else MAX_UPDATE_BYTES,
        md5=md5[1].lower() if md5 else None,
        size=int(float(size[1].replace(",", "")) * _UNITS[(size[2] or "").upper()]) if size else None,
    )
    if match["part"]:
        return Release(want, "rx" if match["kind"] == "rx" else "otc", modified, int(match["part"]))
    if match["day"]:
        return Release(want, "daily", _date(match["day"], "%m%d%Y") or modified)
    return Release(want, "monthly", _month_end(match["month"]) or modified)


def _date(text: str, form: str) -> str | None:
    try:
        return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date().isoformat()
    except ValueError:
        return None


def _month_end(text: str) -> str | None:
    first = _date(text.title(), "%b%Y")
    if first is None:
        return None
    day = dt.date.fromisoformat(first)
    return (day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1) - dt.timedelta(days=1)).isoformat()


def updates_since(found: Listing, until: str) -> tuple[Release, ...] | None:
    """Returns the fewest updates that bring what stands as of the day `until` up to date; None where they leave a gap.

    Daily updates reach back a few weeks, monthly ones longer. Days without an update (weekends, holidays) are no gap: a gap is
    where the oldest daily update is newer than the day after `until`, and no monthly update covers the days between.
    """
    days = [one for one in found.daily if one.until and one.until > until]
    if not days and not any(one.until and one.until > until for one in found.monthly):
        return ()
    oldest = found.daily[0].until if found.daily else None
    if oldest is not None and oldest <= _next(until):
        return tuple(days)
    months = [one for one in found.monthly if one.until and one.until > until]
    # The months must follow each other from the one `until` lies in, and the days must go on from the last of them.
    day = until
    for month in months:
        if month.until is None or month.until[:7] not in (day[:7], _next(day)[:7]):
            return None
        day = month.until
    if not months or oldest is None or oldest > _next(day):
        return tuple(months) if months and not days else None
    return (*months, *(one for one in days if one.until and one.until > day))


def _next(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def newest(releases: Iterable[Release], otherwise: str) -> str:
    """Returns the newest day in these files, or `otherwise` where none says one."""
    return max((one.until for one in releases if one.until), default=otherwise)


def parts_of(found: Listing, kinds: Sequence[Kind]) -> tuple[Release, ...]:
    """Returns the parts of the whole releases of these kinds.

    Raises:
        FeedShapeError: the page names no part of one of them.
    """
    for kind in kinds:
        if not any(one.kind == kind for one in found.parts):
            raise FeedShapeError(
                f"The page of downloads names no {kind} release", location=PAGE, next_step="Report it to PlainLabel"
            )
    return tuple(one for one in found.parts if one.kind in kinds)
