"""The effect a question names, by its plain name: the same vocabulary that gives the side effects of labels their names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.questions.patterns import MEDICINE
from plainlabel.questions.topics import content_words
from plainlabel.vocabulary.clinical_names import find

_LONGEST: Final = 4
_WORD: Final = re.compile(rf"[a-z][a-z'-]*|{MEDICINE}|[.,;?]")
_WHOLE: Final = "name"


@lru_cache(maxsize=512)
def asked_effects(masked: str) -> tuple[tuple[str, str], ...]:
    """Returns (words, plain name) of the effects a masked question names; of words inside others only the longer ones."""
    words = _WORD.findall(masked)
    content = set(content_words(masked))
    found: list[tuple[str, str]] = []
    taken: set[int] = set()
    for length in range(_LONGEST, 0, -1):
        for start in range(len(words) - length + 1):
            places = set(range(start, start + length))
            part = words[start : start + length]
            if places & taken or part[0] not in content or part[-1] not in content or not all(each[0].isalpha() for each in part):
                continue
            known = find(" ".join(part)) if MEDICINE not in part else None
            if known is not None and known.how == _WHOLE:
                found.append((" ".join(part), known.condition.name))
                taken |= places
    return tuple(found)
