"""One careful HTTP client for all feeds.

It asks https only, follows a redirect on the same host and no other, reads no more bytes than a feed may have, waits when it is
told to, and tries again with growing pauses. A proxy is taken from HTTPS_PROXY, ALL_PROXY and NO_PROXY.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

import httpx2
from msgspec import Struct

import plainlabel
from plainlabel.errors import NoMatchError, SourceError, UnreachableError, UntrustedSourceError
from plainlabel.sources import addresses
from plainlabel.sources.patience import Clock, Pace, SystemClock, pause

MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
"""A thousand label records, the most that one answer can hold, are about 150 MB."""

MAX_REDIRECTS: Final = 5
TIMEOUT_SECONDS: Final = 60.0
OPENFDA_HOST: Final = "api.fda.gov"
PER_MINUTE: Final = 240
PER_DAY: Final = 1_000
PER_DAY_WITH_KEY: Final = 120_000
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NOT_THERE: Final = frozenset({404, 410})
_PASSED_ON: Final = frozenset({200, 206, 304, 416})


class Answer(Struct, frozen=True):
    """A whole answer: the address that was asked, status, headers (names in lower case) and body."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Asks feeds. A context manager: leaving it closes its connections."""

    def __init__(
        self,
        *,
        mirror: str | None = None,
        key: str | None = None,
        clock: Clock | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.mirror = addresses.mirror_address(mirror)
        self.clock: Clock = clock or SystemClock()
        # A key is for FDA's own host: no mirror gets to see it.
        self._key = key if key and self.mirror is None else None
        per_day = PER_DAY_WITH_KEY if key else PER_DAY
        self._pace = Pace(PER_MINUTE, per_day, self.clock, OPENFDA_HOST)
        self._http = httpx2.Client(
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            transport=transport,
            # A mirror on this machine is not behind the proxy to the world.
            trust_env=not (self.mirror or "").startswith("http://"),
            headers={"User-Agent": f"plainlabel/{plainlabel.__version__}"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._http.close()

    def get(self, url: str, *, max_bytes: int = MAX_ANSWER_BYTES, headers: Mapping[str, str] | None = None) -> Answer:
        """Returns the answer for `url`, asked again with pauses while the host is busy or the line breaks.

        Raises:
            NoMatchError: the host has nothing at this address.
            UnreachableError: no answer, or only refusals.
            UntrustedSourceError: a redirect to another host, or a larger answer than `max_bytes`.
        """
        tries = 0
        while True:
            tries += 1
            try:
                return self._whole(url, max_bytes, headers or {})
            except BusyError as busy:
                self.rest(tries, busy, url)

    def _whole(self, url: str, max_bytes: int, headers: Mapping[str, str]) -> Answer:
        with self.stream(url, headers) as response:
            body = bytearray()
            try:
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > max_bytes:
                        raise too_large(url, max_bytes)
            except httpx2.HTTPError as error:
                raise BusyError(_said(error)) from error
        kept = {name.lower(): value for name, value in response.headers.items()}
        return Answer(url, response.status_code, kept, bytes(body))

    @contextmanager
    def stream(self, url: str, headers: Mapping[str, str]) -> Iterator[httpx2.Response]:
        """Returns the response of one try, its body not read yet; redirects on the same host are followed.

        Raises:
            NoMatchError, UntrustedSourceError, UnreachableError: as `get`.
            BusyError: it is worth trying again (see `rest`).
        """
        target = addresses.asked(url, self.mirror)
        sent = {**headers, **self._credentials(url)}
        for _ in range(MAX_REDIRECTS + 1):
            if urlsplit(url).hostname == OPENFDA_HOST:
                self._pace.wait()
            request = self._http.build_request("GET", target, headers=sent)
            try:
                response = self._http.send(request, stream=True)
            except httpx2.TransportError as error:
                raise BusyError(_said(error)) from error
            try:
                if response.status_code not in _REDIRECTS:
                    yield _passed(response, url)
                    return
                target = _followed(target, response)
            finally:
                response.close()
        raise UntrustedSourceError("Redirects without an end", location=url, next_step="Try again later")

    def _credentials(self, url: str) -> dict[str, str]:
        if self._key is None or urlsplit(url).hostname != OPENFDA_HOST:
            return {}
        # In a header, not in the address: addresses stand in messages and logs.
        return {"Authorization": "Basic " + base64.b64encode(f"{self._key}:".encode()).decode()}

    def rest(self, tries: int, busy: BusyError, url: str) -> None:
        """Returns after the pause that is due when `tries` have failed.

        Raises:
            UnreachableError: it is no use to try again now.
        """
        seconds = pause(tries, busy.retry_after, self.clock)
        if seconds is None:
            wanted = f" It asks to wait: {busy.retry_after}." if busy.retry_after else ""
            raise UnreachableError(
                f"No usable answer after {tries} {'try' if tries == 1 else 'tries'}: {busy.reason}",
                location=url,
                next_step=f"Check the network, or try again later.{wanted} What was fetched is kept",
            )
        self.clock.sleep(seconds)


class BusyError(SourceError):
    """One try failed in a way that may pass. Never leaves the sources."""

    def __init__(self, reason: str, retry_after: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


def too_large(url: str, max_bytes: int) -> UntrustedSourceError:
    """Returns the error for an answer of more bytes than a feed may have."""
    return UntrustedSourceError(
        f"The answer is larger than the {max_bytes:,} bytes this feed may have",
        location=url,
        next_step="Nothing of it is used. Check the mirror, or report it to PlainLabel",
    )


def _said(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()


def _passed(response: httpx2.Response, url: str) -> httpx2.Response:
    status = response.status_code
    if status in _AGAIN:
        raise BusyError(f"HTTP {status}", response.headers.get("retry-after"))
    if status in _NOT_THERE:
        raise NoMatchError("The feed has nothing at this address", location=url, next_step="Check the name")
    if status not in _PASSED_ON:
        raise UnreachableError(
            f"The host refuses: HTTP {status}", location=url, next_step="Check the proxy, the mirror and the key, then try again"
        )
    return response


def _followed(target: str, response: httpx2.Response) -> str:
    to = urljoin(target, response.headers.get("location", ""))
    if not addresses.same_host(target, to):
        raise UntrustedSourceError(
            f"The host sends us to another one: {urlsplit(to).hostname}",
            location=target,
            next_step="Redirects to other hosts are refused. Name a mirror, or report it to PlainLabel",
        )
    return addresses.checked(to)
