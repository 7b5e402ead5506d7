"""openFDA's bulk files: `download.json` lists the parts of each endpoint."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from plainlabel.errors import FeedShapeError, UntrustedSourceError
from plainlabel.sources import addresses
from plainlabel.sources.answers_json import decoded
from plainlabel.sources.client import Client
from plainlabel.sources.openfda import Endpoint
from plainlabel.sources.wanted import Want

LIST: Final = f"{addresses.OPENFDA}/download.json"
MAX_PART_BYTES: Final = 2 * 1024**3
_MIB: Final = 1024**2


class Bulk(Struct, frozen=True):
    """The bulk files of an endpoint: the day they were made, how many records they hold, and the files."""

    exported: str
    records: int
    parts: tuple[Want, ...]


class _Part(Struct):
    file: str
    size_mb: float = 0.0
    records: int = 0


class _Endpoint(Struct):
    export_date: str
    partitions: list[_Part]
    total_records: int = 0


class _Results(Struct):
    drug: dict[str, _Endpoint]


class _List(Struct):
    results: _Results


def bulk(client: Client, endpoint: Endpoint) -> Bulk:
    """Returns the bulk files of `endpoint`.

    Raises:
        FeedShapeError: the list does not name the endpoint, or names no file of it.
        UntrustedSourceError: a file on another host than openFDA's own.
    """
    found = decoded(client.get(LIST), _List).results.drug.get(endpoint)
    if found is None or not found.partitions:
        raise FeedShapeError(f"download.json names no files of drug/{endpoint}", location=LIST, next_step="Try again later")
    return Bulk(found.export_date, found.total_records, tuple(_want(part, endpoint) for part in found.partitions))


def _want(part: _Part, endpoint: Endpoint) -> Want:
    host = urlsplit(addresses.OPENFDA_FILES).hostname
    if urlsplit(part.file).hostname != host:
        raise UntrustedSourceError(
            f"A file of drug/{endpoint} on another host", location=part.file, next_step="Report it to PlainLabel"
        )
    return Want(part.file, addresses.file_name(part.file), MAX_PART_BYTES, size=int(part.size_mb * _MIB) or None)
