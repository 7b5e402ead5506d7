"""Limitations of use of invented labels."""

import pytest

from plainlabel.facts.limitation import limitations
from plainlabel.facts.source import Source

USES = "34067-9"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Limitations of Use: ZORFAN is not indicated for the relief of sudden wheeze.", ["relief of sudden wheeze"]),
        ("ZORFAN is not recommended for use in combination with other toe creams.", ["combination with other toe creams"]),
        ("The effectiveness of ZORFAN in red ear has not been established.", ["red ear"]),
        ("ZORFAN has not been studied in patients with stiff toe.", ["stiff toe"]),
        ("The benefit of long-term use has not been shown.", ["long-term use"]),
        ("ZORFAN is not indicated for asthma or migraine.", ["asthma", "migraine"]),
        ("ZORFAN is indicated for stiff toe that is not helped by rest.", []),
        ("ZORFAN is not recommended in patients whose toes have turned blue.", []),
    ],
)
def test_terms(label, section, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(USES, text))))] == terms


def test_elsewhere_only_what_is_not_approved(label, section):
    one = section("43685-7", "ZORFAN is not approved for stiff toe. ZORFAN is not recommended in people with red ear.")
    facts = list(limitations(Source(label(one))))
    assert [fact.value.term for fact in facts] == ["stiff toe"]
    assert one.text[facts[0].place.start : facts[0].place.end] == "ZORFAN is not approved for stiff toe."
