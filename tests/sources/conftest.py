"""A server on this machine that answers as the feeds document it, about invented medicines, and fails when it is told to."""

import datetime as dt
import hashlib
import io
import json
import threading
import uuid
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from plainlabel.sources.client import Client

ZELVORA = str(uuid.uuid5(uuid.NAMESPACE_DNS, "zelvora.example"))
NORVEXA = str(uuid.uuid5(uuid.NAMESPACE_DNS, "norvexa.example"))
QUILTAM = str(uuid.uuid5(uuid.NAMESPACE_DNS, "quiltam.example"))
PAGE = "/dailymed.nlm.nih.gov/dailymed/spl-resources-all-drug-labels.cfm"
FILES = "/dailymed-data.nlm.nih.gov/public-release-files"
SERVICE = "/dailymed.nlm.nih.gov/dailymed/services/v2"
GET_FILE = "/dailymed.nlm.nih.gov/dailymed/getFile.cfm"
OPENFDA = "/api.fda.gov"
OPENFDA_FILES = "/download.open.fda.gov"


class FakeClock:
    """Time that passes only where somebody sleeps; it remembers each sleep."""

    def __init__(self):
        self.time = 0.0
        self.slept = []

    def now(self):
        return dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=self.time)

    def seconds(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    def chance(self):
        return 1.0


class Feed:
    """What the server holds and does. `files`: path to bytes. `answers`: path to a function of (handler, query)."""

    def __init__(self):
        self.files = {}
        self.answers = {}
        self.etags = True
        self.ranges = True
        self.lengths = True
        self.requests = []
        self.failures = []  # each: (path part, function of the handler), used once, in order
        self.cuts = []  # each: how many bytes of the next body of a file are sent before the line breaks

    def put(self, path, data):
        self.files[path] = data
        return hashlib.md5(data, usedforsecurity=False).hexdigest()

    def fail(self, part, status, **headers):
        self.failures.append((part, lambda handler: handler.reply(status, b"", headers)))

    def paths(self):
        return [path for path, _ in self.requests]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        feed = self.server.feed
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        feed.requests.append((self.path, dict(self.headers)))
        for number, (part, act) in enumerate(feed.failures):
            if part in self.path:
                del feed.failures[number]
                act(self)
                return
        if path in feed.answers:
            feed.answers[path](self, {name: values[0] for name, values in parse_qs(query).items()})
        elif self.path in feed.files or path in feed.files:
            self.file(feed, feed.files.get(self.path, feed.files.get(path)))
        else:
            self.reply(404, b'{"error": {"code": "NOT_FOUND"}}')

    def file(self, feed, data):
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        headers = {"ETag": etag, "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"} if feed.etags else {}
        if feed.etags and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
            return
        start, status = 0, 200
        asked = self.headers.get("Range", "")
        if feed.ranges and asked.startswith("bytes=") and self.headers.get("If-Range", etag) == etag:
            start, status = int(asked[6:].split("-")[0]), 206
            if start >= len(data):
                self.reply(416, b"")
                return
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if feed.lengths:
            self.send_header("Content-Length", str(len(data) - start))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        body = data[start:]
        if feed.cuts and (cut := feed.cuts.pop(0)) < len(body):
            self.wfile.write(body[:cut])
            self.wfile.flush()
            self.close_connection = True
        else:
            self.wfile.write(body)


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that goes away in the middle is what some tests are about


@pytest.fixture
def feed():
    """Returns what a server on this machine holds; its address is `feed.url`."""
    server = QuietServer(("127.0.0.1", 0), Handler)
    server.feed = Feed()
    server.feed.handler = Handler
    server.feed.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    yield server.feed
    server.shutdown()
    with suppress(OSError):
        server.server_close()
    thread.join()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def client(feed, clock):
    with Client(mirror=feed.url, clock=clock) as client:
        yield client


# --- documents -----------------------------------------------------------------------------------------------------------


def spl(set_id, name, version, effective="20260401", use="green elbow"):
    """Returns the SPL of an invented medicine, every word ours."""
    generic = f"{name.lower()}ine"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<document xmlns="urn:hl7-org:v3">
 <id root="{uuid.uuid5(uuid.UUID(set_id), str(version))}"/>
 <code code="34391-3" codeSystem="2.16.840.1.113883.6.1" displayName="HUMAN PRESCRIPTION DRUG LABEL"/>
 <title>{name} tablets</title>
 <effectiveTime value="{effective}"/>
 <setId root="{set_id}"/>
 <versionNumber value="{version}"/>
 <author><assignedEntity><representedOrganization><name>Invented Works</name></representedOrganization></assignedEntity></author>
 <component><structuredBody>
  <component><section>
   <id root="{uuid.uuid5(uuid.UUID(set_id), "data")}"/>
   <code code="48780-1" codeSystem="2.16.840.1.113883.6.1"/>
   <subject><manufacturedProduct><manufacturedProduct>
    <code code="00001-001" codeSystem="2.16.840.1.113883.6.69"/><name>{name}</name>
    <formCode code="C42998" displayName="TABLET"/>
    <asEntityWithGeneric><genericMedicine><name>{generic}</name></genericMedicine></asEntityWithGeneric>
    <ingredient classCode="ACTIB"><ingredientSubstance><code code="ABCDE12345"/><name>{generic.upper()}</name></ingredientSubstance></ingredient>
   </manufacturedProduct></manufacturedProduct></subject>
  </section></component>
  <component><section>
   <id root="{uuid.uuid5(uuid.UUID(set_id), "use")}"/>
   <code code="34067-9" codeSystem="2.16.840.1.113883.6.1"/>
   <title>1 INDICATIONS AND USAGE</title>
   <text><paragraph>{name} is indicated for the treatment of {use} in adults.</paragraph></text>
  </section></component>
 </structuredBody></component>
</document>""".encode()


def zipped(members):
    """Returns a zip of (name, bytes), its members in order and always the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), data)
    return stream.getvalue()


