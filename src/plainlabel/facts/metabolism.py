"""Enzymes and transporters: what the medicine is to each of them (substrate, inhibitor, inducer), or is said not to be.

Read are sentences whose subject is the label's own medicine; a sentence about other medicines ("strong inhibitors of ... increase")
tells of interactions (`interaction`), not of the medicine's own metabolism.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Metabolism
from plainlabel.facts.metabolism_names import enzymes, may_name_one, shortened
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4", "34073-7")  # clinical pharmacology, pharmacokinetics, drug interactions
_LIST = pattern("metabolism.list")
_ENZYME = pattern("metabolism.enzyme")
_SUBSTRATE = pattern("metabolism.substrate")
_METABOLIZED = pattern("metabolism.metabolized")
_RESPONSIBLE = pattern("metabolism.responsible")
_ESTERASE = pattern("metabolism.esterase")
_IMPLICIT = pattern("metabolism.implicit")
_INHIBITOR = pattern("metabolism.inhibitor")
_INDUCER = pattern("metabolism.inducer")
_NEGATION = pattern("metabolism.negation")
_OTHERS = pattern("metabolism.others")
_IS_KIND = pattern("metabolism.is_kind")
_IS_BEFORE = pattern("metabolism.is_before")
_PRONOUN = pattern("metabolism.pronoun")
_INVOLVED = pattern("metabolism.involved")
_OTHER_SUBJECT = pattern("metabolism.other_subject")
_APPOSED = pattern("metabolism.apposed")
_ACTS = re.compile(r"\b(?:inhibit|induc)", re.IGNORECASE)
_METABOLITE_OF = re.compile(r"\bmetabolites? of\s+$", re.IGNORECASE)
_LESS = re.compile(r"\blesser\b|\bminor\b|\balso by\b|\bas well as\b", re.IGNORECASE)
_BY_OTHERS = re.compile(r"\s*(?:activity\s+)?by\s", re.IGNORECASE)
_PAIR = pattern("metabolism.pair")
_RoleName = Literal["substrate", "inhibitor", "inducer"]
_ROLES: Final[dict[str, _RoleName]] = {"substrate": "substrate", "inhibitor": "inhibitor", "inducer": "inducer"}
_WHOLE: Final = "CYP450"
_NEAR: Final = 60
"""How near before an enzyme words tell that the sentence is about other medicines."""
_MAINLY = re.compile(r"(?:primarily|mainly|predominantly|principally|largely)\W+$", re.IGNORECASE)


class _Said(NamedTuple):
    role: _RoleName
    major: bool
    negated: bool


def metabolisms(source: Source) -> Iterator[Fact]:
    """Returns what the medicine is to each enzyme or transporter its label names, in the order of the text; equal ones once."""
    yield from distinct(fact for section in source.under(*_CODES) for fact in _of_section(source, section))


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    names = source.names
    if names is None:
        return
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        named = may_name_one(text)
        text = shortened(text) if named else text
        values = [
            *_by_esterases(text, names),
            *(_of_sentence(text, names, row=sentence.kind == "row") if named and _ENZYME.search(text) else ()),
        ]
        if not values:
            continue
        place = source.place(section, sentence.start, sentence.end)
        yield from (Fact(value, place) for value in values if not _is_whole(value, values))


def _of_sentence(text: str, names: re.Pattern[str], *, row: bool) -> Iterator[Metabolism]:
    for found in _LIST.finditer(text):
        for said in _roles(_kind_of(text, found, names) if row else _said(text, found, names), text[: found.start()]):
            less = _LESS.search(found.group())
            mainly = set(enzymes(found.group()[: less.start()] if less else found.group()))
            for enzyme in enzymes(found.group()):
                yield Metabolism(enzyme, said.role, said.major and enzyme in mainly, said.negated)


def _is_whole(value: Metabolism, others: list[Metabolism]) -> bool:
    """Returns whether a value is of CYP450 as a whole in a sentence that goes on to name its members."""
    return value.enzyme == _WHOLE and any(
        one.role == value.role and one.enzyme.startswith("CYP") and one.enzyme != _WHOLE for one in others
    )


def _by_esterases(text: str, names: re.Pattern[str]) -> Iterator[Metabolism]:
    """Returns the enzymes that are no CYP, named where a sentence tells what metabolizes the medicine ("by plasma esterases")."""
    found = _ESTERASE.search(text) if "ase" in text else None
    if found and not _OTHERS.search(text) and _after_subject(text[: found.start()], names) is not None:
        negated = _negated(text, found.start())
        yield from (Metabolism(name.lower(), "substrate", negated=negated) for name in (found["enzyme"], found["also"]) if name)


def _roles(said: _Said | None, before: str) -> Iterator[_Said]:
    """Returns what was said, once for each role where two stand together ("is not a substrate or inhibitor of")."""
    if said is None:
        return
    yield said
    pair = _PAIR.search(before)
    for word in (pair["first"], pair["second"]) if pair else ():
        role: _RoleName = (
            "substrate" if word.lower().startswith("sub") else "inhibitor" if word.lower().startswith("inh") else "inducer"
        )
        if role != said.role:
            yield said._replace(role=role, major=False)


def _said(text: str, found: re.Match[str], names: re.Pattern[str]) -> _Said | None:
    """Returns what a sentence says the medicine is to a list of enzymes; None where that is not its point."""
    before, behind = text[: found.start()], text[found.end() :]
    known = _responsible(before, behind) or _kind_of(text, found, names)
    after_subject = _after_subject(before, names) if known is None else None
    if after_subject is None or _OTHERS.search(after_subject):
        return known
    at = _SUBSTRATE.search(after_subject) or _METABOLIZED.search(after_subject)
    if at is None or _ACTS.search(after_subject[: at.start()]):
        return None if _BY_OTHERS.match(behind) else _effect_on(after_subject, at.start() if at else None)
    if _OTHER_SUBJECT.search(after_subject[: at.start()]):
        return None
    mainly = at["major"] or _MAINLY.search(after_subject[: at.start()])
    return _Said("substrate", bool(mainly), _negated(after_subject, at.end()))


def _responsible(before: str, behind: str) -> _Said | None:
    """Returns what is said of enzymes that do the metabolism: "(they) are responsible for", "the enzyme involved is (it)"."""
    responsible = _RESPONSIBLE.match(behind)
    if responsible and not _OTHERS.search(before[-_NEAR:] + behind):
        major = bool(responsible["major"] or responsible["role"])
        return _Said("substrate", major, bool(_NEGATION.search(behind[: responsible.end()])))
    involved = _INVOLVED.search(before)
    return _Said("substrate", bool(involved["major"]), negated=False) if involved else None


def _after_subject(before: str, names: re.Pattern[str]) -> str | None:
    """Returns what stands behind the last naming of the medicine ("it" where it is not named), None where there is none."""
    named = [*names.finditer(before)] or [*_PRONOUN.finditer(before)]
    if named and _METABOLITE_OF.search(before[: named[-1].start()]):
        return None
    if not named:
        return before if _IMPLICIT.match(before) else None
    neither = re.search(r"\bneither\b", before, re.IGNORECASE)
    return ("neither " if neither else "") + before[named[-1].end() :]


def _kind_of(text: str, found: re.Match[str], names: re.Pattern[str]) -> _Said | None:
    """Returns the role in "is a strong (enzyme) inhibitor", said of the medicine."""
    kind = _IS_KIND.match(text[found.end() :])
    subject = kind and [*names.finditer(text, 0, found.start())]
    if not kind or not subject:
        return None
    verb = _IS_BEFORE.fullmatch(text[subject[-1].end() : found.start()].strip(" ,") + " ")
    role: _RoleName = _ROLES[kind["role"].lower()]
    return _Said(role, major=False, negated=bool(verb["not"])) if verb else None


def _effect_on(after_subject: str, before_pathway: int | None) -> _Said | None:
    """Returns what the medicine does to the enzymes; to what they catalyze, where such words stand from `before_pathway` on."""
    if before_pathway is not None:
        acts = [*_ACTS.finditer(after_subject, 0, before_pathway)][-1]
        role: _RoleName = "inhibitor" if acts.group().lower().startswith("inh") else "inducer"
        return _Said(role, major=False, negated=_negated(after_subject, before_pathway))
    inhibits = _INHIBITOR.search(after_subject)
    at = inhibits or _INDUCER.search(after_subject)
    if at is None or _APPOSED.search(after_subject[: at.start()]):
        return None
    return _Said("inhibitor" if inhibits else "inducer", major=False, negated=_negated(after_subject, at.end()))


def _negated(text: str, until: int) -> bool:
    """Returns whether a negation stands in the clause before an enzyme list ("but" opens a new clause)."""
    clause = re.split(r"\bbut\b|;|\bhowever\b|\bwhile\b", text[:until])[-1]
    return bool(_NEGATION.search(clause))
