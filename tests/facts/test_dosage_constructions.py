"""Doses of invented labels: tablets of double strength, cycles, spans of weight, what a sentence itself says a dose treats."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.kinds import Dosage
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label):
    def build(words, title="Recommended Dosage"):
        section = Section("34068-7", "34068-7", "2.1", title, None, words, (Block("paragraph", 0, len(words)),))
        return [fact.value for fact in dosages(Source(label(section)))]

    return build


@pytest.fixture
def read_table(label, one_table):
    def build(*rows, caption="Table 1. Recommended dosage", title="Recommended Dosage"):
        text, blocks = one_table(*rows, caption=caption)
        section = Section("34068-7", "34068-7", "2.1", title, None, text, tuple(blocks))
        return [fact.value for fact in dosages(Source(label(section)))]

    return build


def figures(found):
    return [(one.phase, one.low, one.unit, one.every_hours, one.per_day) for one in found]


def test_a_tablet_of_double_strength_is_a_unit_of_its_own(read):
    found = read("The usual adult dosage is 1 ZORFAN DS (double strength) tablet or 3 ZORFAN tablets every 12 hours.")
    assert [(one.low, one.unit) for one in found] == [(1, "DS tablet"), (3, "tablet")]


def test_cells_of_tablets_beneath_two_headings(read_table):
    rows = [["Weight", "Dose every 8 hours"], ["kg", "Tablets"], ["9", "\u2013"], ["17", "1"], ["33", "2 or 1 DS tablet"]]
    found = read_table(*rows)
    assert [(one.low, one.unit, one.every_hours) for one in found] == [(1, "tablet", 8), (2, "tablet", 8), (1, "DS tablet", 8)]


def test_a_single_capsule_with_the_name_between(read):
    assert figures(read("Take a single ZORFAN capsule orally each evening with food.")) == [("usual", 1, "capsule", 24.0, None)]


def test_the_amount_of_a_day_taken_at_one_time(read):
    found = read("The usual total daily dosage of ZORFAN tablets is 3 mg to 7 mg, in most people given as a single dose.")
    assert figures(found) == [("usual", 3, "mg", 24.0, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The recommended dosage is a single subcutaneous injection of 7 mg administered once per chemotherapy cycle.",
        "The recommended dosage is 170 mg orally once on the day before and the day of each infusion.",
    ],
)
def test_once_in_each_cycle_is_not_once(read, text):
    assert [(one.every_hours, one.once) for one in read(text)] == [(None, False)]


def test_once_before_words_that_begin_like_others(read):
    assert [one.once for one in read("The recommended dose is 11 mcg/kg administered once as an injection under the skin.")] == [
        True
    ]


def test_a_second_dose_weeks_later_with_words_between(read):
    found = read("Initial dose: 330 mg intravenous infusion followed 3 weeks later by a second 330 mg intravenous infusion.")
    assert [(one.low, one.every_hours) for one in found] == [(330, 504)]


def test_the_dose_of_another_medicine_of_the_regimen(read):
    assert read("The recommended dosage for nab-paclitaxel is 70 mg/m2 given by infusion on Days 1 and 9 of each cycle.") == []


def test_parts_of_the_amount_of_a_day(read):
    found = read("The recommended dosage is 60 to 90 mg/kg per 24 hours given in equally divided doses every 6 hours.")
    assert [(one.low, one.high, one.every_hours, one.per_day) for one in found] == [(60, 90, 24, 4)]


def test_what_was_taken_before_is_no_dose(read):
    assert read("2 mg of oral norvexin per day, administer a 70 mg dose one day after the last oral one.") == []


def test_a_sentence_that_begins_with_what_it_treats(read):
    found = read(
        "Fever in Adults For the treatment of marsh fever, the usual adult dosage is 30 mg every 12 hours.", "Dosage for Gout"
    )
    assert [one.condition for one in found] == ["marsh fever"]


def test_adults_and_children_are_everybody(read):
    assert [one.adults for one in read("The recommended dose for adults and children is 4 mg/kg daily.")] == [None]


def test_a_span_of_weight_is_one_band(read):
    words = "The recommended dosage is one tablet once daily in pediatric patients weighing at least 13 kg to less than 27 kg."
    assert [(one.low, one.min_weight_kg, one.max_weight_kg) for one in read(words)] == [(1, 13, 27)]


def test_the_clause_before_or_in_other_patients_counts(read):
    words = (
        "The recommended dosage is one tablet once daily in adults with a creatinine clearance greater than or equal to 30 mL/min; "
        "or adults below that who are on hemodialysis."
    )
    assert figures(read(words)) == [("usual", 1, "tablet", 24.0, None)]


def test_the_receptor_is_no_kidney(read):
    found = read("The recommended dosage is 12 mg/kg every 2 weeks in patients with EGFR exon 19 deletions.")
    assert figures(found) == [("usual", 12, "mg/kg", 336.0, None)]


def test_a_needle_is_no_dose(read):
    assert read("For deltoid administration: use a 2-inch (50 mm) hypodermic safety needle.") == []


def test_a_table_by_weight_beneath_instructions(read_table):
    rows = [["Body Weight", "Dose"], ["11 - 19 kg", "1.7 mg"]]
    caption = "Table 2. Dosing for pediatric patients weighing less than 40 kg"
    assert [(one.low, one.min_weight_kg) for one in read_table(*rows, caption=caption, title="Administration")] == [(1.7, 11)]
    assert read_table(*rows, caption="Table 2. Steps of the dose", title="Administration") == []


def test_a_first_mass_is_taken_as_often_as_the_capsule(label):
    words = "Take a single ZORFAN capsule orally once daily. Start therapy with ZORFAN 0.7 mg."
    section = Section("34068-7/2.1", "34068-7", "2.1", "Dosage", None, words, (Block("paragraph", 0, len(words)),))
    found = [fact.value for fact in dosages(Source(label(section)))]
    assert figures(found) == [("usual", 1, "capsule", 24.0, None), ("starting", 0.7, "mg", 24.0, None)]


def test_doses_alone_or_beside_another_are_for_both(read):
    words = (
        "The recommended dosage as a single agent is 5 mg daily. The recommended dosage in combination with velumab is 9 mg daily. "
        "The recommended dosage, either as a single agent or in combination with weekly velumab, is 7 mg daily."
    )
    assert [one.condition for one in read(words) if one.low == 7] == [None]


def test_a_partner_in_a_title_is_no_condition(label):
    words = "The recommended dosage is 15 mg/kg every 2 weeks."
    uses = "Treatment of marsh fever in combination with Velumab"
    sections = (
        Section("34067-9", "34067-9", "1", "Indications", None, uses, (Block("paragraph", 0, len(uses)),)),
        Section(
            "34068-7", "34068-7", "2.1", "ZORFAN in Combination with Velumab", None, words, (Block("paragraph", 0, len(words)),)
        ),
    )
    assert [fact.value.condition for fact in dosages(Source(label(*sections)))] == [None]


def test_a_dose_that_says_less_than_another_is_left_out(read):
    words = "The recommended dosage is 35 mg. Take 35 mg orally once daily. The maximum dosage is 35 mg. The recommended dosage is 35 mg once daily."
    found = [(one.phase, one.every_hours, one.route) for one in read(words)]
    assert ("usual", 24.0, "oral") in found
    assert ("usual", None, None) not in found
    assert ("usual", 24.0, None) not in found


def test_what_a_dose_showed_is_no_dose(read):
    assert read("The dosage of 1700 mg/day showed slightly greater relief than 900 mg/day.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "For children less than 5 years of age, the usual dose is 30 mL; for children 5 to 10 years of age, the dose is 60 mL.",
            [(30, None, 60), (60, 60, 120)],
        ),
        (
            "The maximum dose is 18 mg daily for patients 6 to 12 years, and 12 mg daily for patients 13 to 17 years.",
            [(18, 72, 144), (12, 156, 204)],
        ),
        ("The usual dose is 1 mg daily, not to exceed 30 mg in infants up to 2 years or 90 mg in children 2 to 12 years.", []),
        ("The recommended dose is 10 mg once daily in adults and in children 6 to 17 years.", [(10, 72, None)]),
    ],
)
def test_each_age_has_its_own_amount(read, text, wanted):
    told = read(text)
    assert [(one.low, one.min_age_months, one.max_age_months) for one in told] == wanted


def test_an_age_said_of_one_patient_does_not_reach_the_next_sentence(read):
    text = "If the patient is over 60 years of age, the dosage should be 500 mg once daily. The usual dose is 1 g once daily."
    told = read(text)
    assert [(one.low, one.min_age_months) for one in told] == [(500, 720), (1, None)]


def test_a_step_on_a_day_is_not_given_once(read):
    text = "Start treatment with 60 mcg on day 1. On day 15 the dose is increased, reaching the full dose of 120 mcg on day 29."
    told = read(text)
    assert told[0] == Dosage("starting", 60, 60, "mcg")
    assert not any(one.once for one in told)


@pytest.mark.parametrize(
    "text",
    [
        "The dose increment should not exceed 5 mg/day.",
        "Patients taking norvexin The dose of Zelvora should not exceed 5 mg once daily.",
        "Start norvexin after the patient has received Zelvora at the recommended dosage of 40 mg once daily for 7 days.",
    ],
)
def test_what_is_no_dose_to_recommend(read, text):
    assert read(text) == []


def test_weeks_between_steps_are_no_interval(read):
    text = "The recommended initial dose is 13 mg/kg/day, increasing at one week intervals by 4 mg/kg/day."
    told = read(text)
    assert told == [Dosage("starting", 13, 13, "mg/kg", 24.0)]
