"""Doses of invented labels that point to another: begun again, the same for a further use, a second one, of another medicine."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label):
    def build(words, title="Recommended Dosage", **label_fields):
        section = Section("34068-7", "34068-7", "2.1", title, None, words, (Block("paragraph", 0, len(words)),))
        return [fact.value for fact in dosages(Source(label(section, **label_fields)))]

    return build


@pytest.fixture
def read_table(label, one_table):
    def build(*rows, before="", caption="Table 1. Recommended dosage", title="Recommended Dosage"):
        text, blocks = one_table(*rows, caption=caption)
        if before:
            rows_only = [one for one in blocks if one.kind == "row"]
            start = rows_only[0].start
            gap = len(before) + 1
            moved = [Block("row", one.start - start + gap, one.end - start + gap, table=one.table) for one in rows_only]
            text, blocks = f"{before}\n{text[start:]}", [Block("paragraph", 0, len(before)), *moved]
        section = Section("34068-7", "34068-7", "2.1", title, None, text, tuple(blocks))
        return [fact.value for fact in dosages(Source(label(section)))]

    return build


def figures(found):
    return [(one.phase, one.low, one.unit, one.every_hours, one.per_day, one.condition) for one in found]


def test_the_dose_to_begin_again_with_has_its_condition(read):
    found = read("If two or more days were missed, re-initiate ZORFAN at 3 mg once daily.", title="Re-Initiation of Treatment")
    assert figures(found) == [("starting", 3, "mg", 24.0, None, "re-initiation")]


@pytest.mark.parametrize(
    "text",
    [
        "Restart ZORFAN at 3 mg once daily when platelets recover.",
        "They may be restarted at 3 mg once a day.",
        "Restart ZORFAN at a reduced dose of 3 mg once daily.",
    ],
)
def test_a_dose_after_a_reaction_is_not_begun_again(read, text):
    assert read(text, title="Restarting") == []


def test_the_same_dose_for_a_further_use(read):
    told = "The usual dosage for the treatment of gout is 7 mg twice daily. An identical daily dosage is used in the treatment of psoriasis."
    assert [(one.low, one.per_day, one.condition) for one in read(told)] == [(7, 2, "gout"), (7, 2, "psoriasis")]


def test_a_second_dose_within_a_range_of_days_is_a_dose_of_its_own(read):
    found = read("The recommended dose is an initial 70 mg dose followed by a second 70 mg dose 4 to 9 days later.")
    assert [(one.low, one.once, one.condition) for one in found] == [(70, True, None), (70, True, "second dose 4 to 9 days later")]


def test_a_limit_of_steps_is_told_before_its_reason(read):
    told = "The dose may be increased in increments of 5 mg every 3 weeks up to a maximum daily dose of 40 mg if serum iron is low."
    found = read(told, title="Dosage Adjustments")
    assert [(one.phase, one.low, one.every_hours) for one in found] == [("maximum", 40, 24.0)]


def test_the_most_of_a_step_is_no_limit(read):
    assert read("Dosage increases should be made in increments of no more than 3 mg at weekly intervals.") == []


def test_what_another_medicine_is_started_at_is_no_dose(read):
    assert read("Start velotuzumab administration at 70 mg on day 1, followed by 300 mg on day 2.") == []


def test_two_choices_of_weeks(read):
    found = read("The recommended dosage is 30 mg to 90 mg by subcutaneous injection every 3 or 5 weeks.")
    assert [(one.low, one.every_hours) for one in found] == [(30, 504.0), (30, 840.0)]


def test_an_amount_in_words_and_figures(read):
    found = read("Sixty (60) mg per square meter of body surface per day is recommended.")
    assert [(one.low, one.unit, one.every_hours) for one in found] == [(60, "mg/m2", 24.0)]


def test_the_mass_that_fills_an_applicator(read):
    found = read("Administer one pre-filled applicator of ZORFAN (7 grams) vaginally before each act of intercourse.")
    assert [(one.low, one.unit) for one in found] == [(7, "g")]


def test_the_words_above_a_table_tell_its_people(read_table):
    above = "The recommended dosage for pediatric patients 5 years of age and older with gout, based on weight, is shown below:"
    rows = [
        ["Weight", "Dosage"],
        ["15 kg to less than 30 kg", "7 mg every other week"],
        ["30 kg and greater", "9 mg every other week"],
    ]
    found = read_table(*rows, before=above, title="Recommended Dosage in Gout Adult Dosage Regimen")
    assert [(one.low, one.min_age_months, one.adults) for one in found] == [(7, 60, None), (9, 60, None)]


def test_a_use_within_a_cell_has_its_own_dose(read_table):
    told = (
        "Adults: 30 to 60 g For burns: 20 to 40 g. The rate is set by how the patient does, by what the weight is, by the state of the"
        " heart, and by how much fluid was lost before; it is slow at first and may be faster later on when all goes well with it."
    )
    found = read_table(["Use", "Dose"], ["Low volume", told])
    assert [(one.low, one.high) for one in found] == [(30, 60), (20, 40)]


def test_a_note_in_the_first_cell_tells_a_dose(read_table):
    note = "Less than 9 kg For patients weighing less than 9 kg, administer 0.3 mg/kg"
    found = read_table(["Body Weight", "Dose"], [note, "See below"], ["9 kg to 20 kg", "4 mg"])
    assert sorted((one.low, one.unit) for one in found) == [(0.3, "mg/kg"), (4, "mg")]


def test_a_dose_raised_to_the_one_recommended_is_not_told_twice(read):
    found = read("The recommended dosage is 7 mg once daily. If the first weeks go well, increase the dosage to 7 mg once daily.")
    assert [(one.phase, one.low) for one in found] == [("usual", 7)]
