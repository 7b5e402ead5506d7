"""The class words an ingredient goes by, whatever classes its label names: from the table of class words and its ingredients."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from plainlabel.vocabulary.names import class_words

_SHORTEST: Final = 4


@cache
def _members() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    found = []
    for word in class_words():
        parts = [re.escape(each).replace(r"\*", r"[a-z]*") for each in word.ingredients]
        pattern = re.compile(rf"(?:{'|'.join(parts)})\Z" if parts else r"(?!)")
        found.append((word.name, frozenset(each.lower() for each in word.classes), pattern))
    return tuple(found)


def kin(ingredients: Iterable[str], classes: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns the class words ("nsaid", "blood thinner") that these moieties or FDA class names belong to."""
    wanted, named = [each.lower() for each in ingredients], {each.lower() for each in classes}
    found = [name for name, classes_of, pattern in _members() if classes_of & named or any(pattern.match(each) for each in wanted)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))
