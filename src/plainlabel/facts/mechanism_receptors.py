"""Receptors a medicine binds to, as Pharmacodynamics lists them: "high affinity for A (Ki 3 nM) and B receptors"."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.mechanism_acts import Act, acts
from plainlabel.facts.mechanism_targets import folded
from plainlabel.vocabulary.patterns import pattern

_AFFINITY = pattern("mechanism.affinity")
_NO_AFFINITY = pattern("mechanism.no_affinity")
_RECEPTOR = pattern("mechanism.receptor_item")
_HEAD_NOUN = pattern("mechanism.head_noun")
_UNIT = pattern("mechanism.unit")
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_LIST = re.compile(r",\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+or\s+")
_SUCH_AS = re.compile(r"^(?:multiple|several|various|many|a number of|numerous)\s[^,]{3,50}?receptors?,?\s(?:including|such as)\s+")
_ON_RECEPTORS: Final = frozenset({"antagonizes", "activates", "modulates"})


def on_receptors(text: str, start: int) -> list[Act]:
    """Returns what a sentence says the medicine binds to, blocks or activates, receptor by receptor."""
    bound = [Act("binds", target, first=True) for target in _affinities(text)]
    if bound or _NO_AFFINITY.search(text):
        return bound
    return [act for act in acts(text, start) if act.action in _ON_RECEPTORS and _RECEPTOR.fullmatch(act.target)]


def _affinities(text: str) -> list[str]:
    """Returns the receptors a sentence says the medicine binds to with affinity; what it hardly binds to is none."""
    found = _AFFINITY.search(folded(text))
    if found is None or _NO_AFFINITY.search(folded(text), 0, found.start("list")):
        return []
    words = _SUCH_AS.sub("", " ".join(_BRACKETS.sub("", found["list"]).split()))
    parts = [part for part in (re.sub(r"^(?:the|human)\s+", "", one.strip(" ,")) for one in _LIST.split(words)) if part]
    shared = _HEAD_NOUN.search(words)
    noun = f" {shared[1].removesuffix('s')}" if shared else ""
    if not parts or not all(_RECEPTOR.fullmatch(part) for part in parts):
        return []
    return [part if _UNIT.search(part) or part == parts[-1] else f"{part}{noun}" for part in parts]
