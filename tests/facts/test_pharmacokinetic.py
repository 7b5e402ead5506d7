"""Pharmacokinetic figures of invented labels."""

import time

import pytest
from msgspec.structs import replace

from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.pharmacokinetic import pharmacokinetics
from plainlabel.facts.pharmacokinetic_figures import figures, spelled_out
from plainlabel.facts.pharmacokinetic_series import in_turn
from plainlabel.facts.source import Source
from plainlabel.label import ActiveIngredient, Block, Section
from plainlabel.vocabulary.patterns import pattern

CODE = "43682-4"


@pytest.fixture
def found(label, section):
    """Returns a function that gives the figures of a section with the given text."""
    return lambda text, **fields: [fact.value for fact in pharmacokinetics(Source(label(section(CODE, text), **fields)))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The elimination half-life of zorfanib is about 6 to 8 hours.", ("half_life", 6.0, 8.0, "hours")),
        ("Its terminal half-life is 5 days.", ("half_life", 120.0, 120.0, "hours")),
        ("With a T max of 90 minutes it is quickly absorbed.", ("tmax", 1.5, 1.5, "hours")),
        ("Peak concentrations are reached within 2 hours.", ("tmax", 2.0, 2.0, "hours")),
        ("Its absolute bioavailability is 40%.", ("bioavailability", 40.0, 40.0, "percent")),
        ("The volume of distribution is 200 mL/kg.", ("volume", 0.2, 0.2, "L/kg")),
        ("Mean clearance was 1.2 L/hr/m 2.", ("clearance", 1.2, 1.2, "L/h/m2")),
        ("Steady state is reached after 2 to 3 weeks.", ("steady_state", 14.0, 21.0, "days")),
        (
            "Time to steady state was approximately 4 days.",
            ("steady_state", 4.0, 4.0, "days"),
        ),
        ("Steady state is reached after 3 months.", ("steady_state", 91.25, 91.25, "days")),
        ("The accumulation ratio is 1.4-fold.", ("accumulation", 1.4, 1.4, "ratio")),
        ("About 70% of the dose is excreted unchanged in the urine.", ("excretion_urine", 70.0, 70.0, "percent")),
        ("Thirty-one percent of the dose was recovered in the feces.", ("excretion_feces", 31.0, 31.0, "percent")),
        ("Only a trace (0.2% of dose) is found unchanged in urine.", ("excretion_urine", 0.2, 0.2, "percent")),
    ],
)
def test_one_figure(found, text, told):
    assert [(one.parameter, one.low, one.high, one.unit) for one in found(text)] == [told]


def test_a_bound(found):
    assert found("Zorfanib is >99% bound to plasma proteins.") == [
        Pharmacokinetic("protein_binding", 99.0, 99.0, "percent", bound="at_least")
    ]


def test_a_special_group_and_what_it_is_compared_to(found):
    assert found("The half-life was 30 hours in patients with renal impairment compared to 10 hours in others.") == [
        Pharmacokinetic("half_life", 30.0, 30.0, "hours", population="renal impairment")
    ]


def test_what_a_figure_rose_to_is_of_a_group_only(found):
    assert found("The half-life increased to 30 hours in elderly patients.") == [
        Pharmacokinetic("half_life", 30.0, 30.0, "hours", population="elderly")
    ]
    assert found("Food prolonged the half-life to 30 hours.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Clearance fell; the half-life was increased by 3 hours.",
        "The bioavailability of the granules was 52% greater.",
        "Absolute bioavailability (90% CI) was reported.",
        "Clearance was alike in patients with creatinine clearance between 30 and 80 mL/min.",
        "Taken with another medicine, co-administered zorfanib had a half-life of 3 hours.",
        "The half-life is 1½ hours.",
    ],
)
def test_no_figures_of_its_own(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("N-deszorfanib has a terminal half-life of 57 to 111 hours.", [(57.0, "N-deszorfanib")]),
        (
            "The half-life of zorfanib is about 3 hours and of the metabolite is about 7 to 8 hours.",
            [(3.0, None), (7.0, "metabolite")],
        ),
        ("The zorfanib half-life is 3 hours.", [(3.0, None)]),
    ],
)
def test_whose_half_life(found, text, told):
    assert [(fact.low, fact.of) for fact in found(text) if fact.parameter == "half_life"] == told


