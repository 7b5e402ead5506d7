"""Lines that gather several facts of one kind."""

from plainlabel.answers import fact_groups
from plainlabel.facts.kinds import Administration, LabelDate, Mechanism, Pharmacokinetic, PopulationFact, Strength


def test_strengths_of_a_form_stand_in_one_line_with_the_unit_once():
    found = [
        Strength("tablet", "3 mg"),
        Strength("tablet", "17 mg"),
        Strength("syrup", "2 mg/7 mL"),
        Strength("kit", "one"),
        Strength("kit", "2 mg"),
    ]
    assert list(fact_groups.strengths(found)) == ["tablet: 3 and 17 mg", "syrup: 2 mg/7 mL", "kit: one and 2 mg"]


def test_places_and_warming_up_stand_in_one_line_each():
    found = [
        Administration("site", "elbow"),
        Administration("warm_up", minutes_low=20, minutes_high=20),
        Administration("site", "knee"),
        Administration("warm_up", minutes_low=35, minutes_high=35),
        Administration("rotate_sites"),
    ]
    assert list(fact_groups.ways(found)) == [
        "Places for it: elbow or knee.",
        "Let it warm up for 20 to 35 minutes first, depending on its size.",
        "Change the place each time.",
    ]


def test_one_time_of_warming_up_says_nothing_of_sizes():
    (line,) = fact_groups.ways([Administration("warm_up", minutes_low=20, minutes_high=25)])
    assert line == "Let it warm up for 20 to 25 minutes first."


def test_children_for_whom_it_is_known_and_others_for_whom_it_is_not():
    found = [PopulationFact("pediatric", "established"), PopulationFact("pediatric", "not_established")]
    assert list(fact_groups.groups(found)) == [
        "Children: it is known to be safe and to work for at least one use.",
        "Children: for other uses or ages it is not known to be safe or to work.",
    ]


def test_ages_stay_as_they_are():
    found = [
        PopulationFact("pediatric", "established", min_age_months=0),
        PopulationFact("pediatric", "not_established", min_age_months=24),
    ]
    assert list(fact_groups.groups(found)) == [
        "Children: it is known to be safe and to work from birth.",
        "Children: it is not known to be safe or to work below 2 years.",
    ]


def test_several_ages_of_several_uses_are_told_together():
    found = [
        PopulationFact("pregnancy", data="animal"),
        PopulationFact("pediatric", "established", min_age_months=144),
        PopulationFact("pediatric", "established", min_age_months=6),
        PopulationFact("pediatric", "established", min_age_months=24),
        PopulationFact("pediatric", "not_established", min_age_months=6),
        PopulationFact("pediatric", "not_established", min_age_months=24),
    ]
    lines = list(fact_groups.groups(found))
    assert lines[1:] == [
        "Children: for one use it is known to be safe and to work from 6 months; for others from 2 and 12 years.",
        "Children: below these ages it is not known to be safe or to work.",
    ]


def test_each_age_is_told_with_its_use_where_the_label_tells_them_apart():
    found = [
        PopulationFact("pediatric", "established", 144, conditions=("zorvitis",)),
        PopulationFact("pediatric", "established", 6, conditions=("calmosis", "norvitis")),
        PopulationFact("pediatric", "not_established", conditions=("gout",)),
    ]
    assert list(fact_groups.groups(found)) == [
        "Children: it is known to be safe and to work from 12 years for zorvitis.",
        "Children: it is known to be safe and to work from 6 months for calmosis and norvitis.",
        "Children: it is not known to be safe or to work for gout.",
    ]


def test_targets_of_one_action_stand_in_one_line():
    found = [
        Mechanism("inhibits", "zorfase-4", ("ZF-4",)),
        Mechanism("binds", "calmin"),
        Mechanism("inhibits", "zorfase-13", ("ZF-4",)),
        Mechanism(unknown=True),
    ]
    assert list(fact_groups.acts(found)) == [
        "It inhibits zorfase-4 and zorfase-13. The signals named are ZF-4.",
        "It binds calmin.",
        "It is not fully known how it works.",
    ]


def test_the_half_life_of_the_medicine_itself_stands_first():
    found = [
        Pharmacokinetic("tmax", 3, 3, "hours"),
        Pharmacokinetic("half_life", 19, 19, "hours", of="zorfadiol"),
        Pharmacokinetic("half_life", 8, 8, "hours"),
    ]
    lines = list(fact_groups.figures(found))
    assert [line.split(" (")[0] for line in lines] == [
        "Half of it leaves the blood in about 8 hours",
        "Half of it leaves the blood in about 19 hours",
        "The level in the blood is highest after about 3 hours.",
    ]


def test_changes_of_a_month_stand_in_one_line():
    found = [
        LabelDate("revised", "2031-03-09"),
        LabelDate("change", "2030-11", "Warnings (5)"),
        LabelDate("change", "2031-02", "Uses (1)"),
        LabelDate("change", "2031-02", "Doses (2)"),
    ]
    assert list(fact_groups.dates(found)) == [
        "This label is from 9 March 2031",
        "The label had major changes in February 2031: Uses (1); Doses (2)",
        "The label had major changes in November 2030: Warnings (5)",
    ]
