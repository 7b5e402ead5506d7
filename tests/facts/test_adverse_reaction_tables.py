"""Rates from the adverse reaction tables of invented labels, one header shape after the other."""

import pytest

from plainlabel.facts.adverse_reaction_tables import table_reactions
from plainlabel.facts.kinds import AdverseReaction
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label, one_table):
    """Returns a function that reads the reactions of one table; a cell is its words, or (words, columns, rows)."""

    def values(*rows, caption="", title="Clinical Trials Experience"):
        text, blocks = one_table(*rows, caption=caption)
        section = Section("adverse_reactions", "34084-4", "6.1", title, None, text, blocks)
        facts = list(table_reactions(Source(label(section)), section))
        assert all(text[fact.place.start : fact.place.end].count("\t") > 0 for fact in facts)
        return [fact.value for fact in facts]

    return values


def rates(values):
    return [(one.term, one.rate_percent, one.comparator_percent, one.n, one.dose) for one in values]


def test_a_row_with_everything(read):
    found = read(
        ("Adverse Reaction", "ZORFAN N=100 n (%)", "Placebo N=50 n (%)"),
        ("Ear and Labyrinth Disorders", "", ""),
        ("Hiccups", "12 (12)", "1 (2)"),
        caption="Table 1: Adverse Reactions in ≥2% of Adults with Asthma Treated with ZORFAN",
    )
    assert found == [
        AdverseReaction(
            "hiccups",
            "common",
            name=found[0].name,
            rate_percent=12.0,
            comparator_percent=2.0,
            comparator="placebo",
            n=100,
            comparator_n=50,
            condition="asthma",
            organ_class="ear and labyrinth disorders",
        )
    ]


def test_doses_are_facts_of_their_own(read):
    found = read(
        ("", "Placebo", ("ZORFAN", 2, 1)),
        ("", "", "10 mg", "20 mg"),
        ("", "N=30 %", "N=40 %", "N=50 %"),
        ("Hiccups", "1", "<1", "5"),
    )
    assert rates(found) == [("hiccups", 1.0, 1.0, 40, "10 mg"), ("hiccups", 5.0, 1.0, 50, "20 mg")]
    assert [one.below for one in found] == [True, False]


def test_only_all_grades_are_the_rate(read):
    every, high = "All Grades (%)", "Grade 3-4 (%)"
    found = read(
        (("Term", 1, 2), ("ZORFAN N=20", 2, 1), ("Umbrelin N=21", 2, 1)),
        (every, high, every, high),
        ("Hiccups", "40", "3", "20", "2"),
    )
    assert rates(found) == [("hiccups", 40.0, 20.0, 20, None)]
    assert found[0].comparator == "umbrelin"


def test_a_table_of_high_grades_says_so(read):
    found = read(
        ("Term", "ZORFAN N=20 %", "Placebo N=21 %"),
        ("Sodium decreased", "4", "2"),
        ("Sodium", "4", "2"),
        caption="Table 2: Laboratory Abnormalities (Grades 3-4) in Adults",
    )
    assert [(one.term, one.condition) for one in found] == [("sodium decreased", "grade 3 to 4")]


def test_counts_beside_percentages_are_left_out(read):
    found = read(
        ("Term", ("ZORFAN (N=20)", 2, 1), ("Placebo (N=20)", 2, 1)),
        ("", "n", "%", "n", "%"),
        ("Hiccups", "2", "10", "1", "5"),
    )
    assert rates(found) == [("hiccups", 10.0, 5.0, 20, None)]


def test_marks_are_cut_off_terms(read):
    found = read(
        ("Term", "ZORFAN %"),
        ("Headache1", "9"),
        ("Rash a,b", "8"),
        ("Sneezing*", "7"),
        ("Low calcium ‡", "6"),
        ("Cough Cough includes productive cough", "5"),
        ("HICCUPS, severe", "4"),
    )
    assert [one.term for one in found] == ["headache", "rash", "sneezing", "low calcium", "cough", "hiccups, severe"]


def test_organ_classes_and_sums_are_no_reactions(read):
    found = read(
        ("Body System", "Term", "ZORFAN N=50 %"),
        ("", "Any adverse reaction", "80"),
        (("Eye disorders", 1, 2), "Watery eyes", "6"),
        ("Squinting", "4"),
        ("Gastrointestinal disorders", "", "20"),
        ("", "Hiccups", "3"),
    )
    assert [(one.term, one.organ_class) for one in found] == [
        ("watery eyes", "eye disorders"),
        ("squinting", "eye disorders"),
        ("hiccups", "gastrointestinal disorders"),
    ]