def label_zip(set_id, name, version, **more):
    """Returns one label as DailyMed serves it: the SPL and an image."""
    return zipped(
        [
            (f"{uuid.uuid5(uuid.UUID(set_id), str(version))}.xml", spl(set_id, name, version, **more)),
            ("pill.jpg", b"\xff\xd8 no image"),
        ]
    )


def release(labels, folder="prescription"):
    """Returns a zip of label zips, as DailyMed's releases are."""
    return zipped(
        [(f"{folder}/20261101_{set_id}.zip", label_zip(set_id, name, version, **more)) for set_id, name, version, more in labels]
    )


def openfda_record(set_id, name, version, effective="20260401", **more):
    """Returns a record as openFDA writes it, about an invented medicine."""
    return {
        "set_id": set_id,
        "id": str(uuid.uuid5(uuid.UUID(set_id), str(version))),
        "version": str(version),
        "effective_time": effective,
        "indications_and_usage": [f"1 INDICATIONS AND USAGE {name} is indicated for the treatment of green elbow in adults."],
        "openfda": {
            "brand_name": [name],
            "generic_name": [f"{name.upper()}INE"],
            "substance_name": [f"{name.upper()}INE"],
            "route": ["ORAL"],
            "product_type": ["HUMAN PRESCRIPTION DRUG"],
        },
        **more,
    }


def listing_page(*rows):
    """Returns the page of downloads: (file name, day, size in MB, MD5) each."""
    items = "".join(
        f'<li data-ddfilter="x">{name} [ <a href="https://elsewhere.example/{name}">HTTPS</a> ]'
        f"<ul><li>Last Modified: {day}</li><li>File size: {size}MB</li><li>MD5 checksum: {md5}</li></ul></li>"
        for name, day, size, md5 in rows
    )
    return f"<html><body><ul class='download'>{items}</ul></body></html>".encode()


def spls_answer(rows, page=1, pages=1):
    """Returns DailyMed's JSON of labels: (set id, version, title, day) each."""
    data = [{"setid": one, "spl_version": version, "title": title, "published_date": day} for one, version, title, day in rows]
    metadata = {
        "total_elements": str(len(rows)),
        "elements_per_page": "100",
        "total_pages": str(pages),
        "current_page": str(page),
        "next_page": "null",
    }
    return json.dumps({"metadata": metadata, "data": data}).encode()


@pytest.fixture
def dailymed(feed):
    """Returns a function that offers a release of Zelvora 1 and Norvexa 2, and daily updates besides."""

    def offer(*, updates=(), rx=None, otc=None):
        rx = rx or release([(ZELVORA, "Zelvora", 1, {}), (NORVEXA, "Norvexa", 2, {})])
        rows = [
            ("dm_spl_release_human_rx_part1.zip", "Nov 01, 2026", 1, feed.put(f"{FILES}/dm_spl_release_human_rx_part1.zip", rx))
        ]
        if otc:
            rows.append(
                (
                    "dm_spl_release_human_otc_part1.zip",
                    "Nov 01, 2026",
                    1,
                    feed.put(f"{FILES}/dm_spl_release_human_otc_part1.zip", otc),
                )
            )
        for day, data in updates:
            name = f"dm_spl_daily_update_{day}.zip"
            rows.append((name, "Nov 20, 2026", 1, feed.put(f"{FILES}/{name}", data)))
        feed.put(PAGE, listing_page(*rows))

    return offer


@pytest.fixture
def tools():
    """Returns the makers of documents and answers in this module."""
    import types

    return types.SimpleNamespace(**{name: value for name, value in globals().items() if not name.startswith("_")})
