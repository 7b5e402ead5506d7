"""Rows of tables of rates that are organ classes with figures, and rows that name only a degree of what a table counts."""

import pytest

from plainlabel.facts.adverse_reaction_tables import table_reactions
from plainlabel.facts.source import Source
from plainlabel.label import Section


@pytest.fixture
def read(label, one_table):
    """Returns a function that reads the terms and rates of one table."""

    def values(*rows, caption=""):
        text, blocks = one_table(*rows, caption=caption)
        section = Section("adverse_reactions", "34084-4", "6.1", "Clinical Trials Experience", None, text, blocks)
        found = [fact.value for fact in table_reactions(Source(label(section)), section)]
        return [(one.term, one.rate_percent, one.organ_class) for one in found]

    return values


HEAD = ("Body System / Reaction", "ZORFAN N=100 n (%)", "Placebo N=100 n (%)")


def test_a_category_that_holds_the_rows_below_is_no_reaction(read):
    found = read(
        HEAD,
        ("Metabolic/Laboratory", "41 (41)", "32 (32)"),
        ("Hypocalcemia", "21 (21)", "12 (12)"),
        ("Neurology", "61 (61)", "34 (34)"),
        ("Tremor", "31 (31)", "13 (13)"),
        ("Constitutional Symptoms", "51 (51)", "50 (50)"),
        ("Fever", "14 (14)", "11 (11)"),
        ("Pain", "25 (25)", "24 (24)"),
        ("Myalgia", "9 (9)", "8 (8)"),
    )
    assert [(term, rate) for term, rate, _ in found] == [
        ("hypocalcemia", 21.0),
        ("tremor", 31.0),
        ("fever", 14.0),
        ("myalgia", 9.0),
    ]


def test_pain_among_ordinary_classes_is_a_reaction(read):
    found = read(
        HEAD,
        ("Body as a Whole", "41 (41)", "32 (32)"),
        ("Chills", "7 (7)", "6 (6)"),
        ("Pain", "21 (21)", "12 (12)"),
        ("Neck rigidity", "3 (3)", "2 (2)"),
        ("Digestive System", "31 (31)", "30 (30)"),
        ("Nausea", "11 (11)", "10 (10)"),
    )
    assert [term for term, _, _ in found] == ["chills", "pain", "neck rigidity", "nausea"]


def test_a_class_of_two_parts_is_not_read_as_a_reaction_behind_a_class(read):
    found = read(
        HEAD,
        ("General Disorders and Administration Site Conditions", "71 (71)", "62 (62)"),
        ("Asthenia", "21 (21)", "12 (12)"),
    )
    assert found == [("asthenia", 21.0, "general disorders and administration site conditions")]


@pytest.mark.parametrize(
    ("caption", "rows", "terms"),
    [
        ("Table 3: Incidence of Hypoglycemia", ("Overall (%)", "Severe [n (%)]"), ["hypoglycemia", "severe hypoglycemia"]),
        ("Table 3: Bleeding Events", ("Major *", "Intracranial"), ["major bleeding", "intracranial bleeding"]),
        ("Table 3: Adverse Reactions Excluding Hypoglycemia", ("Severe", "Hiccups"), ["hiccups"]),
    ],
)
def test_degrees_of_what_the_whole_table_counts(read, caption, rows, terms):
    found = read(HEAD, *((name, "12 (12)", "3 (3)") for name in rows), caption=caption)
    assert [term for term, _, _ in found] == terms
