"""A sync from beginning to end: feeds on this machine, a collection, an edition; and all that can go wrong on the way."""

import errno
import gzip
import json
import random
import re

import pytest

from plainlabel.edition import collection as collections
from plainlabel.edition.build import build, build_collection
from plainlabel.edition.collection import Collection
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.edition.workers import StagedLabel
from plainlabel.errors import BuildError, NoRoomError, SourceError, UsageError
from plainlabel.sources import disk, sync
from plainlabel.sources.client import Client
from plainlabel.sources.plan import Choice
from plainlabel.sources.shelf import Shelf, State
from plainlabel.sources.sync import Sync

RX = Choice(kinds=("rx",))


class Place:
    """A folder that syncs and builds, as the command does."""

    def __init__(self, out, feed, clock):
        self.out, self.feed, self.clock = out, feed, clock
        self.said = []
        self.shelf = Shelf(out)

    def sync(self, choice):
        with Client(mirror=self.feed.url, clock=self.clock) as client, Collection(self.out / "collection.sqlite") as held:

            def take_in(file, day, folders):
                held.take_in(file, day=day, folders=folders)

            return Sync(client, self.shelf, take_in, say=self.said.append).run(choice)

    def build(self):
        with Collection(self.out / "collection.sqlite") as held:
            return build_collection(held, self.out, workers=1)

    def documents(self):
        """Returns the hashes of all documents that were taken in."""
        with Collection(self.out / "collection.sqlite") as held:
            return {one for (one,) in held._connection.execute("SELECT hash FROM documents")}

    def read(self):
        """Returns (set id, version) of all labels held, without building an edition of them."""
        with Collection(self.out / "collection.sqlite") as held:
            return {(one.set_id, one.version) for one in held.outcomes(facts_only=False, workers=1) if isinstance(one, StagedLabel)}

    def versions(self):
        """Returns (set id, version, standing) of the labels of the current edition."""
        with open_edition(self.out / "current") as edition:
            rows = edition._all("SELECT set_id, version, standing FROM labels ORDER BY key")
        return {(set_id, version): bool(standing) for set_id, version, standing in rows}


@pytest.fixture
def place(tmp_path, feed, clock):
    return Place(tmp_path / "out", feed, clock)


def fetched(feed):
    """Returns the names of the release files that were asked for."""
    return [path.rpartition("/")[2] for path in feed.paths() if "dm_spl" in path]


def test_a_full_sync(place, dailymed, tools):
    dailymed()
    report = place.sync(RX)
    assert report.fetched == ("dm_spl_release_human_rx_part1.zip",)
    assert report.failures == ()
    built = place.build()
    assert verify(built.path).ok
    assert place.versions() == {(tools.ZELVORA, 1): True, (tools.NORVEXA, 2): True}
    assert place.said == [place.said[0]]
    assert "1 MB in 1 files" in place.said[0]
    assert list(place.shelf.labels.iterdir()) == []


def test_a_daily_update_touches_what_changed_and_gives_the_edition_of_a_build_from_nothing(place, dailymed, feed, tools, tmp_path):
    dailymed()
    place.sync(RX)
    place.build()
    update = tools.release([(tools.ZELVORA, "Zelvora", 2, {"use": "blue knee"}), (tools.QUILTAM, "Quiltam", 1, {})])
    dailymed(updates=[("11012026", tools.release([(tools.NORVEXA, "Norvexa", 2, {})])), ("11202026", update)])
    feed.requests.clear()
    place.sync(RX)
    assert fetched(feed) == ["dm_spl_daily_update_11202026.zip"]
    with Collection(place.out / "collection.sqlite") as held:
        assert held.unread(facts_only=False) == 2
    report = place.build()
    assert place.versions() == {
        (tools.ZELVORA, 1): False,
        (tools.ZELVORA, 2): True,
        (tools.NORVEXA, 2): True,
        (tools.QUILTAM, 1): True,
    }
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "rx.zip").write_bytes(tools.release([(tools.ZELVORA, "Zelvora", 1, {}), (tools.NORVEXA, "Norvexa", 2, {})]))
    (sources / "day.zip").write_bytes(update)
    assert build([sources], tmp_path / "anew", workers=1).id == report.id


