"""What a reader sees: names of people keep their capital, and the scores of trials are told in everyday words."""

import pytest

from plainlabel.answers.sentences.body import effect
from plainlabel.answers.sentences.dosing import spoken
from plainlabel.answers.wording import lower_words
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.vocabulary.end_points import meaning_of_end_point


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Crohn's Disease", "Crohn's disease"),
        ("crohn\u2019s disease", "Crohn\u2019s disease"),
        ("STEVENS-JOHNSON SYNDROME", "Stevens-Johnson syndrome"),
        ("non-Hodgkin lymphoma", "non-Hodgkin lymphoma"),
        ("Fever going down", "fever going down"),
        ("Sweet taste", "sweet taste"),
        ("sweet's syndrome", "Sweet's syndrome"),
    ],
)
def test_a_disease_named_for_a_person_keeps_the_capital(name, spoken):
    assert lower_words(name) == spoken


@pytest.mark.parametrize(
    ("end_point", "meaning"),
    [
        ("ACR 20 response", "joint signs at least 20% better"),
        ("LDL \u2011 C", '"bad" cholesterol'),
        ("Non-HDL-C", 'all cholesterol but the "good" one'),
        ("IGA 0 or 1", "skin clear or almost clear"),
        ("median PFS", "time before it grew or the person died"),
        ("Mood on a scale of the trial's own", ""),
        ("Total scores", ""),
    ],
)
def test_an_end_point_of_trials_is_told_in_everyday_words(end_point, meaning):
    assert meaning_of_end_point(end_point) == meaning


def test_a_result_carries_the_meaning_of_its_score_behind_the_name():
    value = EffectOverTime(
        "ACR20", 46.0, "percent", week=26.0, comparator_result=19.0, comparator="placebo", condition="crohn's disease"
    )
    assert effect(value) == "ACR20 (joint signs at least 20% better) at week 26 (Crohn's disease): 46%, against 19% on placebo."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("300 mg Q2W", "300 mg every 2 weeks"),
        ("40 mg QW", "40 mg every week"),
        ("5 mg QD", "5 mg once a day"),
        ("5 mg b.i.d.", "5 mg twice a day"),
        ("8 mg q6h IV", "8 mg every 6 hours into a vein"),
        ("placebo SC", "placebo under the skin"),
        ("stage IV disease", "stage IV disease"),
        ("IDEA and QUIDNUNC trials", "IDEA and QUIDNUNC trials"),
    ],
)
def test_short_forms_of_dosing_are_said_in_full(written, said):
    assert spoken(written) == said
