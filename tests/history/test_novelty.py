"""What says something new, and what is the same in other words or in another order."""

import pytest

from plainlabel.facts.kinds import Adjustment
from plainlabel.history.novelty import Beside, figures, says_more
from plainlabel.history.plain import difference
from plainlabel.history.records import FactChange, Spot, TextChange
from plainlabel.history.values import adjusted
from plainlabel.history.words import said

WATCH = "Watch patients on Zelvora for a rash of the whole skin and for fever."


def spot(text):
    return Spot("warnings", "5 Warnings", 0, len(text), text)


def added(text):
    return TextChange("added", new=spot(text))


def removed(text):
    return TextChange("removed", old=spot(text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The vaso-occlusive pain ended.", "The vasoocclusive pain ended.", "marks"),
        ("Keep the 5-mL syringe dry.", "Keep the 5 mL syringe dry.", "marks"),
        ("Watch the liver (5.2).", "Watch the liver.", "references"),
        (
            "Take it twice, see Warnings and Precautions (5.2).",
            "Take it twice, SEE WARNINGS AND PRECAUTIONS ( 5.3 ).",
            "references",
        ),
        ("Platelets <50 stop the treatment.", "Platelets >50 stop the treatment.", "words"),
        ("Store at -20 C.", "Store at 20 C.", "words"),
        ("Give 1-2 tablets.", "Give 12 tablets.", "words"),
        ("Give 2.5 mg.", "Give 25 mg.", "words"),
    ],
)
def test_what_two_texts_differ_in(old, new, expected):
    assert difference(old, new) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Give 300 mg every 2 weeks.", {"300", "2"}),
        ("See Table 3, Figure 2 and Step 11.", set()),
        ("1. Wash your hands.", set()),
        ("Keep at 15-30 C.", {"15", "30"}),
        ("NDC 12345-678-90, lot LD-580-3", set()),
        ("Initial U.S. Approval: 2021", set()),
        ("Revised: 3/2022", set()),
    ],
)
def test_figures_that_say_something(text, found):
    assert figures(text) == found


def test_what_stands_elsewhere_in_the_label_is_neither_new_nor_lost():
    elsewhere = Beside("", f"Other words. {WATCH}", "".join(f"Other words. {WATCH}".split()))
    assert not says_more([added(WATCH)], elsewhere, Beside(WATCH))
    assert not says_more([removed(WATCH)], Beside(WATCH), elsewhere)
    assert says_more([added(WATCH)], Beside(), Beside(WATCH))


def test_another_order_says_nothing_new():
    old, new = "water sugar starch red dye", "WATER STARCH SUGAR RED DYE"
    assert not says_more([removed(old), added(new)], Beside(old), Beside(new))


@pytest.mark.parametrize(
    "text",
    [
        "© 2024 Norvexin Works. All rights reserved.",
        "Manufactured by: Norvexin Works, Elsewhere, Springtown",
        "Rev. 04/2024",
    ],
)
def test_the_imprint_says_nothing_on_the_medicine(text):
    assert not says_more([added(text)], Beside("Take Zelvora with food."), Beside(f"Take Zelvora with food. {text}"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Adjustment("hepatic", True, "severe", "reduce"), "severe liver disease: reduce the dose"),
        (Adjustment("renal", False), "kidney disease: no change of the dose"),
        (
            Adjustment("renal", True, "mild to moderate", None, "children"),
            "mild to moderate kidney disease in children: change the dose",
        ),
        (Adjustment("hepatic", True, None, "contraindicated"), "liver disease: contraindicated"),
    ],
)
def test_a_dose_that_depends_on_an_organ_in_words(change, expected):
    assert adjusted(change) == expected


def test_that_no_age_is_said_is_told_beside_an_age_only():
    assert said(FactChange("new_use", "hives", new="no age said")) == "new use: hives"
    assert said(FactChange("new_use", "hives", new="adults")) == "new use: hives (now: adults)"
    assert said(FactChange("wider_use", "hives", "adults", "no age said")) == "wider use: hives (before: adults; now: no age said)"