def test_any_under_a_heading_is_the_heading(read):
    found = read(("Reaction", "ZORFAN N=50 %", "Placebo N=50 %"), ("Sore arm", "", ""), ("Any", "30", "9"), ("Severe", "2", "0"))
    assert rates(found) == [("sore arm", 30.0, 9.0, 50, None)]


@pytest.mark.parametrize(
    "caption",
    [
        "Table 3: Adverse Reactions Leading to Discontinuation (%)",
        "Table 3: Mean Change from Baseline (%)",
        "Table 3: Events per 100 Patient-Years (%)",
    ],
)
def test_tables_of_other_things_give_nothing(read, caption):
    assert read(("Term", "ZORFAN N=20 %", "Placebo N=20 %"), ("Hiccups", "2", "1"), caption=caption) == []


def test_a_table_whose_rows_are_arms_gives_nothing(read):
    assert read(("Arm", "Hiccups %", "Cough %"), ("ZORFAN", "2", "1"), ("Placebo", "1", "1")) == []


def test_without_any_word_of_percent_a_number_is_not_read(read):
    assert read(("Term", "ZORFAN", "Placebo"), ("Hiccups", "12", "4")) == []


def test_a_figure_across_both_arms_is_neither_s(read):
    assert read(("Term", "ZORFAN %", "Placebo %"), ("Cough", "3", "1"), ("Hiccups", ("12", 2, 1)))[1:] == []


def test_serious_tables(read):
    found = read(("Term", "ZORFAN %"), ("Hiccups", "2"), caption="Table 4: Serious Adverse Reactions")
    assert [one.seriousness for one in found] == ["serious"]


@pytest.mark.parametrize(
    ("dosage", "doses"),
    [
        ("Take 5 mg once daily.", ["5 mg"]),
        ("Start with 5 mg twice daily. The most is 60 mg.", ["50 mg"]),
        ("Take 5 mg once daily. In clinical trials 50 mg did no better.", ["5 mg"]),
        ("Take 1 mg.", ["5 mg", "50 mg"]),
    ],
)
def test_doses_that_are_not_recommended_are_left_out(label, dosage, doses):
    header = "Term\tZORFAN 5 mg N=20 %\tZORFAN 50 mg N=20 %\tPlacebo N=20 %"
    row = "Hiccups\t9\t12\t2"
    text = f"{header}\n{row}"
    blocks = (Block("row", 0, len(header), table=1), Block("row", len(header) + 1, len(text), table=1))
    section = Section("s", "34084-4", "6.1", "Clinical Trials Experience", None, text, blocks)
    dosed = Section("d", "34068-7", "2", "Dosage", None, dosage, ())
    found = [fact.value for fact in table_reactions(Source(label(section, dosed)), section)]
    assert [one.dose for one in found] == doses


def test_periods_of_a_trial_are_arms_and_groups_are_no_terms(read):
    found = read(
        ("Term", ("Baseline to Week 52", 2, 1), ("Baseline to Week 96", 2, 1)),
        ("", "ZORFAN N=20", "Placebo N=20", "ZORFAN N=20", "Placebo N=20"),
        ("Application site conditions", "20%", "10%", "25%", "15%"),
        ("A nemia", "2%", "1%", "3%", "1%"),
    )
    assert [(one.term, one.rate_percent, one.comparator_percent) for one in found] == [("anemia", 2.0, 1.0), ("anemia", 3.0, 1.0)]


def test_lines_run_together_are_taken_apart(read):
    found = read(
        ("Term", "ZORFAN N=20 %", "Placebo N=20 %"),
        ("Gastrointestinal disorders Nausea Dry mouth Vomiting", "20 11 <1", "9 5 0"),
        ("Nausea Vomiting Diarrhea", "20 11", "9 5"),
    )
    assert rates(found) == [("nausea", 20.0, 9.0, 20, None), ("dry mouth", 11.0, 5.0, 20, None), ("vomiting", 1.0, 0.0, 20, None)]
    assert {one.organ_class for one in found} == {"gastrointestinal disorders"}
    assert [one.below for one in found] == [False, False, True]


