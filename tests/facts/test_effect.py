"""Results over time from the clinical studies tables of invented labels."""

import pytest

from plainlabel.facts.effect import effects
from plainlabel.facts.effect_figures import Result, result, unit_said
from plainlabel.facts.effect_times import week
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.facts.source import Source
from plainlabel.label import Section


@pytest.fixture
def read(label, one_table):
    """Returns a function that reads the results of one table; a cell is its words, or (words, columns, rows)."""

    def values(*rows, caption="", title="Asthma"):
        text, blocks = one_table(*rows, caption=caption)
        section = Section("clinical_studies", "34092-7", "14.1", title, None, text, blocks)
        return [fact.value for fact in effects(Source(label(section)))]

    return values


def test_the_caption_names_the_week(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48", "Difference (95% CI)"),
        ("Grumble-free", "40%", "12%", "28% (20, 36)"),
        caption="Table 7: Results at Week 16 in Trial 1",
    )
    assert found == [EffectOverTime("Grumble-free", 40.0, "percent", 16.0, 12.0, "placebo", "asthma", "Trial 1")]


def test_headings_name_weeks_and_rows_only_the_kind_of_figure(read):
    found = read(
        ("End point", "ZORFAN N=50", "Placebo N=48"),
        ("Grumble score at Week 12", "", ""),
        ("Baseline mean", "20", "21"),
        ("Change from baseline (LS mean)", "-9.5 (0.4)", "-2.1 (0.5)"),
        ("p-value", "<0.001", ""),
    )
    assert [(one.result, one.comparator_result, one.unit, one.week) for one in found] == [(-9.5, -2.1, "points", 12.0)]


def test_trials_and_times_in_the_header(read):
    found = read(
        ("", ("Trial 1", 2, 1), ("Trial 2", 2, 1)),
        ("", "ZORFAN N=10", "Placebo N=10", "ZORFAN N=20", "Placebo N=20"),
        ("Grumble response, n (%)", "5 (50)", "1 (10)", "8 (40)", "3 (15)"),
        caption="Table 8: Results after 24 weeks",
    )
    assert [(one.result, one.comparator_result, one.trial, one.week) for one in found] == [
        (50.0, 10.0, "Trial 1", 24.0),
        (40.0, 15.0, "Trial 2", 24.0),
    ]


def test_tables_without_a_time_and_baselines_give_nothing(read):
    rows = (("", "ZORFAN N=50", "Placebo N=48"), ("Grumble-free", "40%", "12%"))
    assert read(*rows, caption="Table 9: Results") == []
    assert read(*rows, caption="Table 9: Baseline Characteristics at Week 0") == []


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("at Week 16", 16.0),
        ("12-week trial", 12.0),
        ("after 6 months", 26.0),
        ("Day 14", 2.0),
        ("Weeks 4 and 8, and week 12", None),
        ("lasting ≥ 6 months", None),
        ("children 6 months of age", None),
        ("none", None),
    ],
)
def test_times(text, weeks):
    assert week(text) == weeks


@pytest.mark.parametrize(
    ("cell", "said", "of", "expected"),
    [
        ("38%", None, None, Result(38.0, "percent")),
        ("32 (32%)", None, None, Result(32.0, "percent")),
        ("51 (10)", "percent", 510, Result(10.0, "percent")),
        ("20% (13%, 29%)", "percent", None, Result(20.0, "percent")),
        ("-1.81 (0.2)", "points", None, Result(-1.81, "points")),
        ("\u22120.3 ± 1.0", "percentage points", None, Result(-0.3, "percentage points")),
        ("-40%", "percent change", None, Result(-40.0, "percent change")),
        ("12", None, None, None),
        ("140", "percent", None, None),
        ("NR", "percent", None, None),
    ],
)
def test_figures(cell, said, of, expected):
    assert result(cell, said, of) == expected


