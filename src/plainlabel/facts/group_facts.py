"""Groups of people: pregnancy, lactation, contraception, fertility, children and the elderly, as data.

Read from the sections of Use in Specific Populations (21 CFR 201.57(c)(9)) and the like subsections of old Precautions; where a
label has them flattened into one text, from the pieces under their headings. One fact a group; for children one a least age for
which safety is established and one that it is not established.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec.structs import replace

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections, with_headings
from plainlabel.facts.group_words import (
    animal_data,
    contraception_months,
    human_data,
    lactation_advice,
    milk_data,
    pregnancy_advice,
    says_contraception,
)
from plainlabel.facts.headed import pieces
from plainlabel.facts.kinds import Evidence, PopulationFact
from plainlabel.facts.population import ages_told, population
from plainlabel.facts.population_otc import of_the_panel
from plainlabel.facts.population_uses import Uses
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_PARENTS: Final = ("43684-0", "42232-9", "34072-9", "34071-1")
_PRECAUTIONS: Final = "42232-9"
_OTC: Final = "53414-9"
_BY_CODE: Final = {
    "42228-7": "pregnancy",
    "34077-8": "pregnancy",
    "34078-6": "pregnancy",
    "77290-5": "lactation",
    "34080-2": "lactation",
    "77291-3": "reproductive",
    "34081-0": "pediatric",
    "34082-8": "geriatric",
    "34083-6": "nonclinical",
    "53414-9": "otc",
    "34079-4": "other",
    "34073-7": "other",
    "34076-0": "other",
}
_BY_TITLE: Final = tuple(
    (name, pattern(f"group.title_{name}"))
    for name in ("pregnancy", "lactation", "reproductive", "pediatric", "geriatric", "nonclinical")
)
_ESTABLISHED = pattern("group.established")
_WEAKLY = pattern("group.weakly_established")
_NOT_ESTABLISHED = pattern("group.not_established")
_NOT_STUDIED = pattern("group.not_studied")
_CHILDREN = pattern("group.children")
_SUPPORT = pattern("group.support")
_OLD_NOT = pattern("group.old_not_studied")
_OLD_YES = pattern("group.old_studied")
# That people of 75 were few does not undo that people of 65 showed no difference.
_OLD_SAME = re.compile(
    r"^(?!although).*\bno (?:overall |clinically |important |meaningful |significant )*differences?\b.*\b65\b", re.IGNORECASE
)
_OLDEST = re.compile(r"^(?!.*\b65\b).*\b75 years\b", re.IGNORECASE)
# A label for women of all ages says of children only from when on: "Use before menarche is not indicated".
_MENARCHE = re.compile(r"\bbefore menarche\b", re.IGNORECASE)
_FERTILE = re.compile(r"\b(?:women|females) of (?:reproductive|child-?bearing)\b", re.IGNORECASE)
_SAME = re.compile(
    r"^(?!although).*\bno (?:overall |clinically |important |meaningful |significant )*differences?\b", re.IGNORECASE
)
_OLD_NEVER = re.compile(r"\bnot (?:intended|indicated)\b", re.IGNORECASE)
_OLD_ASIDE = pattern("group.old_aside")
_AGE_OF = pattern("group.age_of")
_NO_USE = pattern("group.only_no_use")
_BARRED = pattern("group.barred")
_OLD_CAUTION = pattern("group.old_caution")
_FERTILITY = pattern("group.fertility")
_FERTILITY_NOT = pattern("group.fertility_not")
_DISEASE = pattern("group.disease_talk")
# Of another product of the same substance, which this one is not approved as.
_OTHERS = re.compile(r"\buse information is approved\b|\bpediatric assessment\b|\bmarketing exclusivity\b", re.IGNORECASE)
_GUIDELINES = re.compile(r"\b(?:dos\w+ )?guidelines\b", re.IGNORECASE)
_YOUNGER = pattern("group.younger")
Regions = dict[str, list[Sentence]]
_SEVERAL: Final = 2
_Ages = dict[int | None, list[Sentence]]


def population_facts(source: Source) -> Iterator[Fact]:
    """Returns what the label says of each group of people, in the order pregnancy, lactation, contraception, fertility, ages."""
    regions = _regions(source)
    yield from of_the_panel(source)
    yield from _pregnancy(source, regions.get("pregnancy", []))
    yield from _lactation(source, regions.get("lactation", []))
    yield from distinct(_contraception(source, regions))
    yield from _fertility(source, regions)
    yield from distinct(_pediatric(source, regions.get("pediatric", [])))
    yield from _geriatric(source, regions.get("geriatric", []))


def _regions(source: Source) -> Regions:
    """Returns the sentences on each group: those of its own sections, else those under its heading in a flattened section."""
    found: Regions = {}
    flat: list[Section] = []
    for section in full_sections(source, *_PARENTS, *_BY_CODE):
        group = _group(source, section)
        if group is None:
            flat.append(section)
        else:
            found.setdefault(group, []).extend(
                sentence for sentence in with_headings(source, section) if sentence.kind != "heading"
            )
    own = frozenset(found)
    for section in flat:
        group = None
        for piece in pieces(source, section):
            group = _by_title(piece.title) or (group if _is_part(piece.title) else None)
            if group is not None and group not in own:
                found.setdefault(group, []).extend(piece.sentences)
    if "nonclinical" not in found:
        # Old Precautions as one text, in which the heading of animal studies runs into its words.
        loose = [one for section in flat if _PRECAUTIONS in source.codes(section) for one in with_headings(source, section)]
        found["nonclinical"] = [one for one in loose if _FERTILITY.search(one.bare) and animal_data(one.bare)]
    return found


def _group(source: Source, section: Section) -> str | None:
    if section.code == _OTC:
        return "otc"
    # "La ctation" is a title broken within a word.
    titled = _by_title(section.title) or _by_title(section.title.replace(" ", ""))
    if titled is not None:
        return titled
    if _is_part(section.title):
        # Under a heading without a code ("8.2 Lactation") its parts stand by themselves.
        above = next((one for one in source.label.sections if one.id == section.parent), None)
        over = _by_title(above.title) if above is not None else None
        if over is not None:
            return over
    return next((_BY_CODE[code] for code in source.codes(section) if code in _BY_CODE), None)


def _by_title(title: str) -> str | None:
    return next((name for name, form in _BY_TITLE if form.match(title)), None)


_PART = pattern("group.part")


def _is_part(title: str) -> bool:
    """Returns whether a heading only parts the text on one group ("Risk Summary", "Data")."""
    return bool(_PART.match(title))


def _pregnancy(source: Source, sentences: list[Sentence]) -> Iterator[Fact]:
    if sentences:
        human = next((one for one in sentences if human_data(one.bare) and _of_medicine(source, one)), None)
        animal = next((one for one in sentences if animal_data(one.bare)), None)
        advice, told = pregnancy_advice(sentences)
        data = _data(human=human is not None, animal=animal is not None)
        yield Fact(PopulationFact("pregnancy", data=data, advice=advice), (human or animal or told or sentences[0]).place(source))


def _of_medicine(source: Source, sentence: Sentence) -> bool:
    """Returns whether data are on the medicine, not on the disease in pregnancy: the sentence names it, or speaks of no disease."""
    return bool(source.names and source.names.search(sentence.text)) or not _DISEASE.search(sentence.bare)


def _data(*, human: bool, animal: bool) -> Literal["human", "animal", "both", "none"]:
    return "both" if human and animal else "human" if human else "animal" if animal else "none"


def _lactation(source: Source, sentences: list[Sentence]) -> Iterator[Fact]:
    if sentences:
        data, first = milk_data(sentences)
        advice, told = lactation_advice(sentences)
        yield Fact(PopulationFact("lactation", data=data, advice=advice), (first or told or sentences[0]).place(source))


def _contraception(source: Source, regions: Regions) -> Iterator[Fact]:
    """Returns how long contraception is to go on, for women and for men where that differs."""
    for name in ("reproductive", "pregnancy", "lactation", "flat"):
        said = [one for one in regions.get(name, []) if says_contraception(one.bare)]
        timed = [(one, months) for one in said for months in contraception_months(one.bare)]
        for one, months in timed:
            yield Fact(PopulationFact("contraception", advice="contraception", contraception_months=months), one.place(source))
        if said and not timed:
            yield Fact(PopulationFact("contraception", advice="contraception"), said[0].place(source))
        if said:
            return


def _fertility(source: Source, regions: Regions) -> Iterator[Fact]:
    for name in ("reproductive", "nonclinical"):
        said = [one for one in regions.get(name, []) if _FERTILITY.search(one.bare) and not says_contraception(one.bare)]
        if not said:
            continue
        studied = [one for one in said if not _FERTILITY_NOT.search(one.bare)]
        human = any(human_data(one.bare, fertility=True) for one in studied) if name == "reproductive" else False
        animal = (name == "nonclinical" and bool(studied)) or any(animal_data(one.bare) for one in studied)
        data = _data(human=human, animal=animal)
        if name == "reproductive" and data == "none" and regions.get("nonclinical"):
            continue
        yield Fact(PopulationFact("fertility", data=data), (studied or said)[0].place(source))
        return


def _pediatric(source: Source, sentences: list[Sentence]) -> Iterator[Fact]:
    """Returns the least ages from which safety is established, then that it is not established (for children or younger ones)."""
    yes: _Ages = {}
    missing: _Ages = {}
    unstudied: Sentence | None = None
    for sentence in sentences:
        text = sentence.bare
        lacking = None if _GUIDELINES.search(text) or _MENARCHE.search(text) else _NOT_ESTABLISHED.search(text)
        unstudied = unstudied or (sentence if _NOT_STUDIED.search(text) else None)
        if lacking:
            missing.setdefault(_below(text) or _below(sentence.plain), []).append(sentence)
        rest = text[: lacking.start()] if lacking else text
        if _ESTABLISHED.search(rest) and (_CHILDREN.search(rest) or _FERTILE.search(rest)) and not _OTHERS.search(text):
            support = _SUPPORT.search(rest)
            yes.setdefault(population(rest[: support.start()] if support else rest).min_age_months, []).append(sentence)
    if unstudied is not None and not yes and all(_NO_USE.search(one.bare) for held in missing.values() for one in held):
        # "Not indicated in children; no studies have been done" says what is missing.
        missing = {}
    if None in missing:  # What a use rests on does not establish it where the label says outright that it is not.
        kept = {age: [one for one in held if age is not None or not _only_rests(one.bare)] for age, held in yes.items()}
        yes = {age: held for age, held in kept.items() if held}
    uses = Uses(source) if len(yes) + len(missing) > 1 else None
    known = list(_by_age(source, "established", _aged(yes), uses))
    yield from (fact for fact, _ in known)
    for fact, value in _by_age(source, "not_established", _aged(missing), uses):
        # Without an age, what is said of a use that is established from some age on is not told of that use.
        doubled = value.min_age_months is None and any(set(value.conditions) & set(other.conditions) for _, other in known)
        yield replace(fact, value=replace(value, conditions=())) if doubled else fact
    if missing:
        return
    if not yes:
        yield from _otherwise(source, sentences, unstudied)


def _otherwise(source: Source, sentences: list[Sentence], unstudied: Sentence | None) -> Iterator[Fact]:
    """Returns what is said of children where nothing is said to be established or not: barred below an age, studied or not."""
    for one in sentences:
        found = _BARRED.search(one.bare)
        if found is not None and (age := _below(found.group())) is not None:
            yield Fact(PopulationFact("pediatric", min_age_months=age, advice="contraindicated"), one.place(source))
            return
    same = next((one for one in sentences if _SAME.search(one.bare)), None)
    if unstudied is not None:
        yield Fact(PopulationFact("pediatric", "not_studied"), unstudied.place(source))
    elif same is not None:
        yield Fact(PopulationFact("pediatric", "studied"), same.place(source))


def _aged(found: _Ages) -> _Ages:
    """Returns what is said with an age, where anything is."""
    return {age: held for age, held in found.items() if age is not None} or found


def _by_age(source: Source, evidence: Evidence, found: _Ages, uses: Uses | None) -> Iterator[tuple[Fact, PopulationFact]]:
    """Yields a fact an age, with the uses it holds for where the label says several things of children.

    A sentence that names several ages does not tell which of its uses each is for.
    """
    for age, held in found.items():
        clear = uses is not None and all(ages_told(one.bare) < _SEVERAL for one in held)
        conditions = uses.named_in(one.text for one in held) if uses is not None and clear else ()
        value = PopulationFact("pediatric", evidence, age, conditions=conditions)
        yield Fact(value, held[0].place(source)), value


def _only_rests(text: str) -> bool:
    """Returns whether a sentence says on what use in children rests, and not that safety is established there."""
    return _WEAKLY.search(text) is not None and _ESTABLISHED.search(_WEAKLY.sub("", text)) is None


def _below(text: str) -> int | None:
    """Returns the age in months below which a sentence says that safety is not established."""
    who = population(text)
    if who.min_age_months is None and who.max_age_months is None and (years := _AGE_OF.search(text)):
        return 12 * int(years["years"])
    return who.max_age_months if who.min_age_months is None and _YOUNGER.search(text) else None


def _geriatric(source: Source, sentences: list[Sentence]) -> Iterator[Fact]:
    same = any(_OLD_SAME.search(one.bare) for one in sentences)
    alike = any(_SAME.search(one.bare) for one in sentences)
    few = next(
        (
            one
            for one in sentences
            if _OLD_NOT.search(one.bare) and not (same and _OLDEST.search(one.bare)) and not (alike and _OLD_ASIDE.search(one.bare))
        ),
        None,
    )
    seen = next((one for one in sentences if _OLD_YES.search(one.bare)), None)
    careful = next((one for one in sentences if _OLD_CAUTION.search(one.bare)), None)
    never = next((one for one in sentences if _OLD_NEVER.search(one.bare)), None)
    first = few or seen or careful or never
    if first is not None:
        evidence: Evidence | None = "not_studied" if few else "studied" if seen else None
        advice: Literal["avoid", "caution"] | None = "avoid" if never else "caution" if careful else None
        yield Fact(PopulationFact("geriatric", evidence, advice=advice), first.place(source))