def test_a_term_run_into_its_organ_class(read):
    found = read(("Term", "ZORFAN N=20 %"), ("Nervous system disorders Headache", "6"), ("Nervous system disorders", "9"))
    assert [(one.term, one.organ_class) for one in found] == [("headache", "nervous system disorders")]


def test_columns_are_groups_of_people(read):
    found = read(
        ("Term", "Adults (N=20) %", "Children (N=30) %"),
        ("Hiccups", "4", "6"),
        caption="Table 1: Adverse Reactions in Patients Who Received ZORFAN",
    )
    assert [(one.rate_percent, one.n, one.condition, one.dose) for one in found] == [
        (4.0, 20, "adults", None),
        (6.0, 30, "children", None),
    ]


def test_bleeding_of_any_kind_and_results_beyond_a_limit_are_terms(read):
    found = read(
        ("Term", "ZORFAN N=20 %"),
        ("Any bleeding", "9"),
        ("Any adverse reaction", "90"),
        ("Clinically relevant non-major bleeding", "5"),
        ("ALT (>3 x ULN)", "2"),
        ("Neutrophils (cells/mm3)", ""),
        ("<500", "1"),
    )
    assert [one.term for one in found] == [
        "any bleeding",
        "clinically relevant non-major bleeding",
        "ALT >3 x ULN",
        "neutrophils <500",
    ]


def test_a_laboratory_table_without_any_direction_is_read(read):
    header = ("Term", "ZORFAN N=20 %")
    found = read(header, ("Hemoglobin", "30"), ("Platelets", "12"), caption="Table 2: Laboratory Abnormalities")
    assert [one.term for one in found] == ["hemoglobin", "platelets"]


@pytest.mark.parametrize(
    ("caption", "condition"),
    [
        ("Table 1: Adverse Reactions in Adults with Moderate to Severe Asthma Treated with ZORFAN", "moderate to severe asthma"),
        (
            "Table 1: Adverse Reactions in Patients with Recurrent, Locally Advanced or Metastatic Breast Cancer",
            "recurrent, locally advanced or metastatic breast cancer",
        ),
        ("Table 1: Adverse Reactions in Patients with HER2-positive Breast Cancer", "HER2-positive breast cancer"),
        ("Table 1: Adverse Reactions in Patients with GERD, IBS and COPD", "GERD, IBS and COPD"),
        ("Table 1: Adverse Reactions in 6-Week Schizophrenia Trials", "schizophrenia"),
        ("Table 1: Adverse Reactions in Patients Treated with ZORFAN in LUMEN", None),
        ("Table 1: Common Reactions in 12 Weeks (Tardive Dyskinesia)", "tardive dyskinesia"),
        ("Table 1: Adverse Reactions in Patients Treated with ZORFAN for Type 2 Diabetes Mellitus", "type 2 diabetes mellitus"),
        ("Table 1: Adverse Reactions in HIV-1 Infected Adults", "HIV-1 infection"),
        ("Table 1: Elevated ALT in Patients with Elevated ALT", None),
    ],
)
def test_the_condition_of_a_caption(read, caption, condition):
    found = read(("Term", "ZORFAN N=20 %"), ("Hiccups", "2"), caption=caption)
    assert [one.condition for one in found] == [condition]


def test_a_trial_has_the_condition_told_before_its_first_table(label):
    before = "The safety of ZORFAN was studied in LUMEN-2 in 300 patients with asthma."
    texts = [before]
    blocks = [Block("paragraph", 0, len(before))]
    for number in (1, 2):
        for kind, words in (
            ("caption", f"Table {number}: Adverse Reactions in LUMEN-2"),
            ("row", "Term\tZORFAN N=20 %"),
            ("row", "Hiccups\t9"),
        ):
            start = sum(len(text) + 1 for text in texts)
            texts.append(words)
            blocks.append(Block(kind, start, start + len(words), table=number))
    section = Section("s", "34084-4", "6.1", "Clinical Trials Experience", None, "\n".join(texts), tuple(blocks))
    found = [fact.value for fact in table_reactions(Source(label(section)), section)]
    assert [one.condition for one in found] == ["asthma", "asthma"]


def test_two_lists_side_by_side(read):
    found = read(("", "N=189", "", "N=189"), ("Fever", "65%", "Headache", "26%"), ("Nausea", "47%", "Seizures", "10%"))
    assert sorted(rates(found)) == [
        ("fever", 65.0, None, 189, None),
        ("headache", 26.0, None, 189, None),
        ("nausea", 47.0, None, 189, None),
        ("seizures", 10.0, None, 189, None),
    ]


