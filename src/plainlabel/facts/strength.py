"""Forms and strengths: "tablet", "25 mg/250 mg".

Read from Dosage Forms and Strengths (43678-2); in older labels from How Supplied (34069-5), and where that says nothing from the
"each tablet contains" of the Description (34089-3). What stands in brackets repeats a strength as a concentration or names
a salt; a mass of an excipient or of a tube of cream is no strength.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.kinds import FactValue, Strength
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.strength_amounts import Amount, amounts, combined
from plainlabel.facts.strength_forms import count_of_actives, form_of, last_form, product_form, singular
from plainlabel.vocabulary.patterns import pattern

_FORMS_SECTION = "43678-2"
_SUPPLIED = "34069-5"
_DESCRIPTION = "34089-3"
_STORAGE = "44425-7"
_ACTIVE = "55106-9"
_MOST_AWAY = 90
_EACH = pattern("strength.each")
_EACH_GRAM = re.compile(r"\beach (?:gram|mL|milliliter)\b", re.IGNORECASE)
_CONTAINER = re.compile(r"[\s-](?:\w+[\s-]){0,2}(?:vials?|ampuls?|ampoules?|prefilled syringes?)\b", re.IGNORECASE)
_LEAD = re.compile(r"\W*(?P<form>(?:oral|topical|nasal|otic|ophthalmic|rectal|vaginal) [a-z]{3,12}):", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_GAPS = re.compile(r" +(?=,)|(?<= ) +")
_VOLUME_FIRST = pattern("strength.volume_first")
_AVAILABLE = pattern("strength.available")
_SOLID = re.compile(r"tablet|capsule|caplet|softgel|lozenge|suppositor", re.IGNORECASE)
_IN_EACH = re.compile(
    r"\b(?:in|per) each (?:[a-z-]+ )?(?P<form>tablet|capsule|caplet|softgel|lozenge|gummy|packet|suppository|spray|film)",
    re.IGNORECASE,
)
_LIQUIDS = frozenset({"solution", "suspension", "emulsion", "lyophilized powder", "powder"})


def strengths(source: Source) -> Iterator[Fact]:
    """Returns the forms and strengths of a label, each with the sentence that states it; equal ones once."""
    found = list(distinct(_facts(source, _FORMS_SECTION))) or list(distinct(_facts(source, _SUPPLIED)))
    found = found or list(distinct(over_the_counter(source)))
    if not found and not any(section.text for section in source.under(_FORMS_SECTION)):
        found = list(distinct(_described(source)))
    whole = {part for fact in found for part in _parts(fact.value)}
    # "delivers 2.5 mcg" beside "2.5 mcg/actuation" is the same strength.
    whole |= {
        fact.value.strength.split("/")[0] for fact in found if isinstance(fact.value, Strength) and "/" in fact.value.strength
    }
    injected = {fact.value.strength for fact in found if isinstance(fact.value, Strength) and fact.value.form.endswith("injection")}
    for fact in found:
        value = fact.value
        if (
            isinstance(value, Strength)
            and value.strength not in whole
            and not (value.form in _LIQUIDS and value.strength in injected)
        ):
            yield fact


def _parts(value: FactValue) -> tuple[str, ...]:
    """Returns the strengths of the parts of a combination, which are none of their own."""
    parts = value.strength.split("/") if isinstance(value, Strength) else []
    return tuple(parts) if len(parts) > 1 and all(re.search(r"\d", part) for part in parts) else ()


def _facts(source: Source, code: str) -> Iterator[Fact]:
    carried, several = product_form(source), count_of_actives(source)
    for sentence in sentences(source, code):
        if _STORAGE in source.codes(sentence.section):
            continue
        text = _spelled(sentence)
        found = combined(text, amounts(text), several) if several > 1 else _percents(text, amounts(text))
        for place, amount in enumerate(found):
            end = next((one.start for one in found[place + 1 :] if one.start > amount.start), len(text))
            form = form_of(text, amount, end) or carried or _of_container(text, amount) or _lead_form(text, code)
            if form:
                yield Fact(Strength(form, amount.strength), sentence.place(source))
        carried = last_form(text) or carried


def _spelled(sentence: Sentence) -> str:
    """Returns a sentence without brackets; a mass in brackets behind its volume ("40 mL (8 g)") is a strength in that volume."""
    text = sentence.bare
    if "mL (" in sentence.plain and _VOLUME_FIRST.search(sentence.plain):
        text = _BRACKETS.sub(" ", _VOLUME_FIRST.sub(r"\g<mass>/\g<volume>", sentence.plain))
    return _GAPS.sub("", text)


def _percents(text: str, found: list[Amount]) -> list[Amount]:
    """Returns the percentages where a sentence gives both ("each gram of gel, 0.1%, contains 1 mg"), else all strengths."""
    percents = [one for one in found if one.strength.endswith("%")]
    return percents if percents and _EACH_GRAM.search(text) else found


def _described(source: Source) -> Iterator[Fact]:
    """Returns the strength that the description gives for each tablet, capsule, mL ..."""
    for sentence in sentences(source, _DESCRIPTION):
        text = _GAPS.sub("", sentence.bare)
        if not _EACH.search(text):
            yield from _available(text, sentence, source)
        for each in _EACH.finditer(text):
            found = [one for one in amounts(text) if 0 <= one.start - each.end() <= 60]
            if not found:
                continue
            name = each["form"].lower()
            volume = {"ml": "mL", "milliliter": "mL", "g": "g", "gram": "g", "5 ml": "5 mL", "teaspoonful": "5 mL"}.get(name)
            form = product_form(source) or last_form(text[: each.start()]) if volume or name == "vial" else singular(name)
            strength = f"{found[0].strength}/{volume}" if volume and "/" not in found[0].strength else found[0].strength
            if form:
                yield Fact(Strength(form, strength), sentence.place(source))


def _available(text: str, sentence: Sentence, source: Source) -> Iterator[Fact]:
    """Returns the strengths that a description says the medicine comes in ("available as 150 mg capsules")."""
    cue = _AVAILABLE.search(text)
    found = [one for one in amounts(text) if 0 <= one.start - cue.end() <= _MOST_AWAY] if cue else []
    for amount in found:
        form = form_of(text, amount, len(text))
        if form and _SOLID.search(form):
            yield Fact(Strength(form, amount.strength), sentence.place(source))


def over_the_counter(source: Source) -> Iterator[Fact]:
    """Returns the strength of the line of active ingredients ("in each tablet: 200 mg"), that of all parts as one."""
    several = count_of_actives(source)
    for sentence in sentences(source, _ACTIVE):
        unit = _IN_EACH.search(sentence.plain)
        form = singular(unit["form"]) if unit else product_form(source)
        found = amounts(_GAPS.sub("", sentence.bare))
        whole = "/".join(dict.fromkeys(one.strength for one in found))
        if form and found and len(found) <= max(several, 1):
            yield Fact(Strength(form, whole), sentence.place(source))


def _of_container(text: str, amount: Amount) -> str | None:
    """Returns "injection" for what is told by its vial alone ("10 mg vial"), None for another."""
    return "injection" if _CONTAINER.match(text, amount.end) else None


def _lead_form(text: str, code: str) -> str | None:
    """Returns the words before the colon of an item of the forms and strengths ("Oral liquid: 1 g/mL"), None for another text."""
    found = _LEAD.match(text) if code == _FORMS_SECTION else None
    return singular(found["form"]) if found else None
