"""Enzymes and transporters: what the medicine is to each of them (substrate, inhibitor, inducer), or is said not to be.

Read are sentences whose subject is the label's own medicine; a sentence about other medicines ("strong inhibitors of ... increase")
tells of interactions (`interaction`), not of the medicine's own metabolism. The words of a sentence are read by `metabolism_roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Metabolism
from plainlabel.facts.metabolism_names import enzymes, may_name_one, shortened
from plainlabel.facts.metabolism_roles import masked, roles
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4", "34073-7")  # clinical pharmacology, pharmacokinetics, drug interactions
_MECHANISM: Final = "43679-0"
_LIST = pattern("metabolism.list")
_ENZYME = pattern("metabolism.enzyme")
_LESS = pattern("metabolism.less")
_TRANSPORT: Final = ("CYP", "UGT", "P-gp", "BCRP", "O", "MATE", "MRP", "BSEP", "NTCP", "PEPT", "monoamine", "epoxide")
"""How the names of what a medicine can inhibit or induce begin; an esterase only takes it apart."""
_ANYWHERE: Final = ("CYP", "monoamine")
"""How the names begin that a section on the mechanism names as enzymes, not as targets."""
_WHOLE: Final = "CYP450"
_FAMILIES: Final = frozenset({"OAT", "OCT", "OATP", "MATE", "UGT"})
_MARGINAL = pattern("metabolism.marginal")


def metabolisms(source: Source) -> Iterator[Fact]:
    """Returns what the medicine is to each enzyme or transporter its label names, in the order of the text; each role once."""
    best: dict[tuple[str, str, bool], Fact] = {}
    for section in source.under(*_CODES):
        for fact in _of_section(source, section) if source.names is not None else ():
            value = fact.value
            if isinstance(value, Metabolism):
                key = (value.enzyme.lower(), value.role, value.negated)
                known = best.get(key)
                if known is None:
                    best[key] = fact
                elif value.major and isinstance(known.value, Metabolism):
                    best[key] = Fact(replace(known.value, major=True), known.place)
    yield from best.values()


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    names = source.names
    acts_only = _MECHANISM in source.codes(section)
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        if names is None or not may_name_one(text):
            continue
        text = shortened(text)
        if not _ENZYME.search(text):
            continue
        values = list(_of_sentence(text, names, row=sentence.kind == "row"))
        place = source.place(section, sentence.start, sentence.end) if values else None
        for value in values:
            if place is not None and not _is_whole(value, values) and not (acts_only and not value.enzyme.startswith(_ANYWHERE)):
                yield Fact(value, place)


def _of_sentence(text: str, names: re.Pattern[str], *, row: bool) -> Iterator[Metabolism]:
    lists = [*_LIST.finditer(text)]
    words = masked(text, lists)
    for found in lists:
        named = enzymes(found.group())
        less = _LESS.search(found.group())
        mainly = frozenset(enzymes(found.group()[: less.start()]) if less else named)
        for said in roles(words, found.start(), found.end(), names, row=row):
            contrast = less is not None and less.group().lower() != "also" and not _MARGINAL.search(words, 0, found.start())
            major = said.major or (contrast and said.role == "substrate")
            for enzyme in named:
                if said.role == "substrate" or enzyme.startswith(_TRANSPORT):
                    yield Metabolism(enzyme, said.role, major and enzyme in mainly and not said.negated, said.negated)


def _is_whole(value: Metabolism, others: list[Metabolism]) -> bool:
    """Returns whether a value is of a family as a whole in a sentence that goes on to name its members."""
    family = "CYP" if value.enzyme == _WHOLE else value.enzyme if value.enzyme in _FAMILIES else None
    return family is not None and any(
        one.role == value.role and re.match(rf"{family}\d", one.enzyme) and one.enzyme != _WHOLE for one in others
    )
