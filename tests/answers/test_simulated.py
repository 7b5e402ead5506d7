"""From facts of a label to a simulation."""

import pytest

from plainlabel.answers.simulated import Asked, simulated, stated, usual_words
from plainlabel.errors import UsageError
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Dosage, Pharmacokinetic


def facts(*values):
    return [Fact(value, Place("section", 0, 1)) for value in values]


HALF_LIFE = Pharmacokinetic("half_life", 6, 8, "hours")


def test_the_figures_of_people_at_large_are_taken():
    found = stated(
        facts(
            HALF_LIFE,
            Pharmacokinetic("half_life", 10, 10, "hours"),
            Pharmacokinetic("half_life", 30, 30, "hours", population="renal impairment"),
            Pharmacokinetic("half_life", 90, 90, "hours", of="a metabolite"),
            Pharmacokinetic("tmax", 1, 2, "hours"),
            Pharmacokinetic("bioavailability", 70, 75, "percent"),
            Pharmacokinetic("volume", 2, 2, "L/kg"),
        )
    )
    assert found.half_life_hours == (6, 10)
    assert found.tmax_hours == (1, 2)
    assert found.bioavailability == (0.7, 0.75)
    assert found.volume_l == (140, 140)


def test_without_a_half_life_nothing_is_computed():
    with pytest.raises(UsageError, match="states no half-life"):
        simulated("Velmora", ("velmorin",), facts(Pharmacokinetic("tmax", 1, 2, "hours")), Asked())


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dosage("usual", 300, 600, "mg", every_hours=12), "300 mg every 12 hours"),
        (Dosage("usual", 50, 50, "mcg", per_day=2), "0.05 mg every 12 hours"),
        (Dosage("usual", 1, 1, "g", every_hours=24), "1000 mg every 24 hours"),
        (Dosage("usual", 300, 300, "mg", every_hours=24, per_day=3), None),
        (Dosage("usual", 5, 5, "mg/kg", every_hours=24), None),
        (Dosage("usual", 5, 5, "mg", every_hours=24, adults=False), None),
        (Dosage("usual", 5, 5, "mg"), None),
    ],
)
def test_the_usual_dose_as_words_of_a_regimen(dose, words):
    assert usual_words(facts(dose)) == words


def test_a_dose_that_is_not_stated_gives_shares_of_the_highest_level():
    found = simulated("Velmora", ("velmorin",), facts(HALF_LIFE, Pharmacokinetic("volume", 40, 40, "L")), Asked())
    assert found.relative
    assert max(found.concentration_mg_per_l["typical"]) == 1
    assert "no dose in mg" in found.warnings[-1]


def test_a_medicine_with_a_published_model_is_taken_by_its_ingredient():
    found = simulated("Zorvexa", ("Dupilumab",), (), Asked(weeks=4, patients=5))
    assert found.medicine == "dupilumab"
    assert found.signal_block is not None


def test_what_is_asked_is_carried_through():
    told = facts(HALF_LIFE, Dosage("usual", 100, 100, "mg", every_hours=12))
    found = simulated("Velmora", ("velmorin",), told, Asked(weeks=1, missed=(3,)))
    assert found.regimen["missed_days"] == [1.0]
    assert found.time_days[-1] == 7
    assert found.answers["missed_dose"] is not None