def test_units():
    assert unit_said("Mean percent change in grumbles") == "percent change"
    assert unit_said("Loudness (mL)") == "mL"
    assert unit_said("Grumble score") == "points"
    assert unit_said("Grumbles") is None


def test_a_median_time_is_a_result_without_a_week(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Grumble-free survival", "", ""),
        ("Median, months (95% CI)", "10.1 (6.4, 15.7)", "4.6 (3.4, 5.6)"),
        ("Hazard ratio (95% CI)", "0.75 (0.62, 0.92)", ""),
        caption="Table 5: Results in Trial 1",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.unit, one.week) for one in found] == [
        ("median Grumble-free survival", 10.1, 4.6, "months", None)
    ]


def test_how_the_spread_is_given_does_not_matter(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Mean change in grumble score (SD)", "-4.0", "1.5"),
        ("Difference (95% CI)", "-5.5 (-7, -4)", ""),
        caption="Table 5: Results at Week 24",
    )
    assert [(one.result, one.comparator_result, one.unit) for one in found] == [(-4.0, 1.5, "points")]


def test_a_header_that_lacks_a_cell(read):
    found = read(
        ("", "ZORFAN (n=51)", "Placebo (n=49)"),
        ("Week 49", "Mean (SD)", "65.5 (17.4)", "61.2 (13.5)"),
        ("Estimated difference between groups", "LS mean (95% CI)", "2.4 (-0.1, 5.0)", ""),
        caption="Table 6: Summary Results of Grumble Score",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.week) for one in found] == [("Grumble Score", 65.5, 61.2, 49.0)]


def test_rows_that_are_arms(read):
    found = read(
        ("Dose", "N", "Grumbles", "Sighs"),
        ("Placebo", "13", "-5", "3"),
        ("ZORFAN 5 mg", "17", "-33", "13"),
        caption="Table 6: Mean % Change from Baseline at Week 6",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.week) for one in found] == [
        ("Grumbles", -33.0, -5.0, 6.0),
        ("Sighs", 13.0, 3.0, 6.0),
    ]


def test_rows_of_studies_and_arms(read):
    found = read(
        ("Study", "No. of Patients", "Treatment", "Week 4", "Week 8"),
        (("1", 1, 2), "210", "Zorfan 10 mg", "60%", "80%"),
        ("205", "Placebo", "30%", "40%"),
        (("2", 1, 2), "190", "Zorfan 10 mg", "62%", "81%"),
        ("195", "Placebo", "33%", "42%"),
        caption="Table 3: Grumble Healing Rate",
    )
    assert [(one.result, one.comparator_result, one.week, one.trial) for one in found] == [
        (60.0, 30.0, 4.0, "Study 1"),
        (80.0, 40.0, 8.0, "Study 1"),
        (62.0, 33.0, 4.0, "Study 2"),
        (81.0, 42.0, 8.0, "Study 2"),
    ]


def test_how_long_something_lasted(read):
    found = read(
        ("Efficacy", "ZORFAN N=50"),
        ("Overall response rate, %", "61"),
        ("Duration of Response", ""),
        ("Median in months (95% CI)", "20.5 (10, NE)"),
        ("% with ≥ 12 months", "63%"),
        caption="Table 4: Results",
    )
    assert [(one.end_point, one.result, one.unit, one.week) for one in found] == [
        ("median Duration of Response", 20.5, "months", None),
        ("Duration of Response with ≥ 12 months", 63.0, "percent", 52.0),
    ]


def test_medians_whose_cell_has_the_unit(read):
    found = read(
        ("Efficacy", "ZORFAN N=50", "Placebo N=50"),
        ("Median Time to Grumble", "11.4 months", "8.7 months"),
        ("Hazard ratio", "0.7", "0.7"),
        caption="Table 4: Results",
    )
    assert [(one.result, one.comparator_result, one.unit, one.week) for one in found] == [(11.4, 8.7, "months", None)]


