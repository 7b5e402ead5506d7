"""What the doses of an invented label say together, and the conditions that keep equal doses apart."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.dosage_conditions import Approved, row_condition
from plainlabel.facts.source import Source

GOUT = "ZORFAN is indicated for gout, heart failure and macular edema following retinal vein occlusion (RVO)."


@pytest.fixture
def read(label, section):
    def build(*texts, title="", indications=GOUT):
        parts = [section("34067-9", indications)]
        parts += [section("34068-7", text, title=title, section_id=f"dose{place}") for place, text in enumerate(texts)]
        return [fact.value for fact in dosages(Source(label(*parts)))]

    return build


@pytest.fixture
def approved(label, section):
    return Approved(Source(label(section("34067-9", GOUT))))


def test_the_same_dose_for_two_conditions_is_two(read):
    text = "Heart Failure Administer 10 mg once daily.\n2. GOUT: Give 10 mg once daily."
    assert [one.condition for one in read(text)] == ["Heart Failure", "GOUT"]


def test_the_condition_of_a_numbered_line_holds_for_the_next(read):
    text = "1. For treatment of gout.\nThe usual dose is 1 mg daily.\n2. For treatment of fever.\nThe usual dose is 1 mg daily."
    assert [one.condition for one in read(text)] == ["gout", "fever"]


def test_the_elderly_are_told_apart(read):
    text = "The starting dose is 10 mg daily. In elderly patients the starting dose is 10 mg daily."
    assert [one.condition for one in read(text)] == [None, "elderly"]


def test_a_title_that_is_a_condition(approved):
    assert approved.at_start("Macular Edema Following Retinal Vein Occlusion (RVO)", lead=False) == (
        "Macular Edema Following Retinal Vein Occlusion"
    )
    assert approved.at_start("Heart Failure Starting Dose", lead=False) == "Heart Failure"
    assert approved.at_start("Recommended Dosage", lead=False) is None
    assert approved.at_start("Following retinal work", lead=True) is None


@pytest.mark.parametrize(
    ("label_", "wanted"),
    [
        ("Adult patients with relapsed norvic lymphoma", "relapsed norvic lymphoma"),
        ("Adults and pediatric patients 12 years and older with gout", "gout"),
        ("Adjuvant treatment of adult patients with melanoma", "melanoma"),
        ("10 to 20 kg", None),
    ],
)
def test_the_condition_of_a_row(label_, wanted):
    assert row_condition(label_) == wanted


def test_how_often_said_apart_from_the_dose(read):
    assert [one.every_hours for one in read("Take ZORFAN tablets orally once daily.\nThe starting dose is 25 mg.")] == [24.0]
    mixed = "Take ZORFAN tablets once daily.\nThe starting dose is 25 mg.\nThe maintenance dose is 50 mg twice daily."
    assert [one.every_hours for one in read(mixed)] == [None, None]


def test_a_name_between_count_and_form(read):
    assert [(one.low, one.unit, one.per_day) for one in read("Administer four (4) ZORFAN capsules three times daily.")] == [
        (4, "capsule", 3.0)
    ]


def test_a_single_dose_in_brackets(read):
    assert [one.once for one in read("On Day 1: Administer ZORFAN 600 mg (as a single dose).")] == [True]


def test_a_transplant_is_no_kidney_disease(read):
    assert len(read("The recommended dose is 720 mg twice daily.", title="Dosage in Adult Kidney Transplant Patients")) == 1


def test_the_name_of_a_product_is_no_condition(read):
    found = read("ZORFAN tablets: Take 5 mg once daily.", title="Recommended Dosage of ZORFAN")
    assert found
    assert not any("ZORFAN" in (one.condition or "") for one in found)


def test_alone_and_beside_another_medicine(read):
    text = (
        "When given in combination with velumab, the recommended dose of ZORFAN is 5 mg once daily. "
        "The recommended dose of ZORFAN as a single agent is 5 mg once daily."
    )
    assert {one.condition for one in read(text)} == {"in combination with velumab", "single agent"}


def test_headings_on_uses_that_ran_into_the_text_part_the_doses(read):
    text = (
        "The recommended dose is 5 mg twice daily. Treatment of Gout The recommended dose is 10 mg twice daily. "
        "Reduction in the Risk of Macular Edema The recommended dose is 2 mg twice daily."
    )
    found = read(text, title="Reduction of Risk of Heart Failure")
    assert [(one.low, one.condition) for one in found] == [
        (5, "reducing the risk of Heart Failure"),
        (10, "Gout"),
        (2, "reducing the risk of Macular Edema"),
    ]


def test_a_dose_for_those_who_fit_a_list_is_none_for_all(read):
    text = (
        "The recommended dose is 5 mg twice daily.\nThe dose is 2 mg twice daily in patients with at least two of the following "
        "characteristics:\n- age greater than or equal to 80 years\n- weight below 60 kg\nAfter 7 days the recommended dose is 6 mg daily."
    )
    assert [(one.low, one.min_age_months) for one in read(text)] == [(5, None), (6, None)]
