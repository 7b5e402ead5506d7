"""Things that a contraindication lists around words they share ("heart, liver or kidney disease", "protein C or S deficiency")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from plainlabel.facts.contraindication_lists import LIST
from plainlabel.vocabulary.patterns import pattern

_OF_EACH = pattern("contraindication.of_each")
_ADJECTIVE = re.compile(r"[\w-]*(?:al|ic|ary|ous|ive|ar|large|small|upper|lower)", re.IGNORECASE)
_DRUG_LIST = pattern("contraindication.drug_list")
_ORGAN_LIST = pattern("contraindication.organ_list")
_DEFICIENCY = pattern("contraindication.deficiency")
_RECENT_USE = pattern("contraindication.recent_use")
_ABBREVIATIONS = pattern("contraindication.abbreviations")
_CONTAINING = pattern("contraindication.containing")


def shared(core: str) -> list[str]:
    """Returns each thing of a phrase with the words that all of them share; none of a phrase that is no such list."""
    for form, read in _FORMS:
        found = form.match(core)
        names = read(found) if found is not None else []
        if names:
            return names
    return []


def _of_each(found: re.Match[str]) -> list[str]:
    items = _items(found["items"])
    _, _, tail = items[-1].partition(" ")
    # "of the small or large toe": the first lacks its noun.
    return [f"{found['lead']}{one}{f' {tail}' if tail and _ADJECTIVE.fullmatch(one) else ''}" for one in items]


def _used(found: re.Match[str]) -> list[str]:
    items = _items(found["items"])
    return items if len(items) > 1 else []


def _containing(found: re.Match[str]) -> list[str]:
    return [f"{found['lead']}{one}" for one in _items(found["items"])]


def _lacking(found: re.Match[str]) -> list[str]:
    every = [f"{found['lead']}{one} {found['head']}" for one in _items(found["items"])]
    return [*every, *((found["more"].lstrip(" ,").removeprefix("or "),) if found["more"] else ())]


def _of_kind(found: re.Match[str]) -> list[str]:
    return [f"{one} {found['head']}" for one in _items(found["items"])]


def _of_organ(found: re.Match[str]) -> list[str]:
    return [f"{found['lead']}{one} {found['head']}" for one in _items(found["organs"])]


def _items(words: str) -> list[str]:
    return [one for one in LIST.split(words) if one.strip()]


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[str]]], ...]] = (
    (_OF_EACH, _of_each),
    (_ABBREVIATIONS, _containing),
    (_RECENT_USE, _used),
    (_CONTAINING, _containing),
    (_DEFICIENCY, _lacking),
    (_DRUG_LIST, _of_kind),
    (_ORGAN_LIST, _of_organ),
)
