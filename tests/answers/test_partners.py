"""Another medicine that a label does not name is known by its kind; words that only sound like its kind are none."""

import pytest

from plainlabel.answers.partners import kinds_of, names_of
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.patterns import rows


class _Name:
    def __init__(self, name, *ingredients):
        self.name, self.ingredients = name, (ingredients,)


def mention(name, *ingredients):
    return Mention(name, 0, len(name), _Name(name, *(ingredients or (name,))), (), "exact")


@pytest.mark.parametrize(
    ("medicine", "text", "counts"),
    [
        ("carbamazepine", "Avoid strong CYP3A4 inducers.", True),
        ("carbamazepine", "Avoid strong CYP3A4 inhibitors.", False),
        ("erythromycin", "Reduce the dose with moderate CYP3A inhibitors.", True),
        ("erythromycin", "Reduce the dose with strong CYP3A inhibitors.", False),
        ("lisinopril", "Use with ACE inhibitors can raise potassium.", True),
        ("lisinopril", "Potassium may rise.", False),
        ("aspirin", "Bleeding occurred during treatment.", False),
        ("aspirin", "Take care with drugs that affect hemostasis.", True),
        ("clopidogrel", "Antiplatelet medicines raise the risk.", True),
        ("norvexin", "Avoid strong CYP3A4 inducers.", False),
    ],
)
def test_a_kind_counts_only_for_its_members(medicine, text, counts):
    assert bool(kinds_of(mention(medicine)).search(text)) is counts


def test_a_medicine_is_called_by_its_brand_and_its_ingredient():
    pattern = names_of(mention("Zelvora", "norvexin"))
    assert pattern.search("Avoid norvexin.")
    assert pattern.search("Avoid Zelvora.")
    assert not pattern.search("Avoid alcohol.")


def test_the_members_of_a_kind_are_single_small_words():
    assert all(row["members"] == row["members"].lower() and row["words"] for row in rows("partner_roles.tsv"))
