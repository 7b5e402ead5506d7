"""DailyMed: its lists, histories, release files and mapping files."""

import json

import pytest

from plainlabel.errors import FeedShapeError, NoMatchError, UsageError
from plainlabel.sources import dailymed, dailymed_files, dailymed_mappings
from plainlabel.sources.client import Answer, Client


def test_pages_are_followed_to_the_last(feed, client, tools):
    rows = [(tools.ZELVORA, 3, "ZELVORA (ZELVORINE) TABLET", "Nov 20, 2026"), (tools.NORVEXA, 1, "NORVEXA TABLET", "Nov 19, 2026")]

    def answer(handler, query):
        page = int(query["page"])
        handler.reply(200, tools.spls_answer(rows[page - 1 : page], page, 2))

    feed.answers[f"{tools.SERVICE}/spls.json"] = answer
    found = list(dailymed.spls(client, {"published_date": "2026-11-01", "published_date_comparison": "gte"}))
    assert [(one.set_id, one.version, one.published) for one in found] == [
        (tools.ZELVORA, 3, "2026-11-20"),
        (tools.NORVEXA, 1, "2026-11-19"),
    ]
    assert all("pagesize=100" in path and "published_date=2026-11-01" in path for path in feed.paths())


def test_an_unknown_filter_is_told_and_not_sent(feed, client):
    with pytest.raises(UsageError, match="no filter"):
        list(dailymed.spls(client, {"drugname": "zelvora"}))
    assert feed.requests == []


def test_a_name_gives_its_own_labels_first(feed, client, tools):
    rows = [
        (tools.NORVEXA, 9, "NORVEXA AND ZELVORA KIT", "Nov 22, 2026"),
        (tools.ZELVORA, 3, "ZELVORA (ZELVORINE) TABLET", "Nov 20, 2026"),
        (tools.QUILTAM, 1, "Zelvora Oral Drops", "Nov 21, 2026"),
    ]
    feed.answers[f"{tools.SERVICE}/spls.json"] = lambda handler, _: handler.reply(200, tools.spls_answer(rows))
    assert [one.set_id for one in dailymed.search(client, "zelvora")] == [tools.QUILTAM, tools.ZELVORA, tools.NORVEXA]
    assert "drug_name=zelvora&name_type=both" in feed.paths()[0]


def test_a_set_id_is_asked_as_one(feed, client, tools):
    feed.answers[f"{tools.SERVICE}/spls.json"] = lambda handler, _: handler.reply(
        200, tools.spls_answer([(tools.ZELVORA, 3, "Z", "Nov 20, 2026")])
    )
    assert dailymed.search(client, tools.ZELVORA.upper())[0].version == 3
    assert f"setid={tools.ZELVORA}" in feed.paths()[0]


@pytest.mark.parametrize("empty", [True, False])
def test_no_match(feed, client, tools, empty):
    if empty:
        feed.answers[f"{tools.SERVICE}/spls.json"] = lambda handler, _: handler.reply(200, tools.spls_answer([]))
    with pytest.raises(NoMatchError, match="no label for: nonsense"):
        dailymed.search(client, "nonsense")


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"data": [{"setid": "no", "spl_version": 1}]}', b'{"data": [{"setid": 5}]}', b"{" * 5000]
)
def test_another_shape_is_told_with_its_place(feed, client, tools, body):
    feed.put(f"{tools.SERVICE}/spls.json", body)
    with pytest.raises(FeedShapeError) as told:
        list(dailymed.spls(client, {}))
    assert "services/v2/spls.json" in str(told.value)
    assert told.value.next_step


def test_did_you_mean(feed, client, tools):
    names = [{"drug_name": name, "name_type": "B"} for name in ("ZELVORA", "ZELVEX", "ZELVORA XR")]
    feed.put(f"{tools.SERVICE}/drugnames.json", json.dumps({"data": names}).encode())
    with pytest.raises(NoMatchError, match=r"Did you mean Zelvora"):
        dailymed.search(client, "zelvroa")
    assert "drug_name=zelv&" in feed.paths()[-1]


def test_a_history(feed, client, tools):
    entries = [
        {"spl_version": 3, "published_date": "May 02, 2019"},
        {"spl_version": "5", "published_date": "Jan 09, 2020"},
        {"spl_version": 1, "published_date": "no day"},
    ]
    body = json.dumps(
        {
            "data": {"spl": {"title": "Z", "setid": tools.ZELVORA}, "history": entries},
            "metadata": {"total_pages": 1, "next_page": "null"},
        }
    )
    feed.put(f"{tools.SERVICE}/spls/{tools.ZELVORA}/history.json", body.encode())
    assert dailymed.history(client, tools.ZELVORA) == (
        dailymed.Version(5, "2020-01-09"),
        dailymed.Version(3, "2019-05-02"),
        dailymed.Version(1, None),
    )


def test_ndcs_and_names(feed, client, tools):
    feed.put(
        f"{tools.SERVICE}/spls/{tools.ZELVORA}/ndcs.json",
        json.dumps({"data": {"ndcs": [{"ndc": "00001-001-01"}, {"ndc": "00001-001-02"}]}}).encode(),
    )
    feed.put(f"{tools.SERVICE}/drugnames.json", json.dumps({"data": [{"drug_name": "ZELVORA", "name_type": "B"}]}).encode())
    assert dailymed.ndcs(client, tools.ZELVORA) == ("00001-001-01", "00001-001-02")
    assert dailymed.drug_names(client, "zel") == ("ZELVORA",)


