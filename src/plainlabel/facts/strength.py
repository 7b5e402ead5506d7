"""Forms and strengths: "tablet", "25 mg/250 mg".

Read from Dosage Forms and Strengths (43678-2); in older labels from How Supplied (34069-5), and where that says nothing from the
"each tablet contains" of the Description (34089-3). What stands in brackets repeats a strength as a concentration or names
a salt; a mass of an excipient or of a tube of cream is no strength.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.kinds import FactValue, Strength
from plainlabel.facts.source import Source, distinct
from plainlabel.vocabulary.patterns import pattern

_FORMS_SECTION = "43678-2"
_SUPPLIED = "34069-5"
_DESCRIPTION = "34089-3"
_STORAGE = "44425-7"
_ACTIVE = "55106-9"
_MOST_AWAY = 90
_AMOUNT = pattern("strength.amount")
_FORM = pattern("strength.form")
_EACH = pattern("strength.each")
_BAR = pattern("strength.bar")
_AFTER_BAR = pattern("strength.after_bar")
_EQUIVALENT = re.compile(r"(?:(?!\d\s?m?c?g\b|\band\b)[^.;:()]){0,80}?\bequivalent to\b", re.IGNORECASE)
_PACKAGE = re.compile(r"\b(?:tubes?|cans?|jars?|aerosols?|pumps?|bottles?)\b", re.IGNORECASE)
_EACH_GRAM = re.compile(r"\beach (?:gram|mL|milliliter)\b", re.IGNORECASE)
_CONTAINER = re.compile(r"[\s-](?:\w+[\s-]){0,2}(?:vials?|ampuls?|ampoules?|prefilled syringes?)\b", re.IGNORECASE)
_LEAD = re.compile(r"\W*(?P<form>(?:oral|topical|nasal|otic|ophthalmic|rectal|vaginal) [a-z]{3,12}):", re.IGNORECASE)
_MARKS = frozenset("<>≤≥")
_SPECIFIC = re.compile(r"(?:/|per)\s?mg\b")
_EQUAL_TO = re.compile(r"\d\s?[a-z]+\b[^.;:\d]{0,70}\bequivalent to\s$", re.IGNORECASE)
# "24 mg of the hydrochloride equivalent to 20 mg": the mass without the salt is the strength.
_SALT = pattern("strength.salt")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_FIRST_FORM = re.compile(r"(?:for )?(?:injection|oral suspension|oral solution|suspension)$", re.IGNORECASE)
_AND = re.compile(r"\band\b|,(?! and\b)|/", re.IGNORECASE)
_USP = re.compile(r",?\s(?:USP|NF)\b")
_SPACES = re.compile(r" {2,}")
_BRACKETS = re.compile(r"\([^()]*\)")
_GAPS = re.compile(r" +(?=,)|(?<= ) +")
_VOLUME_FIRST = pattern("strength.volume_first")
_AVAILABLE = pattern("strength.available")
_VOLUME = re.compile(r"(?:\d+ )?(?:mL|gram|g)\b")
# "5 mg of this and 10 mg of that", "of this 5 mg, of that 10 mg".
_JOINED = re.compile(
    r"\s(?:of )?(?:[A-Za-z][\w-]* ?){1,5}(?:, and|,| and| with|/|;) ?(?:(?:[A-Za-z][\w-]* ){1,4}equivalent to )?"
    r"|\s?(?:, and|,| and| with) (?:[A-Za-z][\w-]* ){1,4}",
    re.IGNORECASE,
)
_EACH_VOLUME = re.compile(r"\beach (?P<volume>mL|milliliter|5 mL|gram)\b[^.;:]{0,60}$", re.IGNORECASE)
_SOLID = re.compile(r"tablet|capsule|caplet|softgel|lozenge|suppositor", re.IGNORECASE)
_IN_EACH = re.compile(
    r"\b(?:in|per) each (?:[a-z-]+ )?(?P<form>tablet|capsule|caplet|softgel|lozenge|gummy|packet|suppository|spray|film)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"pellets?|granules|powders?$", re.IGNORECASE)
_SPACE = re.compile(r"\s*\b(?:per|/)\b\s*|\s*/\s*")
_LIQUIDS = frozenset({"solution", "suspension", "emulsion", "lyophilized powder", "powder"})
_PLURALS = (
    ("suppositories", "suppository"),
    ("patches", "patch"),
    ("pessaries", "pessary"),
    ("jellies", "jelly"),
    ("gummies", "gummy"),
)


class Amount(NamedTuple):
    """A strength at [start, end) of a text; a list of figures before one unit gives one each."""

    strength: str
    start: int
    end: int


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
        carried = _last_form(text) or carried


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
            form = product_form(source) or _last_form(text[: each.start()]) if volume or name == "vial" else singular(name)
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


def amounts(text: str) -> list[Amount]:
    """Returns the strengths that a text names, in order."""
    found: list[Amount] = []
    for one in _AMOUNT.finditer(text):
        if _barred(text, one):
            continue
        unit, per = one["unit"], _SPACE.sub("/", one["per"] or "").strip()
        if one["named_per"] and not per:
            per = "/" + one["named_per"].rpartition("per ")[2]
        each = _EACH_VOLUME.search(text[: one.start()]) if not per and unit != "%" else None
        if each:
            per = "/" + each["volume"].replace("milliliter", "mL")
        for figure in (*_FIGURE.findall(one["list"] or ""), one["number"]):
            gap = "" if unit == "%" else " "
            found.append(Amount(f"{figure.rstrip(',')}{gap}{unit}{per}", one.start(), one.end()))
    return found


def combination(source: Source) -> bool:
    """Returns whether the label's products have more than one active ingredient."""
    return count_of_actives(source) > 1


