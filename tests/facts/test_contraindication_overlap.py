"""Contraindications of medicines that must not overlap, and names of several words that are one."""

import pytest

from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.source import Source

CODE = "34070-3"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            (
                "The use of morfans intended to treat toe disorders with ZORFAN or within 5 weeks of stopping treatment with ZORFAN "
                "is contraindicated because of a risk of blue ears."
            ),
            ["morfans intended to treat toe disorders"],
        ),
        (
            "The use of ZORFAN within 14 days of stopping a morfan intended to treat toe disorders is also contraindicated.",
            ["within 14 days of stopping morfan"],
        ),
        (
            (
                "Starting ZORFAN in a patient who is being treated with morfans such as dorfan or intravenous torfan is also "
                "contraindicated because of a risk of blue ears."
            ),
            ["morfans", "dorfan", "intravenous torfan"],
        ),
        (
            "ZORFAN is contraindicated in patients taking, or within 14 days of stopping, morfans because of a risk of blue ears.",
            ["morfans", "within 14 days of stopping morfans"],
        ),
        (
            "ZORFAN is contraindicated in: Patients with Multiple Endocrine Neoplasia syndrome Blue toes in spring",
            ["Multiple Endocrine Neoplasia syndrome", "Blue toes in spring"],
        ),
        ("Concomitant morfan salt in any form should also not be used.", ["morfan salt"]),
        (
            "2. Patients with urgent reasons for toe surgery including gout, asthma, or migraine are not candidates for ZORFAN.",
            ["urgent reasons for toe surgery", "gout", "asthma", "migraine"],
        ),
        (
            "ZORFAN is contraindicated in patients for whom morfan, dorfan, or other toe creams are contraindicated.",
            ["patients for whom morfan, dorfan, or other toe creams are contraindicated"],
        ),
        ("ZORFAN is contraindicated in patients with toe stiffness associated with", []),
    ],
)
def test_terms(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_names_that_only_references_part(label, section):
    one = section(CODE, "Morfan [see Warnings (5.1)] Dorfan [see Warnings (5.1)] Morfan and dorfan may turn ears blue.")
    assert [fact.value.term for fact in contraindications(Source(label(one)))] == ["Morfan", "Dorfan"]
