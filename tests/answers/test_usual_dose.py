"""The usual dose of an adult is read in one way, whatever computes with it."""

import pytest

from plainlabel.answers.usual_dose import hours_between, usual_dose, usual_hours
from plainlabel.facts.kinds import Dosage


def dose(amount, phase="usual", unit="mg", every=24.0, **more):
    return Dosage(phase, amount, amount, unit, every_hours=every, **more)


def test_the_dose_to_go_on_with_comes_first():
    kept, usual, first = dose(20, "maintenance"), dose(10), dose(5, "starting")
    assert usual_dose([first, usual, kept]) is kept
    assert usual_dose([first, usual]) is usual
    assert usual_dose([]) is None


def test_a_dose_in_grams_comes_before_one_in_tablets():
    assert usual_dose([dose(2, "maintenance", "tablet"), dose(10)]).unit == "mg"
    assert usual_dose([dose(2, "maintenance", "tablet", 12.0)]).every_hours == 12


@pytest.mark.parametrize(
    "of_few",
    [
        {"adults": False},
        {"max_age_months": 144},
        {"max_weight_kg": 40},
        {"condition": "renal impairment"},
        {"condition": "pediatric patients"},
    ],
)
def test_what_only_some_people_take_is_neither_usual_nor_the_limit_of_all(of_few):
    assert usual_dose([dose(50, **of_few)]) is None
    adult = dose(80)
    assert usual_dose([adult, dose(40, "maximum", **of_few)]) is adult


def test_what_reaches_the_highest_dose_is_that_of_a_whole_day():
    assert usual_dose([dose(80), dose(80, "maximum")]) is None


def test_the_hours_between_doses():
    assert hours_between(dose(5, every=None, per_day=2)) == 12
    assert hours_between(dose(300, per_day=3)) is None
    assert hours_between(dose(5, every=None)) is None


def test_doses_of_several_uses_that_share_one_interval_tell_it():
    twice = {"every": None, "per_day": 2}
    several = [
        dose(10, "loading", **twice),
        dose(5, "loading", **twice),
        dose(2.5, "loading", **twice, condition="renal impairment"),
    ]
    assert usual_dose(several) is None
    assert usual_hours(several) == 12
    assert usual_hours([*several, dose(5, "loading", every=None, per_day=3)]) is None
    assert usual_hours([dose(80), dose(80, "maximum")]) is None
    assert usual_hours([]) is None
