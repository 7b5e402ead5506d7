"""Partners of an interaction that a sentence names: those of a kind of their own, classes in words, then medicines by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.interaction_medicines import is_medicine, medicines, substances
from plainlabel.facts.interaction_partners import (
    COMBINATION,
    ENZYME,
    KINDS,
    NO_MEDICINE,
    SPLIT,
    SUBSCRIPT,
    Partner,
    acting,
    each_enzyme,
    of_kind,
)
from plainlabel.vocabulary.names import fold
from plainlabel.vocabulary.patterns import pattern

_CLASS_PHRASE = pattern("interaction.class_phrase")
_DESCRIBED = pattern("interaction.described")
_EXAMPLES = Guarded(pattern("interaction.examples"))
_EXCEPTION = pattern("interaction.exception")
_LISTED_BEHIND = pattern("interaction.listed_behind")
_CLASS_BEHIND = pattern("interaction.class_behind")
_TWO_WORDS = pattern("interaction.two_words")
_ELEMENTS = pattern("interaction.elements")
_APPOSED = pattern("interaction.apposed")
_APPOSED_BY = re.compile(r"\b(?:containing|as for|unlike)\s+$")
_THAT_ARE = re.compile(
    r"\b(?:drugs?|agents?|medications?|medicines?|products?)\s+(?:that|which)\s+(?:is|are)\s+(?:an?\s+)?$", re.IGNORECASE
)
_DRUGS_THAT_ACT = pattern("interaction.drugs_that_act")
_EXTRA = pattern("interaction.extra_names")
_JUNK = pattern("interaction.junk")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PAIR_OF_WORDS = re.compile(r"\b(?P<first>[A-Za-z][a-z]{3,}) (?P<last>[a-z]{5,})\b")
_WORD = re.compile(r"[A-Za-z][a-z]{4,}(?:-[a-z]+)*")
_ITS_NAME = re.compile(r",\s+(?P<name>[a-z]{5,})\b")
_DRUGS_OR = re.compile(r"\b(?:drugs|medications|medicines) (?:or|and) $", re.IGNORECASE)
_TOO_WIDE: Final = frozenset({"food", "vaccination", "immunization"})
_MOST_NAMED: Final = 11
_TRAIL = re.compile(r"(?:\s+(?:and|or|and/or|for|in|with|by|of|to|the|are|is|that|which|from|on))*\s*$")
_SMOKING_ACTS = re.compile(r"\b[Ss]mok\w+[^.;]{0,60}\b(?:induc|increas|decreas|reduc|lower|affect|alter)|\b(?:in|of) smokers\b")
_SUBSTRATES = re.compile(r"(?:\w+ )?substrates? of", re.IGNORECASE)
_HEAD_CONJUNCTION = re.compile(r"^(?:and|or)\s+", re.IGNORECASE)
_AGAIN_DRUGS = re.compile(r"^(?:drugs|agents|medications)\s.{5,60}?\s(?=(?:Drugs|Agents|Medications)\s)", re.IGNORECASE)
_AND_OTHER = re.compile(r"\s+(?:and|or)\s+(?:certain\s+)?", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:and|or)\s+(?:other\s+)?$", re.IGNORECASE)
_BARE_BEFORE = re.compile(
    r"(?:^\W*|[.;:]\s+|\b(?:certain|some|other|following|many|several|various|with|by|of)\s+)$", re.IGNORECASE
)
_METABOLITES = re.compile(r"\bmetabolites?,?\s+[\w-]+(?:(?:,| and|, and) [\w-]+)?", re.IGNORECASE)
_CONTAINING = re.compile(
    r"(?<=contraceptives) containing [\w ]{3,30}? and \w{5,}|(?<=contraceptive drug) containing [\w ]{3,30}? and \w{5,}"
)
_AND_OTHER_DRUGS = re.compile(r"\b(?:and|or) (?:certain )?other (?:drugs|agents|medications|medicines)$", re.IGNORECASE)
_BARE = re.compile(r"(?:other )?(?:drugs?|agents?|medications?|medicines?|products?)", re.IGNORECASE)


def named_in(text: str, own: re.Pattern[str] | None) -> Iterator[Partner]:
    """Returns the partners a sentence names outside brackets: those of a kind of their own, classes, then medicines."""
    words = SUBSCRIPT.sub(r"\1\2", _without_examples(" ".join(_BRACKETS.sub(" ", text).split())))
    yield from _that_act(words)
    words = _CONTAINING.sub(" ", words)
    words = _METABOLITES.sub(" ", _DRUGS_THAT_ACT.sub(" ; ", words))
    yield from _of_kinds(words, own)
    rest = ENZYME.sub(" ", words)
    classes = list(_classes_in(rest, own))
    yield from (Partner(name, "class") for name in classes)
    within = " ".join(classes).lower()
    yield from (one for one in _medicines_in(rest, own) if one.name.lower() not in within)


def _of_kinds(words: str, own: re.Pattern[str] | None) -> Iterator[Partner]:
    """Returns what acts on enzymes, herbs, vaccines, drinks and food; what both inhibits and induces is two partners."""
    for kind, known in KINDS:
        if kind == "test" or (kind == "smoking" and not _SMOKING_ACTS.search(words)):
            continue
        for found in known.finditer(words):
            before = words[: found.start()]
            in_food = kind == "food" and before.endswith("containing ")  # "drinks containing grapefruit"
            apposed = (_APPOSED.search(before) and not _THAT_ARE.search(before) and not in_food) or (
                before.endswith(", ") and _SUBSTRATES.match(found.group())
            )
            behind = _ITS_NAME.match(words, found.end())
            # "Drugs or herbal products that induce CYP9Z9" are its inducers.
            apposed = apposed or (kind == "herb" and _DRUGS_OR.search(before) is not None)
            apposed = apposed or (kind == "enzyme" and behind is not None and is_medicine(behind["name"]))
            mine = own is not None and own.fullmatch(found.group())
            if found.group().lower() not in _TOO_WIDE and not apposed and not mine:
                name = " ".join(found.group().split())
                yield from ((acting(name) or each_enzyme(name)) if kind == "enzyme" else ()) or (of_kind(name, kind),)


def _classes_in(words: str, own: re.Pattern[str] | None) -> Iterator[str]:
    """Returns the classes a sentence names or describes ("toe relaxants", "drugs that raise iron"), not the medicine's own."""
    known = [(found.start(), found.end()) for found in _CLASS_PHRASE.finditer(words)]
    described = [(found.start(), _before_class(words, found, known)) for found in _DESCRIBED.finditer(words)]
    for start, end in (*known, *described):
        told, before = words[start:end], words[:start]
        if own is not None and (own.search(told) or (told.startswith("other ") and _own_before(own, before))):
            continue  # "(this medicine) and other benzodiazepines" are its own class
        single = told[-1] != "s" and " " not in told
        if single and (before.lower().endswith("the ") or is_medicine(_last_word(before))):
            continue  # "the diuretic" was named before, "norvexin nitrate" is a salt
        name = _HEAD_CONJUNCTION.sub("", _AGAIN_DRUGS.sub("", _TRAIL.sub("", told).strip()))
        fits = 1 <= len(name.split()) <= _MOST_NAMED and not _BARE.fullmatch(name)
        if fits and not _APPOSED.search(before) and not _JUNK.search(told.strip()):
            yield name


