"""Controlled substance schedules of invented labels."""

import msgspec
import pytest

from plainlabel.facts.kinds import Schedule
from plainlabel.facts.schedule import schedules
from plainlabel.facts.source import Source
from plainlabel.label import Product


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("ZORFAN contains zorfanib, a Schedule IV controlled substance.", "CIV"),
        ("ZORFAN is a Schedule II controlled substance.", "CII"),
        ("ZORFAN is not a controlled substance.", "none"),
    ],
)
def test_what_a_label_states(label, section, text, schedule):
    assert [fact.value for fact in schedules(Source(label(section("42227-9", text))))] == [Schedule(schedule)]


def test_the_record_stands_before_the_text(label, section):
    made = msgspec.structs.replace(
        label(section("42227-9", "ZORFAN is a Schedule IV controlled substance.")), products=(Product(name="ZORFAN", dea="CV"),)
    )
    assert [fact.value for fact in schedules(Source(made))] == [Schedule("CV")]


def test_silence(label, section):
    assert list(schedules(Source(label(section("42227-9", "Abuse is not known."))))) == []


def test_a_statement_outside_the_section_on_abuse(label, section):
    found = schedules(Source(label(section("42231-1", "ZORFAN is a federal controlled substance (C-IV)."))))
    assert [fact.value for fact in found] == [Schedule("CIV")]
