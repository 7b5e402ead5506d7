"""Sentences of risks that say no more and no less than the heading or term they come from; all medicines are invented."""

import pytest

from plainlabel.answers.interactions import _LEVEL_CHANGED
from plainlabel.answers.sentences.reasons_against import reason_against
from plainlabel.answers.sentences.risks import warning
from plainlabel.facts.kinds import Warning_


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Low blood pressure General Considerations", "The label warns of low blood pressure."),
        ("Ague: overview", "The label warns of ague."),
        ("Overview", "The label warns of overview."),
        ("contraceptives", "The label warns about use with contraceptives."),
        ("ague", "The label warns of ague."),
    ],
)
def test_a_warning_names_what_it_is_about(subject, said):
    assert warning(Warning_("5.1", subject)) == said


def test_an_allergy_to_components_alone_is_one_to_the_medicine_too():
    assert reason_against("hypersensitivity to components").endswith("hypersensitivity to it or its components.")
    assert reason_against("hypersensitivity to zelvoramide").endswith("hypersensitivity to zelvoramide.")


def test_a_changed_level_is_told_from_no_effect():
    assert _LEVEL_CHANGED.search("Norvexin led to an increase of 40% in the AUC of zelvora.")
    assert not _LEVEL_CHANGED.search("Norvexin had no effect on zelvora.")
