"""Two things at once, from the facts of both labels: partners by name, by class and by enzyme, the strictest advice first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names, kin, kin_classes, names_others_of_kin, narrow_kin
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.partner_kinds import effect_groups, names_of, parts_of
from plainlabel.answers.polarity import asks_whether_they_interact, decide
from plainlabel.answers.told.dangers import lead_with_dangers
from plainlabel.answers.told.held import beside, held, tell
from plainlabel.answers.told.pair_words import ADVICE, LEVELS, How, Told, in_words
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import Contraindication, Interaction, Metabolism, Warning_
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.reading import Found, Reading

_LEVEL: Final = {
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
_ENZYME: Final = re.compile(r"\b(CYP ?\d[A-Z]\d{0,2}|P-?gp|P-glycoprotein|BCRP|OATP1B[13]|OCT2)\b", re.IGNORECASE)
_ROLES: Final = (("inhibitor", re.compile(r"inhibit", re.IGNORECASE)), ("inducer", re.compile(r"induc", re.IGNORECASE)))
_ACTS_ON_IT: Final = re.compile(r"metaboli|substrate", re.IGNORECASE)
_MOST: Final = 6
_SHORTEST: Final = 4
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
    return _ordered(found)


def tell_topic(case: Case, asked: str, *, also_banned: bool) -> bool:
    """Returns whether facts decided on a food, a drink, a vaccine or a kind of medicine that the question names."""
    topic = case.question.topic
    assert topic is not None
    named = _matching(case.reading, topic_pattern(topic.words), "name")
    seen = {id(each.fact) for each in named}
    found = _ordered(
        [*named, *(each for each in _matching(case.reading, _groups([topic.key]), "group") if id(each.fact) not in seen)]
    )
    if topic.key == "vaccines" and found and not asks("live_vaccine").search(case.question.masked):
        return _vaccines(case, found)
    return tell_pair(case, found, asked, also_banned=also_banned)


def _vaccines(case: Case, found: list[Told]) -> bool:
    """Returns True; advice against live vaccines is no advice against all: the question did not say which kind."""
    live = any(each.level in {"avoid", "contraindicated"} for each in found)
    case.draft.summary = (
        f"It depends on the vaccine. The label says to avoid live vaccines with {case.name}. Ask if yours is live."
        if live
        else f"The label speaks of vaccines with {case.name}. Ask your doctor which you can have."
    )
    if case.question.yes_no:
        case.draft.verdict = "depends"
    facts = [(each.fact, each.fact.value) for each in found]
    tell(case, facts, most=_MOST)
    beside(case, facts, 2)
    case.draft.say("Tell the person who gives the vaccine that you use this medicine.", "advice")
    return True


def _ordered(found: Iterable[Told]) -> list[Told]:
    """Returns facts with the names and classes before mere groups and enzymes, the strictest of them first."""
    return sorted(found, key=lambda each: (each.how in {"group", "enzyme"}, LEVELS.index(each.level), each.rank))


def _one_way(reading: Reading, names: re.Pattern[str], ingredients: list[str], other: Reading | None) -> list[Told]:
    classes = [each.name for each in other.label.classes if each.kind == "EPC"] if other is not None else []
    classes += kin_classes(ingredients)
    kinds = kin(ingredients, classes)
    found = _matching(reading, names, "name")
    seen = {id(each.fact) for each in found}
    ways: tuple[tuple[How, re.Pattern[str]], ...] = (
        ("class", topic_pattern([*classes, *narrow_kin(ingredients, classes)])),
        ("wide", topic_pattern(kinds)),
        ("group", _groups(kinds)),
    )
    for how, words in ways:
        for each in _matching(reading, words, how):
            if id(each.fact) not in seen:
                seen.add(id(each.fact))
                found.append(_with_others_listed(each, reading, ingredients))
    if other is not None:
        found += [each for each in _by_enzyme(reading, other) if id(each.fact) not in seen]
    return found


def _with_others_listed(told: Told, reading: Reading, ingredients: list[str]) -> Told:
    """Returns a ban of a class as unsure where the label names other members beside it: who is not listed may be meant or not."""
    if told.how != "class" or told.level not in {"contraindicated", "avoid"}:
        return told
    beside_it = [
        partner.partner
        for fact, partner in held(reading, Interaction)
        if fact.place.section_id == told.fact.place.section_id and _LEVEL.get(partner.advice or "") == told.level
    ]
    own = told.fact.value.partner if isinstance(told.fact.value, Interaction) else ""
    listed_there = names_others_of_kin(" ".join([own, *beside_it]), ingredients)
    return replace(told, how="wide") if listed_there else told


def _matching(reading: Reading, words: re.Pattern[str], how: How) -> list[Told]:
    found = []
    for fact, partner in held(reading, Interaction):
        if (
            (match := words.search(partner.partner))
            and (how not in {"class", "wide"} or _heads(partner.partner, match))
            and partner.partner_kind != "test"
            and not (how != "name" and _ENZYME.search(partner.partner))
        ):
            found.append(Told(fact, reading, how, _LEVEL.get(partner.advice or "", _level_of(partner))))
    if how == "group":  # A heading on bleeding names a risk, not the medicines that add to it.
        return found
    for fact, ban in held(reading, Contraindication):
        if words.search(ban.term) and not asks("allergy_term").search(ban.term.lower()):
            found.append(Told(fact, reading, how, "contraindicated"))
    for fact, warned in held(reading, Warning_):
        if words.search(warned.subject):
            found.append(Told(fact, reading, how, "avoid" if _is_avoided(warned) else "care"))
    return found


def _heads(partner: str, match: re.Match[str]) -> bool:
    """Returns whether the class named is the whole of the partner's item, not the last word of a narrower one.

    Ibuprofen is among "other analgesics", not among "opioid analgesics".
    """
    before = re.split(r"[,;/()]|\b(?:and|or|including|such as)\b", partner[: match.start()])[-1]
    return all(word in _WIDE for word in re.findall(r"[a-z-]+", before.lower()))


def _is_avoided(warned: Warning_) -> bool:
    return "avoid_live_vaccines" in warned.advice


def _level_of(partner: Interaction) -> str:
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
            level = _LEVEL.get(partner.advice or "", _level_of(partner))
            found.append(Told(fact, reading, "enzyme", level))
    return found


def _key(enzyme: str) -> str:
    return re.sub(r"[^a-z0-9]", "", enzyme.lower()).replace("pglycoprotein", "pgp")


def _groups(kinds: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern of the groups by effect ("drugs that interfere with hemostasis") that members of these classes are in."""
    known = set(kinds)
    found = [group for group, members in effect_groups() if known & members]
    return re.compile(r"\b(?:" + "|".join(found) + ")", re.IGNORECASE) if found else re.compile(r"(?!)")


