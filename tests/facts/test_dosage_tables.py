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


def test_fractions_of_tablets_and_a_choice_of_two(read):
    rows = [["Weight", "Number of tablets"], ["15 to 20 kg", "½"], ["21 to 30 kg", "1½"], ["over 30 kg", "3 or 1 XL tablet"]]
    found = [(one.low, one.high, one.unit) for one in read(*rows, caption="Dose to be taken every 9 hours")]
    assert found == [(0.5, 0.5, "tablet"), (1.5, 1.5, "tablet"), (3, 3, "tablet"), (1, 1, "tablet")]


def test_counts_of_two_strengths_add_up_to_one_dose(read):
    rows = [
        ["Weight", "Number of 15 mg capsules", "Number of 70 mg capsules"],
        ["15 to 20 kg", "1", "0"],
        ["21 to 30 kg", "3", "1"],
    ]
    assert read(*rows) == []


def test_a_column_for_each_day(read):
    rows = [["Age", "Day 1", "Day 2", "Day 3"], ["Adults", "115 mg", "70 mg", "70 mg"]]
    assert [(one.low, one.every_hours, one.once) for one in read(*rows)] == [(115, None, True), (70, 24, False)]


def test_a_row_for_each_day(read):
    rows = [["Day", "Daily dosage"], ["Day 1", "15 mg"], ["Day 2", "35 mg"], ["Days 3 through 9", "70 mg"]]
    assert [(one.low, one.every_hours, one.once) for one in read(*rows)] == [(15, None, True), (35, None, True), (70, 24, False)]


def test_the_days_of_a_titration_in_the_last_column(read):
    rows = [["Dosage", "Total daily dose", "Day"], ["3 mg/kg three times daily", "9 mg/kg/day", "1 to 7"]]
    rows += [
        ["5 mg/kg three times daily", "15 mg/kg/day", "8 to 14"],
        ["7 mg/kg three times daily", "21 mg/kg/day", "15 and thereafter"],
    ]
    found = read(*rows, caption="Titration schedule")
    assert figures(found) == [("starting", 3, "mg/kg", None, 3), ("maintenance", 7, "mg/kg", None, 3)]


def test_a_titration_without_counted_steps_gives_the_rows_that_name_their_kind(read):
    rows = [["Step", "Dose"], ["Initial dose", "15 mg once daily"], ["Month 1", "35 mg once daily"]]
    assert [one.low for one in read(*rows, caption="Titration schedule")] == [15]


def test_rows_without_a_heading_that_say_how_often(read):
    rows = [["Adults", "35 mg twice daily"], ["Children 6 to 11 years", "15 mg twice daily"]]
    assert [(one.low, one.per_day) for one in read(*rows, caption="")] == [(35, 2), (15, 2)]


def test_the_limit_in_brackets_and_the_clause_of_another(read):
    rows = [["Indication", "Dosage"], ["Gout", "3 mg/kg once daily (maximum daily dose 150 mg)"]]
    rows.append(["Fever", "Adults: 350 mg twice daily with meals. Children: 9 mg/kg/day"])
    assert figures(read(*rows)) == [
        ("usual", 3, "mg/kg", 24, None),
        ("maximum", 150, "mg", 24, None),
        ("usual", 350, "mg", None, 2),
        ("usual", 9, "mg/kg", 24, None),
    ]


def test_a_cell_that_begins_with_words_is_no_heading(read):
    rows = [
        ["Adults", "Usual daily dose"],
        ["Gout", "Depending upon how bad the swelling and the pain of it are, 3 mg to 7 mg, twice daily"],
    ]
    assert figures(read(*rows)) == [("usual", 3, "mg", None, 2)]


def test_the_weights_of_a_later_column_and_of_two_bounds(read):
    found = read(
        ["Age Group", "Weight", "Dose"],
        [("2 through 6 years", 1, 2), "at least 11 kg to less than 17 kg", "70 mg twice daily"],
        ["17 kg or more", "70 mg twice daily"],
    )
    assert [(one.low, one.min_weight_kg, one.max_weight_kg, one.min_age_months) for one in found] == [
        (70, 11, 17, 24),
        (70, 17, None, 24),
    ]


