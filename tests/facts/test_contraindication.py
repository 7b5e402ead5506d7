"""Contraindications of invented labels: lists, substances, what stands before "contraindicated"."""

import pytest

from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.source import Source

CODE = "34070-3"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "ZORFAN is contraindicated in patients with hypersensitivity to morfan or dorfan.",
            ["hypersensitivity to morfan", "hypersensitivity to dorfan"],
        ),
        ("ZORFAN is contraindicated in people with allergy to any component of the cream.", ["allergy to components"]),
        ("ZORFAN is contraindicated in patients with asthma; red ears; stiff toes.", ["asthma", "red ears", "stiff toes"]),
        ("ZORFAN is contraindicated in patients with asthma, migraine, or gout.", ["asthma", "migraine", "gout"]),
        ("The concomitant use of morfan is contraindicated because toes may decay.", ["morfan"]),
        ("ZORFAN is contraindicated with: Concomitant use of morfan. Stiff toes.", ["Concomitant use of morfan", "Stiff toes"]),
        ("None.", []),
        (
            "ZORFAN is contraindicated in patients with hypersensitivity to morfan or any of its components.",
            ["hypersensitivity to morfan", "hypersensitivity to components"],
        ),
        (
            "ZORFAN is contraindicated in patients with active cardiac, renal or hepatic disease.",
            ["active cardiac disease", "active renal disease", "active hepatic disease"],
        ),
        ("ZORFAN is contraindicated in patients taking morfan, dorfan, or torfan.", ["morfan", "dorfan", "torfan"]),
        ("ZORFAN is contraindicated in gout. Toes were lost in one man.", ["gout"]),
    ],
)
def test_terms(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_the_text_of_a_subsection_says_more_than_its_title(label, section):
    parent = section(CODE, number="4")
    one = section(
        None, "ZORFAN is contraindicated in patients with red ears; stiff toes.", number="4.1", title="Ears, Toes", parent=CODE
    )
    assert [fact.value.term for fact in contraindications(Source(label(parent, one)))] == ["red ears", "stiff toes"]
