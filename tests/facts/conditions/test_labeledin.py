"""The LabeledIn benchmark reads marked text and counts as it says. Lines of our own."""

import gzip
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SPEC = importlib.util.spec_from_file_location("labeledin", ROOT / "benchmarks" / "facts" / "labeledin.py")
labeledin = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(labeledin)

LINE = '7|aa|<div> Use </div> For <annotation cui="C1">sore <i>big</i> toe</annotation> or <b>x | y</b> <br>|aa;bb;\n'


@pytest.mark.parametrize("packed", [False, True])
def test_marks_are_read_in_the_plain_text(tmp_path, packed):
    path = tmp_path / ("lines.txt.gz" if packed else "lines.txt")
    path.write_bytes(gzip.compress(LINE.encode()) if packed else LINE.encode())
    (label,) = labeledin.read(path)
    assert label.label == "7"
    assert [label.text[start:end] for start, end in label.spans] == ["sore big toe"]
    assert "<" not in label.text
    assert "x | y" in label.text


def test_measures_count_places_and_strings():
    text = "sore toe and sore toe and itch"
    label = labeledin.Marked("1", text, [(0, 8), (13, 21)])
    totals = labeledin.measures([label], [[(5, 8), (26, 30)]])
    assert totals["mentions, overlapping"][:4] == (1, 2, 1, 2)
    assert totals["mentions, exact"][:4] == (0, 2, 0, 2)
    assert totals["strings, overlapping"][:4] == (1, 2, 1, 1)
    assert totals["strings, exact"].figures == (0.0, 0.0, 0.0)


DEV = ROOT.parent / "shared" / "data" / "label_sections" / "labeledin_indications_dev.txt.gz"


@pytest.mark.shared
@pytest.mark.skipif(not DEV.exists(), reason="the shared data folder is not here")
def test_the_shipped_model_reads_the_development_labels():
    labels = list(labeledin.read(DEV))
    found = [[(one.start, one.end) for one in labeledin.mentions(label.text)] for label in labels]
    assert labeledin.measures(labels, found)["mentions, overlapping"].figures[2] >= 95
