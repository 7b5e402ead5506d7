"""Indications listed under headings of organs ("Endocrine Disorders", "Rheumatic Disorders"), as hormones have them.

Such a list is flattened: items follow one another without a sign, each with a capital, or behind commas. An item is taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_HEADING: Final = Guarded(pattern("indication.organ_heading"))
_LEAD: Final = pattern("indication.list_lead")
_CUT: Final = pattern("indication.list_cut")
_NO_ITEM: Final = pattern("indication.list_no_item")
_DISEASE: Final = pattern("indication.disease_end")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ITEM: Final = re.compile(
    r"\n|[•●▪■◦○‣∙;]|\.(?=\s|$)|:\s|(?<=[a-z)’'])\s+(?<!\bof\s)(?<!\band\s)(?<!\bor\s)(?<!\bthe\s)(?<!\bwith\s)(?<!\bto\s)(?<!\bin\s)(?=[A-Z][a-z])"  # noqa: RUF001
)
_COMMA: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+)?")
# "X syndrome or that due to gout": the second is "syndrome due to gout".
_THAT_DUE: Final = re.compile(r"(?P<whole>(?P<head>\b[\w-]+ [\w-]+)),? or that due to ")
# "edema associated with gout, mumps, or flu" is three.
_EACH_CAUSE: Final = re.compile(
    r"(?P<lead>[\w-]+ [\w-]+ associated with )(?P<first>[^,;.]+), (?P<second>[\w-]+(?: [\w-]+)?), or (?P<third>[\w-]+(?: [\w-]+)?)$"
)
_WITH: Final = re.compile(r"(?<!associated) with | due to ")
_AND: Final = re.compile(r"\s+and\s+")
_CAUSES: Final = re.compile(r"(?P<lead>.+\sassociated with\s)(?P<first>.+?),? or (?P<other>[\w-]+(?: [\w-]+)?)$")
_LEAST_HEADINGS: Final = 4
_MOST_WORDS: Final = 9


def under_organs(source: Source, section: Section) -> list[Fact]:
    """Returns the indications of a section that lists them under headings of organs; none for another section."""
    text = _BRACKETS.sub(lambda found: " " * len(found.group()), section.text)
    headings = list(_HEADING.finditer(text))
    if len({one.group().strip(" .:0123456789").lower().split(" ")[0] for one in headings}) < _LEAST_HEADINGS:
        return []
    ends = [*(one.start() for one in headings[1:]), len(text)]
    seen: dict[str, Fact] = {}
    for heading, end in zip(headings, ends, strict=True):
        for start, stop, name in _items(text, heading.end(), end):
            seen.setdefault(name.lower(), Fact(Indication(name), source.place(section, start, stop)))
    return list(seen.values())


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Returns (start, end, condition) of the items between two headings."""
    at = start
    for border in [*_ITEM.finditer(text, start, end), None]:
        stop = border.start() if border else end
        words = _THAT_DUE.sub(r"\g<whole>, \g<head> due to ", " ".join(text[at:stop].split()))
        words = _EACH_CAUSE.sub(r"\g<lead>\g<first>, \g<lead>\g<second>, \g<lead>\g<third>", words)
        for part in _COMMA.split(_LEAD.sub("", words)):
            for name in _names(part):
                yield at, stop, name
        at = border.end() if border else end


def _names(part: str) -> list[str]:
    """Returns the conditions of an item: two that "and" links where each is one, and one for each cause it is told with."""
    name = _name(part)
    if name is None:
        return []
    cause = _CAUSES.match(name)
    if cause is not None:
        return [f"{cause['lead']}{one}" for one in (cause["first"], cause["other"])]
    parts = [one for half in _AND.split(name) if (one := _name(half)) is not None]
    return parts if len(parts) > 1 and len(parts) == len(_AND.split(name)) else [name]


def _name(part: str) -> str | None:
    name = term(_CUT.sub("", _LEAD.sub("", part)), _MOST_WORDS)
    if name is None or _NO_ITEM.search(name):
        return None
    head = _WITH.split(name, maxsplit=1)[0]
    return name if find(head) is not None or _DISEASE.search(head) else None
