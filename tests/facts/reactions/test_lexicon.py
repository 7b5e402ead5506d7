"""Which short words name a reaction."""

import pytest

from plainlabel.facts.reactions.lexicon import is_reaction_term


@pytest.mark.parametrize(
    "words",
    [
        "Nausea",
        "Injection site reactions",
        "Upper respiratory tract infection*",
        "ALT increased",
        "Headache a",
        "Abdominal pain (upper)",
    ],
)
def test_names_of_reactions(words):
    assert is_reaction_term(words)


@pytest.mark.parametrize(
    "words", ["", "Placebo", "N = 123", "Nervous system disorders", "Preferred term", "All grades", "Any adverse reaction", "12"]
)
def test_other_cells(words):
    assert not is_reaction_term(words)
