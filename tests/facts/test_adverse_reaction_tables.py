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


def test_only_recommended_doses_count(label):
    header = "Term\tZORFAN 5 mg N=20 %\tZORFAN 50 mg N=20 %\tPlacebo N=20 %"
    row = "Hiccups\t9\t12\t2"
    text = f"{header}\n{row}"
    blocks = (Block("row", 0, len(header), table=1), Block("row", len(header) + 1, len(text), table=1))
    section = Section("s", "34084-4", "6.1", "Clinical Trials Experience", None, text, blocks)
    dosage = Section("d", "34068-7", "2", "Dosage", None, "Take 5 mg once daily.", ())
    found = [fact.value for fact in table_reactions(Source(label(section, dosage)), section)]
    assert rates(found) == [("hiccups", 9.0, 2.0, 20, "5 mg")]


def test_periods_of_a_trial_are_arms_and_groups_are_no_terms(read):
    found = read(
        ("Term", ("Baseline to Week 52", 2, 1), ("Baseline to Week 96", 2, 1)),
        ("", "ZORFAN N=20", "Placebo N=20", "ZORFAN N=20", "Placebo N=20"),
        ("Application site conditions", "20%", "10%", "25%", "15%"),
        ("A nemia", "2%", "1%", "3%", "1%"),
    )
    assert [(one.term, one.rate_percent, one.comparator_percent) for one in found] == [("anemia", 2.0, 1.0), ("anemia", 3.0, 1.0)]