def test_a_row_for_one_weight_each(read):
    found = read(["Body Weight (kg)", "Dose (mg) once daily"], ["19", "330"], ["23", "330"])
    assert [(one.low, one.unit, one.min_weight_kg, one.max_weight_kg) for one in found] == [
        (330, "mg", 19, 19),
        (330, "mg", 23, 23),
    ]


def test_a_row_for_each_band_of_body_surface(read):
    found = read(
        ["Body Surface Area (m2)", "Recommended dose"], ["0.41 to 0.63", "35 mg twice daily"], ["0.64 or more", "35 mg twice daily"]
    )
    assert [one.condition for one in found] == ["body surface 0.41 to 0.63 m2", "body surface 0.64 m2 or more"]


def test_counts_named_by_the_caption_in_unequal_and_equal_parts_of_a_day(read):
    caption = "Table 3: Number of Zelvora 35 mg tablets needed for the daily dose"
    found = read(["Body Weight (kg)", "Morning", "Evening"], ["21", "0.5", "1"], ["31", "1.5", "1.5"], caption=caption)
    assert [(one.low, one.unit, one.every_hours, one.per_day, one.condition) for one in found] == [
        (0.5, "tablet", 24, None, "morning dose"),
        (1, "tablet", 24, None, "evening dose"),
        (1.5, "tablet", None, 2, None),
    ]


def test_the_caption_in_the_first_rows(read):
    rows = [
        [("Table 4", 1, 2)],
        [("Dose of Zelvora by weight in the first month", 1, 2)],
        ["Weight (kg)", "Dose (prefilled syringe) once daily"],
    ]
    found = read(*rows, ["≤51 kg", "9,300 units"], ["52 kg to 71 kg", "11,700 units"], caption="")
    assert [(one.low, one.every_hours, one.max_weight_kg) for one in found] == [(9300, 24, 51), (11700, 24, 71)]


def test_the_first_and_the_target_column_of_a_titration(read):
    rows = [
        ["Weight", "Starting Dosage", "Titration Dosage", "Target Maintenance Dose"],
        ["21 kg to <33 kg", "35 mg", "70 mg", "110 mg"],
    ]
    found = read(*rows, caption="Table 1: Recommended starting dosage and titration, once daily")
    assert [(one.phase, one.low) for one in found] == [("starting", 35), ("maintenance", 110)]


def test_weeks_before_an_interval_are_given_once_each(read):
    found = read(
        ["Weight", "Week 0", "Week 3", "Week 7 and every 5 weeks thereafter"], ["At least 41 kg", "210 mg", "110 mg", "110 mg"]
    )
    assert [(one.phase, one.low, one.once, one.every_hours) for one in found] == [
        ("loading", 210, True, None),
        ("loading", 110, True, None),
        ("maintenance", 110, False, 840),
    ]


def test_the_first_dose_of_a_row_has_not_the_interval_of_the_caption(read):
    rows = [["Weight", "Dose", "Schedule"], ["Less than 81 kg", "1,310 mg", "First dose at Week 1 Day 1"]]
    found = read(*rows, caption="Table 2: Recommended dosage (every 3-week dosing)")
    assert [(one.low, one.once, one.every_hours) for one in found] == [(1310, True, None)]


def test_the_column_of_another_medicine(label, one_table):
    text, blocks = one_table(["Weight", "Norvexin dose", "Velumatinib dose"], ["≥31 kg", "310 mg once daily", "75 mg once daily"])
    section = Section("34068-7", "34068-7", "2.1", "Recommended Dosage of Norvexin", None, text, tuple(blocks))
    assert [fact.value.low for fact in dosages(Source(label(section)))] == [310]


def test_the_strength_of_a_tablet_where_it_is_all_a_row_tells(read):
    found = read(
        ["Body Weight (kg)", "Tablet Strength"],
        ["31 to 52 kg", "65 mg tablet once daily"],
        ["53 to 82 kg", "110 mg tablet once daily"],
    )
    assert [(one.low, one.min_weight_kg) for one in found] == [(65, 31), (110, 53)]


def test_two_columns_of_weights_each_with_its_dose(read):
    head = [
        ["2 - 5 years", "2 - 5 years", "6 - 11 years", "6 - 11 years"],
        ["Weight (kg)", "Dose (mg)", "Weight (kg)", "Dose (mg)"],
    ]
    found = read(*head, ["6 to 9", "4", "11 to 15", "4"])
    assert [(one.low, one.min_weight_kg, one.max_weight_kg, one.min_age_months) for one in found] == [
        (4, 6, 9, 24),
        (4, 11, 15, 72),
    ]


