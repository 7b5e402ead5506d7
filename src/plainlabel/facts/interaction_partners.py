"""Partners of an interaction: a heading or phrase told apart as enzyme group, medicine, class, food, alcohol, vaccine, test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from plainlabel.facts.interaction_medicines import is_medicine, medicines, substances
from plainlabel.facts.kinds import PartnerKind
from plainlabel.facts.terms import plain, without_brackets
from plainlabel.vocabulary.names import fold
from plainlabel.vocabulary.patterns import pattern

_ENZYME = pattern("interaction.enzyme")
_KINDS: Final[tuple[tuple[PartnerKind, re.Pattern[str]], ...]] = (
    ("enzyme", _ENZYME),
    ("herb", pattern("interaction.herb")),
    ("vaccine", pattern("interaction.vaccine")),
    ("test", pattern("interaction.test")),
    ("alcohol", pattern("interaction.alcohol")),
    ("smoking", pattern("interaction.smoking")),
    ("food", pattern("interaction.food")),
)
_ACTS_ON_ENZYME = re.compile(r"\b(?:inhibit|induc)", re.IGNORECASE)
_MORE_ENZYMES = re.compile(r"\b(?:or|and|inhib|induc|substr|transport)", re.IGNORECASE)
_CLASS_PHRASE = pattern("interaction.class_phrase")
_DESCRIBED = pattern("interaction.described")
_EXAMPLES = pattern("interaction.examples")
_EXCEPTION = pattern("interaction.exception")
_LISTED_BEHIND = pattern("interaction.listed_behind")
_TWO_WORDS = pattern("interaction.two_words")
_FORM = pattern("interaction.form")
_ELEMENTS = pattern("interaction.elements")
_NO_MEDICINE = pattern("interaction.no_medicine")
_APPOSED = pattern("interaction.apposed")
_APPOSED_BY = re.compile(r"\b(?:containing|as for|unlike)\s+$")
_DRUGS_THAT_ACT = pattern("interaction.drugs_that_act")
_BOTH_ACTS = pattern("interaction.both_acts")
_ENZYME_NAMES = pattern("interaction.enzyme_names")
_EXTRA = pattern("interaction.extra_names")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PAIR_OF_WORDS = re.compile(r"\b(?P<first>[A-Za-z][a-z]{3,}) (?P<last>[a-z]{5,})\b")
_WORD = re.compile(r"[A-Za-z][a-z]{4,}(?:-[a-z]+)*")
_DRINKS: Final = frozenset({"alcohol", "ethanol"})
"""What is a solvent inside a name, but a partner where it heads a passage."""
_TOO_WIDE: Final = frozenset({"food", "vaccination", "immunization"})
_CLASS = pattern("interaction.class")
_JUNK = pattern("interaction.junk")
_PLURAL = pattern("interaction.plural")
_GENERIC = pattern("interaction.generic")
_TITLE_NAME = pattern("interaction.title_name")
_NO_HEAD = pattern("interaction.no_head")
_LEAD = pattern("interaction.lead")
_TAIL = pattern("interaction.tail")
_SENTENCE_BEHIND = pattern("interaction.sentence_behind")
_AGAIN = re.compile(r"^(?P<name>.{3,60}?)\s+(?P=name)\b.*$", re.IGNORECASE)
_EFFECT_OF = pattern("interaction.effect_of")
_ON_OTHERS = pattern("interaction.on_others")
_OF_OTHERS = pattern("interaction.of_others")
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|or)?\s|\band/or\b|\band\b|\bor\b|/(?![Aa]ntagonist)|&)\s*")
_MOST_WORDS: Final = 12
_MOST_NAMED: Final = 9
_PAIR: Final = 2
"""A pair of classes is one partner ("NSAIDs and salicylates"), a longer list one each."""
_TRAIL = re.compile(r"(?:\s+(?:and|or|and/or|for|in|with|by|of|to|the|are|is|that|which|from|on))*\s*$")
_SUBSCRIPT = re.compile(r"\b([DH]) (\d)(?=[ -])(?: (?=-))?")
_SMOKING_ACTS = re.compile(r"\b[Ss]mok\w+[^.;]{0,60}\b(?:induc|increas|decreas|reduc|lower|affect|alter)|\b(?:in|of) smokers\b")
_SUBSTRATES = re.compile(r"(?:\w+ )?substrates? of", re.IGNORECASE)
_COMBINATION = re.compile(r"\b[A-Za-z]{5,}(?:/ ?[A-Za-z]{5,})+\b")
_HEAD_CONJUNCTION = re.compile(r"^(?:and|or)\s+", re.IGNORECASE)
_AGAIN_DRUGS = re.compile(r"^(?:drugs|agents|medications)\s.{5,60}?\s(?=(?:Drugs|Agents|Medications)\s)", re.IGNORECASE)
_CLASS_AND_DRUG = re.compile(r"(?P<category>(?:[A-Z][\w-]+ ){0,3}[A-Z][\w-]+s) (?P<drug>[A-Z][a-z]{4,})")
_AND_OTHER = re.compile(r"\s+(?:and|or)\s+(?:certain\s+)?", re.IGNORECASE)
_BARE_BEFORE = re.compile(
    r"(?:^\W*|[.;:]\s+|\b(?:certain|some|other|following|many|several|various|with|by|of)\s+)$", re.IGNORECASE
)
_METABOLITES = re.compile(r"\bmetabolites?,?\s+[\w-]+(?:(?:,| and|, and) [\w-]+)?", re.IGNORECASE)
_CONTAINING = re.compile(
    r"(?<=contraceptives) containing [\w ]{3,30}? and \w{5,}|(?<=contraceptive drug) containing [\w ]{3,30}? and \w{5,}"
)
_DANGLING = re.compile(r"\b(?:of|for|to|by)\s{2,}(?:by|through|via|with|and|or|in)\b", re.IGNORECASE)
_BARE = re.compile(r"(?:other )?(?:drugs?|agents?|medications?|medicines?|products?)", re.IGNORECASE)
_SINGLE: Final = frozenset({"drug", "alcohol", "food", "herb"})


class Partner(NamedTuple):
    """A partner by name and kind."""

    name: str
    kind: PartnerKind


def section_partners(title: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners the title of a subsection names; one capitalised word alone is a medicine, listed or not."""
    glued = _CLASS_AND_DRUG.fullmatch(title)
    if glued is not None and is_medicine(glued["drug"]) and not is_medicine(glued["category"].split()[-1]):
        return (Partner(glued["drug"], "drug"),)  # the first head below the title, flattened into it
    alone = _TITLE_NAME.fullmatch(title) and not (own is not None and own.search(title)) and not _GENERIC.match(title)
    return title_partners(title, own) or ((Partner(title, "drug"),) if alone else ())