def test_the_zip_of_a_version(tools):
    want = dailymed.version_zip(tools.ZELVORA, 7)
    assert want.url == f"https://dailymed.nlm.nih.gov/dailymed/getFile.cfm?type=zip&setid={tools.ZELVORA}&version=7"
    assert want.name == f"{tools.ZELVORA}_v7.zip"


@pytest.mark.shared
def test_a_real_history_answer(shared):
    data = (shared / "data" / "spl_xml" / "dailymed_history_sample.json").read_bytes()

    class Held(Client):
        def get(self, url, **_):
            return Answer(url, 200, {}, data)

    with Held() as client:
        found = dailymed.history(client, json.loads(data)["data"]["spl"]["setid"])
    assert [one.version for one in found] == sorted(
        (row["spl_version"] for row in json.loads(data)["data"]["history"]), reverse=True
    )
    assert found[0].published == "2019-05-02"


# --- release files -------------------------------------------------------------------------------------------------------


def page(tools, *dailies, monthlies=()):
    rows = [
        ("dm_spl_release_human_rx_part1.zip", "Oct 31, 2026", "3,000.5", "a" * 32),
        ("dm_spl_release_human_rx_part2.zip", "Oct 30, 2026", 2, "b" * 32),
    ]
    rows += [(f"dm_spl_monthly_update_{month}.zip", "Nov 02, 2026", 9, "c" * 32) for month in monthlies]
    rows += [(f"dm_spl_daily_update_{day}.zip", "Nov 20, 2026", 1, "d" * 32) for day in dailies]
    return dailymed_files.read_listing(tools.listing_page(*rows).decode())


def test_the_page_of_downloads(tools):
    found = page(tools, "11202026", "11192026", monthlies=("oct2026", "sep2026"))
    part = found.parts[0]
    assert (part.kind, part.part, part.until) == ("rx", 1, "2026-10-31")
    assert part.want.md5 == "a" * 32
    assert part.want.size == int(3000.5 * 1024**2)
    assert part.want.url == "https://dailymed-data.nlm.nih.gov/public-release-files/dm_spl_release_human_rx_part1.zip"
    assert [one.until for one in found.daily] == ["2026-11-19", "2026-11-20"]
    assert [one.until for one in found.monthly] == ["2026-09-30", "2026-10-31"]


@pytest.mark.parametrize(
    ("until", "files"),
    [
        ("2026-11-20", []),
        ("2026-11-18", ["daily_update_11192026", "daily_update_11202026"]),
        ("2026-11-17", None),
        ("2026-12-24", []),
    ],
)
def test_the_fewest_updates(tools, until, files):
    found = dailymed_files.updates_since(page(tools, "11202026", "11192026"), until)
    assert (None if found is None else [one.want.name.removeprefix("dm_spl_").removesuffix(".zip") for one in found]) == files


@pytest.mark.parametrize(
    ("until", "names"),
    [
        ("2026-10-15", ["monthly_update_oct2026", "daily_update_11012026", "daily_update_11202026"]),
        ("2026-09-30", ["monthly_update_oct2026", "daily_update_11012026", "daily_update_11202026"]),
        ("2026-09-10", ["monthly_update_sep2026", "monthly_update_oct2026", "daily_update_11012026", "daily_update_11202026"]),
        ("2026-07-10", None),
        ("2026-11-05", ["daily_update_11202026"]),
    ],
)
def test_months_and_then_days(tools, until, names):
    found = dailymed_files.updates_since(page(tools, "11202026", "11012026", monthlies=("oct2026", "sep2026")), until)
    assert (None if found is None else [one.want.name.removeprefix("dm_spl_").removesuffix(".zip") for one in found]) == names


def test_months_that_end_before_the_days_begin_are_a_gap(tools):
    assert dailymed_files.updates_since(page(tools, "11202026", "11102026", monthlies=("oct2026",)), "2026-10-15") is None


def test_a_page_without_files(feed, client, tools):
    feed.put(tools.PAGE, b"<html>maintenance</html>")
    with pytest.raises(FeedShapeError, match="names no release"):
        dailymed_files.listing(client)
    with pytest.raises(FeedShapeError, match="no otc release"):
        dailymed_files.parts_of(page(tools), ("otc",))


def test_december_ends_in_its_year(tools):
    assert page(tools, monthlies=("dec2026", "xyz2026")).monthly[-1].until == "2026-12-31"


# --- mapping files -------------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_real_rxnorm_mappings(shared, tools, tmp_path):
    data = (shared / "data" / "terminology" / "dailymed_rxnorm_mappings_sample.txt").read_bytes()
    (tmp_path / "rxnorm_mappings.zip").write_bytes(tools.zipped([("rxnorm_mappings.txt", data)]))
    found = dailymed_mappings.read_rxnorm(tmp_path / "rxnorm_mappings.zip")
    assert len(found) == len(data.splitlines()) - 1
    assert {one.kind for one in found} == {"SCD", "PSN", "SY"}
    assert all(one.rxcui.isdigit() and one.version for one in found)


def test_class_mappings(tools, tmp_path):
    text = f"SPL_SETID|SPL_VERSION|PHARMA_SETID|PHARMA_VERSION\n{tools.ZELVORA}|3|{tools.NORVEXA}|1\nnonsense|1|x|1\n"
    (tmp_path / "c.zip").write_bytes(tools.zipped([("pharmacologic_class_mappings.txt", text.encode())]))
    assert dailymed_mappings.read_classes(tmp_path / "c.zip") == (
        dailymed_mappings.ClassMapping(tools.ZELVORA, 3, tools.NORVEXA, 1),
    )
    (tmp_path / "e.zip").write_bytes(tools.zipped([("read.me", b"")]))
    with pytest.raises(FeedShapeError, match="no table"):
        dailymed_mappings.read_classes(tmp_path / "e.zip")