def test_years(read):
    found = read(
        ("", ("Women with Grumbles (%)", 2, 1)),
        ("", "ZORFAN N=50", "Placebo N=50"),
        ("0-1 Year", "1.5", "3.5"),
        ("0-2 Years", "2.5", "6.5"),
        caption="",
        title="Grumbling",
    )
    assert [(one.result, one.comparator_result, one.week) for one in found] == [(1.5, 3.5, 52.0), (2.5, 6.5, 104.0)]
    assert week("at Year 4") == 208.0
    assert week("aged 6 years") is None


def test_arms_below_the_end_point_they_are_of(read):
    found = read(
        ("", "Baseline", "Change from Baseline at Month 6", "p-value"),
        ("Hours of Grumbling", "", "", ""),
        ("Placebo", "9.2", "+0.1", "-"),
        ("Zorfan", "9.3", "-1.5", "<0.001"),
        ("Grumble Score", "", "", ""),
        ("Placebo", "30.1", "-1.0", "-"),
        ("Zorfan", "30.4", "-4.5", "<0.01"),
        caption="Table 5: Results of Study 2",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.week) for one in found] == [
        ("Hours of Grumbling", -1.5, 0.1, 26.0),
        ("Grumble Score", -4.5, -1.0, 26.0),
    ]


def test_a_header_wider_than_the_body_is_not_read(read):
    rows = (("", "Placebo", "ZORFAN", "5 mg", "10 mg"), ("Grumble score", "-4", "-8", "-9", ""), ("Sighs", "-1", "-2", "-3", ""))
    assert read(*rows, caption="Table 5: Change at Week 24") == []


def test_a_row_of_several_weeks_is_one_row_a_week(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Grumble response Week 6 Week 9", "41% 52%", "11% 13%"),
        caption="Table 7: Percent of people with a response",
    )
    assert [(one.result, one.comparator_result, one.week) for one in found] == [(41.0, 11.0, 6.0), (52.0, 13.0, 9.0)]


@pytest.mark.parametrize(
    ("cell", "said", "number"),
    [("-8.8 (0.7) -3.0 (-4.4, -1.6) 0.02", "points", -8.8), ("<1%", None, 1.0), ("29% 28% (23%, 33%)", None, 29.0)],
)
def test_the_first_figure_of_a_cell(cell, said, number):
    assert result(cell, said, None) == Result(number, said or "percent")


def results(found):
    return [(one.result, one.comparator_result, one.week) for one in found]


def test_a_row_of_differences_is_no_arm(read):
    found = read(
        ("Group", "Grumbles", "Hiccups"),
        ("Placebo (n = 41)", "3", "0"),
        ("ZORFAN (n = 43)", "-51", "-34"),
        ("Difference from placebo", "-54", "-34"),
        caption="Table 3: Mean Percent Change from Baseline to Day 70",
    )
    assert results(found) == [(-51.0, 3.0, 10.0), (-34.0, 0.0, 10.0)]


def test_one_group_at_baseline_and_later(read):
    found = read(
        ("Measure", "Baseline Mean", "Week 26 Mean", "Week 26 Mean % Change"),
        ("Grumbles (mg/dL)", "336 (114)", "190 (104)", "-40"),
    )
    assert results(found) == [(-40.0, None, 26.0)]


def test_weeks_as_bare_numbers(read):
    found = read(
        ("Week", "ZORFAN N=27", "Placebo N=25"), ("4", "63%", "10%"), ("8", "93%", "12%"), caption="Table 4: Percent Healed"
    )
    assert results(found) == [(63.0, 10.0, 4.0), (93.0, 12.0, 8.0)]


def test_trials_as_rows_take_the_end_point_of_the_caption(read):
    found = read(("", "ZORFAN", "Placebo"), ("Study 1", "33%", "10%"), caption="Table 5: Grumble response at Week 12")
    assert [(one.end_point, one.trial) for one in found] == [("Grumble response", "Study 1")]