def test_nothing_new_is_fetched_twice(place, dailymed, feed):
    dailymed()
    place.sync(RX)
    feed.requests.clear()
    report = place.sync(Choice())
    assert report.fetched == ()
    assert fetched(feed) == []


def test_both_kinds_take_their_folders(place, dailymed, tools):
    otc = tools.release([(tools.QUILTAM, "Quiltam", 1, {})], "otc")
    dailymed(
        otc=otc,
        updates=[
            (
                "11202026",
                tools.zipped(
                    [
                        ("otc/a.zip", tools.label_zip(tools.QUILTAM, "Quiltam", 2)),
                        ("prescription/b.zip", tools.label_zip(tools.ZELVORA, "Zelvora", 2)),
                        ("homeopathic/c.zip", tools.label_zip(tools.NORVEXA, "Norvexa", 9)),
                    ]
                ),
            )
        ],
    )
    place.sync(RX)
    assert (tools.QUILTAM, 2) not in place.read()
    assert (tools.ZELVORA, 2) in place.read()
    place.sync(Choice(kinds=("otc",)))
    assert (tools.QUILTAM, 2) in place.read()
    assert (tools.NORVEXA, 9) not in place.read()
    assert place.shelf.state().until == {"rx": "2026-11-20", "otc": "2026-11-20"}


def test_updates_that_leave_a_gap_bring_the_whole_release(place, dailymed, feed, tools):
    dailymed()
    place.sync(RX)
    rx = tools.release([(tools.ZELVORA, "Zelvora", 5, {})])
    dailymed(rx=rx, updates=[("11202026", tools.release([(tools.QUILTAM, "Quiltam", 1, {})]))])
    report = place.sync(Choice())
    assert fetched(feed)[-2:] == ["dm_spl_release_human_rx_part1.zip", "dm_spl_daily_update_11202026.zip"]
    assert "do not reach back to 2026-11-01" in report.notices[0]
    # Every version that was ever given stays.
    assert place.read() == {
        (tools.ZELVORA, 1),
        (tools.ZELVORA, 5),
        (tools.NORVEXA, 2),
        (tools.QUILTAM, 1),
    }


@pytest.mark.parametrize("seed", range(20))
def test_a_sync_that_is_stopped_anywhere_goes_on(place, dailymed, feed, clock, tools, seed, monkeypatch):
    """Stopped by the line, between fetching and taking in, and between taking in and noting it."""
    chance = random.Random(seed)
    dailymed(updates=[("11202026", tools.release([(tools.ZELVORA, "Zelvora", 2, {})]))])
    whole = Place(place.out.parent / "whole", feed, clock)
    whole.sync(RX)
    feed.cuts = [chance.randrange(0, 3000) for _ in range(3)]

    def stop(*_, **__):
        raise KeyboardInterrupt

    clock.sleep = stop
    stops = [("Shelf", "keep"), ("Collection", "take_in"), ("Collection", "_add")]
    for _ in range(30):
        try:
            with monkeypatch.context() as patch:
                owner, name = chance.choice(stops)
                if chance.random() < 0.4:
                    patch.setattr(Shelf if owner == "Shelf" else Collection, name, stop)
                place.sync(RX)
            break
        except KeyboardInterrupt:
            pass
    assert place.documents() == whole.documents()
    assert place.shelf.state() == whole.shelf.state()
    if seed == 0:
        assert place.build().id == whole.build().id


