"""The grid of a table, the figures of its cells and the arms of its header, on invented tables."""

import pytest

from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.source import Source
from plainlabel.facts.table_arms import arms
from plainlabel.facts.table_figures import Figure, column_layout, figure, is_figure
from plainlabel.facts.table_population import comparator_name
from plainlabel.facts.tables import grids, without_note
from plainlabel.label import Block, Label, Product, Section


def table(*rows, spans=None, caption="", before=""):
    text, blocks = before, []
    if before:
        blocks.append(Block("paragraph", 0, len(before)))
    if caption:
        text += "\n" if text else ""
        blocks.append(Block("caption", len(text), len(text) + len(caption), table=1))
        text += caption
    for number, row in enumerate(rows):
        text += "\n" if text else ""
        words = "\t".join(row)
        forms = tuple((False, *(spans or {}).get((number, place), (1, 1))) for place in range(len(row)))
        blocks.append(Block("row", len(text), len(text) + len(words), table=1, forms=forms))
        text += words
    return Section("adverse_reactions", "34084-4", "6.1", "Clinical Trials Experience", None, text, tuple(blocks))


def pairs(section, name="ZORFAN", generic="zorfanib"):
    label = Label("s", 1, None, "spl", products=(Product(name=name, generic=generic),), sections=(section,))
    grid = next(iter(grids(section)))
    return [
        (pair.medicine.dose, pair.medicine.of, pair.comparator.name if pair.comparator else None)
        for pair in arms(Medicine(Source(label)), grid)
    ]


@pytest.mark.parametrize(
    ("cell", "layout", "of", "expected"),
    [
        ("12 (5)", "count_percent", None, Figure(5.0)),
        ("12 (5)", "percent_count", None, Figure(12.0)),
        ("12 (5)", None, 240, Figure(5.0)),
        ("12 (5)", None, None, None),
        ("12 (5%)", None, None, Figure(5.0)),
        ("12%", None, None, Figure(12.0)),
        ("12% (3)", None, None, Figure(12.0)),
        ("<1", "percent", None, Figure(1.0, below=True)),
        ("2 (<1)", "count_percent", None, Figure(1.0, below=True)),
        ("0", None, None, Figure(0.0)),
        ("-", "percent", None, None),
        ("NR", "percent", None, None),
        ("5/120", None, None, Figure(4.2, of=120, counted=True)),
        ("8/1,848 (0.4)", None, None, Figure(0.4, of=1848)),
        ("(8.2)", "count_percent", None, Figure(8.2)),
        ("6*", "percent", None, Figure(6.0)),
        ("6 a", "percent", None, Figure(6.0)),
        ("6", "count", 120, Figure(5.0, counted=True)),
        ("6", None, None, None),
        ("231", "percent", None, None),
        ("3 Only mild events occurred.", "percent", None, Figure(3.0)),
        ("20 7 4", "percent", None, None),
        ("6.2% (N=2830)", "percent", None, Figure(6.2, of=2830)),
        ("5% (6/120)", None, None, Figure(5.0, of=120)),
    ],
)
def test_what_a_cell_says(cell, layout, of, expected):
    assert figure(cell, layout, of) == expected


def test_words_are_no_figures():
    assert not is_figure("Headache")
    assert not is_figure("100 mg daily")
    assert is_figure("—")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Cough Cough includes productive cough.", "Cough"),
        ("Sore knee Consists of several terms.", "Sore knee"),
        ("Rash The term includes itching rash", "Rash"),
        ("Falls Falls, slips", "Falls"),
        ("ZORFAN N = 20", "ZORFAN N = 20"),
        ("Nausea and vomiting", "Nausea and vomiting"),
    ],
)
def test_a_note_run_into_a_cell_is_left_out(cell, words):
    assert without_note(cell) == words


def test_spans_fill_every_column_and_row():
    section = table(
        ("Term", "Trial 1", "Trial 2"),
        ("ZORFAN", "Placebo", "ZORFAN", "Placebo"),
        ("Hiccups", "1%", "2%", "3%", "4%"),
        spans={(0, 0): (1, 2), (0, 1): (2, 1), (0, 2): (2, 1)},
    )
    (grid,) = grids(section)
    assert grid.heads == (("Term",), ("Trial 1", "ZORFAN"), ("Trial 1", "Placebo"), ("Trial 2", "ZORFAN"), ("Trial 2", "Placebo"))
    assert [row.texts for row in grid.rows] == [("Hiccups", "1%", "2%", "3%", "4%")]


