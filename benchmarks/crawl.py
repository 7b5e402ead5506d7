"""Whether every page of the site is whole: a crawl from `/` that follows every link, on any edition.

    python -m benchmarks.crawl [--edition PATH] [--answers 3000] [--most 100000] [--minutes 0]

Each page must answer 200, with one h1, a title, a description, a canonical address, structured data that is JSON, and HTML that
html5lib reads without a parse error (where that package is installed). Links to answers are followed up to `--answers`. The kinds
of page take turns, so that a crawl that `--minutes` ends has seen some of each; what it left is told.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from lxml import html
from starlette.testclient import TestClient

from plainlabel.interfaces.web.app import create_app
from plainlabel.interfaces.web.settings import Settings

_ONCE = {
    "h1": "//h1",
    "title": "//head/title",
    "description": "//meta[@name='description']",
    "canonical": "//link[@rel='canonical']",
}
_SAMPLE_EVERY = 7


class Crawl:
    """A crawl under way: what is still to be asked, what was found wrong, how large the pages are."""

    def __init__(self, client: TestClient, most_answers: int) -> None:
        self.client = client
        self.most_answers = most_answers
        self.seen = {"/"}
        self.waiting: OrderedDict[str, deque[str]] = OrderedDict({"home": deque(["/"])})
        self.wrong: list[str] = []
        self.pages: Counter[str] = Counter()
        self.largest: dict[str, int] = {}
        self.answers = 0
        self.left_out = 0
        self.strict = importlib.util.find_spec("html5lib") is not None
        self.kinds_read: Counter[str] = Counter()

    def step(self) -> None:
        """Returns nothing; asks for the next page, looks at it and notes its links."""
        kind, held = self.waiting.popitem(last=False)
        address = held.popleft()
        if held:
            self.waiting[kind] = held  # at the end: the other kinds come first
        answer = self.client.get(address, headers={"accept-encoding": "gzip"})
        self.pages[kind] += 1
        if answer.status_code in {301, 302, 307}:
            self.note(answer.headers["location"])
            return
        if answer.status_code != 200:
            self.wrong.append(f"{answer.status_code} {address}")
            return
        sent = int(answer.headers.get("content-length", len(answer.content)))
        self.largest[kind] = max(self.largest.get(kind, 0), sent)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return
        page = html.fromstring(answer.content)
        self.wrong += [f"{what} {address}" for what in faults(page)]
        self.kinds_read[kind] += 1
        if self.strict and self.kinds_read[kind] <= 20:
            self.wrong += [f"html: {error} {address}" for error in parse_errors(answer.content)]
        for link in list(page.xpath("//a/@href | //form/@action | //link/@href | //script/@src")):  # type: ignore[arg-type]
            self.note(str(link))

    def note(self, link: str) -> None:
        """Returns nothing; keeps a link of the site to be asked for once."""
        parts = urlsplit(urldefrag(link)[0])
        if parts.netloc not in {"", "site.test"} or parts.scheme not in {"", "http", "https"} or not parts.path.startswith("/"):
            return
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if address in self.seen:
            return
        self.seen.add(address)
        if address.startswith(("/ask?", "/report?")):
            self.answers += 1
            if self.answers > 200 and (self.answers % _SAMPLE_EVERY or self.answers > _SAMPLE_EVERY * self.most_answers):
                self.left_out += 1
                return
        self.waiting.setdefault(kind_of(address), deque()).append(address)


def kind_of(address: str) -> str:
    """Returns what kind of page stands at an address: its first part, and for labels what is shown of them."""
    parts = address.split("?", maxsplit=1)[0].split("/")[1:]
    if parts[0] == "label" and len(parts) > 2:
        return f"label {parts[2]}" if parts[2] in {"history", "diff"} else "label section" if len(parts) > 3 else "label"
    return f"medicine {parts[2]}" if parts[0] == "medicine" and len(parts) > 2 else parts[0] or "home"


def faults(page: html.HtmlElement) -> Iterator[str]:
    """Yields what a page lacks of what every page owes."""
    for what, path in _ONCE.items():
        found = page.xpath(path)
        if len(found) != 1:
            yield f"{len(found)} x {what}"
    for data in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            json.loads(data)
        except ValueError:
            yield "structured data is no JSON"
    ids = page.xpath("//@id")
    if len(ids) != len(set(ids)):
        yield "an id twice"


def parse_errors(content: bytes) -> list[str]:
    """Returns the parse errors that html5lib names, foreign SVG attributes aside."""
    html5lib = importlib.import_module("html5lib")
    parser = html5lib.HTMLParser()
    parser.parse(content)
    return [str(error[1]) for error in parser.errors[:3]]


def crawl(edition: Path | None, most_answers: int, most: int, minutes: float = 0) -> dict[str, Any]:
    """Returns how many pages of each kind there are, what was wrong, and the largest transfer a kind in bytes."""
    app = create_app(edition, Settings(base_url="http://site.test", api_requests_per_minute=0))
    started = time.perf_counter()
    until = started + 60 * minutes if minutes else float("inf")
    with TestClient(app, base_url="http://site.test", follow_redirects=False) as client:
        run = Crawl(client, most_answers)
        while run.waiting and sum(run.pages.values()) < most and time.perf_counter() < until:
            run.step()
    return {
        "pages": dict(run.pages.most_common()),
        "answers_left_out": run.left_out,
        "not_reached": {kind: len(held) for kind, held in run.waiting.items()},
        "largest_bytes": run.largest,
        "html_checked": run.strict,
        "wrong": run.wrong[:30],
        "wrong_count": len(run.wrong),
        "seconds": round(time.perf_counter() - started),
    }


def main() -> None:
    """Prints the crawl as JSON; the exit status is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", type=Path)
    parser.add_argument("--answers", type=int, default=3000)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=0)
    asked = parser.parse_args()
    found = crawl(asked.edition, asked.answers, asked.most, asked.minutes)
    print(json.dumps(found, indent=1))
    raise SystemExit(1 if found["wrong_count"] else 0)


if __name__ == "__main__":
    main()
