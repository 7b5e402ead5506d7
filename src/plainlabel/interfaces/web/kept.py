"""Rendered pages kept in memory: compressed, with their ETag, the oldest let go. Nothing of them is ever written anywhere."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

MOST_PAGES: Final = 4096
MOST_BYTES: Final = 64 << 20
MOST_ASKED: Final = 2048
MOST_ASKED_BYTES: Final = 16 << 20
_SMALL: Final = 600
"""Bytes that are not worth compressing."""

Address = tuple[str, bytes]
"""The path of a page and its query, as they were asked for."""


class KeptPage(Struct, frozen=True):
    """A rendered page, compressed (only so: ten times as many fit), its ETag, and who else may keep it."""

    packed: bytes
    etag: str
    cache: str

    @property
    def html(self) -> bytes:
        """Returns the page as it is."""
        return gzip.decompress(self.packed)


def kept_page(html: bytes, edition_id: str, cache: str) -> KeptPage:
    """Returns a page as it is kept; the ETag tells the edition and the content."""
    return KeptPage(gzip.compress(html, 6, mtime=0), f'"{edition_id}-{hashlib.sha256(html).hexdigest()[:12]}"', cache)


def answered(page: KeptPage, request: Request) -> Response:
    """Returns the response with a kept page, 304 to who has it already."""
    headers = {"etag": page.etag, "cache-control": page.cache, "vary": "Accept-Encoding"}
    if page.etag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(page.packed, 200, {**headers, "content-encoding": "gzip"}, "text/html")
    return Response(page.html, 200, headers, "text/html")


class Packed(Struct, frozen=True):
    """A file that never changes while the site runs, as it is and compressed once."""

    data: bytes
    packed: bytes
    media_type: str

    def answered(self, request: Request, cache: str) -> Response:
        """Returns the response with the file."""
        headers = {"cache-control": cache}
        if len(self.data) >= _SMALL:
            headers["vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                return Response(self.packed, 200, {**headers, "content-encoding": "gzip"}, self.media_type)
        return Response(self.data, 200, headers, self.media_type)


def packed(data: bytes, media_type: str) -> Packed:
    """Returns a file with its compressed form."""
    return Packed(data, gzip.compress(data, 9, mtime=0), media_type)


class PageCache:
    """Rendered pages of one edition by address, those asked for last."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most_pages = most_pages
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Address, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __contains__(self, address: Address) -> bool:
        return address in self._pages

    def get(self, address: Address) -> KeptPage | None:
        """Returns the page, or None."""
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: KeptPage) -> None:
        """Returns nothing; keeps the page, letting the oldest go."""
        with self._lock:
            old = self._pages.pop(address, None)
            self._bytes += _size(address, page) - (_size(address, old) if old else 0)
            self._pages[address] = page
            while self._bytes > self._most_bytes or len(self._pages) > self._most_pages:
                self._bytes -= _size(*self._pages.popitem(last=False))


def _size(address: Address, page: KeptPage) -> int:
    return len(address[0]) + len(address[1]) + len(page.packed)
