"""Pharmacologic classes of invented labels."""

import msgspec
import pytest

from plainlabel.facts.kinds import ClassFact
from plainlabel.facts.pharm_class import pharm_classes
from plainlabel.facts.source import Source
from plainlabel.label import ActiveIngredient, PharmClass


@pytest.fixture
def found(label, section):
    """Returns a function that gives the names of the classes the label gives itself in a section of that code."""
    return lambda code, text: [fact.value.name for fact in pharm_classes(Source(label(section(code, text))))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ZORFAN is a kinase inhibitor indicated for adults.", ["kinase inhibitor"]),
        ("ZORFAN is a serotonin and norepinephrine reuptake inhibitor indicated for pain.", ["serotonin and norepinephrine reuptake inhibitor"]),
        ("ZORFAN is a human interleukin-12 and -23 antagonist indicated for adults.", ["human interleukin-12 and -23 antagonist"]),
        ("ZORFAN is a beta 3 -adrenergic agonist indicated for adults.", ["beta3-adrenergic agonist"]),
        ("ZORFAN is a cystine-depleting agent indicated for adults.", ["cystine-depleting agent"]),
        (
            "ZORFAN is a combination of alphine, an angiotensin II receptor blocker, and bethine, a thiazide diuretic, indicated for adults.",
            ["angiotensin II receptor blocker", "thiazide diuretic"],
        ),
        ("ZORFAN is a combination of alphine and bethine and is indicated for adults.", []),
    ],
)  # fmt: skip
def test_what_a_label_says_it_is(found, text, names):
    assert found("34067-9", text) == names


def test_a_description_introduces_it(found):
    assert found("34089-3", "Zorfanib is a sulfonamide diuretic.") == ["sulfonamide diuretic"]
    assert found("34089-3", "Zorfanib is a white powder.") == []
    member = "Zorfanib is a member of the amino amide class of local anesthetics."
    assert found("34089-3", member) == ["amino amide local anesthetics"]
    assert found("34089-3", "Capsules contain 150 mg of the rifamycin antimycobacterial agent zorfanib.") == [
        "rifamycin antimycobacterial agent"
    ]


def test_the_purpose_of_an_over_the_counter_label(found):
    assert found("55105-1", "Purpose Antihistamine") == ["Antihistamine"]
    assert found("55105-1", "It relieves many signs of a cold in one night") == []


@pytest.mark.parametrize(
    ("purpose", "names"),
    [
        ("Skin number Nose opener", ["Skin number", "Nose opener"]),
        ("Skin number\nNose opener", ["Skin number", "Nose opener"]),
        ("Skin Protectant", ["Skin Protectant"]),  # Capitals throughout do not tell where another begins.
    ],
)
def test_a_purpose_for_each_active_ingredient(label, section, purpose, names):
    made = label(section("55105-1", purpose))
    active = (ActiveIngredient("zorfanib"), ActiveIngredient("morfanib"))
    both = msgspec.structs.replace(made, products=(msgspec.structs.replace(made.products[0], active=active),))
    assert [fact.value.name for fact in pharm_classes(Source(both))] == names


def test_the_classes_of_the_record_come_first(label, section):
    made = msgspec.structs.replace(
        label(section("34067-9", "ZORFAN is a kinase inhibitor indicated for adults.")),
        classes=(PharmClass("EPC", "Kinase Inhibitor", "N1"),),
    )
    assert [fact.value for fact in pharm_classes(Source(made))] == [
        ClassFact("EPC", "Kinase Inhibitor", "N1"),
        ClassFact("label", "kinase inhibitor"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ZORFAN contains zorfanib, a selective dopamine reuptake inhibitor, in the form of its salt.", ["selective dopamine reuptake inhibitor"]),
        ("ZORFAN is a selective inhibitor of dopamine hydroxylase.", ["selective inhibitor of dopamine hydroxylase"]),
        ("ZORFAN is a sterile, clear, topical local anesthetic for the eye.", ["topical local anesthetic"]),
    ],
)  # fmt: skip
def test_the_description(found, text, names):
    assert found("34089-3", text) == names


def test_the_highlights_speak_where_the_full_text_is_silent(label, section):
    one = section("34067-9", "ZORFAN is indicated for gout.", highlight="ZORFAN is a kinase inhibitor indicated for gout. ( 1 )")
    described = section("34089-3", "ZORFAN is a purified human enzyme.")
    assert [fact.value.name for fact in pharm_classes(Source(label(one, described)))] == ["kinase inhibitor"]
