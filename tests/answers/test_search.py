"""Conditions found by their words, by the beginning of one, and by the other names of a condition."""

import pytest

from plainlabel.answers.search import FoundCondition, _conditions

HELD = tuple(
    FoundCondition(name, ("Zelvora",))
    for name in (
        "severe hypertension",
        "hypertension",
        "migraine",
        "mild pain",
        "somatostatin disorder",
        "reduction of myocardial infarction",
    )
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hypertension", ["hypertension", "severe hypertension"]),
        ("high blood pressure", ["hypertension", "severe hypertension"]),
        ("High Blood Pressure", ["hypertension", "severe hypertension"]),
        ("migrai", ["migraine"]),
        # "MI", another name of a heart attack, is no beginning of "migraine" or "mild".
        ("heart attack", ["reduction of myocardial infarction"]),
        # Words in the middle of another word are not these words.
        ("statin", []),
        ("mi", []),
        ("(.*", []),
    ],
)
def test_conditions_are_found_by_their_names(words, found):
    assert [each.condition for each in _conditions(HELD, words)] == found