def test_a_marked_footnote_is_cut_out_of_its_cell():
    section = table(("Term", "ZORFAN %"), ("Hiccups also brief ones", "3"), ("Cough", "4"))
    start = section.text.index("also")
    note = Block("footnote", start, start + len("also brief ones"), table=1)
    (grid,) = grids(Section(*(getattr(section, name) for name in Section.__struct_fields__[:6]), (*section.blocks, note)))
    assert grid.rows[0].texts == ("Hiccups", "3")


def test_a_table_with_a_second_header_comes_as_two():
    section = table(
        ("", "ZORFAN N=10", "Placebo N=12"),
        ("Hiccups", "1%", "2%"),
        ("Longer trial", "", ""),
        ("", "ZORFAN N=30", "Placebo N=32"),
        ("Hiccups", "3%", "4%"),
    )
    assert [len(grid.rows) for grid in grids(section)] == [1, 1]


def test_medicine_and_placebo_by_name():
    section = table(("Term", "ZORFAN (N=100) %", "Placebo (N=50) %"), ("Hiccups", "3", "1"))
    assert pairs(section) == [(None, 100, "Placebo")]


def test_doses_under_the_medicine_share_the_comparator():
    section = table(
        ("", "Placebo", "ZORFAN"),
        ("10 mg", "20 mg"),
        ("", "(N=30)", "(N=40)", "(N=50)"),
        ("Hiccups", "1", "3", "5"),
        spans={(0, 0): (1, 2), (0, 1): (1, 2), (0, 2): (2, 1)},
    )
    assert pairs(section) == [("10 mg", 40, "Placebo"), ("20 mg", 50, "Placebo")]


def test_doses_alone_are_the_medicine_s_and_a_pooled_column_is_left_out():
    section = table(("Term", "Any dose N=90", "10 mg N=40", "20 mg N=50", "Placebo N=45"), ("Hiccups", "4%", "3%", "5%", "1%"))
    assert pairs(section) == [("10 mg", 40, "Placebo"), ("20 mg", 50, "Placebo")]


def test_each_trial_has_its_own_comparator():
    section = table(
        ("Term", "Trial 1", "Trial 2"),
        ("ZORFAN 5 mg N=10", "Placebo N=11", "ZORFAN 9 mg N=20", "Placebo N=21"),
        ("Hiccups", "1%", "2%", "3%", "4%"),
        spans={(0, 0): (1, 2), (0, 1): (2, 1), (0, 2): (2, 1)},
    )
    assert pairs(section) == [("5 mg", 10, "Placebo"), ("9 mg", 20, "Placebo")]


def test_another_drug_beside_the_medicine_compares():
    section = table(("Term", "ZORFAN N=10", "Umbrelin N=12"), ("Hiccups", "1%", "2%"))
    assert pairs(section) == [(None, 10, "Umbrelin")]


def test_the_medicine_added_to_the_background_of_both_arms():
    section = table(("Term", "ZORFAN + Umbrelin N=10", "Placebo + Umbrelin N=12"), ("Hiccups", "1%", "2%"))
    assert pairs(section) == [(None, 10, "Placebo + Umbrelin")]


def test_differences_and_probabilities_are_no_arms():
    section = table(("Term", "ZORFAN N=10", "Placebo N=12", "Difference (95% CI)", "p value"), ("Hiccups", "1%", "2%", "1%", "0.2"))
    assert pairs(section) == [(None, 10, "Placebo")]


def test_two_columns_that_cannot_be_told_apart_give_nothing():
    section = table(("Term", "Group A", "Group B"), ("Hiccups", "1%", "2%"))
    assert pairs(section) == []


def test_the_comparator_stands_under_the_same_header():
    section = table(
        ("Term", "Trial 1 of ZORFAN", "Trial 2 of ZORFAN"),
        ("Placebo N=11", "5 mg N=10", "Placebo N=21", "9 mg N=20"),
        ("Hiccups", "1%", "2%", "3%", "4%"),
        spans={(0, 0): (1, 2), (0, 1): (2, 1), (0, 2): (2, 1)},
    )
    label = Label("s", 1, None, "spl", products=(Product(name="ZORFAN"),), sections=(section,))
    found = arms(Medicine(Source(label)), next(iter(grids(section))))
    assert [(pair.medicine.of, pair.comparator and pair.comparator.of) for pair in found] == [(10, 11), (20, 21)]


