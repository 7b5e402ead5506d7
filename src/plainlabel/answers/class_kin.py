"""The FDA classes of a label, and the class words an ingredient goes by whatever classes its label names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from plainlabel.edition.records import LabelRecord
from plainlabel.vocabulary.names import class_words

_SHORTEST: Final = 4
_LONG_NAME: Final = 7
_KINDS: Final = ("EPC", "MoA", "PE", "CS")


def class_names(label: LabelRecord, *kinds: str) -> list[str]:
    """Returns the names of the label's FDA classes of these kinds, all for none given, established classes first."""
    wanted = kinds or _KINDS
    return [each.name for kind in _KINDS if kind in wanted for each in label.classes if each.kind == kind]


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
    wanted, named = _moieties(ingredients), {each.lower() for each in classes}
    found = [name for name, classes_of, pattern in _members() if classes_of & named or any(pattern.match(each) for each in wanted)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))
