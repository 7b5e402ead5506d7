"""From facts of a label to a simulation."""

import pytest

from plainlabel.answers.simulated import Asked, simulated, usual_words
from plainlabel.errors import UsageError
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Dosage, Pharmacokinetic


def facts(*values):
    return [Fact(value, Place("section", 0, 1)) for value in values]


HALF_LIFE = Pharmacokinetic("half_life", 6, 8, "hours")


def test_without_a_half_life_nothing_is_computed():
    with pytest.raises(UsageError, match="states no half-life"):
        simulated("Velmora", ("velmorin",), facts(Pharmacokinetic("tmax", 1, 2, "hours")), Asked())


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dosage("usual", 300, 600, "mg", every_hours=12), "300 mg every 12 hours"),
        (Dosage("usual", 50, 50, "mcg", per_day=2), "0.05 mg every 12 hours"),
        (Dosage("usual", 1, 1, "g", every_hours=24), "1000 mg every day"),
        (Dosage("usual", 300, 300, "mg", every_hours=24, per_day=3), None),
        (Dosage("usual", 5, 5, "mg/kg", every_hours=24), None),
        (Dosage("usual", 5, 5, "mg", every_hours=24, adults=False), None),
        (Dosage("usual", 5, 5, "mg"), None),
        (Dosage("usual", 40, 40, "mg", every_hours=336), "40 mg every 2 weeks"),
        (Dosage("maximum", 400, 400, "mg", every_hours=24), None),
        (Dosage("usual", 5, 5, "mg", every_hours=24, condition="elderly"), None),
        (Dosage("usual", 5, 5, "mg", every_hours=24, max_weight_kg=40), None),
    ],
)
def test_the_usual_dose_as_words_of_a_regimen(dose, words):
    assert usual_words(facts(dose)) == words


def test_the_most_of_a_day_is_no_dose_to_repeat():
    told = facts(
        Dosage("maximum", 400, 400, "mg", every_hours=24),
        Dosage("usual", 400, 400, "mg", every_hours=24),
        Dosage("starting", 50, 50, "mg", every_hours=6),
    )
    assert usual_words(told) == "50 mg every 6 hours"


def test_a_highest_dose_of_children_is_none_of_adults():
    told = facts(
        Dosage("maximum", 40, 40, "mg", every_hours=24, adults=False, max_age_months=144),
        Dosage("usual", 80, 80, "mg", every_hours=24),
    )
    assert usual_words(told) == "80 mg every day"


def test_the_course_is_shown_for_some_doses_in_whole_days():
    quick = facts(Pharmacokinetic("half_life", 0.4, 0.4, "hours"), Dosage("usual", 15, 15, "mg", every_hours=24))
    found = simulated("Velmora", ("velmorin",), quick, Asked())
    assert len(found.regimen["doses"]) == 4
    assert found.time_days[-1] == 4


def test_of_a_mix_each_part_is_told_and_the_one_that_stays_longest_is_drawn():
    told = facts(
        Pharmacokinetic("half_life", 6, 6, "hours", of="norvexin"),
        Pharmacokinetic("half_life", 40, 50, "hours", of="velmorin"),
        Dosage("usual", 100, 100, "mg", every_hours=24),
    )
    found = simulated("Velnora", ("velmorin hydrochloride", "norvexin"), told, Asked())
    assert found.relative
    assert found.answers["washout"]["half_life_days"] == pytest.approx((40 / 24, 50 / 24))
    assert any("2 medicines" in line and "velmorin" in line for line in found.assumptions)
    assert any("norvexin: 6 hours" in line for line in found.assumptions)


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


def test_the_weight_counts_where_the_volume_is_stated_by_weight():
    told = facts(HALF_LIFE, Pharmacokinetic("volume", 2, 2, "L/kg"), Dosage("usual", 100, 100, "mg", every_hours=12))
    light, heavy = (simulated("Velmora", ("velmorin",), told, Asked(weight_kg=weight)) for weight in (50, 100))
    tops = [max(found.concentration_mg_per_l["typical"]) for found in (light, heavy)]
    assert tops[0] == pytest.approx(2 * tops[1])
    assert heavy.weight_kg == 100


def test_a_weight_that_counts_for_nothing_is_said_to():
    told = facts(HALF_LIFE, Dosage("usual", 100, 100, "mg", every_hours=12))
    found = simulated("Velmora", ("velmorin",), told, Asked(weight_kg=80))
    assert found.weight_kg is None
    assert any("weight" in line for line in found.warnings)


@pytest.mark.parametrize("weight", [-1, 0, float("nan"), float("inf"), 1e9])
def test_a_weight_that_cannot_be(weight):
    with pytest.raises(UsageError, match="weight"):
        simulated("Velmora", ("velmorin",), facts(HALF_LIFE), Asked(weight_kg=weight))
