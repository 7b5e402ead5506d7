"""Enzymes and transporters: what the medicine is to each of them (substrate, inhibitor, inducer), or is said not to be.

Read are sentences whose subject is the label's own medicine; a sentence about other medicines ("strong inhibitors of ... increase")
tells of interactions (`interaction`), not of the medicine's own metabolism. The words of a sentence are read by `metabolism_roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import ClassFact, Metabolism
from plainlabel.facts.metabolism_names import enzymes, may_name_one, shortened
from plainlabel.facts.metabolism_roles import masked, roles
from plainlabel.facts.pharm_class import pharm_classes
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4", "34073-7")  # clinical pharmacology, pharmacokinetics, drug interactions
_MECHANISM: Final = "43679-0"
_LIST = pattern("metabolism.list")
_LESS = pattern("metabolism.less")
_LESSER_WAY = re.compile(r"\s?\((?:an? )?(?:minor|lesser)\b")
"""What stands behind the name of a lesser way ("CYP2D6 (minor route)")."""
_TRANSPORT: Final = ("CYP", "UGT", "P-gp", "BCRP", "O", "MATE", "MRP", "BSEP", "NTCP", "PEPT", "monoamine", "epoxide")
"""How the names of what a medicine can inhibit or induce begin; an esterase only takes it apart."""
_ANYWHERE: Final = ("CYP", "monoamine")
"""How the names begin that a section on the mechanism names as enzymes, not as targets."""
_WHOLE: Final = "CYP450"
_MAO: Final = "monoamine oxidase"
_FAMILIES: Final = frozenset({"OAT", "OCT", "OATP", "MATE", "UGT", "FMO", "MRP"})
_AS_WRITTEN: Final = tuple(
    (name, re.compile(usual, re.IGNORECASE), re.compile(told, re.IGNORECASE), form)
    for name, usual, told, form in (
        ("P-gp", r"\bp-?gp\b", r"p-?\s?glycoprotein", "P-glycoprotein"),
        ("FMO", r"\bFMO", r"flavin[- ]containing mono-?oxygenase", "flavin-containing monooxygenase"),
        ("monoamine oxidase B", r"oxidase[ -]B\b", r"\bMAO\b", "MAO-B"),
        ("monoamine oxidase A", r"oxidase[ -]A\b", r"\bMAO\b", "MAO-A"),
    )
)
"""Names by which enzymes are read, how the label would say so, and what it may have instead."""
_ONE_WAY = re.compile(r"\b(?:time-dependent|mechanism-based|irreversible)\b", re.IGNORECASE)
_MARGINAL = pattern("metabolism.marginal")
_THESE = pattern("metabolism.these")
_OWN_METABOLITE = pattern("metabolism.own_metabolite")
_METABOLITE_NAME = pattern("metabolism.metabolite_name")
_TURNED_INTO = re.compile(r"etabolite|ayload|ytotoxic|released")
_NEAR: Final = 40
_SHORT_CLASS: Final = 2
_NO_METABOLITE: Final = frozenset({"CYP", "AUC", "UGT", "DNA", "RNA", "HIV", "BCRP", "FDA", "MATE", "ADC"})


def metabolisms(source: Source) -> Iterator[Fact]:
    """Returns what the medicine is to each enzyme or transporter its label names, in the order of the text; each role once."""
    best: dict[tuple[str, str, bool], Fact] = {}
    sections = list(source.under(*_CODES)) if source.names is not None else []
    metabolites = _metabolites(sections)
    kinds = _own_kinds(source) if sections else None
    for section in sections:
        for fact in _of_section(source, section, metabolites, kinds):
            value = fact.value
            if isinstance(value, Metabolism):
                key = (value.enzyme.lower(), value.role, value.negated)
                known = best.get(key)
                if known is None:
                    best[key] = fact
                elif value.major and isinstance(known.value, Metabolism):
                    best[key] = Fact(replace(known.value, major=True), known.place)
    best = {key: fact for key, fact in best.items() if not _is_other_way(source, key, best)}
    values = [fact.value for fact in best.values() if isinstance(fact.value, Metabolism)]
    written = _written(sections, {value.enzyme for value in values})
    for fact in best.values():
        if isinstance(fact.value, Metabolism) and not _is_whole(fact.value, values):
            value = fact.value
            yield Fact(replace(value, enzyme=written.get(value.enzyme, value.enzyme)), fact.place)


def _is_other_way(source: Source, key: tuple[str, str, bool], best: dict[tuple[str, str, bool], Fact]) -> bool:
    """Returns whether what is denied is only one way of what the label tells elsewhere ("no time-dependent inhibition")."""
    enzyme, role, negated = key
    if not negated or (enzyme, role, False) not in best:
        return False
    place = best[key].place
    section = next((one for one in source.label.sections if one.id == place.section_id), None)
    return section is not None and bool(_ONE_WAY.search(section.text[place.start : place.end]))


def _written(sections: list[Section], read: set[str]) -> dict[str, str]:
    """Returns the name a label itself has for an enzyme or transporter read in it, where it is not the one they are read by."""
    texts = [section.text for section in sections]
    return {
        name: form
        for name, usual, told, form in _AS_WRITTEN
        if name in read and not any(usual.search(text) for text in texts) and any(told.search(text) for text in texts)
    }


def _metabolites(sections: list[Section]) -> re.Pattern[str] | None:
    """Returns a pattern for what the label calls the metabolites and payload of its medicine; None where it tells of none."""
    found: set[str] = set()
    told_of = False
    for section in sections:
        for word in _TURNED_INTO.finditer(section.text):
            told_of = True
            for one in _METABOLITE_NAME.finditer(section.text, max(0, word.start() - _NEAR), word.end() + _NEAR):
                found.add(next(name for name in one.groups() if name))
    if not told_of:
        return None
    short = "|".join(re.escape(name) for name in sorted(found - _NO_METABOLITE, key=len, reverse=True) if not may_name_one(name))
    return re.compile(rf"\b(?:{short})(?![\w-])") if short else _OWN_METABOLITE


def _own_name(source: Source) -> str:
    """Returns a name that tells of the label's medicine."""
    found = source.names.search(" ".join(f"{one.generic} {one.name}" for one in source.label.products)) if source.names else None
    return found.group() if found else ""


