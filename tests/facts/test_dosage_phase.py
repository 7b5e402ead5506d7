"""What kind of dose an amount of a sentence is, and how often it is taken, in invented labels."""

import pytest

from plainlabel.facts.dosage_bars import unbarred
from plainlabel.facts.dosage_context import Context
from plainlabel.facts.dosage_frequency import frequencies
from plainlabel.facts.dosage_sentences import doses_of, targets_of


def told(text):
    return [(one.phase, one.low, one.every_hours, one.per_day, one.once) for one in doses_of(text, Context())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Use 300 mg four times daily for a total daily dose of 1200 mg.", [(300, None, 4.0), (1200, 24.0, None)]),
        ("The recommended dose is 35 mg/m2 up to a maximum of 80 mg twice daily.", [(35, None, 2.0), (80, None, 2.0)]),
        ("The usual dose is 10 mg per day in a single or two divided doses.", [(10, 24.0, None), (10, 24.0, 2.0)]),
        (
            "The daily dosage should not exceed four tablets of one kind or two tablets of the other.",
            [(4, 24.0, None), (2, 24.0, None)],
        ),
        (
            "Give 0.5 mg daily for patients weighing less than 20 kg and 1 mg daily for patients weighing 20 kg or more.",
            [(0.5, 24.0, None), (1, 24.0, None)],
        ),
        (
            "For those of: 30 kg or more the usual dose is 20 mg/kg weekly, less than 30 kg the usual dose is 40 mg/kg weekly.",
            [(20, 168.0, None), (40, 168.0, None)],
        ),
        ("Titrate the dose by up to 2 mg/day at weekly intervals.", []),
        ("The dose may be increased by a maximum of 600 mg/day at weekly intervals.", []),
        ("Dose titration: treatment should begin at 25 mg once daily.", [(25, 24.0, None)]),
        ("Doses up to 550 mg/day should be given as a single dose.", []),
    ],
)
def test_amounts_and_how_often(text, wanted):
    free = unbarred(text)
    assert ([(low, every, per_day) for _, low, every, per_day, _ in told(free)] if free else []) == wanted


def test_limits_and_single_doses():
    assert told("Maximum Dose Daily doses of greater than 1150 mg are not recommended.") == [("maximum", 1150, 24.0, None, False)]
    assert told("The recommended dosage is one dose of 600 mg at the first sign.") == [("usual", 600, None, None, True)]
    assert told("If pain does not stop, 2 tablets may be used.") == [("usual", 2, None, None, False)]


def test_both_doses_that_a_step_leads_to():
    found = targets_of("The dose may be increased to 40 mg every week or 80 mg every other week.", Context())
    assert [(one.low, one.every_hours) for one in found] == [(40, 168.0), (80, 336.0)]
    assert targets_of("Titrate doses by up to 2 mg/day.", Context()) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zelvora was evaluated alone, and the recommended dose is 75 mg daily.", "the recommended dose is 75 mg daily."),
        ("Norvexin is effective in doses of 5 mg; the usual dose is 10 mg daily.", "the usual dose is 10 mg daily."),
        ("In severe renal impairment, the recommended dose is 5 mg daily.", None),
        ("The usual dose in patients with normal renal function is 5 mg daily.", ...),
        ("The dose for resistant or intolerant gout is 5 mg daily.", ...),
        ("Zelvora delayed-release tablets 20 mg are taken daily.", ...),
    ],
)
def test_a_trial_does_not_bar_the_recommendation_behind_it(text, kept):
    assert unbarred(text) == (text if kept is ... else kept)


def test_a_choice_of_parts():
    assert [(one.every_hours, one.per_day) for one in frequencies("as a single dose or in two divided doses")] == [
        (24.0, None),
        (None, 2.0),
    ]


def test_the_strength_of_what_is_counted_is_no_dose():
    text = "The maximum recommended dosage is two inhalations of Zelvora 200 mcg/5 mcg twice daily."
    assert told(text) == [("maximum", 2, None, 2.0, False)]


def test_days_of_a_first_dose_and_what_comes_later():
    text = "The recommended schedule is: 350 mg on Day 1, followed 1 week later by 1,000 mg weekly."
    assert told(text) == [("loading", 350, None, None, True), ("maintenance", 1000, 168.0, None, False)]
    text = "The recommended dosage is 284 mg given as a single injection initially, again at 3 months, and then every 6 months."
    assert told(text) == [("loading", 284, None, None, True), ("maintenance", 284, 4320.0, None, False)]


def test_a_step_down_is_no_target():
    assert targets_of("Doses may be titrated down to 2 mg/kg/day by tolerability.", Context()) == []
