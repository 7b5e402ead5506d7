"""Functional studies of invented labels."""

import pytest

from plainlabel.facts.functional_study import functional_studies
from plainlabel.facts.kinds import FunctionalStudy
from plainlabel.facts.source import Source


@pytest.fixture
def found(label, section):
    """Returns a function that gives the functional studies a section of that code reports."""
    return lambda code, text: [fact.value for fact in functional_studies(Source(label(section(code, text))))]


@pytest.mark.parametrize(
    ("code", "text", "subject", "result"),
    [
        ("43681-6", "In a thorough QT study ZORFAN did not prolong the QTc interval.", "QT", "no effect"),
        ("43681-6", "In a study ZORFAN prolonged the QT interval by 12 ms.", "QT", "effect"),
        ("43681-6", "A formal QT study has not been conducted.", "QT", "not studied"),
        ("34084-4", "In controlled studies there were no significant changes of the QT interval on ZORFAN.", "QT", "no effect"),
        ("43681-6", "QTc was assessed in a study. No large mean increase was seen.", "QT", "no effect"),
        (
            "43685-7",
            "In a study of 80 adults antibody responses to a vaccine were similar on ZORFAN.",
            "vaccine response",
            "no effect",
        ),
        ("43685-7", "The response to live vaccines has not been evaluated.", "vaccine response", "not studied"),
        ("43685-7", "In a driving study in volunteers ZORFAN impaired driving performance.", "driving", "effect"),
        ("34086-9", "In animal studies ZORFAN showed no abuse potential.", "abuse potential", "no effect"),
        ("34086-9", "In a human abuse potential study drug liking was greater than on placebo.", "abuse potential", "effect"),
        ("43681-6", "ZORFAN did not induce phototoxicity in a study of healthy skin.", "phototoxicity", "no effect"),
        ("43681-6", "In a trial adrenal suppression was seen in 5 of 32 subjects.", "adrenal suppression", "effect"),
    ],
)
def test_results(found, code, text, subject, result):
    assert found(code, text) == [FunctionalStudy(subject, result)]


def test_a_result_comes_before_what_was_not_studied(found):
    text = "The response to live vaccines has not been studied. In a trial antibody responses to a killed vaccine were reduced."
    assert found("43685-7", text) == [FunctionalStudy("vaccine response", "effect")]


def test_a_warning_is_no_study(found):
    assert found("43685-7", "ZORFAN may impair the ability to drive.") == []


def test_levels_of_hormones_are_no_adrenal_study(found):
    assert found("43681-6", "In a study ZORFAN had no effect on cortisol and insulin.") == []


def test_a_result_without_the_word_study_counts_in_pharmacodynamics(found):
    assert found("43681-6", "At 3 times the dose ZORFAN did not prolong the QT interval.") == [FunctionalStudy("QT", "no effect")]


def test_patients_at_risk_are_no_study(found):
    assert found("43685-7", "The trial excluded patients with a QTc above 480 ms.") == []


def test_phototoxicity_in_animals(found):
    text = "A phototoxicity study in rats demonstrated that zorfanib has a slight potential for phototoxicity."
    assert found("34091-9", text) == [FunctionalStudy("phototoxicity", "effect")]