def test_a_metabolite(found):
    assert found("The active metabolite dezorfanib has a half-life of 40 hours.") == [
        Pharmacokinetic("half_life", 40.0, 40.0, "hours", of="dezorfanib")
    ]


def test_one_stated_twice_is_one(found):
    text = "The half-life of zorfanib is 6 hours. In the elderly, the half-life is 6 hours."
    assert len(found(text)) == 1


def test_respectively_doses(found):
    assert found("The half-life was 10 and 13 hours for the 100 mg and 300 mg doses, respectively.") == [
        Pharmacokinetic("half_life", 10.0, 10.0, "hours", of="100 mg"),
        Pharmacokinetic("half_life", 13.0, 13.0, "hours", of="300 mg"),
    ]


def test_respectively_routes(found):
    assert [
        (one.parameter, one.low) for one in found("About 60% and 20% of the dose was found in urine and feces, respectively.")
    ] == [
        ("excretion_urine", 60.0),
        ("excretion_feces", 20.0),
    ]


def test_respectively_parameters():
    read = in_turn("The half-life, volume of distribution and clearance were 12 hours, 3 L/kg and 0.1 L/hr/kg, respectively.")
    assert {(one.parameter, one.figure.low) for one in read} == {("half_life", 12.0), ("volume", 3.0), ("clearance", 0.1)}


def test_respectively_uneven_shares_are_left_out():
    assert in_turn("As drug and two others, 5%, 6% and 7% were found in urine, in that order respectively.") == []


def _table(*rows):
    lines = ["\t".join(row) for row in rows]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("row", at, at + len(line), table=0))
        at += len(line) + 1
    return Section("pk", CODE, "12.3", "Pharmacokinetics", None, "\n".join(lines), tuple(blocks))


def test_a_table_with_parameters_down(label):
    section = _table(("", "100 mg", "200 mg"), ("T max (h)", "1.0 [0.5 to 4.0]", "2.0 (1.0, 3.0)"), ("t 1/2 (h)", "6 ± 2", "7 ± 3"))
    assert [fact.value for fact in pharmacokinetics(Source(label(section)))] == [
        Pharmacokinetic("tmax", 1.0, 1.0, "hours", of="100 mg"),
        Pharmacokinetic("tmax", 2.0, 2.0, "hours", of="200 mg"),
        Pharmacokinetic("half_life", 6.0, 6.0, "hours", of="100 mg"),
        Pharmacokinetic("half_life", 7.0, 7.0, "hours", of="200 mg"),
    ]


def test_a_table_with_parameters_across(label):
    section = _table(("Group", "CL/F (L/h)", "Vd/F (L/kg)"), ("Adults", "5.0 (20%)", "0.4"), ("Elderly", "3.0", "0.5"))
    assert [
        (one.value.parameter, one.value.low, one.value.unit, one.value.population)
        for one in pharmacokinetics(Source(label(section)))
    ] == [
        ("clearance", 5.0, "L/h", None),
        ("clearance", 3.0, "L/h", "elderly"),
        ("volume", 0.4, "L/kg", None),
        ("volume", 0.5, "L/kg", "elderly"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("35.6 h (108%)", [(35.6, 35.6, "hours"), (108.0, 108.0, "percent")]),
        ("57 hours (32 to 90 hours)", [(57.0, 57.0, "hours"), (32.0, 90.0, "hours")]),
        ("50 (±15) hours", [(50.0, 50.0, "hours")]),
        ("43 L/m 2 to 114 L/m 2", [(43.0, 114.0, "L/m2")]),
        ("5 mL/min/kg", [(5.0, 5.0, "mL/min/kg")]),
        ("1,200 mL/min", [(1200.0, 1200.0, "mL/min")]),
    ],
)
def test_figures(text, told):
    assert [(one.low, one.high, one.unit) for one in figures(text)] == told


