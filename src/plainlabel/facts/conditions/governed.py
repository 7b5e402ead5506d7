"""Known names that the grammar of a sentence makes a use: "relieves nasal congestion", "treatment of patients with Fabry disease".

The labels the model has learnt from are prescription labels of 2012. Where it finds nothing in a text, a known name behind
"treats", "relieves" or "is indicated" counts, if neither "not" nor a cause stands between. (Used for single sentences too, it
found 80 conditions that are none in the labels the model knows.)
"""

from __future__ import annotations

from collections.abc import Iterator

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.features import Place
from plainlabel.facts.conditions.tokens import Token
from plainlabel.vocabulary.clinical_names import too_general


def governed(sentence: list[Token], around: list[Place]) -> Iterator[tuple[int, int]]:
    """Returns [first, last) of the known names of a sentence that stand behind words of use."""
    for first, last in known_names(sentence):
        if _of_use(around[first]) and not (last - first == 1 and too_general(sentence[first].text)):
            yield first, last


def _of_use(place: Place) -> bool:
    behind_use = place.cue == "use" or (place.cue in {"with", "tell"} and place.cue_before == "use")
    return behind_use and not place.negated and not place.doubted
