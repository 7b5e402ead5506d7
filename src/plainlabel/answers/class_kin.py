"""The FDA classes of a label, and the class words an ingredient goes by whatever classes its label names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.kinds import ClassFact
from plainlabel.vocabulary.names import class_words

_SHORTEST: Final = 4
_LONG_NAME: Final = 7
_KINDS: Final = ("EPC", "MoA", "PE", "CS")


def class_names(label: LabelRecord, *kinds: str) -> list[str]:
    """Returns the names of the label's FDA classes of these kinds, all for none given, established classes first."""
    wanted = kinds or _KINDS
    return [each.name for kind in _KINDS if kind in wanted for each in label.classes if each.kind == kind]


_OWN_CLASSES: Final[WeakKeyDictionary[Edition, tuple[tuple[int, str], ...]]] = WeakKeyDictionary()
"""By edition: (label key, class) for the labels to which FDA gives no class and which name one themselves; read once."""


def calling_themselves(edition: Edition, word: re.Pattern[str]) -> list[int]:
    """Returns the keys of the standing labels without an established class of FDA that give themselves a class with this word."""
    known = _OWN_CLASSES.get(edition)
    if known is None:
        facts = [(key, fact.value) for key, fact in edition.facts_of_kind("class") if isinstance(fact.value, ClassFact)]
        classed = {key for key, value in facts if value.class_kind == "EPC"}
        known = tuple((key, value.name) for key, value in facts if value.class_kind == "label" and key not in classed)
        _OWN_CLASSES[edition] = known
    return [key for key, name in known if word.search(name)]


class _Row(Struct, frozen=True):
    """One group of class words: its names, the FDA classes it stands for, and its members as a pattern."""

    names: tuple[str, ...]
    classes: frozenset[str]
    members: re.Pattern[str]


@cache
def _rows() -> tuple[_Row, ...]:
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for word in class_words():
        found.setdefault((word.classes, word.ingredients), []).append(word.name)
    return tuple(
        _Row(
            tuple(names),
            frozenset(each.lower() for each in classes),
            re.compile(rf"\b(?:{'|'.join(re.escape(each).replace(chr(92) + '*', '[a-z]*') for each in parts) or '(?!)'})\b"),
        )
        for (classes, parts), names in found.items()
    )


@cache
def _narrow_rows() -> tuple[_Row, ...]:
    """Returns the groups that hold no other group of the table within them: macrolides, not antibiotics."""
    return tuple(row for row in _rows() if not any(other.classes and other.classes < row.classes for other in _rows()))


def _narrowest(ingredients: Iterable[str], classes: Iterable[str] = ()) -> tuple[_Row, ...]:
    wanted, named = _moieties(ingredients), {each.lower() for each in classes}
    return tuple(row for row in _narrow_rows() if row.classes & named or any(row.members.fullmatch(each) for each in wanted))


def narrow_kin(ingredients: Iterable[str], classes: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns the class words of the narrowest groups: "macrolide", not "antibiotic", which stands for many groups."""
    return tuple(name for row in _narrowest(ingredients, classes) for name in row.names)


def names_others_of_kin(text: str, ingredients: Iterable[str]) -> bool:
    """Returns whether a text names other members of the narrowest groups of these moieties, and none of them."""
    own, found = _moieties(ingredients), text.lower()
    others = [match[0] for row in _narrowest(own) for match in row.members.finditer(found)]
    return bool(others) and not any(name in found for name in own)


@cache
def _members() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    found = []
    for word in class_words():
        parts = [re.escape(each).replace(r"\*", r"[a-z]*") for each in word.ingredients]
        pattern = re.compile(rf"(?:{'|'.join(parts)})\Z" if parts else r"(?!)")
        found.append((word.name, frozenset(each.lower() for each in word.classes), pattern))
    return tuple(found)


def _moieties(ingredients: Iterable[str]) -> list[str]:
    """Returns ingredients in small letters, and of a name with its salt or solvate the first word too."""
    names = [each.lower() for each in ingredients]
    return [*names, *(first for each in names if " " in each and len(first := each.split()[0]) >= _LONG_NAME)]


def kin_classes(ingredients: Iterable[str]) -> list[str]:
    """Returns the FDA classes that these moieties are in by the class words they go by, where a word stands for one class."""
    wanted = _moieties(ingredients)
    return sorted(
        {name for _, classes, pattern in _members() if len(classes) == 1 for name in classes if any(map(pattern.match, wanted))}
    )


def kin(ingredients: Iterable[str], classes: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns the class words ("nsaid", "blood thinner") that these moieties or FDA class names belong to."""
    return _kin(tuple(ingredients), tuple(classes))


@lru_cache(maxsize=256)
def _kin(ingredients: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
    wanted, named = _moieties(ingredients), {each.lower() for each in classes}
    found = [name for name, classes_of, pattern in _members() if classes_of & named or any(pattern.match(each) for each in wanted)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))
