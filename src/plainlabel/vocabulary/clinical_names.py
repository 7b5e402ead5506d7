"""Normal names of conditions and reactions: "eczema" is atopic dermatitis, "hair falling out" is alopecia.

A name is looked up as it stands, in any word order, spelling and number; then by the abbreviation the label defines; then
without what only says how bad, how long or for whom; last by its head: "locally advanced breast cancer" is a breast cancer. The
names are data (conditions.tsv); so are the words that qualify them (condition_qualifiers.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_keys import name_key, word_key
from plainlabel.vocabulary.conditions import Condition, by_key, conditions
from plainlabel.vocabulary.names import read_table

__all__ = ["Condition", "Found", "defined_abbreviations", "find", "normalise", "normalise_all", "normalise_reaction", "too_general"]

How = Literal["name", "abbreviation", "qualified", "head"]
_BRACKET: Final = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]*)[)\]]?")
_EDGES: Final = " \t\n,;:.-–—*•'\"/"  # noqa: RUF001 - labels use these signs
_JOINED: Final = re.compile(r"\s*(?:,|;|/|\band/or\b|\band\b|\bor\b)\s*")
_JOINS: Final = frozenset(("of", "to", "by", "with", "in", "and", "or", "post", "non", "the"))
_PLACES: Final = frozenset({"low", "lower"})
"""Words of a low figure that tell a place or a degree too ("lower back pain", "low-grade fever")."""
_LONGEST_HEAD: Final = 5


class Found(NamedTuple):
    """A condition found for some words, and how: by its name, by an abbreviation, without qualifiers, or by its head only."""

    condition: Condition
    how: How


@cache
def _words(kind: str) -> frozenset[str]:
    """Returns the word keys of one kind of qualifier."""
    return frozenset(word_key(word) for word, of in read_table("condition_qualifiers.tsv") if of == kind)


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """Returns a pattern for the phrases of one kind."""
    phrases = sorted((word for word, of in read_table("condition_qualifiers.tsv") if of == kind), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b", re.IGNORECASE)


def normalise(words: str, abbreviations: Mapping[str, str] | None = None) -> str | None:
    """Returns the plain name of a condition, None where it has none; `abbreviations` are those the label defines."""
    found = find(words, abbreviations)
    return found.condition.name if found else None


def normalise_reaction(words: str, abbreviations: Mapping[str, str] | None = None) -> str | None:
    """Returns the plain name of a side effect, None where it has none ("hair falling out" -> "alopecia")."""
    found = find(words, abbreviations)
    if found is None or found.how == "head":
        found = find(_phrases("reaction").sub(" ", words), abbreviations) or found
    return found.condition.name if found else None


def normalise_all(words: str, abbreviations: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Returns the plain names of all the conditions that words name: those of both in "asthma and hay fever"."""
    whole = normalise(words, abbreviations)
    if whole is not None:
        return (whole,)
    parts = (normalise(part, abbreviations) for part in _JOINED.split(words) if part.strip())
    return tuple(dict.fromkeys(name for name in parts if name is not None))


def find(words: str, abbreviations: Mapping[str, str] | None = None) -> Found | None:
    """Returns the condition that words name, and how it was found; None where there is none."""
    text = " ".join(words.split()).strip(_EDGES)
    long = abbreviations.get(text) if abbreviations else None
    if long is not None and long != text:
        found = _find(long)
        known = _lookup(text)
        if found is not None and (known is None or not _part(long, known)):
            return Found(found.condition, "abbreviation")
    return _find(text)


def _part(words: str, known: Condition) -> bool:
    """Returns whether words are only a part of a name: broken text defines "NSCLC" as "small cell lung cancer"."""
    mine = set(name_key(words).split())
    return any(mine < set(name_key(name).split()) for name in known.names)