def test_columns_are_periods(read):
    found = read(("Term", "Minimum of 1 Year Follow-up %", "Minimum of 5 Years Follow-up %"), ("Hiccups", "4", "6"))
    assert [(one.rate_percent, one.dose) for one in found] == [
        (4.0, "Minimum of 1 Year Follow-up"),
        (6.0, "Minimum of 5 Years Follow-up"),
    ]


def test_an_infection_named_like_an_organ_class(read):
    found = read(("Term", "ZORFAN N=50 %"), ("Skin and soft tissue infections", "4"), ("Fatal", "1"))
    assert [one.term for one in found] == ["skin and soft tissue infections"]


def test_numbers_of_people_give_the_reaction_without_a_rate(read):
    found = read(("Term", "ZORFAN N=80", "Placebo N=78"), ("", "n", "n"), ("Hiccups", "6", "1"), ("Yawning", "0", "1"))
    assert [(one.term, one.rate_percent, one.comparator_percent) for one in found] == [("hiccups", None, None)]


def test_the_wider_of_two_spans_of_grades_is_the_rate(read):
    found = read(
        ("Term", ("ZORFAN", 2, 1), ("Placebo", 2, 1)),
        ("", "Grades 2-4 %", "Grades 3-4 %", "Grades 2-4 %", "Grades 3-4 %"),
        ("Hiccups", "20", "5", "10", "1"),
        caption="Table 3: Adverse Reactions",
    )
    assert [(one.term, one.rate_percent, one.comparator_percent) for one in found] == [("hiccups", 20.0, 10.0)]


def test_columns_are_studies_of_the_medicine(read):
    found = read(
        ("Term", "Open-Label Study", "Double-Blind Study"),
        ("", "N=40", "N=50"),
        ("Hiccups", "20", "5"),
        caption="Table 3: Adverse Reactions (%)",
    )
    assert rates(found) == [("hiccups", 20.0, None, 40, None), ("hiccups", 5.0, None, 50, None)]


def test_a_share_a_year_behind_the_percentage_is_passed_over(read):
    found = read(
        ("Term", "ZORFAN (n=90) Total Person-Years=50.2 n (%, EAIR)", "Placebo (n=80) Total Person-Years=47.0 n (%, EAIR)"),
        ("Hiccups", "9 (10.0%, 5.2)", "4 (5.0%, 2.7)"),
        caption="Table 3: Adverse Reactions",
    )
    assert rates(found) == [("hiccups", 10.0, 5.0, 90, None)]


def test_limits_belong_to_the_test_that_heads_their_column(read):
    found = read(
        ("Serum calcium", "ZORFAN N=20", "Placebo N=20"),
        (">10.6 to ≤12 mg/dL", "30%", "0%"),
        caption="Table 3: People with Results beyond a Limit",
    )
    assert [(one.term, one.rate_percent) for one in found] == [("serum calcium >10.6 to ≤12 mg/dl", 30.0)]


def test_an_abbreviation_that_the_text_explains_names_the_arm(label):
    told = "People took ZORFAN with norvexin (Zn) until the end, or for a year (Zn12)."
    lines = ("Term\tZn N=20 %\tZn12 N=20 %\tXYZ N=20 %", "Hiccups\t9\t12\t2")
    text = "\n".join((told, *lines))
    at = len(told) + 1
    middle = at + len(lines[0])
    blocks = (Block("paragraph", 0, len(told)), Block("row", at, middle, table=1), Block("row", middle + 1, len(text), table=1))
    section = Section("s", "34084-4", "6.1", "Clinical Trials Experience", None, text, blocks)
    found = [fact.value for fact in table_reactions(Source(label(section)), section)]
    assert [(one.rate_percent, one.comparator_percent) for one in found] == [(9.0, 2.0), (12.0, 2.0)]


def test_the_most_of_a_condition_leaves_higher_doses_out(label):
    dosage = "Asthma: start with 5 mg once daily. The maximum for severe asthma is 50 mg. Scurvy: take up to 90 mg."
    title = "Table 3: Adverse Reactions in Patients with Severe Asthma"
    lines = (title, "Term\tZORFAN 50 mg N=20 %\tZORFAN 90 mg N=20 %", "Hiccups\t9\t12")
    text = "\n".join(lines)
    first = len(title) + 1
    second = first + len(lines[1]) + 1
    blocks = (
        Block("caption", 0, len(title), table=1),
        Block("row", first, second - 1, table=1),
        Block("row", second, len(text), table=1),
    )
    section = Section("s", "34084-4", "6.1", "Clinical Trials Experience", None, text, blocks)
    dosed = Section("d", "34068-7", "2", "Dosage", None, dosage, ())
    found = [fact.value for fact in table_reactions(Source(label(section, dosed)), section)]
    assert [one.rate_percent for one in found] == [9.0]


