"""Causes that a text lists behind one condition ("swelling due to gout, liver and kidney disease"): the condition with each.

A cause ("kidney disease") is no use of the medicine by itself, so every part keeps the condition before it. The last word of the
list may be that of the parts before it ("liver and kidney disease"); words that only tell a state stay with the part behind them.
"""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.terms import term
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_TOLD: Final = pattern("indication.shared_cause")
_LINKS: Final = re.compile(r"\s*(?:,\s*(?:(?:and/or|and|or)\s+)?|;\s*(?:(?:and|or)\s+)?|\s(?:and/or|and|or)\s+)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:(?:the|an?|other|various forms of|either)\s+)+", re.IGNORECASE)
_EXAMPLES: Final = re.compile(r"\s*,?\s*\b(?:including|such as|e\.g\.).*$", re.IGNORECASE | re.DOTALL)
# A state alone belongs to the part behind it ("primary or metastatic tumor").
_STATE: Final = re.compile(r"(?:primary|secondary|metastatic|acute|chronic|mild|moderate|severe|partial|complete)$", re.IGNORECASE)
_HEAD: Final = pattern("indication.cause_head")
_THERAPY: Final = re.compile(r"\w+ therapy$", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[a-z-]+(?: [a-z-]+){0,2}$")
_MOST: Final = 8
_MOST_WORDS: Final = 14
_SEVERAL: Final = 3


def each_cause(words: str) -> list[str]:
    """Returns a condition once for each cause that a phrase lists behind it; none where it lists none, or one is no cause."""
    told = _TOLD.match(words)
    if told is None:
        return []
    parts = [_ARTICLE.sub("", part.strip(" .")) for part in _parts(_EXAMPLES.sub("", told["first"]))]
    if not 1 < len(parts) <= _MOST or _TOLD.match(told["first"]):
        return []
    head = _HEAD.search(parts[-1])
    whole = [
        part if _is_cause(part) or head is None or not _is_cause(part + head.group()) else part + head.group() for part in parts
    ]
    known = [_is_cause(part) for part in whole]
    # In a long list of known causes a plain word between them is one too ("minor bumps").
    fits = all(known) or (len(whole) >= _SEVERAL and 2 * sum(known) > len(whole) and all(map(_PLAIN.match, whole)))
    names = [term(f"{told['lead']}{part}", _MOST_WORDS) for part in whole]
    return [name for name in names if name] if fits and all(names) else []


def _parts(causes: str) -> list[str]:
    """Returns the parts of a list, a state alone with the part behind it."""
    parts: list[str] = []
    start = at = 0
    for link in [*_LINKS.finditer(causes), None]:
        part = causes[at : link.start() if link else len(causes)]
        if link is not None and _STATE.match(part.strip()):
            at = link.end()
            continue
        parts.append(causes[start : at + len(part)])
        start = at = link.end() if link else len(causes)
    return [part for part in parts if part.strip()]


def _is_cause(words: str) -> bool:
    """Returns whether words are a known condition, end in the name of a kind of condition, or name a therapy."""
    known = find(words)
    return (known is not None and (known.how != "head" or " " in words)) or _THERAPY.match(words) is not None
