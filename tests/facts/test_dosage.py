"""Recommended doses of invented labels."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.dosage_amounts import amounts, route
from plainlabel.facts.dosage_context import condition_of, weights
from plainlabel.facts.dosage_frequency import frequency
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in dosages(Source(label(*sections)))]


def table(rows, caption=None, title=""):
    """Returns a dosage section that holds one table."""
    text, blocks = "", []
    for line in ([[caption]] if caption else []) + rows:
        text += "\n" if text else ""
        kind = "caption" if caption is not None and line == [caption] else "row"
        blocks.append(Block(kind, len(text), len(text) + len("\t".join(line)), table=1))
        text += "\t".join(line)
    return Section("34068-7", "34068-7", "2.1", title, None, text, tuple(blocks))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The recommended dosage is 20 mg once daily.", [Dosage("usual", 20, 20, "mg", 24.0)]),
        ("The recommended dose is 400 mg twice daily.", [Dosage("usual", 400, 400, "mg", per_day=2.0)]),
        ("The recommended dose is 10 to 15 mg/day.", [Dosage("usual", 10, 15, "mg", 24.0)]),
        ("The starting dose is 5 mg orally every 12 hours.", [Dosage("starting", 5, 5, "mg", 12.0, route="oral")]),
        ("Take one (1) caplet daily.", [Dosage("usual", 1, 1, "caplet", 24.0)]),
        ("The maximum dose is 40 mg daily.", [Dosage("maximum", 40, 40, "mg", 24.0)]),
        ("Do not exceed 6 tablets in 24 hours.", [Dosage("maximum", 6, 6, "tablet", 24.0)]),
        ("Doses above 60 mg once daily are not recommended.", [Dosage("maximum", 60, 60, "mg", 24.0)]),
        (
            "The recommended dosage is an initial dose of 90 mg (two 45 mg shots), followed by 45 mg every 2 weeks.",
            [Dosage("loading", 90, 90, "mg", once=True), Dosage("maintenance", 45, 45, "mg", 336.0)],
        ),
        ("Take one 60 mg tablet once daily.", [Dosage("usual", 60, 60, "mg", 24.0, route="oral")]),
        ("Take two 250 mg tablets once daily.", [Dosage("usual", 2, 2, "tablet", 24.0, route="oral")]),
        ("The recommended dose is 60 mg/kg/day in three divided doses.", [Dosage("usual", 60, 60, "mg/kg", 24.0, per_day=3.0)]),
        ("The recommended dose is 1.5 mg/kg as a single dose.", [Dosage("usual", 1.5, 1.5, "mg/kg", once=True)]),
        (
            "For patients weighing 35 kg or more, the recommended dose is 50 mg once weekly.",
            [Dosage("usual", 50, 50, "mg", 168.0, min_weight_kg=35.0)],
        ),
        (
            "The recommended dosage in patients 6 to 11 years of age is 5 mg every other day.",
            [Dosage("usual", 5, 5, "mg", 48.0, min_age_months=72, max_age_months=132, adults=False)],
        ),
        ("Take 5 mg once or twice daily.", [Dosage("usual", 5, 5, "mg", 24.0), Dosage("usual", 5, 5, "mg", per_day=2.0)]),
        (
            "The usual dose is 2 mg, 3 or 4 times a day.",
            [Dosage("usual", 2, 2, "mg", per_day=3.0), Dosage("usual", 2, 2, "mg", per_day=4.0)],
        ),
        (
            "The usual dose is 20 mg daily as a single dose or in two divided doses.",
            [Dosage("usual", 20, 20, "mg", 24.0), Dosage("usual", 20, 20, "mg", 24.0, per_day=2.0)],
        ),
        (
            "The starting dose is 15 mg or 30 mg once daily.",
            [Dosage("starting", 15, 15, "mg", 24.0), Dosage("starting", 30, 30, "mg", 24.0)],
        ),
        ("After 2 weeks, increase the dose to 20 mg once daily.", [Dosage("maintenance", 20, 20, "mg", 24.0)]),
        (
            "The recommended dosage is 5 mg orally 2 to 4 times per week.",
            [Dosage("usual", 5, 5, "mg", 84.0, route="oral"), Dosage("usual", 5, 5, "mg", 42.0, route="oral")],
        ),
        ("After 2 weeks, the dose may be increased to 20 mg once daily.", [Dosage("maximum", 20, 20, "mg", 24.0)]),
        (
            "The recommended dose is 50 mg on Days 1, 15, 29, and once monthly thereafter.",
            [Dosage("loading", 50, 50, "mg", 336.0), Dosage("maintenance", 50, 50, "mg", 720.0)],
        ),
        ("The recommended dosage is 160 mg/12.5 mg once daily.", [Dosage("usual", 160, 160, "mg", 24.0)]),
        ("The dose should not exceed 15 mg per week.", [Dosage("maximum", 15, 15, "mg", 168.0)]),
        ("The recommended dose is 5 mL for one look.", [Dosage("usual", 5, 5, "mL")]),
        ("The recommended dose is 5 mL as a single injection.", [Dosage("usual", 5, 5, "mL", once=True)]),
        (
            "The recommended dose is: patients weighing less than 30 kg 12 mg daily, patients weighing at least 30 kg 20 mg daily.",
            [
                Dosage("usual", 12, 12, "mg", 24.0, max_weight_kg=30.0),
                Dosage("usual", 20, 20, "mg", 24.0, min_weight_kg=30.0),
            ],
        ),
        ("Take ½ tablet once daily.", [Dosage("usual", 0.5, 0.5, "tablet", 24.0, route="oral")]),
        ("Hypertension: 50 mg once daily.", [Dosage("usual", 50, 50, "mg", 24.0, condition="Hypertension")]),
        (
            "The recommended dose in adults with gout is 80 mg daily.",
            [Dosage("usual", 80, 80, "mg", 24.0, condition="gout", adults=True)],
        ),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("34068-7", text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Increase the dose by 5 mg every week.",
        "In patients with severe renal impairment, the recommended dose is 5 mg once daily.",
        "With strong CYP3A inhibitors, the recommended dose is 5 mg once daily.",
        "For adverse reactions, reduce the dose to 10 mg once daily.",
        "In studies, patients received 200 mg once daily.",
        "Infuse at a rate of 5 mg/hour.",
        "Dilute 50 mg in 250 mL of saline.",
        "Take with 240 mL of water once daily.",
        "The 10 mg dose was no better.",
        "The recommended dose of velumab is 90 mg once daily.",
        "Each tablet contains 10 mg.",
    ],
)
def test_what_is_no_recommended_dose(read, section, text):
    assert read(section("34068-7", text)) == []


@pytest.mark.parametrize(
    "title", ["Dosage in Renal Impairment", "Dosage Modifications for Adverse Reactions", "Preparation", "Missed Dose"]
)
def test_sections_that_give_no_dose(read, section, title):
    assert read(section("34068-7", "The recommended dose is 20 mg once daily.", title=title)) == []


def test_the_title_names_the_condition(read, section):
    text = "The recommended dosage is 20 mg once daily."
    assert read(section("34068-7", text, title="Recommended Dosage for Atopic Dermatitis")) == [
        Dosage("usual", 20, 20, "mg", 24.0, condition="Atopic Dermatitis")
    ]


def test_who_was_named_last_is_who_the_next_sentence_speaks_of(read, section):
    text = "In adults, the starting dose is 10 mg daily. The maximum dose is 40 mg daily. In children, the starting dose is 5 mg daily."
    assert [(dose.phase, dose.low, dose.adults) for dose in read(section("34068-7", text))] == [
        ("starting", 10.0, True),
        ("maximum", 40.0, True),
        ("starting", 5.0, False),
    ]


def test_a_table_of_weights(read):
    rows = [
        ["Body Weight", "First Loading Dose", "Subsequent Dosage"],
        ["15 to less than 30 kg", "600 mg (two shots)", "300 mg every 4 weeks"],
        ["60 kg or more", "600 mg", "300 mg every 2 weeks"],
    ]
    caption = "Table 1: ZORFAN in Pediatric Patients 6 Years to 17 Years of Age with Gout"
    who = {"condition": "Gout", "min_age_months": 72, "max_age_months": 204, "adults": False}
    assert read(table(rows, caption)) == [
        Dosage("loading", 600, 600, "mg", once=True, min_weight_kg=15, max_weight_kg=30, **who),
        Dosage("maintenance", 300, 300, "mg", 672.0, min_weight_kg=15, max_weight_kg=30, **who),
        Dosage("loading", 600, 600, "mg", once=True, min_weight_kg=60, **who),
        Dosage("maintenance", 300, 300, "mg", 336.0, min_weight_kg=60, **who),
    ]


def test_a_heading_that_says_there_is_no_loading_dose(read):
    rows = [
        ["Body Weight", "Recommended Dosage, there is no initial loading dose"],
        ["5 to less than 15 kg", "200 mg every 4 weeks"],
    ]
    assert read(table(rows)) == [Dosage("usual", 200, 200, "mg", 672.0, min_weight_kg=5, max_weight_kg=15)]


def test_a_table_with_a_column_of_frequency(read):
    rows = [["Indication", "Dose", "Frequency"], ["Gout", "40 mg", "Once daily"], ["Asthma", "40 mg", "Twice daily"]]
    assert read(table(rows)) == [
        Dosage("usual", 40, 40, "mg", 24.0, condition="Gout"),
        Dosage("usual", 40, 40, "mg", per_day=2.0, condition="Asthma"),
    ]


def test_directions_of_an_over_the_counter_medicine(read):
    rows = [
        ["adults and children 12 years and over", "take 2 caplets every 6 hours; do not take more than 8 caplets in 24 hours"],
        ["children under 12 years", "ask a doctor"],
    ]
    who = {"min_age_months": 144, "adults": True}
    assert read(table(rows, title="Directions")) == [
        Dosage("usual", 2, 2, "caplet", 6.0, **who),
        Dosage("maximum", 8, 8, "caplet", 24.0, **who),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Creatinine Clearance", "Recommended Dose"], ["below 30 mL/min", "20 mg once daily"]],
        [["Body Weight", "Injection Volume"], ["10 to 20 kg", "0.4 mL"]],
        [["Adverse Reaction", "Dosage Modification"], ["Rash", "10 mg once daily"]],
    ],
)
def test_tables_that_give_no_dose(read, rows):
    assert read(table(rows)) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("2 mL to 3 mL", 2, 3, "mL"), ("1,440 mg", 1440, 1440, "mg"), ("400 mg/m 2", 400, 400, "mg/m2"), ("one drop", 1, 1, "drop")],
)
def test_amounts(text, low, high, unit):
    (amount,) = amounts(text)
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


@pytest.mark.parametrize("text", ["0.15 mcg/kg/min", "300 mg/2 mL"])
def test_rates_and_strengths_are_no_amounts(text):
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "hours", "times"),
    [
        ("every 4 to 6 hours", 4, None),
        ("three times a day", None, 3),
        ("Q2W", 336, None),
        ("once monthly", 720, None),
        ("twice weekly", 84, None),
    ],
)
def test_frequency(text, hours, times):
    found = frequency(text)
    assert (found.every_hours, found.per_day) == (hours, times)


def test_routes_and_titles():
    assert route("by mouth") == "oral"
    assert route("orally or intravenously") is None
    assert condition_of("Dosage in Adult Patients") is None
    assert condition_of("Recommended Dosage for the Treatment of Gout") == "Gout"
    assert weights("patients weighing 15 to less than 30 kg") == (15.0, 30.0)


def test_two_ways_to_say_one_dose():
    first, second = amounts("10 mg/kg or 350 mg/m 2")
    assert (first.low, first.unit, second.low, second.unit) == (10, "mg/kg", 350, "mg/m2")


def test_weights_whose_unit_stands_in_the_heading(read):
    rows = [["Body Weight (kg)", "Dose"], ["25 to less than 28", "150 mg twice daily"]]
    assert read(table(rows)) == [Dosage("usual", 150, 150, "mg", per_day=2.0, min_weight_kg=25, max_weight_kg=28)]


def test_steps_of_a_titration_side_by_side_are_left_out(read):
    rows = [["Dose", "Day 1", "Day 2", "Day 3", "Maintenance"], ["Gout", "1 mg daily", "2 mg daily", "4 mg daily", "6 mg daily"]]
    assert read(table(rows)) == [Dosage("maintenance", 6, 6, "mg", 24.0, condition="Gout")]


def test_what_is_taken_beside_the_medicine_is_left_out(read, section):
    text = "The recommended dosage of ZORFAN is 500 mg twice daily in combination with velumab 20 mg once daily."
    assert read(section("34068-7", text)) == [Dosage("usual", 500, 500, "mg", per_day=2.0)]


def test_figures_under_a_heading_with_their_unit(read):
    rows = [["Age", "Dose (mg/kg/day)"], ["2 to 4 years", "10 to 20"], ["5 to 12 years", "5 to 10"]]
    assert [(one.low, one.high, one.unit, one.every_hours) for one in read(table(rows, "Table 1. Recommended dosage"))] == [
        (10, 20, "mg/kg", 24.0),
        (5, 10, "mg/kg", 24.0),
    ]


def test_a_limit_of_the_first_dose_is_no_limit_of_all(label, section):
    text = "The recommended starting dose is 0.2 units/kg or up to 10 units once daily."
    found = list(dosages(Source(label(section("34068-7", text)))))
    assert "maximum" not in {fact.value.phase for fact in found}


def test_directions_run_on_keep_each_group_of_people(read):
    words = (
        "Directions ADULTS AND CHILDREN 12 YEARS OF AGE AND OLDER use 2 sprays in each nostril once daily "
        "CHILDREN 4 TO 11 YEARS OF AGE some children may grow more slowly. An adult should supervise use "
        "use 1 spray in each nostril once daily"
    )
    otc = Section("55106-9", "55106-9", None, "Active ingredient", None, "norvexin", (Block("paragraph", 0, 8),))
    text = Section("34068-7", "34068-7", None, "Directions", None, words, (Block("paragraph", 0, len(words)),))
    found = [(one.low, one.min_age_months, one.max_age_months, one.adults) for one in read(otc, text)]
    assert (2, 144, None, True) in found
    assert (1, 48, 132) in {one[:3] for one in found}
    assert not any(low == 1 and adults for low, _, _, adults in found)


def test_ages_said_from_the_older(read):
    words = "Children between 12 years and 6 years of age: take 10 drops 2 times a day."
    found = read(Section("34068-7", "34068-7", None, "", None, words, (Block("paragraph", 0, len(words)),)))
    assert [(one.min_age_months, one.max_age_months) for one in found] == [(72, 144)]