def _own_kinds(source: Source) -> re.Pattern[str] | None:
    """Returns a pattern for "(its class)s are metabolized", None for a label without a class of one or two words."""
    named = (fact.value.name for fact in source.facts(pharm_classes) if isinstance(fact.value, ClassFact))
    short = {name.rstrip("s") for name in named if 1 <= len(name.split()) <= _SHORT_CLASS and name.replace(" ", "").isalpha()}
    if not short:
        return None
    return re.compile(rf"(?i:\b(?:{'|'.join(sorted(map(re.escape, short)))})s)(?=(?: and [a-z]+s)? are (?:\w+ )?metaboli[sz]ed)")


def _of_section(
    source: Source, section: Section, metabolites: re.Pattern[str] | None, kinds: re.Pattern[str] | None
) -> Iterator[Fact]:
    names = source.names
    own = _own_name(source)
    before = ""
    acts_only = _MECHANISM in source.codes(section)
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        these = _THESE.search(text) if names is not None and "these" in text else None
        if these is not None:  # those named before it in this sentence, else those of the sentence before
            meant = _listed(_LIST.finditer(shortened(text[: these.start()]))) or before
            text = _THESE.sub(meant, text) if meant else text
        before = ""
        if names is None or not may_name_one(text):
            continue
        text = shortened(text)
        lists = [*_LIST.finditer(text)]
        if not lists:
            continue
        if metabolites is not None and own:  # a metabolite's role is told of the medicine, too
            text, lists = _retold(text, metabolites.sub(own, _OWN_METABOLITE.sub(own, text)), lists)
        before = _listed(lists)
        if kinds is not None and own:  # what is told of its class is told of the medicine, too
            text, lists = _retold(text, kinds.sub(own, text), lists)
        values = list(_of_sentence(text, lists, names, row=sentence.kind == "row"))
        place = source.place(section, sentence.start, sentence.end) if values else None
        for value in values:
            if place is not None and not _is_whole(value, values) and not (acts_only and not value.enzyme.startswith(_ANYWHERE)):
                yield Fact(value, place)


def _retold(text: str, told: str, lists: list[re.Match[str]]) -> tuple[str, list[re.Match[str]]]:
    """Returns a sentence as it is told now and its lists; looking for them takes long, and most sentences stay as they are."""
    return told, lists if told == text else [*_LIST.finditer(told)]


def _listed(lists: Iterable[re.Match[str]]) -> str:
    """Returns the enzymes and transporters that lists name as one list."""
    return ", ".join(enzyme for found in lists for enzyme in enzymes(found.group()))


def _of_sentence(text: str, lists: list[re.Match[str]], names: re.Pattern[str], *, row: bool) -> Iterator[Metabolism]:
    words = masked(text, lists)
    for found in lists:
        named = enzymes(found.group())
        less = _LESS.search(found.group())
        mainly = frozenset(named[:-1] if _LESSER_WAY.match(text, found.end()) else named)
        mainly = frozenset(enzymes(found.group()[: less.start()])) if less else mainly
        for said in roles(words, found.start(), found.end(), names, row=row):
            contrast = less is not None and less.group().lower() != "also" and not _MARGINAL.search(words, 0, found.start())
            major = said.major or (contrast and said.role == "substrate")
            for enzyme in named:
                if said.role == "substrate" or enzyme.startswith(_TRANSPORT):
                    yield Metabolism(enzyme, said.role, major and enzyme in mainly and not said.negated, said.negated)


def _is_whole(value: Metabolism, others: list[Metabolism]) -> bool:
    """Returns whether a value is of a family as a whole in a sentence that goes on to name its members."""
    if value.enzyme == _MAO:
        return any(one.role == value.role and one.enzyme.startswith(f"{_MAO} ") for one in others)
    family = "CYP" if value.enzyme == _WHOLE else value.enzyme if value.enzyme in _FAMILIES else None
    return family is not None and any(
        one.role == value.role and re.match(rf"{family}\d", one.enzyme) and one.enzyme != _WHOLE for one in others
    )
