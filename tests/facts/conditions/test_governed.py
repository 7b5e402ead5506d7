"""Where the model finds nothing, a known name behind words of use counts. Sentences of our own."""

import pytest

from plainlabel.facts.conditions.features import places
from plainlabel.facts.conditions.governed import governed
from plainlabel.facts.conditions.tokens import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Temporarily relieves nasal congestion and sneezing.", ["nasal congestion", "sneezing"]),
        ("Wobblex is indicated for patients with Fabry disease.", ["Fabry disease"]),
        ("Wobblex is not indicated for asthma.", []),
        ("For the treatment of infection.", []),
        ("Keep asthma inhalers dry.", []),
    ],
)
def test_names_behind_words_of_use(text, expected):
    read = sentences(text)
    found = [
        text[sentence[first].start : sentence[last - 1].end]
        for sentence, where in zip(read, places(read), strict=True)
        for first, last in governed(sentence, where)
    ]
    assert found == expected
