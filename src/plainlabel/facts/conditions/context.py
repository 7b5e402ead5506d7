"""What stands around a word: known names, cue words before it, and what the whole text says of the name."""

from __future__ import annotations

from functools import cache
from typing import Final

from plainlabel.facts.conditions.tokens import Token
from plainlabel.vocabulary.clinical_keys import word_key
from plainlabel.vocabulary.conditions import in_text_order

# Words that tell in what role a condition is named; the nearest one before it counts.
_CUES: Final = {
    "use": "indicated indication treatment treat treating management manage relief relieve relieving prevention prevent "
    "prophylaxis prophylactic control therapy adjunct adjunctive used use useful effective maintenance "
    "reduce reduction diagnosis treated eradication mitigation correct protect",
    "cause": "caused cause causing due because result resulting induced produced strains organisms organism species "
    "susceptible isolates",
    "not": "not no except without contraindicated excluded excluding avoid rule nor unless unlikely",
    "known": "established studied studies study trials trial efficacy safety shown demonstrated evaluated clinical "
    "approved labeling",
    "with": "with following after secondary complicated history risk factor factors who undergoing including such as",
    "tell": "implies prominent symptoms characterized defined diagnostic criteria episode manifested signs",
}
CUES: Final = {word_key(word): kind for kind, words in _CUES.items() for word in words.split()}
_INDICATED: Final = frozenset(map(word_key, ("indicated", "treatment", "management", "relief", "prophylaxis", "prevention")))
_NEGATED: Final = frozenset(("not", "no", "except", "without"))


@cache
def _names() -> tuple[dict[str, int], frozenset[str]]:
    """Returns the length of the longest known name by first word, and all names as ordered keys."""
    longest: dict[str, int] = {}
    for key in in_text_order():
        words = key.split()
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest, frozenset(in_text_order())


def known_names(sentence: list[Token]) -> list[tuple[int, int]]:
    """Returns [first, last) of the known names of conditions in a sentence, the longest first found, none overlapping."""
    longest, names = _names()
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(sentence):
        length = longest.get(sentence[at].key, 0)
        for size in range(min(length, len(sentence) - at), 0, -1):
            if " ".join(token.key for token in sentence[at : at + size]) in names and _is_name(sentence[at : at + size]):
                found.append((at, at + size))
                at += size - 1
                break
        at += 1
    return found


def _is_name(tokens: list[Token]) -> bool:
    """Returns whether tokens may be a name: of a single short word only where it is written as an abbreviation."""
    return len(tokens) > 1 or len(tokens[0].text) > 3 or tokens[0].text.isupper()


def indicated_names(text: list[list[Token]], names: list[list[tuple[int, int]]]) -> frozenset[str]:
    """Returns the keys of names that stand in a heading or behind "indicated for" somewhere in the text, not behind "not"."""
    found: set[str] = set()
    for sentence, spans in zip(text, names, strict=True):
        keys = [token.key for token in sentence]
        opens = next((at for at, key in enumerate(keys) if key in _INDICATED), None)
        heading = len(sentence) <= 8 and sentence[-1].text != "."
        for first, last in spans:
            before = keys[:first]
            if heading or (opens is not None and opens < first and _NEGATED.isdisjoint(before)):
                found.add(" ".join(keys[first:last]))
    return frozenset(found)


def openings(text: list[list[Token]]) -> list[str]:
    """Returns for each sentence what opened the list it may be an item of: "use", "not" or "other"; "-" where nothing did."""
    found: list[str] = []
    state, age = "-", 9
    for sentence in text:
        found.append(f"{state}{min(2, age)}" if state != "-" else "-")
        keys = [token.key for token in sentence]
        kinds = [kind for key in keys if (kind := CUES.get(key))]
        age += 1
        if sentence[-1].text == ":" or "following" in keys or (sentence[-1].text not in ".;,)]" and kinds and len(sentence) > 8):
            state, age = ("not" if "not" in kinds else "use" if "use" in kinds else "other"), 0
        elif len(sentence) > 30 and sentence[-1].text == ".":
            state = "-"
    return found
