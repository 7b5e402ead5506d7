"""What the passage of a use or of a partner limits it to; every sentence is ours."""

import pytest
from tests.answers.told.test_limits import _fact, _read, _said

from plainlabel.answers.told.limits import untold
from plainlabel.facts.kinds import Indication, Interaction, Limitation


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("For ague severe enough to require rest in bed.", "severe enough"),
        ("For ague in patients 6 years and older with glimmer.", "people with glimmer."),
        ("Ague with glimmer;", "The label adds: with glimmer."),
        ("Early work suggests that it may be effective in ague.", "only that it may help"),
        ("For ague for which alternative remedies are inadequate.", "other treatment is not enough"),
    ],
)
def test_a_use_is_told_with_its_limits(sentence, words):
    assert words in _said(Indication("ague"), sentence)


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Levels of zelvora with and without norvexin were comparable.", True),
        ("Norvexin had no effect on the clearance of zelvora.", True),
        ("Norvexin had no effect on clearance, but caution is advised.", False),
        ("Norvexin was studied with zelvora.", False),
    ],
)
def test_a_partner_without_effect_is_no_warning(sentence, left):
    reading = _read(sentence)
    assert untold(reading, _fact(reading, Interaction("norvexin", "drug"))) is left


def test_a_limit_of_use_says_no_where_its_sentence_does():
    assert "not approved for this" in _said(Limitation("ague"), "Zelvora is not approved for ague.")
    assert _said(Limitation("ague"), "Zelvora was not studied in ague.") == "Said."
