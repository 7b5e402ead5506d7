"""Interactions of an over-the-counter label: whom its panel tells to ask, what adds to its drowsiness or to bleeding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.drug_facts import Piece, items, panel
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.interaction_effects import direction
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.interaction_partners import Partner, known_partner
from plainlabel.facts.kinds import Advice, Direction, Interaction
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_TAKING = pattern("interaction.otc_taking")
_ITEM = pattern("interaction.otc_item")
_LEAD = pattern("interaction.otc_lead")
_FOR = pattern("interaction.otc_for")
_ANY = pattern("interaction.otc_any")
_ASKING = pattern("interaction.otc_asking")
_ADDS = pattern("drug_facts.adds")
_NO_ALCOHOL = pattern("drug_facts.alcohol")
_NOT_WITH = pattern("drug_facts.not_with")
_DRINKS = pattern("drug_facts.drinks")
_BLEEDING = pattern("drug_facts.bleeding")
_THINNER = pattern("drug_facts.thinner")
_OTHERS = pattern("drug_facts.others")
_THINNING = re.compile(r"\bblood[ -]thinning(?:\s*\(anticoagulant\))?(?=\s+or\b)", re.IGNORECASE)
_FOR_WHAT = re.compile(
    r"(?<!medicine)(?<!medicines)(?<!drug)(?<!drugs)(?<!pills)(?<!medications)(?<!medication)\s+for\s.*", re.DOTALL
)
_JUICE = re.compile(r"\bjuices?$", re.IGNORECASE)
_PRESCRIPTION = re.compile(r"\btaking (?:an? |any )?prescription (?:drug|medicine)s?\b", re.IGNORECASE)
# "... any of the following medicines. Some doses may need to change. norvexin (heart medicine) morfan"
_FOLLOWING = re.compile(
    r"\btaking any of the following (?:prescription )?(?:medicines|medications|drugs|products)[.:]?\s+", re.IGNORECASE
)
_SENTENCE = re.compile(r"^[A-Z][^.]*\b(?:may|can|should|must|need)\b[^.]*\.\s+")
_PAIR = re.compile(r"[a-z]+ or [a-z]+ [a-z]+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_ALCOHOL: Final = Partner("alcohol", "alcohol")


def over_the_counter(source: Source) -> Iterator[Fact]:
    """Returns a fact for each medicine or kind of medicine that the panel names; the fullest of several on one partner."""
    found: dict[str, Fact] = {}
    for fact in _all(source):
        assert isinstance(fact.value, Interaction)
        name = fact.value.partner.lower()
        known = found.get(name)
        if known is None or _fullness(fact.value) > _fullness(known.value):
            found[name] = fact
    yield from found.values()


def _fullness(value: object) -> int:
    """Returns how much a fact says: "avoid" more than to ask, what happens more than nothing."""
    if not isinstance(value, Interaction):
        return 0
    return 2 * (value.advice == "avoid") + (value.direction is not None)


def _all(source: Source) -> Iterator[Fact]:
    for piece in panel(source, "ask", "do_not_use", "when_using", "warnings"):
        if piece.head in {"ask", "do_not_use"}:
            yield from _taken(source, piece)
        else:
            yield from _adding(source, piece)


def _taken(source: Source, piece: Piece) -> Iterator[Fact]:
    """Returns what a list of whom to ask, or who is not to use it, says is taken."""
    advised: Advice = "avoid" if piece.head == "do_not_use" else "caution"
    text = piece.text
    for taking in _TAKING.finditer(text):
        place = source.place(piece.section, piece.start + taking.start(), piece.start + taking.end())
        happens = direction(text[taking.end() :][:200], source.names)
        told = _BRACKETS.sub(", ", _ASKING.sub("", taking["what"]))
        yield from (_fact(partner, happens, advised, place) for partner in _partners(source, told))
    yield from _listed(source, piece)
    for lead in _FOLLOWING.finditer(text):
        place = source.place(piece.section, piece.start + lead.start(), piece.end)
        told = _BRACKETS.sub(", ", _SENTENCE.sub("", text[lead.end() :]))
        yield from (_fact(partner, None, advised, place) for partner in _partners(source, told))


def _listed(source: Source, piece: Piece) -> Iterator[Fact]:
    """Returns the medicines listed by name below "if you are taking a prescription drug"."""
    every = list(items(piece))
    if piece.head != "ask" or not every or not _PRESCRIPTION.search(piece.section.text, *every[0]):
        return
    for start, end in every[1:]:
        told = _BRACKETS.sub("", piece.section.text[start:end])
        if not _TAKING.search(told):
            place = source.place(piece.section, start, end)
            yield from (_fact(partner, None, "caution", place) for partner in _partners(source, told))


def _adding(source: Source, piece: Piece) -> Iterator[Fact]:
    """Returns what the panel says makes one drowsier, and what raises the chance of bleeding or harms the liver."""
    text = piece.text

    def place(found: re.Match[str]) -> Place:
        return source.place(piece.section, piece.start + found.start(), piece.start + found.end())

    for found in _ADDS.finditer(text):
        yield from (_fact(partner, "adds_effect", "caution", place(found)) for partner in _partners(source, found["what"]))
    avoided = _NO_ALCOHOL.search(text)
    if avoided:
        yield _fact(_ALCOHOL, "adds_effect" if _ADDS.search(text) else None, "avoid", place(avoided))
    for found in _NOT_WITH.finditer(text):
        pair = known_partner(found["what"]) if _PAIR.fullmatch(found["what"]) else None  # "aluminum or magnesium antacids"
        named = [pair] if pair is not None and pair.kind == "class" else _partners(source, found["what"])
        yield from (_fact(partner, None, "avoid", place(found)) for partner in named)
    if drinks := _DRINKS.search(text):
        yield _fact(_ALCOHOL, "adds_effect", "caution", place(drinks))
    bleeding = _BLEEDING.search(text)
    for said in (_THINNER, _OTHERS) if bleeding else ():
        if raises := said.search(text, bleeding.end() if bleeding else 0):
            told = _BRACKETS.sub("", _THINNING.sub("anticoagulant", raises["what"]))
            yield from (_fact(partner, "adds_effect", "caution", place(raises)) for partner in _partners(source, told))


def _fact(partner: Partner, happens: Direction | None, advised: Advice, place: Place) -> Fact:
    return Fact(Interaction(partner.name, partner.kind, happens, advised), place)


def _partners(source: Source, told: str) -> Iterator[Partner]:
    for item in _ITEM.split(told):
        name = _LEAD.sub("", item.strip(" .;,•▪■*")).strip()
        own = source.names is not None and source.names.fullmatch(name)  # another product with the same medicine
        partner = Partner(name, "drug") if own else _of_item(name)
        if partner is not None:
            yield partner


def _of_item(name: str) -> Partner | None:
    """Returns the partner an item names: a known one, "medicine for (a condition)", or the medicine a run of words ends in."""
    if not name or _ANY.match(name):
        return None
    known = known_partner(_FOR_WHAT.sub("", name)) or (Partner(name, "class") if _FOR.match(name) else known_partner(name))
    if known is not None:
        return known
    if _JUICE.search(name):
        return Partner(name, "food")
    last = [word for word in name.split()[-2:] if is_medicine(word)]  # lines of a list come run together
    return Partner(last[0], "drug") if last else None