def test_figures_told_apart():
    assert [one.low for one in figures("10.6 hours and 13.1 hours", apart=True)] == [10.6, 13.1]
    assert [one.low for one in figures("between 2 and 3 hours", apart=True)] == [2.0]


def test_a_unit_shared_by_a_series():
    assert spelled_out("were 5, 7 and 9 hours") == "were 5 hours, 7 hours and 9 hours"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Steady state was reached by Week 4.", [("steady_state", 28.0)]),
        ("About 39% (CV = 28%) of the dose was recovered in urine.", [("excretion_urine", 39.0)]),
        ("Of the dose 53% (14% unchanged) was excreted in the feces.", [("excretion_feces", 53.0), ("excretion_feces", 14.0)]),
        ("Volume of distribution is 10 L at 5 mg in adults, 20 L at 10 mg in adults.", [("volume", 10.0), ("volume", 20.0)]),
        ("Zorfanib is 99% bound in plasma.", [("protein_binding", 99.0)]),
    ],
)
def test_asides_and_further_figures(found, text, told):
    assert [(one.parameter, one.low) for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The accumulation ratio ranged from 1.5 to 2.5.", [("accumulation", 1.5, 2.5, "ratio", None)]),
        (
            "Accumulation ratios were 1.7 for AUC and 1.4 for C max at steady state.",
            [("accumulation", 1.7, 1.7, "ratio", "AUC"), ("accumulation", 1.4, 1.4, "ratio", "C max")],
        ),
        (
            "The volume of distribution was 300 to 400 L (4 to 6 L/kg).",
            [("volume", 300.0, 400.0, "L", None), ("volume", 4.0, 6.0, "L/kg", None)],
        ),
        ("Its distribution volume at steady state is 0.3 L/kg.", [("volume", 0.3, 0.3, "L/kg", None)]),
        (
            "About 60% of the dose was recovered in urine (12% as unchanged drug) and 20% in feces.",
            [
                ("excretion_urine", 60.0, 60.0, "percent", None),
                ("excretion_feces", 20.0, 20.0, "percent", None),
                ("excretion_urine", 12.0, 12.0, "percent", "unchanged"),
            ],
        ),
        ("Some 5% is excreted unchanged in the urine.", [("excretion_urine", 5.0, 5.0, "percent", "unchanged")]),
        ("About 45% of the dose is eliminated by biliary/fecal excretion.", [("excretion_feces", 45.0, 45.0, "percent", None)]),
        ("Its binding to human serum is 80%.", [("protein_binding", 80.0, 80.0, "percent", None)]),
        (
            "The major metabolite, 4-hydroxyzorfanib, has a half-life of 20 hours.",
            [("half_life", 20.0, 20.0, "hours", "4-hydroxyzorfanib")],
        ),
    ],
)
def test_more_ways_of_telling_a_figure(found, text, told):
    assert [(one.parameter, one.low, one.high, one.unit, one.of) for one in found(text)] == told


def test_respectively_doses_that_share_a_unit(found):
    text = "After doses of 20 and 60 units/kg, the half-lives were 2 hours and 3 hours, respectively."
    assert [(one.low, one.of) for one in found(text)] == [(2.0, "20 units/kg"), (3.0, "60 units/kg")]


def test_groups_in_brackets_and_clauses(found):
    assert [(one.low, one.population) for one in found("Clearance differed between women (20 ± 5 L/h) and men (25 ± 6 L/h).")] == [
        (20.0, "women"),
        (25.0, "men"),
    ]
    text = "The half-life is 4 hours, while in poor metabolizers it is 9 hours."
    assert [(one.low, one.population) for one in found(text)] == [(4.0, None), (9.0, "poor metabolizers")]


