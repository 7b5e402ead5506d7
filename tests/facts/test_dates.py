"""Dates of invented labels."""

from plainlabel.facts.dates import dates
from plainlabel.facts.kinds import LabelDate
from plainlabel.facts.source import Source


def test_revised_approved_and_changed(label, section):
    made = label(
        section("42229-5", "Initial U.S. Approval: 2019"),
        section("43683-2", "Warnings and Precautions ( 5.1 , 5.4 ) 2/2024\nDosage and Administration, Adults ( 2.1 ) 11/2023", title="RECENT MAJOR CHANGES"),
    )  # fmt: skip
    assert [fact.value for fact in dates(Source(made))] == [
        LabelDate("revised", "2026-01-01"),
        LabelDate("approved", "2019"),
        LabelDate("change", "2024-02", "Warnings and Precautions (5.1,5.4)"),
        LabelDate("change", "2023-11", "Dosage and Administration, Adults (2.1)"),
    ]


def test_the_first_heading_may_be_the_title(label, section):
    made = label(section("43683-2", "( 1 ) 7/2025", title="Indications and Usage"))
    assert [fact.value for fact in dates(Source(made))][1:] == [LabelDate("change", "2025-07", "Indications and Usage (1)")]


def test_a_month_that_is_none_is_no_date(label, section):
    assert len(list(dates(Source(label(section("43683-2", "Warnings ( 5.1 ) 23/2024", title="RECENT MAJOR CHANGES")))))) == 1
