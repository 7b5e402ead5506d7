"""Enzymes and transporters of invented labels."""

import pytest

from plainlabel.facts.kinds import Metabolism
from plainlabel.facts.metabolism import metabolisms
from plainlabel.facts.metabolism_names import enzymes
from plainlabel.facts.source import Source


@pytest.fixture
def found(label, section):
    """Returns a function that gives what a text says of the medicine's enzymes."""
    return lambda text: [fact.value for fact in metabolisms(Source(label(section("43682-4", text))))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is metabolized primarily by CYP3A4.", [("CYP3A4", "substrate", True, False)]),
        (
            "Zorfanib is mainly metabolized by CYP3A4 and to a lesser extent by CYP2D6.",
            [("CYP3A4", "substrate", True, False), ("CYP2D6", "substrate", False, False)],
        ),
        ("Zorfanib is a substrate of P-glycoprotein (P-gp) and BCRP.", [("P-gp", "substrate", False, False), ("BCRP", "substrate", False, False)]),
        ("Zorfanib is not a substrate of OATP1B1.", [("OATP1B1", "substrate", False, True)]),
        ("Zorfanib is a strong CYP2D6 inhibitor.", [("CYP2D6", "inhibitor", False, False)]),
        ("Zorfanib does not inhibit CYP1A2 or 2B6.", [("CYP1A2", "inhibitor", False, True), ("CYP2B6", "inhibitor", False, True)]),
        ("Zorfanib has a low potential to inhibit CYP1A2.", [("CYP1A2", "inhibitor", False, True)]),
        ("Zorfanib induces CYP3A4.", [("CYP3A4", "inducer", False, False)]),
        ("Zorfanib does not induce metabolism by CYP1A2.", [("CYP1A2", "inducer", False, True)]),
        ("CYP1A2 is the major enzyme responsible for the metabolism of zorfanib.", [("CYP1A2", "substrate", True, False)]),
        ("The primary enzyme involved in zorfanib metabolism is CYP1A2.", [("CYP1A2", "substrate", True, False)]),
        ("Neither zorfanib nor another is a substrate of OCT2.", [("OCT2", "substrate", False, True)]),
    ],
)  # fmt: skip
def test_roles(found, text, told):
    assert found(text) == [Metabolism(*one) for one in told]


def test_two_roles_in_one_sentence(found):
    assert set(found("Zorfanib is not a substrate or inhibitor of OAT1.")) == {
        Metabolism("OAT1", "substrate", negated=True),
        Metabolism("OAT1", "inhibitor", negated=True),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Strong inhibitors of CYP3A4 raise zorfanib.",
        "Zorfanib did not change midazolam, which is metabolized by CYP3A4.",
        "Take zorfanib with drugs primarily metabolized by CYP2C9 only with care.",
        "Zorfanib given with another (an inhibitor of CYP3A4) was tested.",
    ],
)
def test_what_is_said_of_other_medicines(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("CYP1A2, 2B6, and 3A4/5", ["CYP1A2", "CYP2B6", "CYP3A4", "CYP3A5"]),
        ("OATP1B1/1B3", ["OATP1B1", "OATP1B3"]),
        ("cytochrome P450 3A4", ["CYP3A4"]),
        ("MATE2K", ["MATE2-K"]),
        ("UGT) 1A1", ["UGT1A1"]),
    ],
)
def test_enzyme_lists(words, told):
    assert enzymes(words) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib does not inhibit CYP450 enzymes.", [("CYP450", "inhibitor", False, True)]),
        ("Zorfanib does not inhibit the major CYP enzymes (CYP1A2, 2B6).", [("CYP1A2", "inhibitor", False, True), ("CYP2B6", "inhibitor", False, True)]),
        ("No metabolism by CYP2D6 was seen.", [("CYP2D6", "substrate", False, True)]),
        ("Zorfanib is hydrolyzed by plasma esterases.", [("esterases", "substrate", False, False)]),
        ("Zorfanib inhibits organic anion transporter (OAT)1 and OAT3.", [("OAT1", "inhibitor", False, False), ("OAT3", "inhibitor", False, False)]),
        ("Zorfanib is metabolized mainly by CYP3A4 and also by UGT1A1.", [("CYP3A4", "substrate", True, False), ("UGT1A1", "substrate", False, False)]),
    ],
)  # fmt: skip
def test_names_in_full_and_as_a_whole(found, text, told):
    assert found(text) == [Metabolism(*one) for one in told]


def test_what_a_metabolite_is_told_to_be_is_not_the_medicines(found):
    assert found("The metabolites of zorfanib are substrates of OAT3.") == []
