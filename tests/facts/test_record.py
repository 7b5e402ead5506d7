"""Facts of the record of invented labels: products and ingredients."""

import msgspec

from plainlabel.facts.kinds import IngredientFact, ProductFact
from plainlabel.facts.record import ingredients, products
from plainlabel.facts.source import Source
from plainlabel.label import Ingredient, Product


def test_products_and_the_parts_of_a_kit(label):
    part = Product(name="ZORFAN Cream", form="CREAM", active=(Ingredient("ZORFANIB"),))
    kit = Product(name="ZORFAN Kit", form="KIT", parts=(part,))
    made = msgspec.structs.replace(label(), products=(kit, kit))
    assert [fact.value for fact in products(Source(made))] == [
        ProductFact("ZORFAN Kit", "KIT"),
        ProductFact("ZORFAN Cream", "CREAM", active=("ZORFANIB",)),
    ]


def test_active_ingredients_come_first_and_once(label):
    one = Product(name="ZORFAN", active=(Ingredient("ZORFANIB"),), inactive=(Ingredient("STARCH"),))
    made = msgspec.structs.replace(label(), products=(one, one))
    assert [fact.value for fact in ingredients(Source(made))] == [
        IngredientFact("active", "ZORFANIB"),
        IngredientFact("inactive", "STARCH"),
    ]


def test_the_dosage_form_of_the_text(label, section):
    made = label(section("43678-2", "Tablets: 5 mg, round."))
    assert [fact.value for fact in products(Source(made))] == [ProductFact("ZORFAN", "tablet")]


def test_the_active_moiety_is_no_inactive_ingredient(label):
    one = Product(name="ZORFAN", active=(Ingredient("ZORFANIB MEDOXOMIL"),), inactive=(Ingredient("ZORFANIB"),))
    made = msgspec.structs.replace(label(), products=(one,))
    assert [fact.value.name for fact in ingredients(Source(made))] == ["ZORFANIB MEDOXOMIL"]


def test_names_of_the_text_are_added_where_the_substance_is_another(label, section):
    one = Product(name="ZORFAN", active=(Ingredient("ZORFANIB"),), inactive=(Ingredient("STARCH, CORN"),))
    text = "Inactive ingredients: corn starch, talc and FD&C Blue No. 1. Sodium hydroxide may be added to adjust the pH."
    made = msgspec.structs.replace(label(section("34089-3", text)), products=(one,))
    told = [fact.value.name for fact in ingredients(Source(made))]
    assert told == ["ZORFANIB", "STARCH, CORN", "talc", "FD&C Blue No. 1", "sodium hydroxide"]


def test_what_shells_and_tablets_also_contain(label, section):
    text = "The 7 mg capsule shell contains norfine and torfine respectively. Each tablet also contains morfane and dorfane."
    told = [fact.value.name for fact in ingredients(Source(label(section("34089-3", text)))) if fact.value.role == "inactive"]
    assert told == ["norfine", "morfane", "dorfane"]


def test_what_a_vial_holds_beside_the_medicine(label, section):
    text = "Each mL contains 7 mg zorfanib, norfine acetate (3 mg), polysorbate 20 (0.1 mg), and Water for Injection, USP."
    told = [fact.value.name for fact in ingredients(Source(label(section("34089-3", text)))) if fact.value.role == "inactive"]
    assert told == ["norfine acetate", "polysorbate 20"]


def test_excipients_lose_their_amounts_and_grades(label, section):
    text = "Each tablet contains zorfanib and the following excipients: norfine NF, glyceryl mono and didorfate, torfine 3 mg."
    told = [fact.value.name for fact in ingredients(Source(label(section("34089-3", text)))) if fact.value.role == "inactive"]
    assert told == ["norfine", "glyceryl mono and didorfate", "torfine"]


def test_a_salt_by_another_name_and_a_purpose_are_no_ingredients(label, section):
    one = Product(
        name="ZORFAN",
        active=(Ingredient("ZORFANIB"),),
        inactive=(Ingredient("SODIUM PHOSPHATE, DIBASIC, ANHYDROUS"), Ingredient("SODIUM PHOSPHATE, MONOBASIC, MONOHYDRATE")),
    )
    text = (
        "Inactive ingredients: disodium hydrogen phosphate, norfine, "
        "sodium dihydrogen phosphate monohydrate to keep it clear and to provide comfort, and torfine."
    )
    made = msgspec.structs.replace(label(section("34089-3", text)), products=(one,))
    told = [fact.value.name for fact in ingredients(Source(made))][3:]
    assert "norfine" in told
    assert not any("phosphate" in name or "comfort" in name for name in told)
