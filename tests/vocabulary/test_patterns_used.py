"""Every pattern row is asked for by name or stands in another one; none takes time that doubles with each word more."""

import re
import subprocess
import sys
from importlib.resources import files

import pytest

from plainlabel.vocabulary.patterns import pattern

_ASKED = """
import importlib, pkgutil
import plainlabel
from plainlabel.vocabulary import patterns
asked, read = set(), patterns.pattern
patterns.pattern = lambda name: (asked.add(name), read(name))[1]
for module in pkgutil.walk_packages(plainlabel.__path__, "plainlabel."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(*asked, sep="\\n")
"""


def test_every_pattern_is_used():
    folder = files("plainlabel.vocabulary")
    tables = [one for one in folder.iterdir() if one.name.startswith("fact_patterns") and one.name.endswith(".tsv")]
    rows = dict(
        line.split("\t")
        for table in tables
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    told = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True)
    inside = {name for source in rows.values() for name in re.findall(r"⟨(\w+)⟩", source)}
    assert sorted(set(rows) - set(told.stdout.split()) - inside) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("contraindication.whom", "a "),
        ("dosage.row_whom", "children and "),
        ("excerpt.reference", "11"),
        ("group.not_established", "been fully "),
        ("interaction.enzyme", "CYP , "),
        ("interaction.enzyme_names", "BCRP and "),
        ("interaction.generic", "clinically established "),
        ("metabolism.is_before", "§, "),
        ("metabolism.noun_verb", "a, "),
        ("pk.series_dose", "1,"),
        ("uses.numbers", "1"),
    ],
)
def test_a_long_run_of_the_same_words_is_read_to_its_end(name, words):
    """A pattern that could part the run in two ways at each word would not come to an end here."""
    read = pattern(name)
    opened = {"excerpt.reference": "(", "uses.numbers": "(", "group.not_established": "are not ", "metabolism.is_before": "is "}
    text = f"{opened.get(name, '')}{words * 60}!"
    assert read.fullmatch(text) is None
