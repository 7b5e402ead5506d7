"""What versions share is stored once, and comes back as it was."""

import random
import sqlite3
from contextlib import closing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainlabel.edition.build import build
from plainlabel.edition.folded import fold, restore
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify
from plainlabel.errors import BrokenEditionError

SET_ID = "6f1d2c3b-0a49-4c5e-8d7f-1a2b3c4d5e6f"


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_what_is_folded_comes_back(data, base):
    assert restore(fold(data, base), base) == data


def test_a_long_text_with_few_changes_folds_to_little():
    dice = random.Random(7)
    base = bytes(dice.choices(b"abcdefghij klmnop", k=120_000))
    data = base[:50_000] + b"inserted" + base[50_000:]
    folded = fold(data, base)
    assert restore(folded, base) == data
    assert len(folded) < len(data) // 50


@pytest.mark.parametrize(
    "damage", [lambda blob: blob[:-1], lambda blob: blob + b"x", lambda blob: b"\0\0\0\x09" + blob[4:], lambda _: b""]
)
def test_a_damaged_fold_is_told(damage):
    with pytest.raises(BrokenEditionError):
        restore(damage(fold(b"kept cold and dry", b"kept warm and dry")), b"kept warm and dry")


def record(version, storage, uses="Zelvora is indicated for the treatment of adults with hives."):
    return {
        "set_id": SET_ID,
        "id": f"6f1d2c3b-0a49-4c5e-8d7f-00000000000{version}",
        "version": str(version),
        "effective_time": f"2024010{version}",
        "indications_and_usage": [f"1 INDICATIONS AND USAGE {uses}"],
        "storage_and_handling": [f"16.2 Storage {storage}"],
        "openfda": {"brand_name": ["Zelvora"], "generic_name": ["NORVEXIN"]},
    }


@pytest.fixture
def built(tmp_path):
    cold, warm = "Store Zelvora in a refrigerator at 36F to 46F.", "Store Zelvora at 68F to 77F."
    records = [
        record(1, cold),
        record(2, cold),
        record(3, warm),
        record(4, warm, "Zelvora is for the treatment of adults with hives."),
    ]
    source = tmp_path / "labels.json"
    source.write_bytes(msgspec.json.encode({"results": records}))
    return build([source], tmp_path / "out", workers=1)


def test_an_unchanged_text_is_stored_once(built):
    with closing(sqlite3.connect(built.path / "records.sqlite")) as connection:
        whole = connection.execute("SELECT count(*) FROM texts WHERE base IS NULL").fetchone()[0]
        stored = connection.execute("SELECT count(*) FROM texts WHERE text IS NOT NULL").fetchone()[0]
        sections = connection.execute("SELECT count(*) FROM sections").fetchone()[0]
    assert sections == 4 * whole
    assert stored == whole + 2, "the older use and the older storage, once each"


def test_every_version_reads_as_it_was_and_verifies(built):
    assert not verify(built.path).problems
    with open_edition(built.path) as edition:
        texts = {
            label.version: [section.text for section in edition.section_tree(label.key).values()]
            for label in edition.versions(SET_ID)
        }
        facts = {
            label.version: [fact.value.low_f for fact in edition.facts(label.key, "storage")] for label in edition.versions(SET_ID)
        }
        cut = {label.version: len(edition.passages(label.key, "indications_and_usage")) for label in edition.versions(SET_ID)}
    assert [any("36F" in text for text in texts[version]) for version in (1, 2, 3, 4)] == [True, True, False, False]
    assert [facts[version] for version in (1, 2, 3, 4)] == [[36.0], [36.0], [68.0], [68.0]]
    assert set(cut.values()) == {1}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE texts SET base = key WHERE base IS NOT NULL",
        "UPDATE texts SET base = 1 WHERE base IS NOT NULL",
        "UPDATE facts SET base = 99 WHERE base IS NOT NULL",
        "UPDATE texts SET base = (SELECT min(key) FROM texts) WHERE key = (SELECT max(key) FROM texts)",
    ],
)
def test_verify_finds_a_fold_that_leads_astray(built, change):
    from plainlabel.edition import manifest as manifests

    with closing(sqlite3.connect(built.path / "records.sqlite")) as connection, connection:
        connection.execute(change)
    stated = manifests.read_manifest(built.path)
    manifests.write_manifest(built.path, msgspec.structs.replace(stated, files=manifests.file_entries(built.path)))
    assert verify(built.path).problems
