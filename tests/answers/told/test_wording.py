"""A composed sentence is as narrow as the words it cites; every sentence is ours."""

import pytest

from plainlabel.answers.told.wording import as_narrow


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Usual dose (children 5 years and older): 2 mg.",
            "Over 5 years of age: 2 mg.",
            "Usual dose (children over 5 years): 2 mg.",
        ),
        ("Usual dose (children 5 years and older): 2 mg.", "Children 5 years and over: 2 mg.", None),
        ("Usual dose (children 5 years and older): 2 mg.", "Aged 5 years of age and older, or over 5 years.", None),
        ("Usual dose (glimmer, children): 2 mg.", "Adolescents take 2 mg.", "Usual dose (glimmer, teenagers): 2 mg."),
        ("Usual dose (glimmer, children): 2 mg.", "Pediatric patients and adolescents take 2 mg.", None),
        ("5 mg: white and off-white.", "White to off white tablets", "5 mg: white to off-white."),
        ("5 mg: white and blue.", "A white and blue capsule", None),
        ("Usual dose: 5 mg every 4 hours.", "5 mg every 4 to 6 hours", "Usual dose: 5 mg every 4 to 6 hours."),
        ("Usual dose: 5 mg every 4 hours.", "5 mg every 4 hours, later every 4 to 6 hours", None),
        ("For children 1 to 11 years old.", "from 1 year to less than 11 years", "For children 1 to less than 11 years old."),
        (
            "For children 5 months to 1 year old.",
            "age 5 months to less than 12 months",
            "For children 5 months to less than 1 year old.",
        ),
        ("For children 2 to 11 years old.", "from 2 to 11 years", None),
    ],
)
def test_ages_people_and_ranges_are_those_of_the_words(text, words, expected):
    assert as_narrow(text, words) == (expected or text)


def test_a_dose_for_sound_kidneys_says_so_once():
    cited = "The most is 40 mg in patients with creatinine clearance of at least 60 mL/min."
    told = as_narrow("Most that may be given: 40 mg.", cited, cited)
    assert told == "Most that may be given: 40 mg. In people with creatinine clearance of at least 60 mL/min."
    assert as_narrow(told, cited, cited) == told
    assert as_narrow("Tablet: 40 mg.", cited, cited) == "Tablet: 40 mg."


def test_an_exception_among_reasons_is_told():
    text = "Reasons on the label not to use it: glimmer."
    assert "exception" in as_narrow(text, "Glimmer, except after a fall")
    assert as_narrow(text, "Glimmer") == text
