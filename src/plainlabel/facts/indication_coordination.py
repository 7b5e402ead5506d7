"""Conditions that a phrase coordinates ("itch due to gout, blue fever and mumps"): parted where each part names one."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.terms import term
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_PARTS: Final = re.compile(r"\s*[,;]\s*(?:and/or|and|or|as well as)?\s+|\s+(?:and/or|and|or|as well as)\s+", re.IGNORECASE)
_DISEASE: Final = pattern("indication.disease_end")
_NO_ITEM: Final = pattern("uses.none")
_CAUSE: Final = re.compile(r"\s(?:associated with|due to|secondary to|caused by|resulting from)\s", re.IGNORECASE)
# An adjective alone belongs to the part behind it ("impending or acute fever").
_ADJECTIVE: Final = re.compile(r"^[\w-]+(?:ing|ed|ive|ic|al|ous|ary|ute|ere|ile|ble|ant|ent|oid|ar|mild|moderate)$", re.IGNORECASE)
_INFECTIONS: Final = re.compile(r"\w+ infections$|^infections of \w+", re.IGNORECASE)
_WORD: Final = re.compile(
    r"^(?!(?:dia|pro)gnosis)\w{3,}(?:itis|osis|oses|emia|penia|pathy|iasis|algia|uria|rrhea|plegia)$", re.IGNORECASE
)
_MOST_PARTS: Final = 14
_MOST_WORDS: Final = 12


def coordinated(words: str) -> list[str]:
    """Returns the conditions that a phrase coordinates; none where it names one, or a part of it is no condition."""
    found = find(words)
    if found is not None and found.how == "name":
        return []
    parts = _joined(words)
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    if sum(_CAUSE.search(part) is not None for part in parts) == 1:
        # One cause may be that of all ("itch and pain due to gout"), or the first of several ("itch due to gout or mumps").
        return []
    names = [term(part, _MOST_WORDS) for part in parts]
    return [name for name in names if name] if all(name is not None and names_one(name) for name in names) else []


def names_one(name: str) -> bool:
    """Returns whether a phrase names a condition: a known one, or one that ends as names of diseases do."""
    head = _CAUSE.split(name, maxsplit=1)[0]
    if _NO_ITEM.search(head):
        return False
    if _INFECTIONS.search(head):
        return True
    found = find(head)
    if found is not None:
        return found.how != "head" or " " in head
    return (_DISEASE if " " in head else _WORD).search(head) is not None


def _joined(words: str) -> list[str]:
    """Returns the parts of a phrase, an adjective alone with the part behind it and the words between them."""
    parts: list[str] = []
    at = 0
    for border in [*_PARTS.finditer(words), None]:
        part = words[at : border.start() if border else len(words)]
        if border is not None and (not part.strip() or (_ADJECTIVE.match(part) and find(part) is None)):
            continue
        if part.strip():
            parts.append(part.strip())
        at = border.end() if border else len(words)
    return parts
