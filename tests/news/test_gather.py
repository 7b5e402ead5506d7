"""News of every source: what becomes an item, which medicines it concerns, and what is said where a feed is missing."""

import pytest

from plainlabel.news.gather import Gatherer, Wanted, tables_of
from plainlabel.news.items import CATEGORIES
from plainlabel.news.matching import Matcher, ndc_key


def item(news, name):
    (found,) = [one for one in news.items if one.id == name]
    return found


def matched(news, name):
    return [(one.name, one.match) for one in item(news, name).medicines]


def test_newest_first_and_each_once(news):
    days = [one.day for one in news.items]
    assert days == sorted(days, reverse=True)
    assert len({one.id for one in news.items}) == len(news.items)
    assert {category for one in news.items for category in one.categories} <= set(CATEGORIES)


# --- recalls -------------------------------------------------------------------------------------------------------------


def test_recalls_are_matched_by_label_and_by_name(news):
    assert matched(news, "recall:D-0002-2026") == [("Zorvexa", "label")]
    assert matched(news, "recall:D-0001-2026") == [("Calmidol", "name")]
    assert matched(news, "recall:D-0006-2026") == [("Suprexin", "name")]
    assert "by name only" in item(news, "recall:D-0001-2026").summary
    assert "by name only" not in item(news, "recall:D-0002-2026").summary


def test_a_combination_or_another_form_is_another_medicine(news):
    assert matched(news, "recall:D-0003-2026") == []
    assert matched(news, "recall:D-0004-2026") == []


def test_recalls_of_other_goods_are_no_news_here(news):
    assert not [one for one in news.items if one.id == "recall:F-0005-2026"]


def test_a_recall_keeps_what_it_states(news):
    one = item(news, "recall:D-0001-2026")
    assert (one.title, one.day, one.categories) == ("Recall (Class II) of Calmidol", "2026-02-10", ("recalls",))
    assert one.recall.reason == "Wrong count in the bottle."
    assert one.recall.initiated == "2026-02-01"


@pytest.mark.parametrize("ndc", ["0069-0105-01", "00069-0105-01", "00069-105", "69-105-1"])
def test_ndcs_are_compared_by_their_numbers(ndc):
    assert ndc_key(ndc)[:2] == (69, 105)


def test_a_package_leads_to_its_product(edition_with_ndc, small):
    found = Matcher(edition_with_ndc).by_ndcs(["00069-0105-77"])
    assert [(one.name, one.match, one.set_ids) for one in found] == [("Zorvexa", "ndc", (small.ZORVEXA,))]
    assert Matcher(edition_with_ndc).by_ndcs(["0069-0106-01", "12"]) == ()


@pytest.fixture(scope="module")
def edition_with_ndc(small, tmp_path_factory):
    import json

    from plainlabel.edition.build import build
    from plainlabel.edition.opened import open_edition

    record = small.zorvexa()
    record["openfda"]["product_ndc"] = ["0069-0105"]
    record["openfda"]["package_ndc"] = ["0069-0105-01"]
    folder = tmp_path_factory.mktemp("ndc")
    (folder / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with open_edition(build([folder / "a.jsonl"], folder / "out", workers=1).path) as edition:
        yield edition


# --- approvals -----------------------------------------------------------------------------------------------------------


def test_approvals_say_what_they_brought(news):
    told = {one.id: (one.approval.what, one.day) for one in news.items if one.kind == "approval"}
    assert told == {
        "approval:NDA000001/ORIG-1": ("new_molecular_entity", "2023-01-10"),
        "approval:NDA000001/SUPPL-5": ("new_use", "2026-01-05"),
        "approval:ANDA000009/ORIG-1": ("generic", "2026-02-01"),
    }
    one = item(news, "approval:NDA000001/ORIG-1")
    assert one.title == "New medicine approved: Zorvexa (zorvanimab)"
    assert "Zorvexa" in [each.name for each in one.medicines]
    assert one.medicines[0].match == "application"
    assert matched(news, "approval:ANDA000009/ORIG-1") == [("Calmidol", "name")]


# --- FDA's feeds -----------------------------------------------------------------------------------------------------------


def test_an_item_of_two_feeds_comes_once_in_the_categories_of_both(news):
    one = item(news, "fda:https://www.fda.gov/a")
    assert one.categories == ("alerts", "medical-news")
    assert one.summary == "Read it & ask."
    assert [each.name for each in one.medicines] == ["Zorvexa"]
    assert one.day == "2026-03-18"
    assert item(news, "fda:https://www.fda.gov/b").categories == ("childrens-health", "health", "medical-news")


# --- label changes -------------------------------------------------------------------------------------------------------


def test_a_new_use_between_two_held_versions_is_news(news, small):
    one = item(news, f"label:{small.ZORVEXA}/7")
    assert one.title == "Label change: Zorvexa"
    assert (one.label_change.old, one.label_change.new) == (5, 7)
    assert "new_use" in one.label_change.classes
    assert any("New use" in change and "Asthma" in change.title() for change in one.label_change.changes)
    assert one.day == "2026-01-05"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Warnings and Precautions (5.2)", "Warnings and Precautions (5.2 Eye Problems)"),
        ("Warnings and Precautions, Eye Problems (5.2)", "Warnings and Precautions, Eye Problems (5.2)"),
        ("Warnings and Precautions (5.2, 5.9)", "Warnings and Precautions (5.2 Eye Problems, 5.9)"),
        ("Indications and Usage (1)", "Indications and Usage (1)"),
        # What the end of the line before leaves behind, and a comma that closes up to the next number.
        ("2026 Warnings and Precautions (5.1,5.2)", "Warnings and Precautions (5.1, 5.2 Eye Problems)"),
        ("SECTION Warnings and Precautions (5.2)", "Warnings and Precautions (5.2 Eye Problems)"),
    ],
)
def test_a_number_of_a_section_is_told_with_its_title(heading, told):
    from plainlabel.news.label_changes import _with_titles

    assert _with_titles(heading, {"5.2": "Eye Problems"}) == told