def test_hints_count_only_where_figures_differ(found):
    alone = "After a 50 mg oral dose the half-life was 6 hours."
    assert [(one.low, one.of) for one in found(alone)] == [(6.0, None)]
    both = f"{alone} After intravenous administration the half-life was 4 hours."
    assert [(one.low, one.of) for one in found(both)] == [(6.0, "oral"), (4.0, "intravenous")]


def test_ages_and_substances_in_tables(label):
    ages = _table(("Parameter", "2 to < 6 years", "6 to < 12 years"), ("Mean CL/F (mL/h/kg)", "30 (4)", "20 (3)"))
    found = [fact.value for fact in pharmacokinetics(Source(label(ages)))]
    assert [(one.low, one.unit, one.population) for one in found] == [
        (30.0, "mL/h/kg", "2 to < 6 years"),
        (20.0, "mL/h/kg", "6 to < 12 years"),
    ]
    names = _table(("Metabolite", "AUC ratio", "T 1/2 (h)"), ("HO-ZOR", "0.4", "3"), ("Zorfanol", "0.1", "8"))
    assert [(fact.value.low, fact.value.of) for fact in pharmacokinetics(Source(label(names)))] == [
        (3.0, "HO-ZOR"),
        (8.0, "Zorfanol"),
    ]


def test_a_profile_of_two_substances(label):
    rows = (
        ("", "Zorfanib", "Velumab"),
        ("T max (h)", "1", "2"),
        ("Accumulation at Steady State", "2-fold", "1.3-fold"),
        ("t 1/2 (h)", "ZOR: 0.5 M1: 25", "15"),
        ("% of dose excreted in urine", "80 Mostly as M1.", "0.4"),
        ("Feces (Unchanged + metabolites)", "14%", "77%"),
    )
    found = [fact.value for fact in pharmacokinetics(Source(label(_table(*rows))))]
    assert [(one.parameter, one.low) for one in found] == [
        ("tmax", 1.0),
        ("tmax", 2.0),
        ("accumulation", 2.0),
        ("accumulation", 1.3),
        ("half_life", 0.5),
        ("half_life", 25.0),
        ("half_life", 15.0),
        ("excretion_urine", 80.0),
        ("excretion_urine", 0.4),
        ("excretion_feces", 14.0),
        ("excretion_feces", 77.0),
    ]
    assert [one.of for one in found if one.low in {0.5, 25.0}] == ["ZOR", "M1"]


def test_shares_behind_their_routes(found):
    text = "About 100% of the radioactivity was eliminated in feces (13%) or urine (87%)."
    assert [(one.parameter, one.low) for one in found(text)] == [("excretion_feces", 13.0), ("excretion_urine", 87.0)]


def test_equal_figures_in_two_units_are_one(found):
    assert [one.low for one in found("The half-life was 559 hours. Its terminal half-life is 23.3 days.")] == [559.0]


