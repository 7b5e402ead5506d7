"""Conditions in full words, by the short forms that an invented label defines."""

import pytest

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import EffectOverTime, Limitation
from plainlabel.facts.source import Source
from plainlabel.facts.spelled_out import SpelledOut

USES = (
    "ZORFAN is indicated for eosinophilic esophagitis (EoE), Renal Cell Carcinoma (RCC) and chronic obstructive pulmonary disease "
    "(COPD). Over 90% Of Early Men And Women (OEMW) were included."
)


@pytest.fixture
def spelled_out(label, section):
    return SpelledOut(Source(label(section("34067-9", USES))))


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("EoE", "eosinophilic esophagitis"),
        ("advanced RCC", "advanced renal cell carcinoma"),
        ("EoE and RCC", "eosinophilic esophagitis and renal cell carcinoma"),
        ("COPD", "COPD"),
        ("MDD", "MDD"),
        ("OEMW", "OEMW"),
        ("RCC-type tumors", "RCC-type tumors"),
    ],
)
def test_a_short_form_that_the_label_defines_is_told_in_full(spelled_out, name, full):
    assert spelled_out.condition(name) == full


def test_only_the_condition_of_a_fact_changes(spelled_out):
    place = Place("a", "34092-7", "Studies")
    result = Fact(EffectOverTime("EoE score", 3.0, "points", condition="EoE"), place)
    limit = Fact(Limitation("EoE"), place)
    told = list(spelled_out.facts([result, limit]))
    assert told == [Fact(EffectOverTime("EoE score", 3.0, "points", condition="eosinophilic esophagitis"), place), limit]
