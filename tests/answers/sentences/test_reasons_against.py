"""Reasons not to use a medicine fit what they are: a medicine beside it, a person, what it is taken for."""

import pytest

from plainlabel.answers.sentences.reasons_against import reason_against


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("monoamine oxidase inhibitors", "It must not be used together with monoamine oxidase inhibitors."),
        ("undergoing a sudden stop of alcohol", "It must not be used by people undergoing a sudden stop of alcohol."),
        ("perioperative pain in bypass surgery", "It must not be used for perioperative pain in bypass surgery."),
        ("the setting of a bypass operation", "A reason not to use it: bypass operation."),
        ("seizure disorder", "It must not be used by people with seizure disorder."),
    ],
)
def test_what_stands_before_a_reason(term, told):
    assert reason_against(term) == told
