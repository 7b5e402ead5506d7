"""Forms and strengths of invented labels."""

import msgspec
import pytest

from plainlabel.facts.kinds import Strength
from plainlabel.facts.source import Source
from plainlabel.facts.strength import strengths
from plainlabel.label import ActiveIngredient, Product


def pairs(*found):
    return [Strength(form, amount) for form, amount in found]


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in strengths(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tablets: 5 mg and 10 mg.", [("tablet", "5 mg"), ("tablet", "10 mg")]),
        ("Capsules of 10, 20, and 40 mg.", [("capsule", "10 mg"), ("capsule", "20 mg"), ("capsule", "40 mg")]),
        ("Injection: 300 mg/2 mL (150 mg/mL) in a pen.", [("injection", "300 mg/2 mL")]),
        ("Injection: 1,000 mg per 10 mL in a vial.", [("injection", "1,000 mg/10 mL")]),
        ("For injection: 50 mg of zorfanib as a lyophilized powder.", [("for injection", "50 mg")]),
        ("20 mg delayed-release capsules.", [("delayed-release capsule", "20 mg")]),
        ("Cream, 0.1%.", [("cream", "0.1%")]),
        ("ZORFAN tablets contain zorfanib sodium 12 mg, equivalent to 10 mg of zorfanib.", [("tablet", "10 mg")]),
    ],
)
def test_dosage_forms_and_strengths(read, section, text, wanted):
    assert read(section("43678-2", text)) == pairs(*wanted)


def test_a_form_is_carried_to_the_next_sentence(read, section):
    text = "Tablets: 5 mg: pink, debossed with A. 10 mg: blue, debossed with B."
    assert read(section("43678-2", text)) == pairs(("tablet", "5 mg"), ("tablet", "10 mg"))


def test_a_combination_is_one_strength(label, section):
    sections = (section("43678-2", "Tablets: 5 mg of zorfanib and 20 mg of velumab."),)
    product = Product(name="ZORVEL", active=(ActiveIngredient("zorfanib"), ActiveIngredient("velumab")))
    both = msgspec.structs.replace(label(*sections), products=(product,))
    assert [fact.value for fact in strengths(Source(both))] == pairs(("tablet", "5 mg/20 mg"))


def test_how_supplied_is_read_where_there_is_no_section_on_strengths(read, section):
    assert read(section("34069-5", "ZORFAN 25 mg tablets, bottles of 30.")) == pairs(("tablet", "25 mg"))
    assert read(section("43678-2", "Tablets: 5 mg."), section("34069-5", "ZORFAN 25 mg tablets.")) == pairs(("tablet", "5 mg"))


def test_the_description_is_the_last_source(read, section):
    assert read(section("34089-3", "Each tablet contains 15 mg of zorfanib and lactose.")) == pairs(("tablet", "15 mg"))


@pytest.mark.parametrize(
    "text", ["Store tablets below 25 C.", "A cream in tubes of 30 g.", "The tablets hold 9 mg sodium chloride."]
)
def test_what_is_no_strength(read, section, text):
    assert read(section("34069-5", text)) == []


def combination_of(label, section, text, code="43678-2", names=("A", "B")):
    held = Product(name="ZORFAN", generic=" and ".join(names), active=tuple(ActiveIngredient(name=name) for name in names))
    made = msgspec.structs.replace(label(section(code, text)), products=(held,))
    return [fact.value.strength for fact in strengths(Source(made))]


def test_the_parts_of_a_combination_are_one_strength(label, section):
    three = "Each capsule contains zorfan 10 mg (equivalent to 10.3 mg of the salt), velumab 250 mg and norvexin 12.5 mg."
    assert combination_of(label, section, three, names=("A", "B", "C")) == ["10 mg/250 mg/12.5 mg"]
    assert combination_of(label, section, "Injection: 600 mg zorfan and 10,000 units velumab per 5 mL.") == [
        "600 mg/10,000 units/5 mL"
    ]


def test_a_percentage_says_what_a_gram_holds(read, section):
    assert read(section("43678-2", "Each gram of gel, 0.1%, contains 1 mg of zorfan.")) == pairs(("gel", "0.1%"))


def test_forms_told_by_the_vial_or_the_lead(read, section):
    assert read(section("34069-5", "1 ZORFAN 10 mg vial")) == pairs(("injection", "10 mg"))
    assert read(section("43678-2", "Oral liquid: 1.1 g/mL.")) == pairs(("oral liquid", "1.1 g/mL"))


def test_a_saturation_is_no_strength(read, section):
    assert read(section("43678-2", "Suspension: 80 mg/mL. Keep the saturation > 92%.")) == pairs(("suspension", "80 mg/mL"))


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("43678-2", "Injection: 3 (0.3%), 7 (0.7%) and 9 mg/mL (0.9%).", ["3 mg/mL", "7 mg/mL", "9 mg/mL"]),
        ("43678-2", "Injection: 35 mL (7 g) in a vial.", ["7 g/35 mL"]),
        ("34089-3", "ZORFAN is available as 35 mg and 70 mg capsules.", ["35 mg", "70 mg"]),
        ("55106-9", "Active ingredient (in each caplet) Zorfanib 130 mg", ["130 mg"]),
    ],
)
def test_more_places_of_strengths(read, section, code, text, wanted):
    assert [one.strength for one in read(section(code, text))] == wanted


def test_the_description_of_a_label_with_forms_and_strengths_says_none(read, section):
    forms, described = section("43678-2", "See below."), section("34089-3", "Each tablet contains 35 mg of zorfanib.")
    assert read(forms, described) == []
    assert read(described) == pairs(("tablet", "35 mg"))


def test_a_mass_before_another_part_is_no_salt(section, label):
    text = "Each tablet contains 70 mg of zorfanib, 15 mg of velumab and norvexin fumarate equivalent to 3 mg of norvexin."
    source = label(section("43678-2", text), generic="zorfanib, velumab, and norvexin")
    assert [fact.value.strength for fact in strengths(Source(source))] == ["70 mg/15 mg/3 mg"]