def count_of_actives(source: Source) -> int:
    """Returns how many active ingredients the products of a label have at most."""
    return max(
        (max(len(one.active), 1 + len(_AND.findall(one.generic or ""))) for one in source.label.products),
        default=1,
    )


def combined(text: str, found: list[Amount], most: int = 2) -> list[Amount]:
    """Returns the strengths with those of one combination as one ("5 mg of this and 10 mg of that": "5 mg/10 mg").

    A combination has `most` parts.
    """
    whole: list[Amount] = []
    for amount in found:
        between = _SPACES.sub(" ", _USP.sub("", text[whole[-1].end : amount.start])) if whole else ""
        joined = bool(whole) and not _FORM.search(between) and (_JOINED.fullmatch(between) or between.strip(" ") == "\t")
        if joined and (strength := _together(whole[-1].strength, amount.strength, most)):
            whole[-1] = Amount(strength, whole[-1].start, amount.end)
        else:
            whole.append(amount)
    return whole


def _together(first: str, second: str, most: int) -> str | None:
    """Returns a combination with one more part, None where it is whole or the second is no part of it.

    "1 mg/gram" (of this) and "25 mg" (of that) is "1 mg/25 mg/gram".
    """
    own, _, volume = second.partition("/")
    mass, _, per = first.rpartition("/")
    if mass and _VOLUME.fullmatch(per) and not volume:
        return f"{mass}/{second}/{per}"
    if (volume and not _VOLUME.fullmatch(volume)) or first.endswith(("mL", own)) or first.count("/") >= most - 1:
        return None
    return f"{first}/{second}"


def _barred(text: str, one: re.Match[str]) -> bool:
    """Returns whether a figure is no strength: a salt that equals one, an excipient, the mass of a package."""
    before = text[max(0, one.start() - 40) : one.start()]
    behind = text[one.end() :]
    if one["unit"] == "%" and before.rstrip()[-1:] in _MARKS:
        return True  # "Saturation > 92%".
    if _BAR.search(before) or _AFTER_BAR.match(behind) or _SPECIFIC.search(one["per"] or ""):
        return True
    if one["unit"] in {"g", "gram", "grams"} and not one["per"] and not one["named_per"] and _PACKAGE.search(text):
        return True
    equal = _EQUIVALENT.match(behind)
    if equal:
        return bool(_SALT.search(equal.group()) or _SALT.search(before))
    base = _EQUAL_TO.search(text, 0, one.start())
    return base is not None and base.end() == one.start() and not _SALT.search(text[max(0, base.start() - 40) : base.end()])


def form_of(text: str, amount: Amount, until: int) -> str | None:
    """Returns the dosage form of a strength: the one it stands under ("Tablets: 5 mg"), else the next, else the last before it."""
    before = list(_FORM.finditer(text, 0, amount.start))
    behind = _FORM.search(text, amount.end, until)
    if before and _FIRST_FORM.match(before[-1]["form"]):
        return singular(before[-1]["form"])
    if before and ":" in text[before[-1].end() : amount.start]:
        return singular(before[-1]["form"])
    if behind and not (before and _INSIDE.match(behind["form"])):
        return singular(behind["form"])
    return singular(before[-1]["form"]) if before else None


def _of_container(text: str, amount: Amount) -> str | None:
    """Returns "injection" for what is told by its vial alone ("10 mg vial"), None for another."""
    return "injection" if _CONTAINER.match(text, amount.end) else None


def _lead_form(text: str, code: str) -> str | None:
    """Returns the words before the colon of an item of the forms and strengths ("Oral liquid: 1 g/mL"), None for another text."""
    found = _LEAD.match(text) if code == _FORMS_SECTION else None
    return singular(found["form"]) if found else None


def _last_form(text: str) -> str | None:
    found = list(_FORM.finditer(text))
    return singular(found[-1]["form"]) if found else None


def product_form(source: Source) -> str | None:
    """Returns the dosage form that the record or the names of the products give, None where they give none or several."""
    named = {
        found["form"].lower()
        for one in source.label.products
        for name in (one.form, one.name, one.generic)
        if name and (found := _FORM.search(name))
    }
    return singular(named.pop()) if len(named) == 1 else None


def singular(form: str) -> str:
    """Returns a dosage form in the singular, lower case."""
    name = form.lower().replace(",", "").removeprefix("xr ").removeprefix("er ").removeprefix("intravenous ")
    for plural, one in _PLURALS:
        if name.endswith(plural):
            return name.removesuffix(plural) + one
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "granules", "drops")) else name