def test_what_a_heading_sets_apart_ends_at_the_next(found):
    text = "Pharmacodynamics: Grumbling stops. Pharmacokinetics of zorfanib are linear. Its half-life is 5 hours."
    assert [one.low for one in found(text)] == [5.0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The half-life was 3 hours after the first dose and 7 hours after repeated doses.", [("half_life", 3.0, None), ("half_life", 7.0, None)]),
        ("The half-life is 3 hours; on daily tablets it rises to 7 hours.", [("half_life", 3.0, None), ("half_life", 7.0, None)]),
        ("The protein binding is 92% and that of its metabolite is 41%.", [("protein_binding", 92.0, None), ("protein_binding", 41.0, "metabolite")]),
        ("Peak levels occur at 2 hours, with a second peak at 9 hours.", [("tmax", 2.0, None), ("tmax", 9.0, None)]),
        ("The initial half-life is 0.6 hours and the terminal half-life is 14 hours.", [("half_life", 0.6, "initial"), ("half_life", 14.0, None)]),
        ("Total clearance is 320 mL/min and renal clearance is 110 mL/min.", [("clearance", 320.0, None), ("clearance", 110.0, "renal")]),
        ("The clearance of unbound zorfanib is 41 L/h.", [("clearance", 41.0, "unbound")]),
        ("Metabolites in urine were M1 (31% to 37%), M2 (5%).", [("excretion_urine", 31.0, "M1"), ("excretion_urine", 5.0, "M2")]),
        ("33% of zorfanib and 12% of M1 is excreted in urine.", [("excretion_urine", 33.0, "zorfanib"), ("excretion_urine", 12.0, "M1")]),
        ("61% of the dose was recovered in urine and 31% of the dose was recovered in feces.", [("excretion_urine", 61.0, None), ("excretion_feces", 31.0, None)]),
        ("It leaves by the feces (58%) and less by the kidneys (31%).", [("excretion_feces", 58.0, None), ("excretion_urine", 31.0, None)]),
        ("It takes about 3 days to reach steady state.", [("steady_state", 3.0, None)]),
        ("The volume of distribution is 0.87 L/Kg.", [("volume", 0.87, None)]),
        ("Steady state is reached by the fifth week.", [("steady_state", 35.0, None)]),
        ("At steady state, exposure was three times that after a single dose.", [("accumulation", 3.0, None)]),
        ("Zorfanib accumulates 1.4- to 1.8-fold.", [("accumulation", 1.4, None)]),
        ("The half-life ranged from 11 to 19 hours with a mean of 14 hours.", [("half_life", 14.0, None)]),
        ("Some 72% of it is bound.", [("protein_binding", 72.0, None)]),
        ("The median time to Cmax is 2.5 hours.", [("tmax", 2.5, None)]),
    ],
)  # fmt: skip
def test_second_figures_and_parts(found, text, told):
    assert [(one.parameter, one.low, one.of) for one in found(text)] == told


def test_a_column_of_people_is_no_figure(label):
    section = _table(("Parameter", "N", "Zorfanib"), ("Tmax (h)", "24", "2.50"), ("Half-life (h)", "31", "4.10"))
    told = [fact.value for fact in pharmacokinetics(Source(label(section)))]
    assert [(one.parameter, one.low) for one in told] == [("tmax", 2.5), ("half_life", 4.1)]


def test_the_other_substance_of_a_combination_is_no_other_medicine(found):
    text = "The half-life of zorfanib in the presence of morfan is about 1.5 hours."
    assert [one.low for one in found(text, generic="zorfanib and morfan", name="Morfan")] == [1.5]
    assert found(text) == []


def test_a_spread_may_bear_the_unit(found):
    assert [(one.low, one.high) for one in found("The mean half-life of zorfanib was 7.1 ± (4.7 hours).")] == [(7.1, 7.1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The half-life of R-zorfanib ranges from 37 to 89 hours, while that of S-zorfanib ranges from 21 to 43 hours.",
         [(37.0, "R-zorfanib", None), (21.0, "S-zorfanib", None)]),
        ("The half-lives of zorfanib and its major active metabolite, a salt (ZM7458), are 18 and 40 hours, respectively.",
         [(18.0, None, None), (40.0, "ZM7458", None)]),
        ("The half-life of zorfanib was 24 hours, 40 hours, and 51 hours in subjects with mild, moderate, and severe renal impairment, respectively.",
         [(24.0, None, "mild renal impairment"), (40.0, None, "moderate renal impairment"), (51.0, None, "severe renal impairment")]),
        ("The half-life of zorfanib falls from 6 hours at birth to 2.4 hours at 1 month of age.", [(6.0, None, None)]),
    ],
)  # fmt: skip
def test_of_what_or_whom_a_half_life_is(found, text, told):
    assert [(one.low, one.of, one.population) for one in found(text)][: len(told)] == told
    assert all(one.high < 200 for one in found(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Time to reach peak plasma concentrations and elimination half-life were 2.5 hours ± 2 and 4.85 hours, respectively.",
            [("tmax", 2.5, 2.5), ("half_life", 4.85, 4.85)],
        ),
        ("Of the dose of zorfanib, 59% (range 51% to 67%) was excreted in the urine.", [("excretion_urine", 59.0, 59.0)]),
        ("From 10% to about 40% of the zorfanib dose is excreted in the urine.", [("excretion_urine", 10.0, 40.0)]),
        ("The zorfanib dose excreted in the urine ranged from 0.03% (0.02) to 0.08% (0.04).", [("excretion_urine", 0.03, 0.08)]),
        ("M1 accounted for 80% of the radioactivity recovered in the urine.", []),
        ("Of the radiolabel recovered in urine, 75% was a conjugate of zorfanib.", []),
        ("Zorfanib blocks porcine vesicles with a half-life of 90 seconds.", []),
        ("Hypnotics have a spectrum of half-lives from short (<4 hours) to long (>20 hours).", []),
        ("Clearance of zorfanib fell in renal impairment (CrCl = 30 mL/min to 50 mL/min).", []),
        (
            "Urinary excretion of zorfanib accounts for 10% of the dose and the remainder is excreted in feces.",
            [("excretion_urine", 10.0, 10.0)],
        ),
    ],
)
def test_spreads_shares_and_figures_of_other_things(found, text, told):
    assert [(one.parameter, one.low, one.high) for one in found(text)] == told


