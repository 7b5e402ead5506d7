"""A topic's words as a pattern."""

import pytest

from plainlabel.answers.cues import topic_pattern


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("seizures", "a seizure disorder", True),
        ("seizures", "seizures", True),
        ("kidney stones", "a kidney stone", True),
        ("psoriasis", "psoriatic arthritis", False),
        ("virus", "viral", False),
        ("fits", "fitness", False),
    ],
)
def test_a_plural_finds_its_singular(word, text, found):
    assert bool(topic_pattern([word]).search(text)) is found
