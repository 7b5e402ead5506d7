"""Rules for missed doses of invented labels."""

import pytest

from plainlabel.facts.kinds import MissedDose
from plainlabel.facts.missed_dose import missed_doses
from plainlabel.facts.source import Source


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in missed_doses(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "When a dose of ZORFAN was missed, take it as soon as possible. Leave it out, or skip it, when it is nearly time for the next. Do not take two doses together."
            ),
            MissedDose(take="as_soon_as_remembered", near_next="skip", no_double=True),
        ),
        ("If a dose is missed, take the next dose at its usual time.", MissedDose(take="skip")),
        (
            "If a dose is missed, take it as soon as possible on the same day.",
            MissedDose(take="as_soon_as_remembered", same_day=True),
        ),
        (
            "If a dose of ZORFAN is not taken at its usual time, take it as soon as possible on the same day. Never double a dose.",
            MissedDose(take="as_soon_as_remembered", no_double=True, same_day=True),
        ),
        (
            "Do not take a missed dose of ZORFAN within 12 hours of the next dose.",
            MissedDose(until_next_hours=12.0, late="skip"),
        ),
        (
            "If a dose is missed, give it as soon as possible. Thereafter count the schedule from the date of the last dose.",
            MissedDose(take="as_soon_as_remembered", late="take_now_new_schedule"),
        ),
        (
            "When a dose is missed by more than 6 hours, skip it.",
            MissedDose(within_hours=6.0, late="skip"),
        ),
        (
            (
                "Give a missed dose of ZORFAN if there are at least 3 days until the next dose. With less than 3 days before the next dose, skip it."
            ),
            MissedDose(until_next_hours=72.0, late="skip"),
        ),
        (
            "Give a missed dose of ZORFAN unless the next dose is due within 12 hours.",
            MissedDose(until_next_hours=12.0, late="skip"),
        ),
        ("If you miss a dose, call your doctor.", MissedDose(take="ask")),
        (
            "If a dose is missed and more than 2 weeks have passed, restart with the loading dose.",
            MissedDose(within_hours=336.0, late="restart"),
        ),
    ],
)
def test_one_rule(read, section, text, wanted):
    assert read(section("34068-7", text)) == [wanted]


def test_each_schedule_has_its_rule(read, section):
    text = (
        "If a weekly dose is missed, give it as soon as possible and start a new schedule from that date. "
        "If an every 2 week dose is missed, give it within 5 days from the missed dose. "
        "If it is not given within 5 days, give it and start a new schedule based on this date."
    )
    assert read(section("34068-7", text)) == [
        MissedDose(schedule="weekly", take="as_soon_as_remembered", late="take_now_new_schedule"),
        MissedDose(schedule="every 2 weeks", within_hours=120.0, late="take_now_new_schedule"),
    ]


def test_what_patients_are_told_completes_the_rule(read, section):
    dosage = section("34068-7", "If a dose is missed, take it as soon as possible.")
    leaflet = section("42230-3", "If you forget to take a dose, take it when you remember. Never take two doses together.")
    assert read(dosage, leaflet) == [MissedDose(take="as_soon_as_remembered", no_double=True)]


@pytest.mark.parametrize(
    "text", ["Do not miss a dose of ZORFAN.", "If you miss two periods, think of pregnancy.", "Take it daily."]
)
def test_what_is_no_rule(read, section, text):
    assert read(section("34068-7", text)) == []


def test_two_doses_close_together_set_no_limit(read, section):
    text = "When ZORFAN was missed, take it as soon as possible. Never take 2 doses within 12 hours of each other."
    assert read(section("34068-7", text)) == [MissedDose(take="as_soon_as_remembered", no_double=True)]


def test_a_dose_that_is_left_out_has_no_time_limit(read, section):
    text = "Do not give missed doses of ZORFAN. When missed for more than 2 weeks, restart with 5 mg."
    assert read(section("34068-7", text)) == [MissedDose(take="skip")]


@pytest.mark.parametrize(
    "text",
    [
        "If a dose of ZORFAN is missed, give it by Day 10. Skip the missed dose later.",
        "If a dose is missed, skip it in case it was forgotten beyond 10 or 12 hours.",
        (
            "If one dose is missed and the next dose is more than 2 days away, give it as soon as possible. When a tablet is missed, skip the "
            "missed dose."
        ),
    ],
)
def test_a_dose_that_is_left_out_at_some_times_only_is_no_plain_skip(read, section, text):
    assert all(value.take != "skip" for value in read(section("34068-7", text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "If a dose is missed, give it as soon as possible. Give the next scheduled dose at least 5 hours after the missed dose.",
            MissedDose(take="as_soon_as_remembered"),
        ),
        (
            "If a dose is missed, give it as soon as possible that same day.",
            MissedDose(take="as_soon_as_remembered", same_day=True),
        ),
        (
            "If you miss a dose, wait and take your next scheduled dose. Do not take more than 1 dose in one day.",
            MissedDose(take="skip", no_double=True),
        ),
    ],
)
def test_what_is_no_limit_of_time(read, section, text, wanted):
    assert read(section("34068-7", text)) == [wanted]


def test_missed_by_hours_or_more(read, section):
    words = "If a dose is missed by less than 9 hours, take it. If a dose is missed by 9 hours or more, skip it."
    assert read(section("34068-7", words)) == [MissedDose(within_hours=9.0, late="skip")]


def test_a_span_of_weeks_is_no_limit(read, section):
    words = "If a dose is missed and more than 3 weeks and less than 7 weeks have elapsed, give it as soon as possible."
    assert read(section("34068-7", words)) == []