def test_a_dose_in_brackets_with_days_behind_it(read):
    found = read(["Cycle", "Zelvora Dose and Schedule"], ["First Induction", "(norvexin 41 mg/m2) on days 1, 3, and 5"])
    assert [(one.low, one.unit, one.once) for one in found] == [(41, "mg/m2", False)]


def test_how_often_is_said_of_all_medicines_behind_them(read):
    found = read(["Use", "Dose"], ["Gastric germs", "35 mg Zelvorin 900 mg Take both medicines twice daily"])
    assert (35, None, 2) in [(one.low, one.every_hours, one.per_day) for one in found]


def test_a_cell_ends_where_it_tells_what_was_tried(read):
    found = read(["Use", "Dose"], ["Gout", "Starting dose 65 mg once daily; doses of 110 mg once daily have been given"])
    assert [(one.phase, one.low, one.every_hours) for one in found] == [("starting", 65, 24)]


def test_a_note_that_hangs_in_the_cell_of_an_age(read):
    note = "2 months to less than 3 months " + "The medicine has not been tried in babies who were born too early. " * 4
    found = read(["Age", "Weight (kg)", "Dose"], [note, "4 kg or greater", "One packet every 12 hours"])
    assert [(one.low, one.every_hours, one.min_age_months, one.min_weight_kg) for one in found] == [(1, 12, 2, 4)]


def test_genotypes_in_the_rows_and_the_columns(read):
    rows = [["QRST1", "CYP9Z9"], ["QRST1", "*1/*1", "*1/*2"], ["GG", "5-7 mg", "3-4 mg"]]
    found = read(*rows, caption="Table 1. Daily dosage by genotype")
    assert len({one.condition for one in found}) == len(found)
    assert all("GG" in (one.condition or "") and "*1/" in (one.condition or "") for one in found)


def test_different_tablets_in_the_morning_and_the_evening(read):
    rows = [["Age", "Morning (one tablet)", "Evening (one tablet)"], ["Adults", "100 mg", "150 mg"]]
    found = read(*rows)
    assert [(one.low, one.every_hours, one.condition) for one in found] == [(100, 24, "morning dose"), (150, 24, "evening dose")]


def test_a_row_that_tells_its_doses_in_a_paragraph(read):
    words = "Adults: Initial dose of 25 g. " + "More may be given as the person needs it. " * 6
    found = read(["Indication", "Dose"], ["Gout", words], ["Acute gout", "Adults: 30 g once a day for 7 days"])
    assert {(one.low, one.phase) for one in found} >= {(25, "starting"), (30, "usual")}


def test_how_many_syringes_is_no_dose(read):
    rows = [["Dose", "Syringes", "Volume"], ["75 mg", "1", "0.5 mL"]]
    assert not read(*rows, caption="Table 5. Number of Prefilled Syringes")


def test_rows_of_bad_kidneys_or_liver_give_no_usual_dose(read):
    note = " ".join(["Excludes those with a lymphocyte count less than 500 cells/mm3 or other findings"] * 6)
    rows = [
        ["Adults", "Zelvora Tablets"],
        [f"Patients with Normal Renal and Hepatic Function {note}", "5 mg twice daily"],
        [("Recommended Dosage in Patients with Renal Impairment (RI)", 1, 2)],
        ["Mild", "5 mg twice daily"],
        ["Moderate RI", "5 mg once daily"],
        [("Recommended Dosage in Patients with Hepatic Impairment (HI)", 1, 2)],
        ["Moderate HI", "5 mg once daily"],
    ]
    found = read(*rows)
    assert figures(found) == [("usual", 5, "mg", None, 2)]
    assert found[0].condition is None


def test_a_table_of_bioavailability_gives_no_dose(read):
    rows = [["Tablet", "Amount in Each Tablet"], ["Zelvora 50 mg", "200 mg"], ["Norvex 25 mg", "100 mg"]]
    assert read(*rows, caption="Table 2. Approximate bioavailabilities of the recommended dosage") == []
