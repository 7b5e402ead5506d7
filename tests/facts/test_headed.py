"""Headed pieces of invented sections."""

import pytest

from plainlabel.facts.headed import pieces, whole_title
from plainlabel.facts.source import Source


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Toe decay: Cases were seen. Ear Loss The ears may fall.", ["Toe decay", "Ear Loss"]),
        ("Blue Toe Blue toe is rare.", ["Blue Toe"]),
        ("Night Cough - Patients may cough.", ["Night Cough"]),
        ("Use in Pregnancy ZORFAN may harm.", ["Use in Pregnancy"]),
        ("The Toe Society was asked.", [""]),
        ("Patients should note: Toes may decay.", [""]),
    ],
)
def test_run_in_headings(label, section, text, titles):
    one = section("34071-1", text)
    assert [piece.title for piece in pieces(Source(label(one)), one)] == titles


@pytest.mark.parametrize(
    ("title", "text", "whole"),
    [
        ("Loss of Toes in Children and Young", "Adults\nToes may decay.", "Loss of Toes in Children and Young Adults"),
        ("Blame", ", Shame, and Game The use of ZORFAN is a game.", "Blame, Shame, and Game"),
        ("Toe Decay", "Ear Loss The ears may fall.", "Toe Decay"),
    ],
)
def test_a_title_that_breaks_off(label, section, title, text, whole):
    one = section(None, text, number="5.1", title=title, parent="43685-7")
    assert whole_title(Source(label(one)), one) == whole
