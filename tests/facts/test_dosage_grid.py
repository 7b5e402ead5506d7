"""Dosing tables of invented labels: footnotes in cells, contents of a dose, weights of rows and columns, other medicines."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.dosage_rows import names_people
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label, one_table):
    def build(*rows, caption="Table 1. Recommended dosage", note=None):
        text, blocks = one_table(*rows, caption=caption)
        every = list(blocks)
        if note is not None:
            text += f"\n{note}"
            every.append(Block("footnote", len(text) - len(note), len(text), table=1))
        section = Section("34068-7", "34068-7", "2.1", "Recommended Dosage", None, text, tuple(every))
        return [fact.value for fact in dosages(Source(label(section)))]

    return build


def weighed(found):
    return [(one.min_weight_kg, one.max_weight_kg, one.low, one.unit) for one in found]


def test_one_weight_a_row_is_that_weight_alone(read):
    rows = [["Body weight at the time of dosing (kg)", "Dose (mg)"], ["17", "13.5"], ["19", "15"]]
    found = read(*rows, caption="Table 1. Dose for children weighing less than 60 kg")
    assert weighed(found) == [(17, 17, 13.5, "mg"), (19, 19, 15, "mg")]


def test_a_weight_with_its_unit_is_one_weight(read):
    found = read(["Weight", "Starting dose"], ["5 kg", "0.7 mg daily"], ["9 kg", "1.3 mg daily"])
    assert weighed(found) == [(5, 5, 0.7, "mg"), (9, 9, 1.3, "mg")]


def test_weights_that_head_columns(read):
    rows = [["", "Less than 3 kg", "3 kg to less than 7 kg"], ["Daily dosage volume", "1.3 mL", "3.5 mL"]]
    assert weighed(read(*rows)) == [(None, 3, 1.3, "mL"), (3, 7, 3.5, "mL")]


def test_what_a_volume_contains_is_no_dose(read):
    rows = [["", "Less than 3 kg", "3 kg or more"], ["Daily dosage volume", "1.3 mL", "3.5 mL"]]
    rows += [[name, "13 mg", "35 mg"] for name in ("Norvexin", "Velumin", "Tibexal", "Dorvane")]
    assert weighed(read(*rows)) == [(None, 3, 1.3, "mL"), (3, None, 3.5, "mL")]
    assert all(one.every_hours == 24 for one in read(*rows))


def test_a_footnote_that_has_run_into_a_cell_is_left_out(read):
    note = "13 mg of the salt is equivalent to 11 mg of the base."
    found = read(["Indication", "Dose"], ["Gout", f"13 mg {note} every 8 hours"], note=note)
    assert [(one.low, one.every_hours) for one in found] == [(13, 8.0)]


def test_a_step_named_in_its_row_gives_no_dose(read):
    rows = [["Treatment", "Dosage"], ["Induction", "3 mg once weekly"], ["Titration", "3 mg twice weekly"]]
    found = read(*rows, ["Maintenance", "30 mg once daily"])
    assert [(one.low, one.every_hours, one.condition) for one in found] == [(3, 168.0, None), (30, 24.0, None)]


def test_increments_beside_doses_are_no_doses(read):
    rows = [["Weight", "Starting dose", "Dose adjustment", "Maximum dose"], ["5 kg", "0.7 mg", "0.3 mg", "1.9 mg"]]
    assert [(one.phase, one.low) for one in read(*rows)] == [("starting", 0.7), ("maximum", 1.9)]


def test_days_that_do_not_follow_one_another_are_no_daily_dose(read):
    found = read(["", "Day 1", "Day 8", "Day 15"], ["Dose", "0.9 mg/m2", "0.7 mg/m2", "0.7 mg/m2"])
    assert [(one.low, one.every_hours, one.once) for one in found] == [(0.9, None, True), (0.7, None, True)]


def test_what_is_taken_beside_it_in_a_cell_is_left_out(read):
    cell = "300 mg every 3 weeks. Give in combination with velumab 70 mg once daily."
    assert [one.low for one in read(["Indication", "Dose"], ["Gout", cell])] == [300]


def test_ages_in_figures_take_the_unit_of_their_column(read):
    found = read(["Age (years)", "Dose (mg/kg/day)"], ["Under 1", "7 to 30"], ["4 to 12", "7 to 15"])
    assert [(one.min_age_months, one.max_age_months, one.condition) for one in found] == [(None, 12, None), (48, 144, None)]


def test_the_amount_of_a_day_beside_doses_every_some_hours(read):
    found = read(["Infection", "Daily dose", "Frequency and route"], ["Severe", "6 grams", "3 g every 12 hours intravenous"])
    assert [(one.low, one.every_hours) for one in found] == [(3, 12.0)]


def test_a_rate_beside_a_dose_is_no_interval(read):
    rows = [
        ["", "Amount and Volume", "Infusion rate"],
        ["Later doses every 6 months", "700 mg in 500 mL", "Start at 30 mL per hour"],
    ]
    assert [(one.low, one.every_hours, one.condition) for one in read(*rows)] == [(700, 4320.0, None)]


def test_people_are_named_by_weight_or_age():
    assert names_people("10 kg or more")
    assert not names_people("5 mg/kg")
