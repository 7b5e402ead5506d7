"""Doses that prevent in invented labels: the condition keeps what the dose is meant to do."""

import pytest

from plainlabel.facts.dosage import dosages
from plainlabel.facts.dosage_context import condition_in, condition_of_row, title_condition
from plainlabel.facts.dosage_purpose import purposed
from plainlabel.facts.source import Source
from plainlabel.label import Section


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Prophylaxis of Deep Vein Thrombosis Following Knee Surgery", "prevention of Deep Vein Thrombosis"),
        ("Recommended Dosage for the Prevention of Migraine", "prevention of Migraine"),
        ("Suppression of Genital Herpes in Adults", "Suppression of Genital Herpes"),
        ("Reduction in the Risk of Recurrence of Gout", "reducing the risk of recurrence of Gout"),
        ("Reduction of Risk of Stroke in Adults", "reducing the risk of Stroke"),
        ("Treatment and Prophylaxis of Influenza", "Influenza"),
        ("Prevention and Treatment of Influenza", "Influenza"),
        ("Treatment of Gout", "Gout"),
    ],
)
def test_a_title_keeps_its_purpose(title, wanted):
    assert title_condition(title, None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("For the prevention of gout flares, 5 mg is taken daily.", "prevention of gout flares"),
        ("For the treatment or prevention of gout flares, 5 mg is taken daily.", "gout flares"),
        ("In adults with gout the dose is 5 mg.", "gout"),
        ("For prevention of nausea associated with travel give 5 mg.", "prevention of nausea"),
    ],
)
def test_a_sentence_keeps_its_purpose(text, wanted):
    assert condition_in(text) == wanted


def test_a_row_keeps_its_purpose():
    assert condition_of_row("Prophylaxis of influenza") == "prevention of influenza"
    assert condition_of_row("Treatment of influenza") == "influenza"


def test_a_purpose_is_told_once():
    assert purposed("gout prophylaxis", "for the prevention of ") == "gout prophylaxis"
    assert purposed("Malaria", "Dosage for ", " Prophylaxis") == "prevention of Malaria"
    assert purposed("Malaria", "Dosage for ", " Prophylaxis and Treatment") == "Malaria"


def test_headings_within_the_text_tell_the_doses_that_prevent_from_those_that_treat(label):
    text = (
        "Prophylaxis of Leg Clots Following Knee Surgery The recommended dose of ZORFAN is 2 mg taken orally twice daily. "
        "Treatment of Leg Clots and Lung Clots The recommended dose of ZORFAN is 8 mg taken orally twice daily. "
        "Reduction in the Risk of Recurrence of Leg Clots The recommended dose of ZORFAN is 3 mg taken orally twice daily."
    )
    section = Section("34068-7", "34068-7", "2", "Dosage and Administration", None, text)
    told = {fact.value.low: fact.value.condition for fact in dosages(Source(label(section)))}
    assert told == {
        2.0: "prevention of Leg Clots",
        8.0: "Leg Clots and Lung Clots",
        3.0: "reducing the risk of recurrence of Leg Clots",
    }