def tell_pair(
    case: Case, found: list[Told], asked: str, *, also_banned: bool = False, passages: Sequence[tuple[Found, Reading]] = ()
) -> bool:
    """Returns whether facts decided on the two together; `also_banned` tells that a passage forbids what no fact does.

    `passages` are the words found in the labels, the strictest first: those of a label without such a fact are quoted too.
    """
    every = found
    if case.reading.full:  # The label's own words are held: a mere group by effect decides nothing.
        known = {"name", "class", "wide"} if passages else {"name", "class", "wide", "enzyme"}
        found = [each for each in found if each.how in known]
    if not found or (also_banned and found[0].level not in {"contraindicated", "avoid"}):
        return False
    _decide(case, found[0], asked)
    if {"no_change"} < {each.level for each in found if each.how in {"name", "class", "wide"}}:
        case.draft.summary += " The labels do not say the same; see below."
    for reading in dict.fromkeys(each.reading for each in found):
        own = [(each.fact, each.fact.value) for each in found if each.reading is reading]
        tell(case, own, most=_MOST, reading=reading)
    _explain(case, found[0], asked)
    if found[0].reading is case.reading and found[0].level != "no_change":
        lead_with_dangers(case, topic_pattern([asked, *_partner_words(found[0])]))
    for reading in dict.fromkeys(each.reading for each in found[:_MOST]):
        beside(case, [(each.fact, each.fact.value) for each in found if each.reading is reading], 2, reading)
    for each in [one for one in every if one not in found][:2]:
        tell(case, [(each.fact, each.fact.value)], reading=each.reading)
    told = {id(each.reading) for each in found}
    for passage, reading in [pair for pair in passages if id(pair[1]) not in told][:2]:
        case.quote_from(reading, passage)
    case.draft.say(ADVICE, "advice")
    return True


