"""A dose that came up again: never a second dose on a guess, and never the words on a missed dose."""

import pytest

from plainlabel.answers.answer import answer


@pytest.fixture(params=["full", "facts"])
def edition(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    "question",
    [
        "I threw up an hour after my Calmidol, do I take another?",
        "puked right after taking Calmidol, should I redose",
        "my 4yo spit out half his Calmidol, do I give it again",
        "I vomited my Calmidol 2 hours after taking it. Still covered?",
        "puked 20 minutes after taking my birth control pill",
    ],
)
def test_a_dose_that_came_up_leads_with_no_second_one(question, edition):
    given = answer(question, edition)
    assert given.type == "forgotten_dose"
    assert given.summary.startswith("Do not take or give another dose yet.")
    assert not any(
        "as soon as" in statement.text for statement in given.statements if statement.text.startswith("What it does hold")
    )


@pytest.mark.parametrize("question", ["Does Calmidol make you throw up?", "vomiting since I started Calmidol"])
def test_vomiting_as_an_effect_is_no_lost_dose(question, edition):
    assert answer(question, edition).type == "side_effects"