def title_partners(title: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners a heading names; of "Effect of (this medicine) on Other Drugs (partner)" the last."""
    return () if _NO_HEAD.search(title) else head_partners(_other_side(title, own), own)


def _other_side(title: str, own: re.Pattern[str] | None) -> str:
    """Returns the words of a title that are about others: what stands before or behind the medicine's own name."""
    effect = _EFFECT_OF.match(title)
    if effect is None:
        return title
    rest = title[effect.end() :]
    mine = own.search(rest) if own is not None else None
    others = _OF_OTHERS.match(rest)
    if others is not None:
        return rest[mine.end() :] if mine is not None else ""
    if mine is not None and mine.start() > 0:
        return re.sub(r"\s+(?:on|to affect)\s*(?:the\s.*)?$", "", rest[: mine.start()], flags=re.IGNORECASE)
    behind = _ON_OTHERS.search(rest)
    return rest[behind.end() :] if behind else rest if mine is None else ""


def head_partners(head: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners a heading names; none for a general heading or one about the label's own medicine alone."""
    words = cut_name(head)
    if own is not None and own.search(words) and (own.fullmatch(words) or fold(words) not in medicines()):
        left = own.sub(" ", words)
        words = "" if _DANGLING.search(left) else cut_name(left)
    if not words or _GENERIC.match(words):
        return ()
    acting = _acting(words)
    if acting:
        return acting
    whole = known_partner(words)
    parts = [cut_name(part) for part in _SPLIT.split(words)]
    if len(parts) > 1 and (whole is None or whole.kind in {"class", "alcohol", "food"}):
        several = [known_partner(part) or _unknown_name(part) for part in parts if part]
        known = [one for one in several if one is not None and one.kind in _SINGLE]
        if known and len(known) == len(several) and any(fold(one.name) in medicines() or one.kind != "drug" for one in known):
            return tuple(known)
        each = [one for one in several if one is not None]
        if len(each) == len(several) and (len(each) > _PAIR or {one.kind for one in each} == {"drug", "class"}):
            return tuple(each)
        if whole is not None and whole.kind != "class":
            whole = Partner(words, "class")
    return (whole,) if whole is not None else ()


def _acting(words: str) -> tuple[Partner, ...]:
    """Returns what inhibits and what induces the enzymes of a heading that tells of both, for each has its own direction."""
    named = _ENZYME_NAMES.search(words) if _BOTH_ACTS.search(words) else None
    if named is None:
        return ()
    return tuple(Partner(f"{named.group().strip()} {act}", "enzyme") for act in ("inhibitors", "inducers"))


def _unknown_name(part: str) -> Partner | None:
    """Returns one capitalised word as a medicine: beside medicines that are known it is one that is not (or is misspelt)."""
    return Partner(part, "drug") if re.fullmatch(r"[A-Z][a-z]{5,}(?<!ing)", part) and not _GENERIC.match(part) else None


@cache
def known_partner(words: str) -> Partner | None:
    """Returns a phrase as a partner, None when it is none that can be told or too long for one."""
    name = cut_name(words)
    if (
        not name
        or len(name.split()) > _MOST_WORDS
        or _GENERIC.match(name)
        or _JUNK.search(name)
        or (_NO_MEDICINE.fullmatch(name) and name.lower() not in _DRINKS)
    ):
        return None
    for kind, known in _KINDS:
        found = known.search(name)
        if found:
            whole = kind != "enzyme" or found.start() > 0 or _MORE_ENZYMES.search(name, found.end())
            return _of_kind(name if whole else found.group(), kind)
    if fold(_FORM.sub("", name)) in medicines() or _ELEMENTS.fullmatch(name) or _EXTRA.fullmatch(name):
        return Partner(name, "drug")
    return Partner(name, "class") if _CLASS.search(name) or _PLURAL.search(name) else None


def _of_kind(name: str, kind: PartnerKind) -> Partner:
    """Returns a partner; what an enzyme only works on is a class of medicines, what acts on it counts with the enzyme."""
    return Partner(name, "class" if kind == "enzyme" and not _ACTS_ON_ENZYME.search(name) else kind)


def named_in(text: str, own: re.Pattern[str] | None) -> Iterator[Partner]:
    """Returns the partners a sentence names outside brackets: those of a kind of their own, classes, then medicines."""
    words = _SUBSCRIPT.sub(r"\1\2", _without_examples(" ".join(_BRACKETS.sub(" ", text).split())))
    yield from _that_act(words)
    words = _CONTAINING.sub(" ", words)
    words = _METABOLITES.sub(" ", _DRUGS_THAT_ACT.sub(" ; ", words))
    for kind, known in _KINDS:
        if kind != "test" and (kind != "smoking" or _SMOKING_ACTS.search(words)):
            for found in known.finditer(words):
                before = words[: found.start()]
                apposed = _APPOSED.search(before) or (before.endswith(", ") and _SUBSTRATES.match(found.group()))
                mine = own is not None and own.fullmatch(found.group())
                if found.group().lower() not in _TOO_WIDE and not apposed and not mine:
                    yield _of_kind(" ".join(found.group().split()), kind)
    rest = _ENZYME.sub(" ", words)
    said: list[str] = []
    for one in (*_CLASS_PHRASE.finditer(rest), *_DESCRIBED.finditer(rest)):
        alien = own is None or not own.search(one.group())
        if alien and own is not None and one.group().startswith("other ") and _own_before(own, rest[: one.start()]):
            continue  # "(this medicine) and other benzodiazepines" are its own class
        if one.group()[-1] != "s" and rest[: one.start()].lower().endswith("the ") and " " not in one.group():
            continue  # "the diuretic" was named before
        if alien and not _APPOSED.search(rest[: one.start()]) and not _JUNK.search(one.group().strip()):
            name = _HEAD_CONJUNCTION.sub("", _AGAIN_DRUGS.sub("", _TRAIL.sub("", one.group()).strip()))
            if 1 <= len(name.split()) <= _MOST_NAMED and not _BARE.fullmatch(name):
                said.append(name)
                yield Partner(name, "class")
    within = " ".join(said).lower()
    yield from (one for one in _medicines_in(rest, own) if one.name.lower() not in within)


def _own_before(own: re.Pattern[str], before: str) -> bool:
    return any(_AND_OTHER.fullmatch(before, found.end()) for found in own.finditer(before))


def _that_act(text: str) -> Iterator[Partner]:
    """Returns the inhibitors and inducers in "drugs that inhibit or induce (enzymes)"."""
    for found in _DRUGS_THAT_ACT.finditer(text):
        for act in (found["act"], found["also"]):
            if act:
                name = f"{found['enzymes'].strip()} {'inhibitors' if act.lower().startswith('inh') else 'inducers'}"
                yield Partner(name, "enzyme")


def _medicines_in(text: str, own: re.Pattern[str] | None) -> Iterator[Partner]:
    rest = _NO_MEDICINE.sub(" ", text)
    joined = [found for found in _TWO_WORDS.finditer(rest) if fold(found.group()) in medicines()]
    joined += [one for one in _COMBINATION.finditer(rest) if all(is_medicine(part.strip()) for part in one.group().split("/"))]
    joined += [*_EXTRA.finditer(rest), *_pairs(rest)]
    for found in joined:
        rest = f"{rest[: found.start()]}{' ' * len(found.group())}{rest[found.end() :]}"
    for found in (*joined, *_WORD.finditer(rest), *_ELEMENTS.finditer(rest)):
        name = found.group()
        known = " " in name or "/" in name or _EXTRA.fullmatch(name) or name.lower() in substances() or _ELEMENTS.fullmatch(name)
        if known and not (own is not None and own.search(name)) and not _APPOSED_BY.search(text[: found.start()]):
            yield Partner(name, "drug")


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
    return bool(_BARE.fullmatch(found["category"]) and _BARE_BEFORE.search(text[: found.start()]))


def _all_medicines(words: str) -> bool:
    """Returns whether a list names medicines only: the examples of the category before its colon."""
    parts = [part for part in _SPLIT.split(words) if part]
    return len(parts) > 1 and all(fold(part) in medicines() for part in parts)


def cut_name(words: str) -> str:
    """Returns a heading without brackets, examples, and words that lead to its partner or follow it."""
    cut = _SUBSCRIPT.sub(r"\1\2", without_brackets(plain(words))).strip(" :;,.*-–")  # noqa: RUF001 - labels use this dash
    for _ in range(5):
        shorter = _TAIL.sub("", _LEAD.sub("", _AGAIN.sub(r"\g<name>", _SENTENCE_BEHIND.sub("", cut)))).strip(" :;,.*-–")  # noqa: RUF001
        if shorter == cut:
            break
        cut = shorter
    return cut
