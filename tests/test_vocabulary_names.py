"""The vocabulary of names: folding, moieties, and what stands in names.tsv."""

import subprocess
import sys
from pathlib import Path

import pytest

from plainlabel.vocabulary import names as vocabulary_names
from plainlabel.vocabulary.names import (
    and_joined,
    class_words,
    composition,
    fold,
    moiety,
    ordinary_words,
    read_table,
    split_generic,
    vocabulary,
)

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "plainlabel" / "vocabulary"


@pytest.fixture(scope="module")
def brands():
    return {fold(entry.name): entry.compositions for entry in vocabulary() if entry.kind == "brand"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zolvexa®", "zolvexa"),
        ("Zolvexa\u2019s", "zolvexa"),
        ("Zolvexa-XR", "zolvexa xr"),
        ("AMLODIPINE/BENAZEPRIL", "amlodipine benazepril"),
        ("amlodipine & benazepril", "amlodipine and benazepril"),
        ("B12", "b 12"),
        ("B-12", "b 12"),
        ("tylenol#3", "tylenol 3"),
        ("Crème", "creme"),
        ("  two   words ", "two words"),
        ("", ""),
    ],
)
def test_fold(text, key):
    assert fold(text) == key
    assert fold(key) == key


@pytest.mark.parametrize(
    ("substance", "expected"),
    [
        ("ATORVASTATIN CALCIUM TRIHYDRATE", "atorvastatin"),
        ("METOPROLOL SUCCINATE", "metoprolol"),
        ("calcium carbonate", "calcium carbonate"),
        ("SODIUM CHLORIDE", "sodium chloride"),
        ("POTASSIUM CHLORIDE", "potassium chloride"),
        ("LITHIUM CARBONATE", "lithium carbonate"),
        ("FERROUS SULFATE", "ferrous sulfate"),
        ("MAGNESIUM HYDROXIDE", "magnesium hydroxide"),
        ("ZINC OXIDE", "zinc oxide"),
        ("SODIUM PHOSPHATE, DIBASIC, ANHYDROUS", "sodium phosphate, dibasic"),
        ("adalimumab-adbm", "adalimumab"),
        ("(EMAPALUMAB-LZSG)", "emapalumab"),
        ("insulin aspart, human", "insulin aspart"),
        ("HYALURONIDASE (HUMAN RECOMBINANT)", "hyaluronidase"),
        ("isosorbide mononitrate", "isosorbide mononitrate"),
        ("tenofovir disoproxil fumarate", "tenofovir disoproxil"),
        ("paracetamol", "acetaminophen"),
        ("DIVALPROEX SODIUM", "valproic acid"),
        ("zolvexamine hydrochloride", "zolvexamine"),
        ("sulfate", "sulfate"),
    ],
)
def test_moiety(substance, expected):
    assert moiety(substance) == expected


def test_composition_is_sorted_distinct_and_without_diluent():
    assert composition(["ZOLVEXAMINE HYDROCHLORIDE", "ALBIDRINE", "zolvexamine", "WATER"]) == ("albidrine", "zolvexamine")
    assert composition(["WATER"]) == ("water",)


def test_and_joined():
    assert [and_joined("a"), and_joined("ab"), and_joined("abc")] == ["a", "a and b", "a, b and c"]


def test_split_generic():
    assert split_generic("ALBIDRINE, BELCITOL AND ZOLVEXAMINE HYDROCHLORIDE") == (
        "albidrine",
        "belcitol",
        "zolvexamine hydrochloride",
    )


@pytest.mark.parametrize(
    ("brand", "expected"),
    [
        ("xanax", (("alprazolam",),)),
        ("lasix", (("furosemide",),)),
        ("tylenol", (("acetaminophen",),)),
        ("norco", (("acetaminophen", "hydrocodone"),)),
        ("percocet", (("acetaminophen", "oxycodone"),)),
        ("vicodin", (("acetaminophen", "hydrocodone"),)),
        ("suboxone", (("buprenorphine", "naloxone"),)),
        ("entresto", (("sacubitril", "valsartan"),)),
        ("kaopectate", (("bismuth subsalicylate",),)),
        ("tums", (("calcium carbonate",),)),
        ("excedrin", (("acetaminophen", "aspirin", "caffeine"),)),
    ],
)
def test_brands_people_ask_about(brands, brand, expected):
    assert brands[brand] == expected


def test_a_product_line_keeps_its_compositions(brands):
    assert len(brands["nyquil"]) > 1


@pytest.mark.parametrize("word", ["thera", "aquasol", "vicks"])
def test_the_first_word_of_several_brands_stands_for_all_they_hold(brands, word):
    members = {one for name, compositions in brands.items() if name.startswith(f"{word} ") for one in compositions}
    assert len(members) > 1
    assert set(brands[word]) == members


def test_names_are_sorted_small_and_plain():
    rows = list(read_table("names.tsv"))
    keys = [fold(name) for name, *_ in rows]
    assert keys == sorted(keys)
    assert (DATA / "names.tsv").stat().st_size < 2_000_000
    assert {kind for _, kind, *_ in rows} == {"brand", "generic", "ingredient"}
    assert {source for *_, source in rows} == {"rxnorm", "drugsfda"}
    assert len(set(zip(keys, [row[1] for row in rows], strict=True))) == len(rows)


@pytest.mark.parametrize(
    "table", ["salts.tsv", "synonyms.tsv", "class_words.tsv", "everyday.tsv", "plain_words.tsv", "ordinary_words.tsv"]
)
def test_tables_are_rectangular_without_double_rows(table):
    rows = [tuple(row) for row in read_table(table)]
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows)) == len(rows)


def test_synonyms_stand_for_normal_moieties():
    for entry in vocabulary():
        if entry.source == "plainlabel":
            assert all(moiety(one) == one for composition_ in entry.compositions for one in composition_), entry.name


def test_no_ordinary_word_is_an_ingredient():
    ingredients = {fold(entry.name) for entry in vocabulary() if entry.kind == "ingredient" and entry.source != "plainlabel"}
    counted = {word for (word,) in read_table("ordinary_words.tsv")}
    assert not counted & ingredients
    assert {"symptoms", "video"} <= ordinary_words()


def test_class_words():
    words = {word.name: word for word in class_words()}
    assert "HMG-CoA Reductase Inhibitor" in words["statin"].classes
    assert "warfarin" in words["blood thinner"].ingredients
    assert words["water pill"].classes == words["diuretic"].classes


def test_the_loader_names_every_table():
    assert vocabulary_names.everyday_words()["alcohol"] == "food"


@pytest.mark.shared
def test_the_tables_are_built_byte_for_byte(shared, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    code = f"import sys, pathlib, make_names; make_names.VOCABULARY = pathlib.Path({str(tmp_path)!r}); sys.argv = ['', {str(shared)!r}]; make_names.main()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT / "tools")
    for table in ("names.tsv", "ordinary_words.tsv"):
        assert (tmp_path / table).read_bytes() == (DATA / table).read_bytes()
