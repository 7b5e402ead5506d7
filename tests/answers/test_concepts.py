"""The table of concepts: one search of several finds what each finds alone."""

import pytest

from plainlabel.answers.concepts import concept_of, concepts, is_concept, matches


@pytest.mark.parametrize(
    "masked",
    [
        "can i drink alcohol or drive on \u00f8",
        "does \u00f8 raise blood sugar in kidney disease",
        "is \u00f8 blue",
        "kidney " * 200,
        "",
    ],
)
def test_concepts_tried_together_are_those_found_alone(masked):
    alone = [(match.span(), each.name) for each in concepts() for match in each.asked.finditer(masked)]
    assert [(match.span(), each.name) for match, each in matches(masked)] == alone


@pytest.mark.parametrize("words", ["alcohol", "blue", "kidneys", "heart failure"])
def test_words_as_a_whole(words):
    assert is_concept(words) is any(each.asked.fullmatch(words) for each in concepts())
    first = next((each.piece for each in concepts() if each.asked.search(words)), None)
    assert concept_of(words.upper()) == first


@pytest.mark.parametrize(
    ("masked", "name", "answers", "other"),
    [
        ("can \u00f8 raise my potassium", "high potassium", "hyperkalemia", "hypokalemia"),
        ("k 5.9 on \u00f8", "high potassium", "increased potassium", "hypokalemia"),
        ("does \u00f8 make sodium drop", "low sodium", "hyponatremia", "hypernatremia"),
    ],
)
def test_too_much_of_a_mineral_is_not_too_little(masked, name, answers, other):
    asked = next(each for _, each in matches(masked) if each.name == name)
    assert asked.piece.held(answers)
    assert not asked.piece.held(other)


def test_a_heat_stroke_is_no_stroke():
    names = {each.name for _, each in matches("heat stroke on \u00f8")}
    assert "stroke" not in names
    assert "hot weather" in names
