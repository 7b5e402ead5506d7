"""Times and figures in words."""

import pytest

from plainlabel.action.spans import figure, interval, listed, span


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((5, 5), "5 hours"),
        ((1, 1), "1 hour"),
        ((1, 2), "1 to 2 hours"),
        ((22, 96), "22 hours to 4 days"),
        ((72, 120), "3 to 5 days"),
        ((0.05, 0.05), "3 minutes"),
        ((40, 60), "40 to 60 hours"),
        ((504, 504), "3 weeks"),
        ((24 * 300, 24 * 300), "10 months"),
        ((24 * 366 * 3, 24 * 366 * 3), "3 years"),
    ],
)
def test_each_end_is_told_in_the_unit_that_reads_best(hours, words):
    assert span(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (24, "every day"),
        (336, "every 2 weeks"),
        (12, "every 12 hours"),
        (600, "every 25 days"),
        (1, "every hour"),
        (0.5, "every 0.5 hours"),
    ],
)
def test_the_time_between_doses(hours, words):
    assert interval(hours) == words


def test_figures_and_lists():
    assert [figure(value) for value in (0.456, 1.0, 9.4, 9.6, 123.4)] == ["0.46", "1", "9.4", "10", "123"]
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