def test_parts_of_the_people_beside_all(read):
    found = read(
        ("", "ZORFAN Total (N=60)", "ZORFAN Genotype 1 (N=40)", "ZORFAN Genotype 2 (N=20)"),
        ("Cure", "96% (58/60)", "95% (38/40)", "100% (20/20)"),
        ("Relapse", "0/60", "0/40", "0/20"),
        caption="Table 6: Outcome at Week 12",
    )
    assert {one.result for one in found} <= {96.0, 0.0, 95.0, 100.0}
    assert week("12 weeks") == 12.0


def test_cells_with_people_before_the_share_or_nobody():
    assert result("N=175 25%", "percent", None) == Result(25.0, "percent")
    assert result("0/134", "percent", None) == Result(0.0, "percent")
    assert result("97% (135/139)", None, None) == Result(97.0, "percent")
    assert unit_said("Patients: mean % change") == "percent change"


def test_rows_that_count_people_or_give_baselines_are_no_results(read):
    found = read(
        ("Measure", "ZORFAN (N=60)", "Placebo (N=61)"),
        ("Sample size", "58", "57"),
        ("Grumble dose at baseline: morning", "26.5", "28.4"),
        ("Grumble score", "-4.1", "-1.2"),
        caption="Table 2: Change from baseline at Week 8",
    )
    assert results(found) == [(-4.1, -1.2, 8.0)]


def test_lines_run_into_a_row_below_its_result(read):
    found = read(
        ("Measure", "ZORFAN (n=70)", "Placebo (n=71)"),
        (
            "Change from Baseline to Week 4 LS Mean (SE) Difference vs Placebo (95% CI) P-value",
            "-5.4 (0.3) -2.1 (-2.9, -1.3) <0.001",
            "-3.3 (0.3) -- --",
        ),
        caption="Table 2: Mean Baseline and Change from Baseline to Weeks 4 and 12 for Mean Frequency of Grumbles",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.week) for one in found] == [
        ("Frequency of Grumbles", -5.4, -3.3, 4.0)
    ]


def test_a_spread_in_brackets_is_no_share_because_it_fits_in_one_arm(read):
    found = read(
        ("Measure", "ZORFAN (N=174)", "Placebo (N=176)"),
        ("Percent with grumbles", "46 (26)", "56 (25)"),
        caption="Table 2: Outcomes at Week 12",
    )
    assert 26.0 not in [one.result for one in found]


def test_all_arms_together_are_no_comparator(read):
    found = read(
        ("End point", "Early grumbles ZORFAN 5 mg (N = 59)", "Late grumbles ZORFAN 5 mg (N = 78)", "Combined grumbles (N = 137)"),
        ("Cure at Week 26, n (%)", "28 (47%)", "31 (40%)", "59 (43%)"),
        caption="Table 2: Results",
    )
    assert not [one for one in found if one.comparator_result is not None]


def test_what_it_is_added_to_is_its_comparator(read):
    found = read(
        ("Treatment", "N", "Grumbles"),
        ("Placebo", "63", "0"),
        ("Zorfanib", "185", "-12"),
        ("Morfan 160 mg", "188", "-11"),
        ("Zorfanib + Morfan 160 mg", "183", "-22"),
        caption="Table 3: Mean % change at 12 weeks",
    )
    assert results(found) == [(-12.0, 0.0, 12.0), (-22.0, -11.0, 12.0)]


def test_tables_by_part_of_the_people_and_follow_up_are_left_out(read):
    rows = ("Subgroup: severity", "ZORFAN N=20", "Placebo N=20"), ("Mild", "40%", "10%")
    assert read(*rows, caption="Table 2: Cure at Week 8") == []
    assert week("Cure (minimum of 24 months follow-up)") is None
    assert week("Every-2-Month dosing at Week 48") == 48.0


def test_regions_or_trials_as_rows_take_the_end_point_of_the_caption(read):
    found = read(("Study", "ZORFAN", "Placebo"), ("Elsewhere", "33%", "10%"), caption="Table 5: Grumble response at Week 12")
    assert [(one.end_point, one.trial) for one in found] == [("Grumble response", "Elsewhere")]