def test_a_class_with_figures_among_lines_run_together(read):
    found = read(
        ("Adverse Reaction", "ZORFAN (n = 603) %", "Placebo (n = 400) %"),
        ("Nausea Diarrhea Vomiting Gastrointestinal disorders", "14 10 4 1", "8 4 1 0"),
    )
    assert [(one.term, one.rate_percent, one.comparator_percent) for one in found] == [
        ("nausea", 14.0, 8.0),
        ("diarrhea", 10.0, 4.0),
        ("vomiting", 4.0, 1.0),
        ("gastrointestinal disorders", 1.0, 0.0),
    ]


def test_an_amount_behind_its_times_a_day_is_that_of_a_day(label, one_table, section):
    text, blocks = one_table(
        ("Adverse Reactions", "Placebo N=298 %", "ZORFAN tid 100 mg N=296 %", "ZORFAN tid 200 mg N=298 %"),
        ("Hiccups", "20", "42", "51"),
    )
    reactions = Section("adverse_reactions", "34084-4", "6.1", "Clinical Trials", None, text, blocks)
    dosage = section("34068-7", "Begin with 100 mg three times a day. Some people need 200 mg three times a day.")
    found = list(table_reactions(Source(label(dosage, reactions)), reactions))
    assert [(fact.value.rate_percent, fact.value.dose) for fact in found] == [(42.0, "tid 100 mg"), (51.0, "tid 200 mg")]


def test_two_medicines_in_the_same_doses_are_compared_dose_by_dose(read):
    found = read(
        ("Adverse Reaction", "ZORFAN 5 mg N=25 %", "ZORFAN 10 mg N=26 %", "Norvexin 5 mg N=27 %", "Norvexin 10 mg N=28 %"),
        ("Hiccups", "11", "12", "13", "14"),
    )
    assert rates(found) == [("hiccups", 11.0, 13.0, 25, "5 mg"), ("hiccups", 12.0, 14.0, 26, "10 mg")]


def test_columns_of_people_beside_percentages(read):
    found = read(
        ("", ("ZORFAN (n=250)", 2, 1), ("Umbrelin (n=232)", 2, 1)),
        ("Adverse Event", "Patients", "Percent", "Patients", "Percent"),
        ("Hiccups", "95", "38", "12", "5"),
    )
    assert rates(found) == [("hiccups", 38.0, 5.0, 250, None)]


def test_a_row_of_all_people_gives_the_denominators(read):
    found = read(
        ("Adverse Reaction", ("ZORFAN", 2, 1), ("Placebo", 2, 1)),
        ("", "n", "(%)", "n", "(%)"),
        ("Total Patients", "123", "(100)", "114", "(100)"),
        ("Hiccups", "6", "(4.9)", "4", "(3.5)"),
    )
    assert [(one.rate_percent, one.n, one.comparator_n) for one in found] == [(4.9, 123, 114)]


def test_treatments_of_different_lengths_are_two_arms(read):
    found = read(
        ("", "ZORFAN N=105 % 12 weeks", "ZORFAN + Umbrelin N=106 % 16 weeks"),
        ("Hiccups", "5%", "4%"),
    )
    assert rates(found) == [("hiccups", 5.0, None, 105, "12 weeks"), ("hiccups", 4.0, None, 106, "Umbrelin 16 weeks")]


def test_all_arms_together_compare_with_none(read):
    found = read(
        ("Reaction", "ZORFAN Low Dose N=42 %", "ZORFAN High Dose N=38 %", "Total N=80 %"),
        ("Hiccups", "7", "9", "8"),
    )
    assert [(one.rate_percent, one.comparator_percent) for one in found] == [(7.0, None), (9.0, None)]


def test_total_under_another_medicine_is_a_column_of_it(read):
    found = read(
        ("", "ZORFAN 40 mg N=120", "Umbrelin 50 mg N=123"),
        ("Adverse Reaction", "Total %", "Total %"),
        ("Hiccups", "7", "6"),
    )
    assert [(one.rate_percent, one.comparator_percent, one.comparator) for one in found] == [(7.0, 6.0, "umbrelin 50 mg")]