def test_a_wrong_checksum_is_told_and_the_edition_stays(place, dailymed, feed, tools):
    dailymed()
    place.sync(RX)
    before = place.build().id
    dailymed(updates=[("11022026", tools.release([(tools.ZELVORA, "Zelvora", 2, {})]))])
    path = f"{tools.FILES}/dm_spl_daily_update_11022026.zip"
    feed.files[path] = feed.files[path][:-10]
    report = place.sync(RX)
    assert len(report.failures) == 1
    assert "MD5" in report.failures[0]
    assert place.shelf.state().until == {"rx": "2026-11-01"}
    assert (place.out / "current").resolve().name == before
    assert place.read() == {(tools.ZELVORA, 1), (tools.NORVEXA, 2)}


def test_updates_after_one_that_failed_wait(place, dailymed, feed, tools):
    dailymed()
    place.sync(RX)
    days = [(day, tools.release([(tools.ZELVORA, "Zelvora", version, {})])) for day, version in (("11022026", 2), ("11032026", 3))]
    dailymed(updates=days)
    feed.fail("11022026", 403)
    assert len(place.sync(RX).failures) == 1
    assert place.shelf.state().until == {"rx": "2026-11-01"}
    assert place.sync(RX).fetched == ("dm_spl_daily_update_11022026.zip", "dm_spl_daily_update_11032026.zip")
    assert place.shelf.state().until == {"rx": "2026-11-03"}


def test_a_host_that_is_down_costs_only_its_own_feed(place, dailymed, feed, tools):
    dailymed()
    for _ in range(20):
        feed.fail("all-drug-labels", 503)
    feed.put(f"{tools.SERVICE}/spls.json", tools.spls_answer([(tools.QUILTAM, 4, "QUILTAM", "Nov 20, 2026")]))
    feed.put(f"{tools.GET_FILE}?type=zip&setid={tools.QUILTAM}&version=4", tools.label_zip(tools.QUILTAM, "Quiltam", 4))
    report = place.sync(Choice(kinds=("rx",), names=("quiltam",)))
    assert "503" in report.failures[0]
    assert report.fetched == (f"{tools.QUILTAM}_v4.zip",)
    assert place.read() == {(tools.QUILTAM, 4)}


def test_429_with_retry_after_on_a_file(place, dailymed, feed, clock):
    dailymed()
    feed.fail("rx_part1", 429, Retry_After="11")
    feed.fail("rx_part1", 503, Retry_After="3")
    assert place.sync(RX).failures == ()
    assert clock.slept == [11.0, 3.0]


# --- names ---------------------------------------------------------------------------------------------------------------


def offer(feed, tools, *versions, newest=None, name="Zelvora", **more):
    """Offers versions of a label in DailyMed's service; `newest` is the one it lists."""
    listed = newest or max(versions)
    feed.put(f"{tools.SERVICE}/spls.json", tools.spls_answer([(tools.ZELVORA, listed, f"{name.upper()} TABLET", "Nov 20, 2026")]))
    entries = [{"spl_version": version, "published_date": "Nov 20, 2026"} for version in versions]
    feed.put(f"{tools.SERVICE}/spls/{tools.ZELVORA}/history.json", json.dumps({"data": {"history": entries}}).encode())
    for version in versions:
        feed.put(
            f"{tools.GET_FILE}?type=zip&setid={tools.ZELVORA}&version={version}",
            tools.label_zip(tools.ZELVORA, name, version, **more),
        )


def test_a_name_and_its_next_version(place, feed, tools):
    offer(feed, tools, 3)
    place.sync(Choice(names=("zelvora",)))
    offer(feed, tools, 4)
    assert place.sync(Choice()).fetched == (f"{tools.ZELVORA}_v4.zip",)
    assert place.read() == {(tools.ZELVORA, 3), (tools.ZELVORA, 4)}


def test_the_history_of_a_name(place, feed, tools):
    offer(feed, tools, 1, 2, 5)
    place.sync(Choice(names=("zelvora",), history=True))
    assert place.read() == {(tools.ZELVORA, 1), (tools.ZELVORA, 2), (tools.ZELVORA, 5)}


