"""Whether hostile requests do harm: markup, traversal, long, binary and broken ones; nothing above 4xx, nothing reflected.

    python -m benchmarks.hostile [--edition PATH] [--requests 10000] [--seed 1]

Traffic goes to 127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import socket
import string
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, quote_from_bytes

from benchmarks.load import HOST, served
from lxml import html

MARK = "zq9x"
"""Stands in every piece of markup sent, so that what is reflected can be told from the page's own."""
MARKUP = (
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"' onmouseover='{MARK}()' x='",
    f"</title><svg onload={MARK}()>",
    f"</textarea><script>{MARK}</script>",
    f"javascript:{MARK}()",
    f"{{{{ '{MARK}' * 7 }}}}",
    f"<!--{MARK}-->",
    f"&lt;{MARK}&gt;<{MARK}>",
    f"<a href=//{MARK}.example>",
)
TRAVERSAL = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..\\..\\x",
    "/etc/passwd\x00.css",
)
PLACES = (
    "/ask?q={}",
    "/search?q={}",
    "/suggest?q={}",
    "/report?q={}",
    "/ask?q=Dupixent&as_of={}",
    "/new?page={}",
    "/medicine/{}",
    "/medicine/{}/handout",
    "/medicines/{}",
    "/condition/{}",
    "/class/EPC/{}",
    "/label/{}",
    "/label/595f437d-2729-40bb-9c62-c8ece1f82780/{}",
    "/label/595f437d-2729-40bb-9c62-c8ece1f82780/58/{}",
    "/static/{}",
    "/{}",
    "/api/v1/ask?q={}",
    "/api/v1/search?q={}&limit={}",
    "/api/v1/medicines/{}",
    "/api/v1/medicines/dupixent/facts/{}",
    "/api/v1/labels/{}",
    "/api/v1/conditions/{}",
    "/api/v1/medicines?page={}&per_page={}",
)
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_TIMEOUT_S = 15


class Found(NamedTuple):
    """What came back: how many of each status, what was wrong, and the slowest request in seconds."""

    statuses: dict[str, int]
    wrong: list[str]
    slowest_s: float


def words(dice: random.Random) -> str:
    """Returns hostile words, ready to stand in an address."""
    kinds: tuple[Callable[[], str], ...] = (
        lambda: quote(dice.choice(MARKUP), safe=""),
        lambda: quote(f"Is Dupixent {dice.choice(MARKUP)} safe?", safe=""),
        lambda: dice.choice(TRAVERSAL),
        lambda: quote(dice.choice(TRAVERSAL), safe=""),
        lambda: quote("a" * dice.choice((300, 501, 3000, 9000)), safe=""),
        lambda: quote_from_bytes(dice.randbytes(dice.randint(1, 60)), safe=""),
        lambda: quote("".join(dice.choice("\x00\x1b\u202e\u0301\ufeff\U0001f600\n\r\t %<>") for _ in range(30)), safe=""),
        lambda: str(dice.choice((-1, 0, 10**30, "1e9", "NaN", "0x10", "1;2", "٣"))),
        lambda: quote("'; DROP TABLE labels; -- OR 1=1", safe=""),
        lambda: quote("".join(dice.choices(string.punctuation + " ", k=40)), safe=""),
        lambda: "%" * dice.randint(1, 9) + "zz%f",
    )
    return dice.choice(kinds)()


def request(dice: random.Random) -> bytes:
    """Returns the bytes of one request: most are whole HTTP, some are broken."""
    address = dice.choice(PLACES)
    target = address.format(*(words(dice) for _ in range(address.count("{}")))).encode("utf-8", "surrogatepass")
    method = dice.choice((b"GET",) * 12 + (b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"\x00\x01"))
    headers = dice.choice(
        (
            b"",
            b"If-None-Match: " + dice.choice(MARKUP).encode() + b"\r\n",
            b"Accept-Encoding: " + b"gzip;q=" * 50 + b"\r\n",
            b"X-Forwarded-Host: evil.example\r\n",
            b"Range: bytes=0-1,5-" + b"9" * 40 + b"\r\n",
            b"Content-Length: 5\r\n",
            b"Transfer-Encoding: chunked\r\n",
        )
    )
    whole = (
        method
        + b" "
        + target.replace(b" ", b"%20")
        + b" HTTP/1.1\r\nHost: "
        + HOST.encode()
        + b"\r\nConnection: close\r\n"
        + headers
        + b"\r\n"
    )
    if b"Content-Length" in headers:
        whole += b"<x>" + MARK.encode()[:2]
    if b"chunked" in headers:
        whole += b"5\r\n<x>ab\r\n0\r\n\r\n"
    return dice.randbytes(80) + b"\r\n\r\n" if dice.random() < 0.02 else whole


def send(port: int, data: bytes) -> bytes:
    """Returns what the server sent back until it closed the connection."""
    with socket.create_connection((HOST, port), _TIMEOUT_S) as connection:
        connection.sendall(data)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def attack(port: int, count: int, seed: int) -> Found:
    """Returns what `count` hostile requests gave."""
    dice = random.Random(seed)  # noqa: S311 - a draw to repeat, not a secret
    statuses: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    for _ in range(count):
        data, before = request(dice), time.perf_counter()
        try:
            answer = send(port, data)
        except OSError as error:
            answer = b""
            wrong.append(f"{type(error).__name__} for {data[:120]!r}")
        slowest = max(slowest, time.perf_counter() - before)
        found = _STATUS.match(answer)
        statuses[found[1].decode() if found else "closed"] += 1
        if found and found[1][:1] == b"5":
            wrong.append(f"{found[1].decode()} for {data[:120]!r}")
        head, _, body = answer.partition(b"\r\n\r\n")
        if _reflected(head, body):
            wrong.append(f"reflected: {data[:120]!r}")
    return Found(dict(sorted(statuses.items())), wrong, slowest)


def _reflected(head: bytes, body: bytes) -> bool:
    """Returns whether markup that was sent stands live in a page, or at all in a header."""
    page = b"text/html" in head and bool(body) and any(_is_live(each) for each in html.fromstring(body).iter())
    return page or b"evil.example" in body or f"<script>{MARK}".encode() in head


def _is_live(element: html.HtmlElement) -> bool:
    """Returns whether an element came from what was sent: one of its kind, a handler, or an address that leads away or runs."""
    if not isinstance(element.tag, str):
        return MARK in (element.text or "")  # a comment
    # Structured data may hold the question, as JSON that no markup can leave.
    data = element.tag == "script" and element.get("type") == "application/ld+json" and "<" not in (element.text or "")
    inside = html.tostring(element, encoding="unicode", with_tail=False)
    runs = element.tag in {"script", "svg", "style", "img"} and MARK in inside and not data
    handled = any(name.startswith("on") or MARK in name for name in element.attrib)
    leads = any(element.get(name, "").strip().lower().startswith(("javascript:", "//")) for name in ("href", "src", "action"))
    return runs or handled or leads or MARK in element.tag


def main() -> None:
    """Prints what came back, as JSON; the exit status is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with served(asked.edition, 1) as (port, _):
        found = attack(port, asked.requests, asked.seed)
        alive = send(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200")
    print(
        json.dumps({**found._asdict(), "wrong": found.wrong[:20], "wrong_count": len(found.wrong), "alive_after": alive}, indent=1)
    )
    raise SystemExit(1 if found.wrong or not alive else 0)


if __name__ == "__main__":
    main()
