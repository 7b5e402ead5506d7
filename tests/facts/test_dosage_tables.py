"""Dosing tables of invented labels: notes, spans, steps and totals."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label, one_table):
    def build(*rows, caption="Table 1. Recommended dosage"):
        text, blocks = one_table(*rows, caption=caption)
        section = Section("34068-7", "34068-7", "2.1", "Recommended Dosage", None, text, tuple(blocks))
        return [fact.value for fact in dosages(Source(label(section)))]

    return build


def figures(found):
    return [(one.phase, one.low, one.unit, one.every_hours, one.per_day) for one in found]


def test_a_note_that_stands_first_is_no_heading(read):
    note = ("a If certain inducers are coadministered, the weight based dose is taken more often", 2, 1)
    found = read([note], ["Body Weight", "Dose"], ["3 kg to less than 6 kg", "5 mg once daily"])
    assert figures(found) == [("usual", 5, "mg", 24.0, None)]


def test_a_span_over_lost_rows_ends_at_the_next_full_row(read):
    rows = [
        ["Indication", "Dose", "Duration"],
        ["Gout", ("240 mg every 2 weeks", 1, 6), ("One year", 1, 6)],
        ["Fever", "100 mg every 2 weeks", "One month"],
        ["Cough", "50 mg every 2 weeks", "One month"],
    ]
    assert [(one.condition, one.low) for one in read(*rows)] == [("Gout", 240), ("Fever", 100), ("Cough", 50)]


def test_each_row_of_people_is_a_dose_of_its_own(read):
    rows = [["Indication", "Dose"], ["Adult patients with gout", "1 mg/kg up to 90 mg every 2 weeks"]]
    rows.append(["Adult patients with fever", "1 mg/kg up to 90 mg every 2 weeks"])
    assert [(one.condition, one.low, one.every_hours) for one in read(*rows)] == [
        ("gout", 1, 336.0),
        ("gout", 90, 336.0),
        ("fever", 1, 336.0),
        ("fever", 90, 336.0),
    ]


def test_the_first_and_the_last_step_of_a_table_of_weeks(read):
    rows = [["Week", "Dose"], ["Week 1", "10 mg once daily"], ["Week 2", "20 mg once daily"]]
    rows.append(["Week 3 and thereafter", "40 mg once daily"])
    assert figures(read(*rows)) == [("starting", 10, "mg", 24.0, None), ("maintenance", 40, "mg", 24.0, None)]


def test_the_total_of_a_day_beside_its_parts_is_left_out(read):
    rows = [["Weight", "Total daily dose (mg)", "Dose (mg) administered twice daily"], ["10 to 20 kg", "70", "35"]]
    assert figures(read(*rows)) == [("usual", 35, "mg", None, 2.0)]


def test_a_cell_that_lists_doses_by_weight(read):
    rows = [["Indication", "Dose", "Frequency"], ["Gout", "6 to less than 11 kg: 5 mg 11 kg and greater: 15 mg", "Once daily"]]
    assert [(one.low, one.min_weight_kg, one.max_weight_kg, one.every_hours) for one in read(*rows)] == [
        (5, 6, 11, 24.0),
        (15, 11, None, 24.0),
    ]


def test_what_people_take_so_far(read):
    rows = [["Current Regimen", "Starting Dosage"], ["Norvexin", "25 mg once daily"], ["Velumab", "25 mg once daily"]]
    assert [one.condition for one in read(*rows)] == ["taking Norvexin so far", "taking Velumab so far"]


def test_a_step_up_dose_on_a_day_is_given_once(read):
    rows = [["Schedule", "Day", "Dose"], ["Step-up", "Day 1", "0.1 mg/kg"], ["Treatment", "Weekly", "1 mg/kg"]]
    first = read(*rows)[0]
    assert (first.phase, first.low, first.once) == ("loading", 0.1, True)


def test_a_combination_is_not_read_out_of_a_limit(read):
    rows = [["", "Daily"], ["Children", "20-40 mg/kg Max 1 g"]]
    assert figures(read(*rows))[0] == ("usual", 20, "mg/kg", 24.0, None)


def test_a_strength_in_the_heading_is_no_volume(read):
    rows = [["Weight (kg)", "Suspension (10 mg/mL)", "Tablet (100 mg)"], ["Less than 12 kg", "7 mg/kg once weekly", "N/A"]]
    assert figures(read(*rows)) == [("usual", 7, "mg/kg", 168.0, None)]


def test_the_paragraph_before_a_table_is_its_caption(label):
    before = "Give ZORFAN after a reduction of pain. Table 2: Recommended dosage with normal renal function"
    row = "2 months to 9 months\t90 mg/kg every 8 hours"
    text = f"{before}\nAge\tDose\n{row}"
    start = len(before) + 1
    blocks = (
        Block("paragraph", 0, len(before)),
        Block("row", start, start + 8, table=1),
        Block("row", start + 9, len(text), table=1),
    )
    section = Section("34068-7", "34068-7", "2.1", "Recommended Dosage", None, text, blocks)
    assert figures([fact.value for fact in dosages(Source(label(section)))]) == [("usual", 90, "mg/kg", 8.0, None)]


def test_columns_headed_by_conditions(label, one_table, section):
    text, blocks = one_table(
        ["Age", "Gout", "Heart Failure"], ["2 to 9 years", "9 mg daily", "9 mg daily"], caption="Recommended dosage"
    )
    dosing = Section("34068-7", "34068-7", "2.1", "Recommended Dosage", None, text, tuple(blocks))
    source = Source(label(section("34067-9", "ZORFAN is indicated for gout and heart failure."), dosing))
    assert [fact.value.condition for fact in dosages(source)] == ["Gout", "Heart Failure"]