def test_the_form_of_a_medicine_is_no_part_of_the_dose(read):
    found = read(
        (
            "Reaction",
            "ZORFAN extended-release tablets 3 mg N=42 %",
            "ZORFAN extended-release tablets 6 mg N=38 %",
            "Placebo N=40 %",
        ),
        ("Hiccups", "7", "9", "8"),
    )
    assert [one.dose for one in found] == ["3 mg", "6 mg"]


@pytest.mark.parametrize(
    "name",
    ["Prior to procedures", "By course", "Regardless of premedication", "Umbrelin-refractory", "Hospitalized, nonfatal"],
)
def test_rows_that_tell_who_or_how_counted_are_no_reactions(read, name):
    found = read(("Reaction", "ZORFAN N=42 %", "Placebo N=38 %"), (name, "7", "9"), ("Hiccups", "3", "2"))
    assert [one.term for one in found] == ["hiccups"]


@pytest.mark.parametrize(
    "name", ["Infections 1;2;3", "Infections 3,$,@,%", "Infections * c d @", "Infections c% f", "Infections 3"]
)
def test_signs_of_several_notes_behind_a_term_are_cut_off(read, name):
    found = read(("Reaction", "ZORFAN N=42 %", "Placebo N=38 %"), (name, "36", "24"))
    assert [one.term for one in found] == ["infections"]


@pytest.mark.parametrize("name", ["D i arrhea", "Vascu l a r D i sord e rs", "P h l ebitis"])
def test_words_torn_apart_are_no_terms(read, name):
    assert read(("Reaction", "ZORFAN N=42 %", "Placebo N=38 %"), (name, "36", "24")) == []


def test_what_was_done_with_figures_is_no_part_of_the_comparator(read):
    found = read(("Reaction", "ZORFAN N=479 % Reporting", "Umbrelin N=477 % Reporting"), ("Hiccups", "48", "6"))
    assert [one.comparator for one in found] == ["umbrelin"]


def test_a_column_of_every_dose_is_left_out(read):
    found = read(
        ("Term", "ZORFAN 4 mg (N=73) %", "ZORFAN 8 mg (N=74) %", "All ZORFAN (N=147) %", "Placebo (N=75) %"),
        ("Hiccups", "5", "6", "5.5", "1"),
    )
    assert [one.dose for one in found] == ["4 mg", "8 mg"]


def test_a_short_form_is_looked_up_for_the_doses_of_a_condition(label, one_table, section):
    text, blocks = one_table(
        ("Adverse Reaction", "Placebo (N = 60) %", "ZORFAN 600 mg/day (N = 63) %", "ZORFAN 1,200 mg/day (N = 69) %"),
        ("Hiccups", "4", "13", "22"),
        caption="Table 4: Adverse Reactions in Patients with RLS",
    )
    reactions = Section("adverse_reactions", "34084-4", "6.1", "Clinical Trials", None, text, blocks)
    first = Section(
        "d1",
        "34068-7",
        "2.1",
        "Restless Legs Syndrome",
        None,
        "Take 600 mg once a day at 5 PM. More had no additional benefit.",
        (),
    )
    other = Section("d2", "34068-7", "2.2", "Postherpetic Neuralgia", None, "Take 600 mg twice daily.", ())
    use = section("34067-9", "For restless legs syndrome (RLS).")
    found = list(table_reactions(Source(label(use, first, other, reactions)), reactions))
    assert [fact.value.rate_percent for fact in found] == [13.0]


def test_limits_of_a_test_are_no_arms_on_a_dose(read):
    found = read(
        ("Serum calcium", "ZORFAN N=42", "Placebo N=38"),
        ("≥7 to <8.4 mg/dL", "79%", "98%"),
        ("<7 mg/dL", "6%", "18%"),
    )
    assert [one.term for one in found] == ["serum calcium ≥7 to <8.4 mg/dl", "serum calcium <7 mg/dl"]


def test_treated_with_another_medicine_is_the_comparator(read):
    found = read(
        ("Event", "Frontline, Treated With ZORFAN N=180 %", "Frontline, Treated With Umbrelin N=176 %"),
        ("Hiccups", "63", "22"),
    )
    assert [(one.rate_percent, one.comparator_percent) for one in found] == [(63.0, 22.0)]


