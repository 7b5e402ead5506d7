"""What interacts with a medicine is known under every name that labels and people use for it."""

import pytest

from plainlabel.vocabulary.partner_names import other_name, other_names, partner_name, same_partner


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("MAO inhibitors", "monoamine oxidase inhibitors"),
        ("MAOIs", "monoamine oxidase inhibitors"),
        ("CNS Acting Drugs", "CNS-active drugs"),
        ("QTc Prolonging Drugs", "drugs that prolong the QT interval"),
        ("agents known to prolong the QT interval", "drugs that prolong the QT interval"),
        ("immunosuppressive therapies", "immunosuppressants"),
        ("drugs that are primarily metabolized by CYP2D6", "CYP2D6 substrates"),
        ("Drugs Metabolized by P450 2D6", "CYP2D6 substrates"),
        ("strong inhibitors of cytochrome P4501A2", "strong CYP1A2 inhibitors"),
        ("potent inducers of CYP3A4", "strong CYP3A4 inducers"),
        ("Strong and Moderate CYP3A Inhibitors", "moderate or strong CYP3A inhibitors"),
        ("P-glycoprotein inhibitors", "P-gp inhibitors"),
        ("drugs that inhibit CYP2C9", "CYP2C9 inhibitors"),
        ("norvexin", None),
        ("other drugs", None),
    ],
)
def test_a_partner_has_one_name_whatever_it_is_called(written, name):
    assert partner_name(written) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("therapies that may increase the risk of fever", "agents that may increase the risk of fever", True),
        ("toe relaxants", "Other Toe Relaxants", True),
        ("strong CYP3A inhibitors", "CYP3A inhibitors", False),
        ("CYP3A inhibitors", "CYP3A inducers", False),
        ("CYP2D6 substrates", "CYP2D6 inhibitors", False),
        ("oral anticoagulants", "anticoagulants", False),
        ("loop diuretics", "thiazides", False),
        ("H1 blockers", "H2 blockers", False),
    ],
)
def test_two_phrases_name_one_partner_only_where_they_mean_the_same(one, other, same):
    assert same_partner(one, other) is same


def test_an_abbreviation_of_the_label_is_spelled_out():
    assert partner_name("ZMOs", {"ZMO": "monoamine oxidase inhibitor"}) == "monoamine oxidase inhibitors"


def test_a_name_in_other_letters_or_number_is_no_other_name():
    assert other_name("Anticoagulant") is None
    assert other_name("blood thinners") == "anticoagulants"


def test_a_class_is_looked_for_under_all_its_names():
    assert "monoamine oxidase inhibitors" in other_names("MAO inhibitors")
    assert other_names("norvexin") == ()
