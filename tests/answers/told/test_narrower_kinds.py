"""A warning of a narrower kind of medicine is no warning of the wider one; a word that says how it is asked names no effect."""

import pytest

from plainlabel.answers.concepts import Piece, concept
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.told.effect_names import may_name, noun
from plainlabel.answers.told.pair_facts import _speaks


@pytest.mark.parametrize(
    ("text", "how", "speaks"),
    [
        ("opioid analgesic safety program", "wide", False),
        ("risks with analgesics", "wide", True),
        ("opioid analgesics, and other analgesics", "wide", True),
        ("opioid analgesics", "name", True),
    ],
)
def test_a_narrower_kind_is_not_the_kind(text, how, speaks):
    assert _speaks(text, topic_pattern(["analgesic"]), how) is speaks


@pytest.mark.parametrize(("asked", "named"), [("dizzy", "dizziness"), ("vertigo", "vertigo")])
def test_an_effect_is_called_as_it_was_asked_only_by_anoun(asked, named):
    assert noun("dizziness", asked, concept("dizziness")) == named


@pytest.mark.parametrize(("word", "may"), [("term", False), ("long-term", False), ("problems", False), ("hiccups", True)])
def test_a_word_on_how_it_is_asked_names_no_effect(word, may):
    assert may_name(Piece(word, topic_pattern([word]), None, 1.0, "word")) is may


def test_an_ingredient_is_no_drink():
    for subject, named in (("risk in babies from benzyl alcohol", False), ("alcohol and drowsiness", True)):
        assert _speaks(subject, topic_pattern(["alcohol"]), "name") is named