def test_zeros_among_numbers_that_are_not_told_are_no_rates(read):
    assert read(("Event", "ZORFAN n=128", "Placebo n=130"), ("Hiccups", "3", "1"), ("Chills", "0", "2")) == []


def told_of(values):
    return [(one.term, one.rate_percent, one.comparator_percent, one.dose, one.condition) for one in values]


def test_a_comparator_of_other_people_is_not_beside_an_arm(read):
    found = read(
        ("Event", "Frontline, given ZORFAN N=180", "Frontline, given TSL N=176", "Relapsed, given ZORFAN N=97"),
        ("Hiccups", "6", "22", "53"),
        caption="Percent of patients with events",
    )
    assert [(one.rate_percent, one.comparator_percent) for one in found] == [(6.0, 22.0), (53.0, None)]


def test_a_part_of_a_combination_still_compares(read):
    found = read(
        ("Event (%)", "ZORFAN and tesolimab N=10", "ZORFAN N=20", "Tesolimab N=30"),
        ("Hiccups", "6", "22", "53"),
    )
    assert (22.0, 53.0) in [(one.rate_percent, one.comparator_percent) for one in found]


def test_trials_side_by_side_are_told_apart(read):
    found = read(
        ("", ("Volunteered (home reports)", 2, 1), ("Volunteered and asked", 2, 1)),
        ("", "ZORFAN N=30 %", "Placebo N=40 %", "ZORFAN N=50 %", "Placebo N=60 %"),
        ("Hiccups", "1", "2", "12", "5"),
    )
    assert told_of(found) == [
        ("hiccups", 1.0, 2.0, None, "volunteered (home reports)"),
        ("hiccups", 12.0, 5.0, None, "volunteered and asked"),
    ]


def test_children_and_adolescents_are_people(read):
    found = read(
        ("", ("Adults", 2, 1), ("Children and Adolescents", 2, 1)),
        ("", "ZORFAN N=30 %", "Placebo N=40 %", "ZORFAN N=50 %", "Placebo N=60 %"),
        ("Hiccups", "1", "2", "12", "5"),
    )
    assert [one.condition for one in found] == ["adults", "children and adolescents"]


def test_rows_behind_those_of_one_sex_count_everybody(read):
    found = read(
        ("", "ZORFAN (N=300)", "Placebo (N=200)"),
        ("Hiccups", "12%", "5%"),
        ("Male Patients Only", "(N=140)", "(N=90)"),
        ("Impotence", "4%", "3%"),
        ("Special Senses", "", ""),
        ("Tinnitus", "2%", "1%"),
    )
    assert [(one.term, one.n, one.comparator_n) for one in found] == [
        ("hiccups", 300, 200),
        ("impotence", 140, 90),
        ("tinnitus", 300, 200),
    ]


def test_those_who_stopped_stand_in_brackets_behind_the_rate(read):
    found = read(
        ("", "Placebo", "ZORFAN"),
        ("Headache", "6% (0%)", "35% (5%)"),
        caption="Frequency of Adverse Reactions (Discontinuations)",
    )
    assert rates(found) == [("headache", 35.0, 6.0, None, None)]


def test_a_table_of_severe_events_says_so(read):
    found = read(("", "ZORFAN n = 189"), ("Anemia", "9%"), caption="TABLE 10: Severe Adverse Events")
    assert [(one.term, one.condition) for one in found] == [("anemia", "severe")]


def test_a_place_belongs_to_its_reaction(read):
    found = read(("", "ZORFAN N=46 n (%)"), ("Gastrointestinal Hemorrhage", "1 (2.2)"), ("Gastrointestinal Nausea", "2 (4.3)"))
    assert [one.term for one in found] == ["gastrointestinal hemorrhage", "nausea"]


def test_people_counted_in_words(read):
    found = read(("", "ZORFAN (445 patients)", "Tesolin (440 patients)"), ("Rash", "26%", "39%"))
    assert [(one.n, one.comparator, one.comparator_n) for one in found] == [(445, "tesolin", 440)]


def test_a_range_of_doses_open_above(read):
    found = read(
        ("Event", "<1mg n=96 %", "1- <2mg n=129 %", "Placebo n=94 %"),
        ("Hiccups", "26", "35", "10"),
    )
    assert rates(found) == [("hiccups", 26.0, 10.0, 96, "<1 mg"), ("hiccups", 35.0, 10.0, 129, "1- <2 mg")]
