"""A pattern's name stands once: a second one would silently take the first's place."""

from collections import Counter
from importlib.resources import files


def test_no_name_of_a_pattern_stands_twice():
    folder = files("plainlabel.vocabulary")
    tables = [one for one in folder.iterdir() if one.name.startswith("fact_patterns") and one.name.endswith(".tsv")]
    names = Counter(
        line.split("\t")[0]
        for table in tables
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    assert [name for name, times in names.items() if times > 1] == []