def test_a_median_is_of_what_heading_events_or_header_name(read):
    rows = (
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("PFS events, n (%)", "10 (20)", "20 (42)"),
        ("Median in months [95% CI]", "9", "5"),
    )
    assert [(one.end_point, one.result, one.unit) for one in read(*rows)] == [("median PFS", 9.0, "months")]
    rows = (
        (("End point", 1, 1), "ZORFAN N=50", "Placebo N=48"),
        ("Overall survival", "", ""),
        ("Median duration (months)", "9", "5"),
    )
    assert [one.end_point for one in read(*rows)] == ["median Overall survival"]
    assert read(("", "ZORFAN N=50", "Placebo N=48"), ("Median, months", "9", "5"), caption="Table 1: Results") == []


def test_how_it_changed_stands_below_what_changed(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Grumble score", "", ""),
        ("Baseline", "", ""),
        ("Mean", "20", "21"),
        ("Change from baseline", "", ""),
        ("Mean", "-9", "-2"),
        caption="Table 7: Results at Week 12",
    )
    assert [(one.end_point, one.result) for one in found] == [("Grumble score", -9.0)]


def test_columns_that_are_trials_of_the_medicine_alone(read):
    found = read(
        ("Efficacy parameter", "GRUMBLE-01 N=50", "GRUMBLE-02 N=48"),
        ("Duration of response", "", ""),
        ("Median, months (range)", "19.4 (1.3, 27)", "6.9 (4, 11)"),
    )
    assert [(one.end_point, one.result, one.trial) for one in found] == [
        ("median Duration of response", 19.4, "GRUMBLE-01"),
        ("median Duration of response", 6.9, "GRUMBLE-02"),
    ]


def test_baseline_and_change_in_one_cell(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Grumbles a day Mean Baseline Mean Change from Baseline", "31 -14 (SD 4)", "32 -5 (SD 3)"),
        caption="Table 7: Results at Week 12",
    )
    assert [(one.end_point, one.result, one.comparator_result) for one in found] == [
        ("Grumbles a day, Mean Change from Baseline", -14.0, -5.0)
    ]


def test_how_long_a_response_lasted_stands_below_its_rate(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Objective response rate", "", ""),
        ("Median duration of response, in months (95% CI)", "14.7 (9, 22)", "7.2 (5, 9)"),
    )
    assert [(one.result, one.comparator_result, one.unit) for one in found] == [(14.7, 7.2, "months")]


def test_rows_below_a_heading_of_subgroups_are_left_out(read):
    found = read(
        ("", "ZORFAN N=50", "Placebo N=48"),
        ("Grumble-free", "40%", "12%"),
        ("Grumble-free by age", "", ""),
        ("Young", "45%", "10%"),
        ("Old", "30%", "14%"),
        caption="Table 7: Results at Week 16",
    )
    assert [one.result for one in found] == [40.0]


def test_two_lengths_of_the_medicine_are_two_results(read):
    found = read(
        ("Regimen", "ZORFAN 12 weeks N=50", "ZORFAN 24 weeks N=48"),
        ("Grumble-free", "40% (20/50)", "50% (24/48)"),
        caption="Table 7: Results in all",
    )
    assert {(one.result, one.week, one.comparator_result) for one in found} == {(40.0, 12.0, None), (50.0, 24.0, None)}


def test_a_week_that_stands_alone_over_the_rows(read):
    found = read(
        ("Week 9", "ZORFAN N=50", "Placebo N=48"),
        ("Mean (SD) change from baseline", "-5.1 (2.0)", "-2.4 (2.1)"),
        caption="Table 7: Mean Weekly Change from Baseline and Difference from Placebo in the Number of Grumbles",
    )
    assert [(one.end_point, one.result, one.comparator_result, one.week) for one in found] == [("Grumbles", -5.1, -2.4, 9.0)]