def _before_class(text: str, found: re.Match[str], known: list[tuple[int, int]]) -> int:
    """Returns where a described kind of medicine ends: before a class that "and" adds ("drugs that raise iron and resins")."""
    added = (joint.start() for start, _ in known if found.start() < start and (joint := _JOINT.search(text, found.start(), start)))
    return min(found.end(), next(added, found.end()))


def _last_word(text: str) -> str:
    return (text.split() or [""])[-1]


def _own_before(own: re.Pattern[str], before: str) -> bool:
    return any(_AND_OTHER.fullmatch(before, found.end()) for found in own.finditer(before))


def _that_act(text: str) -> Iterator[Partner]:
    """Returns the inhibitors and inducers in "drugs that inhibit or induce (enzymes)"."""
    for found in _DRUGS_THAT_ACT.finditer(text):
        for act in (found["act"], found["also"]):
            if act:
                name = f"{found['enzymes'].strip()} {'inhibitors' if act.lower().startswith('inh') else 'inducers'}"
                yield Partner(name, "enzyme")


def _medicines_in(words: str, own: re.Pattern[str] | None) -> Iterator[Partner]:
    text = rest = NO_MEDICINE.sub(lambda found: " " * len(found.group()), words)
    joined = [found for found in _TWO_WORDS.finditer(rest) if fold(found.group()) in medicines()]
    joined += [one for one in COMBINATION.finditer(rest) if all(is_medicine(part.strip()) for part in one.group().split("/"))]
    joined += [*_EXTRA.finditer(rest), *_pairs(rest)]
    for found in joined:
        rest = f"{rest[: found.start()]}{' ' * len(found.group())}{rest[found.end() :]}"
    for found in (*joined, *_WORD.finditer(rest), *_ELEMENTS.finditer(rest)):
        name = found.group()
        known = " " in name or "/" in name or _EXTRA.fullmatch(name) or name.lower() in substances() or _ELEMENTS.fullmatch(name)
        before = text[: found.start()]
        if not known or (own is not None and own.search(name)) or _APPOSED_BY.search(before):
            continue
        # "norvexin calcium" is one medicine, "folate antagonists" are a class.
        if not (_ELEMENTS.fullmatch(name) and _is_name(_last_word(before), own)) and not _CLASS_BEHIND.match(text, found.end()):
            yield Partner(name, "drug")


def _is_name(word: str, own: re.Pattern[str] | None) -> bool:
    return is_medicine(word) or (own is not None and own.fullmatch(word) is not None)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Returns the medicines of two words whose last word is one, too ("ethinyl estradiol")."""
    at = 0
    while found := _PAIR_OF_WORDS.search(text, at):
        at = found.start("last")
        last = found["last"].lower() in substances() and found["first"].lower() not in substances()
        if last and fold(found.group()) in medicines():
            yield found


def _without_examples(text: str) -> str:
    """Returns a sentence without the examples of a category it names ("calcium antagonists such as A, B and C")."""
    # The full stop of "St. John's wort" ends no sentence.
    text = _EXCEPTION.sub("", text.replace("St. ", "St "))
    text = _LISTED_BEHIND.sub(lambda found: found["category"] if _all_medicines(found["list"]) else found.group(), text)
    return _EXAMPLES.sub(lambda found: found.group() if _is_bare(text, found) else found["category"], text)


def _is_bare(text: str, found: re.Match[str]) -> bool:
    """Returns whether what stands before "such as" is no category: "certain drugs including" names its partners behind it."""
    bare = _BARE.fullmatch(found["category"]) and _BARE_BEFORE.search(text[: found.start()])
    return bool(bare or _AND_OTHER_DRUGS.search(found["category"]))


def _all_medicines(words: str) -> bool:
    """Returns whether a list names medicines only: the examples of the category before its colon."""
    parts = [part for part in SPLIT.split(words) if part]
    return len(parts) > 1 and all(fold(part) in medicines() for part in parts)