# --- what is wanted ------------------------------------------------------------------------------------------------------


def test_since_medicine_category_and_limit(full, fed):
    def ids(**wanted):
        return [one.id for one in Gatherer(full, fed).news(Wanted(**wanted)).items]

    assert ids(since="2026-03-18") == ["fda:https://www.fda.gov/a"]
    assert set(ids(category="recalls")) == {f"recall:D-000{number}-2026" for number in (1, 2, 3, 4, 6)}
    zorvexa = frozenset(one.key for one in full.medicines() if one.name == "Zorvexa")
    assert all("D-0001" not in one for one in ids(keys=zorvexa))
    assert "recall:D-0002-2026" in ids(keys=zorvexa)
    assert len(ids(limit=2)) == 2


def test_without_feeds_the_labels_still_give_news_and_sync_is_named(full, tmp_path):
    found = Gatherer(full, tmp_path / "none").news(Wanted())
    assert {one.kind for one in found.items} <= {"label_change"}
    assert "plainlabel sync --tables" in found.notices[0]
    assert {one.name for one in found.feeds if one.held} == {"label-changes"}


def test_a_missing_feed_is_named(news):
    assert "biologics" in news.notices[0]
    assert "drugs," not in news.notices[0]
    held = {one.name: (one.items, one.newest) for one in news.feeds if one.held}
    assert held["enforcement"] == (5, "2026-03-01")
    assert held["medwatch"] == (1, "2026-03-18")


def test_a_broken_feed_costs_only_itself(full, fed, tmp_path):
    import shutil

    tables = tmp_path / "tables"
    shutil.copytree(fed, tables)
    (tables / "medwatch.xml").write_bytes(b"<html>")
    (tables / "drugsatfda.zip").write_bytes(b"no zip")
    found = Gatherer(full, tables).news(Wanted())
    assert any(one.kind == "recall" for one in found.items)
    assert not any(one.kind == "approval" for one in found.items)
    assert {one.split()[0] for one in found.notices[1:]} == {"approvals", "medwatch"}


def test_feeds_beside_the_edition_come_before_the_users_own(full, tmp_path):
    assert tables_of(full, tmp_path) == tmp_path / "feeds" / "tables"
    assert tables_of(full).name == "tables"


# --- real files ----------------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_real_weekly_report_and_drugs_at_fda_whole(shared, full, tmp_path):
    import shutil

    from plainlabel.news import approvals, recalls
    from plainlabel.sources import drugsfda

    data = shared / "data"
    shutil.copy(data / "recalls" / "enforcement_ucm308307_2012.json", tmp_path / "drug-enforcement.json")
    shutil.copy(data / "drugsfda" / "drugsatfda_2019-07-02.zip", tmp_path / "drugsatfda.zip")
    held = [one for path in recalls.files(tmp_path) for one in recalls.read(path)]
    assert (len(held), sum(map(recalls.is_of_drugs, held))) == (72, 5)
    found = Gatherer(full, tmp_path).news(Wanted(category="recalls"))
    assert sorted(one.recall.number for one in found.items if one.kind == "recall") == [
        f"D-{number}-2012" for number in (1362, 1367, 1368, 1369, 1370)
    ]
    tables = approvals.read(tmp_path)
    matcher = Matcher(full)
    made = [make() for _, _, make in approvals.drafts(tables, matcher)]
    new = drugsfda.new_molecular_entities(tables)
    assert sum(one.approval.what == "new_molecular_entity" for one in made) == sum(one.day is not None for one in new)
