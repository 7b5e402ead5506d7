"""Conditions that are named together: parted where each is one of its own, with the words they share."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.indication_causes import each_cause
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_PARTS = re.compile(r"\s*,\s*(?:and/or|and|or)\s+|\s*,\s+|\s+(?:and/or|and|or)\s+", re.IGNORECASE)
_STATES = pattern("indication.states")
_SHARED = pattern("indication.shared_states")
_HEAD = pattern("indication.shared_head")
_TAIL = pattern("indication.tail")
_RESULTANT = re.compile(r"^\s*(?:(?:the|an?|its|resultant|resulting|accompanying)\s+)+", re.IGNORECASE)
_PEOPLE_WITH = re.compile(
    r"^(?:(?:adult|pediatric)\s+)?(?:adults?|patients|children|adolescents|women|men|those|people)\s+(?:with|who have)\s+",
    re.IGNORECASE,
)
_SHARED_CAUSE = pattern("indication.shared_cause")
_BORDER = re.compile(r"[.;:]|\s(?:who|whose|that|which|in|as|for)\s", re.IGNORECASE)
_RISK = re.compile(r"(?:risk|recurrence)\b", re.IGNORECASE)
# A part with a sign of a gene or that ends in a state is no condition of its own.
_MARKER = re.compile(r"\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{3,}\b|\bmutation", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"\b(?:metastatic|recurrent|relapsed|refractory|unresectable|advanced|acute|chronic|severe|moderate|active"
    r"|classical|definite|probable|possible|type [\dIVX]+|with \w+)$",
    re.IGNORECASE,
)
_MOST_PARTS: Final = 6


def parted(words: str) -> list[str]:
    """Returns the conditions that a phrase names, the phrase itself where its parts are no conditions of their own.

    "resistant blue, green or pale fever" gives three; "nausea and vomiting" and what ends in a shared cause stay one.
    """
    states = _STATES.match(words)
    lead = states.group() if states else ""
    rest = words[len(lead) :]
    parts = [_PEOPLE_WITH.sub("", _RESULTANT.sub("", part)) for part in _PARTS.split(rest) if part.strip()]
    if _RISK.match(words) or not 1 < len(parts) <= _MOST_PARTS or _TAIL.search(words) or _is_name(rest):
        return [words]
    if any(_MARKER.search(part) or (_UNFINISHED.search(part) and not _is_name(part)) for part in parts[:-1]):
        return [words]
    head = _HEAD.search(parts[-1])
    whole = [_completed(part, head.group() if head else "") for part in parts]
    if any(part is None for part in whole):
        return [words]
    shared = _SHARED.match(words)
    common = shared.group() if shared else ""
    return [
        f"{(common if at else lead) if at == 0 or not _STATES.match(f'{part} ') else ''}{part}" for at, part in enumerate(whole)
    ]


def of_each_cause(condition: str, text: str) -> list[str]:
    """Returns a condition once for each cause that a text lists behind it ("itch due to gout, mumps or flu")."""
    at = text.find(condition)
    if at < 0 or _SHARED_CAUSE.match(condition) is None:
        return [condition]
    behind = text[at + len(condition) :]
    border = _BORDER.search(behind)
    return each_cause(f"{condition}{behind[: border.start()] if border else behind}") or each_cause(condition) or [condition]


def _completed(part: str, head: str) -> str | None:
    """Returns a part that is a known condition, by itself or with the last word of the list; else None."""
    if _known(part) and not (head and find(part) is None):
        return part
    whole = f"{part}{head}"
    return whole if head and _known(whole) else None


def _known(words: str) -> bool:
    found = find(words)
    return found is not None and (found.how != "head" or len(words.split()) > 1)


def _is_name(words: str) -> bool:
    found = find(words)
    return found is not None and found.how == "name"


def without_states(words: str) -> str:
    """Returns a condition without the words before it that tell its state ("relapsed or refractory")."""
    states = _STATES.match(words)
    return words[states.end() :] if states else words
