"""Causes listed behind a condition, and whom or what a use names beside it, on invented labels."""

import pytest

from plainlabel.facts.indication_causes import each_cause
from plainlabel.facts.indication_titles import people_told

PARENT = "34067-9"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("itch due to gout, mumps and asthma", ["itch due to gout", "itch due to mumps", "itch due to asthma"]),
        ("itch due to hepatic and renal disease", ["itch due to hepatic disease", "itch due to renal disease"]),
        ("itch due to gout and zorfan therapy", ["itch due to gout", "itch due to zorfan therapy"]),
        ("itch due to minor bumps, gout, and mumps", ["itch due to minor bumps", "itch due to gout", "itch due to mumps"]),
        ("itch due to primary or metastatic brain tumor", []),
        ("itch due to gout", []),
        ("itch and gout", []),
    ],
)
def test_a_condition_is_told_with_each_of_its_causes(words, wanted):
    assert each_cause(words) == wanted


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Patients with Gout Receiving Morfan", "ZORFAN is indicated to reduce the duration of fever.", "Gout Receiving Morfan"),
        ("Patients with Gout Receiving Morfan", "ZORFAN is indicated for itch.", None),
        ("Patients Acutely Chilled (Blue Toe Syndrome of Winter)", "ZORFAN is indicated.", "Blue Toe Syndrome of Winter"),
    ],
)
def test_a_title_on_patients_names_what_they_have(title, text, wanted):
    assert people_told(title, text) == wanted


def told(values, section, text):
    return [one.condition for one in values("indication", section(PARENT, text, number="1", title="USES"))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Whom a list tells is no further use.
        (
            "ZORFAN is indicated for the treatment of gout in adult patients:\n• who cannot take morfan\n• who have asthma.",
            ["gout"],
        ),
        # What stands under limitations in the same paragraph is none.
        ("ZORFAN is indicated for gout. Limitations of Use ZORFAN is not recommended for: Treatment of mumps in winter.", ["gout"]),
        # Who is treated with what else is none.
        ("ZORFAN is indicated for gout. ZORFAN is indicated for use with morfan in certain patient populations.", ["gout"]),
        # Headings that run into "For the treatment of".
        (
            "Gout For the treatment of gout of the toe. Mumps For the treatment of mumps in winter.",
            ["Gout", "Mumps"],
        ),
        # Conditions that explain themselves.
        pytest.param(
            "ZORFAN is indicated for replacement therapy in the male in conditions of a lack, or an absence of norvexin.\n"
            "Gout (born or got): toes that ache from cold.\nMumps (born or got): cheeks that swell.",
            ["Gout", "Mumps"],
        ),
    ],
)
def test_uses_of_running_text(values, section, text, wanted):
    assert told(values, section, text) == wanted


def test_a_later_sentence_of_a_titled_part_tells_another_use(values, section):
    text = "ZORFAN is indicated for gout in adults. ZORFAN is also indicated in the treatment of severe asthma."
    found = values(
        "indication",
        section(PARENT, number="1", title="INDICATIONS AND USAGE"),
        section(None, text, number="1.1", title="Gout", parent=PARENT),
    )
    assert [one.condition for one in found] == ["gout", "severe asthma"]
