"""Groups of class words: the narrow ones, who else of them a text names, and what every group by effect relies on."""

import pytest

from plainlabel.answers.class_kin import kin, names_others_of_kin, narrow_kin
from plainlabel.answers.partner_kinds import effect_groups
from plainlabel.vocabulary.names import class_words

_TOPICS = {"alcohol", "aminoglycoside", "potassium sparing diuretic"}
"""Groups of answer_partners.tsv that have no row of class words yet."""


def test_a_group_that_holds_other_groups_is_not_narrow():
    assert "antibiotic" in kin(("azithromycin",))
    assert narrow_kin(("azithromycin",)) == ("macrolide",)
    assert "painkiller" not in narrow_kin(("oxycodone",))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("macrolide antibiotics such as erythromycin", True),
        ("macrolides such as erythromycin and azithromycin", False),
        ("macrolides", False),
        ("ibuprofen", False),
    ],
)
def test_other_members_that_a_text_names(text, others):
    assert names_others_of_kin(text, ["azithromycin"]) is others


def test_the_groups_by_effect_name_class_words_that_are_found():
    known = {name for word in class_words() for name in kin(word.ingredients[:1]) or ()} | {word.name for word in class_words()}
    named = {each for _, members in effect_groups() for each in members} - _TOPICS
    assert named <= {each for each in known if len(each) >= 4}


@pytest.mark.parametrize(
    ("ingredient", "classes", "word", "is_one"),
    [
        ("metronidazole", (), "antibiotic", True),
        ("tinidazole", (), "antibiotic", True),
        ("velmonidazole", ("Nitroimidazole Antimicrobial",), "antibiotic", False),
        ("dextromethorphan", (), "cough medicine", True),
        ("codeine", ("Opioid Agonist",), "cough medicine", False),
        ("velmantine", ("Uncompetitive N-methyl-D-aspartate Receptor Antagonist",), "cough medicine", False),
    ],
)
def test_a_class_word_counts_no_medicine_that_is_mostly_for_something_else(ingredient, classes, word, is_one):
    assert (word in kin((ingredient,), classes)) is is_one
