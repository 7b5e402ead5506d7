"""Which figures of a label a course is computed from."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.label_figures import _is_foreign, chosen, words_of
from plainlabel.facts.kinds import Pharmacokinetic


def half(low, high=None, of=None, population=None, bound=None):
    return Pharmacokinetic("half_life", low, low if high is None else high, "hours", of=of, population=population, bound=bound)


def taken(*values, ingredients=("velmorin",)):
    return chosen(values, ingredients).figures.half_life_hours


def test_the_figures_of_the_medicine_in_people_at_large_are_taken():
    found = chosen(
        [
            half(6, 8),
            half(10),
            half(30, population="renal impairment"),
            half(90, of="a metabolite"),
            half(19, of="M1"),
            Pharmacokinetic("tmax", 1, 2, "hours"),
            Pharmacokinetic("bioavailability", 70, 75, "percent"),
            Pharmacokinetic("volume", 2, 2, "L/kg"),
        ],
        ("velmorin",),
    )
    assert found.figures.half_life_hours == (6, 10)
    assert found.figures.tmax_hours == (1, 2)
    assert found.figures.bioavailability == (0.7, 0.75)
    assert found.figures.volume_l == (140, 140)
    assert words_of(found)[0] == "Half-life on the label: 6 to 10 hours."


def test_what_is_longer_than_in_people_who_clear_it_slowly_is_not_of_everybody():
    values = half(6.7), half(5.6), half(19), half(13, population="hepatic impairment"), half(11, population="renal impairment")
    assert taken(*values) == (5.6, 6.7)
    assert "it also states 19 hours" in words_of(chosen(values, ("velmorin",)))[0]


def test_a_figure_in_months_is_an_age_not_a_half_life_where_children_clear_it_in_hours():
    assert taken(half(6, population="children"), half(2.5), half(1.5), half(1460, 4380)) == (1.5, 2.5)


def test_the_quick_first_fall_is_not_put_into_one_range_with_the_last_phase():
    assert taken(half(0.05), half(2.5), half(33)) == (33, 33)
    assert taken(half(12, 28.9), half(0.25)) == (12, 28.9)
    assert taken(half(37, 89), half(21, 43), half(40)) == (21, 89)


def test_men_and_women_are_people_at_large():
    assert taken(half(4, population="males"), half(5, population="women"), half(9, population="elderly")) == (4, 5)


def test_a_label_that_speaks_of_one_group_only_is_computed_and_says_so():
    found = chosen([half(3, population="children"), half(4, population="children")], ("velmorin",))
    assert found.figures.half_life_hours == (3, 4)
    assert any("children" in line for line in words_of(found))


def test_a_bound_is_taken_where_nothing_else_is_stated():
    assert taken(half(2, bound="at_most"), half(1)) == (1, 1)
    found = chosen([half(2, bound="at_most")], ("velmorin",))
    assert found.figures.half_life_hours == (2, 2)
    assert any("at most 2 hours" in line for line in found.told)


def test_without_a_half_life_there_is_nothing():
    assert chosen([Pharmacokinetic("tmax", 1, 2, "hours"), half(0)], ("velmorin",)) is None


@pytest.mark.parametrize("of", ["norvexin", "Norvexin hydrochloride"])
def test_the_parts_of_a_mix_are_told_apart(of):
    found = chosen([half(4, of=of), half(20, of="velmorin"), half(60, of="velmorin metabolite")], ("velmorin", "norvexin"))
    assert found.part == "velmorin"
    assert found.parts == (("velmorin", (20, 20)), ("norvexin", (4, 4)))
    assert found.figures.half_life_hours == (20, 20)


def test_the_spread_in_the_body_is_no_half_life_where_children_clear_it_far_more_slowly():
    groups = (half(18, population="children 3 to 8 years"), half(20, population="elderly"), half(30, population="newborns"))
    assert chosen([half(1), *groups], ("velmorin",)) is None
    assert taken(half(1), half(40), *groups) == (40, 40)
    assert taken(half(1), half(30, population="newborns"), half(20, population="renal impairment")) == (1, 1)


@pytest.mark.parametrize(
    ("text", "of", "foreign"),
    [
        ("It makes the half-life of drenacol longer.", "drenacol", True),
        ("Velmorin is hydrolyzed in the gut to drenacol.", "drenacol", False),
        ("The active metabolite, drenacol, has a half-life of 9 hours.", "drenacol", False),
        ("Velmorin is a prodrug of drenacol.", "drenacol", False),
        ("The half-life of velmorin is 3 hours.", "velmorin", False),
    ],
)
def test_a_figure_of_another_medicine_is_not_of_this_one(text, of, foreign):
    reading = SimpleNamespace(full=True, sections=(SimpleNamespace(id="one"),), text=lambda _: text)
    assert _is_foreign(reading, half(9, of=of), ("velmorin",)) is foreign
