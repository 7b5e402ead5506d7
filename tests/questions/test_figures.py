"""Figures of a question are read whole: a decimal is no large figure, whichever way it is written."""

import pytest

from plainlabel.questions.patterns import danger_rules
from plainlabel.questions.person import person_of


@pytest.mark.parametrize(
    ("masked", "taken"),
    [
        ("i took .5 mg instead of .25 mg", True),
        ("i took 1 mg instead of .25 mg", True),
        ("i took 0.5 mg instead of 0.25", True),
        ("i took .25 mg instead of .5 mg", False),
    ],
)
def test_more_than_was_meant_counts_by_the_decimals(masked, taken):
    assert any(rule.kind == "overdose" and rule.told(masked) for rule in danger_rules()) is taken


@pytest.mark.parametrize(
    ("masked", "kg"), [("my son weighs 7.25 kg", 7.25), ("my son weighs 7.5 kg", 7.5), ("a child of 12 kg", 12)]
)
def test_a_weight_is_read_with_all_its_decimals(masked, kg):
    assert person_of(masked).weight_kg == kg


@pytest.mark.parametrize(("masked", "years"), [("for a 1.5 year old", 1.5), ("my 2.5 yr old son", 2.5), ("my 5 year old", 5)])
def test_an_age_is_read_with_its_decimals(masked, years):
    assert person_of(masked).age_years == years
