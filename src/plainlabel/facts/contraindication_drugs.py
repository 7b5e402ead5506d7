"""Drugs that a list names under their groups ("Ergots: morfan, dorfan Statins: norfan")."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.contraindication_terms import is_own
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term, without_brackets
from plainlabel.vocabulary.patterns import pattern

_BORDER = pattern("contraindication.drug_group")
_GROUP = pattern("contraindication.group_and_drugs")
_NO_DRUG = pattern("contraindication.no_drug")
_COMMAS = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_EXAMPLES = re.compile(r",?\s+(?:e\.g\.|such as|including),?\s+", re.IGNORECASE)
_LEAST_GROUPS: Final = 2
_MOST_WORDS: Final = 4


def grouped_drugs(source: Source, text: str) -> list[str]:
    """Returns the drugs of a text that is a list of groups with their drugs; none where it is something else."""
    if text.count(":") < _LEAST_GROUPS:
        return []
    if source.names is not None and (own := re.search(rf"\s{source.names.pattern}\s(?:is|are)\s", text, re.IGNORECASE)):
        # Behind the list another statement begins.
        text = text[: own.start()] if text.count(":", 0, own.start()) >= _LEAST_GROUPS else text
    text = _EXAMPLES.sub(": ", text)
    found = [_GROUP.match(without_brackets(part)) for part in _parts(text)]
    groups = [one for one in found if one is not None]
    if len(groups) < _LEAST_GROUPS or len(groups) < len(found) - 1:
        return []
    named = [_name(part) for one in groups for part in _COMMAS.split(one["drugs"]) if part.strip()]
    if sum(name is None for name in named) * 4 > len(named):
        return []
    return list(dict.fromkeys(name for name in named if name is not None and not is_own(source, name)))


def _parts(text: str) -> list[str]:
    """Returns the parts of a list, each a group with its drugs; a group of several words with capitals is one."""
    parts: list[str] = []
    for part in _BORDER.split(text):
        if parts and ":" not in parts[-1]:
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts


def _name(words: str) -> str | None:
    name = term(_NO_DRUG.sub("", words))
    return name if name is not None and len(name.split()) <= _MOST_WORDS else None
