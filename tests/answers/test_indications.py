"""How an approved use is said; every use is invented."""

import pytest

from plainlabel.answers.indications import use_in_words


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("reduces glimmer", "reducing glimmer"),
        ("Temporarily relieves ague", "temporarily relieving ague"),
        ("acute ague the management", "acute ague"),
        ("helpless ague", "helpless ague"),
    ],
)
def test_a_use_stands_behind_for(condition, said):
    assert use_in_words(condition) == said