def test_no_more_than_the_limit(place, feed, tools):
    import uuid

    rows = [(str(uuid.uuid5(uuid.NAMESPACE_DNS, str(number))), 1, "ZELVORA", "Nov 20, 2026") for number in range(9)]
    feed.put(f"{tools.SERVICE}/spls.json", tools.spls_answer(rows))
    for set_id, version, _, _ in rows:
        feed.put(f"{tools.GET_FILE}?type=zip&setid={set_id}&version={version}", tools.label_zip(set_id, "Zelvora", version))
    report = place.sync(Choice(names=("zelvora",), limit=4))
    assert len(report.fetched) == 4
    assert "9 labels for zelvora; 4 of them" in report.notices[0]


def test_a_name_nobody_knows(place):
    report = place.sync(Choice(names=("nonsense",)))
    assert "DailyMed has no label for: nonsense" in report.failures[0]
    assert place.shelf.state().names == {}


def test_a_name_that_is_gone_is_told_and_stays(place, feed, tools):
    offer(feed, tools, 3)
    place.sync(Choice(names=("zelvora",)))
    feed.put(f"{tools.SERVICE}/spls.json", tools.spls_answer([]))
    report = place.sync(Choice())
    assert report.failures == ()
    assert "any more" in report.notices[0]
    assert place.shelf.state().names == {"zelvora": "dailymed"}


def test_a_version_that_goes_back_is_kept_and_told(place, feed, tools):
    offer(feed, tools, 5)
    place.sync(Choice(names=("zelvora",)))
    place.read()
    with Collection(place.out / "collection.sqlite") as held:
        before = held.newest_key()
    offer(feed, tools, 3)
    place.sync(Choice())
    place.build()
    assert place.versions() == {(tools.ZELVORA, 3): False, (tools.ZELVORA, 5): True}
    with Collection(place.out / "collection.sqlite") as held:
        (odd,) = held.went_back(before)
        assert (odd.set_id, odd.version, odd.newest) == (tools.ZELVORA, 3, 5)
        assert held.versions(tools.ZELVORA) == (5, 3)


def test_a_future_date_is_kept_and_told(place, feed, tools):
    offer(feed, tools, 3, effective="20270401")
    place.sync(Choice(names=("zelvora",)))
    assert place.read() == {(tools.ZELVORA, 3)}
    with Collection(place.out / "collection.sqlite") as held:
        (odd,) = held.in_the_future(0, "2026-11-23")
    assert odd.effective == "2027-04-01"


# --- openFDA -------------------------------------------------------------------------------------------------------------


def bulk(feed, tools, records, day="2026-11-20"):
    name = "drug-label-0001-of-0001.json.zip"
    file = f"https://download.open.fda.gov/drug/label/{name}"
    part = {"file": file, "size_mb": "0.1", "records": len(records)}
    feed.put(
        "/api.fda.gov/download.json",
        json.dumps({"results": {"drug": {"label": {"export_date": day, "partitions": [part]}}}}).encode(),
    )
    feed.put(
        f"{tools.OPENFDA_FILES}/drug/label/{name}",
        tools.zipped([(name.removesuffix(".zip"), json.dumps({"results": records}).encode())]),
    )


def test_the_bulk_files_and_a_record_without_openfda(place, feed, tools):
    bare = tools.openfda_record(tools.NORVEXA, "Norvexa", 2)
    del bare["openfda"]
    bulk(feed, tools, [tools.openfda_record(tools.ZELVORA, "Zelvora", 1), bare])
    place.sync(Choice(openfda=True))
    assert place.read() == {(tools.ZELVORA, 1), (tools.NORVEXA, 2)}
    feed.requests.clear()
    assert place.sync(Choice()).fetched == ()
    assert not [path for path in feed.paths() if "drug-label-" in path]


