"""Names near a misspelt word, by letters (Damerau's distance, adjacent letters swapped counted once) and by sound (Metaphone).

A name is near when few letters differ for its length; more may differ where both sound alike. An ordinary word that is as near
forbids the reading ("symtoms" is no medicine). Held medicines come before others only among names equally near.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import jellyfish
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from plainlabel.edition.records import Name
from plainlabel.vocabulary.names import ordinary_words

if TYPE_CHECKING:
    from plainlabel.questions.medicine_names import NameIndex

MOST_CANDIDATES = 5
SHORTEST_NAME = 5
SAME_SOUND_BONUS = 1
"""Letters more that may differ where the sound is the same."""
KINDS = {"ingredient": 0, "generic": 0, "brand": 1, "synonym": 1, "class": 2}


class Near(Struct, frozen=True, order=True):
    """A name near a word: letters that differ, whether it sounds different, whether it is not held, its key."""

    distance: int
    sounds_different: bool
    not_held: bool
    key: str


def allowed(length: int) -> int:
    """Returns how many letters of a word may differ: one up to six letters, two up to nine, three beyond."""
    return 1 if length <= 6 else 2 if length <= 9 else 3


def near(word: str, index: NameIndex) -> tuple[tuple[Name, ...], Literal["spelling", "sound"]]:
    """Returns the names a misspelt word may mean: none, one to read, or several to ask about; and whether the sound decided.

    `word` is folded and without spaces.
    """
    limit = allowed(len(word))
    found = [one for one in _candidates(word, index) if one.distance <= limit or not one.sounds_different]
    if not found or _ordinary_distance(word, limit) <= found[0].distance:
        return (), "spelling"
    best = found[0]
    rivals = [one for one in found if _rivals(one, best)]
    names = _distinct([_name(one.key, index) for one in (best, *rivals)])
    return names[:MOST_CANDIDATES], "spelling" if best.distance <= limit else "sound"


def _candidates(word: str, index: NameIndex) -> list[Near]:
    """Returns the names within reach, the nearest first."""
    limit = allowed(len(word)) + SAME_SOUND_BONUS
    sound = jellyfish.metaphone(word)
    rows = process.extract(word, single_words(tuple(index.name_keys())), scorer=OSA.distance, score_cutoff=limit, limit=40)
    found = []
    for key, distance, _ in rows:
        alike = jellyfish.metaphone(key) == sound
        if (key[0] == word[0] or alike) and distance <= len(key) / 3:
            found.append(Near(int(distance), not alike, not any(row.medicines for row in index.names(key)), key))
    return sorted(found)


def _rivals(one: Near, best: Near) -> bool:
    """Returns whether another name is as near as the best: same letters off, unless only one of them is held or sounds alike."""
    if one.key == best.key:
        return False
    if one.distance == best.distance:
        return (one.sounds_different, one.not_held) <= (best.sounds_different, best.not_held)
    return one.distance == best.distance + 1 and best.sounds_different and not one.sounds_different


def _distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    """Returns the names that stand for different compositions."""
    found: dict[tuple[tuple[str, ...], ...], Name] = {}
    for name in names:
        found.setdefault(name.ingredients, name)
    return tuple(found.values())


def _name(key: str, index: NameIndex) -> Name:
    return min(index.names(key), key=lambda row: (not row.medicines, KINDS[row.kind]))


def _ordinary_distance(word: str, limit: int) -> int:
    """Returns how many letters the nearest ordinary word is away, a large number where none is within reach."""
    best = process.extractOne(word, _ordinary(), scorer=OSA.distance, score_cutoff=limit)
    return int(best[1]) if best else 99


@lru_cache(maxsize=1)
def _ordinary() -> tuple[str, ...]:
    return tuple(sorted(ordinary_words()))


@lru_cache(maxsize=4)
def single_words(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the keys of one word that are long enough to be recognised misspelt."""
    return tuple(key for key in keys if len(key) >= SHORTEST_NAME and key.isalpha())
