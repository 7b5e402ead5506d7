"""What every response carries and every request is held to: headers, the limit of sizes, the rate of the API.

Nothing here, or anywhere in the site, writes a request to a log: addresses hold questions.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plainlabel.interfaces.web.problem import problem

LONGEST_ADDRESS: Final = 8192
"""Bytes of an address; a question of the longest allowed length fits in any script."""
API: Final = "/api/"
ALLOWED: Final = "GET, HEAD, OPTIONS"
_MOST_CLIENTS: Final = 10_000
_log = logging.getLogger("plainlabel.web")
_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # An address may hold a question: no other site is told of it.
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), interest-cohort=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
_CORS: Final = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": ALLOWED,
    "access-control-allow-headers": "if-none-match",
    "access-control-expose-headers": "etag, retry-after",
}


class Secured:
    """ASGI middleware: refuses what is too long or has a body, holds the API to its rate, sets the headers."""

    def __init__(self, app: ASGIApp, *, requests_per_minute: int, on_error: Callable[[str], ASGIApp]) -> None:
        self._app = app
        self._on_error = on_error
        self._rate = Rate(requests_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Returns nothing; passes a request on that is within bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        api, started = scope["path"].startswith(API), False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in {**_HEADERS, **(_CORS if api else {"cross-origin-resource-policy": "same-origin"})}.items():
                    headers[name] = value
            await send(message)

        if api and scope["method"] == "HEAD":
            # The routes of the API know GET only; the server sends no body to a HEAD request.
            scope = {**scope, "method": "GET"}
        refused = self._refused(scope)
        if refused is not None:
            status, code, text, more = refused
            await problem(status, code, text, headers=more)(scope, receive, sending)
            return
        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the last resort; nothing of the request goes to the log
            _log.error("%s in %s", type(error).__name__, _where(error))
            if not started:
                await self._on_error(scope["path"])(scope, receive, sending)

    def _refused(self, scope: Scope) -> tuple[int, str, str, dict[str, str]] | None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, "address_too_long", "This address is too long.", {}
        headers = Headers(scope=scope)
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return 413, "no_body", "This site takes no uploads.", {"connection": "close"}
        if scope["method"] == "OPTIONS" and scope["path"].startswith(API):
            return 204, "", "", {"allow": ALLOWED}
        wait_s = self._rate.wait_s((scope.get("client") or ("", 0))[0]) if scope["path"].startswith(API) else 0
        if wait_s:
            return 429, "too_many_requests", "Too many requests. Wait a moment, then go on.", {"retry-after": str(wait_s)}
        return None


def _where(error: Exception) -> str:
    """Returns the file and line an error came from, without any of its words."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"


class Rate:
    """A bucket of requests for each client, filled evenly over a minute; kept in memory only, the clients seen last."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, client: str) -> int:
        """Returns 0 and takes one request from the client's bucket, or the seconds until there is one; 0 is no limit."""
        if self._most <= 0:
            return 0
        now = time.monotonic()
        left, seen = self._clients.pop(client, (self._most, now))
        left = min(self._most, left + (now - seen) * self._most / 60)
        self._clients[client] = (left - 1 if left >= 1 else left, now)
        if len(self._clients) > _MOST_CLIENTS:
            self._clients.popitem(last=False)
        return 0 if left >= 1 else max(1, round((1 - left) * 60 / self._most))
