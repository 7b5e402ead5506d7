"""What amount a question names: a decimal, a fraction and half a tablet are read whole, never by their last figures."""

import pytest

from plainlabel.answers.told.amounts import amount_named


@pytest.mark.parametrize(
    ("masked", "count", "unit"),
    [
        ("is .25mg too much", 0.25, "mg"),
        ("is 0.25 mg too much", 0.25, "mg"),
        ("can i take 1.5 mg", 1.5, "mg"),
        ("can i take 1,5 mg", 1.5, "mg"),
        ("can i take 0,125mg", 0.125, "mg"),
        ("can i take 1,000 mg", 1000, "mg"),
        ("can i take 1,500.5 mg", 1500.5, "mg"),
        ("can i take calm and 400 mg of it", 400, "mg"),
        ("is 500 micrograms ok", 500, "mcg"),
        ("is 2 grams ok", 2, "g"),
        ("is 4000 mg/day ok", 4000, "mg"),
        ("can i take 1/2 tablet", 0.5, "tablet"),
        ("can i take 1 1/2 tablets", 1.5, "tablet"),
        ("can i take 11\u20442 tablets", 1.5, "tablet"),
        ("can i take half a pill", 0.5, "tablet"),
        ("can i take a half tablet", 0.5, "tablet"),
        ("can i take two and a half pills", 2.5, "tablet"),
        ("can i take 8 \u00f8", 8, "tablet"),
    ],
)
def test_an_amount_is_read_whole(masked, count, unit):
    found = amount_named(masked)
    assert (found.count, found.unit) == (count, unit)


@pytest.mark.parametrize(
    "masked",
    ["is 10 mg/kg ok", "is 10 mg per kg ok", "is twenty five mg ok", "is 325/5 mg ok", "half the dose", "two 500 mg tablets"],
)
def test_what_is_no_whole_amount_is_not_read(masked):
    assert amount_named(masked) is None
