"""The measure of benchmarks/facts/tac2017.py, on an invented file."""

import gzip
import importlib.util
import json
from pathlib import Path

import pytest

from plainlabel.facts.reactions.mentions import Mention


@pytest.fixture(scope="module")
def tac2017():
    spec = importlib.util.spec_from_file_location("tac2017", Path(__file__).parents[3] / "benchmarks" / "facts" / "tac2017.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sections(tac2017, tmp_path):
    text = "Skin rash and nausea. Nausea was mild."
    events = [
        ["skin rash", "Rash", 1.0, "Rash", 1.0, "0", "9", "human"],
        ["nausea", "Nausea", 2.0, "Nausea", 2.0, "14", "6", "human"],
    ]
    file = tmp_path / "labels.json.gz"
    row = {"label_id": "ZORFAN", "section_name": "adverse reactions", "section_text": text, "adverse_events": events}
    file.write_bytes(gzip.compress(json.dumps([row]).encode()))
    return tac2017.read(file)


def test_strings_count_once_a_label(tac2017):
    score = tac2017.score({"A": {"rash", "fever"}, "B": set()}, {"A": {"rash", "nausea"}, "B": set()})
    assert (score.precision, score.recall, score.f1, score.macro_f1) == (50.0, 50.0, 50.0, 75.0)


def test_a_part_of_a_string_counts_leniently(tac2017, sections):
    found = (Mention(((5, 9),), "rash"), Mention(((14, 20),), "nausea"))
    by_string, by_overlap, exactly = tac2017.lenient(sections, lambda _: found)
    assert by_string.f1 == 100.0
    assert (by_overlap.precision, round(by_overlap.recall)) == (100.0, 67)
    assert (exactly.precision, round(exactly.recall)) == (50.0, 33)


def test_every_occurrence_is_a_place(tac2017, sections):
    assert sorted(tac2017.placed(sections[0])) == [(0, 9), (14, 20), (22, 28)]
