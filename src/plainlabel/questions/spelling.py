"""Names near a misspelt word, by letters (Damerau's distance, adjacent letters swapped counted once) and by sound (Metaphone).

A name is near when few letters differ for its length; more may differ where both sound alike. An ordinary word that is as near
forbids the reading ("symtoms" is no medicine). Held medicines come before others only among names equally near.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import jellyfish
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from plainlabel.edition.records import Name
from plainlabel.questions.mention import NameIndex
from plainlabel.vocabulary.names import ordinary_word_list

Reading = Literal["spelling", "sound", "ambiguous"]
MOST_CANDIDATES = 5
SHORTEST_NAME = 5
SHORTEST_JOINED = 10
SAME_SOUND_BONUS = 1
"""Letters more that may differ where the sound is the same."""
KINDS = {"ingredient": 0, "generic": 0, "brand": 1, "synonym": 1, "class": 2}


class Near(Struct, frozen=True, order=True):
    """A name near a word: letters that differ, whether it sounds different, how far-fetched it is, its key, whether no brand.

    `remoteness`: 0 an ingredient held, a class word or a brand on a label; 1 another brand of an ingredient held; 2 not held.
    """

    distance: int
    sounds_different: bool
    remoteness: int
    key: str
    is_ingredient: bool


def allowed(length: int) -> int:
    """Returns how many letters of a word may differ: one up to six letters, two up to nine, three beyond."""
    return 1 if length <= 6 else 2 if length <= 9 else 3


def near(word: str, index: NameIndex, *, joined: bool = False) -> tuple[tuple[Name, ...], Reading]:
    """Returns the names a misspelt word may mean, and how to take them: read one ("spelling", "sound") or ask ("ambiguous").

    `word` is folded and without spaces. Two words `joined` by mistake in writing must make a long word and a held ingredient or a
    brand on a label: short pairs of ordinary words resemble some brand or other.
    """
    found = [one for one in _candidates(word, index) if one.distance <= _limit(word, one.key) or not one.sounds_different]
    if joined:
        found = [one for one in found if one.remoteness == 0 and len(word) >= SHORTEST_JOINED]
    if not found or _ordinary_distance(word, found[0].distance, index) <= found[0].distance:
        return (), "ambiguous"
    best = found[0]
    names = _distinct([_name(one.key, index) for one in (best, *(one for one in found if _rivals(one, best)))])
    if len(names) > 1 or not _sure(best):
        return names[:MOST_CANDIDATES], "ambiguous"
    return names, "spelling" if best.distance <= allowed(len(best.key)) else "sound"


def _sure(best: Near) -> bool:
    """Returns whether a name is near enough to be read without asking.

    One letter off is, in short names only for a held ingredient or a brand on a label; two are in nine letters and more; beyond
    that the sound must be the same. A brand unknown here lies two letters from a known one too often ("Fildena", "Feldene").
    """
    length = len(best.key)
    if best.distance <= 1:
        return length >= 7 or best.remoteness == 0
    return length >= 9 and (best.distance == 2 or not best.sounds_different)


def _limit(word: str, key: str) -> int:
    return allowed(max(len(word), len(key)))


def _candidates(word: str, index: NameIndex) -> list[Near]:
    """Returns the names within reach, the nearest first."""
    limit = allowed(len(word) + SAME_SOUND_BONUS) + SAME_SOUND_BONUS
    sound = jellyfish.metaphone(word)
    rows = process.extract(word, single_words(tuple(index.name_keys())), scorer=OSA.distance, score_cutoff=limit, limit=40)
    found = []
    for key, distance, _ in rows:
        alike = jellyfish.metaphone(key) == sound
        if (key[0] == word[0] or alike) and distance <= len(key) / 3:
            rows_of = index.names(key)
            remoteness = min(_remoteness(row) for row in rows_of)
            found.append(Near(int(distance), not alike, remoteness, key, any(row.kind != "brand" for row in rows_of)))
    return sorted(found)


def _remoteness(name: Name) -> int:
    if not name.medicines:
        return 2
    return 1 if name.kind == "brand" and name.source != "label" else 0


def _rivals(one: Near, best: Near) -> bool:
    """Returns whether another name is as near as the best.

    With as many letters off it is, unless the best alone sounds alike or is less remote (two ingredients always are rivals); with
    one letter more off it is where it sounds alike and the best does not, or is less remote: a held name never silently
    displaces a nearer one, nor it the other.
    """
    if one.key == best.key:
        return False
    if one.distance == best.distance:
        if one.is_ingredient and best.is_ingredient:
            return True
        return (one.sounds_different, one.remoteness) <= (best.sounds_different, best.remoteness)
    better = (best.sounds_different and not one.sounds_different) or one.remoteness < best.remoteness
    return one.distance == best.distance + 1 and better


def _distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    """Returns the names that stand for different compositions."""
    found: dict[tuple[tuple[str, ...], ...], Name] = {}
    for name in names:
        found.setdefault(name.ingredients, name)
    return tuple(found.values())


def _name(key: str, index: NameIndex) -> Name:
    return min(index.names(key), key=lambda row: (not row.medicines, KINDS[row.kind]))


def _ordinary_distance(word: str, limit: int, index: NameIndex) -> int:
    """Returns how many letters the nearest ordinary word is away, a large number where none is within reach.

    Words that are class words besides ("penicillin") are names and do not forbid a reading.
    """
    nearest = process.extract(word, ordinary_word_list(), scorer=OSA.distance, score_cutoff=limit, limit=4)
    return next((int(distance) for ordinary, distance, _ in nearest if not index.names(ordinary)), 99)


@lru_cache(maxsize=4)
def single_words(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the keys of one word that are long enough to be recognised misspelt."""
    return tuple(key for key in keys if len(key) >= SHORTEST_NAME and key.isalpha())
