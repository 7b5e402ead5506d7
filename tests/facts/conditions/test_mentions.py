"""The mention finder marks what a medicine is for, and only that. Invented medicines, sentences of our own."""

from itertools import pairwise

import pytest

from plainlabel.facts.conditions.mentions import mentions
from plainlabel.facts.conditions.tokens import sentences


def _texts(text):
    found = mentions(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    return [one.text.lower() for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wobblex is indicated for the treatment of asthma.", ["asthma"]),
        ("Wobblex is indicated for hypertension and heart failure in adults.", ["hypertension", "heart failure"]),
        (
            "Plumivar tablets are indicated for the treatment of major depressive disorder (MDD).",
            ["major depressive disorder", "mdd"],
        ),
        ("", []),
        ("Store the bottle upright. Shake well before use.", []),
    ],
)
def test_mentions_of_what_it_is_for(text, expected):
    assert _texts(text) == expected


def test_causes_are_no_conditions():
    found = _texts("Plumivar is indicated for the treatment of pneumonia caused by Streptococcus pneumoniae.")
    assert "pneumonia" in found
    assert not any("streptococcus" in one for one in found)


def test_mentions_carry_normal_names():
    text = "Wobblex is indicated for the treatment of seasonal allergic rhinitis (SAR) in adults. Relief of SAR starts in hours."
    assert {one.name for one in mentions(text)} == {"allergic rhinitis"}
    assert [one.text for one in mentions(text)].count("SAR") == 2


def test_non_small_stays_whole():
    text = "Plumivar is indicated for the treatment of metastatic non-small cell lung cancer."
    assert [one.name for one in mentions(text)] == ["non-small cell lung cancer"]


def test_lines_of_a_flattened_list_are_parted():
    text = "Wobblex is indicated for the treatment of: Psoriatic arthritis Rheumatoid arthritis Ulcerative colitis"
    assert [one.name for one in mentions(text)] == ["psoriatic arthritis", "rheumatoid arthritis", "ulcerative colitis"]


def test_hostile_text_is_read():
    for text in ("(" * 5000, "\x00\ufffd" * 100, "non " * 500, "A" * 10_000, "treatment of " * 300):
        mentions(text)


def test_tokens_know_their_places():
    text = "First-line use.\n• Wobblex’s second line; no more"  # noqa: RUF001
    for sentence in sentences(text):
        for token in sentence:
            assert text[token.start : token.end] == token.text
    assert len(sentences(text)) == 2