def test_an_effective_half_life_beside_a_terminal_one_says_so(found):
    text = "The terminal half-life of zorfanib is 7 days; however, the effective half-life is about 40 hours."
    assert [(one.low, one.of) for one in found(text)] == [(168.0, None), (40.0, "effective")]
    assert [one.of for one in found("The effective half-life of zorfanib is 40 hours.")] == [None]


def test_what_it_is_compared_to_is_not_of_whom_it_is(found):
    text = "In children the bioavailability of zorfanib was 54% (range: 32% to 70%), which was higher than in adults on dialysis."
    assert [(one.low, one.population) for one in found(text)] == [(54.0, "children")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At steady state, peak plasma concentrations of zorfanib occurred 6 hours after a dose.", [("tmax", 6.0)]),
        ("Urinary excretion data suggest that 33% of the zorfanib dose reaches the circulation.", []),
        ("Peak levels of zorfanib occur at 2 hours, and low but detectable levels at 24 hours.", [("tmax", 2.0)]),
        ("The half-life of zorfanib in patients concurrently on norvexin was 27 hours.", []),
    ],
)
def test_words_between_a_parameter_and_a_figure(found, text, told):
    assert [(one.parameter, one.low) for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Urinary excretion of K-zorf or L-zorf accounted for less than 10% of the dose.", "K-zorf"),
        ("Urinary excretion of zorfanib accounted for less than 10% of the dose.", None),
        ("Urinary excretion of radiolabel accounted for less than 10% of the dose.", None),
    ],
)
def test_a_share_of_a_metabolite_is_not_that_of_the_dose(found, text, of):
    assert [(one.parameter, one.high, one.of) for one in found(text)] == [("excretion_urine", 10.0, of)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The half-life was 9 hours, compared to a mean half-life of 13 hours at steady state.",
            [("half_life", 9.0), ("half_life", 13.0)],
        ),
        ("A fatty meal led to a delay in T max of approximately 3 hours.", []),
        ("The calming effect reaches maximum levels within 15 minutes.", []),
        ("Clearance rose, with an increase in clearance of 0.7 L/h per 10 kg of weight.", []),
        ("Zorfanib is 97 percent bound to mumble-binding globulin, and about 3 percent is free.", [("protein_binding", 97.0)]),
        ("Clearance ranged from 0.3 mL/min/kg to 1.2 mL/min/kg.", [("clearance", 0.3)]),
        ("Its half-life ranges from 20 to 51 hours (5th to 95th percentile; mean of 31 hr).", [("half_life", 31.0)]),
        ("Daily use leads to steady-state concentrations in about 2 weeks.", [("steady_state", 14.0)]),
        ("Patients with Cr CL <35 mL/min need less.", []),
        ("The time to reach zorfanib C max is 1.7 hours.", [("tmax", 1.7)]),
        ("Total body clearance was 133 (97 to 168) mL/min.", [("clearance", 133.0)]),
        (
            "Half-life was 4 and 7 hours in patients aged less than 3 months and those aged 3 to 8 months, respectively.",
            [("half_life", 4.0), ("half_life", 7.0)],
        ),
        (
            "For zorfanib and OZX clearance is 1.3 and 0.4 L/h, respectively; half-life is 5 and 11 hours, respectively.",
            [("clearance", 1.3), ("clearance", 0.4), ("half_life", 5.0), ("half_life", 11.0)],
        ),
        ("About 80% of the dose is excreted in urine within 48 hours as unchanged zorfanib.", [("excretion_urine", 80.0)]),
    ],
)
def test_which_figures_are_its_own(found, text, told):
    assert [(one.parameter, one.low) for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Zorfan and melbutrin reached steady state within 5 days.", {"zorfan", "melbutrin"}),
        ("After a dose of zorfan and melbutrin tablets the half-life is 5 hours.", {"zorfan"}),
    ],
)
def test_a_figure_of_two_substances_is_one_for_each(label, section, text, of):
    alone = label(section(CODE, text), name="ZORMEL", generic="zorfan and melbutrin")
    active = (ActiveIngredient("ZORFAN"), ActiveIngredient("MELBUTRIN"))
    read = replace(alone, products=(replace(alone.products[0], active=active),))
    assert {fact.value.of for fact in pharmacokinetics(Source(read))} == of


