"""Numbers as cells of tables write them."""

import pytest

from plainlabel.facts.table_figures import float_of


@pytest.mark.parametrize(
    ("written", "number"), [("1,204", 1204.0), ("0·7", 0.7), ("\u20130.07", -0.07), ("\u22123", -3.0), ("-2.5", -2.5)]
)
def test_a_number_of_a_cell(written, number):
    assert float_of(written) == number
