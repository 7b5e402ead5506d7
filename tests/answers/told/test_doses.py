"""Which doses fit a person."""

from types import SimpleNamespace

from plainlabel.answers.told.doses import for_person
from plainlabel.facts.kinds import Dosage
from plainlabel.questions.question import Person


def test_a_dose_for_one_weight_fits_that_weight_alone():
    doses = [(None, Dosage("usual", 35, 35, "mg", min_weight_kg=weight, max_weight_kg=weight)) for weight in (20.0, 25.0)]
    person = SimpleNamespace(age_years=None, child=False, weight_kg=25.0)
    assert [value.min_weight_kg for _, value in for_person(doses, person)] == [25.0]


def test_a_light_child_of_unknown_age_gets_no_dose_from_12_years_on():
    from_12 = Dosage("usual", 1, 1, "tablet", every_hours=4, min_age_months=144)
    assert for_person([(None, from_12)], Person(weight_kg=18, child=True)) == []
    assert for_person([(None, from_12)], Person(weight_kg=45, child=True))
    assert for_person([(None, from_12)], Person(child=True))


def test_a_child_of_unknown_age_gets_the_doses_of_children():
    of_children = Dosage("usual", 1, 1, "mg/kg", max_weight_kg=70.0, adults=False)
    of_anyone = Dosage("usual", 50, 50, "mg")
    assert [value for _, value in for_person([(None, of_children), (None, of_anyone)], Person(weight_kg=30, child=True))] == [
        of_children
    ]