def test_newer_bulk_files_under_the_same_names(place, feed, tools):
    bulk(feed, tools, [tools.openfda_record(tools.ZELVORA, "Zelvora", 1)])
    place.sync(Choice(openfda=True))
    bulk(feed, tools, [tools.openfda_record(tools.ZELVORA, "Zelvora", 2)], "2026-11-27")
    assert place.sync(Choice()).fetched == ("drug-label-0001-of-0001.json.zip",)
    assert place.read() == {(tools.ZELVORA, 1), (tools.ZELVORA, 2)}
    assert place.shelf.state().openfda == "2026-11-27"


def test_a_name_from_openfda(place, feed, tools):
    body = json.dumps({"meta": {"last_updated": "2026-11-19"}, "results": [tools.openfda_record(tools.ZELVORA, "Zelvora", 7)]})
    feed.answers["/api.fda.gov/drug/label.json"] = lambda handler, _: handler.reply(200, body.encode())
    assert place.sync(Choice(names=("zelvora",), openfda=True)).failures == ()
    report = place.build()
    assert report.manifest.data_date == "2026-11-19"
    assert place.versions() == {(tools.ZELVORA, 7): True}
    assert place.shelf.state().names == {"zelvora": "openfda"}


def test_openfda_has_no_match(place):
    assert "openFDA has no label" in place.sync(Choice(names=("nonsense",), openfda=True)).failures[0]
    assert place.shelf.state().names == {}


# --- tables --------------------------------------------------------------------------------------------------------------


def test_the_tables(place, feed, tools):
    feed.put("/www.fda.gov/media/89850/download", tools.zipped([("Applications.txt", b"ApplNo\n")]))
    feed.put("/www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds/medwatch/rss.xml", b"<rss><channel/></rss>")
    report = place.sync(Choice(tables=True))
    assert set(report.fetched) == {"drugsatfda.zip", "medwatch.xml"}
    assert len(report.failures) == 10
    assert place.shelf.table("drugsatfda.zip").is_file()
    assert place.shelf.table("ndctext.zip") is None


# --- the folder ----------------------------------------------------------------------------------------------------------


def test_nothing_to_keep_current(place):
    with pytest.raises(UsageError, match="nothing to keep current"):
        place.sync(Choice())


def test_one_sync_at_a_time(place, dailymed):
    dailymed()
    with place.shelf.alone(), pytest.raises(SourceError, match="Another sync"):
        place.sync(RX)


def test_a_damaged_state_is_told(place):
    place.shelf.keep(State())
    (place.shelf.root / "state.json").write_text("{")
    with pytest.raises(SourceError, match="state of the feeds"):
        place.sync(RX)


def test_too_little_room_is_told_before_anything_is_fetched(place, dailymed, feed, monkeypatch):
    dailymed()
    monkeypatch.setattr(sync, "check_room", lambda _, folder: disk.check_room(10**15, folder))
    with pytest.raises(NoRoomError, match="Nothing was fetched"):
        place.sync(RX)
    assert fetched(feed) == []


