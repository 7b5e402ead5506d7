"""Files: resumed where they were cut, checked, put in place in one step, and never half used."""

import errno
import hashlib
import random
from collections import namedtuple

import pytest
from msgspec import structs

from plainlabel.errors import BrokenDownloadError, NoMatchError, NoRoomError, UnreachableError, UntrustedSourceError
from plainlabel.sources import disk, download
from plainlabel.sources.addresses import DAILYMED_FILES
from plainlabel.sources.client import Client
from plainlabel.sources.disk import check_room
from plainlabel.sources.download import fetch
from plainlabel.sources.patience import TRIES
from plainlabel.sources.wanted import Want, missing

ZIP_PATH = "/dailymed-data.nlm.nih.gov/public-release-files/a.zip"
URL = f"{DAILYMED_FILES}/a.zip"


@pytest.fixture
def data(tools):
    """A zip whose bytes cannot be shrunk, so that a cut falls anywhere in it."""
    return tools.zipped([("a.bin", random.Random(7).randbytes(200_000)), ("b.bin", random.Random(8).randbytes(50_000))])


@pytest.fixture
def want(data):
    return Want(URL, "a.zip", 10_000_000, md5=hashlib.md5(data, usedforsecurity=False).hexdigest())


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_with_its_receipt(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    seen = []
    got = fetch(client, want, tmp_path, lambda *step: seen.append(step))
    assert got.changed
    assert got.path.read_bytes() == data
    assert got.receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert names(tmp_path) == ["a.zip", "a.zip.receipt.json"]
    assert seen[-1] == ("a.zip", len(data), len(data))


def test_a_file_that_the_checksum_says_is_here_is_not_asked_for(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    fetch(client, want, tmp_path)
    feed.requests.clear()
    assert not fetch(client, want, tmp_path).changed
    assert feed.requests == []


def test_without_a_checksum_the_host_is_asked_whether_it_changed(feed, client, want, data, tmp_path, tools):
    plain = structs.replace(want, md5=None)
    feed.put(ZIP_PATH, data)
    fetch(client, plain, tmp_path)
    assert not fetch(client, plain, tmp_path).changed
    sent = feed.requests[-1][1]
    assert sent["If-None-Match"].startswith('"')
    assert sent["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    other = tools.zipped([("a.bin", b"other")])
    feed.put(ZIP_PATH, other)
    got = fetch(client, plain, tmp_path)
    assert got.changed
    assert got.path.read_bytes() == other


def test_a_file_whose_receipt_is_of_another_is_fetched_again(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    fetch(client, want, tmp_path)
    (tmp_path / "a.zip").write_bytes(b"short")
    assert fetch(client, want, tmp_path).path.read_bytes() == data


@pytest.mark.parametrize("seed", range(50))
def test_fifty_random_cuts(feed, client, clock, want, data, tmp_path, seed):
    """A cut may fall anywhere: in one run that goes on by itself, or with the program stopped and started between."""
    chance = random.Random(seed)
    feed.put(ZIP_PATH, data)
    feed.cuts = [chance.randrange(0, 120_000) for _ in range(chance.randrange(1, 4))]
    checked = want if chance.random() < 0.5 else structs.replace(want, md5=None)
    if chance.random() < 0.5:

        def stop(_):
            raise KeyboardInterrupt

        clock.sleep = stop
        for _ in range(20):
            try:
                got = fetch(client, checked, tmp_path)
                break
            except KeyboardInterrupt:
                assert not (tmp_path / "a.zip").exists()
    else:
        got = fetch(client, checked, tmp_path)
    assert got.path.read_bytes() == data
    assert names(tmp_path) == ["a.zip", "a.zip.receipt.json"]
    brought = [headers.get("Range") for _, headers in feed.requests]
    assert brought[0] is None


def test_a_cut_file_goes_on_where_it_was(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    feed.cuts = [100_000, 50_000]
    fetch(client, want, tmp_path)
    assert [headers.get("Range") for _, headers in feed.requests] == [None, "bytes=100000-", "bytes=150000-"]
    assert feed.requests[1][1]["If-Range"].startswith('"')


def test_a_file_that_changed_between_two_cuts_begins_again(feed, client, clock, want, data, tmp_path, tools):
    plain = structs.replace(want, md5=None)
    other = tools.zipped([("a.bin", random.Random(9).randbytes(300_000))])
    feed.put(ZIP_PATH, data)
    feed.cuts = [100_000]
    clock.sleep = lambda _: feed.put(ZIP_PATH, other)
    assert fetch(client, plain, tmp_path).path.read_bytes() == other


@pytest.mark.parametrize("what", ["no ranges", "no etags", "no lengths"])
def test_a_host_that_does_less(feed, client, want, data, tmp_path, what):
    feed.put(ZIP_PATH, data)
    feed.ranges, feed.etags, feed.lengths = what != "no ranges", what != "no etags", what != "no lengths"
    feed.cuts = [100_000]
    assert fetch(client, want, tmp_path).path.read_bytes() == data


def test_a_part_of_a_longer_file_begins_again(feed, client, want, data, tmp_path):
    """A host that has a shorter file now answers 416."""
    feed.put(ZIP_PATH, data)
    (tmp_path / "a.zip.part").write_bytes(b"x" * (len(data) + 5))
    etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
    (tmp_path / "a.zip.part.json").write_text(
        f'{{"url": "{URL}", "validator": {etag!r}, "etag": null, "last_modified": null}}'.replace("'", '"').replace('""', '"')
    )
    assert fetch(client, want, tmp_path).path.read_bytes() == data


def test_a_line_that_breaks_for_ever_is_told_and_what_came_is_kept(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    feed.cuts = [70_000] + [0] * (TRIES + 1)
    with pytest.raises(UnreachableError, match="What was fetched is kept"):
        fetch(client, want, tmp_path)
    assert names(tmp_path) == ["a.zip.part", "a.zip.part.json"]
    feed.cuts.clear()
    assert fetch(client, want, tmp_path).path.read_bytes() == data


def test_a_wrong_checksum_is_fetched_once_more_and_then_told(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data[:-1] + b"!")
    with pytest.raises(BrokenDownloadError, match="MD5"):
        fetch(client, want, tmp_path)
    assert len(feed.requests) == 2
    assert names(tmp_path) == []


def test_a_wrong_checksum_that_was_the_line_is_mended(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    feed.failures.append(("a.zip", lambda handler: handler.reply(200, b"z" * len(data))))
    assert fetch(client, want, tmp_path).path.read_bytes() == data


def test_a_wrong_checksum_leaves_the_old_file(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    fetch(client, want, tmp_path)
    feed.put(ZIP_PATH, b"damaged")
    with pytest.raises(BrokenDownloadError):
        fetch(client, structs.replace(want, md5="0" * 32), tmp_path)
    assert (tmp_path / "a.zip").read_bytes() == data


def test_a_sha256_counts_too(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    stated = structs.replace(want, md5=None, sha256=hashlib.sha256(data).hexdigest().upper())
    assert fetch(client, stated, tmp_path).changed
    assert not fetch(client, stated, tmp_path).changed


@pytest.mark.parametrize(
    "broken",
    [lambda data: data[:150_000], lambda data: data[:5000] + b"XXXX" + data[5004:], lambda _: b"<html>busy</html>", lambda _: b""],
)
def test_a_broken_zip_is_never_used(feed, client, want, data, tmp_path, broken):
    feed.put(ZIP_PATH, broken(data))
    with pytest.raises(BrokenDownloadError, match="zip is broken"):
        fetch(client, structs.replace(want, md5=None), tmp_path)
    assert names(tmp_path) == []


def test_more_than_allowed_is_refused_by_what_the_host_says(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    with pytest.raises(UntrustedSourceError, match="larger"):
        fetch(client, structs.replace(want, max_bytes=1000), tmp_path)
    assert names(tmp_path) == []


def test_more_than_allowed_is_refused_by_what_comes(feed, client, want, data, tmp_path):
    feed.put(ZIP_PATH, data)
    feed.lengths = False
    with pytest.raises(UntrustedSourceError, match="larger"):
        fetch(client, structs.replace(want, max_bytes=1000), tmp_path)
    assert names(tmp_path) == []


def test_a_file_that_is_not_there(client, want, tmp_path):
    with pytest.raises(NoMatchError):
        fetch(client, want, tmp_path)


class FullDisk:
    """A file on a disk with so much room."""

    def __init__(self, stream, room):
        self.stream, self.room = stream, room

    def write(self, data):
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.stream.write(data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()


def test_a_disk_that_fills(feed, client, want, data, tmp_path, monkeypatch):
    feed.put(ZIP_PATH, data)
    fetch(client, want, tmp_path)
    old = data
    more = random.Random(1).randbytes(300_000)
    feed.put(ZIP_PATH, more)
    new = structs.replace(want, md5=hashlib.md5(more, usedforsecurity=False).hexdigest())
    opened = type(tmp_path).open
    with monkeypatch.context() as patch:
        patch.setattr(
            type(tmp_path),
            "open",
            lambda path, mode="r", *a, **k: (
                FullDisk(opened(path, mode, *a, **k), 100_000)
                if "part" in path.name and mode in ("ab", "wb")
                else opened(path, mode, *a, **k)
            ),
        )
        with pytest.raises(NoRoomError, match="disk is full"):
            fetch(client, new, tmp_path)
    assert (tmp_path / "a.zip").read_bytes() == old
    assert fetch(client, new, tmp_path).path.read_bytes() == more


def test_the_need_of_disk_is_told_before(tmp_path, monkeypatch):
    Usage = namedtuple("Usage", "total used free")  # noqa: PYI024
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**9))
    assert check_room(10**8, tmp_path) == 10**9
    with pytest.raises(NoRoomError, match=r"needs 18\.6 GB; 0\.9 GB are free"):
        check_room(20 * 10**9, tmp_path)


def test_what_is_missing_is_what_may_be_fetched(feed, client, want, data, tmp_path):
    assert missing([want], tmp_path) == (want,)
    feed.put(ZIP_PATH, data)
    fetch(client, want, tmp_path)
    assert missing([want], tmp_path) == ()
    assert missing([structs.replace(want, md5="0" * 32)], tmp_path)


def test_a_stop_between_any_two_steps_leaves_old_or_new(feed, clock, want, data, tmp_path, monkeypatch):
    """Stopped at each call that touches the disk: what has the name of the file is always whole."""
    feed.put(ZIP_PATH, data)
    calls = ("to_disk", "write_small", "digests")
    for call in calls:
        for path in tmp_path.iterdir():
            path.unlink()
        with monkeypatch.context() as patch, Client(mirror=feed.url, clock=clock) as client:

            def stop(*_):
                raise KeyboardInterrupt

            patch.setattr(download, call, stop)
            with pytest.raises(KeyboardInterrupt):
                fetch(client, want, tmp_path)
        assert not (tmp_path / "a.zip").exists() or (tmp_path / "a.zip").read_bytes() == data
        with Client(mirror=feed.url, clock=clock) as client:
            assert fetch(client, want, tmp_path).path.read_bytes() == data


@pytest.mark.parametrize("status", [206, 416])
def test_a_host_that_sends_parts_nobody_asked_for(feed, client, want, tmp_path, status):
    feed.answers[ZIP_PATH] = lambda handler, _: handler.reply(status, b"part")
    with pytest.raises(UnreachableError, match="nobody asked for"):
        fetch(client, want, tmp_path)
    assert names(tmp_path) == []