def test_the_medicine_with_placebo_compares_with_the_medicine_with_another_drug():
    section = table(("Term", "ZORFAN plus Umbrelin N=10", "ZORFAN plus Placebo N=12"), ("Hiccups", "1%", "2%"))
    assert pairs(section) == [(None, 10, "ZORFAN plus Placebo")]


@pytest.mark.parametrize(
    ("said", "cells", "expected"),
    [
        ("count_percent", ["12", "5"], "percent"),
        ("count_percent", ["12 (5)", "5"], "count_percent"),
        ("count", ["575 (19)", "30 (1)"], "count_percent"),
        ("percent", ["8.6 (0)", "5.5 (1)"], "percent_count"),
        ("count", ["3.8", "4"], "percent"),
        ("percent", ["5 (4)", "6 (5)"], None),
    ],
)
def test_the_cells_of_a_column_prove_how_it_is_written(said, cells, expected):
    assert column_layout(said, cells) == expected


def test_a_header_row_without_a_cell_over_the_names_is_put_right():
    section = table(("Placebo (N=30) %", "ZORFAN (N=40) %"), ("Hiccups", "1", "3"))
    assert pairs(section) == [(None, 40, "Placebo")]


def test_doses_below_an_empty_name_are_header_not_body():
    section = table(
        ("", "Percentage of Patients"),
        ("", "Placebo", "5 ± 2 mg/day", "9 ± 2 mg/day"),
        ("", "(N=30)", "(N=40)", "(N=50)"),
        ("Hiccups", "1", "3", "5"),
        ("Cough", "2", "4", "6"),
        ("Fall", "2", "4", "6"),
        spans={(0, 1): (3, 1)},
    )
    assert [of for _, of, _ in pairs(section)] == [40, 50]


def test_grades_in_two_header_rows():
    section = table(
        ("Term", "ZORFAN (N=20 a )", "Placebo (N=21 a )"),
        ("Grade b", "Grade b"),
        ("All %", "≥ 3 %", "All %", "≥ 3 %"),
        ("Hiccups", "9", "1", "7", "0"),
        spans={(0, 0): (1, 3), (0, 1): (2, 1), (0, 2): (2, 1), (1, 0): (2, 1), (1, 1): (2, 1)},
    )
    assert pairs(section) == [(None, 20, "Placebo")]


def test_an_abbreviation_that_a_note_explains_names_the_medicine():
    section = table(
        ("Term", "ZD N=10 %", "UD N=12 %"),
        ("ZD = ZORFAN and dexamethasone; UD = umbrelin and dexamethasone", "", ""),
        ("Hiccups", "1", "2"),
    )
    assert pairs(section) == [(None, 10, "UD")]


def test_a_dose_of_another_drug_compares():
    section = table(
        ("", "ZORFAN", "Umbrelin"),
        ("", "2 mg", "20 mg"),
        ("", "(N=45) %", "(N=46) %"),
        ("Hiccups", "1", "2"),
    )
    assert pairs(section) == [(None, 45, "Umbrelin 20 mg")]


def test_the_medicine_alone_compares_with_the_medicine_and_another():
    section = table(("Term", "ZORFAN + Umbrelin N=10 %", "ZORFAN N=12 %"), ("Hiccups", "1", "2"))
    assert pairs(section) == [(None, 10, "ZORFAN")]


def test_doses_of_a_name_the_record_lacks_are_the_medicine_s():
    section = table(("Term", "Placebo N=9 %", "Morfan 5 mg N=10 %", "Morfan 8 mg N=12 %"), ("Hiccups", "1", "2", "3"))
    assert [(of, beside) for _, of, beside in pairs(section)] == [(10, "Placebo"), (12, "Placebo")]


def test_exposure_and_units_in_a_header_do_not_hide_an_arm():
    section = table(
        ("", "ZORFAN 100 Units (n = 190)", "Placebo (n = 180)"),
        ("", "399 subject-years", "404 subject-years"),
        ("Hiccups", "1%", "2%"),
    )
    assert pairs(section) == [(None, 190, "Placebo")]


def test_an_arm_of_another_trial_has_no_comparator_of_the_first():
    section = table(
        ("Term", "Everyone", "Everyone", "Everyone"),
        ("", "Trial 1", "Trial 1", "Trial 2"),
        ("", "ZORFAN 5 mg N=10 %", "Umbrelin N=11 %", "ZORFAN 9 mg N=20 %"),
        ("Hiccups", "1", "2", "3"),
    )
    assert pairs(section) == [("5 mg", 10, "Umbrelin"), ("9 mg", 20, None)]