def test_a_disk_that_fills_while_taking_in(place, dailymed, monkeypatch, tools):
    dailymed()
    place.sync(RX)
    before = place.read()
    dailymed(updates=[("11022026", tools.release([(tools.ZELVORA, "Zelvora", 2, {}), (tools.QUILTAM, "Quiltam", 1, {})]))])
    added = Collection._add
    calls = []

    def full(self, *arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return added(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "_add", full)
        with pytest.raises(BuildError, match="No space left"):
            place.sync(RX)
    # Nothing of the file was taken in.
    assert place.read() == before
    place.sync(RX)
    assert len(place.read()) == 4


def test_a_disk_that_fills_while_building(place, dailymed, monkeypatch, tools):
    dailymed()
    place.sync(RX)
    before = place.build().id
    dailymed(updates=[("11022026", tools.release([(tools.ZELVORA, "Zelvora", 2, {})]))])
    place.sync(RX)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("plainlabel.edition.compose.Composer._insert_sections", full)
        with pytest.raises(BuildError, match="cannot be written"):
            place.build()
    assert (place.out / "current").resolve().name == before
    assert verify(place.out / "current").ok
    assert place.build().id != before


def test_a_file_that_is_broken_inside_costs_its_documents_only(place, feed, tools):
    feed.put(
        tools.PAGE,
        tools.listing_page(
            (
                "dm_spl_release_human_rx_part1.zip",
                "Nov 01, 2026",
                1,
                feed.put(
                    f"{tools.FILES}/dm_spl_release_human_rx_part1.zip",
                    tools.zipped(
                        [
                            ("prescription/a.zip", b"PK\x03\x04 cut"),
                            ("prescription/b.zip", tools.label_zip(tools.ZELVORA, "Zelvora", 1)),
                        ]
                    ),
                ),
            )
        ),
    )
    assert place.sync(RX).failures == ()
    report = place.build()
    assert report.manifest.counts.labels == 1
    assert report.manifest.counts.rejected == 1
    assert collections.FEW > 1


# --- real files ----------------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_real_labels_from_a_release_an_update_and_openfda(place, feed, tools, shared):
    """A release of real SPL files, a real DailyMed zip as the update, and the versions of real labels one after the other."""
    folder = shared / "data" / "spl_xml"
    files = sorted(folder.glob("*_v*.xml"), key=lambda file: file.stat().st_size)[:6]
    zips = [(f"prescription/{file.stem}.zip", tools.zipped([(f"{file.stem}.xml", file.read_bytes())])) for file in files]
    update = tools.zipped([("otc/20261120_a.zip", (folder / "dailymed_zip_1b5e2860_v1.zip").read_bytes())])
    rows = [
        (
            "dm_spl_release_human_rx_part1.zip",
            "Nov 01, 2026",
            1,
            feed.put(f"{tools.FILES}/dm_spl_release_human_rx_part1.zip", tools.zipped(zips)),
        )
    ]
    rows += [
        (
            "dm_spl_release_human_otc_part1.zip",
            "Nov 01, 2026",
            1,
            feed.put(f"{tools.FILES}/dm_spl_release_human_otc_part1.zip", tools.zipped([])),
        )
    ]
    rows += [
        ("dm_spl_daily_update_11202026.zip", "Nov 20, 2026", 1, feed.put(f"{tools.FILES}/dm_spl_daily_update_11202026.zip", update))
    ]
    feed.put(tools.PAGE, tools.listing_page(*rows))
    assert place.sync(Choice(kinds=("rx", "otc"))).failures == ()
    expected = {
        (match[1].lower(), int(match[2]))
        for file in files
        if (match := re.search(rb'<setId[^>]*root="([^"]+)".*?<versionNumber[^>]*value="(\d+)"', file.read_bytes(), re.DOTALL))
    }
    expected = {(set_id.decode(), version) for set_id, version in expected} | {("1b5e2860-6855-4a65-8bbc-e064172a1adf", 1)}
    assert len(expected) >= 6
    assert place.read() == expected

    # The smallest histories: their versions come one openFDA export after the other.
    past = sorted((shared / "data" / "openfda_label" / "history").glob("*.jsonl.gz"), key=lambda file: file.stat().st_size)[:5]
    versions = [[json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()] for file in past]
    for step in range(3):
        bulk(feed, tools, [found[min(step, len(found) - 1)] for found in versions], f"2026-11-{step + 1:02}")
        assert place.sync(Choice(openfda=True)).failures == ()
    expected |= {(one["set_id"], int(one["version"])) for found in versions for one in found[:3]}
    assert place.read() == expected
    report = place.build()
    assert report.manifest.counts.labels == len(expected)
    assert verify(report.path).ok