@lru_cache(maxsize=32_768)
def _find(text: str) -> Found | None:
    exact = _lookup(text)
    if exact is not None:
        return Found(exact, "name")
    bare = _BRACKET.sub(" ", text).strip(_EDGES)
    for form in _unqualified(bare):
        found = _lookup(form)
        if found is not None:
            return Found(found, "qualified" if form != bare else "name")
    for bracket in _BRACKET.finditer(text):
        found = _lookup(bracket["inner"].strip(_EDGES))
        if found is not None:
            return Found(found, "abbreviation")
    head = None if _coordinated(bare) else _head(_phrases("cut").split(bare)[0])
    return None if head is None else Found(head, "head")


def _lookup(text: str) -> Condition | None:
    """Returns the condition of that name. Short abbreviations that are words too ("ALL", "AS") count in capitals only."""
    if not text or ((len(text) < 3 or text.lower() in _words("word")) and not text.isupper()):
        return None
    key = name_key(text)
    return by_key().get(key) or _by_direction().get(_direction_key(key) or "")


@cache
def _by_direction() -> dict[str, Condition]:
    """Returns the conditions that say a figure is up or down, by a key in which "raised ALT" and "increases in ALT" meet."""
    return {key: one for one in reversed(conditions()) for name in one.names if (key := _direction_key(name_key(name))) is not None}


def _direction_key(key: str) -> str | None:
    """Returns the key, from its name key, of a name that says "up" or "down" of something, None for other names."""
    words, up, down = key.split(), _words("up"), _words("down")
    way = {"up" if word in up else "down" for word in words if word in up or word in down}
    if len(way) != 1:
        return None
    rest = [word for word in words if not (word in up or word in down or word in _words("measure"))]
    return " ".join([*way, *rest]) if rest else None


def _unqualified(text: str) -> Iterator[str]:
    """Returns a name without more and more of what qualifies it: what stands behind it, before it, at its end."""
    yield text
    core = _phrases("lead").sub("", text).strip(_EDGES) or text
    pieces = [core]
    cut = _phrases("cut").search(core)
    if cut is not None and cut.start() > 0:
        pieces.append(core[: cut.start()].strip(_EDGES))
    for piece in pieces:
        yield piece
        yield from _without_ends(piece)


def _without_ends(text: str) -> Iterator[str]:
    """Returns a name without the qualifying words at its beginning, then also without those at its end."""
    words = text.replace("/", " ").split()
    while len(words) > 1 and all(word_key(part) in _words("before") for part in re.split(r"[-–,]+", words[0]) if part):  # noqa: RUF001
        words = words[1:]
        yield " ".join(words)
    while len(words) > 1 and word_key(words[-1].strip(",")) in _words("behind"):
        words = words[:-1]
        yield " ".join(words).strip(_EDGES)


def too_general(word: str) -> bool:
    """Returns whether a word alone tells no condition ("infection", "procedure"), or only how one is ("acute")."""
    key = word_key(word)
    return key in _words("general") or key in _words("before")


def _coordinated(text: str) -> bool:
    """Returns whether words name two conditions: what stands before "and" or "or" is one by itself."""
    parts = _JOINED.split(text)
    return len(parts) > 1 and any(part.strip() and any(_lookup(form) for form in _unqualified(part.strip())) for part in parts[:-1])


def _head(text: str) -> Condition | None:
    """Returns the condition that the last words of a name tell; a word as general as "disease" or "infection" tells none."""
    words = re.split(r"[\s/-]+", text.strip(_EDGES))
    for size in range(min(_LONGEST_HEAD, len(words) - 1), 0, -1):
        tail = words[-size:]
        if words[-size - 1].lower() in _JOINS or tail[0].lower() in _JOINS:
            continue
        if word_key(words[-size - 1]) in _words("down") and words[-size - 1].lower() not in _PLACES:
            return None  # "Decreased sweating" is no sweating.
        if size == 1 and (word_key(tail[0]) in _words("general") or (len(tail[0]) < 5 and not tail[0].isupper())):
            return None
        found = _lookup(" ".join(tail))
        if found is not None:
            return found
    return None
