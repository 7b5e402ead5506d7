"""The facts of two labels that speak of two medicines together: found by name, by class, by enzyme, by the roles of our list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin, kin_classes, names_others_of_kin, narrow_kin
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.partner_kinds import effect_groups, names_of, parts_of, roles_of
from plainlabel.answers.told.held import held
from plainlabel.answers.told.pair_words import LEVELS, How, Told
from plainlabel.answers.told.patterns import asks
from plainlabel.facts.kinds import Contraindication, Interaction, Metabolism, Warning_
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.reading import Reading

LEVEL: Final = {
    "contraindicated": "contraindicated",
    "avoid": "avoid",
    "stop": "change",
    "separate": "change",
    "reduce_dose": "change",
    "raise_dose": "change",
    "adjust_dose": "change",
    "monitor": "care",
    "caution": "care",
    "no_change": "no_change",
}
_READ: Final = 4_000
"""Characters of a section that are looked through for other members of a class."""
_ENZYME: Final = re.compile(r"\b(CYP ?\d[A-Z]\d{0,2}|P-?gp|P-glycoprotein|BCRP|OATP1B[13]|OCT2)\b", re.IGNORECASE)
_ROLES: Final = (("inhibitor", re.compile(r"inhibit", re.IGNORECASE)), ("inducer", re.compile(r"induc", re.IGNORECASE)))
_ACTS_ON_IT: Final = re.compile(r"metaboli|substrate", re.IGNORECASE)
_WIDE: Final = frozenset(
    "other oral systemic certain some any all concomitant concurrent the use of drugs medicines that are with by to".split()  # noqa: SIM905
    + "strong potent parenteral injectable topical selective non-selective".split()  # noqa: SIM905 - one line
)
"""Words before a class that do not make it another one."""


def pair_facts(case: Case, mention: Mention, other: Reading | None) -> list[Told]:
    """Returns the facts of both labels that speak of the medicine and another one, the surest and strictest first."""
    found = _one_way(case.reading, names_of(mention), parts_of(mention), other)
    if other is not None:
        own = list(case.medicine.ingredients)
        found += _one_way(other, topic_pattern([case.name, *own]), own, case.reading)
    return ordered(found)


def _one_way(reading: Reading, names: re.Pattern[str], ingredients: list[str], other: Reading | None) -> list[Told]:
    classes = [each.name for each in other.label.classes if each.kind == "EPC"] if other is not None else []
    classes += kin_classes(ingredients)
    kinds = kin(ingredients, classes)
    found = matching(reading, names, "name")
    seen = {id(each.fact) for each in found}
    ways: tuple[tuple[How, re.Pattern[str]], ...] = (
        ("class", topic_pattern([*classes, *narrow_kin(ingredients, classes)])),
        ("wide", topic_pattern(kinds)),
        ("group", groups(kinds)),
    )
    for how, words in ways:
        for each in matching(reading, words, how):
            if id(each.fact) not in seen:
                seen.add(id(each.fact))
                found.append(_with_others_listed(each, reading, ingredients))
    if other is not None:
        found += [each for each in _by_enzyme(reading, other) if id(each.fact) not in seen]
    return found + [each for each in _by_role(reading, ingredients) if id(each.fact) not in {id(one.fact) for one in found}]


def _with_others_listed(told: Told, reading: Reading, ingredients: list[str]) -> Told:
    """Returns a ban of a class as unsure where the label names other members beside it: who is not listed may be meant or not."""
    if told.how != "class" or told.level not in {"contraindicated", "avoid"}:
        return told
    place = told.fact.place.section_id
    partners = [partner.partner for fact, partner in held(reading, Interaction) if fact.place.section_id == place]
    bans = [ban.term for fact, ban in held(reading, Contraindication) if fact.place.section_id == place]
    whole = reading.text(place) if reading.full and place is not None else ""
    listed_there = names_others_of_kin(" ".join([*partners, *bans, whole[:_READ]]), ingredients)
    return replace(told, how="wide") if listed_there else told


def matching(reading: Reading, words: re.Pattern[str], how: How) -> list[Told]:
    """Returns the partners, bans and warnings of a label that these words name, recognised in this way."""
    found = []
    for fact, partner in held(reading, Interaction):
        if (
            (match := words.search(partner.partner))
            and (how not in {"class", "wide"} or _heads(partner.partner, match))
            and partner.partner_kind != "test"
            and not (how != "name" and _ENZYME.search(partner.partner))
        ):
            found.append(Told(fact, reading, how, LEVEL.get(partner.advice or "", level_of(partner))))
    if how == "group":  # A heading on bleeding names a risk, not the medicines that add to it.
        return found
    for fact, ban in held(reading, Contraindication):
        if _speaks(ban.term, words, how) and not asks("allergy_term").search(ban.term.lower()):
            found.append(Told(fact, reading, how, "contraindicated"))
    for fact, warned in held(reading, Warning_):
        if _speaks(warned.subject, words, how):
            found.append(Told(fact, reading, how, "avoid" if _is_avoided(warned) else "care"))
    return found


def _speaks(text: str, words: re.Pattern[str], how: How) -> bool:
    """Returns whether a text names one of the words, not a narrower kind of it: "opioid analgesics" are no analgesics at large."""
    narrower = asks("tells_narrower_kind")
    named = [found for found in words.finditer(text) if not asks("tells_no_drink").search(text[: found.start()])]
    return any(how == "name" or not narrower.search(text[: found.start()]) for found in named)


def _heads(partner: str, match: re.Match[str]) -> bool:
    """Returns whether the class named is the whole of the partner's item, not the last word of a narrower one.

    Ibuprofen is among "other analgesics", not among "opioid analgesics".
    """
    before = re.split(r"[,;/()]|\b(?:and|or|including|such as)\b", partner[: match.start()])[-1]
    return all(word in _WIDE for word in re.findall(r"[a-z-]+", before.lower()))


def _is_avoided(warned: Warning_) -> bool:
    return "avoid_live_vaccines" in warned.advice


def level_of(partner: Interaction) -> str:
    """Returns how strict an interaction without advice is: what happens asks for care, "no effect" for no change."""
    if partner.direction is None:
        return "spoken"
    return "no_change" if partner.direction == "none" else "care"


def _by_enzyme(reading: Reading, other: Reading) -> list[Told]:
    """Returns the interactions with inhibitors, inducers or substrates of an enzyme that the other label says its medicine is."""
    own = [value for _, value in held(other, Metabolism) if not value.negated]
    roles = {(_key(value.enzyme.partition("/")[0]), value.role) for value in own}  # "CYP3A4/5" is found as CYP3A4
    found = []
    for fact, partner in held(reading, Interaction):
        enzymes = [_key(each[0]) for each in _ENZYME.finditer(partner.partner)]
        wanted = {role for role, words in _ROLES if words.search(partner.partner)}
        wanted |= {"substrate"} if _ACTS_ON_IT.search(partner.partner) else set()
        if enzymes and wanted and all(any((enzyme, role) in roles for role in wanted) for enzyme in enzymes):
            level = LEVEL.get(partner.advice or "", level_of(partner))
            found.append(Told(fact, reading, "enzyme", level))
    return found


def _by_role(reading: Reading, ingredients: list[str]) -> list[Told]:
    """Returns the partners and bans that name a kind of medicine which our list counts these ingredients among.

    "Strong CYP1A2 inhibitors" names no medicine and no class; who is one is known from elsewhere, so it is never sure.
    """
    roles = roles_of(ingredients)
    found = [
        Told(fact, reading, "wide", LEVEL.get(partner.advice or "", level_of(partner)))
        for fact, partner in held(reading, Interaction)
        if partner.partner_kind != "test" and any(role.said_in(partner.partner) for role in roles)
    ]
    bans = [pair for pair in held(reading, Contraindication) if any(role.said_in(pair[1].term) for role in roles)]
    return [*found, *(Told(fact, reading, "wide", "contraindicated") for fact, _ in bans)]


def _key(enzyme: str) -> str:
    return re.sub(r"[^a-z0-9]", "", enzyme.lower()).replace("pglycoprotein", "pgp")


def groups(kinds: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern of the groups by effect ("drugs that interfere with hemostasis") that members of these classes are in."""
    known = set(kinds)
    found = [group for group, members in effect_groups() if known & members]
    return re.compile(r"\b(?:" + "|".join(found) + ")", re.IGNORECASE) if found else re.compile(r"(?!)")


def ordered(found: Iterable[Told]) -> list[Told]:
    """Returns facts with the names and classes before mere groups and enzymes, the strictest of them first."""
    return sorted(found, key=lambda each: (each.how in {"group", "enzyme"}, LEVELS.index(each.level), each.rank))
