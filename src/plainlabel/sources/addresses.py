"""Where the feeds live, and which addresses may be asked.

A mirror holds copies of several hosts under one address: `https://HOST/PATH` is asked as `MIRROR/HOST/PATH`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit

from plainlabel.errors import UntrustedSourceError, UsageError

DAILYMED: Final = "https://dailymed.nlm.nih.gov/dailymed"
DAILYMED_FILES: Final = "https://dailymed-data.nlm.nih.gov/public-release-files"
OPENFDA: Final = "https://api.fda.gov"
OPENFDA_FILES: Final = "https://download.open.fda.gov"
DRUGSFDA: Final = "https://www.fda.gov/media/89850/download"
NDC_DIRECTORY: Final = "https://www.accessdata.fda.gov/cder/ndctext.zip"
FDA_RSS: Final = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds"
UNII_NAMES: Final = "https://precision.fda.gov/uniisearch/archive/latest/UNIIs.zip"

MIRROR_VARIABLE: Final = "PLAINLABEL_MIRROR"
KEY_VARIABLE: Final = "PLAINLABEL_OPENFDA_KEY"

_HTTPS_PORT: Final = 443
_HTTP_PORT: Final = 80
_SAFE: Final = "Only https is allowed; http may be a mirror on this machine (127.0.0.1)"


def with_query(url: str, query: Mapping[str, str | int]) -> str:
    """Returns `url` with a query, its values escaped."""
    return f"{url}?{urlencode(query)}" if query else url


def asked(url: str, mirror: str | None) -> str:
    """Returns the address to ask for `url`: itself, or its copy on the mirror.

    Raises:
        UntrustedSourceError: the address is neither https nor on this machine.
    """
    if mirror is None:
        return checked(url)
    parts = urlsplit(checked(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{mirror}/{parts.hostname}{parts.path}{query}"


def mirror_address(text: str | None) -> str | None:
    """Returns the base address of a mirror without its last slash; None where none is named.

    Raises:
        UsageError: it is no https address, and no http address of this machine.
    """
    if not text:
        return None
    try:
        return checked(text).rstrip("/")
    except UntrustedSourceError as error:
        raise UsageError(f"This cannot be a mirror: {text}", next_step=_SAFE) from error


def checked(url: str) -> str:
    """Returns `url` where it may be asked: https, or http on this machine.

    Raises:
        UntrustedSourceError: it is anything else.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        allowed = (parts.scheme == "https" and host) or (parts.scheme == "http" and _is_this_machine(host))
    except ValueError:
        allowed = False
    if not allowed or "@" in parts.netloc:
        raise UntrustedSourceError("This address is not allowed", location=url, next_step=_SAFE)
    return url


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def same_host(one: str, other: str) -> bool:
    """Returns whether two addresses are of one host, with the same scheme and port."""
    return _place(one) == _place(other)


def _place(url: str) -> tuple[str, str | None, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (_HTTPS_PORT if parts.scheme == "https" else _HTTP_PORT)


def file_name(url: str) -> str:
    """Returns the last part of an address, as the name of a file.

    Raises:
        UntrustedSourceError: it is no name that can stand in one folder.
    """
    name = urlsplit(url).path.rpartition("/")[2]
    if not name or name.startswith(".") or not all(one.isalnum() or one in "._-" for one in name):
        raise UntrustedSourceError("This address ends in no file name", location=url, next_step="Report it to PlainLabel")
    return name