@pytest.mark.parametrize("run", ["± ", "1 ± 1 ", "1 (1 ", "SD ", "1, "])
def test_nonsense_runs_are_read_at_once(run):
    begun = time.perf_counter()
    list(figures(run * 2000))
    pattern("pk.table_volume").search(run * 2000)
    assert time.perf_counter() - begun < 2


def test_respectively_a_metabolite_with_the_medicines_name_in_its_own(found):
    text = "The half-lives are about 75 hours and 94 hours for zorfanib and dehydro-zorfanib, respectively."
    assert [(one.low, one.of) for one in found(text)] == [(75.0, None), (94.0, "dehydro-zorfanib")]


def test_respectively_a_metabolite_named_by_a_number(found):
    text = "The half-lives of zorfanib and M1 are 97.6 hours and 55.6 hours, respectively, in healthy people."
    assert [(one.low, one.of) for one in found(text)] == [(97.6, None), (55.6, "M1")]


def test_the_kidneys_of_a_group_are_no_clearance_of_the_medicine(found):
    text = "Zorfanib clearance was alike in people with mild (60-89 mL/min/1.73 m 2 ) decrease of eGFR."
    assert found(text) == []


def test_a_figure_for_each_of_two_groups(found):
    text = "The half-life of zorfanib in adults is 14.1 (3.5) hours and 15.3 (4.4) hours in pediatric patients."
    assert [(one.low, one.high, one.population) for one in found(text)] == [(14.1, 14.1, None), (15.3, 15.3, "children")]


def test_a_share_is_not_of_the_next_route(found):
    text = "Marked norvexin in feces made 92% of the total dose and that in urine made 1% of the total dose."
    assert ("excretion_urine", 92.0) not in [(one.parameter, one.low) for one in found(text)]


def test_a_verb_is_no_name_of_a_metabolite(found):
    assert [one.of for one in found("The oxo acid metabolite shows a plasma half-life of 180 h.")] == ["metabolite"]


def test_respectively_routes_with_the_air_breathed_out(found):
    text = "About 80%, 14% and 2.5% of the dose was recovered in urine, feces, and expired air, respectively."
    assert [(one.parameter, one.low) for one in found(text)] == [("excretion_urine", 80.0), ("excretion_feces", 14.0)]