def _decide(case: Case, first: Told, asked: str) -> None:
    value = first.fact.value
    sure = first.how in {"name", "class"}
    case.draft.names += [asked]
    case.draft.summary = in_words(case, asked, first, value)
    if not case.question.yes_no:
        return
    strict = first.level in {"contraindicated", "avoid"}
    if first.level == "no_change" and not asks_whether_they_interact(case.question.masked):
        case.draft.verdict = "depends"
        return
    warned = first.level in {"contraindicated", "avoid", "change", "care"}
    decide(case.draft, case.question.masked, forbidden=strict and sure, warned=warned and sure)


def _partner_words(first: Told) -> list[str]:
    """Returns the words the other medicine goes by in the fact that decided, in singular: a label uses both."""
    value = first.fact.value
    return [value.partner.removesuffix("s")] if isinstance(value, Interaction) else []


def _explain(case: Case, first: Told, asked: str) -> None:
    """Returns nothing; where the partner was recognised by its class, group or enzyme, that is said."""
    if first.how == "name":
        return
    value = first.fact.value
    partner = value.partner if isinstance(value, Interaction) else ""
    if partner:
        own = first.reading is case.reading
        labels = [reading.label for _, reading in case.others if reading is not None] if own else [case.reading.label]
        by_fda = topic_pattern(name for label in labels for name in class_names(label, "EPC")).search(partner)
        why = "what its own label says of that enzyme" if first.how == "enzyme" else "its FDA class" if by_fda else "our list"
        case.draft.say(
            f"We count {asked if own else case.name} among \u201c{lower_words(partner)}\u201d by {why}. "
            "Ask your pharmacist if it is one.",
            "computed",
            case.draft.cite_fact(first.reading, first.fact),
        )


def tell_all_pairs(case: Case) -> bool:
    """Returns whether facts list what does not go with the medicine; the strictest are named first."""
    found = [
        Told(fact, case.reading, "name", _LEVEL.get(value.advice or "", _level_of(value)))
        for fact, value in held(case.reading, Interaction)
        if value.partner_kind != "test"
    ]
    if not found:
        return False
    found.sort(key=lambda each: LEVELS.index(each.level))
    strict = list(dict.fromkeys(_partner(each) for each in found if each.level in {"contraindicated", "avoid"}))
    rest = list(dict.fromkeys(_partner(each) for each in found if each.level not in {"contraindicated", "avoid"}))
    case.draft.names += [*strict, *rest]
    if strict:
        case.draft.summary = f"Do not use {case.name} with {listed(_shortest(strict)[:4], 'or')}. More is listed below."
    else:
        case.draft.summary = f"Take care with {case.name} and {listed(_shortest(rest)[:4], 'or')}. More is listed below."
    tell(case, [(each.fact, each.fact.value) for each in found], most=14)
    case.draft.say("Show your pharmacist all you take, also herbs and vitamins.", "advice")
    return True


def _partner(each: Told) -> str:
    return lower_words(each.fact.value.partner) if isinstance(each.fact.value, Interaction) else ""


def _shortest(names: list[str]) -> list[str]:
    """Returns the names short enough for a first sentence, else all."""
    return [name for name in names if len(name.split()) <= _SHORTEST] or names
