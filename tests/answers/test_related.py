"""Questions that lead on from an answer: the nearest first, never the one just asked, only what the label can answer."""

import pytest

from plainlabel.answers.answer import answer
from plainlabel.questions.patterns import related_rows
from plainlabel.questions.question import QUESTION_TYPES


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("I missed a dose of Zorvexa", "What is the usual dose of Zorvexa?"),
        ("Who should not take Zorvexa?", "What are the warnings for Zorvexa?"),
        ("side effects of Zorvexa", "Who should not take Zorvexa?"),
    ],
)
def test_the_nearest_question_comes_first(full, question, first):
    assert answer(question, full).related[0] == first


@pytest.mark.parametrize("row", related_rows(), ids=lambda row: row["question"])
def test_no_answer_leads_on_to_its_own_question(full, row):
    asked = row["question"].format(name="Zorvexa")
    given = answer(asked, full)
    assert given.related
    assert asked not in given.related


def test_every_type_named_as_near_is_a_type_of_question():
    assert {near for row in related_rows() for near in row["near"].split(",")} <= set(QUESTION_TYPES)
