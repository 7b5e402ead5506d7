"""The starter that is committed: whole, small, and facts only."""

import shutil
import subprocess
import sys

import pytest

from plainlabel.edition import starter, starter_files, starter_reader
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import verify

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    path = starter.build_starter(starter.FOLDER, tmp_path_factory.mktemp("starter"))
    with open_edition(path) as opened:
        yield opened


def test_the_files_are_those_of_their_summary():
    summary = starter_files.read_summary(starter.FOLDER)
    assert summary.content == starter_files.files_hash(starter.FOLDER)
    assert sum(1 for _ in starter_reader.starter_labels(starter.FOLDER)) == summary.labels
    assert sum(file.stat().st_size for file in starter.FOLDER.iterdir()) < 10 * MEGABYTE


def test_its_edition_is_whole(edition):
    assert verify(edition.path).ok
    assert edition.kind == "facts"
    assert edition.labels > 2000


@pytest.mark.parametrize("name", ["dupixent", "nifedipine", "leuprolide", "prednisone", "montelukast", "atorvastatin"])
def test_medicines_people_ask_about_are_in_it(edition, name):
    keys = [key for found in edition.names(name) for key in found.medicines]
    assert keys
    assert edition.label(edition.medicine(keys[0]).labels[0]).products


def test_the_storage_limit_of_dupixent_is_in_it(edition):
    label = edition.medicine(edition.names("dupixent")[0].medicines[0]).labels[0]
    limits = [fact.value for fact in edition.facts(label, "storage") if fact.value.days == 14]
    assert limits
    assert limits[0].high_c == 25


def test_a_search_finds_a_heading(edition):
    hit = edition.search("dupixent hypersensitivity", limit=1)[0]
    assert "dupixent" in edition.label(hit.label).title.lower()


@pytest.mark.shared
def test_no_sentence_of_a_label_is_in_it(shared, tmp_path):
    shutil.copytree(starter.FOLDER, tmp_path / "starter")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True)
    found = subprocess.run(
        [sys.executable, shared / "tools" / "label_prose.py", tmp_path], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout
