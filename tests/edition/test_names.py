"""All names of an edition."""

import pytest

from plainlabel.edition.medicines import medicines
from plainlabel.edition.names import fold, names
from plainlabel.edition.records import LabelRecord
from plainlabel.label import ActiveIngredient, PharmClass, Product


def label(key, name, *substances, generic=None, route="ORAL", classes=()):
    product = Product(
        name=name,
        generic=generic or " AND ".join(substances),
        routes=(route,),
        active=tuple(ActiveIngredient(one) for one in substances),
        application="NDA000001",
    )
    return LabelRecord(key, f"set-{key}", 1, "2024-01-01", "spl", "", standing=True, products=(product,), classes=classes)


LABELS = (
    label(1, "ZOLVEXA PRESSAIR", "ZOLVEXAMINE HYDROCHLORIDE", classes=(PharmClass("EPC", "Zolvex Receptor Blocker"),)),
    label(2, "zolvexamine", "ZOLVEXAMINE HYDROCHLORIDE", route="TOPICAL"),
    label(3, "Duozol 20 mg", "ZOLVEXAMINE HYDROCHLORIDE", "ALBIDRINE"),
    label(4, "Belmab", "BELCITUMAB", generic="BELCITUMAB-QRST", route="SUBCUTANEOUS"),
    label(5, "Tylenol", "ZOLVEXAMINE HYDROCHLORIDE", route="RECTAL"),
)


@pytest.fixture(scope="module")
def rows():
    found = {}
    for name in names(LABELS, medicines(LABELS)):
        found.setdefault(name.key, []).append(name)
    return found


@pytest.mark.parametrize(
    ("asked", "kind", "ingredients"),
    [
        ("zolvexamine", "ingredient", ("zolvexamine",)),
        ("Zolvexamine Hydrochloride", "generic", ("zolvexamine",)),
        ("Zolvexa Pressair", "brand", ("zolvexamine",)),
        ("Zolvexa", "brand", ("zolvexamine",)),
        ("Duozol", "brand", ("albidrine", "zolvexamine")),
        ("albidrine and zolvexamine", "generic", ("albidrine", "zolvexamine")),
        ("zolvexamine/albidrine", "generic", ("albidrine", "zolvexamine")),
        ("belcitumab-qrst", "generic", ("belcitumab",)),
        ("belcitumab", "ingredient", ("belcitumab",)),
    ],
)
def test_names_of_labels(rows, asked, kind, ingredients):
    (name,) = rows[fold(asked)]
    assert (name.kind, name.ingredients, name.source) == (kind, (ingredients,), "label")
    assert name.medicines


def test_an_ingredient_stands_for_its_own_medicines_only_the_usual_form_first(rows):
    assert rows["zolvexamine"][0].medicines == ("zolvexamine", "zolvexamine/skin", "zolvexamine/rectal")


def test_a_brand_puts_its_own_medicine_first(rows):
    assert rows["zolvexa pressair"][0].medicines[0] == "zolvexamine"


def test_what_a_label_calls_itself_goes_before_the_vocabulary(rows):
    (name,) = [one for one in rows["tylenol"] if one.kind == "brand"]
    assert (name.ingredients, name.source) == ((("zolvexamine",),), "label")


def test_the_vocabulary_reaches_beyond_the_labels(rows):
    (name,) = rows["xanax"]
    assert (name.kind, name.ingredients, name.medicines, name.source) == ("brand", (("alprazolam",),), (), "rxnorm")
    assert rows["paracetamol"][0].ingredients == (("acetaminophen",),)


def test_a_brand_of_the_vocabulary_puts_the_forms_it_is_known_in_first():
    labels = (label(1, "semaglutide", "SEMAGLUTIDE"), label(2, "semaglutide", "SEMAGLUTIDE", route="SUBCUTANEOUS"))
    found = {name.name: name.medicines for name in names(labels, medicines(labels))}
    assert found["semaglutide"] == ("semaglutide", "semaglutide/injection")
    assert found["Ozempic"] == ("semaglutide/injection", "semaglutide")


def test_classes_have_members(rows):
    (name,) = rows["zolvex receptor blocker"]
    assert (name.kind, name.ingredients, name.medicines) == (
        "class",
        (("zolvexamine",),),
        ("zolvexamine", "zolvexamine/skin", "zolvexamine/rectal"),
    )
    (statin,) = rows["statin"]
    assert ("atorvastatin",) in statin.ingredients
    assert ("nystatin",) not in statin.ingredients


def test_names_are_sorted_and_keys_folded():
    found = names(LABELS, medicines(LABELS))
    assert [name.key for name in found] == sorted(name.key for name in found)
    assert all(fold(name.name) == name.key for name in found)
    assert names(LABELS[::-1], medicines(LABELS)) == found
