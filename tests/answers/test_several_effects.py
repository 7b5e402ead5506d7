"""Several effects in one question: each is answered, none left out; one effect alone is told as before."""

import pytest

from plainlabel.answers.answer import answer


@pytest.fixture(params=["full", "facts"])
def edition(request):
    return request.getfixturevalue(request.param)


def test_each_effect_of_a_list_is_told(edition):
    given = answer("Does Calmidol cause nausea and dizziness?", edition)
    assert given.type == "side_effects"
    assert "nausea" in given.summary.lower()
    assert "dizz" in given.summary.lower()


def test_an_effect_that_is_not_listed_is_said_so(full):
    given = answer("Does Calmidol cause nausea or hair loss?", full)
    assert given.outcome == "answered"
    assert given.verdict is None
    assert "nausea" in given.summary.lower()
    assert "On hair loss, the label does not say." in given.summary


def test_one_effect_is_answered_by_itself(edition):
    assert answer("Does Calmidol cause nausea?", edition).verdict == "yes"