def test_a_comparator_of_one_period_is_not_that_of_all():
    section = table(
        ("Term", "ZORFAN Cycle 1 N=10 %", "Umbrelin Cycle 1 N=11 %", "ZORFAN All Cycles N=20 %"), ("Hiccups", "1", "2", "3")
    )
    assert pairs(section) == [("Cycle 1", 10, "Umbrelin Cycle 1"), ("All Cycles", 20, None)]


def test_what_a_header_says_of_grading_is_no_grade():
    section = table(
        ("Term", "ZORFAN with umbrelin Grades per NCI CTCAE v4.03. N=10", "Morfan N=11"),
        ("All Grades Severity graded per NCI CTCAE (%)", "Grade 3-5 (%)", "Any Grade (%)", "Grade 3-5 (%)"),
        ("Hiccups", "9", "1", "2", "0"),
        spans={(0, 0): (1, 2), (0, 1): (2, 1), (0, 2): (2, 1)},
    )
    assert pairs(section) == [(None, 10, "Morfan")]


def test_columns_of_numbers_of_people_are_no_arms():
    section = table(
        ("Term", "N", "ZORFAN", "N", "Umbrelin"), ("", "", "All Grades %", "", "All Grades %"), ("Hiccups", "300", "9", "310", "2")
    )
    assert pairs(section) == [(None, None, "Umbrelin")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Placebo", "placebo"),
        ("Placebo + Umbrelin", "placebo + umbrelin"),
        ("Umbrelin 40 mg/placebo", "umbrelin 40 mg/placebo"),
        ("Cyclomorf/ AZA", "cyclomorf/AZA"),
        ("MFOLX with or without FOLXIRINOX", "MFOLX with or without FOLXIRINOX"),
        ("UMBRELINUM", "umbrelinum"),
        ("Umbrelin (Group A", "umbrelin (group A)"),
    ],
)
def test_the_name_of_a_comparator(words, name):
    assert comparator_name(words) == name


def test_a_header_cell_that_spans_one_column_too_many():
    section = table(
        ("Term", "ZORFAN (N=279)", "Umbrelin (N=136)"),
        ("All Grades (%)", "Grade 3-5 (%)", "All Grades (%)", "Grade 3-5 (%)"),
        ("Hiccups", "41", "1", "11", "2"),
        ("Cough", "16", "1", "49", "4"),
        spans={(0, 0): (1, 2), (0, 1): (3, 1), (0, 2): (2, 1), (1, 0): (2, 1)},
    )
    assert pairs(section) == [(None, 279, "Umbrelin")]
    assert next(iter(grids(section))).rows[0].texts[:5] == ("Hiccups", "41", "1", "11", "2")


def test_body_cells_that_span_other_columns_than_their_headers():
    section = table(
        ("Term", "ZORFAN (N=30) %", "Umbrelin (N=40) %"),
        ("Hiccups", "12", "6"),
        ("Cough", "11", "10"),
        spans={(0, 1): (2, 1), (1, 2): (2, 1), (2, 2): (2, 1)},
    )
    assert pairs(section) == [(None, 30, "Umbrelin")]
    assert [row.texts for row in next(iter(grids(section))).rows] == [("Hiccups", "12", "6"), ("Cough", "11", "10")]


def test_a_percentage_across_the_top_says_what_the_figures_are():
    section = table(
        ("Percentage of Patients",),
        ("", "ZORFAN", "Placebo"),
        ("Term", "(n=12)", "(n=14)"),
        ("Hiccups", "9", "2"),
        spans={(0, 0): (3, 1)},
        before="Table 4: Adverse Reactions in Patients with Asthma",
    )
    grid = next(iter(grids(section)))
    assert (grid.caption, grid.over) == ("", "Percentage of Patients")
    assert pairs(section) == [(None, 12, "Placebo")]


def test_cells_that_reach_down_too_far_give_way_to_a_whole_row(one_table):
    text, blocks = one_table(
        (("Reaction", 1, 3), ("ZORFAN", 1, 3), ("Placebo", 1, 3)),
        ("Hiccups", "12", "3"),
        ("Chills", "9", "2"),
    )
    section = Section("s", "34084-4", "6.1", "Clinical Trials", None, text, blocks)
    (grid,) = grids(section)
    assert [row.texts for row in grid.rows] == [("Hiccups", "12", "3"), ("Chills", "9", "2")]
