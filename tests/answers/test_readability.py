"""Grades of texts whose counts were made by hand."""

import pytest

from plainlabel.answers.readability import fkgl, smog, syllables, without_names


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("no", 1), ("take", 1), ("label", 2), ("medicine", 3), ("ask", 1), ("doctor", 2), ("called", 1), ("used", 1),
        ("the", 1), ("14", 1), ("pharmacist", 3), ("people", 2), ("warned", 1), ("treated", 2),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_flesch_kincaid_of_a_counted_text():
    # Ten words, two sentences, ten syllables: .39 * 5 + 11.8 * 1 - 15.59 is below 0.
    assert fkgl("The cat sat on mats. The dog ran off home.") == 0.0
    # Seven words, one sentence, eleven syllables.
    assert fkgl("Ask your doctor before you take medicine") == round(0.39 * 7 + 11.8 * 11 / 7 - 15.59, 1)


def test_smog_counts_words_of_three_syllables():
    assert smog("Go home. Sit down.") == 3.1
    assert smog("Medicine is important. Ask.") > 8


def test_names_count_as_one_syllable():
    assert without_names("Take Zorvexa for atopic dermatitis.", ["Zorvexa", "atopic dermatitis"]) == "Take Name for Name."


def test_no_words_have_no_grade():
    assert fkgl("") == 0.0
    assert smog("...") == 0.0
