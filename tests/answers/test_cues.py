"""A topic's words as a pattern."""

import re

import pytest

from plainlabel.answers.cues import _advises, topic_pattern
from plainlabel.questions.patterns import rows


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


@pytest.mark.parametrize("topic", ["grapefruit", "alcohol"])
@pytest.mark.parametrize(
    "text",
    [
        "limit your alcohol or grapefruit",
        "limit zinc",
        "grapefruit juice and alcohol, where possible, should be limited",
        "zinc should be limited",
        "with or without alcohol or grapefruit",
        "with or without grapefruit",
    ],
)
def test_advice_is_sought_without_the_topic_first_and_found_the_same(topic, text):
    words = topic_pattern([topic]).pattern
    for row in rows("answer_cues.tsv"):
        whole = re.compile(row["pattern"].replace("{T}", words))
        assert _advises(row["pattern"], words, text) is bool(whole.search(text))


def test_alternatives_of_a_topic_stay_together():
    best_left = r"\bavoid\b|\b{T}\W+is best left"
    assert not _advises(best_left, "zinc|iron", "some zinc")
    assert _advises(best_left, "zinc|iron", "zinc is best left")
