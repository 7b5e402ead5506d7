"""Temperatures, durations, ages and weights in the many ways labels write them."""

# ruff: noqa: RUF001 - labels are written with several dashes, and so are these samples.

import pytest

from plainlabel.facts.population import Population, population
from plainlabel.facts.quantities import duration, number, several, temperatures


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at 2°C to 8°C (36°F to 46°F)", (2, 8, 36, 46)),
        ("at 36°F to 46°F (2°C to 8°C)", (2, 8, 36, 46)),
        ("at 20° to 25°C (68° to 77°F)", (20, 25, 68, 77)),
        ("at 20 to 25 ºC", (20, 25, None, None)),
        ("at 2-8°C", (2, 8, None, None)),
        ("at 2ºC–8ºC", (2, 8, None, None)),
        ("between 20˚-25˚C, (68˚-77˚F)", (20, 25, 68, 77)),
        ("between 20°C and 25°C", (20, 25, None, None)),
        ("at 77 o F (25 o C)", (25, 25, 77, 77)),
        ("at 25°C (77°F)", (25, 25, 77, 77)),
        ("below 30°C (86°F)", (None, 30, None, 86)),
        ("up to 77°F (25°C)", (None, 25, None, 77)),
        ("up to a maximum of 25°C", (None, 25, None, None)),
        ("at 20°–25°C (77°–68°F)", (20, 25, 68, 77)),
        ("at -25°C to -15°C (-13°F to 5°F)", (-25, -15, -13, 5)),
        ("at 36ºF", (None, None, 36, 36)),
        ("not to exceed 30 degrees C", (None, 30, None, None)),
    ],
)
def test_temperatures(text, wanted):
    assert tuple(temperatures(text)) == wanted


@pytest.mark.parametrize("text", ["", "25 mg", "Vitamin C", "20-25 patients", "1.14 mL", "from 20°C–25"])
def test_no_temperature(text):
    assert temperatures(text) is None


def test_several_ranges_are_noticed():
    assert several("at 2°C to 8°C or at 20°C to 25°C")
    assert not several("at 2°C to 8°C (36°F to 46°F)")


@pytest.mark.parametrize(
    ("count", "unit", "wanted"),
    [("14", "days", ("days", 14)), ("6", "weeks", ("days", 42)), ("two", "hours", ("hours", 2)), ("1", "year", ("months", 12))],
)
def test_durations(count, unit, wanted):
    assert duration(count, unit) == wanted


def test_a_word_that_is_no_number():
    with pytest.raises(ValueError, match="many"):
        number("many")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("adult patients with itch", Population(adults=True)),
        ("adults and babies aged 6 months and older with itch", Population(6, None, None, True)),
        ("patients 12 years of age and older", Population(144, None, None, True)),
        ("itchy patients aged 1 year and older, weighing at least 15 kg", Population(12, None, 15.0, True)),
        ("pediatric patients 6 to 17 years of age", Population(72, 204, None, False)),
        ("children aged 2 years to less than 12 years", Population(24, 144, None, False)),
        ("adults and adolescents (12 years and older)", Population(144, None, None, True)),
        ("children ≥ 2 years of age", Population(24, None, None, True)),
        ("pediatric patients at least 5 years old", Population(60, None, None, True)),
        ("patients weighing 40 kg or more", Population(None, None, 40.0, None)),
        ("patients with itch for at least 3 months", Population()),
        ("patients who had surgery within 12 months", Population()),
        ("itch", Population()),
    ],
)
def test_populations(text, wanted):
    assert population(text) == wanted
